#include "pop3-framer.h"

#include "pop3-types.h"

#include <string.h>

struct _Pop3Framer
{
  guint32 context;
  GQueue chunks;     /* GBytes that are not cut off yet */
  gsize cut_at;      /* octets of the first chunk that are */
  GList *scan_chunk; /* where looking goes on; NULL: with the next chunk that comes */
  gsize scan_at;
  guint64 start; /* of the line in the stream */

  gsize scanned;     /* octets of the line */
  gsize row;         /* octets since the last CRLF */
  guint8 row_first;  /* the first of them */
  guint8 last;       /* the last octet */
  gboolean overlong; /* pieces of the line were cut off already */
};

Pop3Framer *
pop3_framer_new (guint32 context)
{
  Pop3Framer *framer = g_new0 (Pop3Framer, 1);
  framer->context = context;
  g_queue_init (&framer->chunks);
  return framer;
}

void
pop3_framer_free (Pop3Framer *framer)
{
  if (framer == NULL)
    return;
  g_queue_clear_full (&framer->chunks, (GDestroyNotify) g_bytes_unref);
  g_free (framer);
}

void
pop3_framer_feed (Pop3Framer *framer, GBytes *bytes)
{
  if (g_bytes_get_size (bytes) == 0)
    return;
  g_queue_push_tail (&framer->chunks, g_bytes_ref (bytes));
  if (framer->scan_chunk == NULL)
    framer->scan_chunk = framer->chunks.tail;
}

void
pop3_framer_set_context (Pop3Framer *framer, guint32 context)
{
  g_assert (framer->scanned == 0 && !framer->overlong);
  framer->context = context;
}

gboolean
pop3_framer_goes_on (const Pop3Framer *framer)
{
  return framer->overlong;
}

/* --- looking --- */

/* At a line feed: whether what is being read ends here. */
static gboolean
is_end (const Pop3Framer *framer, guint8 before)
{
  if (before != '\r')
    return FALSE;
  return framer->context != POP3_CONTEXT_DATA || (framer->row == 3 && framer->row_first == '.');
}

/* Look at octets up to a line feed, the end of the chunk or the limit; whether the line ends. */
static gboolean
scan (Pop3Framer *framer, gsize max)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (framer->scan_chunk->data, &len);
  data += framer->scan_at;
  len = MIN (len - framer->scan_at, max - framer->scanned);
  const guint8 *feed = memchr (data, '\n', len);
  if (feed != NULL)
    len = (gsize) (feed - data) + 1;
  if (framer->row == 0)
    framer->row_first = data[0];
  guint8 before = len > 1 ? data[len - 2] : framer->last;
  framer->row += len;
  framer->scanned += len;
  framer->last = data[len - 1];
  framer->scan_at += len;
  if (framer->scan_at == g_bytes_get_size (framer->scan_chunk->data))
    {
      framer->scan_chunk = framer->scan_chunk->next;
      framer->scan_at = 0;
    }
  gboolean ended = feed != NULL && is_end (framer, before);
  if (feed != NULL && before == '\r')
    {
      framer->row = 0;
      framer->last = 0;
    }
  return ended;
}

/* --- cutting --- */

static void
drop (Pop3Framer *framer, gsize len)
{
  framer->cut_at += len;
  if (framer->cut_at < g_bytes_get_size (framer->chunks.head->data))
    return;
  g_bytes_unref (g_queue_pop_head (&framer->chunks));
  framer->cut_at = 0;
}

static GBytes *
cut (Pop3Framer *framer, gsize len)
{
  GBytes *first = g_queue_peek_head (&framer->chunks);
  if (len <= g_bytes_get_size (first) - framer->cut_at)
    {
      GBytes *line = g_bytes_new_from_bytes (first, framer->cut_at, len);
      drop (framer, len);
      return line;
    }
  guint8 *data = g_malloc (len);
  for (gsize done = 0; done < len;)
    {
      gsize size;
      const guint8 *from = g_bytes_get_data (g_queue_peek_head (&framer->chunks), &size);
      gsize n = MIN (len - done, size - framer->cut_at);
      memcpy (data + done, from + framer->cut_at, n);
      done += n;
      drop (framer, n);
    }
  return g_bytes_new_take (data, len);
}

static void
emit (Pop3Framer *framer, gsize len, ModelLine *out)
{
  out->context = framer->overlong ? (guint32) POP3_CONTEXT_OVERLONG : framer->context;
  out->bytes = cut (framer, len);
  out->start = framer->start;
  out->complete = TRUE;
  out->bad = framer->overlong;
  framer->start += len;
  framer->scanned = 0;
}

ModelFrame
pop3_framer_next (Pop3Framer *framer, ModelLine *out)
{
  gsize max = framer->context == POP3_CONTEXT_DATA ? POP3_DATA_MAX : POP3_LINE_MAX;
  gboolean ended = FALSE;
  while (!ended && framer->scanned < max && framer->scan_chunk != NULL)
    ended = scan (framer, max);
  if (!ended && framer->scanned < max)
    return MODEL_FRAME_MORE;
  emit (framer, framer->scanned, out);
  out->bad = out->bad || !ended;
  framer->overlong = !ended;
  return MODEL_FRAME_LINE;
}

ModelFrame
pop3_framer_rest (Pop3Framer *framer, ModelLine *out)
{
  gsize len = 0;
  for (GList *link = framer->chunks.head; link != NULL; link = link->next)
    len += g_bytes_get_size (link->data);
  len -= framer->cut_at;
  if (len == 0)
    return MODEL_FRAME_MORE;
  emit (framer, len, out);
  out->complete = FALSE;
  framer->scan_chunk = NULL;
  framer->scan_at = framer->row = 0;
  framer->overlong = FALSE;
  return MODEL_FRAME_LINE;
}
