#include "app-token-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-document-token.h"
#include "app-rfc.h"
#include "app-widget.h"
#include "app-words.h"

struct _AppTokenRow
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *box;
  GtkWidget *head;
  GtkLabel *text;
  GtkLabel *name;
  GtkLabel *meaning;
  guint number; /* of the token it shows */
};

G_DEFINE_FINAL_TYPE (AppTokenRow, app_token_row, GTK_TYPE_WIDGET)

#define INDENT 12
#define SHORT 28  /* characters with room beside them for a name */
#define DEEPEST 6 /* indents no further */

/* A blank and a line end are seen as such. */
static char *
show_text (const ViewToken *token)
{
  if (token->text[0] != '\0' && strspn (token->text, " ") == strlen (token->text))
    return g_strnfill (strlen (token->text), '_');
  if (token->hidden > 0)
    {
      gulong n = (gulong) token->hidden;
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "(%lu more octet)", "(%lu more octets)", n), n);
      return g_strdup_printf ("%s %s", token->text, more);
    }
  return g_strdup (token->text);
}

/* Blanks and line ends need no words on the screen; the line as a whole has been summed up. */
static gboolean
is_plain (const ViewToken *token)
{
  return token->is_leaf ? token->text[strspn (token->text, " ")] == '\0' : token->depth == 0;
}

/* Words of its protocol come before those of the other. */
static const char *
protocol_of (const ViewToken *token)
{
  return g_str_has_prefix (token->meaning.key, "pop3.") ? "pop3" : "imap";
}

/* What it means, and where that is written, as links. */
static char *
make_markup (const ViewToken *token, const char *meaning, const char *rfc)
{
  g_autofree char *words = app_words_dup_passage (meaning, protocol_of (token));
  g_autofree char *source = rfc != NULL ? app_rfc_dup_markup (rfc) : NULL;
  if (source == NULL)
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s <span size=\"85%%\">%s</span>", words, source);
}

static gboolean
on_link (GtkLabel *label, const char *uri)
{
  return app_words_follow (GTK_WIDGET (label), uri);
}

static void
app_token_row_show (GtkWidget *widget, gconstpointer node)
{
  AppTokenRow *self = APP_TOKEN_ROW (widget);
  const ViewToken *token = node;
  const ExplainCatalogue *catalogue = view_catalogue_get (
      app_document_get_language (self->document), NULL);
  gboolean plain = is_plain (token);
  self->number = (guint) g_ascii_strtoull (token->node.id + 1, NULL, 10);
  g_autofree char *text = show_text (token);
  g_autofree char *meaning = app_document_say (self->document, &token->meaning);
  g_autofree char *markup = make_markup (token, meaning, token->rfc);
  gboolean fits = g_utf8_strlen (text, -1) <= SHORT;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  fits ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self->head), fits ? 8 : 0);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), token->is_leaf);
  gtk_label_set_label (self->name,
                       catalogue != NULL ? view_text_name (catalogue, &token->meaning) : "");
  gtk_label_set_markup (self->meaning, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), !plain);
  app_widget_set_tooltip (widget, plain ? meaning : NULL);
  gtk_widget_set_margin_start (self->box, (int) MIN (token->depth, DEEPEST) * INDENT);
  if (token->is_leaf)
    gtk_widget_remove_css_class (widget, "group");
  else
    gtk_widget_add_css_class (widget, "group");
}

static void
app_token_row_dispose (GObject *object)
{
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_TOKEN_ROW);
  g_clear_object (&APP_TOKEN_ROW (object)->document);
  G_OBJECT_CLASS (app_token_row_parent_class)->dispose (object);
}

static void
app_token_row_class_init (AppTokenRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_token_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-token-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTokenRow, box);
  gtk_widget_class_bind_template_child (widget_class, AppTokenRow, head);
  gtk_widget_class_bind_template_child (widget_class, AppTokenRow, text);
  gtk_widget_class_bind_template_child (widget_class, AppTokenRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppTokenRow, meaning);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "token");
}

static void
on_enter (AppTokenRow *self)
{
  app_document_point_token (self->document, self->number);
}

static void
on_leave (AppTokenRow *self)
{
  app_document_point_token (self->document, G_MAXUINT);
}

static void
app_token_row_init (AppTokenRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_tell_cut (GTK_WIDGET (self));
  GtkEventController *motion = gtk_event_controller_motion_new ();
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  /* What was sent has no hyphens that were not sent. */
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->text, attributes);
  pango_attr_list_unref (attributes);
}

static GtkWidget *
app_token_row_make (AppDocument *document)
{
  AppTokenRow *self = g_object_new (APP_TYPE_TOKEN_ROW, NULL);
  self->document = g_object_ref (document);
  return GTK_WIDGET (self);
}

const AppListRow *
app_token_row_list (void)
{
  static const AppListRow row = { app_token_row_make, app_token_row_show };
  return &row;
}
