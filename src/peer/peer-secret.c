/*
 * Passwords that open nothing are not kept: people mistype the password of another account. A server
 * that hears real clients records every octet as it comes, so what belongs to a login that failed is
 * hidden afterwards, before anybody can save it. A line that may be part of one waits for the end of
 * its command; a connection that ends first has failed, too.
 */
#include "peer-end-private.h"

#include <string.h>

#define HIDDEN_MIN 4 /* octets of a password that are worth hiding when an answer repeats them */

/* Octets of the stream that comes in. */
typedef struct
{
  guint64 start;
  guint32 len;
} Secret;

static TraceDirection
direction_in (const PeerEnd *end)
{
  return end->maker->out == TRACE_TO_SERVER ? TRACE_TO_CLIENT : TRACE_TO_SERVER;
}

static gboolean
is_watched (const PeerEnd *end)
{
  return end->maker->find_secret != NULL && end->pair == NULL
         && !trace_is_forgetful (peer_recorder_get_trace (end->recorder));
}

/* How many octets from @at on @data, or a good part of it, has in a row. */
static gsize
match (const char *text, gsize size, gsize at, const char *data, gsize len)
{
  for (gsize from = 0; from < len; from++)
    {
      gsize same = 0;

      while (from + same < len && at + same < size && text[at + same] == data[from + same])
        same++;
      if (same >= MIN (len, HIDDEN_MIN))
        return same;
    }
  return 0;
}

/* Where @text repeats @data: array of BaseSpan. */
static GArray *
find_echoes (GBytes *text, const char *data, gsize len)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  gsize size;
  const char *octets = g_bytes_get_data (text, &size);

  for (gsize at = 0; at < size;)
    {
      BaseSpan span = { at, match (octets, size, at, data, len) };

      if (span.len > 0)
        g_array_append_val (spans, span);
      at += MAX (span.len, 1);
    }
  return spans;
}

static void
hide_echoes (PeerEnd *end, const char *data, gsize len, guint32 since)
{
  Trace *trace = peer_recorder_get_trace (end->recorder);

  for (guint32 i = since + 1; i <= trace_get_n (trace); i++)
    {
      const TraceEvent *event = trace_get (trace, i);
      g_autoptr (GBytes) text = NULL;
      g_autoptr (GArray) spans = NULL;

      if (event->kind != TRACE_SEND || event->connection != end->number)
        continue;
      text = trace_line (trace, i);
      spans = find_echoes (text, data, len);
      for (guint j = 0; j < spans->len; j++)
        {
          BaseSpan span = g_array_index (spans, BaseSpan, j);

          trace_hide (trace, end->number, event->direction, event->start + span.start, span.len);
        }
    }
  for (GList *at = end->held_out.head; at != NULL; at = at->next)
    {
      PeerHeldOut *held = at->data;
      g_autoptr (GBytes) text = base_slices_flatten (held->bytes);

      g_clear_pointer (&held->hidden, g_array_unref);
      held->hidden = find_echoes (text, data, len);
    }
}

/* @since: the answers to it are among the events behind this one, or held. */
static void
hide (PeerEnd *end, const Secret *secret, guint32 since)
{
  Trace *trace = peer_recorder_get_trace (end->recorder);
  /* an answer repeats only a few octets, so it is enough to look for those of the beginning */
  g_autoptr (GBytes) bytes = trace_read (trace, end->number, direction_in (end), secret->start,
                                         MIN (secret->len, 1024));
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);

  if (len > 0)
    hide_echoes (end, data, len, since);
  trace_hide (trace, end->number, direction_in (end), secret->start, secret->len);
}

static void
hide_all (PeerEnd *end, guint32 since)
{
  for (guint i = 0; i < end->secrets->len; i++)
    hide (end, &g_array_index (end->secrets, Secret, i), since);
  g_array_set_size (end->secrets, 0);
}

static gboolean
find (PeerEnd *end, const ModelLine *line)
{
  BaseSpan span = { 0, g_bytes_get_size (line->bytes) };
  gboolean whole = line->complete && !line->bad;
  Secret secret;

  if (whole ? !end->maker->find_secret (line->bytes, line->context, end->logged_in, &span)
            : end->logged_in)
    return FALSE;
  secret = (Secret){ line->start + span.start, (guint32) span.len };
  g_array_append_val (end->secrets, secret);
  return TRUE;
}

gboolean
peer_secret_note (PeerEnd *end, const ModelLine *line)
{
  return is_watched (end) && find (end, line);
}

void
peer_secret_judge (PeerEnd *end, gboolean was_logged_in, guint32 event)
{
  const Model *model = peer_recorder_get_model (end->recorder);

  if (end->secrets->len == 0)
    return;
  if (!was_logged_in && end->logged_in)
    g_array_set_size (end->secrets, 0);
  else if (end->object == MODEL_NO_ID
           || model_get_text (model, end->object, MODEL_FIELD_COMMAND) == NULL)
    hide_all (end, event);
}

void
peer_secret_end (PeerEnd *end)
{
  if (!is_watched (end))
    return;
  if (end->held_in.line.bytes != NULL)
    find (end, &end->held_in.line);
  hide_all (end, trace_get_n (peer_recorder_get_trace (end->recorder)));
}
