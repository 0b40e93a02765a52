#include "peer-out.h"

/* Short lines are put together in buffers of this size. */
#define BUFFER (16 * 1024)
#define SHORT 2048

typedef struct
{
  BaseSlices *bytes; /* NULL: it is a buffer */
  guint8 *buffer;
  gsize len;
  gsize taken; /* octets the link has */
  gsize copied;
} OutLine;

static void
out_line_free (gpointer data)
{
  OutLine *line = data;

  base_slices_free (line->bytes);
  g_free (line->buffer);
  g_free (line);
}

void
peer_out_init (PeerOut *out)
{
  *out = (PeerOut){ .lines = G_QUEUE_INIT };
}

void
peer_out_clear (PeerOut *out)
{
  g_queue_clear_full (&out->lines, out_line_free);
  g_clear_pointer (&out->spare, g_free);
  out->waiting = 0;
}

static OutLine *
add_line (PeerOut *out)
{
  OutLine *line = g_new0 (OutLine, 1);

  g_queue_push_tail (&out->lines, line);
  return line;
}

/* The buffer that @len octets go into. */
static OutLine *
find_buffer (PeerOut *out, gsize len)
{
  OutLine *line = g_queue_peek_tail (&out->lines);

  if (line == NULL || line->buffer == NULL || BUFFER - line->len < len)
    {
      line = add_line (out);
      line->buffer = out->spare != NULL ? g_steal_pointer (&out->spare) : g_malloc (BUFFER);
    }
  return line;
}

void
peer_out_push (PeerOut *out, BaseSlices *bytes)
{
  gsize len = base_slices_get_length (bytes);
  gsize copied = base_slices_get_copied (bytes);
  OutLine *line;

  if (out->merges && copied == len && len <= SHORT)
    {
      line = find_buffer (out, len);
      base_slices_copy (bytes, 0, len, line->buffer + line->len);
      base_slices_free (bytes);
    }
  else
    {
      line = add_line (out);
      line->bytes = bytes;
    }
  line->len += len;
  line->copied += copied;
  out->waiting += copied;
  out->peak = MAX (out->peak, out->waiting);
}

gboolean
peer_out_is_empty (const PeerOut *out)
{
  return out->lines.head == NULL;
}

static void
drop_first (PeerOut *out)
{
  OutLine *line = g_queue_pop_head (&out->lines);

  out->waiting -= line->copied;
  if (out->spare == NULL)
    out->spare = g_steal_pointer (&line->buffer);
  out_line_free (line);
}

BaseSlices *
peer_out_take (PeerOut *out, gsize max)
{
  OutLine *line = g_queue_peek_head (&out->lines);
  BaseSlices *piece;
  gsize len;

  g_assert (!out->merges);
  if (line == NULL || max == 0)
    return NULL;

  len = MIN (line->len - line->taken, max);
  if (len == line->len)
    piece = g_steal_pointer (&line->bytes);
  else
    {
      piece = base_slices_new ();
      base_slices_append_slices (piece, line->bytes, line->taken, len);
    }
  line->taken += len;
  if (line->taken == line->len)
    drop_first (out);
  return piece;
}

/* The pieces of one line; returns how many there are then. */
static guint
peek_line (OutLine *line, PeerPiece *pieces, guint n, guint max)
{
  gsize skip = line->taken;
  guint count = base_slices_get_n (line->bytes);

  for (guint i = 0; i < count && n < max; i++)
    {
      const BaseSlice *slice = base_slices_get (line->bytes, i);
      const guint8 *data = g_bytes_get_data (slice->blob, NULL);

      if (skip < slice->len)
        pieces[n++] = (PeerPiece){ data + slice->start + skip, slice->len - skip };
      skip -= MIN (skip, slice->len);
    }
  return n;
}

guint
peer_out_peek (PeerOut *out, PeerPiece *pieces, guint max)
{
  guint n = 0;

  for (GList *at = out->lines.head; at != NULL && n < max; at = at->next)
    {
      OutLine *line = at->data;

      if (line->buffer != NULL)
        pieces[n++] = (PeerPiece){ line->buffer + line->taken, line->len - line->taken };
      else
        n = peek_line (line, pieces, n, max);
    }
  return n;
}

void
peer_out_skip (PeerOut *out, gsize octets)
{
  while (octets > 0)
    {
      OutLine *line = g_queue_peek_head (&out->lines);
      gsize len;

      g_assert (line != NULL);
      len = MIN (octets, line->len - line->taken);
      octets -= len;
      line->taken += len;
      if (line->taken == line->len)
        drop_first (out);
    }
}
