#include "app-card.h"

#include "app-list.h"
#include "app-message-row.h"
#include "app-nodes.h"
#include "app-widget.h"

struct _AppCard
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppNodes *nodes;
  GtkLabel *title;
  GtkLabel *place;
  GtkLabel *state;
  GtkListView *list;
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
  say (self, self->place, &card->place);
  say (self, self->state, &card->state);
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

GtkListView *
app_card_get_list (AppCard *self)
{
  return self->list;
}

static void
app_card_dispose (GObject *object)
{
  AppCard *self = APP_CARD (object);
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
  gtk_widget_class_bind_template_child (widget_class, AppCard, list);
  gtk_widget_class_bind_template_child (widget_class, AppCard, notices);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_card_init (AppCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  return self;
}
