#include "app-map.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "app-document-lines.h"
#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-mark.h"
#include "app-marks.h"
#include "app-palette.h"
#include "view-map.h"

struct _AppMap
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkAdjustment *adjustment;
  ViewMap *map;           /* for the height there is; NULL: to be made */
  GskRenderNode *picture; /* of it, for the width there is; NULL: to be drawn */
  int width;
  gboolean ranging; /* Shift was held when dragging began */
  double from;      /* where that was */
  double to;
};

G_DEFINE_FINAL_TYPE (AppMap, app_map, GTK_TYPE_WIDGET)

static int
measure_line (AppMap *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_height (metrics) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  return height;
}

static double
mark_size (AppMap *self)
{
  return round (measure_line (self) * 0.5);
}

/* --- places --- */

static void
forget (AppMap *self)
{
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  g_clear_pointer (&self->map, view_map_free);
}

static gboolean
take_map (AppMap *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  if (height < 1 || !app_document_is_open (self->document)
      || app_document_get_marks (self->document) == NULL)
    return FALSE;
  if (self->map != NULL
      && (view_map_get_n_places (self->map) != (guint) height || self->width != width))
    forget (self);
  if (self->map == NULL)
    self->map = view_map_new (app_document_get_marks (self->document),
                              app_document_get_limit (self->document), (guint) height,
                              (guint) mark_size (self));
  self->width = width;
  return TRUE;
}

static guint32
get_last (AppMap *self)
{
  return MAX (view_ladder_get_last (app_document_get_ladder (self->document)), 1);
}

static double
y_of (AppMap *self, guint32 event)
{
  return view_map_get_place (self->map, event);
}

static guint32
event_at (AppMap *self, double y)
{
  return view_map_get_event (self->map, (guint) MAX (y, 0));
}

gboolean
app_map_get_frame (AppMap *self, guint32 *first, guint32 *last)
{
  ViewRows *rows = app_document_get_rows (self->document);
  double n = rows != NULL ? view_rows_count (rows) : 0;
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double value = gtk_adjustment_get_value (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);
  if (n == 0 || upper <= 0)
    return FALSE;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  double from = floor (CLAMP (value / upper * n, 0, n - 1));
  double to = ceil (CLAMP ((value + page) / upper * n, from + 1, n)) - 1;
  *first = view_ladder_get_row_event (ladder, view_rows_get_row (rows, (guint) from));
  *last = view_ladder_get_row_event (ladder, view_rows_get_row (rows, (guint) to));
  return TRUE;
}

/* --- moving --- */

static void
scroll_to (AppMap *self, guint32 event)
{
  ViewRows *rows = app_document_get_rows (self->document);
  ViewPosition place = view_ladder_get_position (app_document_get_ladder (self->document), event);
  double n = rows != NULL ? view_rows_count (rows) : 0;
  guint32 at = place.current != VIEW_NO_ROW && n > 0 ? view_rows_find (rows, place.current)
                                                     : VIEW_NO_ROW;
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double middle = at != VIEW_NO_ROW ? (at + 0.5) / n * upper : 0;
  gtk_adjustment_set_value (self->adjustment, middle - page / 2);
}

/* What has happened is looked at from where one stands; what has not, only from there. */
static void
show_event (AppMap *self, guint32 event)
{
  if (event > app_document_get_position (self->document).event)
    app_document_step_to (self->document, event);
  else
    scroll_to (self, event);
}

static void
choose_event (AppMap *self, guint32 event)
{
  if (event > app_document_get_position (self->document).event)
    app_document_step_to (self->document, event);
  else
    app_document_select (
        self->document,
        view_ladder_get_position (app_document_get_ladder (self->document), event).current);
}

void
app_map_show_place (AppMap *self, double y)
{
  if (take_map (self))
    show_event (self, event_at (self, y));
}

/* A line has its mark where it arrives, so it is the end of the chosen row that counts. */
static guint32
get_chosen (AppMap *self)
{
  guint32 row = app_document_get_selected (self->document);
  ViewPosition position = app_document_get_position (self->document);
  return row == VIEW_NO_ROW || row == position.current
             ? position.event
             : view_ladder_get_row_end (app_document_get_ladder (self->document), row);
}

static void
on_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppMap *self = APP_MAP (widget);
  if (!take_map (self))
    return;
  ViewMarkSet *marks = app_document_get_marks (self->document);
  guint32 limit = app_document_get_limit (self->document);
  guint32 now = get_chosen (self);
  gboolean next = g_str_equal (name, "map.next");
  guint i = view_mark_set_find (marks, next ? now + 1 : now);
  ViewMarkKind kind;
  if (next ? i >= view_mark_set_count (marks) : i == 0)
    return;
  guint32 event = view_mark_set_peek (marks, next ? i : i - 1, &kind);
  if (event <= limit)
    choose_event (self, event);
}

static void
on_page (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppMap *self = APP_MAP (widget);
  double page = gtk_adjustment_get_page_size (self->adjustment) * 0.9;
  double value = gtk_adjustment_get_value (self->adjustment);
  gtk_adjustment_set_value (self->adjustment,
                            value + (g_str_equal (name, "map.page-down") ? page : -page));
}

static void
on_go (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppMap *self = APP_MAP (widget);
  guint32 row = app_document_is_open (self->document) ? app_document_get_selected (self->document)
                                                      : VIEW_NO_ROW;
  if (row != VIEW_NO_ROW)
    app_document_go (self->document,
                     view_ladder_get_row_end (app_document_get_ladder (self->document), row));
}

/* --- drawing --- */

/* On the left the lines, clients' in one column and servers' in the other; on the right the marks. */
static void
draw_lines (AppMap *self, cairo_t *cr)
{
  static const struct
  {
    ViewMapLines line;
    AppColor color;
    double from;
  } columns[] = {
    { VIEW_MAP_CLIENT, APP_COLOR_CLIENT, 0.06 },
    { VIEW_MAP_UNTAGGED, APP_COLOR_UNTAGGED, 0.28 },
    { VIEW_MAP_TAGGED, APP_COLOR_SERVER, 0.28 },
  };
  guint n = view_map_get_n_places (self->map);
  double thick = CLAMP (n / 2.0 / get_last (self), 1, measure_line (self) / 5.0);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      app_palette_set_source (cr, columns[i].color);
      for (guint place = 0; place < n; place++)
        if ((view_map_get_lines (self->map, place) & columns[i].line) != 0)
          cairo_rectangle (cr, floor (columns[i].from * self->width), place,
                           ceil (self->width * 0.18), floor (thick));
      cairo_fill (cr);
    }
}

static void
draw_picture (AppMap *self, cairo_t *cr)
{
  double size = mark_size (self);
  draw_lines (self, cr);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < view_map_count (self->map); i++)
      {
        ViewMarkKind kind;
        guint32 event;
        guint place;
        view_map_peek (self->map, i, &kind, &event, &place);
        if ((kind == VIEW_MARK_STEP) != (pass == 0))
          continue;
        /* A step goes across the strip, as it goes across the ladder. */
        if (pass == 0)
          {
            app_palette_set_source (cr, APP_COLOR_TEXT);
            cairo_rectangle (cr, 0, place, self->width, 1);
            cairo_fill (cr);
          }
        else
          app_mark_draw (
              cr, kind, self->width * 0.74,
              CLAMP (place + 0.5, size / 2, view_map_get_n_places (self->map) - size / 2), size);
      }
}

static void
fill (GtkSnapshot *snapshot, AppColor color, double alpha, double x, double y, double w, double h)
{
  GdkRGBA rgba = app_palette_now (color);
  rgba.alpha = (float) alpha;
  if (h > 0 && w > 0)
    gtk_snapshot_append_color (snapshot, &rgba,
                               &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) w, (float) h));
}

static void
frame (GtkSnapshot *snapshot, AppColor color, double thick, double w, double from, double to)
{
  fill (snapshot, color, 1, 0, from, w, thick);
  fill (snapshot, color, 1, 0, to - thick, w, thick);
  fill (snapshot, color, 1, 0, from, thick, to - from);
  fill (snapshot, color, 1, w - thick, from, thick, to - from);
}

/* Pale is what is not looked at: what lies outside of the range, and what has not happened. */
static void
draw_places (AppMap *self, GtkSnapshot *snapshot, double height)
{
  double w = self->width;
  guint32 now = app_document_get_position (self->document).event;
  guint32 first, last;
  gboolean ranged = app_document_get_range (self->document, &first, &last);
  double y = y_of (self, now) + 1;
  fill (snapshot, APP_COLOR_GROUND, 0.62, 0, y, w, height - y);
  if (self->ranging)
    {
      ranged = TRUE;
      first = event_at (self, MIN (self->from, self->to));
      last = event_at (self, MAX (self->from, self->to));
    }
  if (ranged)
    {
      double from = y_of (self, first), to = y_of (self, last) + 1;
      fill (snapshot, APP_COLOR_GROUND, 0.62, 0, 0, w, from);
      fill (snapshot, APP_COLOR_GROUND, 0.62, 0, to, w, height - to);
      fill (snapshot, APP_COLOR_CLIENT, 1, 0, from, 3, to - from);
    }
}

/* Where one stands: a line with a head on its left. */
static void
draw_now (AppMap *self, GtkSnapshot *snapshot, double height)
{
  double y = CLAMP (y_of (self, app_document_get_position (self->document).event), 1, height - 2);
  double arm = round (mark_size (self) * 0.5);
  fill (snapshot, APP_COLOR_CLIENT, 1, 0, y, self->width, 2);
  for (int i = 0; i < (int) arm; i++)
    fill (snapshot, APP_COLOR_CLIENT, 1, i, y + 1 - arm + i, 1, 2 * (arm - i));
}

static void
app_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppMap *self = APP_MAP (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  fill (snapshot, APP_COLOR_BAND, 1, 0, 0, width, height);
  fill (snapshot, APP_COLOR_LIFELINE, 1, 0, 0, 1, height);
  if (!take_map (self))
    return;
  guint32 first, last;
  gboolean seen = app_map_get_frame (self, &first, &last);
  double from = 0, to = 0;
  if (seen)
    {
      from = y_of (self, first);
      to = MIN (MAX (y_of (self, last) + 1, from + mark_size (self)), height);
      from = MIN (from, to - mark_size (self));
      fill (snapshot, APP_COLOR_SELECTION, 1, 1, from, width - 1, to - from);
    }
  if (self->picture == NULL)
    {
      self->picture = gsk_cairo_node_new (
          &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
      cairo_t *cr = gsk_cairo_node_get_draw_context (self->picture);
      draw_picture (self, cr);
      cairo_destroy (cr);
    }
  gtk_snapshot_append_node (snapshot, self->picture);
  draw_places (self, snapshot, height);
  if (seen)
    frame (snapshot, APP_COLOR_TEXT, 1, width, from, to);
  draw_now (self, snapshot, height);
}

static void
app_map_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                 int *natural, int *minimum_baseline, int *natural_baseline)
{
  int line = measure_line (APP_MAP (widget));
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? line * 3 / 2 : line * 2;
}

/* --- words --- */

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AppMap *self = APP_MAP (widget);
  if (keyboard || !take_map (self))
    return FALSE;
  guint32 event = event_at (self, y);
  guint32 near = event_at (self, y + mark_size (self) / 2) - event;
  g_autofree char *words = app_marks_dup_words (self->document, event, near);
  gtk_tooltip_set_text (
      tooltip, words != NULL ? words
                             : _ ("The whole run. Click to look at a place, drag with Shift "
                                  "to set the range"));
  return TRUE;
}

/* A screen reader hears where in the run the chosen row is, and what it is. */
static void
tell (AppMap *self)
{
  if (!app_document_is_open (self->document))
    return;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  guint32 row = app_document_get_selected (self->document);
  g_autofree char *sentence = NULL;
  if (row != VIEW_NO_ROW)
    {
      g_autoptr (ViewRow) of = view_ladder_get_row (ladder, row);
      sentence = app_document_say (self->document, &of->node.sentence);
    }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) view_ladder_get_last (ladder),
      GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) get_chosen (self),
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, sentence != NULL ? sentence : "", -1);
}

/* --- pointer --- */

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, AppMap *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));
  if (!take_map (self))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->ranging = (state & GDK_SHIFT_MASK) != 0;
  self->from = self->to = y;
  if (!self->ranging)
    app_map_show_place (self, y);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, AppMap *self)
{
  if (!take_map (self))
    return;
  self->to = self->from + dy;
  if (!self->ranging)
    app_map_show_place (self, self->to);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, AppMap *self)
{
  gboolean ranging = self->ranging;
  self->ranging = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!take_map (self))
    return;
  if (ranging && fabs (dy) >= 3)
    app_document_set_range (self->document, event_at (self, self->from),
                            event_at (self, self->from + dy));
  else if (!ranging)
    choose_event (self, event_at (self, self->from + dy));
}

/* --- the widget itself --- */

static void
on_marks (AppMap *self)
{
  forget (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_look (AppMap *self)
{
  g_clear_pointer (&self->picture, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_selected (AppMap *self)
{
  tell (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
app_map_dispose (GObject *object)
{
  AppMap *self = APP_MAP (object);
  forget (self);
  g_clear_object (&self->adjustment);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_map_parent_class)->dispose (object);
}

static void
app_map_class_init (AppMapClass *klass)
{
  static const struct
  {
    const char *name;
    guint key;
    void (*function) (GtkWidget *, const char *, GVariant *);
  } actions[] = {
    { "map.next", GDK_KEY_Down, on_next },
    { "map.previous", GDK_KEY_Up, on_next },
    { "map.page-down", GDK_KEY_Page_Down, on_page },
    { "map.page-up", GDK_KEY_Page_Up, on_page },
    { "map.go", GDK_KEY_Return, on_go },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_map_dispose;
  widget_class->snapshot = app_map_snapshot;
  widget_class->measure = app_map_measure;
  widget_class->query_tooltip = on_query_tooltip;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].function);
      gtk_widget_class_add_binding_action (widget_class, actions[i].key, 0, actions[i].name, NULL);
    }
  gtk_widget_class_set_css_name (widget_class, "map");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
app_map_init (AppMap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  AdwStyleManager *style = adw_style_manager_get_default ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Map of the whole run"), -1);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (on_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (on_look), self,
                           G_CONNECT_SWAPPED);
}

void
app_map_set_document (AppMap *self, AppDocument *document, GtkAdjustment *adjustment)
{
  static const char *const marks[] = { "run", "marks", "replied" };
  static const char *const places[] = { "moved", "lines", "play" };
  static const char *const scrolls[] = { "changed", "value-changed" };
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  self->adjustment = g_object_ref (adjustment);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_signal_connect_object (document, marks[i], G_CALLBACK (on_marks), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_signal_connect_object (document, places[i], G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (scrolls); i++)
    g_signal_connect_object (adjustment, scrolls[i], G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  on_selected (self);
}
