#include "app-exercise.h"

#include <glib/gi18n-lib.h>

#include "app-flow.h"
#include "app-console.h"
#include "app-passage.h"
#include "app-progress.h"
#include "app-text-blocks.h"

struct _AppExercise
{
  GtkWidget parent_instance;
  AppDocument *document;
  guint step;
  guint which;
  GtkWidget *box;
  GPtrArray *marks; /* of the goals: GtkImage, owned by @box */
  GtkLabel *status;
  GtkWidget *work;     /* what is there while it is being done */
  AppConsole *console; /* in it */
  GtkLabel *problem;
  GtkWidget *hints;
  GtkWidget *solution;
  guint n_hints; /* shown */
  GtkWidget *buttons[APP_EXERCISE_N_BUTTONS];
};

G_DEFINE_FINAL_TYPE (AppExercise, app_exercise, GTK_TYPE_WIDGET)

static gboolean
is_trying (AppExercise *self)
{
  return app_document_is_trying (self->document, self->step, self->which);
}

static const LessonExercise *
get_exercise (AppExercise *self)
{
  return app_document_get_exercise (self->document, self->step, self->which);
}

static void
show_problem (AppExercise *self, const GError *error)
{
  gtk_label_set_label (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
}

void
app_exercise_do (AppExercise *self)
{
  g_return_if_fail (APP_IS_EXERCISE (self));
  if (is_trying (self))
    app_console_send (self->console);
}

/* --- goals, hints --- */

static void
show_goals (AppExercise *self, gboolean trying)
{
  guint reached = 0;
  for (guint i = 0; i < self->marks->len; i++)
    {
      gboolean has = trying && app_document_has_goal (self->document, i);
      GtkImage *mark = g_ptr_array_index (self->marks, i);
      gtk_image_set_from_icon_name (mark,
                                    has ? "postglass-right-symbolic" : "postglass-open-symbolic");
      gtk_widget_set_tooltip_text (GTK_WIDGET (mark), has ? _ ("Reached") : _ ("Not reached yet"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      has ? _ ("Reached") : _ ("Not reached yet"), -1);
      reached += has;
    }
  /* Translators: goals of an exercise */
  g_autofree char *some = g_strdup_printf (_ ("%u of %u reached"), reached, self->marks->len);
  gboolean done = trying && app_document_is_solved (self->document);
  gtk_label_set_label (self->status, done ? _ ("Done! All of it is true now.") : some);
  gtk_widget_set_visible (GTK_WIDGET (self->status), trying);
  if (done)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "done");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "done");
}

static void
add_hint (AppExercise *self)
{
  const LessonExercise *exercise = get_exercise (self);
  if (exercise == NULL || self->n_hints >= exercise->hints->len)
    return;
  const GPtrArray *hint = g_ptr_array_index (exercise->hints, self->n_hints++);
  g_autofree char *title = g_strdup_printf (_ ("Hint %u of %u"), self->n_hints,
                                            exercise->hints->len);
  GtkWidget *label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "kind");
  gtk_box_append (GTK_BOX (self->hints), label);
  gtk_box_append (GTK_BOX (self->hints), app_text_blocks_new (hint));
  gtk_widget_set_sensitive (self->buttons[APP_EXERCISE_HINT], self->n_hints < exercise->hints->len);
}

static void
on_hint (AppExercise *self)
{
  add_hint (self);
  app_progress_note_hints (app_progress_get_default (), app_document_get_lesson (self->document),
                           self->step, self->which, self->n_hints);
}

/* Those that were asked for at another time. */
static void
recall_hints (AppExercise *self)
{
  guint n = app_progress_get_hints (app_progress_get_default (),
                                    app_document_get_lesson (self->document), self->step,
                                    self->which);
  while (self->n_hints < MIN (n, get_exercise (self)->hints->len))
    add_hint (self);
}

static void
forget_hints (AppExercise *self)
{
  GtkWidget *child;
  const LessonExercise *exercise = get_exercise (self);
  while ((child = gtk_widget_get_first_child (self->hints)) != NULL)
    gtk_box_remove (GTK_BOX (self->hints), child);
  self->n_hints = 0;
  gtk_widget_set_sensitive (self->buttons[APP_EXERCISE_HINT],
                            exercise != NULL && exercise->hints->len > 0);
  gtk_widget_set_visible (self->solution, FALSE);
}

/* --- beginning, ending --- */

static void
on_start (AppExercise *self)
{
  g_autoptr (GError) error = NULL;
  gboolean again = is_trying (self);
  gboolean begun = app_document_try (self->document, self->step, self->which, &error);
  show_problem (self, error);
  gtk_widget_set_visible (self->solution, FALSE);
  if (begun && !again)
    gtk_widget_grab_focus (GTK_WIDGET (self->console));
}

static void
on_solution (AppExercise *self)
{
  g_autoptr (GError) error = NULL;
  gboolean solved = app_document_solve (self->document, &error);
  show_problem (self, error);
  /* Its words say that it was done. */
  gtk_widget_set_visible (self->solution, solved);
}

static void
on_back (AppExercise *self)
{
  app_document_stop_trying (self->document);
}

static void
update (AppExercise *self)
{
  gboolean trying = is_trying (self);
  const LessonExercise *exercise = get_exercise (self);
  if (exercise == NULL || exercise->goals->len != self->marks->len)
    return;
  if (!trying && gtk_widget_get_visible (self->work))
    {
      forget_hints (self);
      show_problem (self, NULL);
    }
  if (trying && !gtk_widget_get_visible (self->work))
    recall_hints (self);
  gtk_widget_set_visible (self->work, trying);
  gtk_widget_set_visible (self->buttons[APP_EXERCISE_START], !trying);
  for (guint i = APP_EXERCISE_AGAIN; i < APP_EXERCISE_N_BUTTONS; i++)
    gtk_widget_set_visible (gtk_widget_get_parent (self->buttons[i]), trying);
  gtk_widget_set_visible (gtk_widget_get_parent (self->buttons[APP_EXERCISE_START]), !trying);
  show_goals (self, trying);
}

GtkWidget *
app_exercise_get_button (AppExercise *self, AppExerciseButton button)
{
  return self->buttons[button];
}

GtkEditable *
app_exercise_get_entry (AppExercise *self)
{
  return app_console_get_entry (self->console);
}

guint
app_exercise_count_hints (AppExercise *self)
{
  return self->n_hints;
}

/* --- making --- */

static void
add_goals (AppExercise *self, const LessonExercise *exercise)
{
  for (guint i = 0; i < exercise->goals->len; i++)
    {
      const LessonGoal *goal = g_ptr_array_index (exercise->goals, i);
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *mark = gtk_image_new ();
      gtk_widget_set_valign (mark, GTK_ALIGN_START);
      gtk_widget_add_css_class (mark, "goal");
      gtk_box_append (GTK_BOX (row), mark);
      GtkWidget *text = GTK_WIDGET (app_passage_new (0));
      gtk_box_append (GTK_BOX (text), app_text_inlines_new (goal->text));
      gtk_widget_set_hexpand (text, TRUE);
      gtk_box_append (GTK_BOX (row), text);
      gtk_box_append (GTK_BOX (self->box), row);
      g_ptr_array_add (self->marks, mark);
    }
  self->status = GTK_LABEL (app_text_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "status");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->status));
}

static void
add_work (AppExercise *self)
{
  self->work = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->console = app_console_new ();
  self->problem = GTK_LABEL (app_text_label_new (""));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "advice");
  app_console_set_embedded (self->console);
  app_console_set_document (self->console, self->document);
  gtk_box_append (GTK_BOX (self->work), GTK_WIDGET (self->console));
  gtk_box_append (GTK_BOX (self->box), self->work);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->problem));
}

static void
add_solution (AppExercise *self, const LessonExercise *exercise)
{
  g_autoptr (GString) acts = g_string_new (NULL);
  for (guint i = 0; i < exercise->acts->len; i++)
    g_string_append_printf (acts, "%s\n", (const char *) g_ptr_array_index (exercise->acts, i));
  self->hints = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->solution = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->solution),
                  app_text_label_new (_ ("This is one way; it was done from the beginning:")));
  gtk_box_append (GTK_BOX (self->solution), app_text_wire_new (acts->str));
  gtk_box_append (GTK_BOX (self->box), self->hints);
  gtk_box_append (GTK_BOX (self->box), self->solution);
}

static void
add_buttons (AppExercise *self)
{
  static const struct
  {
    const char *label;
    void (*clicked) (AppExercise *);
  } rows[APP_EXERCISE_N_BUTTONS] = {
    [APP_EXERCISE_START] = { N_ ("_Start"), on_start },
    [APP_EXERCISE_AGAIN] = { N_ ("Start _Again"), on_start },
    [APP_EXERCISE_HINT] = { N_ ("_Hint"), on_hint },
    [APP_EXERCISE_SOLUTION] = { N_ ("So_lution"), on_solution },
    [APP_EXERCISE_BACK] = { N_ ("_Back to the Lesson"), on_back },
  };
  GtkWidget *flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  for (guint i = 0; i < APP_EXERCISE_N_BUTTONS; i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ (rows[i].label));
      self->buttons[i] = button;
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (rows[i].clicked), self);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), button, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
  gtk_widget_add_css_class (self->buttons[APP_EXERCISE_START], "suggested-action");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (app_flow_new (GTK_FLOW_BOX (flow))));
}

static void
app_exercise_dispose (GObject *object)
{
  AppExercise *self = APP_EXERCISE (object);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_exercise_parent_class)->dispose (object);
}

static void
app_exercise_finalize (GObject *object)
{
  g_ptr_array_unref (APP_EXERCISE (object)->marks);
  G_OBJECT_CLASS (app_exercise_parent_class)->finalize (object);
}

static void
app_exercise_class_init (AppExerciseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_exercise_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_exercise_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_exercise_init (AppExercise *self)
{
  self->marks = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->box, "study");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

AppExercise *
app_exercise_new (AppDocument *document, guint step, guint which)
{
  AppExercise *self = g_object_new (APP_TYPE_EXERCISE, NULL);
  GtkWidget *kind = gtk_label_new (_ ("Exercise"));
  self->document = g_object_ref (document);
  self->step = step;
  self->which = which;
  const LessonExercise *exercise = get_exercise (self);
  g_autofree char *text = lesson_inlines_to_text (exercise->task->inlines);
  gtk_label_set_xalign (GTK_LABEL (kind), 0);
  gtk_widget_add_css_class (kind, "kind");
  gtk_box_append (GTK_BOX (self->box), kind);
  gtk_box_append (GTK_BOX (self->box), app_text_passage_new (exercise->task));
  add_goals (self, exercise);
  add_buttons (self);
  add_solution (self, exercise);
  add_work (self);
  forget_hints (self);
  show_problem (self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (document, "replied", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
