#pragma once

#include "sim-world.h"

#include <string.h>

/** SimStory: a world of its own for a test, with what it was made of. */
typedef struct
{
  ModelWorld *description;
  SimWorld *world;
} SimStory;

/** sim_story_begin: parse @text and start a world; a mistake ends the test. */
static inline SimStory
sim_story_begin (const char *text, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  SimStory story = { .description = model_world_parse (text, &error) };

  g_assert_no_error (error);
  story.world = sim_world_new (story.description, seed, &error);
  g_assert_no_error (error);
  return story;
}

static inline void
sim_story_end (SimStory *story)
{
  g_clear_pointer (&story->world, sim_world_free);
  g_clear_pointer (&story->description, model_world_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimStory, sim_story_end)

/** sim_story_do: perform an act that must be possible. */
static inline void
sim_story_do (SimStory *story, const char *act)
{
  g_autoptr (GError) error = NULL;
  guint column = 0;

  if (!sim_world_act (story->world, act, &column, &error))
    g_error ("%s: column %u: %s", act, column, error->message);
}

/** sim_story_line: octets of a SEND or ARRIVE as text without the line end; caller frees. */
static inline char *
sim_story_line (Trace *trace, guint32 number)
{
  g_autoptr (GBytes) bytes = trace_line (trace, number);
  gsize len = 0;
  const char *data = g_bytes_get_data (bytes, &len);

  while (len > 0 && (data[len - 1] == '\n' || data[len - 1] == '\r'))
    len--;
  return g_strndup (data, len);
}

/** sim_story_find: the first event of @kind behind @after on @connection (0: any) whose line holds @text; 0 when there is none. */
static inline guint32
sim_story_find (Trace *trace, guint32 after, TraceKind kind, guint connection, const char *text)
{
  for (guint32 i = after + 1; i <= trace_get_n (trace); i++)
    {
      const TraceEvent *event = trace_get (trace, i);
      g_autofree char *line = NULL;

      if (event->kind != kind || (connection != 0 && event->connection != connection))
        continue;
      if (kind != TRACE_SEND && kind != TRACE_ARRIVE)
        return i;
      line = sim_story_line (trace, i);
      if (strstr (line, text) != NULL)
        return i;
    }
  return 0;
}

/** sim_story_print: every event, for looking at when something is wrong. */
static inline void
sim_story_print (Trace *trace)
{
  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    {
      const TraceEvent *event = trace_get (trace, i);
      g_autofree char *line = event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE
                                  ? sim_story_line (trace, i)
                                  : g_strdup (trace_get_text (trace, event->label));

      g_printerr ("%4u %9" G_GINT64_FORMAT " %-6s %u c%u %s>%s cause %u cmd %u ctx %u d%u %.100s\n",
                  i, event->time, trace_kind_get_name (event->kind), event->sub, event->connection,
                  event->from != 0 ? trace_get_actor (trace, event->from) : "-",
                  event->to != 0 ? trace_get_actor (trace, event->to) : "-", event->cause,
                  event->command, event->context, event->delta_count, line);
    }
}
