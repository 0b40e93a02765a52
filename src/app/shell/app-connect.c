#include "app-connect.h"

#include <glib/gi18n-lib.h>

#include "app-text-blocks.h"
#include "app-widget.h"

#define HOST "127.0.0.1"

struct _AppConnect
{
  GtkWidget parent_instance;
  AppLive *live;
  GtkButton *start;
  GtkLabel *problem;
  GtkWidget *running;
  GtkLabel *host;
  GtkLabel *imap;
  GtkLabel *pop3;
  GtkLabel *user;
  GtkLabel *password;
  GtkLabel *clients;
  GtkSwitch *hold;
  GtkLabel *held;
  GtkWidget *release;
  GtkWidget *programs;
  GtkWidget *save;
  guint shown_port; /* the settings of programs were made for it */
};

G_DEFINE_FINAL_TYPE (AppConnect, app_connect, GTK_TYPE_WIDGET)

static guint save_signal;

/* --- settings of programs --- */

static void
on_copy (GtkLabel *label)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (label)),
                          gtk_label_get_text (label));
}

static void
add_title (AppConnect *self, const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "kind");
  gtk_box_append (GTK_BOX (self->programs), label);
}

static void
add_words (AppConnect *self, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  gtk_box_append (GTK_BOX (self->programs), app_text_label_new (escaped));
}

static void
add_command (AppConnect *self, const char *command)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (command);
  GtkWidget *copy = gtk_button_new_from_icon_name ("postglass-copy-symbolic");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "code");
  gtk_button_set_has_frame (GTK_BUTTON (copy), FALSE);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (copy, _ ("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (copy), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy"),
                                  -1);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (on_copy), label);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), copy);
  gtk_box_append (GTK_BOX (self->programs), row);
}

static void
fill_programs (AppConnect *self, guint imap, guint pop3)
{
  const char *user = app_live_get_user (self->live);
  const char *password = app_live_get_password (self->live);
  GtkWidget *child;
  if (self->shown_port == imap)
    return;
  self->shown_port = imap;
  while ((child = gtk_widget_get_first_child (self->programs)) != NULL)
    gtk_box_remove (GTK_BOX (self->programs), child);
  g_autofree char *curl_imap = g_strdup_printf ("curl -v imap://%s:%s@" HOST ":%u/INBOX", user,
                                                password, imap);
  g_autofree char *curl_pop3 = g_strdup_printf ("curl -v pop3://%s:%s@" HOST ":%u/1", user,
                                                password, pop3);
  g_autofree char *mutt = g_strdup_printf (
      "mutt -e 'set ssl_starttls=no' -f imap://%s@" HOST ":%u/", user, imap);
  g_autofree char *netcat = g_strdup_printf ("nc -C " HOST " %u", imap);
  add_title (self, "Thunderbird");
  add_words (self, _ ("Account settings by hand: the server, port and user from above, connection "
                      "security “None”, authentication “Password, transmitted insecurely”."));
  add_title (self, "K-9 Mail, Evolution, Apple Mail");
  add_words (self,
             _ ("The same: no encryption, normal password. A program on another device cannot "
                "get here; the server listens on this computer alone."));
  add_title (self, "mutt");
  add_command (self, mutt);
  add_title (self, "curl");
  add_command (self, curl_imap);
  if (pop3 != 0)
    add_command (self, curl_pop3);
  add_title (self, _ ("By hand, line by line"));
  add_command (self, netcat);
}

/* --- the panel --- */

static void
set_number (GtkLabel *label, guint number)
{
  g_autofree char *text = number != 0 ? g_strdup_printf ("%u", number) : g_strdup ("–");
  gtk_label_set_label (label, text);
}

static void
show_clients (AppConnect *self)
{
  guint n = app_live_count_clients (self->live);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u client is connected", "%u clients are connected", n), n);
  gtk_label_set_label (self->clients, n > 0 ? text : _ ("Waiting for a client"));
}

/* Held lines: the switch, how many wait, and the way out for one. */
static void
show_held (AppConnect *self)
{
  guint n = app_live_count_held (self->live);
  gboolean holding = app_live_is_holding (self->live);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u line waits", "%u lines wait", n), n);
  gtk_switch_set_active (self->hold, holding);
  gtk_label_set_label (self->held, holding && n > 0 ? text : _ ("Hold every line"));
  gtk_widget_set_visible (self->release, holding);
  gtk_widget_set_sensitive (self->release, n > 0);
}

static void
on_hold (AppConnect *self)
{
  if (self->live != NULL)
    app_live_set_hold (self->live, gtk_switch_get_active (self->hold));
}

static void
on_release (AppConnect *self)
{
  app_live_release (self->live);
}

GtkWidget *
app_connect_get_release (AppConnect *self)
{
  return self->release;
}

GtkSwitch *
app_connect_get_hold (AppConnect *self)
{
  return self->hold;
}

static void
update (AppConnect *self)
{
  gboolean running = app_live_is_running (self->live);
  guint imap = app_live_get_port (self->live, "imap");
  guint pop3 = app_live_get_port (self->live, "pop3");
  gtk_button_set_label (self->start, running ? _ ("_Stop the Server") : _ ("_Start the Server"));
  if (running)
    gtk_widget_remove_css_class (GTK_WIDGET (self->start), "suggested-action");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->start), "suggested-action");
  gtk_widget_set_visible (self->running, running);
  gtk_widget_set_sensitive (self->save, app_document_is_open (app_live_get_document (self->live)));
  if (!running)
    return;
  gtk_label_set_label (self->host, HOST);
  gtk_label_set_label (self->user, app_live_get_user (self->live));
  gtk_label_set_label (self->password, app_live_get_password (self->live));
  set_number (self->imap, imap);
  set_number (self->pop3, pop3);
  show_clients (self);
  show_held (self);
  fill_programs (self, imap, pop3);
}

static void
on_start (AppConnect *self)
{
  g_autoptr (GError) error = NULL;
  if (app_live_is_running (self->live))
    app_live_stop (self->live);
  else
    app_live_start (self->live, &error);
  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

static void
on_save (AppConnect *self)
{
  g_signal_emit (self, save_signal, 0);
}

void
app_connect_start (AppConnect *self)
{
  g_return_if_fail (APP_IS_CONNECT (self));
  on_start (self);
}

void
app_connect_focus (AppConnect *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->start));
}

static void
app_connect_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CONNECT);
  g_clear_object (&APP_CONNECT (object)->live);
  G_OBJECT_CLASS (app_connect_parent_class)->dispose (object);
}

static void
app_connect_class_init (AppConnectClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_connect_dispose;
  save_signal = g_signal_new ("save", APP_TYPE_CONNECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-connect.ui");
  gtk_widget_class_bind_template_child (widget_class, AppConnect, start);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, problem);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, running);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, host);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, imap);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, pop3);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, user);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, password);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, clients);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, programs);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, hold);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, held);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, release);
  gtk_widget_class_bind_template_callback (widget_class, on_hold);
  gtk_widget_class_bind_template_callback (widget_class, on_release);
  gtk_widget_class_bind_template_child (widget_class, AppConnect, save);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_connect_init (AppConnect *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AppConnect *
app_connect_new (AppLive *live)
{
  AppConnect *self = g_object_new (APP_TYPE_CONNECT, NULL);
  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
