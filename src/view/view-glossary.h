#pragma once

#include <glib.h>

/** ViewTerm: a word of the glossary in one language; all borrowed, for the life of the program. */
typedef struct
{
  const char *id;
  const char *name;
  const char *other; /* its name in the other language */
  const char *meaning;
  const char *kind;     /* "word", "command", "response" … */
  const char *protocol; /* "imap", "imap+CONDSTORE", "pop3" …; "" for words of everyday */
  const char *source;   /* "[RFC9051 §6.3.2]", NULL none */
  const char *example;  /* a sentence with the word in it, NULL none */
  const char *const
      *lines; /* an example from the wire: "C: …" and "S: …"; empty when there is none */
} ViewTerm;

/** ViewWord: where a term stands in a text: octets. */
typedef struct
{
  gsize start;
  gsize length;
  ViewTerm term;
} ViewWord;

/** view_glossary_check: whether the glossary can be read; else FALSE with a GError. What follows finds
 * nothing then. */
gboolean view_glossary_check (GError **error);
/** view_glossary_find: the term with that id in @language; FALSE when there is none. */
gboolean view_glossary_find (const char *id, const char *language, ViewTerm *out);
/** view_glossary_search: those with @query in them, in any language, best first; "" finds all, by name. Of @kind only, or
 * of any (NULL). GArray of ViewTerm in @language; caller frees. */
GArray *view_glossary_search (const char *query, const char *kind, const char *language);
/** view_glossary_related: what belongs to the term @id: GArray of ViewTerm in @language; caller frees. */
GArray *view_glossary_related (const char *id, const char *language);
/** view_glossary_scan: the terms in @text from left to right. Of several with one spelling that of @protocol
 * ("imap", "pop3", NULL any). GArray of ViewWord; caller frees. */
GArray *view_glossary_scan (const char *text, const char *language, const char *protocol);
