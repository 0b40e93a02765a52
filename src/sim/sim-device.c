#include "sim-private.h"

#include "imap-client.h"

#include <string.h>

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
  device->host = peer_host_new (world->recorder, &settings);
  g_queue_init (&device->steps);
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
  g_queue_clear_full (&device->steps, step_free);
  sim_step_free (device->running);
  g_free (device->asked);
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
sim_device_is_busy (const SimDevice *device)
{
  if (!g_queue_is_empty ((GQueue *) &device->steps))
    return TRUE;
  return device->running != NULL && !(device->running->kind == SIM_STEP_IDLE && device->idling);
}

/* --- what it does --- */

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

/* IDLE is left by itself as soon as there is something else to do. [RFC9051 §6.3.13] */
static void
leave_idle (SimDevice *device)
{
  const SimStep *next = g_queue_peek_head (&device->steps);

  if (device->running->kind != SIM_STEP_IDLE || !device->idling || device->leaving)
    return;
  if (next == NULL && device->wants_idle)
    return;
  device->leaving = TRUE;
  peer_end_submit (sim_link_get_client (device->link), "DONE", NULL,
                   next != NULL ? next->cause : 0);
}

static SimStep *
next_step (SimDevice *device)
{
  SimStep *step = g_queue_pop_head (&device->steps);

  if (step == NULL && device->wants_idle && sim_device_connection (device) != MODEL_NO_ID)
    {
      step = sim_step_new (SIM_STEP_IDLE, NULL, 0);
      step->cause = peer_recorder_get_event (device->world->recorder);
    }
  return step;
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

void
sim_device_advance (SimDevice *device)
{
  adopt_idle (device);
  while (device->running == NULL)
    {
      device->running = next_step (device);
      if (device->running == NULL)
        break;
      if (!sim_step_start (device, device->running))
        g_clear_pointer (&device->running, sim_step_free);
    }
  if (device->running != NULL)
    leave_idle (device);
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

/* What the same act still wanted makes no sense after a refusal. */
static void
drop_steps_of (SimDevice *device, guint32 cause)
{
  for (GList *link = device->steps.head; link != NULL;)
    {
      GList *next = link->next;
      SimStep *step = link->data;

      if (step->cause == cause)
        {
          g_queue_delete_link (&device->steps, link);
          sim_step_free (step);
        }
      link = next;
    }
}

static void
step_done (SimDevice *device, gboolean good)
{
  if (!good)
    drop_steps_of (device, device->running->cause);
  if (device->running->kind == SIM_STEP_IDLE)
    {
      device->wants_idle = device->wants_idle && good && device->leaving;
      device->idling = FALSE;
      device->leaving = FALSE;
    }
  g_clear_pointer (&device->running, sim_step_free);
  sim_device_advance (device);
}

/* It was told of messages it does not know yet. */
static void
told_of_new (SimDevice *device)
{
  SimStep *step;

  if (!device->style->fetches_new || sim_device_open_mailbox (device) == NULL)
    return;
  if (device->running != NULL && device->running->kind == SIM_STEP_SELECT)
    return;
  for (GList *link = device->steps.head; link != NULL; link = link->next)
    if (((SimStep *) link->data)->kind == SIM_STEP_NEW)
      return;
  step = sim_step_new (SIM_STEP_NEW, NULL, 0);
  step->cause = peer_recorder_get_event (device->world->recorder);
  g_queue_push_tail (&device->steps, step);
  sim_device_advance (device);
}

/* @text: "TAG OK|NO|BAD NAME"; it may be of a line that somebody typed. */
static void
command_done (SimDevice *device, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);

  if (device->running == NULL || device->running->kind == SIM_STEP_CONNECT
      || g_strv_length (words) < 3 || g_strcmp0 (words[2], device->asked) != 0)
    return;
  step_done (device, g_str_equal (words[1], "OK"));
}

void
sim_device_fact (SimDevice *device, guint fact, const char *text)
{
  SimStepKind running = device->running != NULL ? device->running->kind : SIM_STEP_SHOW;

  switch (fact)
    {
    case IMAP_CLIENT_FACT_GREETING:
      if (running == SIM_STEP_CONNECT)
        step_done (device, g_strcmp0 (text, "BYE") != 0);
      break;
    case IMAP_CLIENT_FACT_DONE:
      command_done (device, text);
      break;
    case IMAP_CLIENT_FACT_CONTINUE:
      if (running == SIM_STEP_IDLE)
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

void
sim_device_down (SimDevice *device)
{
  device->link = NULL;
  device->wants_idle = FALSE;
  device->idling = FALSE;
  device->leaving = FALSE;
  g_clear_pointer (&device->running, sim_step_free);
  g_queue_clear_full (&device->steps, step_free);
  write_queue (device);
}
