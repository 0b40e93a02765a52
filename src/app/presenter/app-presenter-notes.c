#include "app-presenter-notes.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-keys.h"
#include "app-text-blocks.h"
#include "app-text.h"
#include "app-widget.h"

struct _AppPresenterNotes
{
  GtkWidget parent_instance;
  AppPresenter *presenter; /* borrowed: it owns the window */
  AppDocument *document;
  GtkPaned *paned;
  AppText *text;
  GtkLabel *clock;
  GtkLabel *elapsed;
  GtkLabel *where;
  GtkLabel *next_line;
  GtkLabel *next_step;
  GtkWidget *answers_heading;
  GtkBox *answers;
  GtkFlowBox *buttons;
  guint tick;
};

G_DEFINE_FINAL_TYPE (AppPresenterNotes, app_presenter_notes, GTK_TYPE_WIDGET)

/* --- the clock --- */

static gboolean
show_clock (gpointer data)
{
  AppPresenterNotes *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (now, "%H:%M");
  gint64 seconds = app_presenter_get_elapsed (self->presenter) / G_USEC_PER_SEC;
  g_autofree char *elapsed = g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", seconds / 60,
                                              (int) (seconds % 60));
  gtk_label_set_label (self->clock, clock);
  gtk_label_set_label (self->elapsed, elapsed);
  return G_SOURCE_CONTINUE;
}

/* --- what comes --- */

static char *
describe_next_line (AppPresenterNotes *self)
{
  ViewLadder *ladder = app_document_get_ladder (self->document);
  g_autoptr (ViewRow)
      row = view_ladder_get_row (ladder, app_document_get_position (self->document).shown);
  if (row == NULL)
    return g_strdup (_ ("Nothing: this is the end"));
  g_autofree char *label = app_document_say (self->document, &row->label);
  return row->kind == VIEW_ROW_LINE ? g_steal_pointer (&label)
                                    : app_document_say (self->document, &row->node.sentence);
}

static void
on_moved (AppPresenterNotes *self)
{
  if (!app_document_is_open (self->document))
    return;
  guint step = app_document_get_step (self->document);
  ViewPosition position = app_document_get_position (self->document);
  g_autoptr (GString) where = g_string_new (NULL);
  if (step > 0)
    {
      g_string_append_printf (where, _ ("step %u of %u"), step,
                              app_document_get_n_steps (self->document));
      g_string_append (where, " · ");
    }
  g_string_append_printf (where, _ ("line %u of %u"), position.shown,
                          view_ladder_count (app_document_get_ladder (self->document)));
  g_autofree char *line = describe_next_line (self);
  g_autofree char *heading = app_document_dup_heading (self->document, step + 1);
  gtk_label_set_label (self->where, where->str);
  gtk_label_set_label (self->next_line, line);
  gtk_label_set_label (self->next_step, heading[0] != '\0' ? heading : _ ("This is the last step"));
}

/* --- answers --- */

static void
add_paragraph (AppPresenterNotes *self, GtkWidget *widget, const char *css)
{
  gtk_widget_add_css_class (widget, css);
  gtk_box_append (self->answers, widget);
}

static void
add_question (AppPresenterNotes *self, const LessonQuestion *question)
{
  add_paragraph (self, app_text_inlines_new (question->question->inlines), "quiet");
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      g_autofree char *text = lesson_inlines_to_text (answer->text);
      g_autofree char *numbered = g_strdup_printf ("%u  %s", i + 1, text);
      g_autofree char *escaped = g_markup_escape_text (numbered, -1);
      if (answer->right)
        {
          add_paragraph (self, app_text_label_new (escaped), "solution");
          add_paragraph (self, app_text_blocks_new (answer->feedback), "reply");
        }
    }
}

static void
add_exercise (AppPresenterNotes *self, const LessonExercise *exercise)
{
  add_paragraph (self, app_text_inlines_new (exercise->task->inlines), "quiet");
  for (guint i = 0; i < exercise->acts->len; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (g_ptr_array_index (exercise->acts, i), -1);
      add_paragraph (self, app_text_label_new (escaped), "code");
    }
}

/* Those of the step, and those of the next one that are asked before it is seen. */
static void
show_answers (AppPresenterNotes *self)
{
  const LessonQuestion *question;
  const LessonExercise *exercise;
  GtkWidget *child;
  guint step = app_document_is_open (self->document) ? app_document_get_step (self->document) : 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->answers))) != NULL)
    gtk_box_remove (self->answers, child);
  for (guint i = 0; (question = app_document_get_question (self->document, step, i)) != NULL; i++)
    add_question (self, question);
  for (guint i = 0; (exercise = app_document_get_exercise (self->document, step, i)) != NULL; i++)
    add_exercise (self, exercise);
  gtk_widget_set_visible (self->answers_heading,
                          gtk_widget_get_first_child (GTK_WIDGET (self->answers)) != NULL);
}

static void
on_moved_or_changed (AppPresenterNotes *self)
{
  on_moved (self);
  show_answers (self);
}

/* --- all of it --- */

static const struct
{
  const char *action;
  const char *label;
} buttons[] = {
  { "present.previous", N_ ("Line back") },
  { "present.next", N_ ("Line forward") },
  { "present.answer", N_ ("Question, answer") },
  { "present.other-view", N_ ("Other panes") },
  { "present.blank", N_ ("Black screen") },
  { "present.return", N_ ("Back to the run") },
  { "present.end", N_ ("End") },
};

static void
add_buttons (AppPresenterNotes *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (buttons[i].label));
      g_autofree char *hint = app_keys_dup_hint (_ (buttons[i].label), buttons[i].action);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_widget_set_tooltip_text (button, hint);
      gtk_widget_set_focus_on_click (button, FALSE);
      gtk_flow_box_append (self->buttons, button);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
}

static void
app_presenter_notes_dispose (GObject *object)
{
  AppPresenterNotes *self = APP_PRESENTER_NOTES (object);
  if (self->tick != 0)
    g_source_remove (self->tick);
  self->tick = 0;
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PRESENTER_NOTES);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_presenter_notes_parent_class)->dispose (object);
}

static void
app_presenter_notes_class_init (AppPresenterNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_presenter_notes_dispose;
  g_type_ensure (APP_TYPE_TEXT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/postglass/Postglass/ui/app-presenter-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, paned);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, text);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, clock);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, elapsed);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, where);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, next_line);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, next_step);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, answers_heading);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, answers);
  gtk_widget_class_bind_template_child (widget_class, AppPresenterNotes, buttons);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_presenter_notes_init (AppPresenterNotes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
  app_widget_mark_language (GTK_WIDGET (self));
  add_buttons (self);
}

AppPresenterNotes *
app_presenter_notes_new (AppPresenter *presenter)
{
  AppPresenterNotes *self = g_object_new (APP_TYPE_PRESENTER_NOTES, NULL);
  self->presenter = presenter;
  self->document = g_object_ref (app_presenter_get_document (presenter));
  app_text_set_document (self->text, self->document);
  g_signal_connect_object (self->document, "moved", G_CALLBACK (on_moved_or_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (presenter, "changed", G_CALLBACK (on_moved_or_changed), self,
                           G_CONNECT_SWAPPED);
  self->tick = g_timeout_add_seconds (1, show_clock, self);
  show_clock (self);
  on_moved_or_changed (self);
  return self;
}
