/*
 * The line is cut at every event of every lesson; then all devices connect again. No message may be lost
 * that nobody removed, nothing may stay locked, and the devices must come to believe what their way of
 * working lets them know.
 */

#include <string.h>

#include "lesson-library.h"
#include "model-address.h"
#include "model-world.h"
#include "sim-world.h"
#include "trace.h"

/* What a device of this protocol and style cannot know, however long it is connected. */
static const struct
{
  const char *protocol;
  gboolean flags;    /* what is believed of flags is what the server has */
  gboolean removals; /* what is gone at the server is gone from the device's list */
  const char *again; /* the act by which it connects and looks for news */
} knowledge[] = {
  { "imap", TRUE, TRUE, "open" },
  { "pop3", FALSE, FALSE, "check" },
};

static guint
knowledge_of (const ModelWorldDevice *device)
{
  guint i = 0;
  while (!g_str_equal (knowledge[i].protocol, device->protocol))
    i++;
  return i;
}

/* All acts of the lesson, in order; caller frees. */
static GPtrArray *
acts_of (const Lesson *lesson)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func (g_free);
  for (guint s = 1; s <= lesson_get_n_steps (lesson); s++)
    {
      const GPtrArray *blocks = lesson_get_step (lesson, s)->blocks;
      for (guint b = 0; b < blocks->len; b++)
        {
          const LessonBlock *block = blocks->pdata[b];
          if (block->kind != LESSON_BLOCK_MACHINE || block->machine != LESSON_MACHINE_DO)
            continue;
          g_auto (GStrv) lines = g_strsplit (block->text, "\n", -1);
          for (guint i = 0; lines[i] != NULL; i++)
            if (*g_strstrip (lines[i]) != '\0' && lines[i][0] != '#')
              g_ptr_array_add (acts, g_strdup (lines[i]));
        }
    }
  return acts;
}

/* The lesson up to event @number, FALSE when it has fewer. What is under way then stays so. */
static gboolean
play_until (SimWorld *world, const GPtrArray *acts, guint32 number)
{
  Trace *trace = sim_world_get_trace (world);
  sim_world_stop_at (world, number);
  for (guint i = 0; i < acts->len && trace_get_n (trace) < number; i++)
    {
      g_autoptr (GError) error = NULL;
      sim_world_act (world, acts->pdata[i], NULL, &error);
      g_assert_no_error (error);
    }
  sim_world_stop_at (world, 0);
  return trace_get_n (trace) >= number;
}

/* --- looking --- */

/* A cell as `state` shows it, without \Recent, which is not the same to any two; NULL when there is none. */
static char *
show (const Model *model, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  ModelAddress address;
  if (!model_address_parse (model, text, &address, NULL))
    return NULL;
  ModelValue value = model_address_value (model, &address);
  gboolean there = value.kind != MODEL_VALUE_NONE;
  model_value_clear (&value);
  if (!there)
    return NULL;
  g_autofree char *shown = model_address_show (model, &address);
  g_auto (GStrv) parts = g_strsplit (shown, " \\Recent", 2);
  g_autofree char *joined = g_strjoinv ("", parts);
  return g_str_equal (joined, "(\\Recent)") ? g_strdup ("()") : g_steal_pointer (&joined);
}

static guint
last_uid (const Model *model)
{
  g_autofree char *next = show (model, "server:lin:INBOX:uidnext");
  return (guint) g_ascii_strtoull (next, NULL, 10) - 1;
}

/* A bit for each UID that the server has. */
static guint64
uids_of (const Model *model)
{
  guint64 uids = 0;
  g_assert_cmpuint (last_uid (model), <, 64);
  for (guint uid = 1; uid <= last_uid (model); uid++)
    {
      g_autofree char *body = show (model, "server:lin:INBOX:u%u:body", uid);
      uids |= body != NULL ? G_GUINT64_CONSTANT (1) << uid : 0;
    }
  return uids;
}

/* Whether the server has heard someone ask for messages to be removed, in a whole line. */
static gboolean
was_removal_asked (Trace *trace)
{
  static const char *const words[] = { "EXPUNGE", "CLOSE", "QUIT" };
  for (guint32 number = 1; number <= trace_get_n (trace); number++)
    {
      const TraceEvent *event = trace_get (trace, number);
      if (event->kind != TRACE_ARRIVE || event->sub != 0 || event->direction != TRACE_TO_SERVER)
        continue;
      g_autoptr (GBytes) line = trace_line (trace, number);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_strstr_len (g_bytes_get_data (line, NULL), (gssize) g_bytes_get_size (line), words[i])
            != NULL)
          return TRUE;
    }
  return FALSE;
}

static void
assert_unlocked (const Model *model)
{
  g_autofree char *lock = show (model, "server:lin:INBOX:lock");
  g_assert_true (lock == NULL || g_str_equal (lock, "none"));
}

/* What is gone was removed on purpose, or is kept by a device that fetched it. */
static void
assert_nothing_lost (const Lesson *lesson, SimWorld *world, guint64 before)
{
  const Model *model = sim_world_get_model (world);
  guint64 after = uids_of (model);
  for (guint uid = 1; uid <= last_uid (model); uid++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << uid;
      gboolean kept = FALSE;
      if ((after & bit) != 0)
        continue;
      for (guint i = 0; i < lesson->world->devices->len; i++)
        {
          const ModelWorldDevice *device = lesson->world->devices->pdata[i];
          g_autofree char *copy = show (model, "%s:lin:INBOX:u%u:body", device->name, uid);
          kept = kept || copy != NULL;
        }
      g_assert_true (kept || (before & bit) == 0);
      g_assert_true (was_removal_asked (sim_world_get_trace (world)));
    }
}

static void
assert_converged (const Lesson *lesson, const Model *model)
{
  guint64 there = uids_of (model);
  for (guint i = 0; i < lesson->world->devices->len; i++)
    {
      const ModelWorldDevice *device = lesson->world->devices->pdata[i];
      guint k = knowledge_of (device);
      for (guint uid = 1; uid <= last_uid (model); uid++)
        {
          g_autofree char *size = show (model, "%s:lin:INBOX:u%u:size", device->name, uid);
          g_autofree char *mine = show (model, "%s:lin:INBOX:u%u:flags", device->name, uid);
          g_autofree char *real = show (model, "server:lin:INBOX:u%u:flags", uid);
          gboolean is_there = (there & (G_GUINT64_CONSTANT (1) << uid)) != 0;
          if (is_there)
            g_assert_true (size != NULL || mine != NULL);
          if (is_there && knowledge[k].flags)
            g_assert_cmpstr (mine, ==, real);
          if (!is_there && knowledge[k].removals)
            g_assert_null (mine);
        }
    }
}

/* --- cutting --- */

static void
try_act (SimWorld *world, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_autofree char *text = g_strdup_vprintf (format, list);
  va_end (list);
  g_autoptr (GError) error = NULL;
  sim_world_act (world, text, NULL, &error);
}

static void
cut_and_reconnect (const Lesson *lesson, SimWorld *world)
{
  const GPtrArray *devices = lesson->world->devices;
  for (guint i = 0; i < devices->len; i++)
    try_act (world, "cut %s", ((const ModelWorldDevice *) devices->pdata[i])->name);
  guint64 before = uids_of (sim_world_get_model (world));
  try_act (world, "server up");
  sim_world_settle (world);
  sim_world_wait (world, 40 * G_USEC_PER_SEC);
  assert_unlocked (sim_world_get_model (world));
  g_assert_cmpuint (before & ~uids_of (sim_world_get_model (world)), ==, 0);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < devices->len; i++)
      {
        const ModelWorldDevice *device = devices->pdata[i];
        g_autoptr (GError) error = NULL;
        g_autofree char *again = g_strdup_printf (
            "%s %s", device->name, round == 0 ? knowledge[knowledge_of (device)].again : "check");
        sim_world_act (world, again, NULL, &error);
        g_assert_no_error (error);
      }
  assert_nothing_lost (lesson, world, before);
  assert_converged (lesson, sim_world_get_model (world));
  assert_unlocked (sim_world_get_model (world));
}

static void
test_cut (gconstpointer folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Lesson) lesson = lesson_load (folder, "en", &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) acts = acts_of (lesson);
  gboolean more = TRUE;
  guint32 number = 0;
  for (number = 1; more; number++)
    {
      g_autoptr (SimWorld) world = sim_world_new (lesson->world, 1, &error);
      g_assert_no_error (error);
      more = play_until (world, acts, number);
      g_test_message ("%s: cut behind event %u", lesson->slug,
                      trace_get_n (sim_world_get_trace (world)));
      cut_and_reconnect (lesson, world);
    }
  g_assert_cmpuint (number, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (GPtrArray) folders = lesson_folders ();
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *name = g_path_get_basename (folders->pdata[i]);
      g_autofree char *path = g_strconcat ("/lesson/cut/", name, NULL);
      g_test_add_data_func_full (path, g_strdup (folders->pdata[i]), test_cut, g_free);
    }
  return g_test_run ();
}
