/* Front matter: `key: value` lines between two lines of three dashes, at the top of the file. */

#include "lesson-private.h"

#include <string.h>

typedef struct
{
  LessonReader *reader;
  guint line;
  guint column; /* of the value */
  const char *value;
} Field;

static void
read_unit (Field *field)
{
  g_free (field->reader->lesson->unit_title);
  field->reader->lesson->unit_title = g_strdup (field->value);
}

static void
read_minutes (Field *field)
{
  guint64 minutes;
  if (g_ascii_string_to_unsigned (field->value, 10, 1, 120, &minutes, NULL))
    field->reader->lesson->minutes = (guint) minutes;
  else
    lesson_reader_refuse (field->reader, field->line, field->column,
                          "minutes: takes a number from 1 to 120, not “%s”", field->value);
}

static void
read_audience (Field *field)
{
  if (field->value[0] == '\0' || strchr ("BSP", field->value[0]) == NULL || field->value[1] != '\0')
    lesson_reader_refuse (field->reader, field->line, field->column,
                          "audience: is B (beginner), S (student of networking) or P "
                          "(practitioner), not “%s”",
                          field->value);
  g_free (field->reader->lesson->audience);
  field->reader->lesson->audience = g_strdup (field->value);
}

static void
read_sources (Field *field)
{
  g_autoptr (GRegex)
      shape = g_regex_new ("^\\[RFC[0-9]+( §[0-9A-Z]+(\\.[0-9]+)*)?\\]$", 0, 0, NULL);
  g_auto (GStrv) sources = g_strsplit (field->value, ",", -1);
  guint column = field->column;
  for (guint i = 0; sources[i] != NULL; i++)
    {
      guint blanks = (guint) strspn (sources[i], " ");
      guint len = (guint) strlen (sources[i]);
      g_strstrip (sources[i]);
      if (!g_regex_match (shape, sources[i], 0, NULL))
        lesson_reader_refuse (field->reader, field->line, column + blanks,
                              "“%s” is no source; write it like [RFC9051 §6.4.6], with commas "
                              "between several",
                              sources[i]);
      g_ptr_array_add (field->reader->lesson->sources, g_strdup (sources[i]));
      column += len + 1;
    }
}

static const struct
{
  const char *key;
  void (*read) (Field *field);
} keys[] = {
  { "unit", read_unit },
  { "minutes", read_minutes },
  { "audience", read_audience },
  { "sources", read_sources },
};

static void
read_field (LessonReader *reader, guint i, guint *seen)
{
  const char *line = reader->lines[i];
  const char *colon = strchr (line, ':');
  g_autofree char *key = colon != NULL ? g_strndup (line, (gsize) (colon - line)) : NULL;
  for (guint k = 0; key != NULL && k < G_N_ELEMENTS (keys); k++)
    {
      if (!g_str_equal (keys[k].key, key))
        continue;
      const char *value = colon + 1 + strspn (colon + 1, " ");
      g_autofree char *trimmed = g_strchomp (g_strdup (value));
      Field field = { reader, i + 1, (guint) (value - line) + 1, trimmed };
      if ((*seen & (1u << k)) != 0)
        lesson_reader_refuse (reader, i + 1, 1, "%s: is there twice; keep one of them", key);
      else
        keys[k].read (&field);
      *seen |= 1u << k;
      return;
    }
  lesson_reader_refuse (reader, i + 1, 1,
                        "“%s” is no field of a lesson; between the --- lines write unit: minutes: "
                        "audience: sources:",
                        key != NULL ? key : line);
}

void
lesson_read_front_matter (LessonReader *reader)
{
  if (reader->n_lines == 0 || !g_str_equal (reader->lines[0], "---"))
    {
      lesson_reader_refuse (reader, 1, 1,
                            "a lesson begins with a line --- , then unit: minutes: audience: "
                            "sources: , then a line ---");
      return;
    }
  guint end = 1, seen = 0;
  while (end < reader->n_lines && !g_str_equal (reader->lines[end], "---"))
    end++;
  if (end == reader->n_lines)
    {
      lesson_reader_refuse (reader, 1, 1,
                            "these --- have no end; write another line --- below the last field");
      return;
    }
  for (guint i = 1; i < end; i++)
    if (reader->lines[i][0] != '\0')
      read_field (reader, i, &seen);
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    if ((seen & (1u << k)) == 0)
      lesson_reader_refuse (reader, end + 1, 1, "%s: is missing above this line", keys[k].key);
  reader->offset = end + 1;
}
