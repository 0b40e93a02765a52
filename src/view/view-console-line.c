/* Lines that are typed: what could stand next, and octets that the server waits for. */
#include "view-console-private.h"

#include "explain-args.h"
#include "trace.h"

#include <string.h>

void
view_candidate_free (ViewCandidate *candidate)
{
  g_free (candidate->text);
  view_text_clear (&candidate->meaning);
  g_free (candidate);
}

/* Octets of @text before the line itself; G_MAXSIZE: it is an act. */
static gsize
find_line (const ViewConsole *console, const char *text)
{
  g_autofree char *act = view_console_make_act (console, text);
  const ViewConsoleDevice *device = view_console_get_device (console);
  if (device == NULL)
    return G_MAXSIZE;
  g_autofree char *raw = g_strconcat (device->owner, ">", NULL);
  if (g_str_has_prefix (text, raw))
    return strlen (raw) + (text[strlen (raw)] == ' ');
  return strcmp (act, text) == 0 ? G_MAXSIZE : 0;
}

GPtrArray *
view_console_complete (const ViewConsole *console, const char *text, gsize cursor, const char *tag)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) view_candidate_free);
  const ViewConsoleDevice *device = view_console_get_device (console);
  gsize skip = find_line (console, text);
  if (skip > cursor || console->state == NULL)
    return out;
  g_autoptr (GPtrArray) mailboxes = g_ptr_array_new ();
  for (guint i = 0; i < console->parts[CONSOLE_MAILBOXES]->len; i++)
    {
      const ViewConsoleChoice *one = g_ptr_array_index (console->parts[CONSOLE_MAILBOXES], i);
      g_ptr_array_add (mailboxes, one->name);
    }
  g_ptr_array_add (mailboxes, NULL);
  const ExplainSession session = {
    .pop3 = device->pop3,
    .idling = console->idling,
    .state = console->state,
    .tag = tag,
    .user = console->user,
    .mailboxes = (const char *const *) mailboxes->pdata,
    .messages = (const ExplainMessage *) (gconstpointer) console->known->data,
    .n_messages = console->known->len,
  };
  g_autoptr (GPtrArray) found = explain_complete (&session, text + skip, cursor - skip);
  for (guint i = 0; i < found->len; i++)
    {
      ExplainCandidate *one = g_ptr_array_index (found, i);
      ViewCandidate *candidate = g_new0 (ViewCandidate, 1);
      candidate->start = one->start + skip;
      candidate->text = g_steal_pointer (&one->text);
      candidate->meaning = (ViewText){ one->meaning.key, g_steal_pointer (&one->meaning.args) };
      candidate->not_now = one->not_now;
      g_ptr_array_add (out, candidate);
    }
  return out;
}

/* --- literals --- */

/* n of a line that ends with "{n}" or "{n+}"; FALSE when it does not. */
static gboolean
read_announcement (GBytes *line, guint64 *octets)
{
  gsize len;
  const char *data = g_bytes_get_data (line, &len);
  gsize end = len >= 3 && data[len - 1] == '\n' && data[len - 2] == '\r' ? len - 2 : len;
  if (end < 3 || data[end - 1] != '}')
    return FALSE;
  gsize at = end - 1;
  if (data[at - 1] == '+')
    at--;
  gsize first = at;
  while (first > 0 && g_ascii_isdigit (data[first - 1]))
    first--;
  g_autofree char *digits = g_strndup (data + first, at - first);
  return first > 0 && data[first - 1] == '{'
         && g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT32, octets, NULL);
}

static int
first_octet (GBytes *line)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (line, &len);
  return len > 0 ? data[0] : -1;
}

/* Further back than this nobody looks for the line that announced it. */
#define EVENTS_MAX 5000

gboolean
view_console_find_literal (const Trace *trace, guint32 event, const char *device,
                           ViewLiteral *literal)
{
  gboolean told = FALSE;
  guint64 sent = 0;
  guint16 connection = 0;
  for (guint32 i = event, seen = 0; i > 0 && seen < EVENTS_MAX; i--, seen++)
    {
      const TraceEvent *one = trace_get (trace, i);
      gboolean mine = one->kind == TRACE_SEND && one->direction == TRACE_TO_SERVER;
      gboolean heard = one->kind == TRACE_ARRIVE && one->direction == TRACE_TO_CLIENT;
      guint8 actor = mine ? one->from : one->to;
      if (one->kind == TRACE_LINK && one->connection == connection && connection != 0)
        return FALSE;
      if ((!mine && !heard) || g_strcmp0 (trace_get_actor (trace, actor), device) != 0
          || (connection != 0 && one->connection != connection))
        continue;
      connection = one->connection;
      g_autoptr (GBytes) line = trace_line (trace, i);
      if (heard && first_octet (line) == '*')
        continue;
      if (heard && first_octet (line) != '+')
        return FALSE;
      if (heard)
        told = TRUE;
      else if (!told)
        sent += g_bytes_get_size (line);
      else
        {
          gboolean announced = read_announcement (line, &literal->octets);
          literal->sent = sent;
          return announced && sent <= literal->octets;
        }
    }
  return FALSE;
}
