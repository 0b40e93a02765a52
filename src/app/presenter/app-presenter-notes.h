#pragma once

#include "app-presenter.h"

/** AppPresenterNotes: what only the presenter sees: the text, the clock, what comes next, the answers. */
#define APP_TYPE_PRESENTER_NOTES (app_presenter_notes_get_type ())
G_DECLARE_FINAL_TYPE (AppPresenterNotes, app_presenter_notes, APP, PRESENTER_NOTES, GtkWidget)

AppPresenterNotes *app_presenter_notes_new (AppPresenter *presenter);
