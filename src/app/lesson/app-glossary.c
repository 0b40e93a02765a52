#include "app-glossary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-glossary-kinds.h"
#include "app-glossary-lessons.h"
#include "app-language.h"
#include "app-list.h"
#include "app-text-blocks.h"
#include "app-widget.h"
#include "app-words.h"
#include "view-glossary.h"

struct _AppGlossary
{
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkDropDown *kinds; /* "all", and then each */
  GtkLabel *count;
  GtkListView *list;
  GtkStringList *names; /* what is in the list; @found has the same order */
  GtkSingleSelection *selection;
  GArray *found; /* of ViewTerm */
  GtkLabel *name;
  GtkLabel *other;
  GtkLabel *kind;
  GtkLabel *meaning;
  GtkWidget *example; /* a heading over @sentence and @lines */
  GtkLabel *sentence;
  GtkBox *lines;
  GtkWidget *see;
  GtkLabel *related;
  GtkWidget *lessons;
  GtkLabel *used;
  GtkLabel *source;
  GtkWidget *term; /* all of these */
  GtkScrolledWindow *page;
  AppGlossaryLessons *uses;
  const char *language; /* that they are in; static */
  const char *shown;
  guint scrolling; /* tick callback, 0 none */
};

G_DEFINE_FINAL_TYPE (AppGlossary, app_glossary, ADW_TYPE_WINDOW)

/* --- one term --- */

static void
show_example (AppGlossary *self, const ViewTerm *term)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  gtk_label_set_label (self->sentence, term->example != NULL ? term->example : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), term->example != NULL);
  if (term->lines[0] != NULL)
    {
      g_autofree char *text = g_strjoinv ("\n", (char **) term->lines);
      gtk_box_append (self->lines, app_text_wire_new (text));
    }
  gtk_widget_set_visible (self->example, term->example != NULL || term->lines[0] != NULL);
}

/* A command and its response have one name, so what the other one is stands behind it. */
static void
append_related (GString *markup, const ViewTerm *term, const ViewTerm *other)
{
  g_autofree char *name = g_markup_escape_text (other->name, -1);
  g_autofree char *tip = g_markup_escape_text (other->meaning, -1);
  g_string_append_printf (markup, "%s<a href=\"" APP_WORDS_SCHEME "%s\" title=\"%s\">%s</a>",
                          markup->len > 0 ? " · " : "", other->id, tip, name);
  if (g_ascii_strcasecmp (other->name, term->name) == 0)
    {
      g_autofree char *kind = app_glossary_kind_describe (other);
      g_string_append_printf (markup, " (%s)", kind);
    }
}

static void
show_related (AppGlossary *self, const ViewTerm *term)
{
  g_autoptr (GArray) found = view_glossary_related (term->id, app_language_get_content ());
  g_autoptr (GString) markup = g_string_new (NULL);
  for (guint i = 0; i < found->len; i++)
    append_related (markup, term, &g_array_index (found, ViewTerm, i));
  gtk_label_set_markup (self->related, markup->str);
  gtk_widget_set_visible (self->see, found->len > 0);
}

static void
show_lessons (AppGlossary *self, const ViewTerm *term)
{
  if (self->uses == NULL || !g_str_equal (self->language, app_language_get_content ()))
    {
      g_clear_pointer (&self->uses, app_glossary_lessons_free);
      self->language = app_language_get_content ();
      self->uses = app_glossary_lessons_new ();
    }
  g_autofree char *markup = app_glossary_lessons_dup_markup (self->uses, term->id);
  gtk_label_set_markup (self->used, markup != NULL ? markup : "");
  gtk_widget_set_visible (self->lessons, markup != NULL);
}

static void
show_term (AppGlossary *self, const ViewTerm *term)
{
  g_autofree char *kind = app_glossary_kind_describe (term);
  g_autoptr (GString) meaning = g_string_new (NULL);
  g_autoptr (GString) source = g_string_new (NULL);
  if (self->shown != NULL && !g_str_equal (self->shown, term->id))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->page), 0);
  self->shown = term->id;
  app_words_begin ();
  app_words_append (meaning, term->meaning);
  app_words_append (source, term->source != NULL ? term->source : "");
  gtk_label_set_label (self->name, term->name);
  gtk_label_set_label (self->other, term->other);
  gtk_widget_set_visible (GTK_WIDGET (self->other), !g_str_equal (term->other, term->name));
  gtk_label_set_label (self->kind, kind);
  gtk_label_set_markup (self->meaning, meaning->str);
  show_example (self, term);
  show_related (self, term);
  show_lessons (self, term);
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

/* The best; in a list of all, what was shown @before. */
static void
choose_after_search (AppGlossary *self, const char *before)
{
  guint chosen = 0;
  for (guint i = 0; before != NULL && i < self->found->len; i++)
    if (g_str_equal (g_array_index (self->found, ViewTerm, i).id, before))
      chosen = i;
  if (self->found->len > 0)
    app_glossary_choose (self, chosen);
}

void
app_glossary_search (AppGlossary *self, const char *query)
{
  g_return_if_fail (APP_IS_GLOSSARY (self));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint kind = gtk_drop_down_get_selected (self->kinds);
  const char *before = *query == '\0' ? self->shown : NULL;
  g_array_unref (self->found);
  self->found = view_glossary_search (query, kind > 0 ? app_glossary_kind_get (kind - 1) : NULL,
                                      app_language_get_content ());
  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (names, (gpointer) g_array_index (self->found, ViewTerm, i).name);
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->names, 0, g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names->pdata);
  g_autofree char *count = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u word", "%u words", self->found->len), self->found->len);
  gtk_label_set_label (self->count, count);
  choose_after_search (self, before);
}

static void
on_search (AppGlossary *self)
{
  app_glossary_search (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

gboolean
app_glossary_choose_kind (AppGlossary *self, const char *kind)
{
  g_return_val_if_fail (APP_IS_GLOSSARY (self), FALSE);
  guint i = 0;
  while (kind != NULL && app_glossary_kind_get (i) != NULL
         && !g_str_equal (app_glossary_kind_get (i), kind))
    i++;
  if (kind != NULL && app_glossary_kind_get (i) == NULL)
    return FALSE;
  gtk_drop_down_set_selected (self->kinds, kind != NULL ? i + 1 : 0);
  return TRUE;
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

const char *
app_glossary_get_shown (AppGlossary *self)
{
  return self->shown;
}

/* --- the list --- */

/* Several terms can have one name, so what a term is stands beside it. */
static void
on_setup (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *kind = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  app_widget_tell_cut (name);
  gtk_label_set_width_chars (GTK_LABEL (name), 14);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (kind, "quiet");
  gtk_widget_add_css_class (kind, "caption");
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), kind);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, AppGlossary *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  guint i = gtk_list_item_get_position (item);
  if (i >= self->found->len)
    return;
  const ViewTerm *term = &g_array_index (self->found, ViewTerm, i);
  const char *kind = app_glossary_kind_name (term->kind);
  g_autofree char *both = g_strdup_printf ("%s, %s", term->name, kind);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (row)), term->name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row)), kind);
  gtk_widget_set_tooltip_text (row, both);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
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
      gtk_drop_down_set_selected (self->kinds, 0);
      app_glossary_search (self, "");
      for (guint i = 0; i < self->found->len; i++)
        if (g_str_equal (g_array_index (self->found, ViewTerm, i).id, id))
          app_glossary_choose (self, i);
    }
}

/* In the window that can open it: that of a presenter's notes leaves it to the one below. */
static void
open_lesson (AppGlossary *self, const char *folder)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  while (window != NULL
         && !gtk_widget_activate_action (GTK_WIDGET (window), "win.open-lesson", "s", folder))
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    gtk_window_present (window);
}

/* Words in meanings are shown here. */
static gboolean
on_link (GtkLabel *label, const char *uri)
{
  AppGlossary *self = APP_GLOSSARY (gtk_widget_get_root (GTK_WIDGET (label)));
  if (g_str_has_prefix (uri, APP_GLOSSARY_LESSON_SCHEME))
    {
      open_lesson (self, uri + strlen (APP_GLOSSARY_LESSON_SCHEME));
      return GDK_EVENT_STOP;
    }
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
  AppGlossary *self = APP_GLOSSARY (object);
  g_array_unref (self->found);
  g_clear_pointer (&self->uses, app_glossary_lessons_free);
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
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, page);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, used);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, lessons);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, related);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, see);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, lines);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, sentence);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, example);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, kinds);
  gtk_widget_class_bind_template_child (widget_class, AppGlossary, term);
  gtk_widget_class_bind_template_callback (widget_class, on_search);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_link);
}

static void
fill_kinds (AppGlossary *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _ ("All kinds"));
  for (guint i = 0; app_glossary_kind_get (i) != NULL; i++)
    gtk_string_list_append (names, app_glossary_kind_all (i));
  gtk_drop_down_set_model (self->kinds, G_LIST_MODEL (names));
  g_signal_connect_object (self->kinds, "notify::selected", G_CALLBACK (on_search), self,
                           G_CONNECT_SWAPPED);
  g_object_unref (names);
}

static void
app_glossary_init (AppGlossary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_widget_mark_language (GTK_WIDGET (self));
  app_widget_keep_focus (GTK_WINDOW (self));
  self->found = g_array_new (FALSE, FALSE, sizeof (ViewTerm));
  self->names = gtk_string_list_new (NULL);
  fill_kinds (self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->names));
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
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

static AppGlossary *
get_glossary (GtkWindow *parent)
{
  AppGlossary *self = g_object_get_data (G_OBJECT (parent), "glossary");
  if (self != NULL)
    return self;
  self = g_object_new (APP_TYPE_GLOSSARY, "transient-for", parent, "destroy-with-parent", TRUE,
                       NULL);
  g_object_set_data (G_OBJECT (parent), "glossary", self);
  g_signal_connect_object (self, "destroy", G_CALLBACK (on_destroy), parent, 0);
  app_glossary_search (self, "");
  return self;
}

void
app_glossary_retell (GtkWindow *parent)
{
  AppGlossary *self = g_object_get_data (G_OBJECT (parent), "glossary");
  if (self == NULL)
    return;
  const char *shown = self->shown;
  gtk_window_destroy (GTK_WINDOW (self));
  self = get_glossary (parent);
  show_id (self, shown != NULL ? shown : "");
  gtk_widget_show (GTK_WIDGET (self));
}

AppGlossary *
app_glossary_show (GtkWindow *parent, const char *id)
{
  AppGlossary *self = get_glossary (parent);
  show_id (self, id);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
