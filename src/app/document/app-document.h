#pragma once

#include <glib-object.h>

#include "lesson.h"
#include "view-board.h"
#include "view-detail.h"
#include "view-ladder.h"
#include "view-text.h"

typedef struct _Trace Trace;
typedef struct _TraceRecording TraceRecording;

/**
 * AppDocument: what the window is about: a recording, the run of it that is looked at, the moment,
 * the selected row, and the scenes of them. Panes read it, ask it to move, and know nothing of each
 * other.
 *
 * Signals: "opened": there are other contents, or none; "run": another run of them is looked at
 * (also after "opened"); "grown": the run has grown; "moved": the moment is another one (also after "run"); "selected":
 * another row is explained (also after "moved"); "language": texts are to be said in another
 * language; "replied": a question was answered or skipped, or an exercise began, went on or ended;
 * "asking": someone stands at a question that is to be answered first, and wanted to go on; "cell": another
 * cell is chosen, or none (app-document-cell.h); "board": the board is another one, at the same moment; "lines":
 * other rows or lanes are shown, or found (app-document-lines.h).
 * "escape" returns whether the handler gave something up (a range, a chosen cell …) that the user had chosen;
 * the first that did is the last that is asked.
 */
#define APP_TYPE_DOCUMENT (app_document_get_type ())
G_DECLARE_FINAL_TYPE (AppDocument, app_document, APP, DOCUMENT, GObject)

AppDocument *app_document_new (void);

/**
 * app_document_open_lesson: run the lesson called @name (slug, folder or path) to its end and stand
 * before its first event. FALSE with an error of lesson's, and the document stays what it was.
 */
gboolean app_document_open_lesson (AppDocument *self, const char *name, GError **error);
/**
 * app_document_open_recording: the same with the file at @path. *@cut (may be NULL) becomes a
 * sentence when the file had been cut in mid-write, else NULL.
 */
gboolean app_document_open_recording (AppDocument *self, const char *path, char **cut,
                                      GError **error);
/** app_document_open_live: show what is being recorded into @recording (a reference is kept), called @title.
 * app_document_grow() takes in what comes. */
void app_document_open_live (AppDocument *self, TraceRecording *recording, const char *title);
/** app_document_save: write the recording to @path. */
gboolean app_document_save (AppDocument *self, const char *path, GError **error);

/** app_document_is_open: whether there is a recording; what follows needs one. */
gboolean app_document_is_open (AppDocument *self);
/** app_document_get_title: of the lesson or the file; borrowed. */
const char *app_document_get_title (AppDocument *self);
/** app_document_get_lesson: its text in the current language; NULL when it has none. Borrowed. */
const Lesson *app_document_get_lesson (AppDocument *self);
/** app_document_is_lesson_run: whether a lesson was opened itself, and not a recording. */
gboolean app_document_is_lesson_run (AppDocument *self);
/** app_document_get_problem: what the lesson claims and its run does not show, or NULL; borrowed. */
const char *app_document_get_problem (AppDocument *self);

/** app_document_get_language: "en" or "zh_CN": of lessons and explanations; the window may speak another. */
const char *app_document_get_language (AppDocument *self);
/** app_document_retell: another language was set: read the lesson in it and emit "language". */
void app_document_retell (AppDocument *self);
/** app_document_say: @text in the current language; caller frees. */
char *app_document_say (AppDocument *self, const ViewText *text);

/** app_document_name: a short label for @text in the current language; borrowed. */
const char *app_document_name (AppDocument *self, const ViewText *text);

/* --- what is shown; all borrowed, and good until "opened" or "moved" --- */

/** app_document_get_trace, _get_ladder, _get_board: the run and its scenes.
 * app_document_get_position: where the cursor stands among the rows. */
Trace *app_document_get_trace (AppDocument *self);
ViewLadder *app_document_get_ladder (AppDocument *self);
ViewBoard *app_document_get_board (AppDocument *self);
ViewPosition app_document_get_position (AppDocument *self);
/** app_document_get_time: µs of virtual time at the cursor. */
gint64 app_document_get_time (AppDocument *self);
/** app_document_get_step: the step of the lesson at the cursor, 0 before the first. */
guint app_document_get_step (AppDocument *self);
/** app_document_get_n_steps: of the run. */
guint app_document_get_n_steps (AppDocument *self);
/** app_document_dup_heading: the heading of step @step (1 …), "" when it is not known. */
char *app_document_dup_heading (AppDocument *self, guint step);
/** app_document_get_selected: the row that is explained, VIEW_NO_ROW none. */
guint32 app_document_get_selected (AppDocument *self);
/** app_document_get_detail: its explanation, NULL none. */
ViewDetail *app_document_get_detail (AppDocument *self);

/* --- questions of the lesson; @which counts those of one step from 0 --- */

/** app_document_get_asks, _set_asks: whether predictions hide what comes next until they were answered
 * or skipped; at first they do. */
gboolean app_document_get_asks (AppDocument *self);
void app_document_set_asks (AppDocument *self, gboolean asks);
/** app_document_get_question: NULL when there is none; borrowed. */
const LessonQuestion *app_document_get_question (AppDocument *self, guint step, guint which);
/** app_document_get_limit: the last event that is shown for now: the end, or the heading of the step
 * with the first open prediction. */
guint32 app_document_get_limit (AppDocument *self);
/** app_document_get_waiting: whether a prediction is open; *@step and *@which (may be NULL) say which. */
gboolean app_document_get_waiting (AppDocument *self, guint *step, guint *which);
/** app_document_is_open_question: whether it hides what comes behind it. */
gboolean app_document_is_open_question (AppDocument *self, guint step, guint which);
/** app_document_is_chosen: whether that answer (from 0) was chosen. app_document_is_answered: whether any was. */
gboolean app_document_is_chosen (AppDocument *self, guint step, guint which, guint answer);
gboolean app_document_is_answered (AppDocument *self, guint step, guint which);
/** AppDocumentReply: what became of a question: a bit for each answer that was chosen; which was the first (from 1,
 * 0 none); whether one went on without an answer. */
typedef struct
{
  guint64 chosen;
  guint first;
  gboolean skipped;
} AppDocumentReply;

/** app_document_get_reply, _set_reply: the same at once, as it is kept from one time to the next. */
AppDocumentReply app_document_get_reply (AppDocument *self, guint step, guint which);
void app_document_set_reply (AppDocument *self, guint step, guint which,
                             const AppDocumentReply *reply);
/** app_document_answer: choose an answer; more than one can be chosen, one after the other. */
void app_document_answer (AppDocument *self, guint step, guint which, guint answer);
/** app_document_skip: go on without an answer. */
void app_document_skip (AppDocument *self, guint step, guint which);
/** app_document_show_decider: go to the event that shows which answer is right. */
void app_document_show_decider (AppDocument *self, guint step, guint which);

/* --- exercises of the lesson; @which as above --- */

/** app_document_get_exercise: NULL when there is none; borrowed. */
const LessonExercise *app_document_get_exercise (AppDocument *self, guint step, guint which);

/** app_document_try: begin that exercise, or begin it anew: the window looks at a run of its own that went
 * through the lesson up to there. FALSE with an error of lesson's. */
gboolean app_document_try (AppDocument *self, guint step, guint which, GError **error);
/** app_document_is_trying: whether it is being done. app_document_is_trying_any: whether any is. */
gboolean app_document_is_trying (AppDocument *self, guint step, guint which);
gboolean app_document_is_trying_any (AppDocument *self);
/** app_document_do: do @act, as in a lesson's `do` block; the moment moves to the end of what came of it.
 * FALSE with an error that says what to write instead. */
gboolean app_document_do (AppDocument *self, const char *act, GError **error);
/** app_document_solve: begin anew and do the lesson's own solution. */
gboolean app_document_solve (AppDocument *self, GError **error);
/** app_document_has_goal: whether goal @i of the exercise being done is reached now.
 * app_document_is_solved: whether all are. */
gboolean app_document_has_goal (AppDocument *self, guint i);
gboolean app_document_is_solved (AppDocument *self);
/** app_document_was_shown: whether the lesson's own solution was asked for in this exercise. */
gboolean app_document_was_shown (AppDocument *self);
/** app_document_stop_trying: back to the lesson's run, to where it was left. */
void app_document_stop_trying (AppDocument *self);

/* --- requests --- */

/** app_document_grow: take in what was appended to the run that is looked at. @follow: stand at the end then,
 * wherever the cursor stood; else it follows only if it stood at the end. */
void app_document_grow (AppDocument *self, gboolean follow);

/** app_document_go: stand just after @event (0 … last). */
void app_document_go (AppDocument *self, guint32 event);
void app_document_go_first (AppDocument *self);
void app_document_go_last (AppDocument *self);
/** app_document_forward, _back: the next or last moment of that kind. */
void app_document_forward (AppDocument *self, ViewMove by);
void app_document_back (AppDocument *self, ViewMove by);
/** app_document_select: explain row @row; the moment stays. */
void app_document_select (AppDocument *self, guint32 row);
/** app_document_escape: give up the one thing that was chosen or set last, whoever holds it; FALSE when
 * there is nothing. */
gboolean app_document_escape (AppDocument *self);
