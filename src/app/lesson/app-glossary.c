#include "app-glossary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-language.h"
#include "app-list.h"
#include "app-widget.h"
#include "app-words.h"
#include "view-glossary.h"

struct _AppGlossary
{
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkListView *list;
  GtkStringList *names; /* what is in the list; @found has the same order */
  GtkSingleSelection *selection;
  GArray *found; /* of ViewTerm */
  GtkLabel *name;
  GtkLabel *other;
  GtkLabel *kind;
  GtkLabel *meaning;
  GtkLabel *source;
  GtkWidget *term; /* all of these */
  const char *shown;
  guint scrolling; /* tick callback, 0 none */
};

G_DEFINE_FINAL_TYPE (AppGlossary, app_glossary, ADW_TYPE_WINDOW)

static const struct
{
  const char *kind;
  const char *words;
} kinds[] = {
  { "word", N_ ("word") },
  { "command", N_ ("command") },
  { "response", N_ ("response") },
  { "code", N_ ("response code") },
  { "item", N_ ("data item") },
  { "key", N_ ("search or sort key") },
  { "flag", N_ ("flag") },
  { "state", N_ ("state of a session") },
  { "syntax", N_ ("piece of syntax") },
  { "capability", N_ ("capability") },
  { "mech", N_ ("way to log in") },
  { "attr", N_ ("attribute") },
};

static const char *
name_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return _ (kinds[i].words);
  return kind;
}

/* --- one term --- */

/* "command · IMAP4rev1", "response code · IMAP, extension CONDSTORE" */
static char *
describe_kind (const ViewTerm *term)
{
  static const struct
  {
    const char *protocol;
    const char *name;
  } names[] = { { "imap", "IMAP" }, { "imap4rev1", "IMAP4rev1" }, { "imap4rev2", "IMAP4rev2" },
                { "pop3", "POP3" }, { "sasl", "SASL" },           { "net", "TCP, TLS" } };
  const char *kind = name_kind (term->kind);
  const char *plus = strchr (term->protocol, '+');
  g_autofree char *base = plus != NULL ? g_strndup (term->protocol, (gsize) (plus - term->protocol))
                                       : g_strdup (term->protocol);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].protocol, base))
      return plus != NULL
                 ? g_strdup_printf (_ ("%s · %s, extension %s"), kind, names[i].name, plus + 1)
                 : g_strdup_printf ("%s · %s", kind, names[i].name);
  return g_strdup (kind);
}

static void
show_term (AppGlossary *self, const ViewTerm *term)
{
  g_autofree char *kind = describe_kind (term);
  g_autoptr (GString) meaning = g_string_new (NULL);
  g_autoptr (GString) source = g_string_new (NULL);
  self->shown = term->id;
  app_words_begin ();
  app_words_append (meaning, term->meaning);
  app_words_append (source, term->source != NULL ? term->source : "");
  gtk_label_set_label (self->name, term->name);
  gtk_label_set_label (self->other, term->other);
  gtk_widget_set_visible (GTK_WIDGET (self->other), !g_str_equal (term->other, term->name));
  gtk_label_set_label (self->kind, kind);
  gtk_label_set_markup (self->meaning, meaning->str);
  gtk_label_set_markup (self->source, source->str);
  gtk_widget_set_visible (GTK_WIDGET (self->source), term->source != NULL);
  gtk_widget_set_visible (self->term, TRUE);
}

static void
on_selected (AppGlossary *self)
{
  guint i = gtk_single_selection_get_selected (self->selection);
  if (i < self->found->len)
    show_term (self, &g_array_index (self->found, ViewTerm, i));
}

/* --- searching --- */

void
app_glossary_search (AppGlossary *self, const char *query)
{
  g_return_if_fail (APP_IS_GLOSSARY (self));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_array_unref (self->found);
  self->found = view_glossary_search (query, app_language_get_content ());
  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (names, (gpointer) g_array_index (self->found, ViewTerm, i).name);
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names->pdata);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u word", "%u words", self->found->len), self->found->len);
  gtk_label_set_label (self->count, count);
  on_selected (self);
}

static void
on_search (AppGlossary *self)
{
  app_glossary_search (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
on_entered (AppGlossary *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

guint
app_glossary_count (AppGlossary *self)
{
  return self->found->len;
}

/* A list that was never laid out cannot be scrolled. */
static gboolean
on_scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppGlossary *self = APP_GLOSSARY (widget);
  if (gtk_widget_get_height (GTK_WIDGET (self->list)) <= 1)
    return G_SOURCE_CONTINUE;
  app_list_scroll_to (self->list, gtk_single_selection_get_selected (self->selection));
  self->scrolling = 0;
  return G_SOURCE_REMOVE;
}

void
app_glossary_choose (AppGlossary *self, guint i)
{
  g_return_if_fail (i < self->found->len);
  gtk_single_selection_set_selected (self->selection, i);
  if (self->scrolling == 0)
    self->scrolling = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_scroll, NULL, NULL);
  on_selected (self);
}

const char *
app_glossary_get_shown (AppGlossary *self)
{
  return self->shown;
}

/* --- the list --- */

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 22);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  gtk_label_set_label (GTK_LABEL (label), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
on_close_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

/* The whole list, at the term @id if there is one. */
static void
show_id (AppGlossary *self, const char *id)
{
  ViewTerm term;
  if (view_glossary_find (id, app_language_get_content (), &term))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      app_glossary_search (self, "");
      for (guint i = 0; i < self->found->len; i++)
        if (g_str_equal (g_array_index (self->found, ViewTerm, i).id, id))
          app_glossary_choose (self, i);
    }
}

/* Words in meanings are shown here. */
static gboolean
on_link (GtkLabel *label, const char *uri)
{
  AppGlossary *self = APP_GLOSSARY (gtk_widget_get_root (GTK_WIDGET (label)));
  if (!g_str_has_prefix (uri, APP_WORDS_SCHEME))
    return app_words_follow (GTK_WIDGET (label), uri);
  show_id (self, uri + strlen (APP_WORDS_SCHEME));
  return GDK_EVENT_STOP;
}

static void
app_glossary_dispose (GObject *object)
{
  AppGlossary *self = APP_GLOSSARY (object);
  g_clear_pointer (&self->found, g_array_unref);
  self->found = g_array_new (FALSE, FALSE, sizeof (ViewTerm));
  G_OBJECT_CLASS (app_glossary_parent_class)->dispose (object);
}

static void
app_glossary_finalize (GObject *object)
{
  g_array_unref (APP_GLOSSARY (object)->found);
  G_OBJECT_CLASS (app_glossary_parent_class)->finalize (object);
}

static void
app_glossary_class_init (AppGlossaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_glossary_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_glossary_finalize;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_close_key, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-glossary.ui");
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, entry);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, count);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, list);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, name);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, other);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, kind);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, meaning);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, source);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, term);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
}

static void
app_glossary_init (AppGlossary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_mark_language (GTK_WIDGET (self));
  app_widget_keep_focus (GTK_WINDOW (self));
  self->found = g_array_new (FALSE, FALSE, sizeof (ViewTerm));
  self->names = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->names));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  app_list_tab_out (GTK_WIDGET (self->list));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_object_unref (self->selection);
}

static void
on_destroy (GtkWidget *glossary, GtkWindow *parent)
{
  g_object_set_data (G_OBJECT (parent), "glossary", NULL);
}

AppGlossary *
app_glossary_show (GtkWindow *parent, const char *id)
{
  AppGlossary *self = g_object_get_data (G_OBJECT (parent), "glossary");
  if (self == NULL)
    {
      self = g_object_new (APP_TYPE_GLOSSARY, "transient-for", parent, "destroy-with-parent", TRUE,
                           NULL);
      g_object_set_data (G_OBJECT (parent), "glossary", self);
      g_signal_connect_object (self, "destroy", G_CALLBACK (on_destroy), parent, 0);
      app_glossary_search (self, "");
    }
  show_id (self, id);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
