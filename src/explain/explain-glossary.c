#include "explain-glossary.h"

#include "base-data.h"
#include "explain-catalogue.h"

#include <string.h>

/* How many words, and how many Han characters, a term may have to be found in a text. */
#define WORDS_MAX 4
#define CHARS_MAX 12

struct _ExplainGlossary
{
  GPtrArray *terms;    /* of ExplainTerm, by English name */
  GHashTable *by_id;   /* only for looking up */
  GHashTable *spelled; /* spelling → GPtrArray of ExplainTerm, only for looking up */
};

static void
clear_text (ExplainTermText *text)
{
  g_free (text->name);
  g_free (text->meaning);
  g_strfreev (text->words);
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
  clear_text (&term->texts[0]);
  clear_text (&term->texts[1]);
  g_free (term);
}

static void
free_glossary (ExplainGlossary *glossary)
{
  g_hash_table_unref (glossary->spelled);
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

static gboolean
read_text (ExplainTermText *text, GKeyFile *file, const char *id)
{
  g_autofree char *words = get (file, id, "words");
  text->name = get (file, id, "name");
  text->meaning = get (file, id, "meaning");
  text->words = words != NULL ? g_strsplit (words, ";", -1) : g_new0 (char *, 1);
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

/* --- spellings --- */

static gboolean
is_name (const ExplainTerm *term)
{
  return !g_str_equal (term->kind, "word");
}

/* Names of the protocol are looked for as they are; words in any case, marked so that they are not mixed up. */
static char *
spelling (const char *words, gboolean name)
{
  g_autofree char *folded = name ? NULL : g_utf8_casefold (words, -1);
  return name ? g_strconcat ("=", words, NULL) : g_strconcat ("~", folded, NULL);
}

static void
add_spelling (ExplainGlossary *glossary, ExplainTerm *term, const char *words)
{
  g_autofree char *key = spelling (words, is_name (term));
  GPtrArray *terms = g_hash_table_lookup (glossary->spelled, key);
  if (terms == NULL)
    g_hash_table_insert (glossary->spelled, g_steal_pointer (&key), terms = g_ptr_array_new ());
  if (!g_ptr_array_find (terms, term, NULL))
    g_ptr_array_add (terms, term);
}

/* "ON" and "OLD" in capitals are search keys, but a name of two letters is a hit too easily. */
static gboolean
can_be_marked (const ExplainTerm *term)
{
  static const char *const kinds[] = { "word",       "command",  "state", "flag",
                                       "capability", "response", "code",  "item" };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (term->kind, kinds[i]))
      return !term->quiet && (!is_name (term) || strlen (term->token) >= 3);
  return FALSE;
}

static void
add_spellings (ExplainGlossary *glossary, ExplainTerm *term)
{
  if (!can_be_marked (term))
    return;
  if (term->token != NULL)
    add_spelling (glossary, term, term->token);
  for (guint i = 0; !is_name (term) && i < G_N_ELEMENTS (term->texts); i++)
    {
      add_spelling (glossary, term, term->texts[i].name);
      for (guint k = 0; term->texts[i].words[k] != NULL; k++)
        add_spelling (glossary, term, term->texts[i].words[k]);
    }
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  const ExplainTerm *one = *(const ExplainTerm *const *) a;
  const ExplainTerm *other = *(const ExplainTerm *const *) b;
  int order = g_ascii_strcasecmp (one->texts[0].name, other->texts[0].name);
  return order != 0 ? order : strcmp (one->id, other->id);
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
  glossary->spelled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);
  g_auto (GStrv) ids = good ? g_key_file_get_groups (files[0], NULL) : NULL;
  for (guint i = 0; good && ids[i] != NULL; i++)
    {
      ExplainTerm *term = read_term (files, ids[i], error);
      good = term != NULL;
      if (!good)
        break;
      g_ptr_array_add (glossary->terms, term);
      g_hash_table_insert (glossary->by_id, term->id, term);
      add_spellings (glossary, term);
    }
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
  if (!is_name (term))
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

/* --- words in a text --- */

/* Letters, digits and what is written in names of the protocols. */
static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '\\' || c == '$';
}

static const ExplainTerm *
choose (const GPtrArray *terms, const char *protocol)
{
  for (guint i = 0; protocol != NULL && i < terms->len; i++)
    {
      const ExplainTerm *term = g_ptr_array_index (terms, i);
      if (g_str_has_prefix (term->protocol, protocol))
        return term;
    }
  return g_ptr_array_index (terms, 0);
}

static const ExplainTerm *
find_spelling (const ExplainGlossary *glossary, const char *text, gsize length,
               const char *protocol)
{
  g_autofree char *words = g_strndup (text, length);
  for (guint name = 0; name < 2; name++)
    {
      g_autofree char *key = spelling (words, name == 0);
      const GPtrArray *terms = g_hash_table_lookup (glossary->spelled, key);
      if (terms != NULL)
        return choose (terms, protocol);
    }
  return NULL;
}

/* A dot or "=" between letters is part of a name (RFC822.SIZE, example.test), and so are brackets with nothing in
 * them (BODY[]); elsewhere they are punctuation. A hyphen at the end is a dash. */
static gsize
latin_length (const char *text)
{
  gsize length = 0;
  while (is_latin (text[length])
         || (length > 0 && (text[length] == '.' || text[length] == '=')
             && g_ascii_isalnum (text[length - 1]) && g_ascii_isalnum (text[length + 1])))
    length++;
  while (length > 0 && text[length - 1] == '-')
    length--;
  if (length > 0 && text[length] == '[' && text[length + 1] == ']')
    length += 2;
  return length;
}

/* The longest term of whole words that begins at @text. */
static ExplainWord
match_latin (const ExplainGlossary *glossary, const char *text, const char *protocol)
{
  ExplainWord best = { 0, 0, NULL };
  gsize length = latin_length (text);
  for (guint words = 1; words <= WORDS_MAX && length > 0; words++)
    {
      const ExplainTerm *term = find_spelling (glossary, text, length, protocol);
      if (term != NULL)
        best = (ExplainWord){ 0, length, term };
      gsize next = text[length] == ' ' ? latin_length (text + length + 1) : 0;
      if (next == 0)
        break;
      length += 1 + next;
    }
  return best;
}

/* The longest term of two characters or more that begins at @text. */
static ExplainWord
match_han (const ExplainGlossary *glossary, const char *text, const char *protocol)
{
  ExplainWord best = { 0, 0, NULL };
  const char *end = text;
  for (guint chars = 1; chars <= CHARS_MAX && *end != '\0'; chars++)
    {
      end = g_utf8_next_char (end);
      const ExplainTerm *term = chars > 1
                                    ? find_spelling (glossary, text, (gsize) (end - text), protocol)
                                    : NULL;
      if (term != NULL)
        best = (ExplainWord){ 0, (gsize) (end - text), term };
    }
  return best;
}

GArray *
explain_glossary_scan (const ExplainGlossary *glossary, const char *text, const char *protocol)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ExplainWord));
  const char *at = text;
  while (*at != '\0')
    {
      gboolean latin = is_latin (*at);
      ExplainWord word = { 0, 0, NULL };
      if (latin)
        word = match_latin (glossary, at, protocol);
      else if ((guchar) *at >= 0x80)
        word = match_han (glossary, at, protocol);
      if (word.term != NULL)
        {
          word.start = (gsize) (at - text);
          g_array_append_val (found, word);
          at += word.length;
        }
      else if (latin)
        at += MAX (latin_length (at), 1);
      else
        at = g_utf8_next_char (at);
    }
  return found;
}
