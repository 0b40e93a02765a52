#pragma once

#include "mail-message.h"

/*
 * Text for SEARCH. Strings are compared as i;unicode-casemap does: titlecase, then taken apart as far
 * as Unicode knows how [RFC5051 §2], so that case and the way an accent is written make no difference.
 * Messages are looked at as people read them: encoded words, transfer encodings and charsets undone.
 */

/** ImapNeedle: a string to look for; may be copied, its octets are borrowed. */
typedef struct
{
  const char *folded;
  gsize len;
} ImapNeedle;

/**
 * imap_needle_convert: @len octets of @text in @charset (NULL: UTF-8) as UTF-8, line ends as "\n";
 * the caller frees. NULL when they mean nothing in that charset.
 */
char *imap_needle_convert (const char *text, gsize len, const char *charset);
/** imap_needle_is_charset: whether @charset can be converted from. */
gboolean imap_needle_is_charset (const char *charset);
/** imap_needle_fold: append UTF-8 @text, ready to be compared, to @out. */
void imap_needle_fold (const char *text, gsize len, GString *out);

/** ImapHaystack: one message being looked at; what was decoded once is kept until the next one. */
typedef struct _ImapHaystack ImapHaystack;

ImapHaystack *imap_haystack_new (void);
void imap_haystack_free (ImapHaystack *haystack);
/** imap_haystack_open: go to @message; NULL for one without octets, in which nothing is found. */
void imap_haystack_open (ImapHaystack *haystack, GBytes *message);
/** imap_haystack_get_cost: octets that were looked at so far, of all messages. */
gsize imap_haystack_get_cost (const ImapHaystack *haystack);

/** imap_haystack_has_field: whether a field called @name, in any case, has @needle in its value; an empty needle is in every value. */
gboolean imap_haystack_has_field (ImapHaystack *haystack, const char *name,
                                  const ImapNeedle *needle);
/** imap_haystack_has_in_header: whether the header has, each field as "Name: value". */
gboolean imap_haystack_has_in_header (ImapHaystack *haystack, const ImapNeedle *needle);
/** imap_haystack_has_in_body: whether the text of the body has. */
gboolean imap_haystack_has_in_body (ImapHaystack *haystack, const ImapNeedle *needle);
/** imap_haystack_get_day: the day of the Date field as it was written, in days since 1970; FALSE without one. */
gboolean imap_haystack_get_day (ImapHaystack *haystack, gint64 *day);
