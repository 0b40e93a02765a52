#include "app-ruler.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-palette.h"

/* Lines move so long, in ms, where motion is wanted. */
#define MOTION 450

struct _AppRuler
{
  GtkWidget parent_instance;
  AppDocument *document;
  ViewBoard *board; /* NULL: nothing to show */
  guint card;
  guint n;                   /* rows */
  guint numbers;             /* how many numbers there are */
  GtkAdjustment *adjustment; /* in rows */
  GtkWidget *scrollbar;
  AdwAnimation *motion;
  double progress; /* 1: all lines are where they belong */
};

G_DEFINE_FINAL_TYPE (AppRuler, app_ruler, GTK_TYPE_WIDGET)

/* --- drawing --- */

typedef struct
{
  AppRuler *self;
  cairo_t *cr;
  PangoLayout *layout;
  double row; /* height of one */
  double top; /* of the first row, below the headings */
  double left;
  double right; /* where the scales are */
  double from;  /* row at the top */
} Pen;

static double
y_of (const Pen *pen, double row)
{
  return pen->top + (row - pen->from + 0.5) * pen->row;
}

/* @align: 1 ends at @x, 0 begins there. */
static void
draw_text (const Pen *pen, const char *text, double x, double y, double align, gboolean struck)
{
  int width, height;
  PangoAttrList *attributes = pango_attr_list_new ();
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (pen->layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (pen->layout, text, -1);
  pango_layout_get_pixel_size (pen->layout, &width, &height);
  cairo_move_to (pen->cr, x - align * width, y - height / 2.0);
  pango_cairo_show_layout (pen->cr, pen->layout);
}

static void
draw_line (const Pen *pen, double number_row, double uid_row, AppColor color, gboolean dashed)
{
  const double dash[] = { 4, 4 };
  app_palette_set_source (pen->cr, color);
  cairo_set_line_width (pen->cr, dashed ? 1 : 1.5);
  cairo_set_dash (pen->cr, dash, dashed ? 2 : 0, 0);
  cairo_move_to (pen->cr, pen->left + 5, y_of (pen, number_row));
  cairo_line_to (pen->cr, pen->right - 5, y_of (pen, uid_row));
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
}

static void
draw_dot (const Pen *pen, double x, double y, gboolean crossed)
{
  double r = pen->row / 7;
  if (crossed)
    {
      cairo_set_line_width (pen->cr, 2);
      cairo_move_to (pen->cr, x - r, y - r);
      cairo_line_to (pen->cr, x + r, y + r);
      cairo_move_to (pen->cr, x - r, y + r);
      cairo_line_to (pen->cr, x + r, y - r);
      cairo_stroke (pen->cr);
      return;
    }
  cairo_arc (pen->cr, x, y, r, 0, 2 * G_PI);
  cairo_fill (pen->cr);
}

static void
draw_message (const Pen *pen, const ViewMessage *message, guint row)
{
  gboolean gone = message->number == 0 && message->before != 0;
  gboolean moved = message->number != 0 && message->before != 0
                   && message->number != message->before;
  double progress = pen->self->progress;
  g_autofree char *uid = message->uid > 0 ? g_strdup_printf ("u%u", message->uid) : g_strdup ("u?");
  if (moved || gone)
    draw_line (pen, message->before - 1, row, gone ? APP_COLOR_ERROR : APP_COLOR_QUIET, TRUE);
  if (message->number != 0)
    {
      double was = moved ? message->before : message->number;
      double now = was + (message->number - was) * progress;
      draw_line (pen, now - 1, row, moved ? APP_COLOR_UNTAGGED : APP_COLOR_LIFELINE, FALSE);
    }
  app_palette_set_source (pen->cr, gone ? APP_COLOR_ERROR : APP_COLOR_TEXT);
  draw_dot (pen, pen->right, y_of (pen, row), gone);
  app_palette_set_source (pen->cr, message->number != 0 ? APP_COLOR_TEXT : APP_COLOR_QUIET);
  draw_text (pen, uid, pen->right + pen->row / 3, y_of (pen, row), 0, gone);
  /* what has just changed has a bar, as on the cards: it needs neither colour nor motion */
  if (moved || (message->number != 0 && (message->marks & VIEW_MARK_NEW)))
    {
      app_palette_set_source (pen->cr, APP_COLOR_UNTAGGED);
      cairo_rectangle (pen->cr, pen->left - pen->row * 1.9,
                       y_of (pen, message->number - 1.0) - pen->row * 0.4, 3, pen->row * 0.8);
      cairo_fill (pen->cr);
    }
}

static void
draw_scales (const Pen *pen, guint first, guint last)
{
  AppRuler *self = pen->self;
  app_palette_set_source (pen->cr, APP_COLOR_QUIET);
  draw_text (pen, _ ("number"), pen->left, pen->top - pen->row / 2, 0.6, FALSE);
  draw_text (pen, _ ("UID"), pen->right, pen->top - pen->row / 2, 0.4, FALSE);
  for (guint i = first; i < last && i < self->numbers; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i + 1);
      app_palette_set_source (pen->cr, APP_COLOR_TEXT);
      draw_dot (pen, pen->left, y_of (pen, i), FALSE);
      draw_text (pen, text, pen->left - pen->row / 3, y_of (pen, i), 1, FALSE);
    }
}

static void
draw (AppRuler *self, cairo_t *cr, int width, int height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  int text_height;
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  Pen pen = { .self = self, .cr = cr, .layout = layout, .row = text_height * 1.35 };
  pen.top = pen.row;
  pen.left = pen.row * 2.6;
  pen.right = width - pen.row * 3;
  pen.from = gtk_adjustment_get_value (self->adjustment);
  guint first = (guint) pen.from;
  guint shown = (guint) (height / pen.row) + 2;
  cairo_save (cr);
  /* lines that come from above or below are seen where they pass */
  guint margin = 8;
  guint begin = first > margin ? first - margin : 0;
  g_autoptr (GPtrArray)
      rows = view_board_get_messages (self->board, self->card, begin, shown + 2 * margin);
  cairo_rectangle (cr, 0, pen.top, width, MAX (height - pen.top, 0));
  cairo_clip (cr);
  for (guint i = 0; i < rows->len; i++)
    draw_message (&pen, rows->pdata[i], begin + i);
  cairo_restore (cr);
  draw_scales (&pen, first, first + shown);
}

static void
app_ruler_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppRuler *self = APP_RULER (widget);
  int width = gtk_widget_get_width (widget) - gtk_widget_get_width (self->scrollbar);
  int height = gtk_widget_get_height (widget);
  if (self->board != NULL && width > 0 && height > 0)
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
      gtk_snapshot_push_clip (snapshot, &bounds);
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
      draw (self, cr, width, height);
      cairo_destroy (cr);
      gtk_snapshot_pop (snapshot);
    }
  gtk_widget_snapshot_child (widget, self->scrollbar, snapshot);
}

/* --- size and scrolling --- */

static double
row_height (AppRuler *self)
{
  int height;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0");
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height * 1.35;
}

static void
app_ruler_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  double row = row_height (APP_RULER (widget));
  *minimum = (int) (row * (orientation == GTK_ORIENTATION_HORIZONTAL ? 6.5 : 2));
  *natural = MAX (*minimum, (int) (row * 8));
}

static void
configure (AppRuler *self)
{
  double rows = MAX (gtk_widget_get_height (GTK_WIDGET (self)) / row_height (self) - 1, 1);
  gtk_adjustment_configure (self->adjustment, gtk_adjustment_get_value (self->adjustment), 0,
                            MAX (self->n, self->numbers), 1, MAX (rows - 1, 1), rows);
}

static void
app_ruler_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppRuler *self = APP_RULER (widget);
  int bar;
  configure (self);
  gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_HORIZONTAL, -1, &bar, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->scrollbar, &(GtkAllocation){ width - bar, 0, bar, height }, -1);
  gtk_widget_set_child_visible (self->scrollbar,
                                gtk_adjustment_get_upper (self->adjustment)
                                    > gtk_adjustment_get_page_size (self->adjustment));
}

static void
scroll_by (AppRuler *self, double rows)
{
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + rows);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, AppRuler *self)
{
  scroll_by (self, dy);
  return GDK_EVENT_STOP;
}

static void
on_scroll_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppRuler *self = APP_RULER (widget);
  double page = gtk_adjustment_get_page_increment (self->adjustment);
  if (g_str_has_suffix (name, "page-up") || g_str_has_suffix (name, "page-down"))
    scroll_by (self, g_str_has_suffix (name, "down") ? page : -page);
  else
    scroll_by (self, g_str_has_suffix (name, "down") ? 1 : -1);
}

/* --- what it shows --- */

/* The first row whose number has just moved or gone: what the eye is to see. */
static void
show_change (AppRuler *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double value = gtk_adjustment_get_value (self->adjustment);
  guint looked_at = MIN (self->n, 2000);
  g_autoptr (GPtrArray) rows = view_board_get_messages (self->board, self->card, 0, looked_at);
  for (guint i = 0; i < rows->len; i++)
    {
      const ViewMessage *message = rows->pdata[i];
      if (message->before == 0 || message->before == message->number)
        continue;
      if (i < value || i + 2 > value + page)
        gtk_adjustment_set_value (self->adjustment, MAX ((double) i - 1, 0));
      adw_animation_play (self->motion);
      return;
    }
}

void
app_ruler_show (AppRuler *self, ViewBoard *board, guint index)
{
  g_return_if_fail (APP_IS_RULER (self));
  if (self->board == board && self->card == index)
    return;
  g_autoptr (ViewCard) card = view_board_get_card (board, index);
  g_autofree char *words = app_document_say (self->document, &card->ruler);
  view_board_ref (board);
  g_clear_pointer (&self->board, view_board_unref);
  self->board = board;
  self->card = index;
  self->n = view_board_count_messages (board, index);
  self->numbers = card->numbers;
  adw_animation_reset (self->motion);
  self->progress = 1;
  configure (self);
  show_change (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_progress (double value, AppRuler *self)
{
  self->progress = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
app_ruler_dispose (GObject *object)
{
  AppRuler *self = APP_RULER (object);
  if (self->motion != NULL)
    adw_animation_reset (self->motion);
  g_clear_object (&self->motion);
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->board, view_board_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_ruler_parent_class)->dispose (object);
}

static void
app_ruler_class_init (AppRulerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_Up, "ruler.up" },
    { GDK_KEY_Down, "ruler.down" },
    { GDK_KEY_Page_Up, "ruler.page-up" },
    { GDK_KEY_Page_Down, "ruler.page-down" },
  };
  G_OBJECT_CLASS (klass)->dispose = app_ruler_dispose;
  widget_class->snapshot = app_ruler_snapshot;
  widget_class->measure = app_ruler_measure;
  widget_class->size_allocate = app_ruler_size_allocate;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_install_action (widget_class, keys[i].action, NULL, on_scroll_action);
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
    }
  gtk_widget_class_set_css_name (widget_class, "ruler");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_ruler_init (AppRuler *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  self->progress = 1;
  self->adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 1, 1, 1));
  self->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->adjustment);
  gtk_widget_set_parent (self->scrollbar, widget);
  self->motion = adw_timed_animation_new (
      widget, 0, 1, MOTION,
      adw_callback_animation_target_new ((AdwAnimationTargetFunc) on_progress, self, NULL));
  gtk_widget_set_focusable (widget, TRUE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

AppRuler *
app_ruler_new (AppDocument *document)
{
  AppRuler *self = g_object_new (APP_TYPE_RULER, NULL);
  self->document = g_object_ref (document);
  return self;
}
