#include "sim-private.h"

#include <string.h>

/* What each step asks the server, given what the device knows when its turn comes. */

SimStep *
sim_step_new (SimStepKind kind, const char *text, guint32 uid)
{
  SimStep *step = g_new0 (SimStep, 1);

  step->kind = kind;
  step->text = g_strdup (text);
  step->uid = uid;
  return step;
}

void
sim_step_free (SimStep *step)
{
  if (step == NULL)
    return;
  g_free (step->text);
  g_free (step);
}

G_GNUC_PRINTF (3, 4)
static gboolean
submit (SimDevice *device, const SimStep *step, const char *format, ...)
{
  g_autofree char *text = NULL;
  gsize name;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  name = strcspn (text, " ");
  if (g_str_has_prefix (text, "UID "))
    name += 1 + strcspn (text + name + 1, " ");
  g_free (device->asked);
  device->asked = g_strndup (text, name);
  peer_end_submit (sim_link_get_client (device->link), text, NULL, step->cause);
  return TRUE;
}

/* --- strings of commands --- */

/* An atom where it can be one, else a quoted string. [RFC9051 §9] */
static char *
astring (const char *text)
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
start_connect (SimDevice *device, const SimStep *step)
{
  if (device->link == NULL)
    device->link = sim_link_open (device, step->cause);
  else if (sim_device_connection (device) != MODEL_NO_ID)
    return FALSE;
  return TRUE;
}

static gboolean
start_login (SimDevice *device, const SimStep *step)
{
  const char *state = model_get_text (sim_world_model (device->world),
                                      sim_device_connection (device), MODEL_FIELD_STATE);
  g_autofree char *user = NULL;
  g_autofree char *password = NULL;

  if (g_strcmp0 (state, "authenticated") == 0 || g_strcmp0 (state, "selected") == 0)
    return FALSE;
  user = astring (device->account->name);
  password = astring (device->account->password);
  return submit (device, step, "LOGIN %s %s", user, password);
}

static gboolean
start_select (SimDevice *device, const SimStep *step)
{
  g_autofree char *mailbox = astring (step->text);

  return submit (device, step, "SELECT %s", mailbox);
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
    return submit (device, step, "FETCH 1:* %s", device->style->list_items);
  if (model_get_number (model, mailbox, MODEL_FIELD_UIDNEXT, G_MAXUINT32) <= (gint64) highest + 1)
    return FALSE;
  return submit (device, step, "UID FETCH %u:* %s", highest + 1, device->style->list_items);
}

static gboolean
start_known (SimDevice *device, const SimStep *step)
{
  guint32 first = first_known (device);
  guint32 last = first > 0 ? first - 1 : highest_believed (device);

  if (last == 0 || all_numbers_known (device))
    return FALSE;
  return submit (device, step, "UID FETCH 1:%u %s", last, device->style->known_items);
}

static gboolean
start_new (SimDevice *device, const SimStep *step)
{
  if (believed_now (device) == MODEL_NO_ID || all_numbers_known (device))
    return FALSE;
  return submit (device, step, "UID FETCH %u:* %s", highest_believed (device) + 1,
                 device->style->list_items);
}

static gboolean
start_body (SimDevice *device, const SimStep *step)
{
  const ModelRow *row = believed_row (device, step->uid);

  if (row == NULL || model_row_get (row, MODEL_FIELD_BODY).kind == MODEL_VALUE_BLOB)
    return FALSE;
  return submit (device, step, "UID FETCH %u %s", step->uid, device->style->body_items);
}

static gboolean
start_seen (SimDevice *device, const SimStep *step)
{
  const ModelRow *row = believed_row (device, step->uid);

  if (row == NULL || !device->style->marks_seen)
    return FALSE;
  if ((row->flags & MODEL_FLAGS_UNKNOWN) == 0 && (row->flags & MODEL_FLAG_SEEN) != 0)
    return FALSE;
  return submit (device, step, "UID STORE %u +FLAGS (\\Seen)", step->uid);
}

static gboolean
start_show (SimDevice *device, const SimStep *step)
{
  model_tx_set_text (peer_recorder_get_tx (device->world->recorder),
                     peer_host_get_owner (device->host), MODEL_FIELD_SHOWN, step->text);
  return FALSE;
}

static gboolean
start_command (SimDevice *device, const SimStep *step)
{
  return submit (device, step, "%s", step->text);
}

static gboolean
start_idle (SimDevice *device, const SimStep *step)
{
  return submit (device, step, "IDLE");
}

gboolean
sim_step_start (SimDevice *device, const SimStep *step)
{
  static gboolean (*const starts[]) (SimDevice *, const SimStep *) = {
    [SIM_STEP_CONNECT] = start_connect, [SIM_STEP_LOGIN] = start_login,
    [SIM_STEP_SELECT] = start_select,   [SIM_STEP_LIST] = start_list,
    [SIM_STEP_KNOWN] = start_known,     [SIM_STEP_NEW] = start_new,
    [SIM_STEP_BODY] = start_body,       [SIM_STEP_SEEN] = start_seen,
    [SIM_STEP_SHOW] = start_show,       [SIM_STEP_COMMAND] = start_command,
    [SIM_STEP_IDLE] = start_idle,
  };

  if (step->kind != SIM_STEP_CONNECT && step->kind != SIM_STEP_SHOW
      && sim_device_connection (device) == MODEL_NO_ID)
    return FALSE;
  return starts[step->kind](device, step);
}
