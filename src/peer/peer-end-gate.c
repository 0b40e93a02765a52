/*
 * The gate: while a host holds, whole lines wait on both sides of its engines, and a person lets
 * them go one by one. How the next line has to be framed is known only when the one before it was
 * acted on (a literal, IDLE), so one line a connection waits to be acted on; what comes behind it
 * stays with the framer. Times that run out and connections that end are not held.
 */
#include "peer-end-private.h"

/* One line that waits, in the host's order of their coming. */
typedef struct
{
  PeerEnd *end;
  gboolean in;
} Waiting;

static void
enqueue (PeerEnd *end, gboolean in)
{
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting){ end, in };
  g_queue_push_tail (peer_host_get_gate (end->host), waiting);
}

static void
dequeue_all (PeerEnd *end)
{
  GQueue *gate = peer_host_get_gate (end->host);

  for (GList *at = gate->head, *next; at != NULL; at = next)
    {
      Waiting *waiting = at->data;

      next = at->next;
      if (waiting->end != end)
        continue;
      g_free (waiting);
      g_queue_delete_link (gate, at);
    }
}

static void
write_count (PeerEnd *end, ModelField field, guint n)
{
  model_tx_set (peer_recorder_get_tx (end->recorder), end->object, field,
                n > 0 ? model_value_number (n) : MODEL_NONE);
}

/* --- keeping --- */

gboolean
peer_gate_holds_in (const PeerEnd *end)
{
  return peer_host_is_holding (end->host);
}

gboolean
peer_gate_holds_out (const PeerEnd *end)
{
  return !end->closing && (peer_host_is_holding (end->host) || end->held_out.length > 0);
}

void
peer_gate_keep_in (PeerEnd *end, ModelLine *line, guint32 event, guint32 command)
{
  g_assert (end->held_in.line.bytes == NULL);
  end->held_in = (PeerHeldIn){ *line, event, command };
  write_count (end, MODEL_FIELD_HELD_IN, 1);
  enqueue (end, TRUE);
}

void
peer_gate_count_out (PeerEnd *end, guint n)
{
  if (n > 0 && peer_gate_holds_out (end))
    write_count (end, MODEL_FIELD_HELD_OUT, end->held_out.length + n);
}

void
peer_gate_keep_out (PeerEnd *end, PeerHeldOut *line)
{
  g_queue_push_tail (&end->held_out, g_memdup2 (line, sizeof *line));
  end->out.waiting += base_slices_get_copied (line->bytes);
  enqueue (end, FALSE);
}

/* --- letting go --- */

static void
let_in (PeerEnd *end)
{
  PeerHeldIn held = end->held_in;
  TraceEvent event = peer_end_event (end, TRACE_TURN, TRACE_TURN_RELEASED);
  gboolean was_logged_in = end->logged_in;
  guint32 number;

  peer_secret_note (end, &held.line);
  end->held_in = (PeerHeldIn){ 0 };
  event.cause = held.event;
  event.command = held.command;
  number = peer_recorder_open (end->recorder, &event);
  write_count (end, MODEL_FIELD_HELD_IN, 0);
  peer_end_act (end, &held.line, held.event, held.command);
  peer_recorder_close (end->recorder);
  peer_secret_judge (end, was_logged_in, number);
  g_bytes_unref (held.line.bytes);
}

static void
let_out (PeerEnd *end)
{
  g_autofree PeerHeldOut *held = g_queue_pop_head (&end->held_out);
  TraceEvent event;

  end->out.waiting -= base_slices_get_copied (held->bytes);
  event = peer_end_compose (end, held);
  peer_recorder_open (end->recorder, &event);
  write_count (end, MODEL_FIELD_HELD_OUT, end->held_out.length);
  peer_recorder_turned (end->recorder, end);
  peer_recorder_close (end->recorder);
}

void
peer_gate_let_go_all (PeerEnd *end)
{
  dequeue_all (end);
  while (end->held_out.length > 0)
    let_out (end);
  g_clear_pointer (&end->held_in.line.bytes, g_bytes_unref);
}

static void
held_out_free (gpointer data)
{
  PeerHeldOut *held = data;

  base_slices_free (held->bytes);
  g_clear_pointer (&held->hidden, g_array_unref);
  g_free (held);
}

void
peer_gate_forget (PeerEnd *end)
{
  dequeue_all (end);
  g_queue_clear_full (&end->held_out, held_out_free);
  g_clear_pointer (&end->held_in.line.bytes, g_bytes_unref);
}

/* --- the host's part --- */

gboolean
peer_host_release (PeerHost *host)
{
  g_autofree Waiting *waiting = g_queue_pop_head (peer_host_get_gate (host));

  if (waiting == NULL)
    return FALSE;
  if (waiting->in)
    let_in (waiting->end);
  else
    let_out (waiting->end);
  peer_end_resume (waiting->end);
  return TRUE;
}
