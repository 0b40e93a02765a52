#include "app-board.h"

struct _AppBoard
{
  GtkWidget parent_instance;
  AppDocument *document;
  GPtrArray *cards; /* of AppCard, owned by the box */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (AppBoard, app_board, GTK_TYPE_WIDGET)

static void
set_n_cards (AppBoard *self, guint n)
{
  while (self->cards->len > n)
    {
      gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (self->cards, self->cards->len - 1));
      g_ptr_array_set_size (self->cards, (int) self->cards->len - 1);
    }
  while (self->cards->len < n)
    {
      AppCard *card = app_card_new (self->document);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (card));
      g_ptr_array_add (self->cards, card);
    }
}

static void
on_moved (AppBoard *self)
{
  if (!app_document_is_open (self->document))
    return;
  ViewBoard *board = app_document_get_board (self->document);
  set_n_cards (self, view_board_count (board));
  for (guint i = 0; i < self->cards->len; i++)
    app_card_show (g_ptr_array_index (self->cards, i), board, i);
}

/* Cards of another recording are other things. */
static void
on_opened (AppBoard *self)
{
  set_n_cards (self, 0);
}

AppCard *
app_board_get_card (AppBoard *self, guint index)
{
  g_return_val_if_fail (APP_IS_BOARD (self), NULL);
  return index < self->cards->len ? g_ptr_array_index (self->cards, index) : NULL;
}

static void
app_board_dispose (GObject *object)
{
  AppBoard *self = APP_BOARD (object);
  if (self->cards != NULL)
    g_ptr_array_set_size (self->cards, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_board_parent_class)->dispose (object);
}

static void
app_board_class_init (AppBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_board_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "board");
}

static void
app_board_init (AppBoard *self)
{
  self->cards = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
app_board_set_document (AppBoard *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "run", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  on_moved (self);
}
