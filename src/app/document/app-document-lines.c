#include "app-document-lines.h"

#include "app-document-private.h"
#include "app-language.h"

/* Rows looked at between two looks at the clock, and how long a slice may take. */
#define SLICE_ROWS 500
#define SLICE_TIME 8000 /* µs */

struct _AppDocumentLines
{
  ViewLanes *lanes;
  char *search;
  gboolean only;
  guint32 first_event; /* only rows of these events; 0: no limit */
  guint32 last_event;
  ViewText problem;
  ViewRows *rows;  /* what is shown; NULL: nothing is open */
  ViewRows *found; /* NULL: nothing is looked for */
  ViewRows *next_rows;
  ViewRows *next_found; /* what is being made to take their places */
  guint idle;
  GHashTable *unfolded; /* events */
};

/* --- making them --- */

static void
drop_next (AppDocumentLines *lines)
{
  g_clear_pointer (&lines->next_rows, view_rows_unref);
  g_clear_pointer (&lines->next_found, view_rows_unref);
}

static void
set_shown (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  if (lines->rows == NULL)
    return;
  if (lines->found != NULL)
    view_rows_set_shown (
        lines->found, view_ladder_get_position (self->ladder, app_document_get_limit (self)).shown);
  view_rows_set_shown (lines->rows, self->position.shown);
}

static void
take_next (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  g_clear_pointer (&lines->rows, view_rows_unref);
  g_clear_pointer (&lines->found, view_rows_unref);
  lines->rows = g_steal_pointer (&lines->next_rows);
  lines->found = g_steal_pointer (&lines->next_found);
  set_shown (self);
  app_document_emit (self, APP_DOCUMENT_LINES);
}

/* Whether there is more to do. */
static gboolean
build_slice (ViewRows *rows, gint64 until)
{
  gboolean more = TRUE;
  while (more && g_get_monotonic_time () < until)
    more = view_rows_build (rows, SLICE_ROWS);
  return more;
}

static gboolean
build (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  gint64 until = g_get_monotonic_time () + SLICE_TIME;
  if (lines->next_rows != NULL)
    {
      if (build_slice (lines->next_rows, until)
          || (lines->next_found != NULL && build_slice (lines->next_found, until)))
        return TRUE;
      take_next (self);
      return FALSE;
    }
  gboolean more = (lines->rows != NULL && build_slice (lines->rows, until))
                  || (lines->found != NULL && build_slice (lines->found, until));
  set_shown (self);
  return more;
}

static gboolean
on_idle (gpointer data)
{
  AppDocument *self = data;
  if (build (self))
    return G_SOURCE_CONTINUE;
  self->lines->idle = 0;
  app_document_emit (self, APP_DOCUMENT_LINES);
  return G_SOURCE_REMOVE;
}

/* A first slice at once, so that nothing flickers that is done soon. */
static void
begin (AppDocument *self)
{
  if (build (self) && self->lines->idle == 0)
    self->lines->idle = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
}

/* Takes @filter. */
static ViewRows *
make_rows (AppDocument *self, ViewFilter *filter)
{
  filter->first_event = self->lines->first_event;
  filter->last_event = self->lines->last_event;
  return view_rows_new (self->ladder, self->lines->lanes, filter,
                        view_catalogue_get (app_language_get_content (), NULL));
}

/* Rows that pass what is looked for; NULL when nothing is, or it cannot be. */
static ViewRows *
make_found (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  view_text_clear (&lines->problem);
  ViewFilter *filter = view_filter_parse (lines->search, self->ladder, self->position.event,
                                          &lines->problem);
  if (filter == NULL || view_filter_has_query (filter))
    return filter != NULL ? make_rows (self, filter) : NULL;
  view_filter_free (filter);
  return NULL;
}

static void
rebuild (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  drop_next (lines);
  if (!app_document_is_open (self))
    return;
  lines->next_found = make_found (self);
  /* Two of the same: one as far as the moment, one as far as may be looked for. */
  if (lines->next_found != NULL && lines->only)
    lines->next_rows = make_found (self);
  else
    lines->next_rows = make_rows (self, view_filter_new ());
  begin (self);
}

/* --- following the document --- */

static void
on_run (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  /* Rows of another ladder are of no use, not even for a moment. */
  g_clear_pointer (&lines->rows, view_rows_unref);
  g_clear_pointer (&lines->found, view_rows_unref);
  drop_next (lines);
  if (!app_document_is_open (self))
    return;
  view_lanes_update (lines->lanes, self->ladder);
  lines->rows = make_rows (self, view_filter_new ());
  view_rows_build (lines->rows, SLICE_ROWS);
  rebuild (self);
}

static void
on_opened (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  g_hash_table_remove_all (lines->unfolded);
  g_free (lines->search);
  lines->search = g_strdup ("");
  lines->only = FALSE;
  lines->first_event = lines->last_event = 0;
  view_lanes_free (lines->lanes);
  lines->lanes = view_lanes_new ();
}

static void
on_grown (AppDocument *self)
{
  if (view_lanes_update (self->lines->lanes, self->ladder))
    rebuild (self);
  else
    begin (self);
}

static void
on_language (AppDocument *self)
{
  if (*self->lines->search != '\0')
    rebuild (self);
}

static gboolean
on_escape (AppDocument *self)
{
  gboolean given_up = *self->lines->search != '\0';
  app_document_search (self, "");
  return given_up;
}

/* --- lanes --- */

ViewRows *
app_document_get_rows (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), NULL);
  return self->lines->rows;
}

const ViewLanes *
app_document_get_lanes (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), NULL);
  return self->lines->lanes;
}

gboolean
app_document_show_lane (AppDocument *self, guint place, gboolean shown)
{
  g_return_val_if_fail (app_document_is_open (self), FALSE);
  gboolean done = view_lanes_show (self->lines->lanes, place, shown);
  if (done)
    rebuild (self);
  return done;
}

gboolean
app_document_move_lane (AppDocument *self, guint place, guint to)
{
  g_return_val_if_fail (app_document_is_open (self), FALSE);
  gboolean done = view_lanes_move (self->lines->lanes, place, to);
  if (done)
    rebuild (self);
  return done;
}

void
app_document_reset_lanes (AppDocument *self)
{
  g_return_if_fail (app_document_is_open (self));
  view_lanes_reset (self->lines->lanes);
  rebuild (self);
}

void
app_document_show_range (AppDocument *self, guint32 first_event, guint32 last_event)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  AppDocumentLines *lines = self->lines;
  if (lines->first_event == first_event && lines->last_event == last_event)
    return;
  lines->first_event = first_event;
  lines->last_event = last_event;
  rebuild (self);
}

/* --- searching --- */

void
app_document_search (AppDocument *self, const char *text)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (g_str_equal (self->lines->search, text))
    return;
  g_free (self->lines->search);
  self->lines->search = g_strdup (text);
  rebuild (self);
}

const char *
app_document_get_search (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), "");
  return self->lines->search;
}

char *
app_document_dup_search_problem (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), NULL);
  const ViewText *problem = &self->lines->problem;
  return problem->key != NULL ? app_document_say (self, problem) : NULL;
}

void
app_document_set_only_found (AppDocument *self, gboolean only)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (self->lines->only == only)
    return;
  self->lines->only = only;
  rebuild (self);
}

gboolean
app_document_get_only_found (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  return self->lines->only;
}

gboolean
app_document_is_searching (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  return self->lines->idle != 0;
}

gboolean
app_document_is_found (AppDocument *self, guint32 row)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  return self->lines->found != NULL && view_rows_has (self->lines->found, row);
}

guint
app_document_count_found (AppDocument *self, guint *at)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), 0);
  const ViewRows *found = self->lines->found;
  *at = app_document_is_found (self, self->selected) ? view_rows_find (found, self->selected) + 1
                                                     : 0;
  return found != NULL ? view_rows_count (found) : 0;
}

gboolean
app_document_go_found (AppDocument *self, gboolean forward)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  const ViewRows *found = self->lines->found;
  if (found == NULL || view_rows_count (found) == 0)
    return FALSE;
  guint32 row = forward ? view_rows_next (found, self->selected)
                        : view_rows_previous (found, self->selected);
  if (row == VIEW_NO_ROW)
    row = forward ? view_rows_next (found, VIEW_NO_ROW) : view_rows_previous (found, VIEW_NO_ROW);
  if (row < self->position.shown)
    app_document_select (self, row);
  else
    app_document_go (self, view_ladder_get_row_end (self->ladder, row));
  return TRUE;
}

/* --- rows --- */

void
app_document_set_unfolded (AppDocument *self, guint32 event, gboolean unfolded)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (unfolded)
    g_hash_table_add (self->lines->unfolded, GUINT_TO_POINTER (event));
  else
    g_hash_table_remove (self->lines->unfolded, GUINT_TO_POINTER (event));
  app_document_emit (self, APP_DOCUMENT_LINES);
}

gboolean
app_document_is_unfolded (AppDocument *self, guint32 event)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  return g_hash_table_contains (self->lines->unfolded, GUINT_TO_POINTER (event));
}

guint32
app_document_get_exchange (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), 0);
  if (self->selected == VIEW_NO_ROW)
    return 0;
  guint32 event = view_ladder_get_row_event (self->ladder, self->selected);
  return event != 0 ? trace_get (self->trace, event)->command : 0;
}

/* --- the document's share --- */

void
app_document_init_lines (AppDocument *self)
{
  self->lines = g_new0 (AppDocumentLines, 1);
  self->lines->lanes = view_lanes_new ();
  self->lines->search = g_strdup ("");
  self->lines->unfolded = g_hash_table_new (NULL, NULL);
  g_signal_connect (self, "opened", G_CALLBACK (on_opened), NULL);
  g_signal_connect (self, "run", G_CALLBACK (on_run), NULL);
  g_signal_connect (self, "grown", G_CALLBACK (on_grown), NULL);
  g_signal_connect (self, "moved", G_CALLBACK (set_shown), NULL);
  g_signal_connect (self, "replied", G_CALLBACK (set_shown), NULL);
  g_signal_connect (self, "language", G_CALLBACK (on_language), NULL);
  g_signal_connect (self, "escape", G_CALLBACK (on_escape), NULL);
}

void
app_document_finalize_lines (AppDocument *self)
{
  AppDocumentLines *lines = self->lines;
  if (lines->idle != 0)
    g_source_remove (lines->idle);
  drop_next (lines);
  g_clear_pointer (&lines->rows, view_rows_unref);
  g_clear_pointer (&lines->found, view_rows_unref);
  view_lanes_free (lines->lanes);
  view_text_clear (&lines->problem);
  g_free (lines->search);
  g_hash_table_unref (lines->unfolded);
  g_clear_pointer (&self->lines, g_free);
}
