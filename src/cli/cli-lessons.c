/* lessons: which there are. */
#include "cli-json.h"
#include "cli.h"
#include "lesson-library.h"

#include <glib/gi18n.h>
#include <stdio.h>

extern const CliCommand cli_lessons;

static void
print_json (const GPtrArray *lessons)
{
  CliJson *json = cli_json_new ();
  cli_json_open_list (json);
  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      cli_json_open_map (json);
      cli_json_member_string (json, "slug", lesson->slug);
      cli_json_member_string (json, "title", lesson->title);
      cli_json_member_number (json, "unit", lesson->unit);
      cli_json_member_number (json, "number", lesson->number);
      cli_json_member_string (json, "unit-title", lesson->unit_title);
      cli_json_member_number (json, "minutes", lesson->minutes);
      cli_json_member_string (json, "audience", lesson->audience);
      cli_json_member_number (json, "steps", lesson_get_n_steps (lesson));
      cli_json_member_string (json, "path", lesson->path);
      cli_json_close_map (json);
    }
  cli_json_close_list (json);
  cli_json_print (json);
}

static void
print_text (const GPtrArray *lessons)
{
  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      printf ("%s\t%s\t%u-%u %s\t", lesson->slug, lesson->title, lesson->unit, lesson->number,
              lesson->unit_title);
      printf (ngettext ("%u minute", "%u minutes", lesson->minutes), lesson->minutes);
      putchar ('\n');
    }
}

static int
run (int argc, char **argv)
{
  g_autofree char *lang = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("Language of titles"), "en|zh_CN" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Write JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) words = cli_parse (&cli_lessons, entries, argc, argv, 0, 0);
  const char *language = words != NULL ? cli_language (lang) : NULL;
  if (language == NULL)
    return CLI_WRONG;
  g_autoptr (GPtrArray) problems = lesson_diagnostics_new ();
  g_autoptr (GPtrArray) lessons = lesson_list (language, problems);
  if (as_json)
    print_json (lessons);
  else
    print_text (lessons);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = lesson_diagnostic_format (g_ptr_array_index (problems, i));
      cli_warn ("%s", text);
    }
  if (lessons->len == 0 && problems->len == 0)
    return cli_wrong (_ ("no lessons are installed"));
  return problems->len > 0 ? CLI_WRONG : CLI_GOOD;
}

const CliCommand cli_lessons = {
  .name = "lessons",
  .arguments = "",
  .summary = N_ ("List the lessons: slug, title, unit, minutes, parted by tabs"),
  .run = run,
};
