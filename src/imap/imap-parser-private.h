#pragma once

#include "imap-parser.h"

/* Which octets stand where; [RFC3501 §9]. All are 7-bit. */

static inline gboolean
imap_is_atom_char (int c)
{
  return c > 0x20 && c < 0x7f && c != '(' && c != ')' && c != '{' && c != '%' && c != '*'
         && c != '"' && c != '\\' && c != ']';
}

static inline gboolean
imap_is_astring_char (int c)
{
  return imap_is_atom_char (c) || c == ']';
}

static inline gboolean
imap_is_text_char (int c)
{
  return c > 0 && c < 0x80 && c != '\r' && c != '\n';
}

/** imap_parser_keep_string: @out becomes a copy of @len octets from @start of the input. */
void imap_parser_keep_string (ImapParser *parser, gsize start, gsize len, ImapString *out);
