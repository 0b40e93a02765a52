#include "peer-end-private.h"

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
  end->room = PEER_WAITING_ROOM;
  end->wake_at = -1;
  peer_out_init (&end->out);
  g_queue_init (&end->held_out);
  end->secrets = g_array_new (FALSE, FALSE, 2 * sizeof (guint64));
  peer_host_add_end (host, end);
  return end;
}

void
peer_end_free (PeerEnd *end)
{
  if (end == NULL)
    return;
  g_assert (!end->pumping);
  peer_gate_forget (end);
  peer_host_remove_end (end->host, end);
  if (end->pair != NULL)
    end->pair->pair = NULL;
  if (end->engine.class != NULL)
    end->engine.class->free (end->engine.self);
  if (end->maker->free_data != NULL)
    end->maker->free_data (end->maker_data);
  peer_out_clear (&end->out);
  peer_sent_free (end->sent);
  g_array_unref (end->secrets);
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

TraceEvent
peer_end_event (PeerEnd *end, TraceKind kind, guint8 sub)
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

/* How many of the effects from @first on are lines; whether they end the session. */
static guint
count_lines (PeerEnd *end, guint first, guint32 cause, gboolean *closes)
{
  guint n = 0;

  for (guint i = first; i < model_effects_get_n (end->effects); i++)
    {
      ModelEffect *effect = model_effects_get (end->effects, i);

      *closes |= effect->kind == MODEL_EFFECT_CLOSE;
      if (effect->kind != MODEL_EFFECT_SEND)
        continue;
      n++;
      if (effect->cause == 0)
        effect->cause = cause;
    }
  return n;
}

void
peer_end_turn (PeerEnd *end, const ModelInput *input, guint32 cause)
{
  guint first = model_effects_get_n (end->effects);
  gboolean closes = FALSE;
  guint lines;

  peer_recorder_turned (end->recorder, end);
  end->can_go_on = end->engine.class->turn (end->engine.self, peer_recorder_get_tx (end->recorder),
                                            peer_recorder_get_now (end->recorder), input,
                                            end->effects);
  lines = count_lines (end, first, cause, &closes);
  /* what ends a session without the client's doing is not held */
  end->passing = closes && input->kind != MODEL_INPUT_LINE && input->kind != MODEL_INPUT_WRITABLE;
  if (!end->passing && input->kind != MODEL_INPUT_CLOSED)
    peer_gate_count_out (end, lines);
  tell_facts (end);
}

TraceEvent
peer_end_compose (PeerEnd *end, PeerHeldOut *line)
{
  Trace *trace = peer_recorder_get_trace (end->recorder);
  guint32 number = trace_get_n (trace) + 1;
  TraceEvent send = peer_end_event (end, TRACE_SEND, 0);

  send.to = end->peer;
  send.direction = end->maker->out;
  send.context = (guint8) line->context;
  send.cause = line->cause;
  send.command = line->command == G_MAXUINT32 ? number : line->command;
  send.len = (guint32) base_slices_get_length (line->bytes);
  send.start = trace_stream_append (trace, end->number, send.direction, line->bytes);
  for (guint i = 0; line->hidden != NULL && i < line->hidden->len; i++)
    {
      BaseSpan span = g_array_index (line->hidden, BaseSpan, i);

      trace_hide (trace, end->number, send.direction, send.start + span.start, span.len);
    }
  g_clear_pointer (&line->hidden, g_array_unref);
  if (end->pair != NULL)
    peer_sent_add (end->sent, &(PeerSentLine){ .start = send.start,
                                               .end = send.start + send.len,
                                               .event = number,
                                               .command = send.command });
  peer_out_push (&end->out, g_steal_pointer (&line->bytes));
  return send;
}

static void
send_line (PeerEnd *end, ModelEffect *effect, guint32 event)
{
  PeerHeldOut line = { .bytes = g_steal_pointer (&effect->bytes),
                       .context = effect->context,
                       .command = effect->command,
                       .cause = effect->cause != 0 ? effect->cause : event };
  TraceEvent send;

  if (peer_gate_holds_out (end) && !end->passing)
    {
      peer_gate_keep_out (end, &line);
      return;
    }
  send = peer_end_compose (end, &line);
  peer_recorder_note (end->recorder, &send);
}

void
peer_end_record (PeerEnd *end, guint32 event)
{
  g_autoptr (ModelEffects) effects = NULL;

  if (end->passing && (end->held_out.length > 0 || end->held_in.line.bytes != NULL))
    {
      /* letting go records, too: not these effects, but what was produced before them */
      effects = g_steal_pointer (&end->effects);
      end->effects = model_effects_new ();
      end->passing = FALSE;
      peer_gate_let_go_all (end);
      end->passing = TRUE;
      model_effects_free (end->effects);
      end->effects = g_steal_pointer (&effects);
    }
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
  if (!end->up || !end->closing || end->finished || !peer_out_is_empty (&end->out)
      || end->held_out.length > 0)
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
  if (!peer_out_is_empty (&end->out) && end->watcher.output != NULL)
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
  TraceEvent arrive = peer_end_event (end, TRACE_ARRIVE, line->complete ? 0 : 1);

  arrive.from = end->peer;
  arrive.direction = end->maker->out == TRACE_TO_SERVER ? TRACE_TO_CLIENT : TRACE_TO_SERVER;
  arrive.context = (guint8) line->context;
  arrive.start = line->start;
  arrive.len = (guint32) g_bytes_get_size (line->bytes);
  arrive.cause = sent != NULL ? sent->event : 0;
  arrive.command = command_of (end, line, sent, event);
  return arrive;
}

void
peer_end_act (PeerEnd *end, const ModelLine *line, guint32 event, guint32 command)
{
  ModelInput input = { .kind = MODEL_INPUT_LINE, .line = line, .command = command };

  end->line_event = event;
  end->line_command = command;
  peer_end_turn (end, &input, 0);
}

static void
arrive (PeerEnd *end, ModelLine *line)
{
  TraceEvent event = arrival_of (end, line);
  gboolean was_logged_in = end->logged_in;
  gboolean hold = peer_gate_holds_in (end);
  guint32 number;

  if (!hold)
    peer_secret_note (end, line);
  end->framed = line->start + g_bytes_get_size (line->bytes);
  number = peer_recorder_open (end->recorder, &event);
  if (hold)
    peer_gate_keep_in (end, line, number, event.command);
  else
    peer_end_act (end, line, number, event.command);
  peer_recorder_close (end->recorder);
  if (hold)
    return;
  peer_secret_judge (end, was_logged_in, number);
  g_bytes_unref (line->bytes);
}

static void
go_on (PeerEnd *end)
{
  TraceEvent event = peer_end_event (end, TRACE_TURN, TRACE_TURN_WRITABLE);

  event.cause = end->line_event;
  event.command = end->line_command;
  peer_recorder_open (end->recorder, &event);
  peer_end_turn (end, &(ModelInput){ .kind = MODEL_INPUT_WRITABLE, .command = end->line_command },
                 0);
  peer_recorder_close (end->recorder);
}

/* Work while there is room for output: first what was begun, then the next line. */
static void
pump (PeerEnd *end)
{
  if (end->pumping)
    return;

  end->pumping = TRUE;
  while (end->up && !end->closing && end->held_in.line.bytes == NULL)
    {
      ModelLine line = { 0 };

      end->unfinished = TRUE;
      if (end->out.waiting >= end->room)
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
  end->fed += g_bytes_get_size (bytes);
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
  peer_end_turn (end, &(ModelInput){ .kind = MODEL_INPUT_SUBMIT, .text = text, .raw = raw }, cause);
}

void
peer_end_tick (PeerEnd *end)
{
  TraceEvent event = peer_end_event (end, TRACE_TIMER, 0);

  if (!end->up || end->wake_at < 0)
    return;
  event.cause = end->wake_event;
  end->wake_at = -1;
  peer_recorder_open (end->recorder, &event);
  peer_end_turn (end, &(ModelInput){ .kind = MODEL_INPUT_TICK }, 0);
  peer_recorder_close (end->recorder);
  pump (end);
}

void
peer_end_dismiss (PeerEnd *end, const char *why)
{
  TraceEvent event = peer_end_event (end, TRACE_TIMER, 0);

  if (!end->up || end->closing)
    return;
  peer_recorder_open (end->recorder, &event);
  peer_end_turn (end, &(ModelInput){ .kind = MODEL_INPUT_DISMISS, .text = why }, 0);
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
  TraceEvent event = peer_end_event (end, TRACE_TURN, TRACE_TURN_POKE);

  event.cause = cause;
  peer_recorder_open (end->recorder, &event);
  peer_end_turn (end, &(ModelInput){ .kind = MODEL_INPUT_POKE }, 0);
  peer_recorder_close (end->recorder);
}

void
peer_end_drain (PeerEnd *end)
{
  BaseSlices *piece;
  gboolean dropped;

  do
    {
      for (dropped = FALSE; end->up && (piece = peer_end_take (end, G_MAXSIZE)) != NULL;)
        {
          base_slices_free (piece);
          dropped = TRUE;
        }
      if (dropped)
        peer_end_resume (end);
    }
  while (dropped && end->up);
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
  peer_end_turn (end, input, 0);
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
  peer_secret_note (end, &line);
  g_bytes_unref (line.bytes);
}

guint32
peer_end_down (PeerEnd *end, TraceLink how, guint8 from, guint32 cause, const char *why)
{
  TraceEvent event = peer_end_event (end, TRACE_LINK, how);
  guint32 number;

  if (!end->up)
    return 0;

  record_rest (end);
  peer_secret_end (end);
  event.from = from;
  event.cause = cause;
  number = peer_recorder_open (end->recorder, &event);
  peer_end_turn (end, &(ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = why }, 0);
  if (end->watcher.down != NULL)
    end->watcher.down (end, end->data);
  model_tx_death (peer_recorder_get_tx (end->recorder), end->object);
  end->up = FALSE;
  end->object = MODEL_NO_ID;
  end->can_go_on = FALSE;
  peer_gate_forget (end);
  peer_out_clear (&end->out);
  peer_recorder_close (end->recorder);
  peer_recorder_forget (end->recorder);
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
  return peer_out_take (&end->out, max);
}

void
peer_end_merge (PeerEnd *end)
{
  end->out.merges = TRUE;
}

guint
peer_end_peek (PeerEnd *end, PeerPiece *out, guint max)
{
  return peer_out_peek (&end->out, out, max);
}

void
peer_end_skip (PeerEnd *end, gsize octets)
{
  peer_out_skip (&end->out, octets);
}

gsize
peer_end_get_waiting (const PeerEnd *end)
{
  return end->out.waiting;
}

gsize
peer_end_get_waiting_peak (const PeerEnd *end)
{
  return end->out.peak;
}

/* --- looking --- */

static gboolean
is_open (const PeerEnd *end)
{
  return end->up && !end->closing && end->held_in.line.bytes == NULL;
}

void
peer_end_set_room (PeerEnd *end, gsize octets)
{
  g_assert (octets <= PEER_WAITING_ROOM);
  end->room = octets;
  model_effects_set_limit (end->effects, octets);
}

gboolean
peer_end_has_work (const PeerEnd *end)
{
  return is_open (end) && end->unfinished && end->out.waiting < end->room;
}

gboolean
peer_end_is_hungry (const PeerEnd *end)
{
  return is_open (end) && !end->unfinished;
}

gboolean
peer_end_is_held (const PeerEnd *end)
{
  return end->held_in.line.bytes != NULL || end->held_out.length > 0;
}

gsize
peer_end_get_unread (const PeerEnd *end)
{
  return (gsize) (end->fed - end->framed);
}

gboolean
peer_end_is_logged_in (const PeerEnd *end)
{
  return end->logged_in;
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
