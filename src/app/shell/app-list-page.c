#include "app-list-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-widget.h"
#include "lesson-library.h"

struct _AppListPage
{
  GtkWidget parent_instance;
  AppProgress *progress;
  char *language;
  GtkWidget *continued; /* where one left off; holds a group, or nothing */
  GtkWidget *units;
  GtkWidget *recordings;
  GtkWidget *nothing;
  GtkWidget *first; /* borrowed */
  gboolean outdated;
  AdwActionRow *connect_row;
};

G_DEFINE_FINAL_TYPE (AppListPage, app_list_page, GTK_TYPE_WIDGET)

static guint open_signal;
static guint open_recording_signal;

static void
on_activated (GtkWidget *row, AppListPage *self)
{
  g_signal_emit (self, open_signal, 0, (const char *) g_object_get_data (G_OBJECT (row), "folder"));
}

static void
on_recording (GtkWidget *row, AppListPage *self)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), "path"));
  g_signal_emit (self, open_recording_signal, 0, path);
}

/* --- words --- */

static void
add_words (GString *out, const char *words)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", words);
}

/* "step 8 of 11 · questions right at once: 2 of 3 · exercises done: 1 of 1"; caller frees. */
static char *
say_progress (const AppProgressLesson *progress)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *steps = g_strdup_printf (_ ("step %u of %u"), progress->step, progress->n_steps);
  g_autofree char *questions = g_strdup_printf (_ ("questions right at once: %u of %u"),
                                                progress->n_right, progress->n_questions);
  g_autofree char *exercises = g_strdup_printf (_ ("exercises done: %u of %u"), progress->n_solved,
                                                progress->n_exercises);
  if (!progress->begun)
    return g_strdup ("");
  add_words (out, progress->done ? _ ("seen to the end") : steps);
  if (progress->n_questions > 0)
    add_words (out, questions);
  if (progress->n_exercises > 0)
    add_words (out, exercises);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- rows --- */

/* A row that can be activated, with @subtitle unless it is "". */
static GtkWidget *
row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
name_widget (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
button_new (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  name_widget (button, name);
  return button;
}

static void
add_progress (GtkWidget *row, const Lesson *lesson, const AppProgressLesson *progress)
{
  if (!progress->begun)
    return;
  g_autofree char *folder = g_path_get_dirname (lesson->path);
  g_autofree char *again = g_strdup_printf (_ ("Start “%s” again"), lesson->title);
  GtkWidget *button = button_new ("postglass-again-symbolic", again);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.restart");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", folder);
  if (progress->done)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("postglass-right-symbolic");
      gtk_widget_set_tooltip_text (mark, _ ("seen to the end"));
      name_widget (mark, _ ("seen to the end"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }
  else
    {
      GtkWidget *bar = gtk_progress_bar_new ();
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar),
                                     (double) progress->furthest / MAX (progress->n_steps, 1));
      gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (bar, "lesson-progress");
      name_widget (bar, _ ("Steps seen"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
lesson_row_new (AppListPage *self, const Lesson *lesson)
{
  AppProgressLesson progress;
  app_progress_get (self->progress, lesson, &progress);
  g_autofree char *folder = g_path_get_dirname (lesson->path);
  g_autofree char *words = say_progress (&progress);
  g_autofree char *minutes = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", lesson->minutes), lesson->minutes);
  GtkWidget *row = row_new (lesson->title, words);
  GtkWidget *label = gtk_label_new (minutes);
  gtk_widget_add_css_class (label, "quiet");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  add_progress (row, lesson, &progress);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("postglass-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "folder", g_steal_pointer (&folder), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  g_autofree char *sentence = g_strdup_printf ("%s, %s%s%s", lesson->title, minutes,
                                               *words != '\0' ? ", " : "", words);
  name_widget (row, sentence);
  return row;
}

/* --- filling --- */

static void
empty (GtkWidget *box)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
show_continued (AppListPage *self, GPtrArray *lessons)
{
  g_autofree char *slug = app_progress_dup_last (self->progress);
  for (guint i = 0; slug != NULL && i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      AppProgressLesson progress;
      app_progress_get (self->progress, lesson, &progress);
      if (!g_str_equal (lesson->slug, slug) || progress.done || !progress.begun)
        continue;
      g_autofree char *title = g_strdup_printf (_ ("Go on with “%s”"), lesson->title);
      g_autofree char *folder = g_path_get_dirname (lesson->path);
      g_autofree char *words = NULL;
      GtkWidget *group = adw_preferences_group_new ();
      if (progress.step > 0)
        {
          g_autofree char *step = g_strdup_printf (_ ("step %u of %u"), progress.step,
                                                   progress.n_steps);
          words = g_strdup_printf ("%s · %s", step,
                                   lesson_get_step (lesson, progress.step)->heading);
        }
      GtkWidget *row = row_new (title, words != NULL ? words : "");
      gtk_widget_add_css_class (row, "continued");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("postglass-forward-symbolic"));
      g_object_set_data_full (G_OBJECT (row), "folder", g_steal_pointer (&folder), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      gtk_box_append (GTK_BOX (self->continued), group);
      self->first = row;
    }
}

static void
show_units (AppListPage *self, GPtrArray *lessons)
{
  GtkWidget *group = NULL;
  guint unit = 0;
  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      if (group == NULL || lesson->unit != unit)
        {
          g_autofree char *plain = g_strdup_printf (_ ("Unit %u"), lesson->unit);
          g_autofree char *title = g_strdup_printf ("%s · %s", plain, lesson->unit_title);
          g_autofree char *escaped = g_markup_escape_text (title, -1);
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
          gtk_box_append (GTK_BOX (self->units), group);
          unit = lesson->unit;
        }
      GtkWidget *row = lesson_row_new (self, lesson);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      if (self->first == NULL)
        self->first = row;
    }
  gtk_widget_set_visible (self->nothing, lessons->len == 0);
}

static void
on_forget (GtkWidget *button, AppListPage *self)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));
  app_progress_forget_recording (self->progress, path);
}

static GtkWidget *
recording_row_new (AppListPage *self, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *forget = g_strdup_printf (_ ("Take “%s” off this list; the file stays"), name);
  gboolean there = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  g_autofree char *missing = g_strdup_printf (_ ("no longer there: %s"), folder);
  GtkWidget *row = row_new (name, there ? folder : missing);
  GtkWidget *button = button_new ("postglass-remove-symbolic", forget);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_forget), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), there);
  g_signal_connect (row, "activated", G_CALLBACK (on_recording), self);
  return row;
}

static void
show_recordings (AppListPage *self)
{
  g_auto (GStrv) paths = app_progress_get_recordings (self->progress);
  if (paths[0] == NULL)
    return;
  GtkWidget *group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Recordings you opened"));
  for (guint i = 0; paths[i] != NULL; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), recording_row_new (self, paths[i]));
  gtk_box_append (GTK_BOX (self->recordings), group);
}

static void
show_all (AppListPage *self)
{
  g_autoptr (GPtrArray) lessons = lesson_list (self->language, NULL);
  self->outdated = FALSE;
  self->first = NULL;
  empty (self->continued);
  empty (self->units);
  empty (self->recordings);
  show_continued (self, lessons);
  show_units (self, lessons);
  show_recordings (self);
  gtk_widget_set_visible (self->continued, gtk_widget_get_first_child (self->continued) != NULL);
}

/* In the middle of a lesson it changes with each step, and nobody sees it. */
static gboolean
on_idle (gpointer data)
{
  AppListPage *self = data;
  if (self->outdated && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_all (self);
  return G_SOURCE_REMOVE;
}

static void
on_progress (AppListPage *self)
{
  gboolean was = self->outdated;
  self->outdated = TRUE;
  if (!was && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, g_object_ref (self), g_object_unref);
}

void
app_list_page_fill (AppListPage *self, const char *language, AppProgress *progress)
{
  g_return_if_fail (APP_IS_LIST_PAGE (self) && self->progress == NULL);
  self->progress = g_object_ref (progress);
  self->language = g_strdup (language);
  g_signal_connect_object (progress, "changed", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  show_all (self);
}

GtkWidget *
app_list_page_get_first (AppListPage *self)
{
  return self->first;
}

void
app_list_page_focus (AppListPage *self)
{
  if (self->outdated)
    show_all (self);
  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}

static void
app_list_page_dispose (GObject *object)
{
  AppListPage *self = APP_LIST_PAGE (object);
  self->first = NULL;
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_LIST_PAGE);
  g_clear_object (&self->progress);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (app_list_page_parent_class)->dispose (object);
}

static void
app_list_page_class_init (AppListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_list_page_dispose;
  open_signal = g_signal_new ("open", APP_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  open_recording_signal = g_signal_new ("open-recording", APP_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppListPage, continued);
  gtk_widget_class_bind_template_child (widget_class, AppListPage, connect_row);
  gtk_widget_class_bind_template_child (widget_class, AppListPage, units);
  gtk_widget_class_bind_template_child (widget_class, AppListPage, recordings);
  gtk_widget_class_bind_template_child (widget_class, AppListPage, nothing);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_list_page_init (AppListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
app_list_page_show_serving (AppListPage *self, gboolean serving)
{
  g_return_if_fail (APP_IS_LIST_PAGE (self));
  adw_action_row_set_subtitle (
      self->connect_row,
      serving ? _ ("The server is running: it goes on until you stop it there")
              : _ ("Your own mail program talks to the simulated server on this computer"));
}

const char *
app_list_page_get_serving (AppListPage *self)
{
  return adw_action_row_get_subtitle (self->connect_row);
}
