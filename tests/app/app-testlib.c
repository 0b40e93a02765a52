#include "app-testlib.h"

#include "app-progress.h"

#include "app-application.h"
#include "app-language.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/* What libraries set up before the program begins is theirs for good: GLib leaves its first table of
 * interned strings behind when it needs a longer one. */
__attribute__ ((section (".preinit_array"),
                used)) static void (*const before_libraries) (void) = __lsan_disable;

__attribute__ ((constructor)) static void
after_libraries (void)
{
  __lsan_enable ();
}

/* Modules of libraries stay loaded, so that a leak in one can be told from ours by its name. */
__attribute__ ((visibility ("default"))) int dlclose (void *handle);

int
dlclose (void *handle)
{
  return 0;
}
#endif

static AppApplication *application;

static void
quit (void)
{
  g_clear_object (&application);
}

void
app_test_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;
  app_language_init ();
  gtk_test_init (argc, argv, NULL);
  application = app_application_new (G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  GtkCssProvider *provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/postglass/Postglass/pictures.css");
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
  g_object_unref (provider);
  atexit (quit);
}

static void
count_frame (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

void
app_test_settle (AppWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  int frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);
  while (frames < 5)
    {
      gtk_widget_queue_draw (widget);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

AppWindow *
app_test_open (int width, int height)
{
  /* Each test begins as someone who was never here. */
  app_progress_clear_all (app_progress_get_default ());
  AppWindow *window = app_window_new (ADW_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  app_test_settle (window);
  return window;
}

AppWindow *
app_test_open_lesson (int width, int height)
{
  AppWindow *window = app_test_open (width, height);
  app_document_set_asks (app_window_get_document (window), FALSE);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  app_test_settle (window);
  return window;
}

AppDocument *
app_test_open_document (void)
{
  AppDocument *document = app_document_new ();
  g_autoptr (GError) error = NULL;
  app_document_set_asks (document, FALSE);
  app_document_open_lesson (document, "two-devices", &error);
  g_assert_no_error (error);
  return document;
}

void
app_test_close (AppWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

AppLessonPage *
app_test_get_page (AppWindow *window)
{
  return app_shell_get_lesson_page (app_window_get_shell (window));
}

gboolean
app_test_press_on (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;
      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, modifiers, &taken);
      return taken;
    }
  g_assert_not_reached ();
}

gboolean
app_test_press (AppWindow *window, guint key, GdkModifierType modifiers)
{
  return app_test_press_on (GTK_WIDGET (app_test_get_page (window)), key, modifiers);
}

GtkWidget *
app_test_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_test_find (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

void
app_test_set_text (double scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * scale), NULL);
}

gboolean
app_test_has_action (GtkWidget *widget, const char *name)
{
  const char *found, *property;
  const GVariantType *type;
  GType owner;
  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (widget), i, &owner, &found,
                                                   &type, &property);
       i++)
    if (g_str_equal (found, name))
      return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (app_test_has_action (child, name))
      return TRUE;
  return FALSE;
}
