#include "app-summary.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-language.h"
#include "app-widget.h"
#include "lesson-exercise.h"
#include "lesson-library.h"
#include "lesson-question.h"

/* What a row leads to. */
typedef struct
{
  AppDocument *document;
  GtkWindow *window;
  guint step;
  guint which;
  gboolean is_question;
} Goal;

static void
goal_free (gpointer data, GClosure *closure)
{
  Goal *goal = data;
  g_object_unref (goal->document);
  g_free (goal);
}

static void
on_goal (GtkWidget *row, const Goal *goal)
{
  AppDocument *document = goal->document;
  guint step = goal->step;
  if (app_document_is_open (document) && app_document_get_lesson (document) != NULL
      && step <= app_document_get_n_steps (document))
    {
      app_document_stop_trying (document);
      if (goal->is_question && app_document_is_answered (document, step, goal->which))
        app_document_show_decider (document, step, goal->which);
      else
        app_document_go (document,
                         view_ladder_get_step_event (app_document_get_ladder (document), step - 1));
    }
  gtk_window_close (goal->window);
}

/* --- words --- */

static const char *
say_question (AppProgressMark mark)
{
  switch (mark)
    {
    case APP_PROGRESS_RIGHT:
      return _ ("right at once");
    case APP_PROGRESS_LATER:
      return _ ("right in the end: worth another look");
    case APP_PROGRESS_WRONG:
      return _ ("not right yet: look again");
    case APP_PROGRESS_SKIPPED:
      return _ ("skipped");
    case APP_PROGRESS_OPEN:
      break;
    }
  return _ ("not answered yet");
}

static const char *
say_exercise (AppProgressMark mark)
{
  if (mark == APP_PROGRESS_RIGHT)
    return _ ("done");
  return mark == APP_PROGRESS_LATER ? _ ("done with all the help: try it once alone")
                                    : _ ("not done yet");
}

static const char *
icon_for (AppProgressMark mark)
{
  if (mark == APP_PROGRESS_RIGHT)
    return "postglass-right-symbolic";
  return mark == APP_PROGRESS_OPEN ? "postglass-next-symbolic" : "postglass-again-symbolic";
}

/* --- the window --- */

typedef struct
{
  AppDocument *document;
  const Lesson *lesson;
  AppProgress *progress;
  GtkWindow *window;
  GtkWidget *page;
} Making;

static GtkWidget *
add_group (const Making *making, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (making->page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_goal (const Making *making, GtkWidget *group, const char *title, const char *state,
          const char *icon, Goal goal)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", title, state);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  goal.document = g_object_ref (making->document);
  goal.window = making->window;
  g_signal_connect_data (row, "activated", G_CALLBACK (on_goal), g_memdup2 (&goal, sizeof goal),
                         goal_free, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* What did not go well is to be looked at again. */
static gboolean
is_for_review (AppProgressMark mark)
{
  return mark > APP_PROGRESS_RIGHT;
}

/* The questions that are for review, or the others, under @title; nothing when there are none. */
static void
add_questions (const Making *making, const char *title, gboolean review)
{
  GtkWidget *group = NULL;
  for (guint step = 1; step <= lesson_get_n_steps (making->lesson); step++)
    for (guint k = 0; lesson_get_question (making->lesson, step, k) != NULL; k++)
      {
        const LessonQuestion *question = lesson_get_question (making->lesson, step, k);
        AppProgressMark mark = app_progress_get_question (making->progress, making->lesson, step,
                                                          k);
        if (is_for_review (mark) != review)
          continue;
        g_autofree char *text = lesson_inlines_to_text (question->question->inlines);
        if (group == NULL)
          group = add_group (making, title);
        add_goal (making, group, text, say_question (mark), icon_for (mark),
                  (Goal){ .step = step, .which = k, .is_question = TRUE });
      }
}

static void
add_exercises (const Making *making, guint n)
{
  GtkWidget *group = n > 0 ? add_group (making, _ ("Exercises")) : NULL;
  for (guint step = 1; step <= lesson_get_n_steps (making->lesson); step++)
    for (guint k = 0; lesson_get_exercise (making->lesson, step, k) != NULL; k++)
      {
        const LessonExercise *exercise = lesson_get_exercise (making->lesson, step, k);
        AppProgressMark mark = app_progress_get_exercise (making->progress, making->lesson, step,
                                                          k);
        g_autofree char *title = lesson_inlines_to_text (exercise->task->inlines);
        add_goal (making, group, title, say_exercise (mark), icon_for (mark),
                  (Goal){ .step = step, .which = k });
      }
}

/* The headings, which are sentences about what happens. */
static void
add_steps (const Making *making, const AppProgressLesson *progress)
{
  GtkWidget *group = add_group (making, _ ("Steps"));
  GtkWidget *all = adw_expander_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("Seen: %u of %u"),
                                            progress->done ? progress->n_steps : progress->furthest,
                                            progress->n_steps);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (all), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (all), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (guint step = 1; step <= progress->n_steps; step++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *heading = g_strdup_printf ("%u  %s", step,
                                                  lesson_get_step (making->lesson, step)->heading);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), heading);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (all), row);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), all);
}

/* Works in the window below, and takes this one away. */
static void
add_action (const Making *making, GtkWidget *group, const char *title, const char *icon,
            const char *action, const char *target)
{
  GtkWidget *row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  g_signal_connect_object (row, "activated", G_CALLBACK (gtk_window_close), making->window,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_ways_on (const Making *making)
{
  GtkWidget *group = add_group (making, _ ("Go on"));
  g_autoptr (GPtrArray) lessons = lesson_list (app_language_get_content (), NULL);
  g_autofree char *folder = g_path_get_dirname (making->lesson->path);
  for (guint i = 0; i + 1 < lessons->len; i++)
    if (g_str_equal (((const Lesson *) g_ptr_array_index (lessons, i))->slug, making->lesson->slug))
      {
        const Lesson *next = g_ptr_array_index (lessons, i + 1);
        g_autofree char *title = g_strdup_printf (_ ("Next lesson: %s"), next->title);
        g_autofree char *next_folder = g_path_get_dirname (next->path);
        add_action (making, group, title, "postglass-forward-symbolic", "win.open-lesson",
                    next_folder);
      }
  add_action (making, group, _ ("Start this lesson again"), "postglass-again-symbolic",
              "win.restart", folder);
}

GtkWindow *
app_summary_show (GtkWindow *parent, AppDocument *document, AppProgress *progress)
{
  g_return_val_if_fail (app_document_get_lesson (document) != NULL, NULL);
  AppProgressLesson numbers;
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  Making making = { document, app_document_get_lesson (document), progress, GTK_WINDOW (window),
                    adw_preferences_page_new () };
  app_progress_get (progress, making.lesson, &numbers);
  adw_header_bar_set_title_widget (
      ADW_HEADER_BAR (bar), adw_window_title_new (_ ("What came of it"), making.lesson->title));
  add_questions (&making, _ ("Worth another look"), TRUE);
  add_questions (&making, _ ("Questions"), FALSE);
  add_exercises (&making, numbers.n_exercises);
  add_steps (&making, &numbers);
  add_ways_on (&making);
  gtk_widget_set_vexpand (making.page, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), making.page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("What came of it"));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 600);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (parent));
  app_widget_close_on_escape (window);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
