#include "app-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-settings.h"
#include "base-data.h"

static void
add_line (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, "%s: %s\n", name, value);
}

/* For whoever helps: what runs here, and where it keeps what. */
static char *
describe (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *gtk = g_strdup_printf ("%u.%u.%u", gtk_get_major_version (),
                                          gtk_get_minor_version (), gtk_get_micro_version ());
  g_autofree char *adw = g_strdup_printf ("%u.%u.%u", adw_get_major_version (),
                                          adw_get_minor_version (), adw_get_micro_version ());
  g_autofree char *glib = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version,
                                           glib_micro_version);
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "postglass", NULL);
  g_autofree char *lessons = base_data_find ("lessons");
  const char *settings = app_settings_get_path (app_settings_get_default ());
  add_line (out, "Postglass", POSTGLASS_VERSION);
  add_line (out, "GTK", gtk);
  add_line (out, "libadwaita", adw);
  add_line (out, "GLib", glib);
  add_line (out, _ ("Settings"), settings != NULL ? settings : _ ("kept nowhere"));
  add_line (out, _ ("Progress and bookmarks"), data);
  add_line (out, _ ("Lessons"), lessons != NULL ? lessons : _ ("not found"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

GtkWindow *
app_about_show (GtkWindow *parent)
{
  GtkWidget *about = adw_about_window_new ();
  g_autofree char *debug = describe ();
  g_object_set (
      about, "application-name", _ ("Postglass"), "application-icon", POSTGLASS_APPLICATION_ID,
      "version", POSTGLASS_VERSION, "developer-name", _ ("The Postglass authors"), "comments",
      _ ("Watch IMAP and POP3 work, line by line. Everything happens inside this program: "
         "no mail account is used and nothing is sent to the network."),
      "license-type", GTK_LICENSE_GPL_3_0, "debug-info", debug, "debug-info-filename",
      "postglass.txt", NULL);
  adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _ ("Lessons"), NULL,
                                      GTK_LICENSE_CUSTOM,
                                      _ ("The texts of the lessons may be shared and changed under "
                                         "the licence CC-BY-SA-4.0."));
  gtk_window_set_transient_for (GTK_WINDOW (about), parent);
  gtk_window_set_modal (GTK_WINDOW (about), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (about), TRUE);
  gtk_window_present (GTK_WINDOW (about));
  return GTK_WINDOW (about);
}
