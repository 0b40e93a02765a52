#include "app-transport.h"

#include <glib/gi18n-lib.h>

#include "app-widget.h"

struct _AppTransport
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *first;
  GtkWidget *back;
  GtkWidget *forward;
  GtkWidget *last;
  GtkRange *scrubber;
  GtkLabel *position;
  GtkLabel *time;
  gboolean following; /* while the scrubber is set because the document moved */
};

G_DEFINE_FINAL_TYPE (AppTransport, app_transport, GTK_TYPE_WIDGET)

/* "1:42.180" */
static char *
format_time (gint64 time)
{
  gint64 ms = time / 1000;
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d.%03d", ms / 60000, (int) (ms / 1000 % 60),
                          (int) (ms % 1000));
}

static void
on_moved (AppTransport *self)
{
  gboolean open = app_document_is_open (self->document);
  gtk_widget_set_sensitive (GTK_WIDGET (self), open);
  if (!open)
    return;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  ViewPosition position = app_document_get_position (self->document);
  guint32 last = view_ladder_get_last (ladder);
  /* Translators: how many lines of how many have been shown */
  g_autofree char *words = g_strdup_printf (_ ("%u of %u"), position.shown,
                                            view_ladder_count (ladder));
  g_autofree char *time = format_time (app_document_get_time (self->document));
  gtk_label_set_label (self->position, words);
  gtk_label_set_label (self->time, time);
  self->following = TRUE;
  gtk_range_set_value (self->scrubber, position.event);
  self->following = FALSE;
  gtk_widget_set_sensitive (self->first, position.event > 0);
  gtk_widget_set_sensitive (self->back, position.event > 0);
  gtk_widget_set_sensitive (self->forward, position.event < last);
  gtk_widget_set_sensitive (self->last, position.event < last);
}

static void
on_opened (AppTransport *self)
{
  if (!app_document_is_open (self->document))
    return;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  self->following = TRUE;
  gtk_range_set_range (self->scrubber, 0, MAX (view_ladder_get_last (ladder), 1));
  gtk_scale_clear_marks (GTK_SCALE (self->scrubber));
  for (guint i = 0; i < view_ladder_get_n_steps (ladder); i++)
    gtk_scale_add_mark (GTK_SCALE (self->scrubber), view_ladder_get_step_event (ladder, i),
                        GTK_POS_TOP, NULL);
  self->following = FALSE;
}

static void
on_scrubbed (AppTransport *self)
{
  if (!self->following && app_document_is_open (self->document))
    app_document_go (self->document, (guint32) (gtk_range_get_value (self->scrubber) + 0.5));
}

static void
app_transport_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_TRANSPORT);
  g_clear_object (&APP_TRANSPORT (object)->document);
  G_OBJECT_CLASS (app_transport_parent_class)->dispose (object);
}

static void
app_transport_class_init (AppTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_transport_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTransport, first);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, back);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, forward);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, last);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, scrubber);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, position);
  gtk_widget_class_bind_template_child (widget_class, AppTransport, time);
  gtk_widget_class_bind_template_callback (widget_class, on_scrubbed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
app_transport_init (AppTransport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
app_transport_set_document (AppTransport *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "run", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "grown", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  on_opened (self);
  on_moved (self);
}
