#include "app-why.h"

#include <glib/gi18n-lib.h>

#include "app-document-cell.h"
#include "app-widget.h"
#include "base-time.h"
#include "view-why.h"

/* Reasons that are shown; nobody follows more. */
#define MOST_STEPS 40

struct _AppWhy
{
  GtkPopover parent_instance;
  AppDocument *document;
  GtkLabel *name;
  GtkLabel *value;
  GtkLabel *before;
  GtkWidget *others;
  GtkDropDown *choice;
  GtkWidget *steps;
  GtkWidget *previous;
  GtkWidget *next;
  GPtrArray *siblings; /* of ViewWhySibling, as in the choice */
  gboolean filling;
  gboolean going; /* to a reason: the question stays the same */
};

G_DEFINE_FINAL_TYPE (AppWhy, app_why, GTK_TYPE_POPOVER)

/* --- reasons --- */

static void
on_step (AppWhy *self, GtkWidget *button)
{
  self->going = TRUE;
  app_document_go (self->document,
                   GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "event")));
  self->going = FALSE;
}

static GtkWidget *
make_step (AppWhy *self, const ViewWhyStep *step)
{
  g_autofree char *what = app_document_say (self->document, &step->what);
  g_autofree char *sentence = app_document_say (self->document, &step->node.sentence);
  g_autofree char *time = base_time_format_short (step->time);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *at = gtk_label_new (step->event > 0 ? time : "");
  GtkWidget *text = gtk_label_new (step->kind == VIEW_WHY_DURING ? sentence : what);
  GtkWidget *button = gtk_button_new ();
  gtk_widget_add_css_class (at, "numeric");
  gtk_widget_add_css_class (at, "quiet");
  gtk_widget_add_css_class (at, "small");
  gtk_widget_set_valign (at, GTK_ALIGN_BASELINE);
  gtk_label_set_width_chars (GTK_LABEL (at), 6);
  gtk_label_set_xalign (GTK_LABEL (at), 1);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (text), 34);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 34);
  gtk_widget_set_valign (text, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (box), at);
  gtk_box_append (GTK_BOX (box), text);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "reason-step");
  gtk_widget_set_sensitive (button, step->event > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data (G_OBJECT (button), "event", GUINT_TO_POINTER (step->event));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_step), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_line (AppWhy *self, const char *words)
{
  GtkWidget *label = gtk_label_new (words);
  gtk_widget_add_css_class (label, "quiet");
  gtk_widget_add_css_class (label, "small");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_box_append (GTK_BOX (self->steps), label);
}

static void
show_steps (AppWhy *self, ViewWhy *why)
{
  g_autoptr (GPtrArray) steps = view_why_get_steps (why, 0, MOST_STEPS);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps), child);
  for (guint i = 0; i < steps->len; i++)
    {
      const ViewWhyStep *step = steps->pdata[i];
      if (step->kind == VIEW_WHY_REASON && i > 0)
        add_line (self, _ ("because"));
      gtk_box_append (GTK_BOX (self->steps), make_step (self, step));
    }
  if (view_why_count (why) > MOST_STEPS)
    add_line (self, _ ("… and what was before that"));
}

/* --- what else can be asked --- */

static void
show_choice (AppWhy *self, ViewWhy *why)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint current = 0;
  g_clear_pointer (&self->siblings, g_ptr_array_unref);
  self->siblings = view_why_get_siblings (why);
  for (guint i = 0; i < self->siblings->len; i++)
    {
      const ViewWhySibling *sibling = self->siblings->pdata[i];
      gtk_string_list_append (names, app_document_name (self->document, &sibling->field));
      if (sibling->current)
        current = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->choice, current);
  self->filling = FALSE;
  gtk_widget_set_visible (self->others, self->siblings->len > 1);
}

static void
on_chosen (AppWhy *self)
{
  guint i = gtk_drop_down_get_selected (self->choice);
  if (self->filling || self->siblings == NULL || i >= self->siblings->len)
    return;
  const ViewWhySibling *sibling = self->siblings->pdata[i];
  g_autofree char *address = g_strdup (sibling->node.id);
  app_document_choose_cell (self->document, address, NULL);
}

/* --- all of it --- */

static void
refresh (AppWhy *self)
{
  ViewCell *cell = app_document_is_open (self->document) ? app_document_get_cell (self->document)
                                                         : NULL;
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || self->going)
    return;
  if (cell == NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  g_autoptr (ViewWhy) why = view_why_new (cell, app_document_get_position (self->document).event);
  g_autoptr (ViewWhyCell) about = view_why_get_cell (why);
  g_autofree char *name = app_document_say (self->document, &about->name);
  g_autofree char *value = app_document_say (self->document, &about->value);
  g_autofree char *before = app_document_say (self->document, &about->before);
  g_autofree char *sentence = app_document_say (self->document, &about->node.sentence);
  g_autofree char *time = base_time_format_short (about->time);
  /* Translators: what a cell holds, such as the flags of a message. */
  g_autofree char *now = g_strdup_printf (_ ("Now: %s"), value);
  /* Translators: a number of seconds, and what a cell held until then. */
  g_autofree char *past = g_strdup_printf (_ ("Before %s s: %s"), time, before);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->value, now);
  gtk_label_set_label (self->before, past);
  gtk_widget_set_visible (GTK_WIDGET (self->before), about->event > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  show_choice (self, why);
  show_steps (self, why);
}

guint
app_why_count_steps (AppWhy *self)
{
  guint n = 0;
  while (app_why_get_step (self, n) != NULL)
    n++;
  return n;
}

GtkWidget *
app_why_get_step (AppWhy *self, guint i)
{
  g_return_val_if_fail (APP_IS_WHY (self), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (self->steps); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && i-- == 0)
      return child;
  return NULL;
}

static void
app_why_dispose (GObject *object)
{
  AppWhy *self = APP_WHY (object);
  g_clear_pointer (&self->siblings, g_ptr_array_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_why_parent_class)->dispose (object);
}

static void
app_why_class_init (AppWhyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_why_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-why.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWhy, name);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, value);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, before);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, others);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, choice);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, steps);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, previous);
  gtk_widget_class_bind_template_child (widget_class, AppWhy, next);
}

static void
app_why_init (AppWhy *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
}

AppWhy *
app_why_new (AppDocument *document)
{
  AppWhy *self = g_object_new (APP_TYPE_WHY, NULL);
  static const char *const signals[] = { "moved", "cell", "language" };
  self->document = g_object_ref (document);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (document, signals[i], G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}
