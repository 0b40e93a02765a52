#include "sim-device-private.h"

#include "base-time.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (sim - error - quark, sim_error)

gboolean
sim_act_fail (SimAct *act, guint column, GError **error, SimError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list list;

  va_start (list, format);
  message = g_strdup_vprintf (format, list);
  va_end (list);
  act->column = column;
  g_set_error_literal (error, SIM_ERROR, (int) code, message);
  return FALSE;
}

guint
sim_act_n (const SimAct *act)
{
  return act->words->len;
}

const ModelWord *
sim_act_word (const SimAct *act, guint i)
{
  g_assert (i < act->words->len);
  return g_ptr_array_index (act->words, i);
}

gboolean
sim_act_check_words (SimAct *act, guint min, guint max, const char *usage, GError **error)
{
  if (sim_act_n (act) < min)
    return sim_act_fail (act, sim_act_word (act, sim_act_n (act) - 1)->end_column, error,
                         SIM_ERROR_SYNTAX, "something is missing; write “%s”", usage);
  if (sim_act_n (act) > max)
    return sim_act_fail (act, sim_act_word (act, max)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is too much; write “%s”", sim_act_word (act, max)->text, usage);
  return TRUE;
}

guint32
sim_act_begin (const SimAct *act, guint8 actor)
{
  PeerRecorder *recorder = act->world->recorder;
  TraceEvent event = {
    .kind = TRACE_ACT,
    .from = actor,
    .to = actor,
    .label = trace_text (peer_recorder_get_trace (recorder), act->text),
  };

  return peer_recorder_open (recorder, &event);
}

/* --- acts of the world --- */

static gboolean
act_wait (SimAct *act, GError **error)
{
  gint64 time = 0;

  if (!sim_act_check_words (act, 2, 2, "wait 29m", error))
    return FALSE;
  if (!base_time_parse (sim_act_word (act, 1)->text, &time))
    return sim_act_fail (act, sim_act_word (act, 1)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is no length of time; write “200ms”, “1.5s”, “29m” or “2h”",
                         sim_act_word (act, 1)->text);
  sim_act_begin (act, 0);
  peer_recorder_close (act->world->recorder);
  sim_world_wait (act->world, time);
  return TRUE;
}

static gboolean
act_settle (SimAct *act, GError **error)
{
  if (!sim_act_check_words (act, 1, 1, "settle", error))
    return FALSE;
  sim_world_settle (act->world);
  return TRUE;
}

static const struct
{
  const char *verb;
  gboolean of_time; /* neither begins later nor settles: it says itself how much time goes by */
  gboolean (*perform) (SimAct *act, GError **error);
} world_acts[] = {
  { "cut", FALSE, sim_act_cut },         { "delay", FALSE, sim_act_delay },
  { "deliver", FALSE, sim_act_deliver }, { "drop", FALSE, sim_act_drop },
  { "heal", FALSE, sim_act_heal },       { "lose", FALSE, sim_act_lose },
  { "post", FALSE, sim_act_post },       { "reset", FALSE, sim_act_reset },
  { "server", FALSE, sim_act_server },   { "settle", TRUE, act_settle },
  { "stall", FALSE, sim_act_stall },     { "wait", TRUE, act_wait },
};

/* --- reading --- */

/* The device of a raw line `DEVICE> LINE` and where LINE begins, or NULL when it is none. */
static SimDevice *
read_raw (SimAct *act, const char **line)
{
  const char *angle = strchr (act->text, '>');
  g_autofree char *name = NULL;
  SimDevice *device;

  if (angle == NULL)
    return NULL;
  name = g_strndup (act->text, (gsize) (angle - act->text));
  device = sim_world_device (act->world, g_strstrip (name));
  *line = angle + (angle[1] == ' ' ? 2 : 1);
  return device;
}

/* Words of the act; its last is taken off and noted when it is "&". */
static gboolean
split (SimAct *act, gboolean *leaves, GError **error)
{
  g_autoptr (GError) local = NULL;
  const ModelWord *last;

  act->words = model_words_split (act->text, 1, &local);
  if (act->words == NULL)
    {
      const char *colon = strchr (local->message, ':');
      char *rest = NULL;
      guint column = colon != NULL ? (guint) strtoul (colon + 1, &rest, 10) : 1;

      return sim_act_fail (act, column, error, SIM_ERROR_SYNTAX, "%s",
                           rest != NULL && g_str_has_prefix (rest, ": ") ? rest + 2
                                                                         : local->message);
    }
  if (act->words->len == 0)
    return sim_act_fail (act, 1, error, SIM_ERROR_SYNTAX,
                         "there is no act here; write one such as “phone open”");
  last = sim_act_word (act, act->words->len - 1);
  *leaves = g_str_equal (last->text, "&") && !last->quoted;
  if (*leaves)
    g_ptr_array_set_size (act->words, (int) act->words->len - 1);
  if (act->words->len == 0)
    return sim_act_fail (act, 1, error, SIM_ERROR_SYNTAX, "“&” stands behind an act");
  return TRUE;
}

static gboolean
refuse_first_word (SimAct *act, GError **error)
{
  GString *names = g_string_new (NULL);
  const ModelWord *word = sim_act_word (act, 0);

  for (guint i = 0; i < act->world->devices->len; i++)
    g_string_append_printf (
        names, "%s, ",
        ((SimDevice *) g_ptr_array_index (act->world->devices, i))->description->name);
  for (gsize i = 0; i < G_N_ELEMENTS (world_acts); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", world_acts[i].verb);
  sim_act_fail (act, word->column, error, SIM_ERROR_NAME,
                "there is no device and no act “%s”; begin with one of: %s", word->text,
                names->str);
  g_string_free (names, TRUE);
  return FALSE;
}

/* People need a moment: an act in a settled world begins on the next whole second. */
static void
take_a_moment (SimWorld *world)
{
  gint64 over = sim_world_get_now (world) % BASE_SECOND;

  if (sim_clock_is_settled (world->clock)
      && trace_get_n (peer_recorder_get_trace (world->recorder)) > 0)
    sim_world_wait (world, BASE_SECOND - over);
}

static gboolean
perform (SimAct *act, gboolean *settles, GError **error)
{
  const char *line = NULL;
  SimDevice *device = read_raw (act, &line);
  gboolean leaves = FALSE;

  if (device == NULL)
    {
      if (!split (act, &leaves, error))
        return FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (world_acts); i++)
        if (world_acts[i].of_time && g_str_equal (sim_act_word (act, 0)->text, world_acts[i].verb))
          return world_acts[i].perform (act, error);
    }
  *settles = !leaves;
  take_a_moment (act->world);

  if (device != NULL)
    return sim_act_raw (act, device, line, error);
  device = sim_world_device (act->world, sim_act_word (act, 0)->text);
  if (device != NULL)
    return sim_act_device (act, device, error);
  for (gsize i = 0; i < G_N_ELEMENTS (world_acts); i++)
    if (g_str_equal (sim_act_word (act, 0)->text, world_acts[i].verb))
      return world_acts[i].perform (act, error);
  return refuse_first_word (act, error);
}

gboolean
sim_world_act (SimWorld *world, const char *text, guint *column, GError **error)
{
  SimAct act = { .world = world, .text = text, .column = 1 };
  gboolean settles = FALSE;
  gboolean good = perform (&act, &settles, error);

  g_clear_pointer (&act.words, g_ptr_array_unref);
  if (column != NULL)
    *column = good ? 0 : act.column;
  if (good && settles && !world->stepping)
    sim_world_settle (world);
  return good;
}
