#include "app-text.h"

#include "app-passage.h"
#include "app-text-blocks.h"
#include "app-widget.h"
#include "app-words.h"
#include "lesson-words.h"

struct _AppText
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkScrolledWindow *scrolled;
  GtkWidget *steps;
  GtkWidget *none;     /* shown when there is no text */
  GPtrArray *sections; /* of GtkWidget, owned by @steps */
  GPtrArray *cards;    /* of Card: questions and exercises */
  guint current;
  guint tick;
  int waited; /* frames since the step changed */
};

G_DEFINE_FINAL_TYPE (AppText, app_text, GTK_TYPE_WIDGET)

/** Card: a question or exercise, and what stands behind it in its step. */
typedef struct
{
  guint step;
  guint which;
  GtkWidget *widget; /* owned by the section, as is … */
  GtkWidget *rest;   /* … what a prediction hides; NULL for others */
} Card;

/* Text with its questions and exercises. Behind each prediction everything goes into a box of its own. */
static void
add_blocks (AppText *self, GtkWidget *box, const LessonStep *step, guint number)
{
  guint questions = 0;
  guint exercises = 0;
  GtkWidget *passage = NULL; /* of texts that follow each other */
  app_words_begin ();
  for (guint i = 0; i < step->blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (step->blocks, i);
      Card card = { .step = number };
      if (block->kind == LESSON_BLOCK_QUESTION)
        card.widget = GTK_WIDGET (
            app_question_new (self->document, number, card.which = questions++));
      else if (block->kind == LESSON_BLOCK_EXERCISE)
        card.widget = GTK_WIDGET (
            app_exercise_new (self->document, number, card.which = exercises++));
      GtkWidget *widget = card.widget != NULL ? card.widget : app_text_block_new (block);
      if (card.widget != NULL)
        passage = NULL;
      else if (widget != NULL && passage == NULL)
        gtk_box_append (GTK_BOX (box), passage = GTK_WIDGET (app_passage_new (10)));
      if (widget != NULL)
        gtk_box_append (GTK_BOX (passage != NULL ? passage : box), widget);
      if (block->kind == LESSON_BLOCK_QUESTION && block->question->predicts)
        {
          card.rest = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
          gtk_box_append (GTK_BOX (box), card.rest);
          box = card.rest;
        }
      if (card.widget != NULL)
        g_ptr_array_add (self->cards, g_memdup2 (&card, sizeof card));
    }
}

/* What a prediction hides is not read either. */
static void
hide_rest (AppText *self)
{
  guint waiting;
  gboolean waits = app_document_get_waiting (self->document, &waiting, NULL);
  for (guint i = 0; i < self->cards->len; i++)
    {
      const Card *card = g_ptr_array_index (self->cards, i);
      if (card->rest != NULL)
        gtk_widget_set_visible (
            card->rest, !app_document_is_open_question (self->document, card->step, card->which));
    }
  for (guint i = 0; i < self->sections->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->sections, i), !waits || i <= waiting);
}

AppQuestion *
app_text_get_question (AppText *self, guint step, guint which)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      const Card *card = g_ptr_array_index (self->cards, i);
      if (card->step == step && card->which == which && APP_IS_QUESTION (card->widget))
        return APP_QUESTION (card->widget);
    }
  return NULL;
}

AppExercise *
app_text_get_exercise (AppText *self, guint step, guint which)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      const Card *card = g_ptr_array_index (self->cards, i);
      if (card->step == step && card->which == which && APP_IS_EXERCISE (card->widget))
        return APP_EXERCISE (card->widget);
    }
  return NULL;
}

static GtkWidget *
section_new (AppText *self, const LessonStep *step, guint number, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (box, "step");
  g_autofree char *escaped = g_markup_escape_text (number > 0 ? step->heading : title, -1);
  g_autofree char *markup = number > 0 ? g_strdup_printf ("%u  %s", number, escaped)
                                       : g_strdup (escaped);
  GtkWidget *heading = app_text_label_new (markup);
  gtk_widget_add_css_class (heading, number > 0 ? "step-heading" : "title-3");
  gtk_box_append (GTK_BOX (box), heading);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  add_blocks (self, content, step, number);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

static void
fill (AppText *self)
{
  const Lesson *lesson = app_document_get_lesson (self->document);
  app_words_set_protocol (lesson != NULL ? lesson_get_protocol (lesson) : NULL);
  g_ptr_array_set_size (self->sections, 0);
  g_ptr_array_set_size (self->cards, 0);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps), child);
  gtk_widget_set_visible (self->none, lesson == NULL);
  for (guint i = 0; lesson != NULL && i <= lesson_get_n_steps (lesson); i++)
    {
      GtkWidget *section = section_new (self, lesson_get_step (lesson, i), i, lesson->title);
      gtk_box_append (GTK_BOX (self->steps), section);
      g_ptr_array_add (self->sections, section);
    }
  self->current = G_MAXUINT;
  hide_rest (self);
}

/* Bring the heading of the current step to the top, once its place is known. */
static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppText *self = APP_TEXT (widget);
  GtkWidget *section = app_text_get_current (self);
  graphene_rect_t bounds;
  if (section != NULL && gtk_widget_compute_bounds (section, self->steps, &bounds)
      && bounds.size.height > 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled),
                              (double) bounds.origin.y);
  if (++self->waited < 3)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_moved (AppText *self)
{
  if (!app_document_is_open (self->document) || self->sections->len == 0)
    return;
  guint step = MIN (app_document_get_step (self->document), self->sections->len - 1);
  if (step == self->current)
    return;
  for (guint i = 0; i < self->sections->len; i++)
    {
      GtkWidget *section = g_ptr_array_index (self->sections, i);
      if (i == step)
        gtk_widget_add_css_class (section, "current");
      else
        gtk_widget_remove_css_class (section, "current");
    }
  self->current = step;
  self->waited = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll, NULL, NULL);
}

static void
on_opened (AppText *self)
{
  fill (self);
}

/* Someone wants to go on: the question is where to look. */
static void
on_asking (AppText *self)
{
  guint step, which;
  AppQuestion *question = app_document_get_waiting (self->document, &step, &which)
                              ? app_text_get_question (self, step, which)
                              : NULL;
  if (question != NULL)
    app_question_ask (question);
}

GtkWidget *
app_text_get_current (AppText *self)
{
  return self->current < self->sections->len ? g_ptr_array_index (self->sections, self->current)
                                             : NULL;
}

static void
app_text_dispose (GObject *object)
{
  AppText *self = APP_TEXT (object);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_TEXT);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_text_parent_class)->dispose (object);
}

static void
app_text_class_init (AppTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_text_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-text.ui");
  gtk_widget_class_bind_template_child (widget_class, AppText, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AppText, steps);
  gtk_widget_class_bind_template_child (widget_class, AppText, none);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_text_init (AppText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sections = g_ptr_array_new ();
  self->cards = g_ptr_array_new_with_free_func (g_free);
  self->current = G_MAXUINT;
}

void
app_text_set_document (AppText *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "replied", G_CALLBACK (hide_rest), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "asking", G_CALLBACK (on_asking), self, G_CONNECT_SWAPPED);
  fill (self);
  on_moved (self);
}
