#include "app-chips.h"

struct _AppChips
{
  GtkWidget parent_instance;
  GStrv words;
};

G_DEFINE_FINAL_TYPE (AppChips, app_chips, GTK_TYPE_WIDGET)

#define GAP 4

static GtkWidget *
add_chip (AppChips *self, const char *word)
{
  GtkWidget *chip = gtk_label_new (word);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_parent (chip, GTK_WIDGET (self));
  return chip;
}

void
app_chips_set (AppChips *self, char **words)
{
  g_return_if_fail (APP_IS_CHIPS (self));
  static char *none[] = { NULL };
  if (words == NULL)
    words = none;
  if (self->words != NULL
      && g_strv_equal ((const char *const *) self->words, (const char *const *) words))
    return;
  g_strfreev (self->words);
  self->words = g_strdupv (words);
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; words[i] != NULL; i++)
    add_chip (self, words[i]);
  /* The last child stands for those there is no room for. */
  if (words[0] != NULL)
    add_chip (self, "…");
}

static int
width_of (GtkWidget *child)
{
  int width;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static void
app_chips_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  guint n = 0;
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), n++)
    {
      gboolean rest = gtk_widget_get_next_sibling (child) == NULL;
      int size;
      gtk_widget_measure (child, orientation, -1, NULL, &size, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = *natural = MAX (*natural, size);
      else if (!rest)
        *natural += size + (n > 0 ? GAP : 0);
      /* The first one, and the mark that there are more. */
      if (orientation == GTK_ORIENTATION_HORIZONTAL && (n == 0 || (rest && n > 1)))
        *minimum += size + (n > 0 ? GAP : 0);
    }
  *minimum = MIN (*minimum, *natural);
}

static void
app_chips_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *rest = gtk_widget_get_last_child (widget);
  if (rest == NULL)
    return;
  int all;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &all, NULL, NULL);
  gboolean fits = all <= width;
  int room = fits ? width : width - width_of (rest) - GAP;
  int used = 0;
  gboolean full = FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != rest;
       child = gtk_widget_get_next_sibling (child))
    {
      int w = width_of (child);
      full = full || used + w > room;
      gtk_widget_set_child_visible (child, !full);
      used += full ? 0 : w + GAP;
    }
  gtk_widget_set_child_visible (rest, !fits);
  used += fits ? -GAP : width_of (rest);
  int x = MAX (width - used, 0);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      {
        int w = width_of (child);
        gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, w, height }, -1);
        x += w + GAP;
      }
}

static void
app_chips_dispose (GObject *object)
{
  AppChips *self = APP_CHIPS (object);
  app_chips_set (self, NULL);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (app_chips_parent_class)->dispose (object);
}

static void
app_chips_class_init (AppChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_chips_dispose;
  widget_class->measure = app_chips_measure;
  widget_class->size_allocate = app_chips_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "chips");
}

static void
app_chips_init (AppChips *self)
{
}
