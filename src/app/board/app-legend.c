#include "app-legend.h"

#include <glib/gi18n-lib.h>

#include "app-chips.h"

/* A sample drawn as rows of messages are drawn. */
static GtkWidget *
make_sample (const char *css_class, const char *words, const char *chip, gboolean struck)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  if (words != NULL)
    {
      GtkWidget *label = gtk_label_new (words);
      if (struck)
        {
          PangoAttrList *attributes = pango_attr_list_new ();
          pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
          gtk_label_set_attributes (GTK_LABEL (label), attributes);
          pango_attr_list_unref (attributes);
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  if (chip != NULL)
    {
      GtkWidget *label = gtk_label_new (chip);
      gtk_widget_add_css_class (label, "chip");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "sample");
  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
add_row (GtkGrid *grid, int row, GtkWidget *sample, const char *meaning)
{
  GtkWidget *label = gtk_label_new (meaning);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sample), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning,
                                  -1);
  gtk_grid_attach (grid, sample, 0, row, 1, 1);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
}

void
app_legend_fill (GtkGrid *grid, AppDocument *document)
{
  GtkWidget *child;
  int row = 0;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  GtkWidget *image = gtk_image_new_from_icon_name ("postglass-text-symbolic");
  GtkWidget *kept = make_sample (NULL, NULL, NULL, FALSE);
  gtk_box_append (GTK_BOX (kept), image);
  add_row (grid, row++, make_sample ("changed", _ ("Subject"), NULL, FALSE),
           _ ("New, or changed in the last step: a bar at the left"));
  add_row (grid, row++, make_sample ("stale", _ ("Subject"), "≠", FALSE),
           _ ("The device is out of date: the server knows better"));
  add_row (grid, row++, make_sample (NULL, NULL, "?", FALSE),
           _ ("The device does not know this yet"));
  add_row (grid, row++, make_sample ("gone", _ ("Subject"), NULL, TRUE),
           _ ("Removed in the last step, or kept by the server only until every session has been "
              "told"));
  add_row (grid, row++, make_sample (NULL, _ ("Subject"), "DELE", TRUE),
           _ ("POP3: marked to be removed at QUIT"));
  add_row (grid, row++, kept, _ ("The whole text of the message is kept on the device"));
  add_row (grid, row++, make_sample (NULL, "2", NULL, FALSE),
           _ ("Number of the message in this session; it can change"));
  add_row (grid, row++, make_sample (NULL, "u5", NULL, FALSE),
           _ ("UID of the message; it stays the same"));
  add_row (grid, row++, make_sample ("chosen", _ ("Subject"), NULL, FALSE),
           _ ("What is followed: click on anything to choose it"));
}
