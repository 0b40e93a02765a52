#include "app-marks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-mark.h"
#include "app-palette.h"
#include "view-map.h"

#define LEAST_DRAG 4 /* pixels: less is a click */
#define WORDS_MOST 6 /* sentences in a tooltip */

struct _AppMarks
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkRange *scale;
  ViewMap *map; /* for the width there is, NULL: to be made */
  double drag_from;
  double drag_to;
  gboolean drags; /* a range that is not set yet */
};

G_DEFINE_FINAL_TYPE (AppMarks, app_marks, GTK_TYPE_WIDGET)

/* --- places --- */

/* The middle of the slider goes from one end of the trough to the other. */
static void
get_span (AppMarks *self, double *from, double *to)
{
  GdkRectangle trough;
  double x = 0, y = 0;
  gtk_range_get_range_rect (self->scale, &trough);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->scale), GTK_WIDGET (self), trough.x, 0, &x,
                                    &y);
  *from = x;
  *to = x + MAX (trough.width, 1);
}

static guint32
get_last (AppMarks *self)
{
  return MAX (view_ladder_get_last (app_document_get_ladder (self->document)), 1);
}

static double
x_of (AppMarks *self, guint32 event)
{
  double from, to;
  get_span (self, &from, &to);
  return from + (to - from) * event / get_last (self);
}

static guint32
event_at (AppMarks *self, double x)
{
  double from, to;
  get_span (self, &from, &to);
  return (guint32) lround (CLAMP ((x - from) / (to - from), 0, 1) * get_last (self));
}

/* --- drawing --- */

static void
fill (AppMarks *self, guint n)
{
  if (self->map != NULL && view_map_get_n_places (self->map) == n)
    return;
  g_clear_pointer (&self->map, view_map_free);
  self->map = view_map_new (app_document_get_marks (self->document),
                            app_document_get_limit (self->document), n, 3);
}

static void
draw_range (AppMarks *self, cairo_t *cr, double height)
{
  guint32 first, last;
  gboolean ranged = app_document_get_range (self->document, &first, &last);
  if (self->drags)
    {
      first = event_at (self, MIN (self->drag_from, self->drag_to));
      last = event_at (self, MAX (self->drag_from, self->drag_to));
    }
  else if (!ranged)
    return;
  double from = x_of (self, first), to = x_of (self, last);
  app_palette_set_source (cr, APP_COLOR_SELECTION);
  cairo_rectangle (cr, from, 0, MAX (to - from, 2), height);
  cairo_fill_preserve (cr);
  app_palette_set_source (cr, APP_COLOR_CLIENT);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

static void
app_marks_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppMarks *self = APP_MARKS (widget);
  double height = gtk_widget_get_height (widget);
  if (!app_document_is_open (self->document) || app_document_get_marks (self->document) == NULL)
    return;
  double from, to;
  get_span (self, &from, &to);
  fill (self, (guint) MAX (ceil (to - from), 1));
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) height));
  draw_range (self, cr, height);
  for (guint i = 0; i < view_map_count (self->map); i++)
    {
      ViewMarkKind kind;
      guint32 event;
      guint place;
      view_map_peek (self->map, i, &kind, &event, &place);
      app_mark_draw (cr, kind, x_of (self, event), height / 2, height * 0.6);
    }
  cairo_destroy (cr);
}

static void
app_marks_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_height (metrics) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? height * 3 / 4 : height;
}

/* --- words --- */

char *
app_marks_dup_words (AppDocument *document, guint32 event, guint32 near)
{
  ViewMarkSet *marks = app_document_get_marks (document);
  guint32 limit = app_document_get_limit (document);
  if (marks == NULL)
    return NULL;
  g_autoptr (GPtrArray) rows = view_mark_set_get_rows (
      marks, view_mark_set_find (marks, event - MIN (event, near)), WORDS_MOST);
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const ViewMark *mark = rows->pdata[i];
      if (mark->event > event + near || mark->event > limit)
        break;
      g_autofree char *sentence = app_document_say (document, &mark->node.sentence);
      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", sentence);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AppMarks *self = APP_MARKS (widget);
  if (keyboard || !app_document_is_open (self->document))
    return FALSE;
  guint32 event = event_at (self, x);
  guint32 near = event_at (self, x + 4) - event_at (self, x);
  g_autofree char *words = app_marks_dup_words (self->document, event, near);
  gtk_tooltip_set_text (tooltip,
                        words != NULL ? words : _ ("Click to go there, drag to set the range"));
  return TRUE;
}

/* --- pointer --- */

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, AppMarks *self)
{
  self->drag_from = self->drag_to = x;
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, AppMarks *self)
{
  self->drag_to = self->drag_from + dx;
  self->drags = app_document_is_open (self->document) && fabs (dx) >= LEAST_DRAG;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, AppMarks *self)
{
  self->drags = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!app_document_is_open (self->document))
    return;
  guint32 from = event_at (self, self->drag_from);
  if (fabs (dx) < LEAST_DRAG)
    app_document_step_to (self->document, from);
  else
    app_document_set_range (self->document, from, event_at (self, self->drag_from + dx));
}

static void
on_drag_cancel (AppMarks *self)
{
  self->drags = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* On the scrubber itself dragging moves; with Shift it is for the range. */
static void
on_scale_drag_begin (GtkGestureDrag *gesture, double x, double y, AppMarks *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));
  double there_x = x, there_y = y;
  if ((state & GDK_SHIFT_MASK) == 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->scale), GTK_WIDGET (self), x, y, &there_x,
                                    &there_y);
  gtk_widget_grab_focus (GTK_WIDGET (self->scale));
  on_drag_begin (gesture, there_x, there_y, self);
}

static gboolean
on_scale_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
              AppMarks *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean forward = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;
  if (modifiers != GDK_SHIFT_MASK || !app_document_is_open (self->document)
      || (!forward && key != GDK_KEY_Left && key != GDK_KEY_KP_Left))
    return GDK_EVENT_PROPAGATE;
  app_document_extend_range (self->document, app_document_get_unit (self->document), forward);
  return GDK_EVENT_STOP;
}

static void
on_marks (AppMarks *self)
{
  g_clear_pointer (&self->map, view_map_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
app_marks_dispose (GObject *object)
{
  AppMarks *self = APP_MARKS (object);
  g_clear_object (&self->document);
  g_clear_object (&self->scale);
  g_clear_pointer (&self->map, view_map_free);
  G_OBJECT_CLASS (app_marks_parent_class)->dispose (object);
}

static void
app_marks_class_init (AppMarksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_marks_dispose;
  widget_class->snapshot = app_marks_snapshot;
  widget_class->measure = app_marks_measure;
  widget_class->query_tooltip = on_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_drag (AppMarks *self, GtkWidget *widget,
          void (*begin) (GtkGestureDrag *, double, double, AppMarks *))
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (begin), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, 0);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (on_drag_cancel), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

static void
app_marks_init (AppMarks *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Marks of what stands out"), -1);
  add_drag (self, GTK_WIDGET (self), on_drag_begin);
}

void
app_marks_set_document (AppMarks *self, AppDocument *document, GtkRange *scale)
{
  static const char *const signals[] = { "run", "marks", "replied", "play" };
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  self->scale = g_object_ref (scale);
  GtkEventController *key = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_scale_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (scale), key);
  add_drag (self, GTK_WIDGET (scale), on_scale_drag_begin);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (document, signals[i], G_CALLBACK (on_marks), self, G_CONNECT_SWAPPED);
}
