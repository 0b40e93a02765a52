#include "app-range.h"

#include <glib/gi18n-lib.h>

#include "app-document-play.h"
#include "view-range.h"

struct _AppRange
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *box;
  GtkLabel *label;
  ViewRange *range; /* NULL: there is none */
};

G_DEFINE_FINAL_TYPE (AppRange, app_range, GTK_TYPE_WIDGET)

static void
say (AppRange *self)
{
  g_autofree char *words = self->range != NULL
                               ? app_document_say (self->document, &self->range->node.sentence)
                               : g_strdup ("");
  gtk_label_set_label (self->label, words);
  gtk_widget_set_visible (GTK_WIDGET (self), self->range != NULL);
}

/* It takes as long as the range is, and so only when there is another one. */
static void
on_play (AppRange *self)
{
  guint32 first, last;
  gboolean ranged = app_document_is_open (self->document)
                    && app_document_get_range (self->document, &first, &last);
  if (ranged && self->range != NULL && self->range->first == first && self->range->last == last)
    return;
  g_clear_pointer (&self->range, view_range_free);
  if (ranged)
    self->range = view_range_new (app_document_get_ladder (self->document), first, last);
  say (self);
}

static void
on_run (AppRange *self)
{
  g_clear_pointer (&self->range, view_range_free);
  on_play (self);
}

static void
on_clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_document_clear_range (APP_RANGE (widget)->document);
}

static void
app_range_dispose (GObject *object)
{
  AppRange *self = APP_RANGE (object);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->range, view_range_free);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_range_parent_class)->dispose (object);
}

static void
app_range_class_init (AppRangeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_range_dispose;
  gtk_widget_class_install_action (widget_class, "range.clear", NULL, on_clear);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_range_init (AppRange *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("postglass-remove-symbolic");
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "small");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, _ ("Show the whole run (Escape)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show the whole run"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Range"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "range.clear");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_widget_add_css_class (self->box, "notice-box");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
app_range_set_document (AppRange *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "run", G_CALLBACK (on_run), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "play", G_CALLBACK (on_play), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "language", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
  on_play (self);
}

const char *
app_range_get_words (AppRange *self)
{
  return gtk_label_get_label (self->label);
}
