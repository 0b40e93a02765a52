#include "app-card.h"

#include "app-document-cell.h"
#include "app-list.h"
#include "app-mailbox-list.h"
#include "app-message-row.h"
#include "app-nodes.h"
#include "app-ruler.h"
#include "app-widget.h"

struct _AppCard
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppNodes *nodes;
  GtkLabel *title;
  GtkLabel *place;
  GtkLabel *state;
  GtkWidget *place_button;
  GtkWidget *state_button;
  GtkMenuButton *mailboxes;
  GtkStack *stack;
  AppRuler *ruler;
  GtkListView *list;
  GtkWidget *messages;
  char *owner;
  guint index;
  char *cells[2]; /* behind place and state; NULL none */
  GtkWidget *notices;
};

G_DEFINE_FINAL_TYPE (AppCard, app_card, GTK_TYPE_WIDGET)

static void
say (AppCard *self, GtkLabel *label, const ViewText *text)
{
  g_autofree char *words = app_document_say (self->document, text);
  gtk_label_set_label (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
}

/* A line of the head, as a button that asks about the cell behind it. */
static void
say_cell (AppCard *self, GtkWidget *button, GtkLabel *label, const ViewText *text, char **cell,
          char *address)
{
  say (self, label, text);
  g_free (*cell);
  *cell = address;
  gtk_widget_set_visible (button, gtk_widget_get_visible (GTK_WIDGET (label)));
  /* an action without the target it needs is a mistake, if only for a moment */
  if (address != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", address);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "board.why");
    }
  else
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
  gtk_widget_set_can_target (button, address != NULL);
  gtk_widget_set_focusable (button, address != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (label), -1);
}

static void
show_notices (AppCard *self, const ViewCard *card)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->notices)) != NULL)
    gtk_box_remove (GTK_BOX (self->notices), child);
  for (guint i = 0; i < card->notices->len; i++)
    {
      g_autofree char *words = app_document_say (self->document,
                                                 g_ptr_array_index (card->notices, i));
      GtkWidget *label = gtk_label_new (words);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, "notice");
      gtk_box_append (GTK_BOX (self->notices), label);
    }
  gtk_widget_set_visible (self->notices, card->notices->len > 0);
}

/* Who it is about is known with the first card that is shown. */
static void
set_factory (AppCard *self, gboolean is_server)
{
  if (gtk_list_view_get_factory (self->list) != NULL)
    return;
  g_autoptr (GtkListItemFactory)
      factory = app_list_factory (self->document, app_message_row_list (is_server));
  gtk_list_view_set_factory (self->list, factory);
}

void
app_card_show (AppCard *self, ViewBoard *board, guint index)
{
  g_return_if_fail (APP_IS_CARD (self));
  g_autoptr (ViewCard) card = view_board_get_card (board, index);
  ViewScene scene = view_board_get_scene (board);
  g_autofree char *part = g_strconcat ("list:", card->owner, NULL);
  g_autofree char *sentence = app_document_say (self->document, &card->node.sentence);
  set_factory (self, card->is_server);
  say (self, self->title, &card->title);
  g_free (self->owner);
  self->owner = g_strdup (card->owner);
  self->index = index;
  say_cell (self, self->place_button, self->place, &card->place, &self->cells[0],
            view_card_dup_cell (card, TRUE));
  say_cell (self, self->state_button, self->state, &card->state, &self->cells[1],
            view_card_dup_cell (card, FALSE));
  gtk_widget_set_visible (GTK_WIDGET (self->mailboxes),
                          view_board_count_mailboxes (board, index) > 1);
  if (self->ruler != NULL)
    app_ruler_show (self->ruler, board, index);
  if (card->changed)
    gtk_widget_add_css_class (GTK_WIDGET (self->place), "moved");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->place), "moved");
  show_notices (self, card);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence, -1);
  app_nodes_show (self->nodes, scene, view_scene_find_part (scene, part),
                  view_board_count_messages (board, index), view_board_ref (board),
                  (GDestroyNotify) view_board_unref);
}

void
app_card_mark (AppCard *self, const char *address)
{
  g_return_if_fail (APP_IS_CARD (self));
  GtkWidget *const buttons[] = { self->place_button, self->state_button };
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (address != NULL && g_strcmp0 (self->cells[i], address) == 0)
      gtk_widget_add_css_class (buttons[i], "chosen");
    else
      gtk_widget_remove_css_class (buttons[i], "chosen");
}

void
app_card_set_ruler (AppCard *self, gboolean ruler)
{
  g_return_if_fail (APP_IS_CARD (self));
  if (ruler && self->ruler == NULL)
    {
      self->ruler = app_ruler_new (self->document);
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->ruler));
      if (self->owner != NULL)
        app_ruler_show (self->ruler, app_document_get_board (self->document), self->index);
    }
  if (self->ruler != NULL)
    gtk_stack_set_visible_child (self->stack, ruler ? GTK_WIDGET (self->ruler) : self->messages);
}

/* Made when it is asked for: the board changes all the time. */
static void
make_mailboxes (GtkMenuButton *button, gpointer data)
{
  AppCard *self = data;
  GtkWidget *popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover),
                         app_mailbox_list_new (self->document, self->owner, self->index));
  gtk_menu_button_set_popover (button, popover);
}

/* With the keyboard, or a double click. */
static void
on_activate (AppCard *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "board.why-focused", NULL);
}

GtkListView *
app_card_get_list (AppCard *self)
{
  return self->list;
}

static void
app_card_dispose (GObject *object)
{
  AppCard *self = APP_CARD (object);
  self->ruler = NULL;
  g_clear_pointer (&self->owner, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    g_clear_pointer (&self->cells[i], g_free);
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_CARD);
  g_clear_object (&self->nodes);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_card_parent_class)->dispose (object);
}

static void
app_card_class_init (AppCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AppCard, title);
  gtk_widget_class_bind_template_child (widget_class, AppCard, place);
  gtk_widget_class_bind_template_child (widget_class, AppCard, state);
  gtk_widget_class_bind_template_child (widget_class, AppCard, place_button);
  gtk_widget_class_bind_template_child (widget_class, AppCard, state_button);
  gtk_widget_class_bind_template_child (widget_class, AppCard, mailboxes);
  gtk_widget_class_bind_template_child (widget_class, AppCard, stack);
  gtk_widget_class_bind_template_child (widget_class, AppCard, messages);
  gtk_widget_class_bind_template_child (widget_class, AppCard, list);
  gtk_widget_class_bind_template_child (widget_class, AppCard, notices);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_card_init (AppCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->mailboxes, make_mailboxes, self, NULL);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  self->nodes = app_nodes_new ();
}

AppCard *
app_card_new (AppDocument *document)
{
  AppCard *self = g_object_new (APP_TYPE_CARD, NULL);
  self->document = g_object_ref (document);
  /* Rows can have the focus, so that they are read out; there is nothing to select. */
  g_autoptr (GtkNoSelection)
      selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->nodes)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  app_list_tab_out (GTK_WIDGET (self->list));
  return self;
}
