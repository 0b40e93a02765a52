#include "imap-framer.h"

#include "imap-types.h"

#include <string.h>

/* "{" with many leading zeros, "+}" CRLF. */
#define TAIL_MAX 64
/* "* PREAUTH " */
#define HEAD_MAX 12

struct _ImapFramer
{
  ImapEar ear;
  guint32 context;
  GQueue chunks;     /* GBytes that are not cut off yet */
  gsize cut_at;      /* octets of the first chunk that are */
  GList *scan_chunk; /* where looking goes on; NULL: with the next chunk that comes */
  gsize scan_at;
  guint64 start; /* of the line in the stream */

  /* of the line */
  gsize scanned;
  gsize text;           /* octets of it outside literals */
  guint64 literal_left; /* octets of a literal not looked at yet */
  gboolean spills;      /* that literal is too long to be kept together */
  gboolean bad;
  gboolean continued;
  guint8 head[HEAD_MAX];
  gsize head_len;
  guint8 tail[TAIL_MAX]; /* the last octets outside literals, since the last one */
  gsize tail_len;

  /* of the command or response */
  gint64 awaits;
  guint n_literals;
  guint64 literals;
};

ImapFramer *
imap_framer_new (ImapEar ear)
{
  ImapFramer *framer = g_new0 (ImapFramer, 1);
  framer->ear = ear;
  framer->context = ear == IMAP_EAR_SERVER ? IMAP_CONTEXT_COMMAND : IMAP_CONTEXT_RESPONSE;
  framer->awaits = -1;
  g_queue_init (&framer->chunks);
  return framer;
}

void
imap_framer_free (ImapFramer *framer)
{
  if (framer == NULL)
    return;
  g_queue_clear_full (&framer->chunks, (GDestroyNotify) g_bytes_unref);
  g_free (framer);
}

void
imap_framer_feed (ImapFramer *framer, GBytes *bytes)
{
  if (g_bytes_get_size (bytes) == 0)
    return;
  g_queue_push_tail (&framer->chunks, g_bytes_ref (bytes));
  if (framer->scan_chunk == NULL)
    framer->scan_chunk = framer->chunks.tail;
}

void
imap_framer_set_context (ImapFramer *framer, guint32 context)
{
  framer->context = context;
}

gint64
imap_framer_awaits (const ImapFramer *framer)
{
  return framer->awaits;
}

/* --- looking --- */

static const guint8 *
scan_data (const ImapFramer *framer, gsize *len)
{
  const guint8 *data = g_bytes_get_data (framer->scan_chunk->data, len);
  *len -= framer->scan_at;
  return data + framer->scan_at;
}

static void
advance (ImapFramer *framer, gsize len)
{
  framer->scanned += len;
  framer->scan_at += len;
  if (framer->scan_at == g_bytes_get_size (framer->scan_chunk->data))
    {
      framer->scan_chunk = framer->scan_chunk->next;
      framer->scan_at = 0;
    }
}

/* Keep the first and the last octets of the text of the line. */
static void
remember (ImapFramer *framer, const guint8 *data, gsize len)
{
  gsize n = MIN (len, HEAD_MAX - framer->head_len);
  memcpy (framer->head + framer->head_len, data, n);
  framer->head_len += n;
  if (len >= TAIL_MAX)
    {
      memcpy (framer->tail, data + len - TAIL_MAX, TAIL_MAX);
      framer->tail_len = TAIL_MAX;
      return;
    }
  gsize kept = MIN (framer->tail_len, TAIL_MAX - len);
  memmove (framer->tail, framer->tail + framer->tail_len - kept, kept);
  memcpy (framer->tail + kept, data, len);
  framer->tail_len = kept + len;
}

static gboolean
tail_is_line_end (const ImapFramer *framer)
{
  return framer->tail_len >= 2 && framer->tail[framer->tail_len - 2] == '\r'
         && framer->tail[framer->tail_len - 1] == '\n';
}

/* Whether "{" number ["+"] "}" stands before the CRLF. */
static gboolean
tail_announces (const ImapFramer *framer, guint64 *size, gboolean *plus)
{
  const guint8 *tail = framer->tail;
  gsize end = framer->tail_len - 2;
  if (end < 3 || tail[end - 1] != '}')
    return FALSE;
  end--;
  *plus = tail[end - 1] == '+';
  end -= *plus ? 1 : 0;
  gsize at = end;
  while (at > 0 && g_ascii_isdigit (tail[at - 1]))
    at--;
  if (at == end || at == 0 || tail[at - 1] != '{')
    return FALSE;
  for (*size = 0; at < end && *size <= G_MAXUINT32; at++)
    *size = *size * 10 + (guint64) g_ascii_digit_value ((char) tail[at]);
  return *size <= G_MAXUINT32;
}

/* Data that is not human text: "* " and a word that is no status. [RFC3501 §7.1] */
static gboolean
head_is_data (const ImapFramer *framer)
{
  static const char *const states[] = { "OK ", "NO ", "BAD ", "BYE ", "PREAUTH " };
  if (framer->head_len < 2 || memcmp (framer->head, "* ", 2) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gsize len = strlen (states[i]);
      if (framer->head_len >= 2 + len
          && g_ascii_strncasecmp ((const char *) framer->head + 2, states[i], len) == 0)
        return FALSE;
    }
  return TRUE;
}

/* At a line feed: whether the line ends here. */
static gboolean
end_or_literal (ImapFramer *framer)
{
  guint64 size;
  gboolean plus;
  if (!tail_is_line_end (framer))
    return FALSE;
  if (!tail_announces (framer, &size, &plus)
      || (framer->ear == IMAP_EAR_CLIENT && !head_is_data (framer)))
    return TRUE;
  framer->n_literals++;
  framer->literals += size;
  gboolean too_long = framer->literals > IMAP_LITERAL_MAX;
  if (too_long || (framer->ear == IMAP_EAR_SERVER && framer->n_literals > IMAP_LITERALS_MAX))
    framer->bad = TRUE;
  if (framer->ear == IMAP_EAR_SERVER && !plus)
    {
      framer->awaits = (gint64) size;
      return TRUE;
    }
  framer->literal_left = size;
  framer->spills = too_long;
  framer->tail_len = 0;
  return too_long;
}

/* Octets of a literal; whether a piece of one that is too long is full. */
static gboolean
scan_literal (ImapFramer *framer)
{
  gsize len;
  scan_data (framer, &len);
  len = (gsize) MIN ((guint64) len, framer->literal_left);
  if (framer->spills)
    len = MIN (len, IMAP_LINE_MAX - framer->scanned);
  advance (framer, len);
  framer->literal_left -= len;
  if (framer->literal_left == 0)
    framer->spills = FALSE;
  return framer->spills && framer->scanned == IMAP_LINE_MAX;
}

/* Octets up to a line feed, the end of the chunk or the limit; whether the line (or piece) ends. */
static gboolean
scan_text (ImapFramer *framer, gboolean *piece)
{
  gsize max = framer->ear == IMAP_EAR_SERVER ? IMAP_LINE_MAX : IMAP_RESPONSE_LINE_MAX;
  gsize len;
  const guint8 *data = scan_data (framer, &len);
  len = MIN (len, max - framer->text);
  const guint8 *feed = memchr (data, '\n', len);
  if (feed != NULL)
    len = (gsize) (feed - data) + 1;
  remember (framer, data, len);
  advance (framer, len);
  framer->text += len;
  if (feed != NULL && end_or_literal (framer))
    {
      *piece = framer->spills;
      return TRUE;
    }
  *piece = framer->text == max;
  return *piece;
}

/* --- cutting --- */

static GBytes *
cut (ImapFramer *framer, gsize len)
{
  GBytes *first = g_queue_peek_head (&framer->chunks);
  if (len <= g_bytes_get_size (first) - framer->cut_at)
    {
      GBytes *line = g_bytes_new_from_bytes (first, framer->cut_at, len);
      framer->cut_at += len;
      if (framer->cut_at == g_bytes_get_size (first))
        {
          g_bytes_unref (g_queue_pop_head (&framer->chunks));
          framer->cut_at = 0;
        }
      return line;
    }
  guint8 *data = g_malloc (len);
  for (gsize done = 0; done < len;)
    {
      gsize size;
      first = g_queue_peek_head (&framer->chunks);
      const guint8 *from = g_bytes_get_data (first, &size);
      gsize n = MIN (len - done, size - framer->cut_at);
      memcpy (data + done, from + framer->cut_at, n);
      done += n;
      framer->cut_at += n;
      if (framer->cut_at == size)
        {
          g_bytes_unref (g_queue_pop_head (&framer->chunks));
          framer->cut_at = 0;
        }
    }
  return g_bytes_new_take (data, len);
}

static void
emit (ImapFramer *framer, gsize len, gboolean continued, ModelLine *out)
{
  gboolean later = continued && framer->ear == IMAP_EAR_SERVER;
  out->context = later ? IMAP_CONTEXT_CONTINUED : framer->context;
  out->bytes = cut (framer, len);
  out->start = framer->start;
  out->complete = TRUE;
  out->bad = framer->bad;
  framer->start += len;
  framer->scanned = framer->text = 0;
}

/* The command or response is over. */
static void
start_anew (ImapFramer *framer)
{
  framer->continued = framer->bad = FALSE;
  framer->n_literals = 0;
  framer->literals = 0;
  framer->head_len = framer->tail_len = 0;
  framer->awaits = -1;
}

ModelFrame
imap_framer_next (ImapFramer *framer, ModelLine *out)
{
  gboolean ended = FALSE, piece = FALSE;
  gboolean continued = framer->continued;
  if (framer->awaits >= 0)
    return MODEL_FRAME_MORE;
  while (!ended && framer->scan_chunk != NULL)
    if (framer->literal_left > 0)
      ended = piece = scan_literal (framer);
    else
      ended = scan_text (framer, &piece);
  if (!ended)
    return MODEL_FRAME_MORE;
  if (piece)
    framer->bad = TRUE;
  emit (framer, framer->scanned, continued, out);
  if (piece)
    framer->continued = TRUE;
  else if (framer->awaits < 0)
    start_anew (framer);
  return MODEL_FRAME_LINE;
}

ModelFrame
imap_framer_rest (ImapFramer *framer, ModelLine *out)
{
  gsize len = 0;
  for (GList *link = framer->chunks.head; link != NULL; link = link->next)
    len += g_bytes_get_size (link->data);
  len -= framer->cut_at;
  if (len == 0)
    return MODEL_FRAME_MORE;
  emit (framer, len, framer->continued || framer->awaits >= 0, out);
  out->complete = FALSE;
  framer->scan_chunk = NULL;
  framer->scan_at = 0;
  framer->literal_left = 0;
  start_anew (framer);
  return MODEL_FRAME_LINE;
}

void
imap_framer_accept (ImapFramer *framer)
{
  g_assert (framer->awaits >= 0);
  framer->literal_left = (guint64) framer->awaits;
  framer->spills = framer->bad && framer->literals > IMAP_LITERAL_MAX;
  framer->tail_len = 0;
  framer->continued = TRUE;
  framer->awaits = -1;
}

void
imap_framer_refuse (ImapFramer *framer)
{
  g_assert (framer->awaits >= 0);
  start_anew (framer);
}
