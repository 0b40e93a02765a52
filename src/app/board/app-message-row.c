#include "app-message-row.h"

#include <glib/gi18n-lib.h>

#include "app-board.h"
#include "app-chips.h"
#include "app-document-cell.h"
#include "app-widget.h"

/* What can be asked about, in the order of what is meant when it is not said. */
static const ViewParts asked[] = { VIEW_PART_FLAGS, VIEW_PART_BODY, VIEW_PART_SUBJECT,
                                   VIEW_PART_NUMBER };
#define N_CELLS G_N_ELEMENTS (asked)

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
  char *cells[N_CELLS]; /* behind its parts, NULL none */
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

static GtkWidget *
part_widget (AppMessageRow *self, guint cell)
{
  GtkWidget *const widgets[N_CELLS] = { GTK_WIDGET (self->flags), GTK_WIDGET (self->body),
                                        GTK_WIDGET (self->subject), GTK_WIDGET (self->number) };
  return widgets[cell];
}

/* The cell that is followed has a frame. What has no place of its own on the row frames the row. */
static void
mark_chosen (AppMessageRow *self)
{
  ViewCell *cell = app_document_is_open (self->document) ? app_document_get_cell (self->document)
                                                         : NULL;
  const char *address = cell != NULL ? view_cell_get_address (cell) : NULL;
  for (guint i = 0; i < N_CELLS; i++)
    if (address != NULL && g_strcmp0 (self->cells[i], address) == 0)
      gtk_widget_add_css_class (part_widget (self, i), "chosen");
    else
      gtk_widget_remove_css_class (part_widget (self, i), "chosen");
  set_class (self, "chosen", address != NULL && g_strcmp0 (self->cells[0], address) == 0);
}

char *
app_message_row_dup_cell (AppMessageRow *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_ROW (self), NULL);
  for (guint i = 0; i < N_CELLS; i++)
    if (self->cells[i] != NULL)
      return g_strdup (self->cells[i]);
  return NULL;
}

static void
on_released (AppMessageRow *self, int n, double x, double y)
{
  GtkWidget *board = gtk_widget_get_ancestor (GTK_WIDGET (self), APP_TYPE_BOARD);
  g_autofree char *address = app_message_row_dup_cell (self);
  for (guint i = 0; i < N_CELLS; i++)
    {
      graphene_rect_t bounds;
      if (gtk_widget_get_mapped (part_widget (self, i)) && self->cells[i] != NULL
          && gtk_widget_compute_bounds (part_widget (self, i), GTK_WIDGET (self), &bounds)
          && x >= (double) bounds.origin.x
          && x < (double) bounds.origin.x + (double) bounds.size.width)
        {
          g_free (address);
          address = g_strdup (self->cells[i]);
          break;
        }
    }
  if (board != NULL && address != NULL && n == 1)
    app_board_ask (APP_BOARD (board), address, GTK_WIDGET (self));
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
  for (guint i = 0; i < N_CELLS; i++)
    {
      g_free (self->cells[i]);
      self->cells[i] = view_message_dup_cell (message, asked[i]);
    }
  /* a body that is not here is no cell to ask about; at the server it always is */
  if (!message->has_body || self->at_server)
    g_clear_pointer (&self->cells[1], g_free);
  mark_chosen (self);
}

static void
app_message_row_dispose (GObject *object)
{
  for (guint i = 0; i < N_CELLS; i++)
    g_clear_pointer (&APP_MESSAGE_ROW (object)->cells[i], g_free);
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
  GtkGesture *click = gtk_gesture_click_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static GtkWidget *
make_at_device (AppDocument *document)
{
  AppMessageRow *self = g_object_new (APP_TYPE_MESSAGE_ROW, NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "cell", G_CALLBACK (mark_chosen), self, G_CONNECT_SWAPPED);
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
