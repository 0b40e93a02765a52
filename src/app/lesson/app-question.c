#include "app-question.h"

#include <glib/gi18n-lib.h>

#include "app-text-blocks.h"

struct _AppQuestion
{
  GtkWidget parent_instance;
  AppDocument *document;
  guint step;
  guint which;
  GtkWidget *box;
  GtkWidget *notice;  /* while what comes next is hidden */
  GPtrArray *answers; /* of GtkWidget, all owned by @box: a button each … */
  GPtrArray *marks;   /* … the icon in it … */
  GPtrArray *replies; /* … and below it what is said to it */
  GtkWidget *skip;
  GtkWidget *show;
};

G_DEFINE_FINAL_TYPE (AppQuestion, app_question, GTK_TYPE_WIDGET)

static const LessonQuestion *
get_question (AppQuestion *self)
{
  return app_document_get_question (self->document, self->step, self->which);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_answer (AppQuestion *self, guint i, const LessonAnswer *answer)
{
  gboolean chosen = app_document_is_chosen (self->document, self->step, self->which, i);
  GtkWidget *button = g_ptr_array_index (self->answers, i);
  const char *icon = answer->right ? "postglass-right-symbolic" : "postglass-wrong-symbolic";
  g_autofree char *text = lesson_inlines_to_text (answer->text);
  /* Translators: an answer to a question, as it is read out */
  g_autofree char *right = g_strdup_printf (_ ("Right: %s"), text);
  g_autofree char *wrong = g_strdup_printf (_ ("Not right: %s"), text);
  gtk_image_set_from_icon_name (g_ptr_array_index (self->marks, i),
                                chosen ? icon : "postglass-open-symbolic");
  set_class (button, "right", chosen && answer->right);
  set_class (button, "wrong", chosen && !answer->right);
  gtk_widget_set_visible (g_ptr_array_index (self->replies, i), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  !chosen         ? text
                                  : answer->right ? right
                                                  : wrong,
                                  -1);
}

static void
update (AppQuestion *self)
{
  const LessonQuestion *question = get_question (self);
  if (question == NULL || question->answers->len != self->answers->len)
    return;
  gboolean hides = app_document_is_open_question (self->document, self->step, self->which);
  gboolean trying = app_document_is_trying_any (self->document);
  for (guint i = 0; i < question->answers->len; i++)
    show_answer (self, i, g_ptr_array_index (question->answers, i));
  gtk_widget_set_visible (self->notice, hides);
  gtk_widget_set_visible (self->skip, hides);
  gtk_widget_set_visible (
      self->show,
      !trying && !hides && app_document_is_answered (self->document, self->step, self->which));
}

static void
on_answer (GtkWidget *button, AppQuestion *self)
{
  guint i;
  if (g_ptr_array_find (self->answers, button, &i))
    app_document_answer (self->document, self->step, self->which, i);
}

static void
on_skip (AppQuestion *self)
{
  app_document_skip (self->document, self->step, self->which);
}

static void
on_show (AppQuestion *self)
{
  app_document_show_decider (self->document, self->step, self->which);
}

GtkWidget *
app_question_get_answer (AppQuestion *self, guint i)
{
  return i < self->answers->len ? g_ptr_array_index (self->answers, i) : NULL;
}

GtkWidget *
app_question_get_skip (AppQuestion *self)
{
  return self->skip;
}

GtkWidget *
app_question_get_show (AppQuestion *self)
{
  return self->show;
}

void
app_question_ask (AppQuestion *self)
{
  g_return_if_fail (APP_IS_QUESTION (self));
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* --- making --- */

static void
add_answer (AppQuestion *self, const LessonAnswer *answer)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *mark = gtk_image_new ();
  GtkWidget *text = app_text_answer_new (answer->text);
  GtkWidget *reply = app_text_blocks_new (answer->feedback);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), text);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "answer");
  gtk_widget_add_css_class (reply, "reply");
  g_signal_connect (button, "clicked", G_CALLBACK (on_answer), self);
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_box_append (GTK_BOX (self->box), reply);
  g_ptr_array_add (self->answers, button);
  g_ptr_array_add (self->marks, mark);
  g_ptr_array_add (self->replies, reply);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback clicked, AppQuestion *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
fill (AppQuestion *self, const LessonQuestion *question)
{
  GtkWidget *kind = gtk_label_new (question->predicts ? _ ("What do you expect?") : _ ("Question"));
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_label_set_xalign (GTK_LABEL (kind), 0);
  gtk_widget_add_css_class (kind, "kind");
  gtk_box_append (GTK_BOX (self->box), kind);
  gtk_box_append (GTK_BOX (self->box), app_text_passage_new (question->question));
  for (guint i = 0; i < question->answers->len; i++)
    add_answer (self, g_ptr_array_index (question->answers, i));
  self->notice = app_text_label_new (_ ("What comes next shows when you have chosen."));
  gtk_widget_add_css_class (self->notice, "quiet");
  gtk_widget_add_css_class (self->notice, "small");
  gtk_box_append (GTK_BOX (self->box), self->notice);
  self->skip = add_button (buttons, _ ("S_kip"), G_CALLBACK (on_skip), self);
  self->show = add_button (buttons, _ ("Show _me"), G_CALLBACK (on_show), self);
  gtk_box_append (GTK_BOX (self->box), buttons);
}

static void
app_question_dispose (GObject *object)
{
  AppQuestion *self = APP_QUESTION (object);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_question_parent_class)->dispose (object);
}

static void
app_question_finalize (GObject *object)
{
  AppQuestion *self = APP_QUESTION (object);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->replies);
  G_OBJECT_CLASS (app_question_parent_class)->finalize (object);
}

static void
app_question_class_init (AppQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_question_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_question_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "question");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_question_init (AppQuestion *self)
{
  self->answers = g_ptr_array_new ();
  self->marks = g_ptr_array_new ();
  self->replies = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->box, "study");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

AppQuestion *
app_question_new (AppDocument *document, guint step, guint which)
{
  AppQuestion *self = g_object_new (APP_TYPE_QUESTION, NULL);
  self->document = g_object_ref (document);
  self->step = step;
  self->which = which;
  const LessonQuestion *question = get_question (self);
  g_autofree char *text = lesson_inlines_to_text (question->question->inlines);
  gtk_widget_set_focusable (GTK_WIDGET (self), question->predicts);
  fill (self, question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (document, "replied", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
