#pragma once

#include "imap-rules.h"
#include "imap-tree.h"
#include "imap-types.h"

/**
 * ImapParser: builds a tree while rules read the input. One small function per ABNF rule
 * [RFC3501 §9] [RFC9051 §9]; a rule that succeeds has added its node and moved on; a rule that
 * fails has added nothing, stands where it stood, and (the furthest failure) notes what it
 * expected. When input is left at the end, the tree keeps what was good up to the furthest failure.
 */
typedef struct _ImapParser ImapParser;

/** Levels of nodes in a tree; lists of unknown content are refused below IMAP_NESTING_MAX levels.
 */
#define IMAP_DEPTH_MAX 192
#define IMAP_NESTING_MAX 32
/** Levels of parts in a body structure; deeper ones are refused. A server here makes fewer. */
#define IMAP_BODY_NESTING_MAX 128

/** imap_parser_new: stand before the first octet of @bytes, of which a reference is kept. */
ImapParser *imap_parser_new (GBytes *bytes);
/**
 * imap_parser_new_pieces: the same over @n (1 or more) pieces that are one input, so that lines
 * with long literals need not be copied together. Literals of one piece each; no token may go on
 * over the end of a piece, which is true of the lines of a framer.
 */
ImapParser *imap_parser_new_pieces (GBytes *const *pieces, guint n);
/**
 * imap_parser_finish: the tree; what was not read becomes one "bad" leaf (a final CRLF its own
 * "crlf" leaf). All nodes must be closed. A line is good only when its CRLF was read by
 * imap_rule_crlf(), too. Frees @parser.
 */
ImapTree *imap_parser_finish (ImapParser *parser);
/** imap_parser_get_arena: where typed results of the rules live; owned by the tree later. */
BaseArena *imap_parser_get_arena (ImapParser *parser);
/** imap_parser_keep: the elements of @array copied to the arena; frees @array. NULL when empty. */
gpointer imap_parser_keep (ImapParser *parser, GArray *array, guint *n);
/** imap_parser_get_at: octets read so far. */
gsize imap_parser_get_at (const ImapParser *parser);
/** imap_parser_at_end: whether all was read. */
gboolean imap_parser_at_end (const ImapParser *parser);
/** imap_parser_peek: the next octet, or -1 at the end. */
int imap_parser_peek (const ImapParser *parser);
/** imap_parser_rest: what was not read yet of this piece; borrowed from the input, not
 * NUL-terminated. */
const char *imap_parser_rest (const ImapParser *parser, gsize *len);
/** imap_parser_octets: the octets of @span, which lies in one piece; borrowed as above. */
const char *imap_parser_octets (const ImapParser *parser, BaseSpan span);

/**
 * imap_parser_expect: note that @rule was expected here and say FALSE. The furthest place wins, and
 * at one place the one who says it last: a rule of several alternatives names itself behind them.
 */
gboolean imap_parser_expect (ImapParser *parser, const char *rule);
/** imap_parser_get_expected: what was expected at the furthest failure, or NULL. */
const char *imap_parser_get_expected (const ImapParser *parser);
/** imap_parser_take: read @len octets (1 or more, and there) as one leaf. */
void imap_parser_take (ImapParser *parser, gsize len, const char *rule);
/**
 * imap_parser_take_bad: the same for octets that break the grammar at a place where reading can go
 * on; the tree is bad there. @expected is what should have stood there.
 */
void imap_parser_take_bad (ImapParser *parser, gsize len, const char *expected);

/** ImapMark: a node being read; fields are the parser's own. */
typedef struct
{
  ImapNode *node;
  ImapNode *last;
  gsize at;
} ImapMark;
/**
 * imap_parser_open, _close: put what is read in between below one node called @rule; nothing read,
 * no node. _cancel: back to where it was opened, without it and whatever is open below; always
 * FALSE.
 */
ImapMark imap_parser_open (ImapParser *parser, const char *rule);
void imap_parser_close (ImapParser *parser, ImapMark mark);
gboolean imap_parser_cancel (ImapParser *parser, ImapMark mark);

/** imap_parser_rename: call the node (or leaf) just closed @rule. */
void imap_parser_rename (ImapParser *parser, const char *rule);

/* Leaves. Each returns FALSE without reading when the rule does not fit. */

/** imap_rule_char: exactly the octet @c. */
gboolean imap_rule_char (ImapParser *parser, char c, const char *rule);
/** imap_rule_word: @word in any case, not followed by a letter, digit, '.' or '-'. */
gboolean imap_rule_word (ImapParser *parser, const char *word, const char *rule);
/** imap_rule_sp: exactly one space; a second one is not its business and breaks what follows. */
gboolean imap_rule_sp (ImapParser *parser);
/** imap_rule_crlf: CR LF. */
gboolean imap_rule_crlf (ImapParser *parser);
/** imap_rule_tag: ASTRING-CHARs without "+". */
gboolean imap_rule_tag (ImapParser *parser, const char **out);
/** imap_rule_number: digits up to @max; a larger one does not fit. */
gboolean imap_rule_number (ImapParser *parser, const char *rule, guint64 max, guint64 *out);
/** imap_rule_nz_number: 1 to 2^32 - 1, not beginning with 0. */
gboolean imap_rule_nz_number (ImapParser *parser, const char *rule, guint32 *out);
/** imap_rule_atom: one or more ATOM-CHARs. */
gboolean imap_rule_atom (ImapParser *parser, const char *rule, const char **out);

/*
 * Strings: @out may hold any octet but NUL; the node called @rule holds quotes, escapes, literal
 * announcement and octets. {n+}, which nobody offers here, is read and marked bad. [RFC7888 §4]
 */
gboolean imap_rule_quoted (ImapParser *parser, const char *rule, ImapString *out);
gboolean imap_rule_literal (ImapParser *parser, const char *rule, ImapString *out);
/** imap_rule_literal_shared: the same, not copied; see imap_rule_nstring_shared(). */
gboolean imap_rule_literal_shared (ImapParser *parser, const char *rule, ImapString *out);
gboolean imap_rule_string (ImapParser *parser, const char *rule, ImapString *out);
gboolean imap_rule_astring (ImapParser *parser, const char *rule, ImapString *out);
/** imap_rule_nstring: NIL gives @out->data NULL. */
gboolean imap_rule_nstring (ImapParser *parser, const char *rule, ImapString *out);
/**
 * imap_rule_nstring_shared: the same, but a literal is not copied: @out->data points into the input
 * and has no NUL behind it.
 */
gboolean imap_rule_nstring_shared (ImapParser *parser, const char *rule, ImapString *out);
/** imap_rule_mailbox: INBOX in any case and spelling gives "INBOX"; NIL is a name. [RFC3501 §5.1]
 */
gboolean imap_rule_mailbox (ImapParser *parser, const char **out);
/** imap_rule_list_mailbox: a pattern, "%" and "*" also unquoted. */
gboolean imap_rule_list_mailbox (ImapParser *parser, const char **out);

/* Things */

/** imap_rule_sequence_set: in the order written, reversed ranges and "*" as they are. */
gboolean imap_rule_sequence_set (ImapParser *parser, ImapSet *out);
/** imap_rule_flag: a flag that can be stored, so not \Recent. */
gboolean imap_rule_flag (ImapParser *parser, const char **out);
/** imap_rule_flag_list: such flags in parentheses, perhaps none. */
gboolean imap_rule_flag_list (ImapParser *parser, ImapFlagList *out);
/** imap_rule_flag_list_fetch: the same with \Recent allowed, as FETCH tells them. */
gboolean imap_rule_flag_list_fetch (ImapParser *parser, ImapFlagList *out);
/** imap_rule_flag_list_perm: the same with "\*" allowed, as PERMANENTFLAGS tells them. */
gboolean imap_rule_flag_list_perm (ImapParser *parser, ImapFlagList *out);
/** imap_rule_section: "[" … "]" of BODY[…]. */
gboolean imap_rule_section (ImapParser *parser, ImapSection *out);
/** imap_rule_partial: "<start.count>" of a command, or "<start>" of a response (@out_count NULL).
 */
gboolean imap_rule_partial (ImapParser *parser, guint32 *out_start, guint32 *out_count);
/** imap_rule_date_time: " 7-Feb-1994 21:52:25 -0800" in quotes; @out is what stands in them. */
gboolean imap_rule_date_time (ImapParser *parser, ImapString *out);
/** imap_rule_fetch_att: one data item of a FETCH command. */
gboolean imap_rule_fetch_att (ImapParser *parser, ImapFetchAtt *out);
/**
 * imap_rule_status_att: one item of STATUS; @out is its name in upper case. With @other any atom is
 * taken, as a client must.
 */
gboolean imap_rule_status_att (ImapParser *parser, gboolean other, const char **out);
