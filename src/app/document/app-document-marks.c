#include "app-document-marks.h"

#include "app-document-free.h"
#include "app-document-private.h"
#include "app-store.h"

#define SLICE 20000 /* events looked at between two frames */

struct _AppDocumentMarks
{
  ViewMarkSet *marks;
  GArray *bookmarks; /* ViewPlace, ascending */
  GHashTable *rows;  /* row of the ladder → place of its first bookmark among them, and one */
  AppStore *store;
  guint idle; /* while there is more to look at */
};

static void
clear_place (gpointer data)
{
  g_clear_pointer (&((ViewPlace *) data)->name, g_free);
}

/* --- keeping --- */

/* What bookmarks are kept under: the name of the file, as no other name of a group looks. */
static char *
dup_group_of_path (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (whole, "/", FALSE);
  return g_strdup_printf ("file %s", escaped);
}

/* NULL: they are not kept at all. A recording of a lesson need not be the lesson's own run. */
static char *
dup_group (AppDocument *self)
{
  const Lesson *lesson = app_document_get_lesson (self);
  if (self->attempt != NULL || app_document_is_free (self) || self->recording == NULL)
    return NULL;
  if (self->path != NULL)
    return dup_group_of_path (self->path);
  return lesson != NULL ? g_strdup_printf ("%s %s", lesson->slug, lesson->hash) : NULL;
}

static void
keep_in (AppDocument *self, const char *group)
{
  AppDocumentMarks *share = self->marks;
  GKeyFile *file = app_store_get_file (share->store);
  g_key_file_remove_group (file, group, NULL);
  for (guint i = 0; i < share->bookmarks->len; i++)
    {
      const ViewPlace *place = &g_array_index (share->bookmarks, ViewPlace, i);
      g_autofree char *key = g_strdup_printf ("%u", place->event);
      g_key_file_set_string (file, group, key, place->name);
    }
  app_store_save_soon (share->store);
}

void
app_document_keep_marks_as (AppDocument *self, const char *path)
{
  g_autofree char *group = dup_group_of_path (path);
  keep_in (self, group);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint32 x = ((const ViewPlace *) a)->event;
  guint32 y = ((const ViewPlace *) b)->event;
  return x < y ? -1 : x > y;
}

static void
read_kept (AppDocument *self)
{
  AppDocumentMarks *share = self->marks;
  g_autofree char *group = dup_group (self);
  GKeyFile *file = app_store_get_file (share->store);
  g_auto (GStrv) keys = group != NULL ? g_key_file_get_keys (file, group, NULL, NULL) : NULL;
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      guint64 event;
      if (!g_ascii_string_to_unsigned (keys[i], 10, 0, view_ladder_get_last (self->ladder), &event,
                                       NULL))
        continue;
      g_autofree char *name = g_key_file_get_string (file, group, keys[i], NULL);
      ViewPlace place = { (guint32) event, name != NULL ? g_steal_pointer (&name) : g_strdup ("") };
      g_array_append_val (share->bookmarks, place);
    }
  g_array_sort (share->bookmarks, compare);
}

/* Other bookmarks, or other rows: both tell where the ladder has a flag. */
static void
take_rows (AppDocument *self)
{
  AppDocumentMarks *share = self->marks;
  g_hash_table_remove_all (share->rows);
  for (guint i = share->bookmarks->len; i > 0; i--)
    {
      guint32 event = g_array_index (share->bookmarks, ViewPlace, i - 1).event;
      guint32 row = view_ladder_get_position (self->ladder, event).current;
      /* A bookmark before the first row belongs to that row. */
      g_hash_table_insert (share->rows, GUINT_TO_POINTER (row != VIEW_NO_ROW ? row : 0),
                           GUINT_TO_POINTER (i));
    }
}

static void
take_bookmarks (AppDocument *self)
{
  view_mark_set_set_places (self->marks->marks, VIEW_MARK_BOOKMARK, self->marks->bookmarks);
  take_rows (self);
}

/* The user changed them. */
static void
change_bookmarks (AppDocument *self)
{
  g_autofree char *group = dup_group (self);
  take_bookmarks (self);
  if (group != NULL)
    keep_in (self, group);
  app_document_emit (self, APP_DOCUMENT_MARKS);
}

/* --- marks --- */

static void
set_questions (AppDocument *self)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (ViewPlace));
  guint n = self->attempt == NULL ? view_ladder_get_n_steps (self->ladder) : 0;
  for (guint step = 1; step <= n; step++)
    if (app_document_get_question (self, step, 0) != NULL)
      {
        ViewPlace place = { view_ladder_get_step_event (self->ladder, step - 1), NULL };
        g_array_append_val (places, place);
      }
  view_mark_set_set_places (self->marks->marks, VIEW_MARK_QUESTION, places);
}

static gboolean
on_idle (gpointer data)
{
  AppDocument *self = data;
  gboolean more = view_mark_set_take (self->marks->marks, SLICE);
  if (more)
    return G_SOURCE_CONTINUE;
  self->marks->idle = 0;
  app_document_emit (self, APP_DOCUMENT_MARKS);
  return G_SOURCE_REMOVE;
}

static void
look_on (AppDocument *self)
{
  if (self->marks->idle == 0 && view_mark_set_take (self->marks->marks, SLICE))
    self->marks->idle = g_idle_add (on_idle, self);
}

static void
forget (AppDocument *self)
{
  if (self->marks->idle != 0)
    g_source_remove (self->marks->idle);
  self->marks->idle = 0;
  g_clear_pointer (&self->marks->marks, view_mark_set_free);
  g_array_set_size (self->marks->bookmarks, 0);
  g_hash_table_remove_all (self->marks->rows);
}

static void
on_run (AppDocument *self)
{
  forget (self);
  if (!app_document_is_open (self))
    return;
  self->marks->marks = view_mark_set_new (self->ladder);
  look_on (self);
  read_kept (self);
  set_questions (self);
  take_bookmarks (self);
  app_document_emit (self, APP_DOCUMENT_MARKS);
}

static void
on_grown (AppDocument *self)
{
  if (self->marks->marks == NULL)
    return;
  look_on (self);
  app_document_emit (self, APP_DOCUMENT_MARKS);
}

ViewMarkSet *
app_document_get_marks (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), NULL);
  return self->marks->marks;
}

/* --- bookmarks --- */

/* Their number when there is none. */
static guint
find_bookmark (AppDocument *self, guint32 event)
{
  const GArray *bookmarks = self->marks->bookmarks;
  guint i = 0;
  while (i < bookmarks->len && g_array_index (bookmarks, ViewPlace, i).event != event)
    i++;
  return i;
}

gboolean
app_document_has_bookmark (AppDocument *self)
{
  return find_bookmark (self, self->position.event) < self->marks->bookmarks->len;
}

gboolean
app_document_toggle_bookmark (AppDocument *self, const char *name)
{
  g_return_val_if_fail (app_document_is_open (self), FALSE);
  if (app_document_has_bookmark (self))
    {
      app_document_remove_bookmark (self, self->position.event);
      return FALSE;
    }
  ViewPlace place = { self->position.event, g_strdup (name) };
  g_array_append_val (self->marks->bookmarks, place);
  g_array_sort (self->marks->bookmarks, compare);
  change_bookmarks (self);
  return TRUE;
}

void
app_document_rename_bookmark (AppDocument *self, guint32 event, const char *name)
{
  g_return_if_fail (app_document_is_open (self));
  guint i = find_bookmark (self, event);
  if (i >= self->marks->bookmarks->len)
    return;
  ViewPlace *place = &g_array_index (self->marks->bookmarks, ViewPlace, i);
  g_free (place->name);
  place->name = g_strdup (name);
  change_bookmarks (self);
}

void
app_document_remove_bookmark (AppDocument *self, guint32 event)
{
  g_return_if_fail (app_document_is_open (self));
  guint i = find_bookmark (self, event);
  if (i >= self->marks->bookmarks->len)
    return;
  g_array_remove_index (self->marks->bookmarks, i);
  change_bookmarks (self);
}

const ViewPlace *
app_document_get_row_bookmark (AppDocument *self, guint32 row)
{
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->marks->rows, GUINT_TO_POINTER (row)));
  return i > 0 ? &g_array_index (self->marks->bookmarks, ViewPlace, i - 1) : NULL;
}

const GArray *
app_document_get_bookmarks (AppDocument *self)
{
  return self->marks->bookmarks;
}

gboolean
app_document_go_bookmark (AppDocument *self, gboolean forward)
{
  if (self->marks->marks == NULL)
    return FALSE;
  guint32 now = self->position.event;
  guint32 event = forward ? view_mark_set_next (self->marks->marks, VIEW_MARK_BOOKMARK, now)
                          : view_mark_set_previous (self->marks->marks, VIEW_MARK_BOOKMARK, now);
  if (event == G_MAXUINT32 || event > app_document_get_limit (self))
    return FALSE;
  app_document_go (self, event);
  return TRUE;
}

/* --- the share itself --- */

void
app_document_init_marks (AppDocument *self)
{
  self->marks = g_new0 (AppDocumentMarks, 1);
  self->marks->bookmarks = g_array_new (FALSE, FALSE, sizeof (ViewPlace));
  g_array_set_clear_func (self->marks->bookmarks, clear_place);
  self->marks->rows = g_hash_table_new (NULL, NULL);
  /* One for all documents, which is written at the end of the program at the latest. */
  static AppStore *store;
  if (store == NULL)
    store = app_store_open_user (g_get_user_data_dir (), "bookmarks.ini");
  self->marks->store = g_object_ref (store);
  g_signal_connect (self, "run", G_CALLBACK (on_run), NULL);
  g_signal_connect (self, "grown", G_CALLBACK (on_grown), NULL);
}

void
app_document_finalize_marks (AppDocument *self)
{
  forget (self);
  g_array_unref (self->marks->bookmarks);
  g_hash_table_unref (self->marks->rows);
  app_store_flush (self->marks->store);
  g_object_unref (self->marks->store);
  g_clear_pointer (&self->marks, g_free);
}
