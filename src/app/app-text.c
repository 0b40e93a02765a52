#include "app-text.h"

#include "app-text-blocks.h"
#include "app-widget.h"

struct _AppText
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkScrolledWindow *scrolled;
  GtkWidget *steps;
  GtkWidget *none;     /* shown when there is no text */
  GPtrArray *sections; /* of GtkWidget, owned by @steps */
  guint current;
  guint tick;
  int waited; /* frames since the step changed */
};

G_DEFINE_FINAL_TYPE (AppText, app_text, GTK_TYPE_WIDGET)

static GtkWidget *
section_new (const LessonStep *step, guint number, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (box, "step");
  g_autofree char *escaped = g_markup_escape_text (number > 0 ? step->heading : title, -1);
  g_autofree char *markup = number > 0 ? g_strdup_printf ("%u  %s", number, escaped)
                                       : g_strdup (escaped);
  GtkWidget *heading = app_text_label_new (markup);
  gtk_widget_add_css_class (heading, number > 0 ? "step-heading" : "title-3");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), app_text_blocks_new (step->blocks));
  return box;
}

static void
fill (AppText *self)
{
  const Lesson *lesson = app_document_get_lesson (self->document);
  g_ptr_array_set_size (self->sections, 0);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps), child);
  gtk_widget_set_visible (self->none, lesson == NULL);
  for (guint i = 0; lesson != NULL && i <= lesson_get_n_steps (lesson); i++)
    {
      GtkWidget *section = section_new (lesson_get_step (lesson, i), i, lesson->title);
      gtk_box_append (GTK_BOX (self->steps), section);
      g_ptr_array_add (self->sections, section);
    }
  self->current = G_MAXUINT;
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
  self->current = G_MAXUINT;
}

void
app_text_set_document (AppText *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  fill (self);
  on_moved (self);
}
