#include "lesson-diagnostic.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

G_DEFINE_QUARK (postglass - lesson - error, lesson_error)

static void
diagnostic_free (LessonDiagnostic *diagnostic)
{
  g_free (diagnostic->path);
  g_free (diagnostic->message);
  g_free (diagnostic);
}

GPtrArray *
lesson_diagnostics_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) diagnostic_free);
}

void
lesson_diagnose (GPtrArray *list, const char *path, guint line, guint column, const char *format,
                 ...)
{
  LessonDiagnostic *diagnostic = g_new0 (LessonDiagnostic, 1);
  va_list arguments;
  va_start (arguments, format);
  diagnostic->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  diagnostic->path = g_strdup (path);
  diagnostic->line = MAX (line, 1);
  diagnostic->column = MAX (column, 1);
  g_ptr_array_add (list, diagnostic);
}

void
lesson_diagnose_inner (GPtrArray *list, const char *path, guint first_line, guint shift,
                       const GError *error)
{
  guint line = 1, column = 1;
  int length = 0;
  const char *text = error->message;
  if (sscanf (text, "%u:%u: %n", &line, &column, &length) == 2 && length > 0)
    text += length;
  lesson_diagnose (list, path, first_line + line - 1, column + shift, "%s", text);
}

static guint
first_index (const GPtrArray *list, const char *path)
{
  guint i = 0;
  while (!g_str_equal (((LessonDiagnostic *) g_ptr_array_index (list, i))->path, path))
    i++;
  return i;
}

/* The place of a file is that of its first diagnostic, looked up before anything moves. */
typedef struct
{
  guint file;
  guint index;
  LessonDiagnostic *diagnostic;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;
  const LessonDiagnostic *x = first->diagnostic, *y = second->diagnostic;
  if (first->file != second->file)
    return first->file < second->file ? -1 : 1;
  if (x->line != y->line)
    return x->line < y->line ? -1 : 1;
  if (x->column != y->column)
    return x->column < y->column ? -1 : 1;
  return first->index < second->index ? -1 : 1;
}

/* A tag that opens and one that closes are one mistake to an author. */
static gboolean
is_same (const LessonDiagnostic *a, const LessonDiagnostic *b)
{
  return a->line == b->line && a->column == b->column && g_str_equal (a->path, b->path)
         && g_str_equal (a->message, b->message);
}

void
lesson_diagnostics_sort (GPtrArray *list)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (guint i = 0; i < list->len; i++)
    {
      LessonDiagnostic *diagnostic = g_ptr_array_index (list, i);
      Entry entry = { first_index (list, diagnostic->path), i, diagnostic };
      g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < list->len; i++)
    list->pdata[i] = g_array_index (entries, Entry, i).diagnostic;
  for (guint i = list->len; i-- > 1;)
    if (is_same (list->pdata[i - 1], list->pdata[i]))
      g_ptr_array_remove_index (list, i);
}

char *
lesson_diagnostic_format (const LessonDiagnostic *diagnostic)
{
  return g_strdup_printf ("%s:%u:%u: %s", diagnostic->path, diagnostic->line, diagnostic->column,
                          diagnostic->message);
}

gboolean
lesson_diagnostics_to_error (const GPtrArray *list, GError **error)
{
  if (list->len == 0)
    return TRUE;
  g_autofree char *text = lesson_diagnostic_format (g_ptr_array_index (list, 0));
  g_set_error_literal (error, LESSON_ERROR, LESSON_ERROR_INVALID, text);
  return FALSE;
}
