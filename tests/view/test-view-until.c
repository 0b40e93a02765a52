/* Looking for a moment in both directions, and how long moments last. */
#include "base-time.h"
#include "view-story.h"
#include "view-until.h"

typedef struct
{
  ViewStory story;
  ViewLadder *ladder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->story = view_story_all ();
  fixture->ladder = view_ladder_new (sim_world_get_trace (fixture->story.world));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->ladder, view_ladder_unref);
  view_story_end (&fixture->story);
}

static guint32
find (Fixture *fixture, ViewUntilKind kind, const char *word, gboolean backwards, guint32 event)
{
  ViewUntil until = { .kind = kind, .word = word };
  return view_until_find (fixture->ladder, &until, backwards, event, 0, G_MAXUINT32);
}

/* The wire of the row at @event. */
static char *
wire_of (Fixture *fixture, guint32 event)
{
  g_autoptr (ViewRow)
      row = view_ladder_get_row (fixture->ladder, view_ladder_find_row (fixture->ladder, event));
  return g_steal_pointer (&row->wire);
}

static guint
count_all (Fixture *fixture, ViewUntilKind kind, const char *word, const char *in_wire)
{
  guint n = 0;
  guint32 last = 0;
  for (guint32 at = 0; (at = find (fixture, kind, word, FALSE, at)) != VIEW_NO_MOMENT; n++)
    {
      g_autofree char *wire = wire_of (fixture, at);
      g_assert_nonnull (strstr (wire, in_wire));
      g_assert_cmpuint (at, >, last);
      last = at;
    }
  /* The same ones on the way back. */
  guint back = 0;
  guint32 at = view_ladder_get_last (fixture->ladder) + 1;
  while ((at = find (fixture, kind, word, TRUE, at)) != VIEW_NO_MOMENT)
    back++;
  g_assert_cmpuint (back, ==, n);
  return n;
}

static void
test_commands (Fixture *fixture, gconstpointer data)
{
  guint fetches = count_all (fixture, VIEW_UNTIL_COMMAND, "fetch", "FETCH");
  guint by_uid = count_all (fixture, VIEW_UNTIL_COMMAND, "UID FETCH", "UID FETCH");
  g_assert_cmpuint (fetches, >=, by_uid);
  g_assert_cmpuint (by_uid, >, 0);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_COMMAND, "EXPUNGE", "EXPUNGE"), ==, 1);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_COMMAND, "RETR", ""), ==, 0);
  /* No word of an argument counts, and a part of a name does not. */
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_COMMAND, "INBOX", ""), ==, 0);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_COMMAND, "FET", ""), ==, 0);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_COMMAND, "", ""), >, fetches);
}

static void
test_codes (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_CODE, "", " BAD "), ==, 2);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_CODE, "BAD", "BAD"), ==, 2);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_CODE, "expunge", "EXPUNGE"), >=, 2);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_CODE, "UIDVALIDITY", "[UIDVALIDITY"), ==, 2);
  g_assert_cmpuint (count_all (fixture, VIEW_UNTIL_CODE, "UIDVAL", ""), ==, 0);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  ViewUntil until = { .kind = VIEW_UNTIL_COMMAND, .word = "EXPUNGE" };
  guint32 at = view_until_find (fixture->ladder, &until, FALSE, 0, 0, G_MAXUINT32);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, FALSE, 0, 0, at), ==, at);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, FALSE, 0, 0, at - 1), ==,
                    VIEW_NO_MOMENT);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, TRUE, at + 9, at, G_MAXUINT32), ==,
                    at);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, TRUE, at + 9, at + 1, G_MAXUINT32),
                    ==, VIEW_NO_MOMENT);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, FALSE, at, 0, G_MAXUINT32), ==,
                    VIEW_NO_MOMENT);
}

static void
test_cell (Fixture *fixture, gconstpointer data)
{
  Trace *trace = view_ladder_get_trace (fixture->ladder);
  g_autoptr (ViewCell) cell = view_cell_new (trace, "server:lin:INBOX:lunch:flags", 0, NULL);
  ViewUntil until = { .kind = VIEW_UNTIL_CELL, .cell = cell };
  guint32 at = view_until_find (fixture->ladder, &until, FALSE, 0, 0, G_MAXUINT32);
  g_assert_cmpuint (at, ==, view_cell_next (cell, 0));
  until.cell = NULL;
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, FALSE, 0, 0, G_MAXUINT32), ==,
                    VIEW_NO_MOMENT);
  g_auto (ViewText) none = view_until_say (fixture->ladder, &until, FALSE, VIEW_NO_MOMENT);
  g_assert_cmpstr (none.key, ==, "scene.until-no-cell");
}

static void
test_time (Fixture *fixture, gconstpointer data)
{
  Trace *trace = view_ladder_get_trace (fixture->ladder);
  guint32 last = trace_get_n (trace);
  ViewUntil until = { .kind = VIEW_UNTIL_TIME, .time = trace_get (trace, last / 2)->time };
  guint32 at = view_until_find (fixture->ladder, &until, FALSE, 0, 0, G_MAXUINT32);
  g_assert_cmpint (trace_get (trace, at)->time, ==, until.time);
  g_assert_true (at == last || trace_get (trace, at + 1)->time > until.time);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, TRUE, last, 0, G_MAXUINT32), ==, at);
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, FALSE, last, 0, G_MAXUINT32), ==,
                    VIEW_NO_MOMENT);
  until.time = trace_get (trace, last)->time + 1;
  g_assert_cmpuint (view_until_find (fixture->ladder, &until, FALSE, 0, 0, G_MAXUINT32), ==,
                    VIEW_NO_MOMENT);
}

/* Whatever is not found is said, in both languages, and without a hole in the sentence. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { NULL, "", "xyzzy" };
  g_autoptr (ViewCell) cell = view_cell_new (view_ladder_get_trace (fixture->ladder),
                                             "server:lin:INBOX:lunch:flags", 0, NULL);
  for (ViewUntilKind kind = VIEW_UNTIL_COMMAND; kind <= VIEW_UNTIL_TIME; kind++)
    for (guint i = 0; i < 12; i++)
      {
        ViewUntil until = { kind, words[i / 4], i % 2 ? cell : NULL, 5 * BASE_SECOND };
        g_auto (ViewText)
            text = view_until_say (fixture->ladder, &until, i % 4 > 1, VIEW_NO_MOMENT);
        g_autofree char *english = view_text (view_catalogue_get ("en", NULL), &text);
        g_autofree char *chinese = view_text (view_catalogue_get ("zh_CN", NULL), &text);
        g_assert_null (strchr (english, '{'));
        g_assert_null (strchr (chinese, '{'));
        g_assert_cmpstr (english, !=, chinese);
        g_assert_true (words[i / 4] == NULL || *words[i / 4] == '\0' || kind >= VIEW_UNTIL_CELL
                       || strstr (english, "XYZZY") != NULL);
      }
}

static void
test_play (Fixture *fixture, gconstpointer data)
{
  ViewLadder *ladder = fixture->ladder;
  Trace *trace = view_ladder_get_trace (ladder);
  guint32 last = trace_get_n (trace);
  g_assert_cmpint (view_play_get_wait (ladder, 0, 5, FALSE, 100), ==, VIEW_PLAY_BEAT);
  g_assert_cmpint (view_play_get_wait (ladder, 0, 5, FALSE, 50), ==, 2 * VIEW_PLAY_BEAT);
  g_assert_cmpint (view_play_get_wait (ladder, 0, last, TRUE, 1), ==, VIEW_PLAY_MOST);
  g_assert_cmpint (view_play_get_wait (ladder, 5, 5, TRUE, 100), ==, VIEW_PLAY_LEAST);
  for (guint32 event = 1; event < last; event++)
    {
      gint64 virtual = trace_get (trace, event + 1)->time - trace_get (trace, event)->time;
      gint64 wait = view_play_get_wait (ladder, event, event + 1, TRUE, 100);
      g_assert_cmpint (wait, ==, CLAMP (virtual, VIEW_PLAY_LEAST, VIEW_PLAY_MOST));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name) g_test_add ("/view/until/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  TEST (commands);
  TEST (codes);
  TEST (limits);
  TEST (cell);
  TEST (time);
  TEST (words);
  TEST (play);
  return g_test_run ();
}
