/* `ask` blocks: how they are read, and what is said of a key that the run does not bear out. */

#include <string.h>

#include "lesson-question.h"
#include "lesson-run.h"
#include "lesson-test.h"
#include "trace-recording.h"

#define DO "```do\nphone open\nphone read lunch\n```\n"
#define LIST                                                                                       \
  "1. Yes.\n\n   It was read.\n\n   Look again.\n2. No.\n\n   Look at `lunch`.\n3. Maybe.\n\n   Never.\n"

static Lesson *
parse (const char *steps)
{
  g_autofree char *text = lesson_test_text (lesson_test_world, steps);
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  Lesson *lesson = lesson_parse ("1-1-t/en.md", text, strlen (text), diagnostics);
  g_autofree char *problems = lesson_test_format (diagnostics, NULL);
  g_assert_cmpstr (problems, ==, "");
  return lesson;
}

static const LessonQuestion *
question_of (const Lesson *lesson)
{
  const GPtrArray *blocks = lesson_get_step (lesson, 1)->blocks;
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = blocks->pdata[i];
      if (block->kind == LESSON_BLOCK_QUESTION)
        return block->question;
    }
  g_assert_not_reached ();
}

#define ASK                                                                                        \
  "Is it *read*?\n\n```ask\n"                                                                      \
  "[x] server:lin:INBOX:lunch:flags has \\Seen\n"                                                  \
  "[ ] server:lin:INBOX:lunch:flags lacks \\Seen\n"                                                \
  "  [ ]  server:lin:INBOX:lunch:flags unknown  # never\n```\n\n" LIST

static void
test_parts (void)
{
  g_autoptr (Lesson) lesson = parse ("## One\nText.\n\n" ASK "\nMore.\n\n" DO);
  const GPtrArray *blocks = lesson_get_step (lesson, 1)->blocks;
  g_assert_cmpuint (blocks->len, ==, 4); /* text, question, more, acts */
  const LessonQuestion *question = question_of (lesson);
  g_assert_true (question->predicts);
  g_assert_cmpuint (question->line, ==, 18);
  g_autofree char *asked = lesson_inlines_to_text (question->question->inlines);
  g_assert_cmpstr (asked, ==, "Is it read?");
  g_assert_cmpuint (question->answers->len, ==, 3);
  const LessonAnswer *first = question->answers->pdata[0], *third = question->answers->pdata[2];
  g_autofree char *text = lesson_inlines_to_text (first->text);
  g_assert_cmpstr (text, ==, "Yes.");
  g_assert_true (first->right);
  g_assert_cmpuint (first->feedback->len, ==, 2);
  g_assert_cmpstr (first->predicate, ==, "server:lin:INBOX:lunch:flags has \\Seen");
  g_assert_false (third->right);
  g_assert_cmpuint (third->line, ==, 23);
  g_assert_cmpuint (third->column, ==, 8);
}

static void
test_looks_back (void)
{
  g_autoptr (Lesson) behind = parse ("## One\n" DO "\n" ASK);
  g_autoptr (Lesson) between = parse ("## One\n" DO "\n" ASK "\n```do\nphone check\n```\n");
  g_autoptr (Lesson) without = parse ("## One\n" ASK);
  g_assert_false (question_of (behind)->predicts);
  g_assert_false (question_of (between)->predicts);
  g_assert_false (question_of (without)->predicts);
}

/* A question changes nothing that is run. */
static void
test_hash (void)
{
  g_autoptr (Lesson) with = parse ("## One\n" DO "\n" ASK);
  g_autoptr (Lesson) without = parse ("## One\n" DO);
  g_assert_cmpstr (with->hash, ==, without->hash);
}

static const struct
{
  const char *predicate; /* the right one, */
  const char *other;     /* and the first of the others */
  guint line;            /* 0: good */
  guint column;
  const char *part;
} keys[] = {
  { "server:lin:INBOX:lunch:flags has \\Seen", "lines \"phone S: …\" = 0", 0, 0, NULL },
  { "server:lin:INBOX:lunch:flags = ()", "lines \"phone S: …\" = 0", 23, 36, "marked right but" },
  { "server:lin:INBOX:lunch:flags has \\Seen", "phone:lin:INBOX:lunch:body exists", 24, 5,
    "`phone:lin:INBOX:lunch:body exists` is true" },
  { "server:lin:INBOX:lnch:flags has \\Seen", "lines \"phone S: …\" = 0", 23, 5, "lunch" },
  { "last \"phone S: …\" \"phone S: t1 OK …\"", "last \"phone S: …\" \"phone S: )\"", 0, 0, NULL },
  { "first \"phone C: …\" \"C: p1 LOGIN …\"", "first \"phone C: …\" \"C: p2 …\"", 0, 0, NULL },
  { "order \"C: p1 …\" \"S: p1 …\" \"C: p2 …\"", "order \"S: p1 …\" \"C: p1 …\"", 0, 0, NULL },
  { "order \"S: p1 …\" \"C: p1 …\"", "time > 10m", 23, 23, "behind the one before" },
  { "last \"phone S: …\" \"phone S: )\"", "time > 10m", 23, 25, "the last such line is `S: p5 OK" },
  { "octets \"C: p1 LOGIN …\" = 22", "octets \"C: p1 LOGIN …\" = 20", 0, 0, NULL },
  { "octets \"C: p1 LOGIN …\" = 20", "time > 10m", 23, 32, "22" },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *steps = g_strdup_printf (
          "## One\n" DO "\nWell?\n```ask\n[x] %s\n[ ] %s\n[ ] events cut = 1\n```\n" LIST,
          keys[i].predicate, keys[i].other);
      g_autofree char *text = lesson_test_text (lesson_test_world, steps);
      g_autofree char *problems = lesson_test_problems (text);
      g_test_message ("%s", keys[i].predicate);
      if (keys[i].line == 0)
        g_assert_cmpstr (problems, ==, "");
      else
        lesson_test_position (problems, keys[i].line, keys[i].column, keys[i].part);
    }
}

/* The steps begin at line 15 of the file. */
static const struct
{
  const char *steps;
  guint line;
  guint column;
  const char *part;
} mistakes[] = {
  { "## One\n```ask\n[x] a:b = 1\n[ ] a:b = 2\n```\n1. a\n\n   b\n2. c\n\n   d\n", 16, 1,
    "paragraph right above" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n[ ] a:b = 2\n```\n", 17, 1, "no numbered list" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n[ ] a:b = 2\n```\n- a\n\n  b\n- c\n\n  d\n", 17, 1,
    "no numbered list" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n[ ] a:b = 2\n```\n1. a\n\n   b\n", 21, 1,
    "1 answers and 2 lines" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n[ ] a:b = 2\n```\n1. a\n\n   b\n2. c\n", 24, 1, "said" },
  { "## One\nWell?\n```ask\n[ ] a:b = 1\n[ ] a:b = 2\n```\n1. a\n\n   b\n2. c\n\n   d\n", 18, 1,
    "no answer is marked" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n[x] a:b = 2\n```\n1. a\n\n   b\n2. c\n\n   d\n", 19, 1,
    "second answer" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n```\n1. a\n\n   b\n", 18, 1, "two answers" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n(x) a:b = 2\n```\n1. a\n\n   b\n2. c\n\n   d\n", 19, 1,
    "[x]" },
  { "## One\nWell?\n```ask\n[x] a:b = 1\n[ ]\n```\n1. a\n\n   b\n2. c\n\n   d\n", 19, 4, "true" },
  { "## One\nWell?\n```ask\n[x] a:b is 1\n[ ] a:b = 2\n```\n1. a\n\n   b\n2. c\n\n   d\n", 18, 9,
    "write one of" },
  { "Well?\n```ask\n[x] a:b = 1\n[ ] a:b = 2\n```\n1. a\n\n   b\n2. c\n\n   d\n## One\n", 16, 1,
    "belongs to a step" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *text = lesson_test_text (lesson_test_world, mistakes[i].steps);
      g_autofree char *problems = lesson_test_problems (text);
      lesson_test_position (problems, mistakes[i].line, mistakes[i].column, mistakes[i].part);
    }
}

/* "Show me" leads to the line that was asked for, or to what wrote the cell. */
static void
test_decider (void)
{
  static const struct
  {
    const char *predicate;
    TraceKind kind;
    const char *line;
  } cases[] = {
    { "lines \"S: * 1 EXISTS\" = 1", TRACE_SEND, "* 1 EXISTS\r\n" },
    { "phone:lin:INBOX:exists = 1", TRACE_ARRIVE, "* 1 EXISTS\r\n" },
    { "order \"C: p1 …\" \"S: p1 …\"", TRACE_SEND, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *steps = g_strdup_printf (
          "## One\n" DO "\nWell?\n```ask\n[ ] time > 2h\n[x] %s\n[ ] events cut = 1\n```\n" LIST,
          cases[i].predicate);
      g_autoptr (Lesson) lesson = parse (steps);
      g_autoptr (LessonRun) run = lesson_run (lesson, 1, 0, NULL);
      Trace *trace = trace_recording_get_run (run->recording, 0);
      LessonSpan span = g_array_index (run->spans, LessonSpan, 1);
      guint32 event = lesson_question_get_decider (trace, span.first, span.last,
                                                   question_of (lesson));
      g_assert_cmpint (trace_get (trace, event)->kind, ==, cases[i].kind);
      g_autoptr (GBytes) bytes = trace_line (trace, event);
      if (cases[i].line != NULL)
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cases[i].line,
                         strlen (cases[i].line));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/question/parts", test_parts);
  g_test_add_func ("/lesson/question/looks-back", test_looks_back);
  g_test_add_func ("/lesson/question/hash", test_hash);
  g_test_add_func ("/lesson/question/keys", test_keys);
  g_test_add_func ("/lesson/question/mistakes", test_mistakes);
  g_test_add_func ("/lesson/question/decider", test_decider);
  return g_test_run ();
}
