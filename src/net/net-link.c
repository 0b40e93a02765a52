#include "net-link.h"

#include "base-time.h"

NetPassage
net_link_pass (const NetLink *link, NetLane *lane, gint64 now, gsize octets)
{
  NetPassage passage;

  if (lane->free_at < now)
    *lane = (NetLane){ .free_at = now };

  if (link->rate > 0)
    {
      /* 50 MiB are 4e14 of these, far from the end of 64 bits */
      guint64 parts = (guint64) octets * 8 * BASE_SECOND + lane->rest;

      lane->free_at += (gint64) (parts / link->rate);
      lane->rest = parts % link->rate;
    }

  passage.left = lane->free_at + (lane->rest > 0 ? 1 : 0);
  passage.arrives = passage.left + link->delay;
  return passage;
}

NetHandshake
net_link_connect (const NetLink *link, gint64 now)
{
  return (NetHandshake){ .server = now + link->delay, .client = now + net_link_round_trip (link) };
}

gint64
net_link_round_trip (const NetLink *link)
{
  return 2 * link->delay;
}
