#include "app-flight.h"

#include <glib/gi18n-lib.h>

#include "app-document-free.h"
#include "view-flight.h"

/** Button: what one of them does. */
typedef struct
{
  AppDocument *document;
  char *act;
  GCallback done;
  gpointer data;
} Button;

static void
button_free (gpointer data, GClosure *closure)
{
  Button *button = data;
  g_object_unref (button->document);
  g_free (button->act);
  g_free (button);
}

static void
on_clicked (GtkWidget *widget, Button *button)
{
  /* The widget may go while it is done. */
  g_autoptr (AppDocument) document = g_object_ref (button->document);
  g_autofree char *act = g_strdup (button->act);
  void (*done) (gpointer) = (void (*) (gpointer)) button->done;
  gpointer data = button->data;
  if (done != NULL)
    done (data);
  if (app_document_get_acting (document) == APP_ACTING_NOW)
    app_document_act (document, act, NULL);
}

static void
add_button (GtkWidget *box, const Button *template, const char *label, const char *hint,
            const char *act)
{
  GtkWidget *widget = gtk_button_new_with_mnemonic (label);
  Button *button = g_memdup2 (template, sizeof *template);
  g_autofree char *tooltip = g_strdup_printf ("%s (%s)", hint, act);
  button->document = g_object_ref (template->document);
  button->act = g_strdup (act);
  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_widget_add_css_class (widget, "act");
  g_signal_connect_data (widget, "clicked", G_CALLBACK (on_clicked), button, button_free, 0);
  gtk_box_append (GTK_BOX (box), widget);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  return label;
}

GtkWidget *
app_flight_new (AppDocument *document, guint32 row, GCallback done, gpointer data)
{
  const ViewLadder *ladder = app_document_get_ladder (document);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gboolean acts = app_document_get_acting (document) != APP_ACTING_NONE;
  g_autoptr (ViewRow) line = row == VIEW_NO_ROW ? view_flight_find (ladder)
                                                : view_ladder_get_row (ladder, row);
  g_autoptr (ViewFlight)
      flight = view_flight_new (ladder, line != NULL ? line->index : VIEW_NO_ROW,
                                app_document_get_position (document).event, acts);
  g_autofree char *why = app_document_say (document, &flight->why_not);
  gtk_widget_add_css_class (box, "flight");
  if (line != NULL && line->wire != NULL)
    {
      g_autofree char *title = g_strdup_printf (_ ("On its way: %s"), line->wire);
      gtk_box_append (GTK_BOX (box), make_label (title));
    }
  if (flight->cut == NULL)
    {
      gtk_box_append (GTK_BOX (box), make_label (why));
      return box;
    }
  const Button template = { document, NULL, done, data };
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  add_button (buttons, &template, _ ("_Cut Here"),
              _ ("The connection breaks now; what is on its way is lost"), flight->cut);
  add_button (buttons, &template, _ ("_Drop"),
              _ ("Its packets are lost; TCP sends them again after a second"), flight->drop);
  add_button (buttons, &template, _ ("De_lay 5 s"), _ ("It comes five seconds later"),
              flight->delay);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

/* Not within its own signal. */
static gboolean
unparent (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
on_closed (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent, g_object_ref (popover), g_object_unref);
}

void
app_flight_popup (GtkWidget *parent, GtkWidget *at, AppDocument *document, guint32 row)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = app_flight_new (document, row, G_CALLBACK (gtk_popover_popdown), popover);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The line on its way"), -1);
  graphene_rect_t bounds;
  gtk_widget_set_parent (popover, parent);
  if (gtk_widget_compute_bounds (at, parent, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                                 &(GdkRectangle){ (int) (bounds.origin.x + bounds.size.width / 2),
                                                  (int) bounds.origin.y, 1,
                                                  (int) bounds.size.height });
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}
