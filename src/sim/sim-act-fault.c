#include "sim-device-private.h"
#include "sim-fault-private.h"

#include "base-time.h"

/* Acts that are done to the network and to the server. */

static const char *const names[SIM_N_FAULTS] = {
  [SIM_FAULT_CUT] = "cut",
  [SIM_FAULT_RESET] = "reset",
  [SIM_FAULT_STALL] = "stall",
  [SIM_FAULT_LOSE] = "lose",
};

static SimLink *
find_link (SimAct *act, const ModelWord *word)
{
  SimDevice *device = sim_world_device (act->world, word->text);

  if (device != NULL)
    return device->link;
  for (guint i = 0; i < act->world->links->len; i++)
    {
      SimLink *link = g_ptr_array_index (act->world->links, i);
      g_autofree char *name = g_strdup_printf ("c%u", sim_link_get_number (link));

      if (g_str_equal (name, word->text) && !sim_link_is_dead (link))
        return link;
    }
  return NULL;
}

static gboolean
refuse_who (SimAct *act, GError **error)
{
  return sim_act_fail (act, sim_act_word (act, 1)->column, error, SIM_ERROR_NAME,
                       "there is no connection “%s”; name an open one (c1 is the first that was "
                       "made) or a device that is connected",
                       sim_act_word (act, 1)->text);
}

/* The device that word 1 names, by its own name or by an open connection's; @link: that connection, or
   NULL. */
static SimDevice *
find_device (SimAct *act, SimLink **link, GError **error)
{
  SimDevice *device = sim_world_device (act->world, sim_act_word (act, 1)->text);

  *link = find_link (act, sim_act_word (act, 1));
  if (device == NULL && *link != NULL)
    device = sim_link_get_device (*link);
  if (device == NULL)
    refuse_who (act, error);
  return device;
}

/* `"C: LINE"` */
static gboolean
read_pattern (SimAct *act, guint i, SimFault *fault, GError **error)
{
  const ModelWord *word = sim_act_word (act, i);

  fault->from_server = g_str_has_prefix (word->text, "S: ");
  if ((!fault->from_server && !g_str_has_prefix (word->text, "C: ")) || word->text[3] == '\0')
    return sim_act_fail (
        act, word->column, error, SIM_ERROR_SYNTAX,
        "“%s” is no line; write one such as \"C: … NOOP\" (the device sends it) or "
        "\"S: +OK…\" (the server sends it)",
        word->text);
  fault->pattern = g_strdup (word->text + 3);
  return TRUE;
}

/* `before LINE`, `after LINE`, `after N octets of LINE` from word 2 on. */
static gboolean
read_moment (SimAct *act, SimFault *fault, GError **error)
{
  const ModelWord *when = sim_act_word (act, 2);
  guint64 octets = 0;

  fault->octets = -1;
  fault->before = g_str_equal (when->text, "before");
  if (!fault->before && !g_str_equal (when->text, "after"))
    return sim_act_fail (act, when->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “before” or “after” and a line, or "
                         "nothing",
                         when->text);
  if (sim_act_n (act) == 4)
    return read_pattern (act, 3, fault, error);
  if (fault->before || !g_str_equal (sim_act_word (act, 4)->text, "octets")
      || !g_str_equal (sim_act_word (act, 5)->text, "of"))
    return sim_act_fail (act, sim_act_word (act, 3)->column, error, SIM_ERROR_SYNTAX,
                         "write the line in quotes, or “after 100 octets of” before it");
  if (!g_ascii_string_to_unsigned (sim_act_word (act, 3)->text, 10, 0, G_MAXUINT32, &octets, NULL))
    return sim_act_fail (act, sim_act_word (act, 3)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is no number of octets; write one such as 100",
                         sim_act_word (act, 3)->text);
  fault->octets = (gint64) octets;
  return read_pattern (act, 6, fault, error);
}

static gboolean
arm (SimAct *act, SimFaultKind kind, GError **error)
{
  SimLink *link = NULL;
  SimDevice *device = find_device (act, &link, error);
  gboolean named = device != NULL
                   && g_str_equal (device->description->name, sim_act_word (act, 1)->text);
  SimFault *fault;

  if (device == NULL)
    return FALSE;
  fault = g_new0 (SimFault, 1);
  fault->kind = kind;
  fault->device = device;
  fault->number = named ? 0 : sim_link_get_number (link);
  if (!read_moment (act, fault, error))
    {
      sim_fault_free (fault);
      return FALSE;
    }
  fault->act = sim_act_begin (act, 0);
  peer_recorder_close (act->world->recorder);
  g_ptr_array_add (act->world->armed, fault);
  return TRUE;
}

static gboolean
strike_now (SimAct *act, SimFaultKind kind, GError **error)
{
  SimLink *link = find_link (act, sim_act_word (act, 1));
  guint32 event;

  if (link == NULL)
    return refuse_who (act, error);
  event = sim_act_begin (act, 0);
  if (kind == SIM_FAULT_CUT || kind == SIM_FAULT_RESET)
    sim_link_abandon (link);
  peer_recorder_close (act->world->recorder);
  sim_fault_strike (kind, link, event);
  return TRUE;
}

static gboolean
act_fault (SimAct *act, SimFaultKind kind, GError **error)
{
  g_autofree char *usage = g_strdup_printf ("%s DEVICE” or “%s DEVICE after \"S: +OK…\"",
                                            names[kind], names[kind]);

  if (!sim_act_check_words (act, 2, 7, usage, error))
    return FALSE;
  if (sim_act_n (act) == 2)
    return strike_now (act, kind, error);
  if (sim_act_n (act) != 4 && sim_act_n (act) != 7)
    return sim_act_fail (act, sim_act_word (act, 2)->column, error, SIM_ERROR_SYNTAX,
                         "this cannot be read; write “%s” with the line in quotes", usage);
  return arm (act, kind, error);
}

gboolean
sim_act_cut (SimAct *act, GError **error)
{
  return act_fault (act, SIM_FAULT_CUT, error);
}

gboolean
sim_act_reset (SimAct *act, GError **error)
{
  return act_fault (act, SIM_FAULT_RESET, error);
}

gboolean
sim_act_lose (SimAct *act, GError **error)
{
  return act_fault (act, SIM_FAULT_LOSE, error);
}

/* What stalls is the network of the device: connections that it opens meanwhile do not come up. */
static void
for_links_of (SimDevice *device, void (*func) (SimLink *link, guint32 cause), guint32 cause)
{
  for (guint i = 0; i < device->world->links->len; i++)
    {
      SimLink *link = g_ptr_array_index (device->world->links, i);

      if (sim_link_get_device (link) == device && !sim_link_is_dead (link))
        func (link, cause);
    }
}

gboolean
sim_act_stall (SimAct *act, GError **error)
{
  SimDevice *device;
  SimLink *link;

  if (sim_act_n (act) > 2)
    return act_fault (act, SIM_FAULT_STALL, error);
  if (!sim_act_check_words (act, 2, 2, "stall DEVICE", error))
    return FALSE;
  device = find_device (act, &link, error);
  if (device == NULL)
    return FALSE;
  device->stalled = sim_act_begin (act, 0);
  peer_recorder_close (act->world->recorder);
  for_links_of (device, sim_link_stall, device->stalled);
  return TRUE;
}

gboolean
sim_act_heal (SimAct *act, GError **error)
{
  SimDevice *device;
  SimLink *link;
  guint32 event;

  if (!sim_act_check_words (act, 2, 2, "heal DEVICE", error))
    return FALSE;
  device = find_device (act, &link, error);
  if (device == NULL)
    return FALSE;
  if (device->stalled == 0)
    return sim_act_fail (act, sim_act_word (act, 1)->column, error, SIM_ERROR_STATE,
                         "nothing of %s is stalled; write “stall %s” before",
                         device->description->name, device->description->name);
  event = sim_act_begin (act, 0);
  peer_recorder_close (act->world->recorder);
  device->stalled = 0;
  for_links_of (device, sim_link_heal, event);
  return TRUE;
}

/* --- what is under way --- */

/* Which ends word 2 means: FALSE when it is neither. */
static gboolean
read_direction (const char *word, gboolean *of_device, gboolean *of_server)
{
  *of_device = !g_str_equal (word, "S:");
  *of_server = !g_str_equal (word, "C:");
  return !*of_device || !*of_server;
}

/* @usec < 0: as long as TCP needs to send it again. */
static gboolean
make_late (SimAct *act, gboolean of_device, gboolean of_server, gint64 usec, GError **error)
{
  SimLink *link = find_link (act, sim_act_word (act, 1));

  if (link == NULL)
    return refuse_who (act, error);
  of_device = of_device && sim_link_has_under_way (link, FALSE);
  of_server = of_server && sim_link_has_under_way (link, TRUE);
  if (!of_device && !of_server)
    return sim_act_fail (act, 1, error, SIM_ERROR_STATE,
                         "nothing is under way there just now; leave something running with “&” "
                         "before");
  if (usec < 0)
    usec = sim_link_get_resend_time (link);
  sim_act_begin (act, 0);
  peer_recorder_close (act->world->recorder);
  if (of_device)
    sim_link_delay (link, FALSE, usec);
  if (of_server)
    sim_link_delay (link, TRUE, usec);
  return TRUE;
}

gboolean
sim_act_drop (SimAct *act, GError **error)
{
  gboolean of_device = TRUE, of_server = TRUE;

  if (!sim_act_check_words (act, 2, 3, "drop phone” or “drop phone C:", error))
    return FALSE;
  if (sim_act_n (act) == 3 && !read_direction (sim_act_word (act, 2)->text, &of_device, &of_server))
    return sim_act_fail (act, sim_act_word (act, 2)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “C:”, “S:” or nothing",
                         sim_act_word (act, 2)->text);
  return make_late (act, of_device, of_server, -1, error);
}

gboolean
sim_act_delay (SimAct *act, GError **error)
{
  gboolean of_device = TRUE, of_server = TRUE;
  guint last = sim_act_n (act) - 1;
  gint64 usec = 0;

  if (!sim_act_check_words (act, 3, 4, "delay phone 5s” or “delay phone S: 5s", error))
    return FALSE;
  if (last == 3 && !read_direction (sim_act_word (act, 2)->text, &of_device, &of_server))
    return sim_act_fail (act, sim_act_word (act, 2)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “C:”, “S:” or nothing",
                         sim_act_word (act, 2)->text);
  if (!base_time_parse (sim_act_word (act, last)->text, &usec))
    return sim_act_fail (act, sim_act_word (act, last)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is no length of time; write “200ms”, “1.5s” or “5s”",
                         sim_act_word (act, last)->text);
  /* a host would give the connection up after 15 minutes */
  if (usec > 600 * BASE_SECOND)
    return sim_act_fail (act, sim_act_word (act, last)->column, error, SIM_ERROR_SYNTAX,
                         "packets do not last that long; write “10m” or less");
  return make_late (act, of_device, of_server, usec, error);
}

/* --- the server --- */

static void
kill_server (SimLink *link, guint32 cause)
{
  if (!sim_link_is_dead (link))
    sim_link_kill_server (link, cause);
}

gboolean
sim_act_server (SimAct *act, GError **error)
{
  SimWorld *world = act->world;
  const char *word;
  gboolean down;
  guint32 event;

  if (!sim_act_check_words (act, 2, 2, "server down” or “server up", error))
    return FALSE;
  word = sim_act_word (act, 1)->text;
  down = g_str_equal (word, "down");
  if (!down && !g_str_equal (word, "up"))
    return sim_act_fail (act, sim_act_word (act, 1)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “down” or “up”", word);
  if (down == world->server_down)
    return sim_act_fail (act, sim_act_word (act, 1)->column, error, SIM_ERROR_STATE,
                         "the server is %s already", word);

  event = sim_act_begin (act, peer_host_get_actor (world->server));
  model_tx_set_text (peer_recorder_get_tx (world->recorder), peer_host_get_owner (world->server),
                     MODEL_FIELD_LINK, down ? "down" : NULL);
  peer_recorder_close (world->recorder);
  world->server_down = down;
  for (guint i = 0; down && i < world->links->len; i++)
    kill_server (g_ptr_array_index (world->links, i), event);
  return TRUE;
}
