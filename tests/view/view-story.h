#pragma once

#include "sim-world.h"
#include "view-ladder.h"
#include "view-scene.h"

#include <string.h>

/** VIEW_STORY_WORLD: two devices and a mailbox of three messages, small enough for goldens. */
#define VIEW_STORY_WORLD                                                                           \
  "server mail.example.test\n"                                                                     \
  "account lin password=noodles\n"                                                                 \
  "mailbox INBOX uidvalidity=1709600000 uidnext=9\n"                                               \
  "message welcome in=INBOX uid=1 from=\"Admin <admin@example.test>\" subject=\"Welcome\" "        \
  "date=2024-03-01T08:00:00Z octets=238 body=\"Hello Lin, welcome!\"\n"                            \
  "message lunch in=INBOX uid=5 from=\"Wei <wei@example.test>\" subject=\"Lunch on Friday?\" "     \
  "date=2024-03-03T09:30:00Z octets=256 body=\"Noodles at 12:30?\"\n"                              \
  "message statement in=INBOX uid=8 from=\"Bank <bank@example.test>\" subject=\"Statement\" "      \
  "date=2024-03-04T06:00:00Z octets=238 body=\"Balance: 42.00\"\n"                                 \
  "message news undelivered from=\"Mei <mei@example.test>\" subject=\"The cat is back\" "          \
  "date=2024-03-05T08:59:00Z body=\"She sits on the roof.\"\n"                                     \
  "device phone imap online account=lin rtt=200ms tag=p\n"                                         \
  "device laptop imap online account=lin rtt=20ms tag=l\n"

/** What happens in the story; "# N" begins step N of a lesson. */
static const char *const view_story_acts[] = {
  "# 1",
  "phone open INBOX",
  "laptop open INBOX",
  "# 2",
  "laptop read welcome",
  "laptop flag lunch \\Flagged silently",
  "phone idle",
  "# 3",
  "phone idle off",
  "deliver news",
  "laptop delete lunch",
  "laptop expunge",
  "# 4",
  "phone check",
  "laptop> x1 LOGIN lin noodles",
  "laptop> LOGIN lin noodles and more",
  "phone read statement",
  "cut phone",
  "laptop logout",
};

typedef struct
{
  ModelWorld *description;
  SimWorld *world;
} ViewStory;

/** view_story_begin: a world before anything happened in it; a mistake in @text ends the test. */
static inline ViewStory
view_story_begin (const char *text)
{
  g_autoptr (GError) error = NULL;
  ViewStory story = { .description = model_world_parse (text, &error) };

  g_assert_no_error (error);
  story.world = sim_world_new (story.description, 1, &error);
  g_assert_no_error (error);
  return story;
}

static inline void
view_story_end (ViewStory *story)
{
  g_clear_pointer (&story->world, sim_world_free);
  g_clear_pointer (&story->description, model_world_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ViewStory, view_story_end)

/** view_story_do: an act that must be possible, or the beginning of a step. */
static inline void
view_story_do (ViewStory *story, const char *act)
{
  g_autoptr (GError) error = NULL;
  guint column = 0;

  if (act[0] == '#')
    sim_world_note (story->world, 0, act + 2, 0);
  else if (!sim_world_act (story->world, act, &column, &error))
    g_error ("%s: column %u: %s", act, column, error->message);
}

/** view_story_all: the whole story. */
static inline ViewStory
view_story_all (void)
{
  ViewStory story = view_story_begin (VIEW_STORY_WORLD);

  for (guint i = 0; i < G_N_ELEMENTS (view_story_acts); i++)
    view_story_do (&story, view_story_acts[i]);
  return story;
}

/** view_story_find: the first event of @kind behind @after whose line begins with @text, or whose
 * label does; 0 when there is none. */
static inline guint32
view_story_find (Trace *trace, guint32 after, TraceKind kind, const char *text)
{
  for (guint32 number = after + 1; number <= trace_get_n (trace); number++)
    {
      const TraceEvent *event = trace_get (trace, number);

      if (event->kind != kind)
        continue;
      if (kind == TRACE_SEND || kind == TRACE_ARRIVE)
        {
          g_autoptr (GBytes) bytes = trace_line (trace, number);
          gsize len;
          const char *data = g_bytes_get_data (bytes, &len);
          if (len >= strlen (text) && memcmp (data, text, strlen (text)) == 0)
            return number;
        }
      else if (g_str_has_prefix (trace_get_text (trace, event->label), text))
        return number;
    }
  return 0;
}

/** view_assert_golden: @text is what golden/@area/@name holds, or becomes that. */
static inline void
view_assert_golden (const char *area, const char *name, const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", area, name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

/** view_assert_slices: windows of every part of @scene are parts of the whole; @seed chooses them. */
static inline void
view_assert_slices (ViewScene scene, guint64 seed)
{
  for (guint part = 0; part < view_scene_get_n_parts (scene); part++)
    {
      const ViewNodeClass *class = view_scene_get_node_class (scene, part);
      guint n = view_scene_count (scene, part);
      g_autoptr (GPtrArray) all = view_scene_rows (scene, part, 0, n);
      g_assert_cmpuint (all->len, ==, n);
      for (guint i = 0; i < 8; i++)
        {
          seed = seed * 6364136223846793005u + 1442695040888963407u;
          guint first = (guint) (seed >> 33) % (n + 2);
          seed = seed * 6364136223846793005u + 1442695040888963407u;
          guint wanted = (guint) (seed >> 33) % (n + 2);
          guint there = first < n ? MIN (wanted, n - first) : 0;
          g_autoptr (GPtrArray) window = view_scene_rows (scene, part, first, wanted);
          g_assert_cmpuint (window->len, ==, there);
          for (guint k = 0; k < window->len; k++)
            {
              const ViewNode *one = window->pdata[k];
              const ViewNode *other = all->pdata[first + k];
              g_assert_cmpstr (one->id, ==, other->id);
              g_assert_true (class->equal (one, other));
              g_assert_true (view_text_equal (&one->sentence, &other->sentence));
            }
        }
    }
}

/** view_assert_ids: no id stands twice in a part. */
static inline void
view_assert_ids (ViewScene scene)
{
  for (guint part = 0; part < view_scene_get_n_parts (scene); part++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GPtrArray) all = view_scene_rows (scene, part, 0, view_scene_count (scene, part));
      for (guint i = 0; i < all->len; i++)
        if (!g_hash_table_add (seen, ((ViewNode *) all->pdata[i])->id))
          g_error ("%s stands twice", ((ViewNode *) all->pdata[i])->id);
    }
}

/** view_assert_sayable: every node has a sentence in both languages, with nothing left out. */
static inline void
view_assert_sayable (ViewScene scene)
{
  static const char *const languages[] = { "en", "zh_CN" };
  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    {
      g_autofree char *text = view_scene_dump (scene, view_catalogue_get (languages[l], NULL));
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix (lines[i], "      ")
            && (lines[i][6] == '\0' || strstr (lines[i], "{owner") != NULL
                || g_regex_match_simple (
                    "\\{[a-z][a-z-]*(\\|.*)?\\}|\\b(scene|line|event|phrase)\\.[a-z]", lines[i], 0,
                    0)))
          g_error ("%s: %s", languages[l], lines[i]);
    }
}
