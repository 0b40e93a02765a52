#include "app-words.h"

#include <string.h>

#include "app-glossary.h"
#include "app-language.h"
#include "app-rfc.h"
#include "view-glossary.h"

/* What was marked in this passage; ids, kept for the life of the program. */
static GHashTable *marked;
static const char *chosen;

void
app_words_set_protocol (const char *protocol)
{
  chosen = protocol;
}

void
app_words_begin (void)
{
  if (marked == NULL)
    marked = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_remove_all (marked);
}

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);
  g_string_append (markup, escaped);
}

static void
append_link (GString *markup, const char *word, gsize length, const ViewTerm *term)
{
  g_autofree char *tip = g_markup_escape_text (term->meaning, -1);
  g_string_append_printf (markup, "<a href=\"" APP_WORDS_SCHEME "%s\" title=\"%s\">", term->id,
                          tip);
  append_escaped (markup, word, length);
  g_string_append (markup, "</a>");
}

static void
append_words (GString *markup, const char *text)
{
  g_autoptr (GArray) words = view_glossary_scan (text, app_language_get_content (), chosen);
  gsize at = 0;
  for (guint i = 0; i < words->len; i++)
    {
      const ViewWord *word = &g_array_index (words, ViewWord, i);
      if (marked != NULL && !g_hash_table_add (marked, (gpointer) word->term.id))
        continue;
      append_escaped (markup, text + at, word->start - at);
      append_link (markup, text + word->start, word->length, &word->term);
      at = word->start + word->length;
    }
  append_escaped (markup, text + at, strlen (text + at));
}

void
app_words_append (GString *markup, const char *text)
{
  gsize start, length;
  while ((length = app_rfc_find (text, &start)) > 0)
    {
      g_autofree char *before = g_strndup (text, start);
      g_autofree char *reference = g_strndup (text + start, length);
      g_autofree char *link = app_rfc_dup_markup (reference);
      append_words (markup, before);
      g_string_append (markup, link);
      text += start + length;
    }
  append_words (markup, text);
}

char *
app_words_dup_passage (const char *text, const char *protocol)
{
  GString *markup = g_string_new (NULL);
  GHashTable *marked_elsewhere = g_steal_pointer (&marked);
  const char *chosen_elsewhere = chosen;
  app_words_begin ();
  chosen = protocol;
  app_words_append (markup, text);
  g_hash_table_unref (marked);
  marked = marked_elsewhere;
  chosen = chosen_elsewhere;
  return g_string_free (markup, FALSE);
}

gboolean
app_words_follow (GtkWidget *label, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (label);
  if (!g_str_has_prefix (uri, APP_WORDS_SCHEME))
    app_rfc_open (label, uri);
  /* The windows of the presenter have no such action. */
  else if (!gtk_widget_activate_action (label, "win.glossary", "s", uri + strlen (APP_WORDS_SCHEME))
           && GTK_IS_WINDOW (root))
    app_glossary_show (GTK_WINDOW (root), uri + strlen (APP_WORDS_SCHEME));
  return GDK_EVENT_STOP;
}
