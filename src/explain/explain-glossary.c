#include "explain-glossary-private.h"

#include "base-data.h"
#include "explain-catalogue.h"

#include <string.h>

struct _ExplainGlossary
{
  GPtrArray *terms;  /* of ExplainTerm, by English name */
  GHashTable *by_id; /* only for looking up */
  ExplainSpellings *spellings;
};

static void
clear_text (ExplainTermText *text)
{
  g_free (text->name);
  g_free (text->meaning);
  g_free (text->example);
  g_strfreev (text->words);
  g_strfreev (text->apart);
}

static void
free_term (gpointer data)
{
  ExplainTerm *term = data;
  g_free (term->id);
  g_free (term->kind);
  g_free (term->protocol);
  g_free (term->token);
  g_free (term->source);
  g_strfreev (term->lines);
  g_ptr_array_unref (term->see);
  clear_text (&term->texts[0]);
  clear_text (&term->texts[1]);
  g_free (term);
}

static void
free_glossary (ExplainGlossary *glossary)
{
  explain_spellings_free (glossary->spellings);
  g_hash_table_unref (glossary->by_id);
  g_ptr_array_unref (glossary->terms);
  g_free (glossary);
}

const ExplainTermText *
explain_term_in (const ExplainTerm *term, const char *language)
{
  return &term->texts[g_str_has_prefix (language, "zh") ? 1 : 0];
}

/* --- reading --- */

static GKeyFile *
read_file (const char *name, GError **error)
{
  g_autofree char *relative = g_build_filename ("glossary", name, NULL);
  g_autofree char *path = base_data_find (relative);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  if (path != NULL && g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    return g_steal_pointer (&file);
  g_set_error (error, EXPLAIN_ERROR, path == NULL ? EXPLAIN_ERROR_MISSING : EXPLAIN_ERROR_FORMAT,
               "%s: %s. Install Postglass again.", path != NULL ? path : relative,
               local != NULL ? local->message : "there is no such file");
  return NULL;
}

/* Values are taken raw, so that \Seen can be written as it is. NULL when it is not there or no UTF-8. */
static char *
get (GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *value = g_key_file_get_value (file, group, key, NULL);
  return value != NULL && g_utf8_validate (value, -1, NULL) ? g_steal_pointer (&value) : NULL;
}

/* What is parted by @separator; never NULL. */
static char **
get_list (GKeyFile *file, const char *group, const char *key, const char *separator)
{
  g_autofree char *value = get (file, group, key);
  return value != NULL ? g_strsplit (value, separator, -1) : g_new0 (char *, 1);
}

static gboolean
read_text (ExplainTermText *text, GKeyFile *file, const char *id)
{
  text->name = get (file, id, "name");
  text->meaning = get (file, id, "meaning");
  text->example = get (file, id, "example");
  text->words = get_list (file, id, "words", ";");
  text->apart = get_list (file, id, "apart", ";");
  return text->name != NULL && text->meaning != NULL;
}

static ExplainTerm *
read_term (GKeyFile *const files[3], const char *id, GError **error)
{
  ExplainTerm *term = g_new0 (ExplainTerm, 1);
  term->id = g_strdup (id);
  term->kind = get (files[0], id, "kind");
  term->protocol = get (files[0], id, "protocol");
  term->token = get (files[0], id, "token");
  term->source = get (files[0], id, "source");
  term->lines = get_list (files[0], id, "lines", " | ");
  term->see = g_ptr_array_new ();
  term->quiet = g_key_file_get_boolean (files[0], id, "quiet", NULL);
  if (term->protocol == NULL)
    term->protocol = g_strdup ("");
  gboolean first = read_text (&term->texts[0], files[1], id);
  gboolean second = read_text (&term->texts[1], files[2], id);
  if (first && second && term->kind != NULL)
    return term;
  g_set_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_FORMAT,
               "glossary: the term %s is not whole in both languages. Install Postglass again.",
               id);
  free_term (term);
  return NULL;
}

gboolean
explain_term_is_name (const ExplainTerm *term)
{
  return !g_str_equal (term->kind, "word");
}

const ExplainSpellings *
explain_glossary_get_spellings (const ExplainGlossary *glossary)
{
  return glossary->spellings;
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  const ExplainTerm *one = *(const ExplainTerm *const *) a;
  const ExplainTerm *other = *(const ExplainTerm *const *) b;
  int order = g_ascii_strcasecmp (one->texts[0].name, other->texts[0].name);
  return order != 0 ? order : strcmp (one->id, other->id);
}

static void
relate (const ExplainTerm *one, ExplainTerm *other)
{
  if (one != other && !g_ptr_array_find (one->see, other, NULL))
    g_ptr_array_add (one->see, other);
}

/* A command and its response, a word and the piece of syntax it is: they have one name. */
static void
relate_namesakes (const ExplainGlossary *glossary)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < glossary->terms->len; i++)
    {
      ExplainTerm *term = g_ptr_array_index (glossary->terms, i);
      g_autofree char *name = g_ascii_strdown (term->texts[0].name, -1);
      ExplainTerm *other = g_hash_table_lookup (names, name);
      if (other == NULL)
        g_hash_table_insert (names, g_steal_pointer (&name), term);
      else
        {
          relate (term, other);
          relate (other, term);
        }
    }
}

/* What one term says to look at also looks back. */
static gboolean
relate_all (const ExplainGlossary *glossary, GKeyFile *file, GError **error)
{
  for (guint i = 0; i < glossary->terms->len; i++)
    {
      ExplainTerm *term = g_ptr_array_index (glossary->terms, i);
      g_auto (GStrv) ids = get_list (file, term->id, "see", " ");
      for (guint k = 0; ids[k] != NULL; k++)
        {
          ExplainTerm *other = g_hash_table_lookup (glossary->by_id, ids[k]);
          if (other == NULL)
            {
              g_set_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_FORMAT,
                           "glossary: the term %s names %s, which is not there. Install Postglass "
                           "again.",
                           term->id, ids[k]);
              return FALSE;
            }
          relate (term, other);
          relate (other, term);
        }
    }
  return TRUE;
}

static ExplainGlossary *
load (GError **error)
{
  static const char *const names[3] = { "terms.ini", "en.ini", "zh_CN.ini" };
  GKeyFile *files[3] = { NULL, NULL, NULL };
  gboolean good = TRUE;
  for (guint i = 0; good && i < 3; i++)
    good = (files[i] = read_file (names[i], error)) != NULL;
  ExplainGlossary *glossary = g_new0 (ExplainGlossary, 1);
  glossary->terms = g_ptr_array_new_with_free_func (free_term);
  glossary->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  glossary->spellings = explain_spellings_new ();
  g_auto (GStrv) ids = good ? g_key_file_get_groups (files[0], NULL) : NULL;
  for (guint i = 0; good && ids[i] != NULL; i++)
    {
      ExplainTerm *term = read_term (files, ids[i], error);
      good = term != NULL;
      if (!good)
        break;
      g_ptr_array_add (glossary->terms, term);
      g_hash_table_insert (glossary->by_id, term->id, term);
      explain_spellings_add (glossary->spellings, term);
    }
  good = good && relate_all (glossary, files[0], error);
  if (good)
    relate_namesakes (glossary);
  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&files[i], g_key_file_unref);
  g_ptr_array_sort (glossary->terms, compare_terms);
  if (!good)
    g_clear_pointer (&glossary, free_glossary);
  return glossary;
}

const ExplainGlossary *
explain_glossary_get (GError **error)
{
  static GMutex mutex;
  static ExplainGlossary *glossary; /* kept for the life of the program */
  g_mutex_lock (&mutex);
  if (glossary == NULL)
    glossary = load (error);
  g_mutex_unlock (&mutex);
  return glossary;
}

guint
explain_glossary_get_n (const ExplainGlossary *glossary)
{
  return glossary->terms->len;
}

const ExplainTerm *
explain_glossary_get_nth (const ExplainGlossary *glossary, guint i)
{
  g_return_val_if_fail (i < glossary->terms->len, NULL);
  return g_ptr_array_index (glossary->terms, i);
}

const ExplainTerm *
explain_glossary_find (const ExplainGlossary *glossary, const char *id)
{
  return g_hash_table_lookup (glossary->by_id, id);
}

/* --- searching --- */

enum
{
  RANK_CALLED,
  RANK_BEGINS,
  RANK_HAS,
  RANK_MEANS,
  RANK_NOT
};

static guint
rank_word (const char *word, const char *query)
{
  g_autofree char *folded = g_utf8_casefold (word[0] == '\\' ? word + 1 : word, -1);
  if (g_str_equal (folded, query))
    return RANK_CALLED;
  if (g_str_has_prefix (folded, query))
    return RANK_BEGINS;
  return strstr (folded, query) != NULL ? RANK_HAS : RANK_NOT;
}

static guint
rank_term (const ExplainTerm *term, const char *query)
{
  guint best = RANK_NOT;
  for (guint i = 0; i < G_N_ELEMENTS (term->texts); i++)
    {
      const ExplainTermText *text = &term->texts[i];
      g_autofree char *meaning = g_utf8_casefold (text->meaning, -1);
      best = MIN (best, rank_word (text->name, query));
      for (guint k = 0; text->words[k] != NULL; k++)
        best = MIN (best, rank_word (text->words[k], query));
      if (strstr (meaning, query) != NULL)
        best = MIN (best, RANK_MEANS);
    }
  return best;
}

/* Of equals the everyday word comes first, then commands. */
#define KINDS 3

static guint
rank_kind (const ExplainTerm *term)
{
  if (!explain_term_is_name (term))
    return 0;
  return g_str_equal (term->kind, "command") ? 1 : 2;
}

GPtrArray *
explain_glossary_search (const ExplainGlossary *glossary, const char *query)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (query[0] == '\\' ? query + 1 : query));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);
  GPtrArray *ranks[RANK_NOT * KINDS];
  GPtrArray *found = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    ranks[i] = g_ptr_array_new ();
  for (guint i = 0; i < glossary->terms->len; i++)
    {
      ExplainTerm *term = g_ptr_array_index (glossary->terms, i);
      guint rank = *folded == '\0' ? RANK_CALLED : rank_term (term, folded);
      if (rank < RANK_NOT)
        g_ptr_array_add (ranks[rank * KINDS + (*folded != '\0' ? rank_kind (term) : 0)], term);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    {
      g_ptr_array_extend (found, ranks[i], NULL, NULL);
      g_clear_pointer (&ranks[i], g_ptr_array_unref);
    }
  return found;
}
