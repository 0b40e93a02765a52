#include "app-text-blocks.h"

#include <adwaita.h>
#include <string.h>

#include "app-palette.h"
#include "app-passage.h"
#include "app-words.h"

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_string_append (out, escaped);
}

/* @links: with words of the glossary, references and links of the author's. */
static char *
to_markup (const GPtrArray *inlines, gboolean links)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < inlines->len; i++)
    {
      const LessonInline *part = g_ptr_array_index (inlines, i);
      g_autofree char *url = links && part->url != NULL ? g_markup_escape_text (part->url, -1)
                                                        : NULL;
      if (url != NULL)
        g_string_append_printf (out, "<a href=\"%s\">", url);
      g_string_append (out, part->strong ? "<b>" : "");
      g_string_append (out, part->emphasis ? "<i>" : "");
      g_string_append (out, part->code ? "<tt>" : "");
      if (links && url == NULL)
        app_words_append (out, part->text);
      else
        append_escaped (out, part->text);
      g_string_append (out, part->code ? "</tt>" : "");
      g_string_append (out, part->emphasis ? "</i>" : "");
      g_string_append (out, part->strong ? "</b>" : "");
      g_string_append (out, url != NULL ? "</a>" : "");
    }
  return g_string_free (out, FALSE);
}

static gboolean
on_link (GtkLabel *label, const char *uri)
{
  return app_words_follow (GTK_WIDGET (label), uri);
}

GtkWidget *
app_text_label_new (const char *markup)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_widget_add_css_class (label, "words");
  g_signal_connect (label, "activate-link", G_CALLBACK (on_link), NULL);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  return label;
}

GtkWidget *
app_text_inlines_new (const GPtrArray *inlines)
{
  g_autofree char *markup = to_markup (inlines, TRUE);
  return app_text_label_new (markup);
}

GtkWidget *
app_text_answer_new (const GPtrArray *inlines)
{
  g_autofree char *markup = to_markup (inlines, FALSE);
  return app_text_label_new (markup);
}

/* --- excerpts --- */

/* Which colour the ladder gives what a server says: a status, or data. */
static AppColor
color_of_response (const char *text)
{
  static const char *const refusals[] = { " NO", " BAD" };
  const char *word = strchr (text, ' ');
  if (g_str_has_prefix (text, "+OK"))
    return APP_COLOR_SERVER;
  if (g_str_has_prefix (text, "-ERR"))
    return APP_COLOR_ERROR;
  for (guint i = 0; word != NULL && *text != '*' && i < G_N_ELEMENTS (refusals); i++)
    if (g_str_has_prefix (word, refusals[i]))
      return APP_COLOR_ERROR;
  return word != NULL && *text != '*' && g_str_has_prefix (word, " OK") ? APP_COLOR_SERVER
                                                                        : APP_COLOR_UNTAGGED;
}

/* Which side says a line of an excerpt: "[CONN] C:|S: text". */
static AppColor
color_of (const char *line)
{
  const char *client = strstr (line, "C: ");
  const char *server = strstr (line, "S: ");
  if (client != NULL && (server == NULL || client < server))
    return APP_COLOR_CLIENT;
  return server != NULL ? color_of_response (server + strlen ("S: ")) : APP_COLOR_QUIET;
}

static void
color_label (GtkLabel *label)
{
  AppColor color = (AppColor) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "color"));
  GdkRGBA rgba = app_palette_now (color);
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_foreground_new ((guint16) (rgba.red * 65535.0f),
                                                                 (guint16) (rgba.green * 65535.0f),
                                                                 (guint16) (rgba.blue * 65535.0f)));
  pango_attr_list_insert (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static GtkWidget *
code_line_new (const char *line, AppColor color)
{
  GtkWidget *label = gtk_label_new (line);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_object_set_data (G_OBJECT (label), "color", GUINT_TO_POINTER (color));
  color_label (GTK_LABEL (label));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (color_label), label, G_CONNECT_SWAPPED);
  return label;
}

static GtkWidget *
lines_new (const char *text, gboolean wire)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gtk_widget_add_css_class (box, "code");
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] == '\0' && lines[i + 1] == NULL)
        break;
      gtk_box_append (GTK_BOX (box),
                      code_line_new (lines[i], wire ? color_of (lines[i]) : APP_COLOR_TEXT));
    }
  return box;
}

GtkWidget *
app_text_wire_new (const char *text)
{
  return lines_new (text, TRUE);
}

/* --- blocks --- */

static GtkWidget *
item_new (const LessonBlock *item, const char *mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (mark);
  GtkWidget *content = app_text_blocks_new (item->children);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

static GtkWidget *
list_new (const LessonBlock *list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  for (guint i = 0; i < list->children->len; i++)
    {
      g_autofree char *mark = list->ordered ? g_strdup_printf ("%d.", list->start + (int) i)
                                            : g_strdup ("•");
      gtk_box_append (GTK_BOX (box), item_new (g_ptr_array_index (list->children, i), mark));
    }
  return box;
}

static GtkWidget *
table_new (const LessonBlock *table)
{
  GtkWidget *grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_widget_add_css_class (grid, "table");
  for (guint y = 0; y < table->children->len; y++)
    {
      const LessonBlock *row = g_ptr_array_index (table->children, y);
      for (guint x = 0; x < row->children->len; x++)
        {
          const LessonBlock *cell = g_ptr_array_index (row->children, x);
          GtkWidget *label = app_text_inlines_new (cell->inlines);
          gtk_widget_set_hexpand (label, TRUE);
          if (y == 0)
            gtk_widget_add_css_class (label, "heading");
          gtk_grid_attach (GTK_GRID (grid), label, (int) x, (int) y, 1, 1);
        }
    }
  return grid;
}

GtkWidget *
app_text_block_new (const LessonBlock *block)
{
  GtkWidget *widget = NULL;
  switch (block->kind)
    {
    case LESSON_BLOCK_PARAGRAPH:
      return app_text_inlines_new (block->inlines);
    case LESSON_BLOCK_HEADING:
      widget = app_text_inlines_new (block->inlines);
      gtk_widget_add_css_class (widget, "heading");
      return widget;
    case LESSON_BLOCK_LIST:
      return list_new (block);
    case LESSON_BLOCK_QUOTE:
      widget = app_text_blocks_new (block->children);
      gtk_widget_add_css_class (widget, "quote");
      return widget;
    case LESSON_BLOCK_TABLE:
      return table_new (block);
    case LESSON_BLOCK_CODE:
      return lines_new (block->text, FALSE);
    case LESSON_BLOCK_MACHINE:
      return block->machine == LESSON_MACHINE_WIRE ? lines_new (block->text, TRUE) : NULL;
    case LESSON_BLOCK_QUESTION:
      return app_text_block_new (block->question->question);
    case LESSON_BLOCK_EXERCISE:
      return app_text_block_new (block->exercise->task);
    case LESSON_BLOCK_ITEM:
    case LESSON_BLOCK_ROW:
    case LESSON_BLOCK_CELL:
      break;
    }
  return NULL;
}

GtkWidget *
app_text_blocks_new (const GPtrArray *blocks)
{
  app_words_begin ();
  GtkWidget *box = GTK_WIDGET (app_passage_new (10));
  for (guint i = 0; i < blocks->len; i++)
    {
      GtkWidget *widget = app_text_block_new (g_ptr_array_index (blocks, i));
      if (widget != NULL)
        gtk_box_append (GTK_BOX (box), widget);
    }
  return box;
}

GtkWidget *
app_text_passage_new (const LessonBlock *block)
{
  GtkWidget *passage = GTK_WIDGET (app_passage_new (0));
  GtkWidget *widget = app_text_block_new (block);
  if (widget != NULL)
    gtk_box_append (GTK_BOX (passage), widget);
  return passage;
}
