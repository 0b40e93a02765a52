#include "app-shell.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-keys.h"
#include "app-widget.h"

struct _AppShell
{
  GtkWidget parent_instance;
  AppDocument *document;
  AdwWindowTitle *title;       /* of what is open */
  AdwWindowTitle *plain_title; /* where nothing is */
  GtkWidget *arrangements;
  GtkWidget *present;
  GtkWidget *back;
  GtkMenuButton *menu;
  GtkStack *stack;
  AdwToastOverlay *toasts;
  AdwToast *offer; /* weak: what is offered at the moment that is shown */
  AdwStatusPage *problem;
  AppListPage *list_page;
  AppLessonPage *lesson_page;
  AppLessonPage *connect_page;
  AppConnect *connect;
  AppLive *live;
};

G_DEFINE_FINAL_TYPE (AppShell, app_shell, GTK_TYPE_WIDGET)

static guint open_lesson;
static guint save_live;
static guint open_recording;
static guint arranged;

static void
withdraw_offer (AppShell *self)
{
  if (self->offer != NULL)
    adw_toast_dismiss (self->offer);
}

/* What is offered at the end is for who stands there. */
static void
on_moved (AppShell *self)
{
  if (app_document_is_trying_any (self->document)
      || app_document_get_position (self->document).event
             != view_ladder_get_last (app_document_get_ladder (self->document)))
    withdraw_offer (self);
}

static void
show_title (AppShell *self)
{
  g_autoptr (GString) subtitle = g_string_new (NULL);
  gboolean inside = g_str_equal (app_shell_get_shown (self), "lesson")
                    && app_document_is_open (self->document);
  gboolean connect = g_str_equal (app_shell_get_shown (self), "connect");
  gtk_widget_set_visible (self->back, !g_str_equal (app_shell_get_shown (self), "list"));
  gtk_widget_set_visible (GTK_WIDGET (self->title), inside);
  gtk_widget_set_visible (GTK_WIDGET (self->plain_title), !inside && !connect);
  gtk_widget_set_visible (self->arrangements, inside || connect);
  gtk_widget_set_visible (self->present, inside || connect);
  if (!inside)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->title), connect);
      adw_window_title_set_title (self->title, _ ("Connect a Real Mail Client"));
      adw_window_title_set_subtitle (self->title, "");
      return;
    }
  const Lesson *lesson = app_document_get_lesson (self->document);
  guint n = lesson != NULL ? lesson_get_n_steps (lesson)
                           : app_document_get_n_steps (self->document);
  if (lesson != NULL)
    g_string_append_printf (subtitle, _ ("Unit %u"), lesson->unit);
  if (app_document_get_step (self->document) > 0)
    {
      g_string_append (subtitle, subtitle->len > 0 ? " · " : "");
      g_string_append_printf (subtitle, _ ("step %u of %u"), app_document_get_step (self->document),
                              n);
    }
  if (app_document_is_trying_any (self->document))
    g_string_append_printf (subtitle, " · %s", _ ("exercise"));
  adw_window_title_set_title (self->title, app_document_get_title (self->document));
  adw_window_title_set_subtitle (self->title, subtitle->str);
}

const char *
app_shell_get_shown (AppShell *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);
  return name != NULL ? name : "";
}

static AppLessonPage *
page_of (AppShell *self)
{
  return g_str_equal (app_shell_get_shown (self), "connect") ? self->connect_page
                                                             : self->lesson_page;
}

/* The page with a document that is in view, if one is. */
static AppLessonPage *
shown_page (AppShell *self)
{
  const char *shown = app_shell_get_shown (self);
  return g_str_equal (shown, "lesson") || g_str_equal (shown, "connect") ? page_of (self) : NULL;
}

const char *
app_shell_get_arrangement (AppShell *self)
{
  return app_lesson_page_get_arrangement (page_of (self));
}

void
app_shell_set_arrangement (AppShell *self, const char *name)
{
  g_return_if_fail (APP_IS_SHELL (self));
  app_lesson_page_set_arrangement (page_of (self), name);
}

void
app_shell_toggle_explanation (AppShell *self)
{
  g_return_if_fail (APP_IS_SHELL (self));
  gtk_widget_activate_action (GTK_WIDGET (page_of (self)), "lesson.explanation", NULL);
}

static void
on_arranged (AppShell *self)
{
  g_signal_emit (self, arranged, 0);
}

void
app_shell_show (AppShell *self, const char *page)
{
  g_return_if_fail (APP_IS_SHELL (self));
  gtk_stack_set_visible_child_name (self->stack, page);
  withdraw_offer (self);
  show_title (self);
  on_arranged (self);
  if (g_str_equal (page, "list"))
    {
      app_list_page_show_serving (self->list_page, app_live_is_running (self->live));
      app_list_page_focus (self->list_page);
    }
  else if (g_str_equal (page, "lesson"))
    app_lesson_page_focus (self->lesson_page);
  else if (g_str_equal (page, "connect"))
    app_connect_focus (self->connect);
}

void
app_shell_show_problem (AppShell *self, const char *title, const char *what, const char *advice)
{
  g_return_if_fail (APP_IS_SHELL (self));
  g_autofree char *text = g_strdup_printf ("%s\n\n%s", what, advice);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  adw_status_page_set_title (self->problem, escaped_title);
  adw_status_page_set_description (self->problem, escaped);
  app_shell_show (self, "problem");
}

void
app_shell_show_menu (AppShell *self, gboolean open)
{
  g_return_if_fail (APP_IS_SHELL (self));
  if (open)
    gtk_menu_button_popup (self->menu);
  else
    gtk_menu_button_popdown (self->menu);
}

void
app_shell_say (AppShell *self, const char *message)
{
  g_return_if_fail (APP_IS_SHELL (self));
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

void
app_shell_offer (AppShell *self, const char *message, const char *label, const char *action)
{
  g_return_if_fail (APP_IS_SHELL (self));
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  /* Whoever reads the last step reads it first. */
  adw_toast_set_timeout (toast, 20);
  withdraw_offer (self);
  g_set_weak_pointer (&self->offer, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

AppListPage *
app_shell_get_list_page (AppShell *self)
{
  return self->list_page;
}

AppLessonPage *
app_shell_get_lesson_page (AppShell *self)
{
  return self->lesson_page;
}

AppConnect *
app_shell_get_connect (AppShell *self)
{
  return self->connect;
}

static void
on_save (AppShell *self)
{
  g_signal_emit (self, save_live, 0);
}

/* Back to the lesson that is still open, from a message; else to the list. */
static void
on_back (AppShell *self)
{
  gboolean stays = g_str_equal (app_shell_get_shown (self), "problem")
                   && app_document_is_open (self->document);
  app_shell_show (self, stays ? "lesson" : "list");
}

static void
on_open (AppShell *self, const char *folder)
{
  g_signal_emit (self, open_lesson, 0, folder);
}

static void
on_open_recording (AppShell *self, const char *path)
{
  g_signal_emit (self, open_recording, 0, path);
}

static void
on_action_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  on_back (APP_SHELL (widget));
}

/* One thing at a time: what is chosen or open in a pane goes first, then the page. */
static void
on_action_escape (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppShell *self = APP_SHELL (widget);
  AppLessonPage *page = shown_page (self);
  if (page == NULL || !app_document_escape (app_lesson_page_get_document (page)))
    on_back (self);
}

/* A click on the bar on top leaves the focus there; the keys of the page are the same as before. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppShell *self)
{
  AppLessonPage *page = shown_page (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (page == NULL || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (page))))
    return GDK_EVENT_PROPAGATE;
  return app_lesson_page_press (page, key, state) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
app_shell_dispose (GObject *object)
{
  g_clear_weak_pointer (&APP_SHELL (object)->offer);
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_SHELL);
  g_clear_object (&APP_SHELL (object)->document);
  g_clear_object (&APP_SHELL (object)->live);
  G_OBJECT_CLASS (app_shell_parent_class)->dispose (object);
}

static void
app_shell_class_init (AppShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_shell_dispose;
  open_lesson = g_signal_new ("open-lesson", APP_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  open_recording = g_signal_new ("open-recording", APP_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  save_live = g_signal_new ("save-live", APP_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                            G_TYPE_NONE, 0);
  arranged = g_signal_new ("arranged", APP_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                           G_TYPE_NONE, 0);
  g_type_ensure (APP_TYPE_LIST_PAGE);
  g_type_ensure (APP_TYPE_LESSON_PAGE);
  gtk_widget_class_install_action (widget_class, "shell.back", NULL, on_action_back);
  gtk_widget_class_install_action (widget_class, "shell.escape", NULL, on_action_escape);
  app_keys_bind (widget_class, APP_KEY_SHELL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, AppShell, title);
  gtk_widget_class_bind_template_child (widget_class, AppShell, back);
  gtk_widget_class_bind_template_child (widget_class, AppShell, plain_title);
  gtk_widget_class_bind_template_child (widget_class, AppShell, arrangements);
  gtk_widget_class_bind_template_child (widget_class, AppShell, present);
  gtk_widget_class_bind_template_child (widget_class, AppShell, menu);
  gtk_widget_class_bind_template_child (widget_class, AppShell, stack);
  gtk_widget_class_bind_template_child (widget_class, AppShell, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppShell, problem);
  gtk_widget_class_bind_template_child (widget_class, AppShell, list_page);
  gtk_widget_class_bind_template_child (widget_class, AppShell, lesson_page);
  gtk_widget_class_bind_template_child (widget_class, AppShell, connect_page);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_open_recording);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_shell_init (AppShell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  app_widget_tell_cut (GTK_WIDGET (self));
  app_widget_mark_language (GTK_WIDGET (self));
}

AppShell *
app_shell_new (AppDocument *document, AppLive *live)
{
  AppShell *self = g_object_new (APP_TYPE_SHELL, NULL);
  self->document = g_object_ref (document);
  self->live = g_object_ref (live);
  app_list_page_fill (self->list_page, app_document_get_language (document),
                      app_progress_get_default ());
  app_lesson_page_set_document (self->lesson_page, document);
  self->connect = app_connect_new (live);
  g_signal_connect_object (self->connect, "save", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
  app_lesson_page_set_side (self->connect_page, GTK_WIDGET (self->connect),
                            _ ("What a mail program and the server say will stand here"));
  app_lesson_page_set_document (self->connect_page, app_live_get_document (live));
  g_signal_connect_object (self->lesson_page, "notify::arrangement", G_CALLBACK (on_arranged), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connect_page, "notify::arrangement", G_CALLBACK (on_arranged),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  app_widget_name_below (GTK_WIDGET (self));
  show_title (self);
  return self;
}
