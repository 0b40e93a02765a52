#pragma once

#include "pop3-tree.h"

/**
 * Pop3Parser: builds a tree while rules read the input from left to right. The grammar of POP3 never
 * has to go back: a rule that does not fit reads nothing and notes what was expected, and what is not
 * read in the end becomes a bad leaf. [RFC1939 §3]
 */
typedef struct _Pop3Parser Pop3Parser;

/** pop3_parser_new: stand before the first octet of @bytes, of which a reference is kept. */
Pop3Parser *pop3_parser_new (GBytes *bytes);
/** pop3_parser_finish: the tree; open nodes are closed. Frees @parser. */
Pop3Tree *pop3_parser_finish (Pop3Parser *parser);
/** pop3_parser_name: call the root @rule, which is "line" otherwise. */
void pop3_parser_name (Pop3Parser *parser, const char *rule);
/** pop3_parser_get_arena: where typed results of the rules live; owned by the tree later. */
BaseArena *pop3_parser_get_arena (Pop3Parser *parser);
/** pop3_parser_get_at: octets read so far. */
gsize pop3_parser_get_at (const Pop3Parser *parser);
/** pop3_parser_rest: what was not read yet; borrowed, not NUL-terminated. */
const char *pop3_parser_rest (const Pop3Parser *parser, gsize *len);
/** pop3_parser_peek: the next octet, or -1 at the end. */
int pop3_parser_peek (const Pop3Parser *parser);

/** pop3_parser_expect: note that @rule should stand here and say FALSE. */
gboolean pop3_parser_expect (Pop3Parser *parser, const char *rule);
/** pop3_parser_take: read @len octets (which are there) as one leaf; none make no leaf. */
void pop3_parser_take (Pop3Parser *parser, gsize len, const char *rule);
/** pop3_parser_take_bad: the same for octets behind which reading goes on; the tree is bad there. */
void pop3_parser_take_bad (Pop3Parser *parser, gsize len, const char *expected);
/** pop3_parser_open, _close: put what is read in between below one node called @rule. */
void pop3_parser_open (Pop3Parser *parser, const char *rule);
void pop3_parser_close (Pop3Parser *parser);

/* Leaves. Each returns FALSE without reading when the rule does not fit. */

/** pop3_rule_sp: exactly one space. */
gboolean pop3_rule_sp (Pop3Parser *parser);
/** pop3_rule_crlf: CR LF. */
gboolean pop3_rule_crlf (Pop3Parser *parser);
/** pop3_rule_number: digits; more than @max gives @max. @out may be NULL. */
gboolean pop3_rule_number (Pop3Parser *parser, const char *rule, guint64 max, guint64 *out);
/** pop3_rule_word: one or more printable ASCII characters; *@out in the arena, may be NULL. */
gboolean pop3_rule_word (Pop3Parser *parser, const char *rule, const char **out);
/** pop3_rule_line_rest: one or more octets up to the CRLF that ends the input; no NUL, CR or LF among
 * them. */
gboolean pop3_rule_line_rest (Pop3Parser *parser, const char *rule, const char **out);
