#pragma once

#include "view-detail.h"

/**
 * ViewLine: one line as it went over the wire, as text for people, and which piece of the text is which
 * token. A line end is written "CRLF" (or "LF", where the CR is missing) and begins a new line of text. Of a
 * long line the first octets only.
 */
typedef struct _ViewLine ViewLine;

/** ViewPiece: octets that stand together in the line, in one token. */
typedef struct
{
  guint token;          /* the leaf it belongs to: its number in the detail's tokens */
  gsize at;             /* where it begins in the text, in octets of the text */
  gsize size;           /* octets of the text */
  gsize start;          /* where it begins in the line */
  gsize len;            /* octets of the line */
  gboolean is_line_end; /* shown as a word and not as it is */
} ViewPiece;

/** view_line_new: the line of @detail; NULL when the event has none. Caller frees. */
ViewLine *view_line_new (const ViewDetail *detail);
void view_line_free (ViewLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewLine, view_line_free)

/** view_line_get_text: UTF-8; borrowed. */
const char *view_line_get_text (const ViewLine *line);
/** view_line_get_hidden: octets of the line that the text leaves out; 0 mostly. */
gsize view_line_get_hidden (const ViewLine *line);
/** view_line_get_pieces: in order of the line; borrowed. */
const ViewPiece *view_line_get_pieces (const ViewLine *line, guint *n);

/** view_line_cover_row: which octets of the ladder row's text (ViewRow.wire) show token @token: @from up to, not with,
 * @to. FALSE when that row has nothing of it: it shows the first physical line only, and no answer of POP3. */
gboolean view_line_cover_row (const ViewDetail *detail, guint token, gsize *from, gsize *to);

/** view_line_find: the token at octet @at of the text, G_MAXUINT for none. */
guint view_line_find (const ViewLine *line, gsize at);
/** view_line_cover: which octets of the text show @len octets of the line from @start on: @from up to, not with,
 * @to. FALSE when the text has none of them. */
gboolean view_line_cover (const ViewLine *line, gsize start, gsize len, gsize *from, gsize *to);
/** view_line_next, view_line_previous: the token after or before @token in the text; G_MAXUINT as @token: the first,
 * the last. At the end @token itself stays. */
guint view_line_next (const ViewLine *line, guint token);
guint view_line_previous (const ViewLine *line, guint token);
