#include "view-glossary.h"

#include <string.h>

#include "explain-glossary.h"

static ViewTerm
term_in (const ExplainTerm *term, const char *language)
{
  gboolean chinese = g_str_has_prefix (language, "zh");
  const ExplainTermText *text = explain_term_in (term, language);
  return (ViewTerm){
    .id = term->id,
    .name = text->name,
    .other = explain_term_in (term, chinese ? "en" : "zh_CN")->name,
    .meaning = text->meaning,
    .kind = term->kind,
    .protocol = term->protocol,
    .source = term->source,
    .example = text->example,
    .lines = (const char *const *) term->lines,
  };
}

gboolean
view_glossary_check (GError **error)
{
  return explain_glossary_get (error) != NULL;
}

gboolean
view_glossary_find (const char *id, const char *language, ViewTerm *out)
{
  const ExplainGlossary *glossary = explain_glossary_get (NULL);
  const ExplainTerm *term = glossary != NULL ? explain_glossary_find (glossary, id) : NULL;
  if (term == NULL)
    return FALSE;
  *out = term_in (term, language);
  return TRUE;
}

typedef struct
{
  ViewTerm term;
  char *key;
} Sorted;

static void
clear_sorted (gpointer data)
{
  g_free (((Sorted *) data)->key);
}

static int
compare_sorted (gconstpointer a, gconstpointer b)
{
  int order = strcmp (((const Sorted *) a)->key, ((const Sorted *) b)->key);
  return order != 0 ? order : strcmp (((const Sorted *) a)->term.id, ((const Sorted *) b)->term.id);
}

/* As a person would look for them, by their names in this language. */
static void
sort_by_name (GArray *terms)
{
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (Sorted), terms->len);
  g_array_set_clear_func (sorted, clear_sorted);
  for (guint i = 0; i < terms->len; i++)
    {
      ViewTerm term = g_array_index (terms, ViewTerm, i);
      Sorted one = { term, g_utf8_collate_key (term.name, -1) };
      g_array_append_val (sorted, one);
    }
  g_array_sort (sorted, compare_sorted);
  for (guint i = 0; i < terms->len; i++)
    g_array_index (terms, ViewTerm, i) = g_array_index (sorted, Sorted, i).term;
}

GArray *
view_glossary_search (const char *query, const char *kind, const char *language)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ViewTerm));
  const ExplainGlossary *glossary = explain_glossary_get (NULL);
  if (glossary == NULL)
    return found;
  g_autoptr (GPtrArray) terms = explain_glossary_search (glossary, query);
  for (guint i = 0; i < terms->len; i++)
    {
      ViewTerm term = term_in (g_ptr_array_index (terms, i), language);
      if (kind == NULL || g_str_equal (kind, term.kind))
        g_array_append_val (found, term);
    }
  if (*query == '\0' && g_str_has_prefix (language, "zh"))
    sort_by_name (found);
  return found;
}

GArray *
view_glossary_related (const char *id, const char *language)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ViewTerm));
  const ExplainGlossary *glossary = explain_glossary_get (NULL);
  const ExplainTerm *term = glossary != NULL ? explain_glossary_find (glossary, id) : NULL;
  for (guint i = 0; term != NULL && i < term->see->len; i++)
    {
      ViewTerm other = term_in (g_ptr_array_index (term->see, i), language);
      g_array_append_val (found, other);
    }
  return found;
}

GArray *
view_glossary_scan (const char *text, const char *language, const char *protocol)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ViewWord));
  const ExplainGlossary *glossary = explain_glossary_get (NULL);
  if (glossary == NULL)
    return found;
  g_autoptr (GArray) words = explain_glossary_scan (glossary, text, protocol);
  for (guint i = 0; i < words->len; i++)
    {
      const ExplainWord *one = &g_array_index (words, ExplainWord, i);
      ViewWord word = { one->start, one->length, term_in (one->term, language) };
      g_array_append_val (found, word);
    }
  return found;
}
