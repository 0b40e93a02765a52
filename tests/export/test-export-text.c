/* The annotated dialogue, and what every format keeps to. */
#include "export.h"
#include "sim-world.h"

#include <string.h>

#define WORLD                                                                                      \
  "server mail.example.test\n"                                                                     \
  "account lin password=noodles\n"                                                                 \
  "mailbox INBOX uidvalidity=1709600000\n"                                                         \
  "message lunch in=INBOX from=\"Wei <wei@example.test>\" subject=\"Lunch on Friday?\" "           \
  "octets=600 body=\"one\\ntwo\\nthree\\nfour\\nfive\\nsix\\nseven\\neight\\nnine\\nten\"\n"       \
  "device phone imap online account=lin rtt=200ms tag=p\n"                                         \
  "device laptop imap online account=lin rtt=20ms tag=l\n"

typedef struct
{
  ModelWorld *description;
  SimWorld *world;
} Story;

static void
story_end (Story *story)
{
  sim_world_free (story->world);
  model_world_free (story->description);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Story, story_end)

static void
story_do (Story *story, const char *act)
{
  g_autoptr (GError) error = NULL;
  if (act[0] == '#')
    sim_world_note (story->world, 0, act + 2, 0);
  else
    sim_world_act (story->world, act, NULL, &error);
  g_assert_no_error (error);
}

static Story
story_all (void)
{
  static const char *const acts[] = { "# 1",
                                      "phone open INBOX",
                                      "laptop open INBOX",
                                      "# 2",
                                      "laptop read lunch",
                                      "phone check",
                                      "# 3",
                                      "laptop delete lunch",
                                      "laptop expunge",
                                      "phone check",
                                      "phone> y1 LOGIN lin noodles",
                                      "phone> LOGIN lin noodles too",
                                      "phone> y2 LOGIN lin {7}",
                                      "phone> noodles",
                                      "phone> y3 \x1b[31m\xc3\xa9",
                                      "cut phone" };
  g_autoptr (GError) error = NULL;
  Story story = { .description = model_world_parse (WORLD, &error) };
  g_assert_no_error (error);
  story.world = sim_world_new (story.description, 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    story_do (&story, acts[i]);
  return story;
}

static char *
export_text (Story *story, const ExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = export_to_bytes (export_find_format ("text"),
                                              sim_world_get_trace (story->world), options, &error);
  gsize len;
  g_assert_no_error (error);
  const char *data = g_bytes_get_data (bytes, &len);
  g_assert_true (g_utf8_validate (data, (gssize) len, NULL));
  return g_strndup (data, len);
}

static void
assert_golden (const char *name, const char *text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "export", name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_golden (void)
{
  static const char *const headings[] = { "Both open the mailbox", "One reads", NULL };
  g_auto (Story) story = story_all ();
  g_autofree char *english = export_text (&story, &(ExportOptions){ .headings = headings });
  g_autofree char *chinese = export_text (&story, &(ExportOptions){ .language = "zh_CN" });
  assert_golden ("text.en", english);
  assert_golden ("text.zh_CN", chinese);
}

/* Passwords are masked octet for octet, unless they are asked for. */
static void
test_secrets (void)
{
  g_auto (Story) story = story_all ();
  g_autofree char *masked = export_text (&story, &(ExportOptions){ 0 });
  g_autofree char *open = export_text (&story, &(ExportOptions){ .with_secrets = TRUE });
  g_assert_null (strstr (masked, "noodles"));
  g_assert_nonnull (strstr (masked, "p1 LOGIN lin *******\n"));
  g_assert_nonnull (strstr (open, "p1 LOGIN lin noodles\n"));
}

/* What comes from a wire moves no cursor and rings no bell. */
static void
test_hostile (void)
{
  g_auto (Story) story = story_all ();
  g_autofree char *text = export_text (&story, &(ExportOptions){ .with_secrets = TRUE });
  for (const char *at = text; *at != '\0'; at++)
    g_assert_true ((guint8) *at >= ' ' || *at == '\n');
  g_assert_nonnull (strstr (text, "\\x1B[31mé"));
}

/* A range is part of the whole. */
static void
test_range (void)
{
  g_auto (Story) story = story_all ();
  g_autofree char *whole = export_text (&story, &(ExportOptions){ 0 });
  for (guint32 from = 1; from < 80; from += 7)
    {
      g_autofree char *part = export_text (&story,
                                           &(ExportOptions){ .from = from, .to = from + 20 });
      g_assert_cmpuint (strlen (part), >, 0);
      g_assert_nonnull (strstr (whole, part));
    }
}

static void
assert_no_range (Story *story, guint32 from, guint32 to)
{
  g_autoptr (GError) error = NULL;
  ExportOptions options = { .from = from, .to = to };
  g_assert_null (export_to_bytes (export_find_format ("text"), sim_world_get_trace (story->world),
                                  &options, &error));
  g_assert_error (error, EXPORT_ERROR, EXPORT_ERROR_RANGE);
}

static void
test_no_range (void)
{
  g_auto (Story) story = story_all ();
  assert_no_range (&story, 20, 10);
  assert_no_range (&story, 1, 100000);
  assert_no_range (&story, 100000, 0);
}

static gboolean
refuse (gpointer data, const char *text, gsize len, GError **error)
{
  guint *calls = data;
  ++*calls;
  g_set_error (error, EXPORT_ERROR, EXPORT_ERROR_RANGE, "the disk is full");
  return FALSE;
}

/* A writer that fails is not called again. */
static void
test_writer (void)
{
  g_auto (Story) story = story_all ();
  g_autoptr (GError) error = NULL;
  ExportOptions options = { 0 };
  guint calls = 0;
  g_assert_false (export_write (export_find_format ("text"), sim_world_get_trace (story.world),
                                &options, refuse, &calls, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (calls, ==, 1);
}

static void
test_formats (void)
{
  const ExportFormat *const *formats = export_get_formats ();
  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_assert_true (export_find_format (formats[i]->name) == formats[i]);
      g_assert_nonnull (formats[i]->extension);
    }
  g_assert_null (export_find_format ("tex"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/text/golden", test_golden);
  g_test_add_func ("/export/text/secrets", test_secrets);
  g_test_add_func ("/export/text/hostile", test_hostile);
  g_test_add_func ("/export/text/range", test_range);
  g_test_add_func ("/export/text/no-range", test_no_range);
  g_test_add_func ("/export/text/writer", test_writer);
  g_test_add_func ("/export/text/formats", test_formats);
  return g_test_run ();
}
