#pragma once

#include "app-presenter.h"

/** AppPresenterScreen: what the room sees: a heading, two panes at most, a question over them, or black. */
#define APP_TYPE_PRESENTER_SCREEN (app_presenter_screen_get_type ())
G_DECLARE_FINAL_TYPE (AppPresenterScreen, app_presenter_screen, APP, PRESENTER_SCREEN, GtkWidget)

AppPresenterScreen *app_presenter_screen_new (AppPresenter *presenter);

/** app_presenter_screen_get_next_view: the view that follows @view when they are gone through; borrowed. */
const char *app_presenter_screen_get_next_view (const char *view);
