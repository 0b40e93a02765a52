#pragma once

#include "imap-parser.h"

/** imap_is_atom_char: whether @c may stand in an atom; ASCII only. [RFC3501 §9] */
static inline gboolean
imap_is_atom_char (int c)
{
  return c > 0x20 && c < 0x7f && c != '(' && c != ')' && c != '{' && c != '%' && c != '*'
         && c != '"' && c != '\\' && c != ']';
}

/** imap_is_astring_char: the same for an astring that is not quoted, which has "]" besides. */
static inline gboolean
imap_is_astring_char (int c)
{
  return imap_is_atom_char (c) || c == ']';
}

/** imap_is_text_char: whether @c may stand in text or quotes: ASCII but NUL, CR and LF. */
static inline gboolean
imap_is_text_char (int c)
{
  return c > 0 && c < 0x80 && c != '\r' && c != '\n';
}

/** imap_parser_keep_string: @out becomes a copy of @len octets from @start of the input. */
void imap_parser_keep_string (ImapParser *parser, gsize start, gsize len, ImapString *out);

/** imap_rule_month: "Jan" to "Dec" in any case. */
gboolean imap_rule_month (ImapParser *parser);
