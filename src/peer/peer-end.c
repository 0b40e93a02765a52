#include "peer-private.h"

/* A line on its way out. */
typedef struct
{
  BaseSlices *bytes;
  gsize taken; /* octets the link has */
  gsize copied;
} OutLine;

struct _PeerEnd
{
  PeerHost *host;
  PeerRecorder *recorder;
  guint16 number;
  guint8 peer; /* the actor at the other end */
  const PeerEngineMaker *maker;
  gpointer maker_data;
  PeerWatcher watcher;
  gpointer data;

  ModelId object;
  ModelEngine engine;
  gboolean up;
  PeerEnd *pair;
  PeerSent *sent;

  ModelEffects *effects; /* of the turns in the open event */
  guint facts_told;      /* effects whose facts were handed up */
  gboolean telling_facts;

  gboolean logged_in;
  gboolean unfinished; /* work was put off by the driver */
  gboolean can_go_on;  /* a command is not done and needs room, not bytes */
  gboolean pumping;
  guint32 line_event;   /* the newest line that arrived */
  guint32 line_command; /* and what began its exchange */

  GQueue out; /* of OutLine */
  gsize waiting;
  gsize waiting_peak;
  gboolean closing; /* the connection ends once all was taken */
  guint32 closing_event;
  gboolean finished; /* and the driver was told */
  gint64 wake_at;
  guint32 wake_event;
  gboolean wake_changed;
};

static void
out_line_free (gpointer data)
{
  OutLine *line = data;

  base_slices_free (line->bytes);
  g_free (line);
}

PeerEnd *
peer_end_new (PeerHost *host, guint16 number, const char *peer, const PeerEngineMaker *maker,
              gpointer maker_data, const PeerWatcher *watcher, gpointer data)
{
  PeerEnd *end = g_new0 (PeerEnd, 1);

  end->host = host;
  end->recorder = peer_host_get_recorder (host);
  end->number = number;
  end->peer = trace_actor (peer_recorder_get_trace (end->recorder), peer);
  end->maker = maker;
  end->maker_data = maker_data;
  end->watcher = *watcher;
  end->data = data;
  end->object = MODEL_NO_ID;
  end->sent = peer_sent_new ();
  end->effects = model_effects_new ();
  end->wake_at = -1;
  g_queue_init (&end->out);
  peer_host_add_end (host, end);
  return end;
}

void
peer_end_free (PeerEnd *end)
{
  if (end == NULL)
    return;
  g_assert (!end->pumping);
  peer_host_remove_end (end->host, end);
  if (end->pair != NULL)
    end->pair->pair = NULL;
  if (end->engine.class != NULL)
    end->engine.class->free (end->engine.self);
  if (end->maker->free_data != NULL)
    end->maker->free_data (end->maker_data);
  g_queue_clear_full (&end->out, out_line_free);
  peer_sent_free (end->sent);
  model_effects_free (end->effects);
  g_free (end);
}

void
peer_end_pair (PeerEnd *a, PeerEnd *b)
{
  g_assert (a->number == b->number && a->maker->out != b->maker->out);
  a->pair = b;
  b->pair = a;
}

/* --- turns --- */

/* An event of this end's connection, as far as it is always the same. */
static TraceEvent
event_of (PeerEnd *end, TraceKind kind, guint8 sub)
{
  guint8 actor = peer_host_get_actor (end->host);

  return (TraceEvent){
    .kind = kind, .sub = sub, .from = actor, .to = actor, .connection = end->number
  };
}

static void
tell_facts (PeerEnd *end)
{
  if (end->telling_facts)
    return;

  /* A fact's receiver may submit, whose turn adds effects behind these. */
  end->telling_facts = TRUE;
  while (end->facts_told < model_effects_get_n (end->effects))
    {
      const ModelEffect *effect = model_effects_get (end->effects, end->facts_told++);

      if (effect->kind == MODEL_EFFECT_FACT && effect->fact == end->maker->login_fact)
        end->logged_in = TRUE;
      if (effect->kind == MODEL_EFFECT_FACT && end->watcher.fact != NULL)
        {
          g_autofree char *text = g_strdup (effect->text);

          end->watcher.fact (end, effect->fact, text, end->data);
        }
    }
  end->telling_facts = FALSE;
}

/* One call of the engine within the open event. @cause: of the lines it sends, 0 for that event. */
static void
turn (PeerEnd *end, const ModelInput *input, guint32 cause)
{
  guint first = model_effects_get_n (end->effects);

  peer_recorder_turned (end->recorder, end);
  end->can_go_on = end->engine.class->turn (end->engine.self, peer_recorder_get_tx (end->recorder),
                                            peer_recorder_get_now (end->recorder), input,
                                            end->effects);
  if (cause != 0)
    for (guint i = first; i < model_effects_get_n (end->effects); i++)
      {
        ModelEffect *effect = model_effects_get (end->effects, i);

        if (effect->kind == MODEL_EFFECT_SEND && effect->cause == 0)
          effect->cause = cause;
      }
  tell_facts (end);
}

static void
send_line (PeerEnd *end, ModelEffect *effect, guint32 event)
{
  Trace *trace = peer_recorder_get_trace (end->recorder);
  guint32 number = trace_get_n (trace) + 1;
  guint32 command = effect->command == G_MAXUINT32 ? number : effect->command;
  TraceEvent send = event_of (end, TRACE_SEND, 0);
  OutLine *line = g_new0 (OutLine, 1);

  line->bytes = g_steal_pointer (&effect->bytes);
  line->copied = base_slices_get_copied (line->bytes);
  send.to = end->peer;
  send.direction = end->maker->out;
  send.context = (guint8) effect->context;
  send.cause = effect->cause != 0 ? effect->cause : event;
  send.command = command;
  send.len = (guint32) base_slices_get_length (line->bytes);
  send.start = trace_stream_append (trace, end->number, send.direction, line->bytes);
  peer_recorder_note (end->recorder, &send);

  if (end->pair != NULL)
    peer_sent_add (end->sent, &(PeerSentLine){ .start = send.start,
                                               .end = send.start + send.len,
                                               .event = number,
                                               .command = command });
  end->waiting += line->copied;
  end->waiting_peak = MAX (end->waiting_peak, end->waiting);
  g_queue_push_tail (&end->out, line);
}

void
peer_end_record (PeerEnd *end, guint32 event)
{
  for (guint i = 0; i < model_effects_get_n (end->effects); i++)
    {
      ModelEffect *effect = model_effects_get (end->effects, i);

      switch (effect->kind)
        {
        case MODEL_EFFECT_SEND:
          if (end->up && !end->closing)
            send_line (end, effect, event);
          break;
        case MODEL_EFFECT_WAKE:
          end->wake_at = effect->at;
          end->wake_event = event;
          end->wake_changed = TRUE;
          break;
        case MODEL_EFFECT_CLOSE:
          end->closing = TRUE;
          end->closing_event = event;
          break;
        case MODEL_EFFECT_FACT:
          break;
        }
    }
  model_effects_clear (end->effects);
  end->facts_told = 0;
}

static void
tell_finished (PeerEnd *end)
{
  if (!end->up || !end->closing || end->finished || !g_queue_is_empty (&end->out))
    return;
  end->finished = TRUE;
  if (end->watcher.finished != NULL)
    end->watcher.finished (end, end->closing_event, end->data);
}

void
peer_end_tell (PeerEnd *end)
{
  if (end->wake_changed && end->watcher.wake != NULL)
    {
      end->wake_changed = FALSE;
      end->watcher.wake (end, end->wake_at, end->data);
    }
  if (!g_queue_is_empty (&end->out) && end->watcher.output != NULL)
    end->watcher.output (end, end->data);
  tell_finished (end);
}

/* --- lines in --- */

/* What began the exchange that a line coming in belongs to. */
static guint32
command_of (PeerEnd *end, const ModelLine *line, const PeerSentLine *sent, guint32 event)
{
  if (sent != NULL && sent->command != 0)
    return sent->command;
  if (end->maker->out == TRACE_TO_SERVER)
    return 0;
  if (line->context != end->maker->command_context)
    return end->line_command;
  return sent != NULL ? sent->event : event;
}

/* The ARRIVE event of @line; its turn, if it gets one, is the caller's. */
static TraceEvent
arrival_of (PeerEnd *end, const ModelLine *line)
{
  const PeerSentLine *sent = end->pair != NULL ? peer_sent_find (end->pair->sent, line->start)
                                               : NULL;
  guint32 event = trace_get_n (peer_recorder_get_trace (end->recorder)) + 1;
  TraceEvent arrive = event_of (end, TRACE_ARRIVE, line->complete ? 0 : 1);

  arrive.from = end->peer;
  arrive.direction = end->maker->out == TRACE_TO_SERVER ? TRACE_TO_CLIENT : TRACE_TO_SERVER;
  arrive.context = (guint8) line->context;
  arrive.start = line->start;
  arrive.len = (guint32) g_bytes_get_size (line->bytes);
  arrive.cause = sent != NULL ? sent->event : 0;
  arrive.command = command_of (end, line, sent, event);
  return arrive;
}

static void
arrive (PeerEnd *end, const ModelLine *line)
{
  TraceEvent event = arrival_of (end, line);
  ModelInput input = { .kind = MODEL_INPUT_LINE, .line = line, .command = event.command };

  end->line_command = event.command;
  end->line_event = peer_recorder_open (end->recorder, &event);
  turn (end, &input, 0);
  peer_recorder_close (end->recorder);
}

static void
go_on (PeerEnd *end)
{
  TraceEvent event = event_of (end, TRACE_TURN, TRACE_TURN_WRITABLE);

  event.cause = end->line_event;
  event.command = end->line_command;
  peer_recorder_open (end->recorder, &event);
  turn (end, &(ModelInput){ .kind = MODEL_INPUT_WRITABLE, .command = end->line_command }, 0);
  peer_recorder_close (end->recorder);
}

/* Work while there is room for output: first what was begun, then the next line. */
static void
pump (PeerEnd *end)
{
  if (end->pumping)
    return;

  end->pumping = TRUE;
  while (end->up && !end->closing)
    {
      ModelLine line = { 0 };

      end->unfinished = TRUE;
      if (end->waiting >= PEER_WAITING_ROOM)
        break;
      if (end->watcher.may_go_on != NULL && !end->watcher.may_go_on (end, end->data))
        break;
      if (end->can_go_on)
        {
          go_on (end);
          continue;
        }
      end->unfinished = FALSE;
      if (end->engine.class->next_line (end->engine.self, &line) != MODEL_FRAME_LINE)
        break;
      arrive (end, &line);
      g_bytes_unref (line.bytes);
    }
  end->pumping = FALSE;
}

void
peer_end_feed (PeerEnd *end, GBytes *bytes)
{
  if (!end->up)
    return;
  if (end->pair == NULL)
    {
      g_autoptr (BaseSlices) slices = base_slices_new ();

      base_slices_append_blob (slices, bytes, 0, g_bytes_get_size (bytes));
      trace_stream_append (peer_recorder_get_trace (end->recorder), end->number,
                           end->maker->out == TRACE_TO_SERVER ? TRACE_TO_CLIENT : TRACE_TO_SERVER,
                           slices);
    }
  end->engine.class->feed (end->engine.self, bytes);
  pump (end);
}

void
peer_end_resume (PeerEnd *end)
{
  g_assert (peer_recorder_get_event (end->recorder) == 0);
  pump (end);
  tell_finished (end);
}

/* --- other turns --- */

void
peer_end_submit (PeerEnd *end, const char *text, GBytes *raw, guint32 cause)
{
  g_assert (end->up);
  turn (end, &(ModelInput){ .kind = MODEL_INPUT_SUBMIT, .text = text, .raw = raw }, cause);
}

void
peer_end_tick (PeerEnd *end)
{
  TraceEvent event = event_of (end, TRACE_TIMER, 0);

  if (!end->up || end->wake_at < 0)
    return;
  event.cause = end->wake_event;
  end->wake_at = -1;
  peer_recorder_open (end->recorder, &event);
  turn (end, &(ModelInput){ .kind = MODEL_INPUT_TICK }, 0);
  peer_recorder_close (end->recorder);
  pump (end);
}

void
peer_end_dismiss (PeerEnd *end, const char *why)
{
  TraceEvent event = event_of (end, TRACE_TIMER, 0);

  if (!end->up || end->closing)
    return;
  peer_recorder_open (end->recorder, &event);
  turn (end, &(ModelInput){ .kind = MODEL_INPUT_DISMISS, .text = why }, 0);
  peer_recorder_close (end->recorder);
}

ModelId
peer_end_watches (PeerEnd *end)
{
  if (!end->up || end->engine.class->watches == NULL)
    return MODEL_NO_ID;
  return end->engine.class->watches (end->engine.self);
}

void
peer_end_poke (PeerEnd *end, guint32 cause)
{
  TraceEvent event = event_of (end, TRACE_TURN, TRACE_TURN_POKE);

  event.cause = cause;
  peer_recorder_open (end->recorder, &event);
  turn (end, &(ModelInput){ .kind = MODEL_INPUT_POKE }, 0);
  peer_recorder_close (end->recorder);
}

/* --- up and down --- */

static void
come_up (PeerEnd *end, const ModelInput *input)
{
  g_autofree char *name = g_strdup_printf ("c%u", end->number);
  ModelTx *tx = peer_recorder_get_tx (end->recorder);

  g_assert (!end->up && end->engine.class == NULL);
  end->object = model_tx_birth (tx, MODEL_KIND_CONNECTION, peer_host_get_owner (end->host), name);
  model_tx_set_text (tx, end->object, MODEL_FIELD_LINK, "up");
  end->engine = end->maker->make (end, end->maker_data);
  end->up = TRUE;
  turn (end, input, 0);
}

void
peer_end_up (PeerEnd *end)
{
  come_up (end, &(ModelInput){ .kind = MODEL_INPUT_OPENED });
}

void
peer_end_refuse (PeerEnd *end, const char *why)
{
  come_up (end, &(ModelInput){ .kind = MODEL_INPUT_DISMISS, .text = why });
}

/* What had come of a line that will never be whole. */
static void
record_rest (PeerEnd *end)
{
  ModelLine line = { 0 };
  TraceEvent event;

  if (end->engine.class->rest (end->engine.self, &line) != MODEL_FRAME_LINE)
    return;
  line.complete = FALSE;
  event = arrival_of (end, &line);
  peer_recorder_note (end->recorder, &event);
  g_bytes_unref (line.bytes);
}

guint32
peer_end_down (PeerEnd *end, TraceLink how, guint8 from, guint32 cause, const char *why)
{
  TraceEvent event = event_of (end, TRACE_LINK, how);
  guint32 number;

  if (!end->up)
    return 0;

  record_rest (end);
  event.from = from;
  event.cause = cause;
  number = peer_recorder_open (end->recorder, &event);
  turn (end, &(ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = why }, 0);
  if (end->watcher.down != NULL)
    end->watcher.down (end, end->data);
  model_tx_death (peer_recorder_get_tx (end->recorder), end->object);
  end->up = FALSE;
  end->object = MODEL_NO_ID;
  end->can_go_on = FALSE;
  end->waiting = 0;
  g_queue_clear_full (&end->out, out_line_free);
  peer_recorder_close (end->recorder);
  return number;
}

gboolean
peer_end_is_up (const PeerEnd *end)
{
  return end->up;
}

/* --- out to the link --- */

BaseSlices *
peer_end_take (PeerEnd *end, gsize max)
{
  OutLine *line = g_queue_peek_head (&end->out);
  BaseSlices *piece;
  gsize left;

  if (line == NULL || max == 0)
    return NULL;

  left = base_slices_get_length (line->bytes) - line->taken;
  if (line->taken > 0 || left > max)
    {
      gsize len = MIN (left, max);

      piece = base_slices_new ();
      base_slices_append_slices (piece, line->bytes, line->taken, len);
      line->taken += len;
      left -= len;
    }
  else
    {
      piece = g_steal_pointer (&line->bytes);
      left = 0;
    }

  if (left == 0)
    {
      end->waiting -= line->copied;
      g_queue_pop_head (&end->out);
      out_line_free (line);
    }
  return piece;
}

guint
peer_end_peek (PeerEnd *end, BaseSlice *out, guint max)
{
  guint n = 0;

  for (GList *at = end->out.head; at != NULL && n < max; at = at->next)
    {
      OutLine *line = at->data;
      gsize skip = line->taken;

      for (guint i = 0; i < base_slices_get_n (line->bytes) && n < max; i++)
        {
          const BaseSlice *slice = base_slices_get (line->bytes, i);

          if (skip < slice->len)
            out[n++] = (BaseSlice){ slice->blob, slice->start + skip, slice->len - skip };
          skip -= MIN (skip, slice->len);
        }
    }
  return n;
}

void
peer_end_skip (PeerEnd *end, gsize octets)
{
  OutLine *line;

  while (octets > 0 && (line = g_queue_peek_head (&end->out)) != NULL)
    {
      gsize len = MIN (octets, base_slices_get_length (line->bytes) - line->taken);

      octets -= len;
      line->taken += len;
      if (line->taken < base_slices_get_length (line->bytes))
        break;
      end->waiting -= line->copied;
      g_queue_pop_head (&end->out);
      out_line_free (line);
    }
  g_assert (octets == 0);
}

gboolean
peer_end_has_work (const PeerEnd *end)
{
  return end->up && !end->closing && end->unfinished && end->waiting < PEER_WAITING_ROOM;
}

gboolean
peer_end_is_hungry (const PeerEnd *end)
{
  return end->up && !end->closing && !end->unfinished;
}

gboolean
peer_end_is_logged_in (const PeerEnd *end)
{
  return end->logged_in;
}

gsize
peer_end_get_waiting (const PeerEnd *end)
{
  return end->waiting;
}

gsize
peer_end_get_waiting_peak (const PeerEnd *end)
{
  return end->waiting_peak;
}

gboolean
peer_end_is_busy (const PeerEnd *end)
{
  return end->up && end->maker->is_busy != NULL && end->maker->is_busy (&end->engine);
}

ModelId
peer_end_get_object (const PeerEnd *end)
{
  return end->object;
}

PeerHost *
peer_end_get_host (const PeerEnd *end)
{
  return end->host;
}
