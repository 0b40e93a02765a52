#include "peer-out.h"

#define JOIN_LINE 1024
#define JOIN_ALL (64 * 1024)

typedef struct
{
  BaseSlices *bytes;
  gsize len;
  gsize taken; /* octets the link has */
  gsize copied;
} OutLine;

static void
out_line_free (gpointer data)
{
  OutLine *line = data;

  base_slices_free (line->bytes);
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
  out->waiting = 0;
}

/* Short lines behind one another, up to a length that one system call moves well. */
static gboolean
join (PeerOut *out, BaseSlices *bytes)
{
  OutLine *last = out->peeked ? g_queue_peek_tail (&out->lines) : NULL;
  gsize len = base_slices_get_length (bytes);

  if (last == NULL || len > JOIN_LINE || last->len + len > JOIN_ALL)
    return FALSE;
  base_slices_append_copy (last->bytes, bytes);
  last->len += len;
  last->copied += len;
  out->waiting += len;
  out->peak = MAX (out->peak, out->waiting);
  base_slices_free (bytes);
  return TRUE;
}

void
peer_out_push (PeerOut *out, BaseSlices *bytes)
{
  OutLine *line;

  if (join (out, bytes))
    return;
  line = g_new (OutLine, 1);

  *line = (OutLine){ .bytes = bytes,
                     .len = base_slices_get_length (bytes),
                     .copied = base_slices_get_copied (bytes) };
  out->waiting += line->copied;
  out->peak = MAX (out->peak, out->waiting);
  g_queue_push_tail (&out->lines, line);
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
  out_line_free (line);
}

BaseSlices *
peer_out_take (PeerOut *out, gsize max)
{
  OutLine *line = g_queue_peek_head (&out->lines);
  BaseSlices *piece;
  gsize len;

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

guint
peer_out_peek (PeerOut *out, BaseSlice *slices, guint max)
{
  guint n = 0;

  out->peeked = TRUE;
  for (GList *at = out->lines.head; at != NULL && n < max; at = at->next)
    {
      OutLine *line = at->data;
      gsize skip = line->taken;
      guint count = base_slices_get_n (line->bytes);

      for (guint i = 0; i < count && n < max; i++)
        {
          const BaseSlice *slice = base_slices_get (line->bytes, i);

          if (skip < slice->len)
            slices[n++] = (BaseSlice){ slice->blob, slice->start + skip, slice->len - skip };
          skip -= MIN (skip, slice->len);
        }
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
