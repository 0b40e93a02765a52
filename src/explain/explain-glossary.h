#pragma once

#include <glib.h>

/**
 * ExplainGlossary: the words of mail, of the protocols and of this program, in both languages, from
 * data/glossary. Read once, then shared by all threads and never changed.
 */
typedef struct _ExplainGlossary ExplainGlossary;

/** ExplainTermText: a term in one language. */
typedef struct
{
  char *name;    /* as a heading: "sequence number", "SELECT" */
  char *meaning; /* a sentence or two */
  char *example; /* a sentence with the word in it, NULL none */
  char **words;  /* further spellings; never NULL */
  char **apart;  /* longer words that are not it, although it is written in them; never NULL */
} ExplainTermText;

/** ExplainTerm: one entry. Readers only look at it. */
typedef struct _ExplainTerm
{
  char *id;       /* "imap.command.select", "word.server" */
  char *kind;     /* "word", "command", "response", "code", "item", "key" … */
  char *protocol; /* "imap", "imap4rev1", "imap+CONDSTORE", "pop3" …; "" for words of everyday */
  char *token;    /* as it is spelled on the wire, NULL none */
  char *source;   /* "[RFC9051 §6.3.2]", NULL none */
  char **lines;   /* an example from the wire: "C: …" and "S: …"; never NULL */
  GPtrArray *see; /* of ExplainTerm, borrowed: what belongs to it, both ways; never NULL */
  gboolean quiet; /* too ordinary to be marked in a text */
  ExplainTermText texts[2]; /* English, Chinese: use explain_term_in() */
} ExplainTerm;

/** explain_term_in: @term in @language ("zh_CN", else English); borrowed. */
const ExplainTermText *explain_term_in (const ExplainTerm *term, const char *language);

/** explain_glossary_get: the glossary; borrowed. NULL with an EXPLAIN_ERROR when a file of the program is
 * missing or broken. */
const ExplainGlossary *explain_glossary_get (GError **error);

/** explain_glossary_get_n, _get_nth: all terms, by English name. */
guint explain_glossary_get_n (const ExplainGlossary *glossary);
const ExplainTerm *explain_glossary_get_nth (const ExplainGlossary *glossary, guint i);

/** explain_glossary_find: by id; NULL none; borrowed. */
const ExplainTerm *explain_glossary_find (const ExplainGlossary *glossary, const char *id);

/**
 * explain_glossary_search: terms with @query in them, best first: those called so in either language, those
 * whose name or spelling begins so, contains it, and those with it in their meaning. An empty query finds
 * all. Free the array; terms are borrowed.
 */
GPtrArray *explain_glossary_search (const ExplainGlossary *glossary, const char *query);

/** ExplainWord: where a term stands in a text. */
typedef struct
{
  gsize start; /* octets */
  gsize length;
  const ExplainTerm *term;
} ExplainWord;

/**
 * explain_glossary_scan: the terms in @text (UTF-8), from left to right, never one in another: whole words
 * in Latin letters, of several words the longest; the longest match among Han characters, unless it lies in a longer
 * word that is apart. Names of a protocol
 * are found as they are spelled, words in any case. Of several terms of one spelling that of @protocol ("imap",
 * "pop3", NULL any) is taken. Quiet terms are left out. An array of ExplainWord; caller frees.
 */
GArray *explain_glossary_scan (const ExplainGlossary *glossary, const char *text,
                               const char *protocol);
