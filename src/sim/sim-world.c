#include "sim-device-private.h"
#include "sim-fault-private.h"

/* --- building --- */

static gboolean
refuse (const ModelPlace *place, GError **error, const char *what, const char *name,
        const char *instead)
{
  g_set_error (error, SIM_ERROR, SIM_ERROR_WORLD, "%u:%u: there is no %s “%s”; write one of: %s",
               place->line, place->column, what, name, instead);
  return FALSE;
}

static gboolean
check_server (const ModelWorldServer *server, GError **error)
{
  static const char preset[] = "imap4rev1";

  if (server->preset != NULL && !g_str_equal (server->preset, preset))
    return refuse (&server->preset_place, error, "preset", server->preset, preset);
  if (server->fault != NULL && !peer_host_fault_exists (server->fault))
    {
      g_autofree char *faults = g_strjoinv (", ", (char **) peer_host_get_faults ());

      return refuse (&server->fault_place, error, "fault", server->fault, faults);
    }
  return TRUE;
}

static gboolean
check_devices (const ModelWorld *description, GError **error)
{
  for (guint i = 0; i < description->devices->len; i++)
    {
      const ModelWorldDevice *device = g_ptr_array_index (description->devices, i);
      g_autofree char *styles = sim_style_list (device->protocol);
      g_autofree char *protocols = sim_style_list_protocols ();

      if (styles[0] == '\0')
        return refuse (&device->protocol_place, error, "protocol", device->protocol, protocols);
      if (sim_style_find (device->protocol, device->style) == NULL)
        return refuse (&device->style_place, error, "style", device->style, styles);
    }
  return TRUE;
}

static void
add_server (SimWorld *world)
{
  const ModelWorld *description = world->description;
  PeerSettings settings = {
    .owner = model_find (sim_world_model (world), MODEL_ROOT, "server"),
    .hostname = description->server.hostname,
    .epoch = description->clock,
    .expunge_high_first = description->server.expunge_high_first,
    .shares_maildrop = description->server.shares_maildrop,
    .fault = description->server.fault,
  };

  world->server = peer_host_new (world->recorder, &settings);
  for (guint i = 0; i < description->accounts->len; i++)
    {
      const ModelWorldAccount *account = g_ptr_array_index (description->accounts, i);

      peer_host_add_account (world->server, account->name, account->password);
    }
}

static void
device_free (gpointer data)
{
  sim_device_free (data);
}

static void
fault_free (gpointer data)
{
  sim_fault_free (data);
}

static void
link_free (gpointer data)
{
  sim_link_free (data);
}

SimWorld *
sim_world_new (const ModelWorld *description, guint64 seed, GError **error)
{
  SimWorld *world;
  Model *model;

  if (!check_server (&description->server, error) || !check_devices (description, error))
    return NULL;

  world = g_new0 (SimWorld, 1);
  world->description = description;
  world->clock = sim_clock_new ();
  base_random_seed (&world->random, seed);
  model = model_new ();
  model_world_build (description, model);
  world->recorder = peer_recorder_new (model);
  world->devices = g_ptr_array_new_with_free_func (device_free);
  world->links = g_ptr_array_new_with_free_func (link_free);
  world->armed = g_ptr_array_new_with_free_func (fault_free);
  world->posts = g_ptr_array_new_with_free_func (g_free);
  add_server (world);
  for (guint i = 0; i < description->devices->len; i++)
    g_ptr_array_add (world->devices,
                     sim_device_new (world, g_ptr_array_index (description->devices, i)));
  return world;
}

void
sim_world_free (SimWorld *world)
{
  if (world == NULL)
    return;
  g_ptr_array_unref (world->links);
  g_ptr_array_unref (world->devices);
  peer_host_free (world->server);
  peer_recorder_free (world->recorder);
  sim_clock_free (world->clock);
  g_ptr_array_unref (world->armed);
  g_ptr_array_unref (world->posts);
  g_free (world);
}

/* --- running --- */

static void
reap (SimWorld *world)
{
  for (guint i = world->links->len; i > 0; i--)
    if (sim_link_is_dead (g_ptr_array_index (world->links, i - 1)))
      g_ptr_array_remove_index (world->links, i - 1);
}

gboolean
sim_world_step (SimWorld *world)
{
  gint64 next = sim_clock_get_next (world->clock);

  if (next < 0)
    return FALSE;
  peer_recorder_set_now (world->recorder, next);
  sim_clock_run (world->clock);
  reap (world);
  return TRUE;
}

void
sim_world_stop_at (SimWorld *world, guint32 number)
{
  world->stop = number;
}

void
sim_world_set_stepping (SimWorld *world, gboolean stepping)
{
  world->stepping = stepping;
}

gboolean
sim_world_is_settled (const SimWorld *world)
{
  return sim_clock_is_settled (world->clock);
}

static gboolean
is_stopped (const SimWorld *world)
{
  return world->stop > 0 && trace_get_n (peer_recorder_get_trace (world->recorder)) >= world->stop;
}

void
sim_world_settle (SimWorld *world)
{
  while (!sim_clock_is_settled (world->clock) && !is_stopped (world))
    sim_world_step (world);
}

void
sim_world_wait (SimWorld *world, gint64 usec)
{
  gint64 until = sim_clock_get_now (world->clock) + MAX (usec, 0);
  gint64 next;

  while (!is_stopped (world) && (next = sim_clock_get_next (world->clock)) >= 0 && next <= until)
    sim_world_step (world);
  if (is_stopped (world))
    return;
  sim_clock_advance (world->clock, until);
  peer_recorder_set_now (world->recorder, until);
}

guint32
sim_world_note (SimWorld *world, guint sub, const char *text, guint32 cause)
{
  Trace *trace = peer_recorder_get_trace (world->recorder);
  TraceEvent event = {
    .kind = TRACE_CHECK,
    .sub = (guint8) sub,
    .label = trace_text (trace, text),
    .cause = cause,
  };

  return peer_recorder_note (world->recorder, &event);
}

/* --- looking --- */

Trace *
sim_world_get_trace (SimWorld *world)
{
  return peer_recorder_get_trace (world->recorder);
}

const Model *
sim_world_model (const SimWorld *world)
{
  return peer_recorder_get_model (world->recorder);
}

const Model *
sim_world_get_model (const SimWorld *world)
{
  return sim_world_model (world);
}

gint64
sim_world_get_now (const SimWorld *world)
{
  return sim_clock_get_now (world->clock);
}

SimDevice *
sim_world_device (const SimWorld *world, const char *name)
{
  for (guint i = 0; i < world->devices->len; i++)
    {
      SimDevice *device = g_ptr_array_index (world->devices, i);

      if (g_str_equal (device->description->name, name))
        return device;
    }
  return NULL;
}

guint
sim_world_get_connection (const SimWorld *world, const char *name)
{
  const SimDevice *device = sim_world_device (world, name);

  return device != NULL && device->link != NULL ? sim_link_get_number (device->link) : 0;
}

ModelId
sim_world_mailbox (const SimWorld *world, const char *account, const char *name)
{
  const Model *model = sim_world_model (world);
  ModelId id = model_find (model, peer_host_get_owner (world->server), account);

  return id != MODEL_NO_ID ? model_find (model, id, name) : MODEL_NO_ID;
}

guint32
sim_world_uid (const SimWorld *world, ModelId mailbox, const char *label)
{
  const Model *model = sim_world_model (world);

  for (ModelTable table = MODEL_TABLE_LIVE; table < MODEL_N_TABLES; table++)
    for (guint i = 0; i < model_count (model, mailbox, table); i++)
      {
        const ModelRow *row = model_row_at (model, mailbox, table, i);
        ModelValue value = model_row_get (row, MODEL_FIELD_LABEL);

        if (value.kind == MODEL_VALUE_TEXT && g_str_equal (value.text, label))
          return row->key;
      }
  return 0;
}
