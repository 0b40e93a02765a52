#include "app-board.h"

#include <glib/gi18n-lib.h>

#include "app-document-cell.h"
#include "app-keys.h"
#include "app-legend.h"
#include "app-message-row.h"
#include "app-widget.h"

struct _AppBoard
{
  GtkWidget parent_instance;
  AppDocument *document;
  GPtrArray *cards; /* of AppCard, owned by the box */
  AppWhy *why;      /* NULL until first asked */
  GtkWidget *box;
  GtkLabel *followed;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *ask;
  GtkWidget *clear;
  GtkGrid *signs;
  GtkMenuButton *legend_button;
  gboolean rulers;
};

G_DEFINE_FINAL_TYPE (AppBoard, app_board, GTK_TYPE_WIDGET)

enum
{
  PROP_RULERS = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* --- cards --- */

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
      app_card_set_ruler (card, self->rulers);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (card));
      g_ptr_array_add (self->cards, card);
    }
}

/* --- the cell that is followed --- */

static void
show_followed (AppBoard *self)
{
  gboolean open = app_document_is_open (self->document);
  ViewCell *cell = open ? app_document_get_cell (self->document) : NULL;
  GtkWidget *const buttons[] = { self->previous, self->next, self->ask, self->clear };
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_widget_set_visible (buttons[i], cell != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.next-change",
                                 cell != NULL
                                     && app_document_get_next_change (self->document) != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.previous-change",
                                 cell != NULL
                                     && app_document_get_previous_change (self->document) != 0);
  if (cell == NULL)
    {
      gtk_label_set_label (self->followed, _ ("Click on anything here to ask why it is so."));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->followed), NULL);
      return;
    }
  guint32 event = app_document_get_position (self->document).event;
  g_auto (ViewText) name = view_cell_get_name (cell, event);
  g_auto (ViewText) value = view_cell_get_value (cell, event);
  g_autofree char *said_name = app_document_say (self->document, &name);
  g_autofree char *said_value = app_document_say (self->document, &value);
  /* Translators: name of a cell, such as “flags of “Lunch” on Phone”, and what it holds. */
  g_autofree char *words = g_strdup_printf (_ ("%s: %s"), said_name, said_value);
  gtk_label_set_label (self->followed, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->followed), words);
}

static void
on_cell (AppBoard *self)
{
  ViewCell *cell = app_document_is_open (self->document) ? app_document_get_cell (self->document)
                                                         : NULL;
  for (guint i = 0; i < self->cards->len; i++)
    app_card_mark (g_ptr_array_index (self->cards, i),
                   cell != NULL ? view_cell_get_address (cell) : NULL);
  show_followed (self);
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
  on_cell (self);
}

static void
on_language (AppBoard *self)
{
  app_legend_fill (self->signs, self->document);
  on_moved (self);
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

AppWhy *
app_board_get_why (AppBoard *self)
{
  return self->why;
}

void
app_board_show_legend (AppBoard *self, gboolean show)
{
  g_return_if_fail (APP_IS_BOARD (self));
  if (show)
    gtk_menu_button_popup (self->legend_button);
  else
    gtk_menu_button_popdown (self->legend_button);
}

/* --- asking --- */

static void
pop_up (AppBoard *self, GtkWidget *at)
{
  graphene_rect_t bounds;
  if (self->why == NULL)
    {
      self->why = app_why_new (self->document);
      gtk_popover_set_position (GTK_POPOVER (self->why), GTK_POS_TOP);
      gtk_widget_set_parent (GTK_WIDGET (self->why), GTK_WIDGET (self));
    }
  if (at != NULL && gtk_widget_compute_bounds (at, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->why),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width,
                                                  (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->why));
}

void
app_board_ask (AppBoard *self, const char *address, GtkWidget *at)
{
  g_return_if_fail (APP_IS_BOARD (self));
  if (app_document_is_open (self->document)
      && app_document_choose_cell (self->document, address, NULL))
    pop_up (self, at);
}

static GtkWidget *
get_focus (AppBoard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

static void
on_why (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppBoard *self = APP_BOARD (widget);
  GtkWidget *focus = get_focus (self);
  if (g_str_equal (name, "board.why"))
    app_board_ask (self, g_variant_get_string (parameter, NULL),
                   focus != NULL ? focus : GTK_WIDGET (self->followed));
  else if (app_document_is_open (self->document) && app_document_get_cell (self->document) != NULL)
    pop_up (self, self->ask);
}

/* In a list it is GTK's own wrapper that has the focus. */
static void
on_why_focused (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppBoard *self = APP_BOARD (widget);
  GtkWidget *focus = get_focus (self);
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  if (row != NULL && APP_IS_MESSAGE_ROW (row))
    {
      g_autofree char *address = app_message_row_dup_cell (APP_MESSAGE_ROW (row));
      if (address != NULL)
        app_board_ask (self, address, focus);
    }
  else if (focus != NULL && GTK_IS_BUTTON (focus))
    gtk_widget_activate (focus);
}

static void
on_change_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppBoard *self = APP_BOARD (widget);
  if (!app_document_is_open (self->document))
    return;
  if (g_str_equal (name, "board.next-change"))
    app_document_go_next_change (self->document);
  else if (g_str_equal (name, "board.previous-change"))
    app_document_go_previous_change (self->document);
  else
    app_document_clear_cell (self->document);
}

static void
on_mailbox (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppBoard *self = APP_BOARD (widget);
  const char *owner;
  guint32 id;
  g_variant_get (parameter, "(&su)", &owner, &id);
  if (app_document_is_open (self->document))
    app_document_choose_mailbox (self->document, owner, id);
}

/* --- the widget --- */

static void
app_board_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, APP_BOARD (object)->rulers);
}

static void
app_board_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AppBoard *self = APP_BOARD (object);
  self->rulers = g_value_get_boolean (value);
  for (guint i = 0; i < self->cards->len; i++)
    app_card_set_ruler (g_ptr_array_index (self->cards, i), self->rulers);
}

static void
app_board_dispose (GObject *object)
{
  AppBoard *self = APP_BOARD (object);
  if (self->cards != NULL)
    g_ptr_array_set_size (self->cards, 0);
  if (self->why != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->why));
  self->why = NULL;
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_BOARD);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_board_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const char *const moves[] = { "board.next-change", "board.previous-change",
                                       "board.clear-cell" };
  gtk_widget_class_install_action (widget_class, "board.why", "s", on_why);
  gtk_widget_class_install_action (widget_class, "board.why-chosen", NULL, on_why);
  gtk_widget_class_install_action (widget_class, "board.why-focused", NULL, on_why_focused);
  gtk_widget_class_install_action (widget_class, "board.mailbox", "(su)", on_mailbox);
  gtk_widget_class_install_property_action (widget_class, "board.rulers", "rulers");
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_install_action (widget_class, moves[i], NULL, on_change_action);
}

static void
app_board_class_init (AppBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_board_dispose;
  G_OBJECT_CLASS (klass)->get_property = app_board_get_property;
  G_OBJECT_CLASS (klass)->set_property = app_board_set_property;
  properties[PROP_RULERS] = g_param_spec_boolean ("rulers", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-board.ui");
  gtk_widget_class_bind_template_child (widget_class, AppBoard, box);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, followed);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, previous);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, next);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, ask);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, clear);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, signs);
  gtk_widget_class_bind_template_child (widget_class, AppBoard, legend_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "board");
}

static void
app_board_init (AppBoard *self)
{
  self->cards = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
}

void
app_board_set_document (AppBoard *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  app_legend_fill (self->signs, document);
  g_signal_connect_object (document, "run", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "board", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "cell", G_CALLBACK (on_cell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "replied", G_CALLBACK (show_followed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "language", G_CALLBACK (on_language), self, G_CONNECT_SWAPPED);
  on_moved (self);
  show_followed (self);
}
