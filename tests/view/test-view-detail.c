/* Lines as tokens. */
#include "view-detail.h"
#include "view-story.h"

/* Leaves cover each line exactly once; nothing is left unsaid. */
static void
test_every_line (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  for (guint32 number = 1; number <= trace_get_n (trace); number++)
    {
      g_autoptr (ViewDetail) detail = view_detail_new (trace, number);
      g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, 0, view_detail_count (detail));
      GBytes *bytes = view_detail_get_bytes (detail);
      gsize end = 0;
      view_assert_slices (view_detail_get_scene (detail), number);
      view_assert_ids (view_detail_get_scene (detail));
      view_assert_sayable (view_detail_get_scene (detail));
      g_assert_nonnull (view_detail_get_summary (detail)->key);
      g_assert_cmpuint (view_detail_get_event (detail), ==, number);
      for (guint i = 0; i < tokens->len; i++)
        {
          const ViewToken *token = tokens->pdata[i];
          if (!token->is_leaf)
            continue;
          g_assert_cmpuint (token->start, ==, end);
          end += token->len;
        }
      g_assert_cmpuint (end, ==, bytes != NULL ? g_bytes_get_size (bytes) : 0);
    }
}

static void
test_golden (void)
{
  static const char *const lines[] = { "p1 LOGIN", "p2 SELECT", "* 1 FETCH (UID 1 BODY[]",
                                       "l5 UID STORE", "LOGIN lin noodles" };
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      guint32 event = view_story_find (trace, 0, TRACE_SEND, lines[i]);
      g_assert_cmpuint (event, !=, 0);
      g_autoptr (ViewDetail) detail = view_detail_new (trace, event);
      g_autofree char *text = view_scene_dump (view_detail_get_scene (detail),
                                               view_catalogue_get ("en", NULL));
      g_autofree char *summary = view_text (view_catalogue_get ("en", NULL),
                                            view_detail_get_summary (detail));
      g_string_append_printf (out, "%s\n%s\n", summary, text);
    }
  view_assert_golden ("view", "detail.en", out->str);
}

/* A long literal is shown in part, and it is said how much is not. */
static void
test_hidden (void)
{
  g_auto (ViewStory) story = view_story_begin (
      "server mail.example.test\n"
      "account lin password=noodles\n"
      "mailbox INBOX\n"
      "message long in=INBOX from=\"A <a@example.test>\" subject=\"Long\" "
      "octets=5000 body=\"x\"\n"
      "device phone imap online account=lin rtt=20ms\n");
  Trace *trace = sim_world_get_trace (story.world);
  view_story_do (&story, "phone open INBOX");
  view_story_do (&story, "phone read long");
  guint32 event = view_story_find (trace, 0, TRACE_SEND, "* 1 FETCH (UID 1 BODY[]");
  g_autoptr (ViewDetail) detail = view_detail_new_line (trace, event);
  g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, 0, G_MAXUINT);
  guint found = 0;
  for (guint i = 0; i < tokens->len; i++)
    {
      const ViewToken *token = tokens->pdata[i];
      if (!token->is_leaf || token->hidden == 0)
        continue;
      g_assert_cmpuint (token->len, ==, 5000);
      g_assert_cmpuint (token->hidden, >, 4000);
      g_assert_true (g_str_has_suffix (token->text, "…"));
      found++;
    }
  g_assert_cmpuint (found, ==, 1);
}

static void
assert_masked (Trace *trace, const char *line, const char *expected)
{
  guint32 event = view_story_find (trace, 0, TRACE_SEND, line);
  g_assert_cmpuint (event, !=, 0);
  g_autoptr (ViewDetail) detail = view_detail_new_line (trace, event);
  g_autoptr (GBytes) masked = view_detail_dup_masked (detail);
  gsize len;
  const char *data = g_bytes_get_data (masked, &len);
  g_autofree char *text = g_strndup (data, len);
  g_assert_cmpuint (len, ==, g_bytes_get_size (view_detail_get_bytes (detail)));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_masked (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  Trace *trace = sim_world_get_trace (story.world);
  static const char *const typed[] = {
    "laptop connect",
    "laptop> x1 LOGIN lin noodles",
    "laptop> x2 login \"lin\" \"noo\\\"dles\"",
    "laptop> x3 LOGIN lin noodles and more",
    "laptop> LOGIN lin noodles",
    "laptop> x4 LOGIN lin {7}",
    "laptop> noodles",
    "laptop> x5 NOOP noodles",
  };
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    view_story_do (&story, typed[i]);
  assert_masked (trace, "x1", "x1 LOGIN lin *******\r\n");
  assert_masked (trace, "x2", "x2 login \"lin\" \"*********\"\r\n");
  assert_masked (trace, "x3", "x3 LOGIN lin ****************\r\n");
  assert_masked (trace, "LOGIN lin", "LOGIN lin *******\r\n");
  assert_masked (trace, "x4", "x4 LOGIN lin {7}\r\n");
  assert_masked (trace, "noodles", "*******\r\n");
  assert_masked (trace, "x5", "x5 NOOP noodles\r\n");
}

static void
test_masked_pop3 (void)
{
  g_auto (ViewStory)
      story = view_story_begin (VIEW_STORY_WORLD "device oldpc pop3 leave-on-server account=lin\n");
  Trace *trace = sim_world_get_trace (story.world);
  static const char *const typed[] = {
    "oldpc connect",       "oldpc> PASS noodles", "oldpc> PASS too many",
    "oldpc> a1 pass more", "oldpc> NOOP PASS",
  };
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    view_story_do (&story, typed[i]);
  assert_masked (trace, "PASS noodles", "PASS *******\r\n");
  assert_masked (trace, "PASS too", "PASS ********\r\n");
  assert_masked (trace, "a1 pass", "a1 pass ****\r\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/detail/every-line", test_every_line);
  g_test_add_func ("/view/detail/golden", test_golden);
  g_test_add_func ("/view/detail/hidden", test_hidden);
  g_test_add_func ("/view/detail/masked", test_masked);
  g_test_add_func ("/view/detail/masked-pop3", test_masked_pop3);
  return g_test_run ();
}
