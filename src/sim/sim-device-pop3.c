#include "sim-device-private.h"

#include "pop3-client.h"

#include <string.h>

/* A device that speaks POP3. A session is short: log in, see what is there, fetch, mark, quit. Numbers
   mean something within a session only, so steps name messages by the key of their row. */

/* --- what the device knows --- */

static ModelId
inbox_of (const SimDevice *device)
{
  return sim_device_believed (device, "INBOX");
}

static const ModelRow *
row_of (const SimDevice *device, guint32 uid)
{
  ModelId inbox = inbox_of (device);

  return inbox != MODEL_NO_ID
             ? model_row (sim_world_model (device->world), inbox, MODEL_TABLE_LIVE, uid)
             : NULL;
}

static const ModelRuns *
numbers_of (const SimDevice *device)
{
  return model_get_runs (sim_world_model (device->world), sim_device_connection (device),
                         MODEL_FIELD_NUMBERS);
}

gboolean
sim_pop3_has_copy (const SimDevice *device, guint32 uid)
{
  const ModelRow *row = row_of (device, uid);

  return row != NULL && model_row_get (row, MODEL_FIELD_BODY).kind == MODEL_VALUE_BLOB;
}

gboolean
sim_pop3_is_in_session (const SimDevice *device)
{
  return g_strcmp0 (model_get_text (sim_world_model (device->world), sim_device_connection (device),
                                    MODEL_FIELD_STATE),
                    "transaction")
         == 0;
}

/* Whether @uid is in the set MARKED of @id: at the connection what the server was told in this session,
   at the mailbox what a person wants to be gone. */
static gboolean
is_marked (const SimDevice *device, ModelId id, guint32 uid)
{
  const ModelRuns *marked = id != MODEL_NO_ID ? model_get_runs (sim_world_model (device->world), id,
                                                                MODEL_FIELD_MARKED)
                                              : NULL;

  for (guint i = 0; i < model_runs_get_n (marked); i++)
    {
      const ModelRun *run = model_runs_get (marked, i);

      if (uid >= run->first && uid - run->first < run->count)
        return TRUE;
    }
  return FALSE;
}

/* The members of a set, as they are now. */
static GArray *
members (const SimDevice *device, ModelId id)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  const ModelRuns *marked = id != MODEL_NO_ID ? model_get_runs (sim_world_model (device->world), id,
                                                                MODEL_FIELD_MARKED)
                                              : NULL;

  for (guint i = 0; i < model_runs_get_n (marked); i++)
    for (guint j = 0; j < model_runs_get (marked, i)->count; j++)
      {
        guint32 uid = model_runs_get (marked, i)->first + j;

        g_array_append_val (uids, uid);
      }
  return uids;
}

/* Which message the server means by @number: bookkeeping of the simulation, not knowledge. Numbers are
   dealt out at the login, once and for all. [RFC1939 §4] */
static guint32
identify (gpointer data, guint number)
{
  SimDevice *device = data;
  PeerEnd *server = device->link != NULL ? sim_link_get_server (device->link) : NULL;
  ModelId session = server != NULL ? peer_end_get_object (server) : MODEL_NO_ID;

  if (session != MODEL_NO_ID)
    {
      ModelRuns *dealt = model_get_runs (sim_world_model (device->world), session,
                                         MODEL_FIELD_NUMBERS);

      g_clear_pointer (&device->dealt, model_runs_unref);
      device->dealt = dealt != NULL ? model_runs_ref (dealt) : NULL;
    }
  return model_runs_nth (device->dealt, number);
}

/* --- steps --- */

static gboolean
start_user (SimDevice *device, const SimStep *step)
{
  if (sim_pop3_is_in_session (device))
    return FALSE;
  g_array_set_size (device->told_gone, 0);
  return sim_device_submit (device, step, "USER %s", device->account->name);
}

static gboolean
start_pass (SimDevice *device, const SimStep *step)
{
  if (sim_pop3_is_in_session (device))
    return FALSE;
  return sim_device_submit (device, step, "PASS %s", device->account->password);
}

/* There is no list of nothing. */
static gboolean
start_listing (SimDevice *device, const SimStep *step)
{
  if (!g_str_equal (step->text, "STAT")
      && model_get_number (sim_world_model (device->world), sim_device_connection (device),
                           MODEL_FIELD_EXISTS, 1)
             == 0)
    return FALSE;
  return sim_device_submit (device, step, "%s", step->text);
}

/* Put steps before all others, in the order of the calls. */
static void
put_first (SimDevice *device, guint *n, SimStepKind kind, guint32 uid, guint32 cause)
{
  SimStep *step = sim_step_new (kind, NULL, uid);

  step->cause = cause;
  g_queue_push_nth (&device->steps, step, (int) (*n)++);
}

static gboolean
start_fetch (SimDevice *device, const SimStep *step)
{
  const ModelRuns *numbers = numbers_of (device);
  guint n = 0;

  for (guint number = 1; number <= model_runs_total (numbers); number++)
    {
      guint32 uid = model_runs_nth (numbers, number);

      if (uid == 0 || is_marked (device, sim_device_connection (device), uid)
          || is_marked (device, inbox_of (device), uid)
          || (device->style->remembers && sim_pop3_has_copy (device, uid)))
        continue;
      put_first (device, &n, SIM_STEP_RETRIEVE, uid, step->cause);
      if (device->style->deletes_fetched)
        put_first (device, &n, SIM_STEP_MARK, uid, step->cause);
    }
  return FALSE;
}

/* Nothing of @uid is kept here. */
static void
forget (SimDevice *device, guint32 uid)
{
  ModelTx *tx = peer_recorder_get_tx (device->world->recorder);
  ModelId inbox = inbox_of (device);

  model_tx_set_remove (tx, inbox, MODEL_FIELD_MARKED, uid, 1);
  if (row_of (device, uid) != NULL)
    model_tx_remove_row (tx, inbox, MODEL_TABLE_LIVE, uid);
}

/* What a person wanted to be gone since the last session; what is gone already needs no mark. */
static gboolean
start_clear (SimDevice *device, const SimStep *step)
{
  g_autoptr (GArray) uids = members (device, inbox_of (device));
  guint n = 0;

  for (guint i = 0; i < uids->len; i++)
    {
      guint32 uid = g_array_index (uids, guint32, i);

      if (model_runs_find (numbers_of (device), uid) != 0)
        put_first (device, &n, SIM_STEP_MARK, uid, step->cause);
      else
        forget (device, uid);
    }
  return FALSE;
}

static gboolean
start_retrieve (SimDevice *device, const SimStep *step)
{
  guint number = model_runs_find (numbers_of (device), step->uid);

  if (number == 0)
    return FALSE;
  return sim_device_submit (device, step, "RETR %u", number);
}

static gboolean
start_mark (SimDevice *device, const SimStep *step)
{
  guint number = model_runs_find (numbers_of (device), step->uid);

  if (number == 0 || is_marked (device, sim_device_connection (device), step->uid))
    return FALSE;
  return sim_device_submit (device, step, "DELE %u", number);
}

static gboolean
start_unmark (SimDevice *device, const SimStep *step)
{
  return sim_device_submit (device, step, "RSET");
}

static gboolean
start_quit (SimDevice *device, const SimStep *step)
{
  device->parting = TRUE;
  return sim_device_submit (device, step, "QUIT");
}

/* A person wants @uid to be gone. Where nothing is remembered between sessions, what is not said in one
   is not said at all. */
static gboolean
start_forget (SimDevice *device, const SimStep *step)
{
  ModelTx *tx = peer_recorder_get_tx (device->world->recorder);
  ModelId inbox = inbox_of (device);

  if (inbox == MODEL_NO_ID || row_of (device, step->uid) == NULL)
    return FALSE;
  if (device->style->remembers || sim_pop3_is_in_session (device))
    model_tx_set_add (tx, inbox, MODEL_FIELD_MARKED, step->uid, 1, model_tx_get_event (tx));
  else
    model_tx_remove_row (tx, inbox, MODEL_TABLE_LIVE, step->uid);
  return FALSE;
}

static gboolean
start (SimDevice *device, const SimStep *step)
{
  static gboolean (*const starts[SIM_N_STEPS]) (SimDevice *, const SimStep *) = {
    [SIM_STEP_USER] = start_user,       [SIM_STEP_PASS] = start_pass,
    [SIM_STEP_LISTING] = start_listing, [SIM_STEP_FETCH] = start_fetch,
    [SIM_STEP_CLEAR] = start_clear,     [SIM_STEP_RETRIEVE] = start_retrieve,
    [SIM_STEP_MARK] = start_mark,       [SIM_STEP_UNMARK] = start_unmark,
    [SIM_STEP_FORGET] = start_forget,   [SIM_STEP_QUIT] = start_quit,
  };

  return starts[step->kind](device, step);
}

/* --- what the engine reports --- */

static void
clear_marks (SimDevice *device, ModelId id)
{
  if (id != MODEL_NO_ID)
    model_tx_set (peer_recorder_get_tx (device->world->recorder), id, MODEL_FIELD_MARKED,
                  MODEL_NONE);
}

/* The server has said yes to QUIT. The engine knows that what was marked is gone there, and that a copy
   is the device's own; but what a person wanted to be gone is not kept here either. */
static void
take_out_unwanted (SimDevice *device)
{
  ModelId inbox = inbox_of (device);

  for (guint i = 0; i < device->told_gone->len; i++)
    {
      guint32 uid = g_array_index (device->told_gone, guint32, i);

      if (is_marked (device, inbox, uid))
        forget (device, uid);
    }
  g_array_set_size (device->told_gone, 0);
}

/* @text: "COMMAND +OK|-ERR …"; it may be of a line that somebody typed. */
static void
command_done (SimDevice *device, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  gboolean good;

  if (g_strv_length (words) < 2)
    return;
  good = g_str_equal (words[1], "+OK");
  if (good && g_str_equal (words[0], "RSET"))
    {
      clear_marks (device, inbox_of (device));
      g_array_set_size (device->told_gone, 0);
    }
  if (good && g_str_equal (words[0], "QUIT"))
    take_out_unwanted (device);
  if (device->running == NULL || device->running->kind == SIM_STEP_CONNECT
      || g_strcmp0 (words[0], device->asked) != 0)
    return;
  if (good && device->running->kind == SIM_STEP_MARK)
    g_array_append_val (device->told_gone, device->running->uid);
  sim_device_step_done (device, good);
}

static void
fact (SimDevice *device, guint fact, const char *text)
{
  if (fact == POP3_CLIENT_FACT_GREETING && sim_device_is_running (device, SIM_STEP_CONNECT))
    sim_device_step_done (device, g_strcmp0 (text, "+OK") == 0);
  else if (fact == POP3_CLIENT_FACT_DONE)
    command_done (device, text);
}

/* --- sessions --- */

static void
push (GQueue *steps, SimStepKind kind, const char *text)
{
  g_queue_push_tail (steps, sim_step_new (kind, text, 0));
}

void
sim_pop3_begin_session (const SimDevice *device, GQueue *steps)
{
  g_auto (GStrv) commands = g_strsplit (device->style->listing, " ", -1);

  push (steps, SIM_STEP_USER, NULL);
  push (steps, SIM_STEP_PASS, NULL);
  for (guint i = 0; commands[i] != NULL; i++)
    push (steps, SIM_STEP_LISTING, commands[i]);
}

void
sim_pop3_whole_session (const SimDevice *device, GQueue *steps)
{
  sim_pop3_begin_session (device, steps);
  push (steps, SIM_STEP_FETCH, NULL);
  push (steps, SIM_STEP_CLEAR, NULL);
  push (steps, SIM_STEP_QUIT, NULL);
}

static gboolean
is_waiting (const SimDevice *device, SimStepKind kind)
{
  for (GList *link = device->steps.head; link != NULL; link = link->next)
    if (((SimStep *) link->data)->kind == kind)
      return TRUE;
  return sim_device_is_running (device, kind);
}

static void
come_back (SimDevice *device, GQueue *steps)
{
  if (is_waiting (device, SIM_STEP_QUIT))
    sim_pop3_whole_session (device, steps);
  else if (sim_pop3_is_in_session (device) || is_waiting (device, SIM_STEP_PASS))
    sim_pop3_begin_session (device, steps);
}

/* --- connections --- */

static PeerEnd *
make_client (SimDevice *device, guint16 number, const PeerWatcher *watcher, gpointer data)
{
  return peer_end_new_pop3_client (device->host, number, "server", device->description->account,
                                   identify, device, watcher, data);
}

static PeerEnd *
make_server (SimDevice *device, guint16 number, const PeerWatcher *watcher, gpointer data)
{
  return peer_end_new_pop3_server (device->world->server, number, device->description->name,
                                   watcher, data);
}

const SimProtocol sim_protocol_pop3 = {
  .name = "pop3",
  .verbs = sim_verbs_pop3,
  .make_client = make_client,
  .make_server = make_server,
  .start = start,
  .fact = fact,
  .come_back = come_back,
};
