#include "sim-device-private.h"

#include <string.h>

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

static const SimProtocol *
find_protocol (const char *name)
{
  static const SimProtocol *const protocols[] = { &sim_protocol_imap, &sim_protocol_pop3 };

  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (g_str_equal (protocols[i]->name, name))
      return protocols[i];
  g_assert_not_reached ();
}

SimDevice *
sim_device_new (SimWorld *world, const ModelWorldDevice *description)
{
  SimDevice *device = g_new0 (SimDevice, 1);
  PeerSettings settings = { .owner = model_find (sim_world_model (world), MODEL_ROOT,
                                                 description->name) };

  device->world = world;
  device->description = description;
  device->account = model_world_account (world->description, description->account);
  device->style = sim_style_find (description->protocol, description->style);
  device->protocol = find_protocol (description->protocol);
  device->host = peer_host_new (world->recorder, &settings);
  device->reconnects = description->reconnects;
  g_queue_init (&device->steps);
  g_queue_init (&device->comeback);
  device->told_gone = g_array_new (FALSE, FALSE, sizeof (guint32));
  return device;
}

static void
step_free (gpointer data)
{
  sim_step_free (data);
}

void
sim_device_free (SimDevice *device)
{
  if (device == NULL)
    return;
  sim_clock_forget (device->world->clock, device, NULL);
  g_queue_clear_full (&device->steps, step_free);
  g_queue_clear_full (&device->comeback, step_free);
  sim_step_free (device->running);
  g_free (device->asked);
  g_clear_pointer (&device->dealt, model_runs_unref);
  g_array_unref (device->told_gone);
  peer_host_free (device->host);
  g_free (device);
}

/* --- what it knows --- */

ModelId
sim_device_connection (const SimDevice *device)
{
  return device->link != NULL ? peer_end_get_object (sim_link_get_client (device->link))
                              : MODEL_NO_ID;
}

const char *
sim_device_open_mailbox (const SimDevice *device)
{
  ModelId connection = sim_device_connection (device);

  return connection != MODEL_NO_ID
             ? model_get_text (sim_world_model (device->world), connection, MODEL_FIELD_MAILBOX)
             : NULL;
}

ModelId
sim_device_believed (const SimDevice *device, const char *name)
{
  const Model *model = sim_world_model (device->world);
  ModelId account = model_find (model, peer_host_get_owner (device->host),
                                device->description->account);

  return account != MODEL_NO_ID ? model_find (model, account, name) : MODEL_NO_ID;
}

gboolean
sim_device_is_running (const SimDevice *device, SimStepKind kind)
{
  return device->running != NULL && device->running->kind == kind;
}

gboolean
sim_device_is_busy (const SimDevice *device)
{
  if (!g_queue_is_empty ((GQueue *) &device->steps))
    return TRUE;
  return device->running != NULL && !(device->running->kind == SIM_STEP_IDLE && device->idling);
}

/* --- what it does --- */

gboolean
sim_device_submit (SimDevice *device, const SimStep *step, const char *format, ...)
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
  sim_comeback_asked (device);
  peer_end_submit (sim_link_get_client (device->link), text, NULL, step->cause);
  return TRUE;
}

/* Acts that wait behind the one under way, as typed without the device's name. */
static void
write_queue (SimDevice *device)
{
  Trace *trace = peer_recorder_get_trace (device->world->recorder);
  ModelTx *tx = peer_recorder_get_tx (device->world->recorder);
  guint32 last = device->running != NULL ? device->running->cause : 0;
  GString *waiting = g_string_new (NULL);

  for (GList *link = device->steps.head; link != NULL; link = link->next)
    {
      const SimStep *step = link->data;
      const TraceEvent *cause;
      const char *text;
      gsize len;

      if (step->cause == last)
        continue;
      last = step->cause;
      cause = trace_get (trace, step->cause);
      if (cause->kind != TRACE_ACT)
        continue;
      text = trace_get_text (trace, cause->label);
      if (g_str_has_prefix (text, device->description->name))
        text += strlen (device->description->name);
      while (*text == ' ')
        text++;
      len = strlen (text) - (g_str_has_suffix (text, " &") ? 2 : 0);
      g_string_append_printf (waiting, "%s%.*s", waiting->len > 0 ? "; " : "", (int) len, text);
    }
  model_tx_set_text (tx, peer_host_get_owner (device->host), MODEL_FIELD_QUEUE,
                     waiting->len > 0 ? waiting->str : NULL);
  g_string_free (waiting, TRUE);
}

static SimStep *
next_step (SimDevice *device)
{
  SimStep *step = g_queue_pop_head (&device->steps);

  if (step == NULL && device->protocol->wish != NULL
      && sim_device_connection (device) != MODEL_NO_ID)
    {
      step = device->protocol->wish (device);
      if (step != NULL)
        step->cause = peer_recorder_get_event (device->world->recorder);
    }
  return step;
}

static gboolean
start_connect (SimDevice *device, const SimStep *step)
{
  if (device->link == NULL)
    {
      device->link = sim_link_open (device, step->cause);
      sim_comeback_connecting (device);
    }
  else if (sim_device_connection (device) != MODEL_NO_ID)
    return FALSE;
  return TRUE;
}

static void
show (SimDevice *device, const char *what)
{
  model_tx_set_text (peer_recorder_get_tx (device->world->recorder),
                     peer_host_get_owner (device->host), MODEL_FIELD_SHOWN, what);
}

/* FALSE when there is nothing to wait for. */
static gboolean
start_step (SimDevice *device, const SimStep *step)
{
  if (step->kind == SIM_STEP_CONNECT)
    return start_connect (device, step);
  if (step->kind == SIM_STEP_SHOW)
    show (device, step->text);
  if (step->kind == SIM_STEP_SHOW
      || (step->kind != SIM_STEP_FORGET && sim_device_connection (device) == MODEL_NO_ID))
    return FALSE;
  if (step->kind == SIM_STEP_COMMAND)
    return sim_device_submit (device, step, "%s", step->text);
  return device->protocol->start (device, step);
}

void
sim_device_advance (SimDevice *device)
{
  if (device->protocol->adopt != NULL)
    device->protocol->adopt (device);
  while (device->running == NULL)
    {
      device->running = next_step (device);
      if (device->running == NULL)
        break;
      if (!start_step (device, device->running))
        g_clear_pointer (&device->running, sim_step_free);
    }
  if (device->running != NULL && device->protocol->hurry != NULL)
    device->protocol->hurry (device);
  write_queue (device);
}

void
sim_device_add (SimDevice *device, GQueue *steps, guint32 cause)
{
  SimStep *step;

  while ((step = g_queue_pop_head (steps)) != NULL)
    {
      step->cause = cause;
      g_queue_push_tail (&device->steps, step);
    }
  sim_device_advance (device);
}

void
sim_device_want (SimDevice *device, SimStep *step)
{
  step->cause = peer_recorder_get_event (device->world->recorder);
  g_queue_push_tail (&device->steps, step);
  sim_device_advance (device);
}

/* What the same act still wanted makes no sense after a refusal. */
static void
drop_steps_of (SimDevice *device, guint32 cause)
{
  for (GList *link = device->steps.head; link != NULL;)
    {
      GList *next = link->next;
      SimStep *step = link->data;

      if (step->cause == cause && step->kind != SIM_STEP_QUIT)
        {
          g_queue_delete_link (&device->steps, link);
          sim_step_free (step);
        }
      link = next;
    }
}

void
sim_device_step_done (SimDevice *device, gboolean good)
{
  if (!good)
    drop_steps_of (device, device->running->cause);
  else if (device->running->kind == SIM_STEP_CONNECT)
    sim_comeback_connected (device);
  g_clear_pointer (&device->running, sim_step_free);
  sim_device_advance (device);
}

void
sim_device_heard (SimDevice *device)
{
  device->heard = sim_clock_get_now (device->world->clock);
}

void
sim_device_down (SimDevice *device)
{
  sim_comeback_lost (device);
  device->link = NULL;
  device->wants_idle = device->wants_idle && device->reconnects && !device->parting;
  device->idling = FALSE;
  device->leaving = FALSE;
  g_clear_pointer (&device->running, sim_step_free);
  g_queue_clear_full (&device->steps, step_free);
  write_queue (device);
}
