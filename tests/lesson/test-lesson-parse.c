#include <string.h>

#include "lesson-test.h"

static Lesson *
parse (const char *path, const char *steps)
{
  g_autofree char *text = lesson_test_text (lesson_test_world, steps);
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  Lesson *lesson = lesson_parse (path, text, strlen (text), diagnostics);
  g_autofree char *problems = lesson_test_format (diagnostics, NULL);
  g_assert_cmpstr (problems, ==, "");
  return lesson;
}

static const LessonBlock *
block_at (const LessonStep *step, guint i, LessonBlockKind kind)
{
  g_assert_cmpuint (i, <, step->blocks->len);
  const LessonBlock *block = step->blocks->pdata[i];
  g_assert_cmpint (block->kind, ==, kind);
  return block;
}

static void
test_front (void)
{
  g_autoptr (Lesson) lesson = parse ("x/3-12-a-b/zh_CN.md", "## One\nText.\n## Two\n");
  g_assert_cmpstr (lesson->slug, ==, "a-b");
  g_assert_cmpstr (lesson->language, ==, "zh_CN");
  g_assert_cmpuint (lesson->unit, ==, 3);
  g_assert_cmpuint (lesson->number, ==, 12);
  g_assert_cmpuint (lesson->minutes, ==, 3);
  g_assert_cmpstr (lesson->unit_title, ==, "Trying");
  g_assert_cmpstr (lesson->title, ==, "A trial");
  g_assert_cmpstr (lesson->sources->pdata[0], ==, "[RFC9051 §5.2]");
  g_assert_cmpuint (lesson_get_n_steps (lesson), ==, 2);
  g_assert_cmpstr (lesson_get_step (lesson, 2)->heading, ==, "Two");
  g_assert_nonnull (lesson->world);
}

static void
test_blocks (void)
{
  g_autoptr (Lesson) lesson = parse ("1-1-t/en.md", "## One *two*\n"
                                                    "A `b` **c** [d](https://e.test)\nf.\n"
                                                    "\n"
                                                    "3. x\n4. y\n   > z\n"
                                                    "\n"
                                                    "| h | i |\n|---|---|\n| j | `k` |\n"
                                                    "\n"
                                                    "```text\n shown\n```\n"
                                                    "\n"
                                                    "### small\n"
                                                    "\n"
                                                    "```do\nphone open\n```\n");
  const LessonStep *step = lesson_get_step (lesson, 1);
  g_assert_cmpstr (step->heading, ==, "One two");
  const LessonBlock *paragraph = block_at (step, 0, LESSON_BLOCK_PARAGRAPH);
  g_autofree char *plain = lesson_inlines_to_text (paragraph->inlines);
  g_assert_cmpstr (plain, ==, "A b c d f.");
  const LessonInline *code = paragraph->inlines->pdata[1], *link = paragraph->inlines->pdata[5];
  g_assert_true (code->code);
  g_assert_cmpstr (link->url, ==, "https://e.test");
  const LessonBlock *list = block_at (step, 1, LESSON_BLOCK_LIST);
  g_assert_true (list->ordered);
  g_assert_cmpint (list->start, ==, 3);
  g_assert_cmpuint (list->children->len, ==, 2);
  const LessonBlock *table = block_at (step, 2, LESSON_BLOCK_TABLE);
  g_assert_cmpuint (table->children->len, ==, 2);
  const LessonBlock *shown = block_at (step, 3, LESSON_BLOCK_CODE);
  g_assert_cmpstr (shown->text, ==, " shown\n");
  block_at (step, 4, LESSON_BLOCK_HEADING);
  const LessonBlock *acts = block_at (step, 5, LESSON_BLOCK_MACHINE);
  g_assert_cmpint (acts->machine, ==, LESSON_MACHINE_DO);
  g_assert_cmpstr (acts->text, ==, "phone open\n");
}

/* The steps begin at line 15 of the file. */
static const struct
{
  const char *steps;
  guint line;
  guint column;
  const char *part;
} mistakes[] = {
  { "", 15, 1, "no steps" },
  { "text\n\n# again\n## One\n", 17, 1, "one # heading" },
  { "## One\n\n## \n", 17, 1, "empty" },
  { "## One\n```wrie\nS: x\n```\n", 16, 4, "“wrie”" },
  { "## One\n```show\nupside-down\n```\n", 17, 1, "“upside-down”" },
  { "## One\n```show\nline\n```\n```show\nline\n```\n", 19, 1, "one `show` block" },
  { "## One\n- a\n  ```do\n  phone open\n  ```\n", 17, 6, "list or quote" },
  { "```do\nphone open\n```\n## One\n", 15, 1, "belongs to a step" },
  { "## One\n```world\n```\n", 16, 1, "above the first ##" },
  { "```world\n```\n## One\n", 15, 1, "one `world` block" },
  { "## One\n<b>x</b>\n", 16, 1, "HTML" },
  { "## One\n\n<div>\n", 17, 1, "HTML" },
  { "## One\nx\n\n---\n", 18, 1, "horizontal" },
  { "## One\n![x](y)\n", 16, 1, "picture" },
  { "## One\n```do\nphone open\n  fork twin from 2\n```\n", 18, 3, "`fork`" },
  { "## One\n```do\nas twin: phone open\n```\n", 17, 1, "`as`" },
  { "## One\n```do\ncompare a b\n```\n", 17, 1, "`compare`" },
  { "## One\n```wire\nS: * 1 EXISTS\nhello\n```\n", 18, 1, "`S: …`" },
  { "## One\n```wire\nph/one C: x\n```\n", 17, 1, "`C: …`" },
  { "## One\n  ```wire\n  hello\n  ```\n", 17, 3, "`C: …`" },
  { "## One\n```expect\nhello\n```\n", 17, 1, "address" },
  { "## One\n```expect\na:b is 5\n```\n", 17, 5, "write one of = !=" },
  { "## One\n```expect\na:b =\n```\n", 17, 6, "the value" },
  { "## One\n```expect\na:b > x\n```\n", 17, 7, "no number" },
  { "## One\n```expect\na:b has\n```\n", 17, 8, "the flag" },
  { "## One\n```expect\na:b exists now\n```\n", 17, 12, "too much" },
  { "## One\n```expect\na:b same-as c\n```\n", 17, 13, "the address" },
  { "## One\n```expect\nlines \"x\" = 0\n```\n", 17, 7, "in quotes" },
  { "## One\n```expect\norder \"S: x\" y\n```\n", 17, 14, "in quotes" },
  { "## One\n```expect\norder \"S: x\"\n```\n", 17, 13, "in quotes" },
  { "## One\n```expect\nlast \"S: x\"\n```\n", 17, 12, "in quotes" },
  { "## One\n```expect\nlast \"S: x\" \"S: y\" z\n```\n", 17, 20, "too much" },
  { "## One\n```expect\noctets \"x\" = 1\n```\n", 17, 8, "in quotes" },
  { "## One\n```expect\nlines \"S: x\" 0\n```\n", 17, 14, "one of" },
  { "## One\n```expect\noctets phone X: = 0\n```\n", 17, 14, "C:" },
  { "## One\n```expect\ntime < soon\n```\n", 17, 8, "no time" },
  { "## One\n```expect\nevents party = 1\n```\n", 17, 8, "kind of event" },
  { "## One\n```expect\na:b = \"x\n```\n", 17, 7, "not closed" },
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

static const struct
{
  const char *text;
  guint line;
  guint column;
  const char *part;
} fronts[] = {
  { "", 1, 1, "begins with a line ---" },
  { "# No front\n", 1, 1, "begins with a line ---" },
  { "---\nunit: x\n", 1, 1, "no end" },
  { "---\nunit: x\nminutes: 500\naudience: B\nsources: [RFC1 §1]\n---\n", 3, 10, "1 to 120" },
  { "---\nunit: x\nminutes: 5\naudience: X\nsources: [RFC1 §1]\n---\n", 4, 11, "beginner" },
  { "---\nunit: x\nminutes: 5\naudience: B\nsources: [RFC1 §1], RFC 2\n---\n", 5, 22, "no source" },
  { "---\nunit: x\nminutes: 5\naudience: B\n---\n", 5, 1, "sources: is missing" },
  { "---\nunit: x\nunit: x\n---\n", 3, 1, "twice" },
  { "---\ncolour: red\n---\n", 2, 1, "no field" },
  { "---\nunit: \xFF\n", 2, 7, "\\xFF" },
  { "---\nunit: x\ry\n", 2, 8, "carriage return" },
};

static void
test_fronts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fronts); i++)
    {
      g_autofree char *problems = lesson_test_problems (fronts[i].text);
      lesson_test_position (problems, fronts[i].line, fronts[i].column, fronts[i].part);
    }
}

static void
test_world_place (void)
{
  g_autofree char *text = lesson_test_text ("account lin password=x\n\n  mailbox\n", "## One\n");
  g_autofree char *problems = lesson_test_problems (text);
  lesson_test_position (problems, 12, 10, "the mailbox's name");
  /* A name that only the simulation knows. */
  g_autofree char *fault = lesson_test_text ("server mail.example.test fault=none\n", "## One\n");
  g_autofree char *refused = lesson_test_problems (fault);
  lesson_test_position (refused, 10, 32, "none");
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new ("## One\n");
  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "> ");
  g_autofree char *text = lesson_test_text (lesson_test_world, deep->str);
  g_autofree char *problems = lesson_test_problems (text);
  g_assert_nonnull (strstr (problems, "nested too deeply"));

  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  g_autofree char *large = g_malloc0 (LESSON_OCTETS + 1);
  g_autoptr (Lesson) lesson = lesson_parse ("1-1-t/en.md", large, LESSON_OCTETS + 1, diagnostics);
  g_assert_cmpuint (diagnostics->len, ==, 1);

  g_autoptr (GPtrArray) nul = lesson_diagnostics_new ();
  g_autoptr (Lesson) zero = lesson_parse ("1-1-t/en.md", "---\0\n", 5, nul);
  g_assert_cmpuint (nul->len, ==, 1);
  lesson_diagnostics_sort (nul);
  g_autofree char *place = lesson_diagnostic_format (nul->pdata[0]);
  g_assert_true (g_str_has_prefix (place, "1-1-t/en.md:1:4: "));
}

static void
test_lines_ends (void)
{
  g_autofree char *text = lesson_test_text (lesson_test_world, "## One\n```do\nphone open\n```\n");
  g_autoptr (GString) crlf = g_string_new (text);
  g_string_replace (crlf, "\n", "\r\n", 0);
  g_autofree char *problems = lesson_test_problems (crlf->str);
  g_assert_cmpstr (problems, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/parse/front", test_front);
  g_test_add_func ("/lesson/parse/blocks", test_blocks);
  g_test_add_func ("/lesson/parse/mistakes", test_mistakes);
  g_test_add_func ("/lesson/parse/fronts", test_fronts);
  g_test_add_func ("/lesson/parse/world-place", test_world_place);
  g_test_add_func ("/lesson/parse/hostile", test_hostile);
  g_test_add_func ("/lesson/parse/line-ends", test_lines_ends);
  return g_test_run ();
}
