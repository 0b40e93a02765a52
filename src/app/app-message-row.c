#include "app-message-row.h"

#include <glib/gi18n-lib.h>

#include "app-chips.h"
#include "app-widget.h"

struct _AppMessageRow
{
  GtkWidget parent_instance;
  AppDocument *document;
  gboolean at_server; /* where every message is whole */
  GtkLabel *number;
  GtkLabel *uid;
  GtkLabel *subject;
  GtkImage *body;
  AppChips *flags;
  GtkLabel *differs;
};

G_DEFINE_FINAL_TYPE (AppMessageRow, app_message_row, GTK_TYPE_WIDGET)

/* "\Seen" as "Seen": the backslash says nothing to those who look at a mailbox. */
static char **
short_flags (const ViewMessage *message)
{
  GPtrArray *words = g_ptr_array_new ();
  if (message->marks & VIEW_MARK_MARKED)
    g_ptr_array_add (words, g_strdup ("DELE"));
  if (!message->knows_flags && !message->pop3 && (message->marks & VIEW_MARK_GONE) == 0)
    g_ptr_array_add (words, g_strdup ("?"));
  for (guint i = 0; message->knows_flags && message->flags != NULL && message->flags[i] != NULL;
       i++)
    g_ptr_array_add (
        words, g_strdup (message->flags[i][0] == '\\' ? message->flags[i] + 1 : message->flags[i]));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

/* The name by which the message is known: its UID, or whether there is a unique-id. */
static char *
show_id (const ViewMessage *message)
{
  if (message->pop3)
    return g_strdup (message->uidl != NULL ? "id" : "id?");
  return message->uid > 0 ? g_strdup_printf ("u%u", message->uid) : g_strdup ("u?");
}

/* Of what POP3 has listed only its size is known. */
static char *
show_subject (const ViewMessage *message)
{
  gulong size = (gulong) MAX (message->size, 0);
  if (message->subject != NULL)
    return g_strdup (message->subject);
  if (!message->pop3 || message->size < 0)
    return g_strdup ("?");
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu octet", "%lu octets", size), size);
}

static void
set_class (AppMessageRow *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
set_struck (GtkLabel *label, gboolean struck)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  if (struck)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static void
app_message_row_show (GtkWidget *widget, gconstpointer node)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);
  const ViewMessage *message = node;
  g_autofree char *number = message->number > 0 ? g_strdup_printf ("%u", message->number) : NULL;
  g_autofree char *id = show_id (message);
  g_autofree char *subject = show_subject (message);
  g_auto (GStrv) flags = short_flags (message);
  g_autofree char *note = app_document_say (self->document, &message->note);
  gboolean gone = (message->marks & (VIEW_MARK_GONE | VIEW_MARK_GHOST)) != 0;
  gboolean marked = (message->marks & VIEW_MARK_MARKED) != 0;

  gtk_label_set_label (self->number, number != NULL ? number : "–");
  gtk_label_set_label (self->uid, id);
  gtk_label_set_label (self->subject, subject);
  set_struck (self->subject, gone || marked);
  app_chips_set (self->flags, flags);
  gtk_widget_set_visible (GTK_WIDGET (self->body), message->has_body && !self->at_server);
  gtk_widget_set_visible (GTK_WIDGET (self->differs), (message->marks & VIEW_MARK_STALE) != 0);
  set_class (self, "changed", (message->marks & (VIEW_MARK_NEW | VIEW_MARK_CHANGED)) != 0);
  set_class (self, "stale", (message->marks & VIEW_MARK_STALE) != 0);
  set_class (self, "gone", gone);
  set_class (self, "marked", marked && !gone);
  app_widget_set_tooltip (widget, note);
}

static void
app_message_row_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_MESSAGE_ROW);
  g_clear_object (&APP_MESSAGE_ROW (object)->document);
  G_OBJECT_CLASS (app_message_row_parent_class)->dispose (object);
}

static void
app_message_row_class_init (AppMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_message_row_dispose;
  g_type_ensure (APP_TYPE_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, number);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, uid);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, subject);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, body);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, flags);
  gtk_widget_class_bind_template_child (widget_class, AppMessageRow, differs);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message");
}

static void
app_message_row_init (AppMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
make_at_device (AppDocument *document)
{
  AppMessageRow *self = g_object_new (APP_TYPE_MESSAGE_ROW, NULL);
  self->document = g_object_ref (document);
  return GTK_WIDGET (self);
}

static GtkWidget *
make_at_server (AppDocument *document)
{
  GtkWidget *row = make_at_device (document);
  APP_MESSAGE_ROW (row)->at_server = TRUE;
  return row;
}

const AppListRow *
app_message_row_list (gboolean at_server)
{
  static const AppListRow rows[] = { { make_at_device, app_message_row_show },
                                     { make_at_server, app_message_row_show } };
  return &rows[at_server ? 1 : 0];
}
