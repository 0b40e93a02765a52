#pragma once

#include <glib.h>

#define LESSON_ERROR (lesson_error_quark ())
GQuark lesson_error_quark (void);
typedef enum
{
  LESSON_ERROR_IO,      /* no such lesson, or its file cannot be read */
  LESSON_ERROR_INVALID, /* something in the file is wrong; the message begins "file:line:column: " */
} LessonError;

/** LessonDiagnostic: one thing wrong with a lesson: where, what, and what to write instead. */
typedef struct
{
  char *path;
  guint line;    /* 1-based */
  guint column;  /* 1-based, in octets */
  char *message; /* one sentence or two, English; lesson authors' language */
} LessonDiagnostic;

/** lesson_diagnostics_new: a list that frees its diagnostics. */
GPtrArray *lesson_diagnostics_new (void);

/** lesson_diagnose: add one to @list (of LessonDiagnostic). */
void lesson_diagnose (GPtrArray *list, const char *path, guint line, guint column,
                      const char *format, ...) G_GNUC_PRINTF (5, 6);

/**
 * lesson_diagnose_inner: add an error whose message begins "LINE:COLUMN: " counted inside a block
 * that starts at @first_line of the file, @shift octets from the left margin. @error is not taken.
 */
void lesson_diagnose_inner (GPtrArray *list, const char *path, guint first_line, guint shift,
                            const GError *error);

/** lesson_diagnostics_sort: by file in the order they came, then by line and column; what is said twice of one place is kept once. */
void lesson_diagnostics_sort (GPtrArray *list);

/** lesson_diagnostic_format: "file:line:column: message"; caller frees. */
char *lesson_diagnostic_format (const LessonDiagnostic *diagnostic);

/** lesson_diagnostics_to_error: set @error to the first of @list, if there is any; TRUE when there was none. */
gboolean lesson_diagnostics_to_error (const GPtrArray *list, GError **error);
