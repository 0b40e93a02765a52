#include "app-mailbox-list.h"
#include "app-widget.h"

#include <glib/gi18n-lib.h>

/* Mailboxes that are offered; a list of more is no choice. */
#define MOST 200

static void
on_clicked (GtkButton *button, gpointer data)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
add_button (GtkWidget *list, const char *owner, guint32 id, const char *words, const char *sentence,
            gboolean shown)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *mark = gtk_image_new_from_icon_name ("postglass-right-symbolic");
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *button = gtk_button_new ();
  gtk_widget_set_opacity (mark, shown ? 1 : 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  app_widget_tell_cut (label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "reason-step");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "board.mailbox");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", owner, id);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), NULL);
  gtk_box_append (GTK_BOX (list), button);
}

GtkWidget *
app_mailbox_list_new (AppDocument *document, const char *owner, guint index)
{
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  ViewBoard *board = app_document_get_board (document);
  g_autoptr (GPtrArray) mailboxes = view_board_get_mailboxes (board, index, 0, MOST);
  add_button (list, owner, 0, _ ("The one that is open"), _ ("The one that is open"), FALSE);
  for (guint i = 0; i < mailboxes->len; i++)
    {
      const ViewMailbox *mailbox = mailboxes->pdata[i];
      g_autofree char *sentence = app_document_say (document, &mailbox->node.sentence);
      add_button (list, owner, mailbox->id, sentence, sentence, mailbox->shown);
    }
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 260);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}
