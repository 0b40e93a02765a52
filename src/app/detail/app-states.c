#include "app-states.h"

#include <glib/gi18n-lib.h>

#include "app-palette.h"

/*
 * States stand below one another, in the order of a session's life. What leads to the next one is an
 * arrow down between them, what leads back an arrow up beside it; what goes past others runs along the
 * right, and what skips one along the left. All lengths follow from the words.
 */
struct _AppStates
{
  GtkWidget parent_instance;
  GPtrArray *states;      /* of ViewState, or NULL */
  GPtrArray *transitions; /* of ViewTransition */
  GPtrArray *texts;       /* of char *: what each state means */
  GPtrArray *buttons;     /* of GtkWidget, one a state; borrowed */
  GPtrArray *labels;      /* of GtkWidget, one a transition; borrowed */
  GtkWidget *told;        /* the words below */
};

G_DEFINE_FINAL_TYPE (AppStates, app_states, GTK_TYPE_WIDGET)

/* Places, in pixels. */
typedef struct
{
  int unit; /* a third of a line of text */
  int box_x;
  int box_w;
  int box_h;
  int gap; /* between two boxes */
  int left_x;
  int right_x;
  int width;
  int height; /* of the diagram, without the words below */
} Plan;

static int
natural (GtkWidget *widget, GtkOrientation orientation)
{
  int size;
  gtk_widget_measure (widget, orientation, -1, NULL, &size, NULL, NULL);
  return size;
}

static gboolean
is_next (const ViewTransition *transition)
{
  return transition->to == transition->from + 1;
}

static gboolean
is_back (const ViewTransition *transition)
{
  return transition->to < transition->from;
}

static gboolean
is_right (const AppStates *self, const ViewTransition *transition)
{
  return !is_next (transition) && !is_back (transition) && transition->to == self->states->len - 1;
}

static Plan
make_plan (AppStates *self)
{
  Plan plan = { 0 };
  int down = 0, back = 0, left = 0, right = 0, line = 0;
  if (self->states == NULL)
    return plan;
  for (guint i = 0; i < self->transitions->len; i++)
    {
      const ViewTransition *transition = self->transitions->pdata[i];
      int w = natural (self->labels->pdata[i], GTK_ORIENTATION_HORIZONTAL);
      line = MAX (line, natural (self->labels->pdata[i], GTK_ORIENTATION_VERTICAL));
      if (is_next (transition))
        down = MAX (down, w);
      else if (is_back (transition))
        back = MAX (back, w);
      else if (is_right (self, transition))
        right = MAX (right, w);
      else
        left = MAX (left, w);
    }
  plan.unit = MAX (line / 3, 4);
  for (guint i = 0; i < self->buttons->len; i++)
    {
      plan.box_w = MAX (plan.box_w, natural (self->buttons->pdata[i], GTK_ORIENTATION_HORIZONTAL));
      plan.box_h = MAX (plan.box_h, natural (self->buttons->pdata[i], GTK_ORIENTATION_VERTICAL));
    }
  /* Both sides of the middle have room for the words beside an arrow. */
  plan.box_w = MAX (plan.box_w, 2 * MAX (down, back) + 6 * plan.unit);
  plan.gap = line + 4 * plan.unit;
  plan.box_x = left > 0 ? left + 4 * plan.unit : plan.unit;
  plan.left_x = plan.unit;
  plan.right_x = plan.box_x + plan.box_w + right + 3 * plan.unit;
  plan.width = plan.right_x + 2 * plan.unit;
  plan.height = (int) self->states->len * (plan.box_h + plan.gap) - plan.gap + 2 * plan.unit;
  return plan;
}

static int
box_y (const Plan *plan, guint state)
{
  return plan->unit + (int) state * (plan->box_h + plan->gap);
}

/* --- placing --- */

static void
app_states_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural_size, int *minimum_baseline, int *natural_baseline)
{
  AppStates *self = APP_STATES (widget);
  Plan plan = make_plan (self);
  int told = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural_size = plan.width;
      return;
    }
  gtk_widget_measure (self->told, orientation, for_size > 0 ? MAX (for_size, plan.width) : -1, NULL,
                      &told, NULL, NULL);
  *minimum = *natural_size = plan.height + told;
}

static void
place_label (const AppStates *self, const Plan *plan, guint i)
{
  const ViewTransition *transition = self->transitions->pdata[i];
  GtkWidget *label = self->labels->pdata[i];
  int w = natural (label, GTK_ORIENTATION_HORIZONTAL);
  int h = natural (label, GTK_ORIENTATION_VERTICAL);
  int middle = plan->box_x + plan->box_w / 2;
  int x, y;
  if (is_next (transition) || is_back (transition))
    {
      guint above = MIN (transition->from, transition->to);
      x = is_next (transition) ? middle + 2 * plan->unit : middle - 2 * plan->unit - w;
      y = box_y (plan, above) + plan->box_h + (plan->gap - h) / 2;
    }
  else if (is_right (self, transition))
    {
      x = plan->box_x + plan->box_w + plan->unit;
      y = box_y (plan, transition->from) + plan->box_h / 2 - h;
    }
  else
    {
      x = plan->left_x + plan->unit;
      y = box_y (plan, transition->from) + plan->box_h / 2 - h;
    }
  gtk_widget_size_allocate (label, &(GtkAllocation){ x, y, w, h }, -1);
}

static void
app_states_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppStates *self = APP_STATES (widget);
  Plan plan = make_plan (self);
  for (guint i = 0; self->states != NULL && i < self->buttons->len; i++)
    gtk_widget_size_allocate (
        self->buttons->pdata[i],
        &(GtkAllocation){ plan.box_x, box_y (&plan, i), plan.box_w, plan.box_h }, -1);
  for (guint i = 0; self->states != NULL && i < self->labels->len; i++)
    place_label (self, &plan, i);
  int told;
  gtk_widget_measure (self->told, GTK_ORIENTATION_VERTICAL, MAX (width, plan.width), &told, NULL,
                      NULL, NULL);
  gtk_widget_size_allocate (self->told,
                            &(GtkAllocation){ 0, plan.height, MAX (width, plan.width), told }, -1);
}

/* --- arrows --- */

static void
draw_head (cairo_t *cr, double x, double y, double dx, double dy, double size)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x - dx * size - dy * size / 2, y - dy * size + dx * size / 2);
  cairo_line_to (cr, x - dx * size + dy * size / 2, y - dy * size - dx * size / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Around the boxes between: out sideways, along, and in again. */
static void
draw_around (cairo_t *cr, const Plan *plan, const ViewTransition *transition, gboolean right)
{
  double from = box_y (plan, transition->from) + plan->box_h / 2.0;
  double to = box_y (plan, transition->to) + plan->box_h / 2.0;
  double edge = right ? plan->box_x + plan->box_w : plan->box_x;
  double along = right ? plan->right_x : plan->left_x;
  cairo_move_to (cr, edge, from);
  cairo_line_to (cr, along, from);
  cairo_line_to (cr, along, to);
  cairo_line_to (cr, edge, to);
  cairo_stroke (cr);
  draw_head (cr, edge, to, right ? -1 : 1, 0, plan->unit * 1.5);
}

static void
draw_between (cairo_t *cr, const Plan *plan, const ViewTransition *transition)
{
  gboolean down = is_next (transition);
  guint above = MIN (transition->from, transition->to);
  double x = plan->box_x + plan->box_w / 2.0 + (down ? plan->unit : -plan->unit);
  double top = box_y (plan, above) + plan->box_h;
  double bottom = top + plan->gap;
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x, bottom);
  cairo_stroke (cr);
  draw_head (cr, x, down ? bottom : top, 0, down ? 1 : -1, plan->unit * 1.5);
}

static void
app_states_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppStates *self = APP_STATES (widget);
  Plan plan = make_plan (self);
  if (self->states == NULL)
    return;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) plan.width, (float) plan.height));
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->transitions->len; i++)
      {
        const ViewTransition *transition = self->transitions->pdata[i];
        if (transition->last != (pass == 1))
          continue;
        /* The last one lies above the others, and is thicker. */
        cairo_set_line_width (cr, transition->last ? 3 : 1.25);
        app_palette_set_source (cr, transition->last ? APP_COLOR_CLIENT : APP_COLOR_LIFELINE);
        if (is_next (transition) || is_back (transition))
          draw_between (cr, &plan, transition);
        else
          draw_around (cr, &plan, transition, is_right (self, transition));
      }
  cairo_destroy (cr);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}

/* --- contents --- */

static void
tell (AppStates *self, guint state)
{
  gtk_label_set_label (GTK_LABEL (self->told), self->texts->pdata[state]);
}

static void
on_state (AppStates *self, GtkWidget *button)
{
  guint i;
  if (g_ptr_array_find (self->buttons, button, &i))
    tell (self, i);
}

static void
clear (AppStates *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (self->buttons->pdata[i]);
  for (guint i = 0; i < self->labels->len; i++)
    gtk_widget_unparent (self->labels->pdata[i]);
  g_ptr_array_set_size (self->buttons, 0);
  g_ptr_array_set_size (self->labels, 0);
  g_ptr_array_set_size (self->texts, 0);
  g_clear_pointer (&self->states, g_ptr_array_unref);
  g_clear_pointer (&self->transitions, g_ptr_array_unref);
}

static void
add_state (AppStates *self, AppDocument *document, const ViewState *state)
{
  g_autofree char *sentence = app_document_say (document, &state->node.sentence);
  GtkWidget *button = gtk_button_new_with_label (app_document_name (document, &state->name));
  gtk_widget_add_css_class (button, "state");
  if (state->current)
    gtk_widget_add_css_class (button, "current");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (button, GTK_WIDGET (self), self->told);
  g_ptr_array_add (self->buttons, button);
  g_ptr_array_add (self->texts, state->rfc != NULL ? g_strdup_printf ("%s %s", sentence, state->rfc)
                                                   : g_strdup (sentence));
}

static void
add_transition (AppStates *self, AppDocument *document, const ViewTransition *transition)
{
  g_autofree char *sentence = app_document_say (document, &transition->node.sentence);
  GtkWidget *label = gtk_label_new (app_document_name (document, &transition->name));
  gtk_widget_add_css_class (label, "small");
  gtk_widget_add_css_class (label, transition->last ? "last" : "quiet");
  gtk_widget_set_tooltip_text (label, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence, -1);
  gtk_widget_insert_before (label, GTK_WIDGET (self), self->told);
  g_ptr_array_add (self->labels, label);
}

void
app_states_show (AppStates *self, AppDocument *document, ViewStates *states)
{
  g_return_if_fail (APP_IS_STATES (self));
  clear (self);
  gtk_label_set_label (GTK_LABEL (self->told),
                       _ ("This belongs to no connection, so there is no session."));
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (states == NULL)
    return;
  self->states = view_states_get_states (states);
  self->transitions = view_states_get_transitions (states);
  for (guint i = 0; i < self->states->len; i++)
    add_state (self, document, self->states->pdata[i]);
  for (guint i = 0; i < self->transitions->len; i++)
    add_transition (self, document, self->transitions->pdata[i]);
  guint last = view_states_get_last (states);
  g_autofree char *here = g_strdup (self->texts->pdata[view_states_get_current (states)]);
  if (last != VIEW_NO_STATE)
    {
      const ViewTransition *transition = self->transitions->pdata[last];
      g_autofree char *how = app_document_say (document, &transition->node.sentence);
      g_autofree char *both = g_strdup_printf ("%s\n%s", here, how);
      gtk_label_set_label (GTK_LABEL (self->told), both);
    }
  else
    gtk_label_set_label (GTK_LABEL (self->told), here);
}

static void
app_states_dispose (GObject *object)
{
  AppStates *self = APP_STATES (object);
  clear (self);
  g_clear_pointer (&self->told, gtk_widget_unparent);
  G_OBJECT_CLASS (app_states_parent_class)->dispose (object);
}

static void
app_states_finalize (GObject *object)
{
  AppStates *self = APP_STATES (object);
  g_ptr_array_unref (self->buttons);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->texts);
  G_OBJECT_CLASS (app_states_parent_class)->finalize (object);
}

static GtkSizeRequestMode
app_states_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
app_states_class_init (AppStatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_states_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_states_finalize;
  widget_class->measure = app_states_measure;
  widget_class->size_allocate = app_states_size_allocate;
  widget_class->snapshot = app_states_snapshot;
  widget_class->get_request_mode = app_states_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "states");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_states_init (AppStates *self)
{
  self->buttons = g_ptr_array_new ();
  self->labels = g_ptr_array_new ();
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->told = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->told), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->told), 0);
  gtk_label_set_yalign (GTK_LABEL (self->told), 0);
  gtk_widget_add_css_class (self->told, "told");
  gtk_widget_set_parent (self->told, GTK_WIDGET (self));
}
