#include "sim-device-private.h"

#include "imap-client.h"

#include <string.h>

/* A device that speaks IMAP: what each step asks the server, given what the device knows when its
   turn comes; waiting in IDLE; news. */

/* --- strings of commands --- */

/* An atom where it can be one, else a quoted string. [RFC9051 §9] */
char *
sim_imap_astring (const char *text)
{
  GString *quoted;
  gboolean plain = text[0] != '\0';

  for (const char *at = text; *at != '\0'; at++)
    plain = plain && (g_ascii_isalnum (*at) || strchr ("-_.+$&/!,:;=@^|~#'<>?", *at) != NULL);
  if (plain)
    return g_strdup (text);

  quoted = g_string_new ("\"");
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *at);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

/* --- what the device knows --- */

static ModelRuns *
numbers_of (const SimDevice *device)
{
  return model_get_runs (sim_world_model (device->world), sim_device_connection (device),
                         MODEL_FIELD_NUMBERS);
}

static gboolean
all_numbers_known (const SimDevice *device)
{
  const ModelRuns *numbers = numbers_of (device);

  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    if (model_runs_get (numbers, i)->first == 0)
      return FALSE;
  return TRUE;
}

/* The lowest UID of the numbers that are known, 0 when none is. */
static guint32
first_known (const SimDevice *device)
{
  const ModelRuns *numbers = numbers_of (device);

  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    if (model_runs_get (numbers, i)->first != 0)
      return model_runs_get (numbers, i)->first;
  return 0;
}

static ModelId
believed_now (const SimDevice *device)
{
  const char *name = sim_device_open_mailbox (device);

  return name != NULL ? sim_device_believed (device, name) : MODEL_NO_ID;
}

/* The highest UID it has ever been told of here, 0 when none. */
static guint32
highest_believed (const SimDevice *device)
{
  const Model *model = sim_world_model (device->world);
  ModelId mailbox = believed_now (device);
  guint n = mailbox != MODEL_NO_ID ? model_count (model, mailbox, MODEL_TABLE_LIVE) : 0;

  return n > 0 ? model_row_at (model, mailbox, MODEL_TABLE_LIVE, n - 1)->key : 0;
}

static const ModelRow *
believed_row (const SimDevice *device, guint32 uid)
{
  ModelId mailbox = believed_now (device);

  if (mailbox == MODEL_NO_ID)
    return NULL;
  return model_row (sim_world_model (device->world), mailbox, MODEL_TABLE_LIVE, uid);
}

/* --- steps --- */

static gboolean
is_logged_in (const SimDevice *device)
{
  const char *state = model_get_text (sim_world_model (device->world),
                                      sim_device_connection (device), MODEL_FIELD_STATE);

  return g_strcmp0 (state, "authenticated") == 0 || g_strcmp0 (state, "selected") == 0;
}

static gboolean
start_login (SimDevice *device, const SimStep *step)
{
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  if (is_logged_in (device))
    return FALSE;
  user = sim_imap_astring (device->account->name);
  password = sim_imap_astring (device->account->password);
  return sim_device_submit (device, step, "LOGIN %s %s", user, password);
}

static gboolean
start_select (SimDevice *device, const SimStep *step)
{
  g_autofree char *mailbox = sim_imap_astring (step->text);

  return sim_device_submit (device, step, "SELECT %s", mailbox);
}

/* New ones first, then what changed of the old ones. [RFC4549 §3] */
static gboolean
start_list (SimDevice *device, const SimStep *step)
{
  const Model *model = sim_world_model (device->world);
  guint32 highest = highest_believed (device);
  ModelId mailbox = believed_now (device);

  if (mailbox == MODEL_NO_ID || model_runs_total (numbers_of (device)) == 0)
    return FALSE;
  if (highest == 0)
    return sim_device_submit (device, step, "FETCH 1:* %s", device->style->list_items);
  if (model_get_number (model, mailbox, MODEL_FIELD_UIDNEXT, G_MAXUINT32) <= (gint64) highest + 1)
    return FALSE;
  return sim_device_submit (device, step, "UID FETCH %u:* %s", highest + 1,
                            device->style->list_items);
}

static gboolean
start_known (SimDevice *device, const SimStep *step)
{
  guint32 first = first_known (device);
  guint32 last = first > 0 ? first - 1 : highest_believed (device);

  if (last == 0 || all_numbers_known (device))
    return FALSE;
  return sim_device_submit (device, step, "UID FETCH 1:%u %s", last, device->style->known_items);
}

static gboolean
start_new (SimDevice *device, const SimStep *step)
{
  if (believed_now (device) == MODEL_NO_ID || all_numbers_known (device))
    return FALSE;
  return sim_device_submit (device, step, "UID FETCH %u:* %s", highest_believed (device) + 1,
                            device->style->list_items);
}

static gboolean
start_body (SimDevice *device, const SimStep *step)
{
  const ModelRow *row = believed_row (device, step->uid);

  if (row == NULL || model_row_get (row, MODEL_FIELD_BODY).kind == MODEL_VALUE_BLOB)
    return FALSE;
  return sim_device_submit (device, step, "UID FETCH %u %s", step->uid, device->style->body_items);
}

static gboolean
start_seen (SimDevice *device, const SimStep *step)
{
  const ModelRow *row = believed_row (device, step->uid);

  if (row == NULL || !device->style->marks_seen)
    return FALSE;
  if ((row->flags & MODEL_FLAGS_UNKNOWN) == 0 && (row->flags & MODEL_FLAG_SEEN) != 0)
    return FALSE;
  return sim_device_submit (device, step, "UID STORE %u +FLAGS (\\Seen)", step->uid);
}

static gboolean
start_idle (SimDevice *device, const SimStep *step)
{
  return sim_device_submit (device, step, "IDLE");
}

static gboolean
start (SimDevice *device, const SimStep *step)
{
  static gboolean (*const starts[SIM_N_STEPS]) (SimDevice *, const SimStep *) = {
    [SIM_STEP_LOGIN] = start_login, [SIM_STEP_SELECT] = start_select, [SIM_STEP_LIST] = start_list,
    [SIM_STEP_KNOWN] = start_known, [SIM_STEP_NEW] = start_new,       [SIM_STEP_BODY] = start_body,
    [SIM_STEP_SEEN] = start_seen,   [SIM_STEP_IDLE] = start_idle,
  };

  return starts[step->kind](device, step);
}

/* --- IDLE --- */

/* IDLE is left by itself as soon as there is something else to do. [RFC9051 §6.3.13] */
static void
leave_idle (SimDevice *device)
{
  const SimStep *next = g_queue_peek_head (&device->steps);

  if (!sim_device_is_running (device, SIM_STEP_IDLE) || !device->idling || device->leaving)
    return;
  if (next == NULL && device->wants_idle)
    return;
  device->leaving = TRUE;
  peer_end_submit (sim_link_get_client (device->link), "DONE", NULL,
                   next != NULL ? next->cause : 0);
}

static SimStep *
wish_idle (SimDevice *device)
{
  return device->wants_idle ? sim_step_new (SIM_STEP_IDLE, NULL, 0) : NULL;
}

/* Somebody typed IDLE: it has to be left like one of its own. */
static void
adopt_idle (SimDevice *device)
{
  ModelId connection = sim_device_connection (device);

  if (device->running != NULL || g_queue_is_empty (&device->steps) || connection == MODEL_NO_ID
      || model_get_number (sim_world_model (device->world), connection, MODEL_FIELD_IDLING, 0) == 0)
    return;
  device->running = sim_step_new (SIM_STEP_IDLE, NULL, 0);
  device->idling = TRUE;
  g_free (device->asked);
  device->asked = g_strdup ("IDLE");
}

/* --- what the engine reports --- */

/* It was told of messages it does not know yet. */
static void
told_of_new (SimDevice *device)
{
  if (!device->style->fetches_new || sim_device_open_mailbox (device) == NULL
      || sim_device_is_running (device, SIM_STEP_SELECT))
    return;
  for (GList *link = device->steps.head; link != NULL; link = link->next)
    if (((SimStep *) link->data)->kind == SIM_STEP_NEW)
      return;
  sim_device_want (device, sim_step_new (SIM_STEP_NEW, NULL, 0));
}

/* @text: "TAG OK|NO|BAD NAME"; it may be of a line that somebody typed. */
static void
command_done (SimDevice *device, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  gboolean good;

  if (device->running == NULL || device->running->kind == SIM_STEP_CONNECT
      || g_strv_length (words) < 3 || g_strcmp0 (words[2], device->asked) != 0)
    return;
  good = g_str_equal (words[1], "OK");
  if (device->running->kind == SIM_STEP_IDLE)
    {
      device->wants_idle = device->wants_idle && good && device->leaving;
      device->idling = FALSE;
      device->leaving = FALSE;
    }
  sim_device_step_done (device, good);
}

static void
fact (SimDevice *device, guint fact, const char *text)
{
  switch (fact)
    {
    case IMAP_CLIENT_FACT_GREETING:
      if (sim_device_is_running (device, SIM_STEP_CONNECT))
        sim_device_step_done (device, g_strcmp0 (text, "BYE") != 0);
      break;
    case IMAP_CLIENT_FACT_DONE:
      command_done (device, text);
      break;
    case IMAP_CLIENT_FACT_CONTINUE:
      if (sim_device_is_running (device, SIM_STEP_IDLE))
        {
          device->idling = TRUE;
          sim_device_advance (device);
        }
      break;
    case IMAP_CLIENT_FACT_EXISTS:
      told_of_new (device);
      break;
    default:
      break;
    }
}

/* --- connections --- */

static PeerEnd *
make_client (SimDevice *device, guint16 number, const PeerWatcher *watcher, gpointer data)
{
  const ModelWorldDevice *description = device->description;

  return peer_end_new_imap_client (
      device->host, number, "server", description->account,
      description->tag != 0 ? description->tag : (char) ('a' + (number - 1) % 26), watcher, data);
}

static PeerEnd *
make_server (SimDevice *device, guint16 number, const PeerWatcher *watcher, gpointer data)
{
  return peer_end_new_imap_server (device->world->server, number, device->description->name,
                                   watcher, data);
}

/* The mailbox that it has open, or was about to. */
static const char *
wanted_mailbox (const SimDevice *device)
{
  if (sim_device_is_running (device, SIM_STEP_SELECT))
    return device->running->text;
  for (GList *link = device->steps.head; link != NULL; link = link->next)
    if (((SimStep *) link->data)->kind == SIM_STEP_SELECT)
      return ((SimStep *) link->data)->text;
  return sim_device_open_mailbox (device);
}

static void
come_back (SimDevice *device, GQueue *steps)
{
  const char *mailbox = wanted_mailbox (device);

  if (mailbox == NULL && !is_logged_in (device))
    return;
  g_queue_push_tail (steps, sim_step_new (SIM_STEP_LOGIN, NULL, 0));
  if (mailbox == NULL)
    return;
  g_queue_push_tail (steps, sim_step_new (SIM_STEP_SELECT, mailbox, 0));
  g_queue_push_tail (steps, sim_step_new (SIM_STEP_LIST, NULL, 0));
  g_queue_push_tail (steps, sim_step_new (SIM_STEP_KNOWN, NULL, 0));
}

const SimProtocol sim_protocol_imap = {
  .name = "imap",
  .verbs = sim_verbs_imap,
  .make_client = make_client,
  .make_server = make_server,
  .start = start,
  .fact = fact,
  .come_back = come_back,
  .adopt = adopt_idle,
  .wish = wish_idle,
  .hurry = leave_idle,
};
