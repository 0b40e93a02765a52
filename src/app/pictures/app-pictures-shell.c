#include "app-pictures-private.h"

#include "app-about.h"
#include "app-preferences.h"
#include "app-shortcuts.h"

static gboolean
shoot_arrangements (const AppShooting *shooting, GError **error)
{
  static const char *const names[] = { "line", "hands-on", "lesson" };
  gboolean done = TRUE;
  for (guint i = 0; done && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("arrangement-%s", names[i]);
      gtk_widget_activate_action (GTK_WIDGET (shooting->window), "win.arrangement", "s", names[i]);
      done = app_shoot (shooting, name, error);
    }
  return done;
}

static gboolean
shoot_dialog (const AppShooting *shooting, GtkWindow *dialog, const char *name, GError **error)
{
  gboolean done = app_shoot_window (shooting, dialog, name, error);
  gtk_window_destroy (dialog);
  return done;
}

/* Each pair of panes, then the first question and its answer. */
static gboolean
shoot_presenter (const AppShooting *shooting, GError **error)
{
  gtk_widget_activate_action (GTK_WIDGET (shooting->window), "win.present", NULL);
  AppPresenter *presenter = app_window_get_presenter (shooting->window);
  GtkWindow *screen = app_presenter_get_screen (presenter);
  gboolean done = app_shoot_window (shooting, app_presenter_get_notes (presenter), "present-notes",
                                    error);
  guint views = 0;
  for (; done && views < 3; views++)
    {
      g_autofree char *name = g_strdup_printf ("present-%s", app_presenter_get_view (presenter));
      done = app_shoot_window (shooting, screen, name, error);
      gtk_widget_activate_action (GTK_WIDGET (screen), "present.other-view", NULL);
    }
  gtk_widget_activate_action (GTK_WIDGET (screen), "present.view", "s", "ladder+board");
  AppDocument *document = app_presenter_get_document (presenter);
  while (app_document_get_question (document, app_document_get_step (document), 0) == NULL
         && app_document_get_step (document) < app_document_get_n_steps (document))
    app_document_forward (document, VIEW_MOVE_STEP);
  gtk_widget_activate_action (GTK_WIDGET (screen), "present.question", NULL);
  done = done && app_shoot_window (shooting, screen, "present-question", error);
  gtk_widget_activate_action (GTK_WIDGET (screen), "present.answer", NULL);
  done = done && app_shoot_window (shooting, screen, "present-answer", error);
  app_presenter_end (presenter);
  return done;
}

gboolean
app_pictures_shell (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  guint32 event = app_document_get_position (document).event;
  GtkWindow *parent = GTK_WINDOW (shooting->window);
  app_document_go (document, view_ladder_get_last (app_document_get_ladder (document)) / 3);
  gboolean done = shoot_arrangements (shooting, error)
                  && shoot_dialog (shooting, app_preferences_show (parent), "preferences", error)
                  && shoot_dialog (shooting, app_shortcuts_show (parent), "keys", error)
                  && shoot_dialog (shooting, app_about_show (parent), "about", error)
                  && shoot_presenter (shooting, error);
  app_document_go (document, event);
  return done;
}
