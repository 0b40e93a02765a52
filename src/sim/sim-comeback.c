#include "sim-device-private.h"

#include "base-time.h"

/* A device whose connection is lost connects again: after a second, and then each time after twice as
   long, so that a server that comes up again is not run over by everyone at once. */

#define FIRST_PAUSE BASE_SECOND
#define LONGEST_PAUSE (60 * BASE_SECOND)

/* It takes a connection for dead when an answer is so long in coming. */
#define NO_ANSWER (60 * BASE_SECOND)

static SimClock *
clock_of (SimDevice *device)
{
  return device->world->clock;
}

static guint32
open_timer (SimDevice *device, const char *what, guint32 cause)
{
  PeerRecorder *recorder = device->world->recorder;
  guint8 actor = peer_host_get_actor (device->host);
  TraceEvent event = {
    .kind = TRACE_TIMER,
    .from = actor,
    .to = actor,
    .connection = device->link != NULL ? sim_link_get_number (device->link) : 0,
    .cause = cause,
    .label = trace_text (peer_recorder_get_trace (recorder), what),
  };

  return peer_recorder_open (recorder, &event);
}

/* --- trying again --- */

static void
try_again (SimDevice *device, guint32 cause)
{
  GQueue steps = G_QUEUE_INIT;

  for (GList *link = device->comeback.head; link != NULL; link = link->next)
    {
      const SimStep *step = link->data;

      g_queue_push_tail (&steps, sim_step_new (step->kind, step->text, step->uid));
    }
  sim_device_add (device, &steps, cause);
}

static void
on_try_again (gpointer owner, gpointer payload)
{
  SimDevice *device = owner;
  guint32 event = open_timer (device, "reconnect", GPOINTER_TO_UINT (payload));

  try_again (device, event);
  peer_recorder_close (device->world->recorder);
}

static void
schedule (SimDevice *device)
{
  gint64 pause = FIRST_PAUSE;

  for (guint i = 0; i < device->attempts && pause < LONGEST_PAUSE; i++)
    pause *= 2;
  device->attempts++;
  sim_clock_forget (clock_of (device), device, on_try_again);
  sim_clock_schedule (clock_of (device),
                      sim_clock_get_now (clock_of (device)) + MIN (pause, LONGEST_PAUSE), TRUE,
                      device, on_try_again,
                      GUINT_TO_POINTER (peer_recorder_get_event (device->world->recorder)), NULL);
}

static void
step_free (gpointer data)
{
  sim_step_free (data);
}

static void
keep (SimDevice *device, const SimStep *step)
{
  g_queue_push_tail (&device->comeback, sim_step_new (step->kind, step->text, step->uid));
}

/* What it was about when the connection did not even come up. */
static void
keep_rest (SimDevice *device)
{
  if (device->running == NULL || !g_queue_is_empty (&device->comeback))
    return;
  keep (device, device->running);
  for (GList *link = device->steps.head; link != NULL; link = link->next)
    if (((SimStep *) link->data)->cause == device->running->cause)
      keep (device, link->data);
}

void
sim_comeback_note (SimDevice *device)
{
  if (sim_device_connection (device) == MODEL_NO_ID)
    return;
  g_queue_clear_full (&device->comeback, step_free);
  g_queue_push_tail (&device->comeback, sim_step_new (SIM_STEP_CONNECT, NULL, 0));
  device->protocol->come_back (device, &device->comeback);
}

void
sim_comeback_lost (SimDevice *device)
{
  sim_clock_forget (clock_of (device), device, NULL);
  if (device->parting)
    {
      g_queue_clear_full (&device->comeback, step_free);
      return;
    }
  keep_rest (device);
  if (device->reconnects)
    schedule (device);
}

void
sim_comeback_connecting (SimDevice *device)
{
  device->parting = FALSE;
  sim_clock_forget (clock_of (device), device, on_try_again);
  sim_comeback_asked (device);
}

void
sim_comeback_connected (SimDevice *device)
{
  device->attempts = 0;
  g_queue_clear_full (&device->comeback, step_free);
}

void
sim_comeback_set (SimDevice *device, gboolean on)
{
  device->reconnects = on;
  device->attempts = 0;
  if (!on)
    sim_clock_forget (clock_of (device), device, NULL);
}

/* --- no answer --- */

static void
on_no_answer (gpointer owner, gpointer payload)
{
  SimDevice *device = owner;
  SimLink *link = device->link;
  gint64 until = device->heard + NO_ANSWER;
  guint32 event;

  if (link == NULL || !sim_device_is_busy (device))
    return;
  if (until > sim_clock_get_now (clock_of (device)))
    {
      sim_clock_schedule (clock_of (device), until, TRUE, device, on_no_answer, NULL, NULL);
      return;
    }
  event = open_timer (device, "no-answer", device->running != NULL ? device->running->cause : 0);
  sim_link_abandon (link);
  peer_recorder_close (device->world->recorder);
  sim_link_hang_up (link, event);
}

void
sim_comeback_asked (SimDevice *device)
{
  SimClock *clock = clock_of (device);

  device->heard = sim_clock_get_now (clock);
  if (device->reconnects && !sim_clock_has (clock, device, on_no_answer))
    sim_clock_schedule (clock, device->heard + NO_ANSWER, TRUE, device, on_no_answer, NULL, NULL);
}

/* --- the act --- */

gboolean
sim_plan_reconnect (SimPlan *plan, GError **error)
{
  SimDevice *device = plan->device;
  const ModelWord *word = sim_act_n (plan->act) > 2 ? sim_act_word (plan->act, 2) : NULL;

  if (word != NULL && !g_str_equal (word->text, "off"))
    return sim_act_fail (plan->act, word->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “off” or nothing", word->text);
  sim_comeback_set (device, word == NULL);
  if (word == NULL && device->link == NULL)
    for (GList *link = device->comeback.head; link != NULL; link = link->next)
      {
        const SimStep *step = link->data;

        sim_plan_step (plan, step->kind, step->text, step->uid);
      }
  return TRUE;
}
