#include "app-application.h"

#include <glib/gi18n-lib.h>

#include "app-appearance.h"
#include "app-bench.h"
#include "app-keys.h"
#include "app-pictures.h"
#include "app-resources.h"
#include "app-settings.h"
#include "app-store.h"
#include "app-window-files.h"

struct _AppApplication
{
  AdwApplication parent_instance;
  char *pictures; /* --pictures */
  char *bench;    /* --bench */
  char *lesson;   /* --lesson */
  int status;     /* what the program returns */
};

G_DEFINE_FINAL_TYPE (AppApplication, app_application, ADW_TYPE_APPLICATION)

static int
on_local_options (GApplication *application, GVariantDict *options)
{
  AppApplication *self = APP_APPLICATION (application);
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("postglass %s\n", POSTGLASS_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "lesson", "s", &self->lesson);
  if (g_variant_dict_lookup (options, "pictures", "^ay", &self->pictures)
      || g_variant_dict_lookup (options, "bench", "^ay", &self->bench))
    {
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
      app_store_forget_user ();
    }
  return -1;
}

/* Something to be made or measured instead of a window for someone. */
static gboolean
do_task (AppApplication *self)
{
  g_autoptr (GError) error = NULL;
  AdwApplication *application = ADW_APPLICATION (self);
  const char *lesson = self->lesson != NULL ? self->lesson : "two-devices";
  if (self->pictures != NULL)
    app_pictures_make (application, self->pictures, lesson, &error);
  else if (self->bench != NULL)
    app_bench_run (application, self->bench, &error);
  else
    return FALSE;
  if (error != NULL)
    {
      g_printerr ("postglass: %s\n", error->message);
      self->status = 1;
    }
  return TRUE;
}

static void
app_application_activate (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);
  if (do_task (self))
    return;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (window == NULL)
    window = GTK_WINDOW (app_window_new (ADW_APPLICATION (application)));
  gtk_window_present (window);
  if (self->lesson != NULL)
    app_window_open_lesson (APP_WINDOW (window), self->lesson);
}

/* A window in which nothing is open yet is as good as a new one. */
static AppWindow *
find_window (AppApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (APP_IS_WINDOW (window)
      && !app_document_is_open (app_window_get_document (APP_WINDOW (window))))
    return APP_WINDOW (window);
  return app_window_new (ADW_APPLICATION (self));
}

static void
app_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      AppWindow *window = find_window (APP_APPLICATION (application));
      gtk_window_present (GTK_WINDOW (window));
      app_window_open_file (window, files[i]);
    }
}

static void
activate_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));
  for (GList *i = windows; i != NULL; i = i->next)
    gtk_window_destroy (i->data);
  g_list_free (windows);
}

static void
app_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { .name = "quit", .activate = activate_quit } };
  app_register_resource ();
  G_APPLICATION_CLASS (app_application_parent_class)->startup (application);
  app_appearance_init ();
  gtk_window_set_default_icon_name (POSTGLASS_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  app_keys_set_accels (GTK_APPLICATION (application));
}

static void
app_application_finalize (GObject *object)
{
  AppApplication *self = APP_APPLICATION (object);
  g_free (self->pictures);
  g_free (self->bench);
  g_free (self->lesson);
  G_OBJECT_CLASS (app_application_parent_class)->finalize (object);
}

static void
app_application_class_init (AppApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = app_application_finalize;
  application_class->activate = app_application_activate;
  application_class->open = app_application_open;
  application_class->startup = app_application_startup;
  application_class->handle_local_options = on_local_options;
}

static void
app_application_init (AppApplication *self)
{
  const GOptionEntry options[] = {
    { "lesson", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open this lesson"), N_ ("LESSON") },
    { "pictures", 0, 0, G_OPTION_ARG_FILENAME, NULL,
      N_ ("Make pictures of the window in this folder and end"), N_ ("FOLDER") },
    { "bench", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL,
      "Measure the window with the recordings in this folder and end", "FOLDER" },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and end"), NULL },
    { NULL },
  };
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[LESSON | RECORDING…]"));
}

AppApplication *
app_application_new (GApplicationFlags flags)
{
  return g_object_new (APP_TYPE_APPLICATION, "application-id", POSTGLASS_APPLICATION_ID, "flags",
                       flags, "resource-base-path", "/org/postglass/Postglass", NULL);
}

int
app_application_run (AppApplication *self, int argc, char **argv)
{
  int status = g_application_run (G_APPLICATION (self), argc, argv);
  return status != 0 ? status : self->status;
}
