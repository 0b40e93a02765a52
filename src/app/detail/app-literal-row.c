#include "app-literal-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-rfc.h"
#include "app-widget.h"
#include "app-words.h"
#include "base-time.h"
#include "view-literal.h"

struct _AppLiteralRow
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkLabel *number;
  GtkLabel *name;
  GtkLabel *where;
  GtkLabel *text;
  GtkLabel *note;
  GtkLabel *says;
};

G_DEFINE_FINAL_TYPE (AppLiteralRow, app_literal_row, GTK_TYPE_WIDGET)

static gboolean
on_link (GtkLabel *label, const char *uri)
{
  return app_words_follow (GTK_WIDGET (label), uri);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

/* --- octets --- */

static void
add (PangoAttrList *list, PangoAttribute *attribute, gsize from, gsize to)
{
  attribute->start_index = (guint) from;
  attribute->end_index = (guint) to;
  pango_attr_list_insert (list, attribute);
}

/* The line end is a word about the line and stands back; a dot that was put in has a ground and a line below. */
static void
show_octets (AppLiteralRow *self, const ViewLiteralRow *row)
{
  static const char *const endings[] = { "", "CRLF", "LF" };
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  g_autofree char *text = g_strconcat (row->text, endings[row->ending], NULL);
  gsize len = strlen (row->text);
  add (list, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  if (row->ending != VIEW_ENDS_NOT)
    {
      add (list, pango_attr_scale_new (0.75), len, G_MAXUINT);
      add (list, pango_attr_foreground_alpha_new (0xb000), len, G_MAXUINT);
    }
  if (row->stuffed)
    {
      add (list, pango_attr_background_new (0xe5e5, 0xa5a5, 0x0a0a), 0, 1);
      add (list, pango_attr_background_alpha_new (0x7000), 0, 1);
      add (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), 0, 1);
    }
  set_text (self->text, text);
  gtk_label_set_attributes (self->text, list);
}

/* "l0.12": the twelfth row of its octets. */
static char *
number_of (const ViewLiteralRow *row)
{
  if (row->kind == VIEW_LITERAL_LINE)
    return g_strdup (strchr (row->node.id, '.') + 1);
  return row->kind < VIEW_LITERAL_LINE ? g_strdup_printf ("%u", row->kind + 1) : NULL;
}

/* --- the three parts --- */

/* Where a part travels: in the line that is explained, or in another, which Enter leads to. */
static char *
describe_place (AppLiteralRow *self, const ViewLiteralRow *row)
{
  ViewLadder *ladder = app_document_get_ladder (self->document);
  guint32 place = row->event != 0 ? view_ladder_find_row (ladder, row->event) : VIEW_NO_ROW;
  if (place == VIEW_NO_ROW || row->kind >= VIEW_LITERAL_LINE)
    return NULL;
  if (place == app_document_get_selected (self->document))
    return g_strdup (_ ("in this line"));
  g_autoptr (ViewRow) there = view_ladder_get_row (ladder, place);
  g_autofree char *time = base_time_format_short (there->sent);
  /* Translators: seconds of the lesson's own clock */
  return g_strdup_printf (_ ("in the line of %s s – go there"), time);
}

static char *
make_markup (AppLiteralRow *self, const ViewLiteralRow *row)
{
  g_autofree char *says = app_document_say (self->document, &row->says);
  gboolean pop3 = view_detail_is_pop3 (app_document_get_detail (self->document));
  char *words = row->kind == VIEW_LITERAL_FOLD
                    ? g_markup_escape_text (says, -1)
                    : app_words_dup_passage (says, pop3 ? "pop3" : "imap");
  g_autofree char *source = row->rfc != NULL ? app_rfc_dup_markup (row->rfc) : NULL;
  if (source == NULL)
    return words;
  g_autofree char *rest = words;
  return g_strdup_printf ("%s <span size=\"85%%\">%s</span>", rest, source);
}

static void
set_class (AppLiteralRow *self, const char *class, gboolean there)
{
  if (there)
    gtk_widget_add_css_class (GTK_WIDGET (self), class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), class);
}

static void
app_literal_row_show (GtkWidget *widget, gconstpointer node)
{
  AppLiteralRow *self = APP_LITERAL_ROW (widget);
  const ViewLiteralRow *row = node;
  const ExplainCatalogue *catalogue = view_catalogue_get (
      app_document_get_language (self->document), NULL);
  gboolean part = row->kind < VIEW_LITERAL_LINE;
  gboolean octets = row->kind == VIEW_LITERAL_LINE;
  g_autofree char *number = number_of (row);
  g_autofree char *place = part ? describe_place (self, row) : NULL;
  g_autofree char *markup = octets ? NULL : make_markup (self, row);
  gtk_label_set_text (self->number, number != NULL ? number : "");
  set_text (self->name, part && catalogue != NULL ? view_text_name (catalogue, &row->says) : NULL);
  set_text (self->where, place);
  show_octets (self, row);
  set_text (self->note, row->stuffed ? _ ("stuffed dot") : NULL);
  gtk_label_set_markup (self->says, markup != NULL ? markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->says), markup != NULL);
  set_class (self, "part", part);
  set_class (self, "octets", octets);
  set_class (self, "fold", row->kind == VIEW_LITERAL_FOLD);
}

/* --- the widget --- */

static void
app_literal_row_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_LITERAL_ROW);
  g_clear_object (&APP_LITERAL_ROW (object)->document);
  G_OBJECT_CLASS (app_literal_row_parent_class)->dispose (object);
}

static void
app_literal_row_class_init (AppLiteralRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_literal_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-literal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLiteralRow, number);
  gtk_widget_class_bind_template_child (widget_class, AppLiteralRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppLiteralRow, where);
  gtk_widget_class_bind_template_child (widget_class, AppLiteralRow, text);
  gtk_widget_class_bind_template_child (widget_class, AppLiteralRow, note);
  gtk_widget_class_bind_template_child (widget_class, AppLiteralRow, says);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "literal");
}

static void
app_literal_row_init (AppLiteralRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
app_literal_row_make (AppDocument *document)
{
  AppLiteralRow *self = g_object_new (APP_TYPE_LITERAL_ROW, NULL);
  self->document = g_object_ref (document);
  return GTK_WIDGET (self);
}

const AppListRow *
app_literal_row_list (void)
{
  static const AppListRow row = { app_literal_row_make, app_literal_row_show };
  return &row;
}
