#include "app-line.h"

#include "app-document-token.h"
#include "view-line.h"

struct _AppLine
{
  GtkWidget parent_instance;
  AppDocument *document;
  ViewLine *line; /* NULL: the event has none */
  GtkWidget *scrolled;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (AppLine, app_line, GTK_TYPE_WIDGET)

#define LINES 5 /* of text, before it scrolls */

static void
add (PangoAttrList *list, PangoAttribute *attribute, gsize from, gsize to)
{
  attribute->start_index = (guint) from;
  attribute->end_index = (guint) to;
  pango_attr_list_insert (list, attribute);
}

/* Line ends are words about the line and stand back; the current piece has a ground and an underline. */
static void
mark (AppLine *self, const ViewToken *token)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  guint n;
  const ViewPiece *pieces = view_line_get_pieces (self->line, &n);
  add (list, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  for (guint i = 0; i < n; i++)
    if (pieces[i].is_line_end)
      {
        gsize to = pieces[i].at + pieces[i].size;
        add (list, pango_attr_scale_new (0.75), pieces[i].at, to);
        add (list, pango_attr_foreground_alpha_new (0xb000), pieces[i].at, to);
      }
  gsize from, to;
  if (token != NULL && view_line_cover (self->line, token->start, token->len, &from, &to))
    {
      add (list, pango_attr_background_new (0x3535, 0x8484, 0xe4e4), from, to);
      add (list, pango_attr_background_alpha_new (0x5000), from, to);
      add (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), from, to);
    }
  gtk_label_set_attributes (self->label, list);
}

static void
name (AppLine *self, const ViewText *sentence)
{
  g_autofree char *words = app_document_say (self->document, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
on_token (AppLine *self)
{
  if (self->line == NULL)
    return;
  ViewDetail *detail = app_document_get_detail (self->document);
  guint current = app_document_get_token (self->document);
  g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, current, 1);
  const ViewToken *token = tokens->len > 0 ? g_ptr_array_index (tokens, 0) : NULL;
  mark (self, token);
  name (self, token != NULL ? &token->node.sentence : view_detail_get_summary (detail));
}

static void
on_selected (AppLine *self)
{
  ViewDetail *detail = app_document_is_open (self->document)
                           ? app_document_get_detail (self->document)
                           : NULL;
  g_clear_pointer (&self->line, view_line_free);
  if (detail != NULL)
    self->line = view_line_new (detail);
  gtk_label_set_text (self->label, self->line != NULL ? view_line_get_text (self->line) : "");
  gtk_widget_set_visible (GTK_WIDGET (self), self->line != NULL);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  on_token (self);
}

/* --- pointer and keys --- */

static guint
find_at (AppLine *self, double x, double y)
{
  int left, top, index, trailing;
  double inner_x, inner_y;
  if (self->line == NULL
      || !gtk_widget_translate_coordinates (GTK_WIDGET (self), GTK_WIDGET (self->label), x, y,
                                            &inner_x, &inner_y))
    return G_MAXUINT;
  gtk_label_get_layout_offsets (self->label, &left, &top);
  if (!pango_layout_xy_to_index (gtk_label_get_layout (self->label),
                                 (int) ((inner_x - left) * PANGO_SCALE),
                                 (int) ((inner_y - top) * PANGO_SCALE), &index, &trailing))
    return G_MAXUINT;
  return view_line_find (self->line, (gsize) index);
}

static void
on_motion (AppLine *self, double x, double y)
{
  app_document_point_token (self->document, find_at (self, x, y));
}

static void
on_leave (AppLine *self)
{
  app_document_point_token (self->document, G_MAXUINT);
}

static void
on_pressed (AppLine *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  app_document_choose_token (self->document, find_at (self, x, y));
}

/* A piece that was chosen is seen. */
static void
scroll_to (AppLine *self, guint token)
{
  guint n;
  const ViewPiece *pieces = view_line_get_pieces (self->line, &n);
  for (guint i = 0; i < n; i++)
    if (pieces[i].token == token)
      {
        PangoRectangle at;
        int top;
        pango_layout_index_to_pos (gtk_label_get_layout (self->label), (int) pieces[i].at, &at);
        gtk_label_get_layout_offsets (self->label, NULL, &top);
        gtk_adjustment_clamp_page (
            gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)),
            top + PANGO_PIXELS (at.y), top + PANGO_PIXELS (at.y + at.height));
        return;
      }
}

static gboolean
on_key (AppLine *self, guint key, guint code, GdkModifierType state)
{
  guint token = self->line != NULL ? app_document_get_chosen_token (self->document) : G_MAXUINT;
  if (self->line == NULL
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
      token = view_line_previous (self->line, token);
      break;
    case GDK_KEY_Right:
      token = view_line_next (self->line, token);
      break;
    case GDK_KEY_Home:
      token = view_line_next (self->line, G_MAXUINT);
      break;
    case GDK_KEY_End:
      token = view_line_previous (self->line, G_MAXUINT);
      break;
    case GDK_KEY_Escape:
      if (token == G_MAXUINT)
        return GDK_EVENT_PROPAGATE;
      token = G_MAXUINT;
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  app_document_choose_token (self->document, token);
  scroll_to (self, token);
  return GDK_EVENT_STOP;
}

/* --- the widget --- */

const char *
app_line_get_text (AppLine *self)
{
  return gtk_label_get_text (self->label);
}

void
app_line_set_document (AppLine *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "token", G_CALLBACK (on_token), self, G_CONNECT_SWAPPED);
  on_selected (self);
}

static int
measure_lines (AppLine *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->label));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  return LINES * height;
}

static GtkSizeRequestMode
app_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as its text, up to so many lines. A GtkScrolledWindow would ask for the height at another width than it
 * gets. */
static void
app_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
  AppLine *self = APP_LINE (widget);
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->scrolled, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  int height;
  gtk_widget_measure (GTK_WIDGET (self->label), orientation, for_size, NULL, &height, NULL, NULL);
  gtk_widget_measure (self->scrolled, orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = *natural = MAX (*minimum, MIN (height, measure_lines (self)));
}

static void
app_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (APP_LINE (widget)->scrolled, &(GtkAllocation){ 0, 0, width, height },
                            -1);
}

static void
app_line_dispose (GObject *object)
{
  AppLine *self = APP_LINE (object);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_pointer (&self->line, view_line_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_line_parent_class)->dispose (object);
}

static void
app_line_class_init (AppLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_line_dispose;
  widget_class->get_request_mode = app_line_get_request_mode;
  widget_class->measure = app_line_measure;
  widget_class->size_allocate = app_line_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "line");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
listen (AppLine *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
app_line_init (AppLine *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "wire");
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->label));
  /* A scrolled window takes Tab for itself, and keeps it where it cannot have the focus. */
  gtk_widget_set_can_focus (self->scrolled, FALSE);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  listen (self);
}
