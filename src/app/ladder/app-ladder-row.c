#include "app-ladder-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app-document-token.h"
#include "view-line.h"

#include "app-document-cell.h"
#include "app-document-lines.h"
#include "app-document-marks.h"
#include "app-ladder-draw.h"

/* As many lines of a literal are unfolded at most; the explanation has the rest. */
#define MOST_REST 12

struct _AppLadderRow
{
  GtkWidget parent_instance;
  AppDocument *document;
  const ViewRow *row; /* of the node; good until the next call of show */
  char *label;
  char *more;
  char **rest; /* unfolded, or NULL */
  guint32
      unfolds; /* event of the row if there is something to unfold, else 0; and its index: they are asked
                      for when @row may be gone */
  guint32 index;
  guint32
      n_rows; /* of the ladder, which it stands for: more than one in a fold, 0: nothing is shown yet */
  ViewPosition position; /* what is drawn now */
};

G_DEFINE_FINAL_TYPE (AppLadderRow, app_ladder_row, GTK_TYPE_WIDGET)

static char *
make_label (AppLadderRow *self)
{
  const ViewRow *row = self->row;
  if (row->kind == VIEW_ROW_LINE)
    return g_strdup (row->wire != NULL ? row->wire : "");
  if (row->kind == VIEW_ROW_STEP)
    {
      /* The heading of the lesson, where there is one, says more than a number. */
      ViewLadder *ladder = app_document_get_ladder (self->document);
      for (guint i = 0; i < view_ladder_get_n_steps (ladder); i++)
        {
          g_autofree char *heading = app_document_dup_heading (self->document, i + 1);
          if (view_ladder_get_step_event (ladder, i) == row->event && *heading != '\0')
            return g_strdup_printf ("%u  %s", i + 1, heading);
        }
    }
  return app_document_say (self->document, &row->label);
}

/* What follows the first line, when that is asked for, and how much is left out. */
static char **
make_rest (AppLadderRow *self)
{
  guint64 hidden;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  if (self->unfolds == 0 || ladder == NULL
      || view_ladder_get_row_event (ladder, self->index) != self->unfolds
      || !app_document_is_unfolded (self->document, self->unfolds))
    return NULL;
  char **lines = view_ladder_dup_rest (ladder, self->index, MOST_REST, &hidden);
  if (hidden == 0)
    return lines;
  g_autofree char *more = view_text_more_octets (
      view_catalogue_get (app_document_get_language (self->document), NULL), hidden);
  guint n = g_strv_length (lines);
  lines = g_renew (char *, lines, n + 2);
  lines[n] = g_steal_pointer (&more);
  lines[n + 1] = NULL;
  return lines;
}

static void
take_rest (AppLadderRow *self)
{
  gboolean was = self->rest != NULL;
  g_clear_pointer (&self->rest, g_strfreev);
  self->rest = make_rest (self);
  if (was || self->rest != NULL)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Of a fold: the first in it, and it need not be of its first row. */
static const ViewPlace *
find_bookmark (AppLadderRow *self)
{
  const ViewPlace *place = NULL;
  for (guint32 i = 0;
       i < self->n_rows && place == NULL && app_document_get_bookmarks (self->document)->len > 0;
       i++)
    place = app_document_get_row_bookmark (self->document, self->index + i);
  return place;
}

/* For those who do not see the flag. */
static char *
dup_bookmark_words (AppLadderRow *self)
{
  const ViewPlace *place = find_bookmark (self);
  if (place == NULL)
    return NULL;
  return *place->name != '\0' ? g_strdup_printf (_ ("Bookmark: %s"), place->name)
                              : g_strdup (_ ("Bookmark"));
}

static void
tell_bookmark (AppLadderRow *self)
{
  g_autofree char *words = dup_bookmark_words (self);
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    words != NULL ? words : "", -1);
}

static void
app_ladder_row_show (GtkWidget *widget, gconstpointer node)
{
  AppLadderRow *self = APP_LADDER_ROW (widget);
  self->row = node;
  g_free (self->label);
  self->label = make_label (self);
  g_clear_pointer (&self->more, g_free);
  if (self->row->more.key != NULL)
    self->more = app_document_say (self->document, &self->row->more);
  self->position = app_document_get_position (self->document);
  gboolean more = self->row->kind == VIEW_ROW_LINE && self->row->literal > 0;
  self->unfolds = more ? self->row->event : 0;
  self->index = self->row->index;
  self->n_rows = self->row->kind == VIEW_ROW_FOLD ? self->row->folded : 1;
  take_rest (self);
  tell_bookmark (self);
  gtk_widget_queue_draw (widget);
}

static void
on_moved (AppLadderRow *self)
{
  self->position = app_document_get_position (self->document);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_marks (AppLadderRow *self)
{
  tell_bookmark (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_lines (AppLadderRow *self)
{
  take_rest (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static AppLadderPlan
make_plan (AppLadderRow *self)
{
  const ViewRows *rows = app_document_get_rows (self->document);
  return (AppLadderPlan){
    .context = gtk_widget_get_pango_context (GTK_WIDGET (self)),
    .width = gtk_widget_get_width (GTK_WIDGET (self)),
    .n_lanes = rows != NULL ? view_rows_count_lanes (rows) : 0,
    .n_tracks = rows != NULL ? view_ladder_count_tracks (app_document_get_ladder (self->document))
                             : 0,
  };
}

static gboolean
is_current (AppLadderRow *self)
{
  guint32 current = self->position.current;
  guint32 n = self->row->kind == VIEW_ROW_FOLD ? self->row->folded : 1;
  return current != VIEW_NO_ROW && current >= self->row->index && current - self->row->index < n;
}

static gboolean
changes_cell (AppLadderRow *self)
{
  ViewCell *cell = app_document_get_cell (self->document);
  const ViewRow *row = self->row;
  return cell != NULL
         && (view_cell_changes (cell, row->event, row->event)
             || (row->arrival != 0 && row->arrival <= self->position.event
                 && view_cell_changes (cell, row->arrival, row->arrival)));
}

/* How far to the side the list is scrolled. */
static double
get_offset (AppLadderRow *self)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  if (scrolled == NULL)
    return 0;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  return floor (gtk_adjustment_get_value (across));
}

static gboolean
app_ladder_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                              GtkTooltip *tooltip)
{
  AppLadderRow *self = APP_LADDER_ROW (widget);
  g_autofree char *words = dup_bookmark_words (self);
  AppLadderPlan plan = make_plan (self);
  if (words == NULL || keyboard || x > get_offset (self) + app_ladder_gutter (&plan))
    return FALSE;
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static AppLadderLook
make_look (AppLadderRow *self)
{
  ViewLadder *ladder = app_document_get_ladder (self->document);
  const ViewRow *row = self->row;
  AppLadderLook look = {
    .plan = make_plan (self),
    .height = gtk_widget_get_height (GTK_WIDGET (self)),
    .offset = get_offset (self),
    .current = is_current (self),
    .under_way = row->kind != VIEW_ROW_FOLD
                 && view_ladder_is_under_way (ladder, row->index, self->position.event),
    .changes = changes_cell (self),
    .found = row->kind != VIEW_ROW_FOLD && !app_document_get_only_found (self->document)
             && app_document_is_found (self->document, row->index),
    .bookmark = find_bookmark (self) != NULL,
    .unfolded = self->rest != NULL,
    .label = self->label,
    .more = self->more,
    .rest = (const char *const *) self->rest,
    .exchange = app_document_get_exchange (self->document),
  };
  guint token = app_document_get_token (self->document);
  if (row->kind == VIEW_ROW_LINE && token != G_MAXUINT
      && app_document_get_selected (self->document) == row->index)
    view_line_cover_row (app_document_get_detail (self->document), token, &look.token_from,
                         &look.token_to);
  view_rows_get_brackets (app_document_get_rows (self->document), row->index, look.brackets);
  return look;
}

static void
app_ladder_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppLadderRow *self = APP_LADDER_ROW (widget);
  if (self->row == NULL || app_document_get_rows (self->document) == NULL)
    return;
  AppLadderLook look = make_look (self);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) look.plan.width, (float) look.height));
  app_ladder_draw_row (cr, self->row, &look);
  cairo_destroy (cr);
}

static void
on_click (GtkGestureClick *gesture, int n_press, double x, double y, AppLadderRow *self)
{
  if (self->row == NULL)
    return;
  AppLadderLook look = make_look (self);
  if (!app_ladder_more_at (self->row, &look, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  app_document_set_unfolded (self->document, self->row->event, self->rest == NULL);
}

static void
app_ladder_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  AppLadderRow *self = APP_LADDER_ROW (widget);
  AppLadderPlan plan = make_plan (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = app_ladder_least_width (&plan);
  else
    *minimum = *natural = app_ladder_row_height (
        plan.context, self->rest != NULL ? g_strv_length (self->rest) : 0);
}

static void
app_ladder_row_dispose (GObject *object)
{
  AppLadderRow *self = APP_LADDER_ROW (object);
  g_clear_object (&self->document);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->more, g_free);
  g_clear_pointer (&self->rest, g_strfreev);
  G_OBJECT_CLASS (app_ladder_row_parent_class)->dispose (object);
}

static void
app_ladder_row_class_init (AppLadderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_ladder_row_dispose;
  widget_class->snapshot = app_ladder_row_snapshot;
  widget_class->measure = app_ladder_row_measure;
  widget_class->query_tooltip = app_ladder_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "ladderrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
app_ladder_row_init (AppLadderRow *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (on_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

/* What can be done to this line. */
static void
on_secondary (AppLadderRow *self)
{
  if (self->row == NULL || !app_document_is_open (self->document))
    return;
  app_document_select (self->document, self->row->index);
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (self)));
  gtk_widget_activate_action (GTK_WIDGET (self), "lines.flight", NULL);
}

static GtkWidget *
app_ladder_row_make (AppDocument *document)
{
  AppLadderRow *self = g_object_new (APP_TYPE_LADDER_ROW, NULL);
  self->document = g_object_ref (document);
  GtkGesture *secondary = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (on_secondary), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "selected", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "cell", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "token", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "lines", G_CALLBACK (on_lines), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "marks", G_CALLBACK (on_marks), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

const AppListRow *
app_ladder_row_list (void)
{
  static const AppListRow row = { app_ladder_row_make, app_ladder_row_show };
  return &row;
}
