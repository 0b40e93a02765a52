#include "app-pictures.h"
#include "app-pictures-private.h"

#include <gio/gio.h>

#include "app-language.h"
#include "app-window.h"

/* --- one picture --- */

static void
add_popovers (GtkWidget *widget, GtkWidget *window, GtkSnapshot *snapshot)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;
      if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child)
          && gtk_widget_compute_bounds (child, child, &bounds))
        {
          GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (child));
          double x, y, window_x, window_y;
          gtk_native_get_surface_transform (GTK_NATIVE (child), &x, &y);
          gtk_native_get_surface_transform (GTK_NATIVE (window), &window_x, &window_y);
          x += gdk_popup_get_position_x (GDK_POPUP (surface)) - window_x;
          y += gdk_popup_get_position_y (GDK_POPUP (surface)) - window_y;
          g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (child);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x + bounds.origin.x,
                                                                  (float) y + bounds.origin.y));
          gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), (double) bounds.size.width,
                                  (double) bounds.size.height);
          gtk_snapshot_restore (snapshot);
        }
      add_popovers (child, window, snapshot);
    }
}

static GdkTexture *
render (GtkWindow *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  GdkTexture *texture = NULL;
  if (width == 0 || height == 0)
    return NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  add_popovers (GTK_WIDGET (window), GTK_WIDGET (window), snapshot);
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  /* The same pixels, whatever draws the screen. */
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  if (gsk_renderer_realize (renderer, gtk_native_get_surface (GTK_NATIVE (window)), NULL))
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
      texture = gsk_renderer_render_texture (renderer, node, &bounds);
      gsk_renderer_unrealize (renderer);
    }
  gsk_render_node_unref (node);
  return texture;
}

gboolean
app_picture_save (GtkWindow *window, const char *path, GError **error)
{
  g_autoptr (GdkTexture) texture = render (window);
  if (texture != NULL && gdk_texture_save_to_png (texture, path))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "%s: the picture could not be written; name a folder that is there and writable",
               path);
  return FALSE;
}

/* --- all of them --- */

static void
count_frame (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

void
app_picture_settle (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  int frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);
  while (frames < 6)
    {
      gtk_widget_queue_draw (window);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

gboolean
app_shoot_window (const AppShooting *shooting, GtkWindow *window, const char *name, GError **error)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, shooting->suffix);
  g_autofree char *path = g_build_filename (shooting->folder, file, NULL);
  app_picture_settle (GTK_WIDGET (window));
  return app_picture_save (window, path, error);
}

gboolean
app_shoot (const AppShooting *shooting, const char *name, GError **error)
{
  return app_shoot_window (shooting, GTK_WINDOW (shooting->window), name, error);
}

/* One line on, but not into the step that begins with event @next (0: there is none). */
static void
forward_within (AppDocument *document, guint32 next)
{
  guint32 to = view_ladder_forward (app_document_get_ladder (document), VIEW_MOVE_LINE,
                                    app_document_get_position (document).event);
  app_document_go (document, next == 0 ? to : MIN (to, next - 1));
}

/* The first prediction, unanswered and with all its answers; the first exercise, begun and solved. */
static gboolean
shoot_study (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  guint step, which;
  gboolean done = TRUE;
  if (app_document_get_waiting (document, &step, &which))
    {
      app_document_go_last (document);
      done = app_shoot (shooting, "question-open", error);
      app_document_answer (document, step, which, 0);
      app_document_answer (document, step, which, 1);
      done = done && app_shoot (shooting, "question-answered", error);
    }
  app_document_set_asks (document, FALSE);
  for (step = 1; done && step <= app_document_get_n_steps (document); step++)
    if (app_document_get_exercise (document, step, 0) != NULL)
      {
        AppText *text = app_lesson_page_get_text (
            app_shell_get_lesson_page (app_window_get_shell (shooting->window)));
        done = app_document_try (document, step, 0, error);
        app_picture_settle (GTK_WIDGET (shooting->window));
        gtk_widget_grab_focus (
            GTK_WIDGET (app_exercise_get_entry (app_text_get_exercise (text, step, 0))));
        done = done && app_shoot (shooting, "exercise-begun", error)
               && app_document_solve (document, error)
               && app_shoot (shooting, "exercise-solved", error);
        app_document_stop_trying (document);
        return done;
      }
  return done;
}

static void
on_connected (GObject *client, GAsyncResult *result, gpointer data)
{
  GSocketConnection **connection = data;
  *connection = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (client), result, NULL);
}

/* The page for real mail programs, with one that says something. */
static gboolean
shoot_connect (const AppShooting *shooting, GError **error)
{
  static const char lines[] = "a1 LOGIN lin noodles\r\na2 SELECT INBOX\r\n"
                              "a3 FETCH 1 (UID FLAGS RFC822.SIZE)\r\n";
  AppLive *live = app_window_get_live (shooting->window);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  app_shell_show (app_window_get_shell (shooting->window), "connect");
  gboolean done = app_shoot (shooting, "connect-begin", error) && app_live_start (live, error);
  if (!done)
    return FALSE;
  g_socket_client_connect_to_host_async (client, "127.0.0.1",
                                         (guint16) app_live_get_port (live, "imap"), NULL,
                                         on_connected, &connection);
  while (connection == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)), lines,
                         sizeof lines - 1, NULL, NULL);
  for (guint i = 0; i < 20; i++)
    app_picture_settle (GTK_WIDGET (shooting->window));
  app_live_take (live);
  done = app_shoot (shooting, "connect-traffic", error);
  app_live_set_hold (live, TRUE);
  g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)), "a4 NOOP\r\n", 9,
                         NULL, NULL);
  for (guint i = 0; i < 20; i++)
    app_picture_settle (GTK_WIDGET (shooting->window));
  done = done && app_shoot (shooting, "connect-held", error);
  app_live_stop (live);
  return done;
}

/* The beginning, the first line, every second step, and the end. */
static gboolean
shoot_lesson (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  ViewLadder *ladder = app_document_get_ladder (document);
  guint n = view_ladder_get_n_steps (ladder);
  if (!app_shoot (shooting, "lesson-begin", error))
    return FALSE;
  app_document_forward (document, VIEW_MOVE_LINE);
  if (!app_shoot (shooting, "lesson-first", error))
    return FALSE;
  for (guint i = 1; i < n; i += 2)
    {
      g_autofree char *name = g_strdup_printf ("lesson-step%u", i + 1);
      app_document_go (document, view_ladder_get_step_event (ladder, i));
      for (guint line = 0; line < 3; line++)
        forward_within (document, i + 1 < n ? view_ladder_get_step_event (ladder, i + 1) : 0);
      if (!app_shoot (shooting, name, error))
        return FALSE;
    }
  app_document_go_last (document);
  return app_shoot (shooting, "lesson-end", error);
}

/* Everything there is to be seen, or with @brief the pages at which most stands. */
static gboolean
shoot_window (AdwApplication *application, AppShooting *shooting, int width, int height,
              const char *lesson, gboolean brief, GError **error)
{
  shooting->window = app_window_new (application);
  GtkWindow *window = GTK_WINDOW (shooting->window);
  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  gboolean done = app_shoot (shooting, "list", error);
  app_shell_show_menu (app_window_get_shell (shooting->window), TRUE);
  done = done && (brief || app_shoot (shooting, "menu", error));
  app_shell_show_menu (app_window_get_shell (shooting->window), FALSE);
  if (done && !app_window_open_lesson (shooting->window, lesson))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "the lesson \"%s\" cannot be opened; postglass-cli check says why", lesson);
      done = FALSE;
    }
  done = done && shoot_study (shooting, error);
  if (done)
    app_document_go_first (app_window_get_document (shooting->window));
  done = done && (brief || shoot_lesson (shooting, error));
  done = done && (brief || app_pictures_board (shooting, error));
  done = done && (brief || app_pictures_detail (shooting, error));
  done = done && app_pictures_lines (shooting, error);
  done = done && app_pictures_map (shooting, error);
  done = done && app_pictures_shell (shooting, error);
  done = done && app_pictures_study (shooting, error);
  done = done && app_pictures_console (shooting, error);
  done = done && (brief || shoot_connect (shooting, error));
  gtk_window_destroy (window);
  return done;
}

/* Without a compositor GTK draws a frame of its own round the window. */
static void
remove_frame (void)
{
  GtkCssProvider *provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/postglass/Postglass/pictures.css");
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_USER);
  g_object_unref (provider);
}

gboolean
app_pictures_make (AdwApplication *application, const char *folder, const char *lesson,
                   GError **error)
{
  static const int sizes[][2] = { { 1280, 720 }, { 1366, 768 }, { 1920, 1080 }, { 3840, 2160 } };
  static const char *const languages[] = { "en", "zh_CN" };
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean contrast = adw_style_manager_get_high_contrast (style);
  remove_frame ();
  for (guint i = 0; i < 4 * G_N_ELEMENTS (sizes); i++)
    {
      const int *size = sizes[i / 4];
      gboolean dark = i / 2 % 2 == 1;
      const char *language = languages[i % 2];
      g_autofree char *suffix = g_strdup_printf ("%s-%s%s-%dx%d", language, dark ? "dark" : "light",
                                                 contrast ? "-contrast" : "", size[0], size[1]);
      AppShooting shooting = { NULL, folder, suffix };
      app_language_set (language);
      app_progress_clear_all (app_progress_get_default ());
      adw_style_manager_set_color_scheme (style, dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                      : ADW_COLOR_SCHEME_FORCE_LIGHT);
      if (!shoot_window (application, &shooting, size[0], size[1], lesson, i >= 4 || contrast,
                         error))
        return FALSE;
    }
  return TRUE;
}
