#pragma once

#include "app-document.h"
#include "lesson-exercise.h"
#include "trace-recording.h"

/* What the files of the document share. */

typedef enum
{
  APP_DOCUMENT_OPENED,
  APP_DOCUMENT_RUN,
  APP_DOCUMENT_GROWN,
  APP_DOCUMENT_MOVED,
  APP_DOCUMENT_SELECTED,
  APP_DOCUMENT_LANGUAGE,
  APP_DOCUMENT_REPLIED,
  APP_DOCUMENT_ASKING,
  APP_DOCUMENT_CELL,
  APP_DOCUMENT_BOARD,
  APP_DOCUMENT_LINES,
  APP_DOCUMENT_PLAY,
  APP_DOCUMENT_MARKS,
  APP_DOCUMENT_TOKEN,
  APP_DOCUMENT_N_SIGNALS
} AppDocumentSignal;

typedef struct _AppDocumentCell AppDocumentCell;
typedef struct _AppDocumentFree AppDocumentFree;
typedef struct _AppDocumentPlay AppDocumentPlay;
typedef struct _AppDocumentMarks AppDocumentMarks;
typedef struct _AppDocumentLines AppDocumentLines;
typedef struct _AppDocumentToken AppDocumentToken;

struct _AppDocument
{
  GObject parent_instance;
  TraceRecording *recording; /* NULL: nothing is open */
  Trace *trace;              /* what is looked at: the run, or an attempt's; borrowed */
  TraceCursor *cursor;
  ViewLadder *ladder;
  ViewBoard *board;
  ViewDetail *detail; /* of the selected row, made when asked for */
  ViewPosition position;
  guint32 selected;
  char *folder;           /* of the lesson, NULL none */
  gboolean is_lesson_run; /* the lesson itself was run, and not a recording of it opened */
  char *title;
  char *path; /* of the recording's file, NULL none */
  char *problem;
  Lesson *lesson;

  AppDocumentCell *chosen;    /* see app-document-cell.h */
  AppDocumentFree *play;      /* see app-document-free.h */
  AppDocumentPlay *transport; /* see app-document-play.h */
  AppDocumentMarks *marks;    /* see app-document-marks.h */
  AppDocumentLines *lines;    /* see app-document-lines.h */
  AppDocumentToken *token;    /* see app-document-token.h */

  gboolean asks;       /* whether predictions hide what comes */
  GHashTable *replies; /* question → AppDocumentReply */

  LessonAttempt *attempt; /* an exercise that is being done, or NULL */
  Lesson *attempt_lesson; /* what it belongs to, in whatever language it began */
  guint attempt_step;
  guint attempt_which;
  gboolean attempt_shown; /* the lesson's own solution was asked for */
  guint32 attempt_from;   /* where the cursor stood in the run */
};

/** app_document_emit: one of its signals. */
void app_document_emit (AppDocument *self, AppDocumentSignal signal);

/** app_document_look_at: from now on look at @trace, standing just after @event; emits "run", "moved" and
 * "selected". */
void app_document_look_at (AppDocument *self, Trace *trace, guint32 event);

/** app_document_make_board: anew, for the moment there is; tells nobody. app_document_get_mailboxes: what its
 * cards are to list, for view_board_new_of(); borrowed. */
void app_document_make_board (AppDocument *self);
GHashTable *app_document_get_mailboxes (AppDocument *self);

/** app_document_init_cell, _finalize_cell: the document's own share in app-document-cell. */
void app_document_init_cell (AppDocument *self);
void app_document_finalize_cell (AppDocument *self);
/** app_document_init_lines, _finalize_lines: the same in app-document-lines. */
void app_document_init_lines (AppDocument *self);
void app_document_finalize_lines (AppDocument *self);

/** app_document_init_free, _finalize_free: likewise in app-document-free. */
void app_document_init_free (AppDocument *self);
void app_document_finalize_free (AppDocument *self);
/** app_document_get_free_title: what free play is called, NULL where it is called after its lesson. */
const char *app_document_get_free_title (AppDocument *self);

/** app_document_init_play, _finalize_play, _init_marks, _finalize_marks: likewise in app-document-play and -marks. */
void app_document_init_play (AppDocument *self);
void app_document_finalize_play (AppDocument *self);
void app_document_init_marks (AppDocument *self);
void app_document_finalize_marks (AppDocument *self);

/** app_document_init_token, _finalize_token: likewise in app-document-token. */
void app_document_init_token (AppDocument *self);
void app_document_finalize_token (AppDocument *self);

/** app_document_keep_marks_as: the recording is kept at @path now, and its bookmarks are to be found with it. */
void app_document_keep_marks_as (AppDocument *self, const char *path);

/** app_document_forget_study: replies and attempts go with the lesson they belong to. */
void app_document_forget_study (AppDocument *self);
