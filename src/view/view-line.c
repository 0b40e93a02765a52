#include "view-line.h"

#include "view-wire.h"

#include <string.h>

/* As much of a line as anyone reads; the tokens below it have the rest. */
#define TOKENS_MAX 600
#define TEXT_MAX 6000
#define PIECE_MAX 400 /* characters */

struct _ViewLine
{
  GString *text;
  GArray *pieces; /* of ViewPiece */
  gsize hidden;
};

/* Octets from @data that make one piece: up to a line end, or one line end. */
static gsize
measure_piece (const char *data, gsize len, gboolean *is_line_end)
{
  const char *end = memchr (data, '\n', len);
  *is_line_end = FALSE;
  if (end == NULL)
    return len;
  gsize until = (gsize) (end - data);
  if (until > 0 && data[until - 1] == '\r')
    until--;
  if (until > 0)
    return until;
  *is_line_end = TRUE;
  return data[0] == '\r' ? 2 : 1;
}

static void
add_piece (ViewLine *line, guint token, const char *data, gsize start, gsize len,
           gboolean is_line_end)
{
  ViewPiece piece = { token, line->text->len, 0, start, len, is_line_end };
  gsize hidden = 0;
  if (is_line_end)
    g_string_append (line->text, len == 2 ? "CRLF" : "LF");
  else
    {
      g_autofree char *shown = view_wire_show (data + start, len, PIECE_MAX, &hidden);
      g_string_append (line->text, shown);
    }
  piece.size = line->text->len - piece.at;
  line->hidden += hidden;
  g_array_append_val (line->pieces, piece);
}

static void
add_token (ViewLine *line, guint number, const ViewToken *token, const char *data, gsize size)
{
  for (gsize at = token->start; at < token->start + token->len;)
    {
      gboolean is_line_end;
      gsize len = measure_piece (data + at, token->start + token->len - at, &is_line_end);
      if (line->text->len > TEXT_MAX)
        {
          line->hidden += token->start + token->len - at;
          return;
        }
      add_piece (line, number, data, at, len, is_line_end);
      at += len;
      if (is_line_end && at < size)
        g_string_append_c (line->text, '\n');
    }
}

ViewLine *
view_line_new (const ViewDetail *detail)
{
  GBytes *bytes = view_detail_get_bytes (detail);
  if (bytes == NULL)
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, 0, TOKENS_MAX);
  ViewLine *line = g_new0 (ViewLine, 1);
  gsize done = 0;
  line->text = g_string_new (NULL);
  line->pieces = g_array_new (FALSE, FALSE, sizeof (ViewPiece));
  for (guint i = 0; i < tokens->len; i++)
    {
      const ViewToken *token = g_ptr_array_index (tokens, i);
      if (!token->is_leaf || token->len == 0)
        continue;
      add_token (line, i, token, data, size);
      done = token->start + token->len;
    }
  line->hidden += size - done;
  if (done < size || line->text->len > TEXT_MAX)
    g_string_append (line->text, "…");
  return line;
}

void
view_line_free (ViewLine *line)
{
  g_string_free (line->text, TRUE);
  g_array_unref (line->pieces);
  g_free (line);
}

const char *
view_line_get_text (const ViewLine *line)
{
  return line->text->str;
}

gsize
view_line_get_hidden (const ViewLine *line)
{
  return line->hidden;
}

const ViewPiece *
view_line_get_pieces (const ViewLine *line, guint *n)
{
  *n = line->pieces->len;
  return &g_array_index (line->pieces, ViewPiece, 0);
}

guint
view_line_find (const ViewLine *line, gsize at)
{
  for (guint i = 0; i < line->pieces->len; i++)
    {
      const ViewPiece *piece = &g_array_index (line->pieces, ViewPiece, i);
      if (at >= piece->at && at < piece->at + piece->size)
        return piece->token;
    }
  return G_MAXUINT;
}

gboolean
view_line_cover (const ViewLine *line, gsize start, gsize len, gsize *from, gsize *to)
{
  gboolean found = FALSE;
  for (guint i = 0; i < line->pieces->len; i++)
    {
      const ViewPiece *piece = &g_array_index (line->pieces, ViewPiece, i);
      if (piece->start < start || piece->start >= start + len)
        continue;
      if (!found)
        *from = piece->at;
      *to = piece->at + piece->size;
      found = TRUE;
    }
  return found;
}

guint
view_line_next (const ViewLine *line, guint token)
{
  for (guint i = 0; i < line->pieces->len; i++)
    {
      guint other = g_array_index (line->pieces, ViewPiece, i).token;
      if (token == G_MAXUINT || other > token)
        return other;
    }
  return token;
}

guint
view_line_previous (const ViewLine *line, guint token)
{
  for (guint i = line->pieces->len; i > 0; i--)
    {
      guint other = g_array_index (line->pieces, ViewPiece, i - 1).token;
      if (token == G_MAXUINT || other < token)
        return other;
    }
  return token;
}

gboolean
view_line_cover_row (const ViewDetail *detail, guint token, gsize *from, gsize *to)
{
  GBytes *bytes = view_detail_get_bytes (detail);
  g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, token, 1);
  if (bytes == NULL || tokens->len == 0)
    return FALSE;
  gsize size;
  const ViewToken *found = g_ptr_array_index (tokens, 0);
  const char *data = g_bytes_get_data (bytes, &size);
  gsize end = view_wire_first_line (data, size, NULL);
  if (found->start >= end || view_detail_is_pop3_data (detail))
    return FALSE;
  g_autofree char *before = view_wire_show (data, found->start, 0, NULL);
  g_autofree char *shown = view_wire_show (data + found->start,
                                           MIN (found->len, end - found->start), 0, NULL);
  *from = strlen (before);
  *to = *from + strlen (shown);
  return TRUE;
}
