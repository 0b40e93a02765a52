#include "peer-private.h"

struct _PeerRecorder
{
  Model *model;
  Trace *trace;
  gint64 now;
  guint32 event; /* the open one */
  ModelTx *tx;
  GPtrArray *spare;  /* for @turned, empty, or NULL */
  GPtrArray *turned; /* ends that had a turn in it, in order, borrowed */
  GPtrArray *hosts;  /* borrowed */
};

static PeerRecorder *
new_recorder (Model *model, Trace *trace)
{
  PeerRecorder *recorder = g_new0 (PeerRecorder, 1);

  recorder->model = model;
  recorder->trace = trace;
  recorder->turned = g_ptr_array_new ();
  recorder->hosts = g_ptr_array_new ();
  return recorder;
}

PeerRecorder *
peer_recorder_new (Model *model)
{
  return new_recorder (model, trace_new (model));
}

PeerRecorder *
peer_recorder_new_forgetful (Model *model)
{
  return new_recorder (model, trace_new_forgetful ());
}

void
peer_recorder_free (PeerRecorder *recorder)
{
  if (recorder == NULL)
    return;
  g_assert (recorder->event == 0);
  g_assert (recorder->hosts->len == 0);
  g_ptr_array_unref (recorder->turned);
  g_clear_pointer (&recorder->spare, g_ptr_array_unref);
  g_ptr_array_unref (recorder->hosts);
  trace_unref (recorder->trace);
  model_free (recorder->model);
  g_free (recorder);
}

const Model *
peer_recorder_get_model (const PeerRecorder *recorder)
{
  return recorder->model;
}

Trace *
peer_recorder_get_trace (const PeerRecorder *recorder)
{
  return recorder->trace;
}

void
peer_recorder_set_now (PeerRecorder *recorder, gint64 now)
{
  g_assert (now >= recorder->now);
  recorder->now = now;
}

gint64
peer_recorder_get_now (const PeerRecorder *recorder)
{
  return recorder->now;
}

void
peer_recorder_add_host (PeerRecorder *recorder, PeerHost *host)
{
  g_ptr_array_add (recorder->hosts, host);
}

void
peer_recorder_remove_host (PeerRecorder *recorder, PeerHost *host)
{
  g_ptr_array_remove (recorder->hosts, host);
}

static guint32
append (PeerRecorder *recorder, const TraceEvent *event)
{
  TraceEvent stamped = *event;

  stamped.time = recorder->now;
  return trace_append (recorder->trace, &stamped);
}

guint32
peer_recorder_open (PeerRecorder *recorder, const TraceEvent *event)
{
  g_assert (recorder->event == 0);
  recorder->event = append (recorder, event);
  recorder->tx = model_tx_begin (recorder->model, recorder->event, trace_get_log (recorder->trace));
  return recorder->event;
}

guint32
peer_recorder_note (PeerRecorder *recorder, const TraceEvent *event)
{
  guint32 number;

  g_assert (recorder->event == 0);
  number = append (recorder, event);
  trace_seal (recorder->trace, number, recorder->model);
  return number;
}

ModelTx *
peer_recorder_get_tx (PeerRecorder *recorder)
{
  g_assert (recorder->event != 0);
  return recorder->tx;
}

guint32
peer_recorder_get_event (const PeerRecorder *recorder)
{
  return recorder->event;
}

void
peer_recorder_forget (PeerRecorder *recorder)
{
  if (trace_is_forgetful (recorder->trace))
    model_forget_connections (recorder->model);
}

void
peer_recorder_turned (PeerRecorder *recorder, PeerEnd *end)
{
  if (!g_ptr_array_find (recorder->turned, end, NULL))
    g_ptr_array_add (recorder->turned, end);
}

/* The mailboxes whose journal the open event wrote, each once; NULL for none. */
static GArray *
journals_written (PeerRecorder *recorder)
{
  const GArray *log = trace_get_log (recorder->trace);
  GArray *mailboxes = NULL;

  for (guint32 i = 0; i < log->len; i++)
    {
      const ModelDelta *delta = &g_array_index (log, ModelDelta, i);
      gboolean known = FALSE;

      if ((delta->op != MODEL_OP_SPLICE && delta->op != MODEL_OP_SET)
          || delta->table != MODEL_N_TABLES || delta->field != MODEL_FIELD_JOURNAL)
        continue;
      if (mailboxes == NULL)
        mailboxes = g_array_new (FALSE, FALSE, sizeof (ModelId));
      for (guint j = 0; j < mailboxes->len; j++)
        known = known || g_array_index (mailboxes, ModelId, j) == delta->object;
      if (!known)
        g_array_append_val (mailboxes, delta->object);
    }
  return mailboxes;
}

/* A session's view of its mailbox changes in a turn of its own, never from another's transaction.
 */
static void
poke_watchers (PeerRecorder *recorder, ModelId mailbox, guint32 event, GPtrArray *turned)
{
  for (guint h = 0; h < recorder->hosts->len; h++)
    {
      PeerHost *host = g_ptr_array_index (recorder->hosts, h);

      for (guint i = 0; i < peer_host_get_n_ends (host); i++)
        {
          PeerEnd *end = peer_host_get_end (host, i);

          if (peer_end_watches (end) == mailbox && !g_ptr_array_find (turned, end, NULL))
            peer_end_poke (end, event);
        }
    }
}

void
peer_recorder_close (PeerRecorder *recorder)
{
  guint32 event = recorder->event;
  GPtrArray *turned = g_steal_pointer (&recorder->turned);
  g_autoptr (GArray) mailboxes = NULL;

  g_assert (event != 0);
  g_clear_pointer (&recorder->tx, model_tx_end);
  mailboxes = journals_written (recorder);
  trace_seal (recorder->trace, event, recorder->model);
  recorder->event = 0;
  /* what is recorded from here on has a list of its own */
  recorder->turned = recorder->spare != NULL ? g_steal_pointer (&recorder->spare)
                                             : g_ptr_array_new ();

  for (guint i = 0; i < turned->len; i++)
    peer_end_record (g_ptr_array_index (turned, i), event);

  for (guint i = 0; mailboxes != NULL && i < mailboxes->len; i++)
    poke_watchers (recorder, g_array_index (mailboxes, ModelId, i), event, turned);

  for (guint i = 0; i < turned->len; i++)
    peer_end_tell (g_ptr_array_index (turned, i));
  g_ptr_array_set_size (turned, 0);
  g_clear_pointer (&recorder->spare, g_ptr_array_unref);
  recorder->spare = turned;
}
