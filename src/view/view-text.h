#pragma once

#include <glib.h>

typedef struct _ExplainArgs ExplainArgs;
typedef struct _ExplainCatalogue ExplainCatalogue;

/**
 * ViewText: something a scene says: a text key with its typed arguments, never finished prose, so
 * that one scene speaks every language.
 */
typedef struct
{
  const char *key;   /* kept for the life of the program; NULL: nothing to say */
  ExplainArgs *args; /* owned reference, or NULL */
} ViewText;

void view_text_clear (ViewText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ViewText, view_text_clear)

/** view_text_equal: same key, same arguments. */
gboolean view_text_equal (const ViewText *a, const ViewText *b);

/** view_text_dump: "key name=value …" as goldens show it; "-" for nothing. Caller frees. */
char *view_text_dump (const ViewText *text);

/**
 * view_catalogue_get: the texts of a language ("en", "zh_CN"; anything else is English), kept for
 * the life of the program. Borrowed. NULL with a GError when a file of the program is missing or
 * broken.
 */
const ExplainCatalogue *view_catalogue_get (const char *language, GError **error);

/** view_text: what @text says in the language of @catalogue; "" for nothing. Caller frees. */
char *view_text (const ExplainCatalogue *catalogue, const ViewText *text);

/** view_text_name: a short label for it, such as "sequence number"; "" for nothing. Borrowed. */
const char *view_text_name (const ExplainCatalogue *catalogue, const ViewText *text);

/** view_text_more_octets: "… 300 more octets"; caller frees. */
char *view_text_more_octets (const ExplainCatalogue *catalogue, gsize octets);

/** view_text_because: "because of c2 EXPUNGE (42.100 s)": what, and when (µs of virtual time);
 * caller frees. */
char *view_text_because (const ExplainCatalogue *catalogue, const char *what, gint64 time);
