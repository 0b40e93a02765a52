#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/**
 * AppPresenter: showing a document to a room: a large screen with two panes at most, and notes in a second
 * window, both on the document of the ordinary window. Its actions "present.…" stand in both windows; the keys
 * are the rows of APP_KEY_PRESENTER, which are those of a slide remote and some more.
 *
 * A question is shown before what it asks about, its answer only when asked for or when going on. Moving by
 * other means than these keys (to a row, into an exercise) is an excursion: "present.return" goes back to where the
 * lesson's run was left. "changed" is emitted when anything but the moment is another one, "ended" once, when the
 * presentation is over.
 */
#define APP_TYPE_PRESENTER (app_presenter_get_type ())
G_DECLARE_FINAL_TYPE (AppPresenter, app_presenter, APP, PRESENTER, GObject)

/** app_presenter_new: present @document, which has to be open; the large screen goes where @from is not, if there
 * are two. */
AppPresenter *app_presenter_new (AppDocument *document, GtkWindow *from);
/** app_presenter_end: close its windows; emits "ended". */
void app_presenter_end (AppPresenter *self);

/** app_presenter_get_screen, _get_notes: its windows; NULL while it is not there. Borrowed. */
GtkWindow *app_presenter_get_screen (AppPresenter *self);
GtkWindow *app_presenter_get_notes (AppPresenter *self);

/** app_presenter_get_actions: "present.", which both windows have; borrowed. */
GActionMap *app_presenter_get_actions (AppPresenter *self);
/** app_presenter_get_document: what is presented; borrowed. */
AppDocument *app_presenter_get_document (AppPresenter *self);
/** app_presenter_get_question: the question that is shown, NULL none; *@revealed: with its answer. Borrowed. */
const LessonQuestion *app_presenter_get_question (AppPresenter *self, gboolean *revealed);
/** app_presenter_is_blank: whether the screen is black. app_presenter_is_away: whether this is an excursion. */
gboolean app_presenter_is_blank (AppPresenter *self);
gboolean app_presenter_is_away (AppPresenter *self);
/** app_presenter_get_view: the panes on the screen: "ladder+board", "ladder+detail", "text+ladder", "ladder" or
 * "board"; borrowed. */
const char *app_presenter_get_view (AppPresenter *self);
/** app_presenter_get_elapsed: µs since it began, or since "present.restart". */
gint64 app_presenter_get_elapsed (AppPresenter *self);
