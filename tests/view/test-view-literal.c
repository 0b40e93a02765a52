/* Literals in their three parts. */
#include "view-literal.h"
#include "view-story.h"

static void
add_dump (GString *out, Trace *trace, guint32 event, guint32 until)
{
  g_autoptr (ViewLiterals) literals = view_literals_new (trace, event, until, TRUE);
  g_autoptr (GBytes) bytes = trace_line (trace, event);
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  g_string_append_printf (out, "%.*s\n", (int) strcspn (data, "\r\n"), data);
  if (literals == NULL)
    return;
  g_autofree char *text = view_scene_dump (view_literals_get_scene (literals),
                                           view_catalogue_get ("en", NULL));
  g_string_append (out, text);
}

static ViewStory
begin (void)
{
  return view_story_begin (VIEW_STORY_WORLD
                           "message dotted undelivered from=\"Wei <wei@example.test>\" "
                           "subject=\"Dots\" body=\".one\\n..two\\nthree\"\n"
                           "device oldpc pop3 leave-on-server account=lin\n");
}

/* What a client sends, what a server sends, and an answer of POP3. */
static void
test_golden (void)
{
  static const char *const acts[] = {
    "deliver dotted",
    "laptop open INBOX",
    "laptop read lunch",
    "laptop append news",
    "laptop> x1 LOGIN {3}",
    "phone connect",
    "phone> y1 LOGIN {3}",
    "phone> lin {7+}",
    "phone> noodles",
    "phone> y2 CREATE {0}",
    "phone> ",
    "oldpc connect",
    "oldpc> USER lin",
    "oldpc> PASS noodles",
    "oldpc> RETR 4",
  };
  static const char *const lines[] = { "* 2 FETCH (UID 5 BODY[]",
                                       "l6 APPEND",
                                       "Date: Tue, 5 Mar",
                                       "x1 LOGIN",
                                       "y1 LOGIN",
                                       "lin {7",
                                       "noodles",
                                       "y2 CREATE" };
  g_auto (ViewStory) story = begin ();
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    view_story_do (&story, acts[i]);
  Trace *trace = sim_world_get_trace (story.world);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      guint32 event = view_story_find (trace, 0, TRACE_SEND, lines[i]);
      if (event == 0)
        g_error ("no line %s", lines[i]);
      add_dump (out, trace, event, G_MAXUINT32);
    }
  guint32 retrieve = view_story_find (trace, 0, TRACE_SEND, "RETR 4");
  add_dump (out, trace, view_story_find (trace, retrieve, TRACE_SEND, "+OK"), G_MAXUINT32);
  view_assert_golden ("view", "literal.en", out->str);
}

/* What is still to come is not told: neither the "+" nor the octets. */
static void
test_until (void)
{
  g_auto (ViewStory) story = begin ();
  view_story_do (&story, "laptop open INBOX");
  view_story_do (&story, "laptop append news");
  Trace *trace = sim_world_get_trace (story.world);
  guint32 event = view_story_find (trace, 0, TRACE_SEND, "l4 APPEND");
  guint32 go = view_story_find (trace, event, TRACE_SEND, "+ ");
  g_assert_cmpuint (event, !=, 0);
  g_assert_cmpuint (go, !=, 0);
  for (guint32 until = 0; until <= trace_get_n (trace); until++)
    {
      g_autoptr (ViewLiterals) literals = view_literals_new (trace, event, until, TRUE);
      g_autoptr (GPtrArray) rows = view_literals_get_rows (literals, 0, 3);
      const ViewLiteralRow *answer = rows->pdata[VIEW_LITERAL_GO_AHEAD];
      const ViewLiteralRow *octets = rows->pdata[VIEW_LITERAL_OCTETS];
      g_assert_cmpuint (answer->event, ==, until >= go ? go : 0);
      g_assert_cmpuint (octets->event, <=, MAX (until, event));
      if (until < go)
        g_assert_cmpuint (octets->event, ==, 0);
    }
}

/* No octet is lost, whether a literal is folded or not; and what is one is found from each of its events. */
static void
check_whole (Trace *trace, guint32 event, gboolean folded)
{
  g_autoptr (ViewLiterals) literals = view_literals_new (trace, event, G_MAXUINT32, folded);
  if (literals == NULL)
    return;
  ViewScene scene = view_literals_get_scene (literals);
  g_autoptr (GPtrArray) rows = view_literals_get_rows (literals, 0, G_MAXUINT);
  gsize end = 0, left = 0;
  view_assert_slices (scene, event);
  view_assert_ids (scene);
  view_assert_sayable (scene);
  for (guint i = 0; i < rows->len; i++)
    {
      const ViewLiteralRow *row = rows->pdata[i];
      if (row->kind < VIEW_LITERAL_LINE)
        {
          g_assert_cmpuint (left, ==, 0);
          left = row->kind == VIEW_LITERAL_OCTETS ? row->len : 0;
          end = 0;
          continue;
        }
      g_assert_cmpuint (row->len, <=, left);
      left -= row->len;
      if (row->kind != VIEW_LITERAL_LINE)
        continue;
      g_assert_true (end == 0 || row->start == end);
      end = row->start + row->len;
      g_autoptr (GBytes) bytes = trace_line (trace, row->event);
      const char *data = g_bytes_get_data (bytes, NULL);
      g_assert_cmpuint (end, <=, g_bytes_get_size (bytes));
      g_assert_true ((row->ending != VIEW_ENDS_NOT) == (data[end - 1] == '\n'));
    }
  g_assert_cmpuint (left, ==, 0);
}

static void
test_every_octet (void)
{
  static const char *const acts[] = { "deliver long",      "laptop open INBOX",
                                      "laptop read lunch", "laptop append long",
                                      "phone open INBOX",  "phone read lunch",
                                      "phone read u9",     "oldpc check",
                                      "laptop logout" };
  g_auto (ViewStory) story = view_story_begin (
      VIEW_STORY_WORLD "message long undelivered from=\"A <a@example.test>\" "
                       "subject=\"Long\" octets=9000 body=\"你好\"\n"
                       "device oldpc pop3 leave-on-server account=lin\n");
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    view_story_do (&story, acts[i]);
  Trace *trace = sim_world_get_trace (story.world);
  guint found = 0;
  for (guint32 event = 1; event <= trace_get_n (trace); event++)
    {
      g_autoptr (ViewLiterals) literals = view_literals_new (trace, event, G_MAXUINT32, TRUE);
      found += literals != NULL;
      check_whole (trace, event, TRUE);
      check_whole (trace, event, FALSE);
    }
  g_assert_cmpuint (found, >, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/literal/golden", test_golden);
  g_test_add_func ("/view/literal/until", test_until);
  g_test_add_func ("/view/literal/every-octet", test_every_octet);
  return g_test_run ();
}
