#include "app-presenter.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-document-play.h"
#include "app-appearance.h"
#include "app-keys.h"
#include "app-presenter-notes.h"
#include "app-presenter-screen.h"
#include "app-settings.h"
#include "app-widget.h"

struct _AppPresenter
{
  GObject parent_instance;
  AppDocument *document;
  GSimpleActionGroup *actions;
  GtkWindow *screen;
  GtkWindow *notes;
  guint step; /* of the question that is shown */
  guint which;
  gboolean asked; /* a question is shown … */
  gboolean revealed;
  gboolean blank;
  gboolean away;
  gboolean moving; /* by its own keys */
  gboolean ended;
  guint32 home; /* where the lesson's run was left */
  gint64 since; /* of the monotonic clock */
};

G_DEFINE_FINAL_TYPE (AppPresenter, app_presenter, G_TYPE_OBJECT)

static guint changed_signal;
static guint ended_signal;

static void
tell (AppPresenter *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* --- questions --- */

const LessonQuestion *
app_presenter_get_question (AppPresenter *self, gboolean *revealed)
{
  if (revealed != NULL)
    *revealed = self->revealed;
  return self->asked ? app_document_get_question (self->document, self->step, self->which) : NULL;
}

static void
ask (AppPresenter *self, guint step, guint which)
{
  self->asked = app_document_get_question (self->document, step, which) != NULL;
  self->revealed = FALSE;
  self->step = step;
  self->which = which;
  tell (self);
}

static void
drop_question (AppPresenter *self)
{
  self->asked = FALSE;
  self->revealed = FALSE;
  tell (self);
}

static void
on_asking (AppPresenter *self)
{
  guint step, which;
  if (app_document_get_waiting (self->document, &step, &which))
    ask (self, step, which);
}

/* The question that is waited for, the next one of the step, or its first again. */
static void
activate_question (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPresenter *self = data;
  guint step = app_document_get_step (self->document);
  guint which = self->asked && self->step == step ? self->which + 1 : 0;
  if (!self->asked && app_document_get_waiting (self->document, &step, &which))
    ask (self, step, which);
  else if (app_document_get_question (self->document, step, which) != NULL)
    ask (self, step, which);
  else
    drop_question (self);
}

static void
activate_answer (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPresenter *self = data;
  if (!self->asked)
    {
      activate_question (action, parameter, self);
      return;
    }
  self->revealed = !self->revealed;
  tell (self);
}

/* --- moving --- */

static void
go (AppPresenter *self, gboolean forward, ViewMove by)
{
  self->moving = TRUE;
  if (forward)
    app_document_forward (self->document, by);
  else
    app_document_back (self->document, by);
  self->moving = FALSE;
}

/* Whether the key was for what stands before the run: a black screen, a question. */
static gboolean
clear_way (AppPresenter *self, gboolean forward)
{
  if (self->blank)
    {
      self->blank = FALSE;
      tell (self);
      return TRUE;
    }
  if (!self->asked)
    return FALSE;
  if (!forward)
    {
      drop_question (self);
      return TRUE;
    }
  if (!self->revealed)
    {
      self->revealed = TRUE;
      tell (self);
      return TRUE;
    }
  if (app_document_is_open_question (self->document, self->step, self->which))
    app_document_skip (self->document, self->step, self->which);
  drop_question (self);
  return FALSE;
}

static void
activate_next (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!clear_way (data, TRUE))
    go (data, TRUE, app_document_get_unit (((AppPresenter *) data)->document));
}

static void
activate_previous (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!clear_way (data, FALSE))
    go (data, FALSE, app_document_get_unit (((AppPresenter *) data)->document));
}

/* The names are those of "transport.unit". */
static void
activate_unit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const units[] = { "event", "line", "exchange", "act", "step" };
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i], g_variant_get_string (parameter, NULL)))
      app_document_set_unit (((AppPresenter *) data)->document, (ViewMove) i);
}

static void
activate_next_step (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!clear_way (data, TRUE))
    go (data, TRUE, VIEW_MOVE_STEP);
}

static void
activate_previous_step (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!clear_way (data, FALSE))
    go (data, FALSE, VIEW_MOVE_STEP);
}

static void
activate_return (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPresenter *self = data;
  guint32 home = self->home;
  if (!self->away)
    return;
  if (app_document_is_trying_any (self->document))
    app_document_stop_trying (self->document);
  self->away = FALSE;
  self->moving = TRUE;
  app_document_go (self->document, home);
  self->moving = FALSE;
  tell (self);
}

static void
on_moved (AppPresenter *self)
{
  guint32 event = app_document_get_position (self->document).event;
  gboolean trying = app_document_is_trying_any (self->document);
  gboolean was_away = self->away;
  if (!self->moving || trying)
    self->away = trying || event != self->home;
  else if (!self->away)
    self->home = event;
  /* Someone went on in another window. */
  if (self->asked && !trying && app_document_get_step (self->document) > self->step)
    self->asked = FALSE;
  if (was_away != self->away)
    tell (self);
}

/* Another lesson in the same window: there is nowhere to go back to. */
static void
on_opened (AppPresenter *self)
{
  self->away = FALSE;
  self->asked = FALSE;
  self->home = 0;
  tell (self);
}

/* --- the screen --- */

static void
activate_blank (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPresenter *self = data;
  self->blank = !self->blank;
  tell (self);
}

static void
change_view (GSimpleAction *action, GVariant *value, gpointer data)
{
  AppPresenter *self = data;
  app_settings_set_text (app_settings_get_default (), APP_SETTING_PRESENTER_VIEW,
                         g_variant_get_string (value, NULL));
  g_simple_action_set_state (action, g_variant_new_string (app_presenter_get_view (self)));
  tell (self);
}

static void
activate_other_view (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *next = app_presenter_screen_get_next_view (app_presenter_get_view (data));
  g_action_group_change_action_state (G_ACTION_GROUP (APP_PRESENTER (data)->actions), "view",
                                      g_variant_new_string (next));
}

static void
activate_larger (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_settings_step_number (app_settings_get_default (), APP_SETTING_PRESENTER_SIZE, 1);
  tell (data);
}

static void
activate_smaller (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_settings_step_number (app_settings_get_default (), APP_SETTING_PRESENTER_SIZE, -1);
  tell (data);
}

static void
activate_fullscreen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *screen = APP_PRESENTER (data)->screen;
  if (gtk_window_is_fullscreen (screen))
    gtk_window_unfullscreen (screen);
  else
    gtk_window_fullscreen (screen);
}

static void
activate_restart (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  APP_PRESENTER (data)->since = g_get_monotonic_time ();
  tell (data);
}

static void
activate_end (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_presenter_end (data);
}

/* --- windows --- */

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppPresenter *self)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  g_autoptr (AppPresenter) alive = g_object_ref (self);
  return app_keys_may_press (APP_KEY_PRESENTER, key, gtk_window_get_focus (GTK_WINDOW (window)))
         && app_keys_press (APP_KEY_PRESENTER, key, state, &window, 1);
}

static void
equip (AppPresenter *self, GtkWindow *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "present", G_ACTION_GROUP (self->actions));
  gtk_window_set_icon_name (window, POSTGLASS_APPLICATION_ID);
}

static gboolean
on_close_screen (AppPresenter *self)
{
  app_presenter_end (self);
  return TRUE;
}

static gboolean
on_close_notes (AppPresenter *self)
{
  gtk_window_destroy (g_steal_pointer (&self->notes));
  return TRUE;
}

static void
fill_screen (AppPresenter *self)
{
  gtk_window_set_title (self->screen, app_document_get_title (self->document));
  gtk_window_set_child (self->screen, GTK_WIDGET (app_presenter_screen_new (self)));
}

static void
fill_notes (AppPresenter *self)
{
  gtk_window_set_title (self->notes, _ ("Notes"));
  adw_window_set_content (ADW_WINDOW (self->notes), GTK_WIDGET (app_presenter_notes_new (self)));
}

static void
activate_notes (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppPresenter *self = data;
  if (self->notes != NULL)
    {
      on_close_notes (self);
      return;
    }
  self->notes = GTK_WINDOW (adw_window_new ());
  app_widget_keep_focus (self->notes);
  gtk_window_set_application (self->notes, gtk_window_get_application (self->screen));
  gtk_window_set_default_size (self->notes, 1000, 680);
  equip (self, self->notes);
  g_signal_connect_object (self->notes, "close-request", G_CALLBACK (on_close_notes), self,
                           G_CONNECT_SWAPPED);
  fill_notes (self);
  gtk_window_present (self->notes);
}

static void
on_language (AppPresenter *self)
{
  fill_screen (self);
  if (self->notes != NULL)
    fill_notes (self);
}

static const GActionEntry entries[] = {
  { .name = "next", .activate = activate_next },
  { .name = "previous", .activate = activate_previous },
  { .name = "unit", .parameter_type = "s", .activate = activate_unit },
  { .name = "next-step", .activate = activate_next_step },
  { .name = "previous-step", .activate = activate_previous_step },
  { .name = "question", .activate = activate_question },
  { .name = "answer", .activate = activate_answer },
  { .name = "return", .activate = activate_return },
  { .name = "blank", .activate = activate_blank },
  { .name = "view", .parameter_type = "s", .state = "''", .change_state = change_view },
  { .name = "other-view", .activate = activate_other_view },
  { .name = "larger", .activate = activate_larger },
  { .name = "smaller", .activate = activate_smaller },
  { .name = "fullscreen", .activate = activate_fullscreen },
  { .name = "notes", .activate = activate_notes },
  { .name = "restart", .activate = activate_restart },
  { .name = "end", .activate = activate_end },
};

/* The screen that @from is not on, if there is one. */
static GdkMonitor *
find_monitor (GtkWindow *from)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (from));
  GListModel *monitors = gdk_display_get_monitors (display);
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (from));
  GdkMonitor *here = surface != NULL ? gdk_display_get_monitor_at_surface (display, surface) : NULL;
  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      if (monitor != here)
        return monitor;
    }
  return NULL;
}

static void
open_screen (AppPresenter *self, GtkWindow *from)
{
  GdkMonitor *monitor = find_monitor (from);
  int width, height;
  self->screen = GTK_WINDOW (gtk_window_new ());
  app_widget_keep_focus (self->screen);
  gtk_window_set_application (self->screen, gtk_window_get_application (from));
  gtk_window_get_default_size (from, &width, &height);
  gtk_window_set_default_size (self->screen, width, height);
  equip (self, self->screen);
  g_signal_connect_object (self->screen, "close-request", G_CALLBACK (on_close_screen), self,
                           G_CONNECT_SWAPPED);
  fill_screen (self);
  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (self->screen, monitor);
  else
    gtk_window_fullscreen (self->screen);
  gtk_window_present (self->screen);
}

/* --- the object --- */

GActionMap *
app_presenter_get_actions (AppPresenter *self)
{
  return G_ACTION_MAP (self->actions);
}

AppDocument *
app_presenter_get_document (AppPresenter *self)
{
  return self->document;
}

GtkWindow *
app_presenter_get_screen (AppPresenter *self)
{
  return self->screen;
}

GtkWindow *
app_presenter_get_notes (AppPresenter *self)
{
  return self->notes;
}

gboolean
app_presenter_is_blank (AppPresenter *self)
{
  return self->blank;
}

gboolean
app_presenter_is_away (AppPresenter *self)
{
  return self->away;
}

const char *
app_presenter_get_view (AppPresenter *self)
{
  return app_settings_get_text (app_settings_get_default (), APP_SETTING_PRESENTER_VIEW);
}

gint64
app_presenter_get_elapsed (AppPresenter *self)
{
  return g_get_monotonic_time () - self->since;
}

void
app_presenter_end (AppPresenter *self)
{
  g_return_if_fail (APP_IS_PRESENTER (self));
  if (self->ended)
    return;
  self->ended = TRUE;
  app_appearance_set_presenting (FALSE);
  if (self->notes != NULL)
    gtk_window_destroy (g_steal_pointer (&self->notes));
  if (self->screen != NULL)
    gtk_window_destroy (g_steal_pointer (&self->screen));
  g_signal_emit (self, ended_signal, 0);
}

static void
app_presenter_dispose (GObject *object)
{
  AppPresenter *self = APP_PRESENTER (object);
  app_presenter_end (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_presenter_parent_class)->dispose (object);
}

static void
app_presenter_class_init (AppPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_presenter_dispose;
  changed_signal = g_signal_new ("changed", APP_TYPE_PRESENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  ended_signal = g_signal_new ("ended", APP_TYPE_PRESENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
app_presenter_init (AppPresenter *self)
{
  self->since = g_get_monotonic_time ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

AppPresenter *
app_presenter_new (AppDocument *document, GtkWindow *from)
{
  g_return_val_if_fail (app_document_is_open (document), NULL);
  AppPresenter *self = g_object_new (APP_TYPE_PRESENTER, NULL);
  self->document = g_object_ref (document);
  self->home = app_document_get_position (document).event;
  self->away = app_document_is_trying_any (document);
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "view")),
      g_variant_new_string (app_presenter_get_view (self)));
  g_signal_connect_object (document, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "asking", G_CALLBACK (on_asking), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "language", G_CALLBACK (on_language), self, G_CONNECT_SWAPPED);
  app_appearance_set_presenting (TRUE);
  open_screen (self, from);
  activate_notes (NULL, NULL, self);
  return self;
}
