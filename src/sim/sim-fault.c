#include "sim-fault-private.h"

#include "sim-device-private.h"

#include <string.h>

/* Faults at the moments of a protocol: a line is what they wait for, not a time. */

void
sim_fault_free (SimFault *fault)
{
  g_free (fault->pattern);
  g_free (fault);
}

/* --- which line --- */

/* t1, t2 … as in `wire` blocks: any word. */
static gboolean
is_any_tag (const char *word, gsize len)
{
  if (len < 2 || word[0] != 't')
    return FALSE;
  for (gsize i = 1; i < len; i++)
    if (!g_ascii_isdigit (word[i]))
      return FALSE;
  return TRUE;
}

/* Octets of @text that its first word has, when it may stand for the pattern's; FALSE when not. */
static gboolean
skip_tag (const char **pattern, const char **text, gsize *len)
{
  gsize word = strcspn (*pattern, " ");
  const char *end;

  if (!is_any_tag (*pattern, word))
    return TRUE;
  end = memchr (*text, ' ', *len);
  if (end == NULL)
    end = *text + *len;
  if (end == *text || **text == '*' || **text == '+')
    return FALSE;
  *pattern += word;
  *len -= (gsize) (end - *text);
  *text = end;
  return TRUE;
}

/* Whether @text is @pattern, whose … stand for any octets. The pieces between them are looked for
   from the left, each as early as can be, and the last one at the end. */
static gboolean
match (const char *pattern, const char *text, gsize len)
{
  g_auto (GStrv) pieces = NULL;
  guint n;

  if (!skip_tag (&pattern, &text, &len))
    return FALSE;
  pieces = g_strsplit (pattern, "…", -1);
  n = g_strv_length (pieces);
  if (n == 0)
    return len == 0;
  for (guint i = 0; i < n; i++)
    {
      gsize piece = strlen (pieces[i]);
      const char *at;

      if (piece > len)
        return FALSE;
      if (i == 0)
        at = memcmp (text, pieces[i], piece) == 0 ? text : NULL;
      else
        at = memmem (text, len, pieces[i], piece);
      if (i == n - 1 && i > 0)
        at = memcmp (text + len - piece, pieces[i], piece) == 0 ? text + len - piece : NULL;
      if (at == NULL)
        return FALSE;
      len -= (gsize) (at - text) + piece;
      text = at + piece;
    }
  return n > 1 || len == 0;
}

/* Set @trap when one of the physical lines of @bytes, whose first octet is @start, is meant. */
static gboolean
find_line (SimTrap *trap, const SimFault *fault, GBytes *bytes, guint64 start)
{
  gsize len = 0;
  const char *data = g_bytes_get_data (bytes, &len);

  for (gsize first = 0; first < len;)
    {
      const char *newline = memchr (data + first, '\n', len - first);
      gsize end = newline != NULL ? (gsize) (newline - data) + 1 : len;
      gsize text = end - first;

      while (text > 0 && (data[first + text - 1] == '\n' || data[first + text - 1] == '\r'))
        text--;
      if (match (fault->pattern, data + first, text))
        {
          gsize through = end - first;

          if (fault->before)
            through = 0;
          else if (fault->octets >= 0)
            through = MIN ((gsize) fault->octets, len - first);
          trap->set = TRUE;
          trap->before = through == 0;
          trap->at = start + first + through;
          trap->kind = fault->kind;
          trap->act = fault->act;
          return TRUE;
        }
      first = end;
    }
  return FALSE;
}

/* The SEND whose line begins with octet @at; 0 when there is none. */
static guint32
find_send (Trace *trace, guint16 connection, TraceDirection direction, guint64 at)
{
  for (guint32 number = trace_get_n (trace); number > 0; number--)
    {
      const TraceEvent *event = trace_get (trace, number);

      if (event->kind == TRACE_SEND && event->connection == connection
          && event->direction == direction && event->start <= at)
        return event->start == at ? number : 0;
    }
  return 0;
}

void
sim_trap_look (SimTrap *trap, SimLink *link, gboolean from_server, guint64 at)
{
  SimDevice *device = sim_link_get_device (link);
  SimWorld *world = device->world;
  g_autoptr (GBytes) bytes = NULL;
  guint32 send;

  if (trap->set || world->armed->len == 0)
    return;
  send = find_send (peer_recorder_get_trace (world->recorder), sim_link_get_number (link),
                    from_server ? TRACE_TO_CLIENT : TRACE_TO_SERVER, at);
  if (send == 0)
    return;
  bytes = trace_line (peer_recorder_get_trace (world->recorder), send);
  for (guint i = 0; i < world->armed->len; i++)
    {
      const SimFault *fault = g_ptr_array_index (world->armed, i);

      if (fault->device != device || fault->from_server != from_server
          || (fault->number != 0 && fault->number != sim_link_get_number (link))
          || !find_line (trap, fault, bytes, at))
        continue;
      g_ptr_array_remove_index (world->armed, i);
      return;
    }
}

gboolean
sim_trap_is_reached (const SimTrap *trap, guint64 passed)
{
  return trap->set && (trap->before ? passed > trap->at : passed >= trap->at);
}

/* --- striking --- */

void
sim_fault_strike (SimFaultKind kind, SimLink *link, guint32 cause)
{
  switch (kind)
    {
    case SIM_FAULT_CUT:
      sim_link_break (link, TRACE_LINK_CUT, cause);
      break;
    case SIM_FAULT_RESET:
      sim_link_break (link, TRACE_LINK_RESET, cause);
      break;
    case SIM_FAULT_STALL:
      sim_link_get_device (link)->stalled = cause;
      sim_link_stall (link, cause);
      break;
    case SIM_FAULT_LOSE:
      sim_link_lose (link, cause);
      break;
    case SIM_N_FAULTS:
      g_assert_not_reached ();
    }
}

void
sim_trap_spring (SimTrap *trap, SimLink *link)
{
  trap->set = FALSE;
  sim_fault_strike (trap->kind, link, trap->act);
}
