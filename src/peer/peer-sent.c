#include "peer-sent.h"

struct _PeerSent
{
  GArray *lines;
  guint first; /* those before have arrived */
};

/* Arrived lines are dropped this many at once, so that dropping costs little a line. */
#define DROP_AT 256

PeerSent *
peer_sent_new (void)
{
  PeerSent *sent = g_new0 (PeerSent, 1);

  sent->lines = g_array_new (FALSE, FALSE, sizeof (PeerSentLine));
  return sent;
}

void
peer_sent_free (PeerSent *sent)
{
  if (sent == NULL)
    return;
  g_array_unref (sent->lines);
  g_free (sent);
}

void
peer_sent_add (PeerSent *sent, const PeerSentLine *line)
{
  g_array_append_val (sent->lines, *line);
}

const PeerSentLine *
peer_sent_find (PeerSent *sent, guint64 at)
{
  while (sent->first < sent->lines->len
         && g_array_index (sent->lines, PeerSentLine, sent->first).end <= at)
    sent->first++;

  if (sent->first >= DROP_AT && sent->first * 2 >= sent->lines->len)
    {
      g_array_remove_range (sent->lines, 0, sent->first);
      sent->first = 0;
    }

  if (sent->first == sent->lines->len)
    return NULL;
  return &g_array_index (sent->lines, PeerSentLine, sent->first);
}
