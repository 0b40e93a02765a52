#include "explain-glossary-private.h"

#include <string.h>

/* One way to write a term, or (@term NULL) a longer word that only looks as if the term were in it. */
typedef struct
{
  const char *words; /* borrowed from the term */
  gsize length;
  gboolean exact; /* letters count as they are: a name of a protocol, or a word with capitals */
  const ExplainTerm *term;
} Spelling;

/* By the first two characters; in each list the longest first, of equals the exact ones, then the first added. */
struct _ExplainSpellings
{
  GHashTable *by_begin; /* gint64 → GArray of Spelling; only for looking up */
};

ExplainSpellings *
explain_spellings_new (void)
{
  ExplainSpellings *spellings = g_new0 (ExplainSpellings, 1);
  spellings->by_begin = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                               (GDestroyNotify) g_array_unref);
  return spellings;
}

void
explain_spellings_free (ExplainSpellings *spellings)
{
  g_hash_table_unref (spellings->by_begin);
  g_free (spellings);
}

/* 0: there are no two. */
static gint64
begin_of (const char *text)
{
  if (*text == '\0' || *g_utf8_next_char (text) == '\0')
    return 0;
  gunichar first = g_unichar_tolower (g_utf8_get_char (text));
  gunichar second = g_unichar_tolower (g_utf8_get_char (g_utf8_next_char (text)));
  return (gint64) first << 32 | second;
}

/* --- adding --- */

/* "ON" and "OLD" in capitals are search keys, but a name of two letters is a hit too easily. */
static gboolean
can_be_marked (const ExplainTerm *term)
{
  static const char *const kinds[] = { "word",       "command",  "state", "flag",
                                       "capability", "response", "code",  "item" };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (term->kind, kinds[i]))
      return !term->quiet && (!explain_term_is_name (term) || strlen (term->token) >= 3);
  return FALSE;
}

static gboolean
comes_before (const Spelling *one, const Spelling *other)
{
  return one->length != other->length ? one->length > other->length : one->exact > other->exact;
}

static void
add (ExplainSpellings *spellings, const char *words, gboolean exact, const ExplainTerm *term)
{
  Spelling spelling = { words, strlen (words), exact, term };
  gint64 begin = begin_of (words);
  GArray *list = g_hash_table_lookup (spellings->by_begin, &begin);
  guint at = 0;
  if (begin == 0)
    return;
  if (list == NULL)
    g_hash_table_insert (spellings->by_begin, g_memdup2 (&begin, sizeof begin),
                         list = g_array_new (FALSE, FALSE, sizeof (Spelling)));
  while (at < list->len && !comes_before (&spelling, &g_array_index (list, Spelling, at)))
    at++;
  g_array_insert_val (list, at, spelling);
}

/* UID and INBOX are words first, and then names. */
static gboolean
has_capitals (const char *words)
{
  return g_ascii_isupper (words[0]) && g_ascii_isupper (words[1]);
}

static void
add_word (ExplainSpellings *spellings, const char *words, const ExplainTerm *term)
{
  if (has_capitals (words) || words[0] == '\\')
    add (spellings, words, TRUE, term);
  add (spellings, words, FALSE, term);
}

void
explain_spellings_add (ExplainSpellings *spellings, const ExplainTerm *term)
{
  gboolean name = explain_term_is_name (term);
  if (!can_be_marked (term))
    return;
  if (term->token != NULL)
    add (spellings, term->token, name, term);
  for (guint i = 0; i < G_N_ELEMENTS (term->texts); i++)
    {
      const ExplainTermText *text = &term->texts[i];
      for (guint k = 0; text->apart[k] != NULL; k++)
        add (spellings, text->apart[k], FALSE, NULL);
      if (!name)
        add_word (spellings, text->name, term);
      for (guint k = 0; !name && text->words[k] != NULL; k++)
        add_word (spellings, text->words[k], term);
    }
}

/* --- finding --- */

/* Letters, digits and what is written in names of the protocols. */
static gboolean
is_latin (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '\\' || c == '$';
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

/* Whether no word in Latin letters is cut by an end at @length. */
static gboolean
ends_well (const char *text, gsize length)
{
  gsize at = 0;
  while (at < length)
    at += is_latin (text[at]) ? MAX (latin_length (text + at), 1) : 1;
  return at == length;
}

static gboolean
matches (const Spelling *spelling, const char *text)
{
  int order = spelling->exact ? strncmp (text, spelling->words, spelling->length)
                              : g_ascii_strncasecmp (text, spelling->words, spelling->length);
  return order == 0 && ends_well (text, spelling->length);
}

/* Of the spellings from @first that are the same, the word of people, that of @protocol, or the first. */
static const Spelling *
choose (const GArray *list, guint first, const char *text, const char *protocol)
{
  const Spelling *best = &g_array_index (list, Spelling, first);
  gboolean settled = protocol == NULL || best->term == NULL || !explain_term_is_name (best->term);
  for (guint i = first; !settled && i < list->len; i++)
    {
      const Spelling *other = &g_array_index (list, Spelling, i);
      if (other->length != best->length || other->exact != best->exact)
        break;
      if (other->term != NULL && g_str_has_prefix (other->term->protocol, protocol)
          && matches (other, text))
        return other;
    }
  return best;
}

/* The longest that begins at @text, or NULL. */
static const Spelling *
find (const ExplainSpellings *spellings, const char *text, const char *protocol)
{
  gint64 begin = begin_of (text);
  const GArray *list = g_hash_table_lookup (spellings->by_begin, &begin);
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (matches (&g_array_index (list, Spelling, i), text))
      return choose (list, i, text, protocol);
  return NULL;
}

GArray *
explain_spellings_scan (const ExplainSpellings *spellings, const char *text, const char *protocol)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ExplainWord));
  const char *at = text;
  while (*at != '\0')
    {
      gboolean inside = at > text && is_latin (at[-1]) && !((guchar) *at & 0x80);
      const Spelling *spelling = inside ? NULL : find (spellings, at, protocol);
      ExplainWord word = { (gsize) (at - text), 0, NULL };
      if (spelling == NULL)
        {
          at = is_latin (*at) ? at + MAX (latin_length (at), 1) : g_utf8_next_char (at);
          continue;
        }
      word.length = spelling->length;
      word.term = spelling->term;
      if (word.term != NULL)
        g_array_append_val (found, word);
      at += spelling->length;
    }
  return found;
}

GArray *
explain_glossary_scan (const ExplainGlossary *glossary, const char *text, const char *protocol)
{
  return explain_spellings_scan (explain_glossary_get_spellings (glossary), text, protocol);
}
