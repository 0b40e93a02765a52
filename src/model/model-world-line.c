/* What the readers of all kinds of world lines share: names, options, and refusing with a place. */

#include "model-world-private.h"

#include <stdarg.h>
#include <string.h>

/* The first mistake of a line is the one that is told. */
void
model_world_refuse (ModelWorldLine *line, ModelWorldError code, guint column, const char *format,
                    ...)
{
  if (line->error == NULL || *line->error != NULL)
    return;
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (line->error, MODEL_WORLD_ERROR, (int) code, "%u:%u: %s", line->number, column,
               message);
}

gboolean
model_world_failed (const ModelWorldLine *line)
{
  return *line->error != NULL;
}

const ModelWord *
model_world_word_at (const ModelWorldLine *line, guint i)
{
  return i < line->words->len ? g_ptr_array_index (line->words, i) : NULL;
}

guint
model_world_end_of_line (const ModelWorldLine *line)
{
  const ModelWord *last = model_world_word_at (line, line->words->len - 1);
  return last->end_column;
}

ModelPlace
model_world_place_of (const ModelWorldLine *line, guint column)
{
  return (ModelPlace){ line->number, column };
}

void
model_world_mark_used (ModelWorldLine *line, guint i)
{
  g_hash_table_add (line->used, GUINT_TO_POINTER (i));
}

/* The word at place @i, which must be there and be no option; @what and @example for people. */
const ModelWord *
model_world_take_name (ModelWorldLine *line, guint i, const char *what, const char *example)
{
  const ModelWord *word = model_world_word_at (line, i);
  if (word == NULL || (word->name != NULL && !word->quoted))
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX,
                          word != NULL ? word->column : model_world_end_of_line (line),
                          "%s is missing here; write it as in `%s`", what, example);
      return NULL;
    }
  model_world_mark_used (line, i);
  return word;
}

/* The option called @name, or NULL; twice the same is refused. */
const ModelWord *
model_world_take_option (ModelWorldLine *line, const char *name)
{
  const ModelWord *found = NULL;
  for (guint i = 1; i < line->words->len; i++)
    {
      const ModelWord *word = model_world_word_at (line, i);
      if (word->name == NULL || !g_str_equal (word->name, name))
        continue;
      if (found != NULL)
        model_world_refuse (line, MODEL_WORLD_ERROR_CLASH, word->column,
                            "%s= is there twice in this line; keep one of them", name);
      found = word;
      model_world_mark_used (line, i);
    }
  return found;
}

char *
model_world_take_text (ModelWorldLine *line, const char *name, const char *otherwise)
{
  const ModelWord *word = model_world_take_option (line, name);
  return g_strdup (word != NULL ? word->value : otherwise);
}

guint64
model_world_take_number (ModelWorldLine *line, const char *name, guint64 least, guint64 most,
                         guint64 otherwise)
{
  const ModelWord *word = model_world_take_option (line, name);
  guint64 number;
  if (word == NULL)
    return otherwise;
  if (!g_ascii_string_to_unsigned (word->value, 10, least, most, &number, NULL))
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->value_column,
                          "%s= takes a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                          ", not “%s”",
                          name, least, most, word->value);
      return otherwise;
    }
  return number;
}

/* A date such as 2024-03-05T08:30:00+08:00; @zone in minutes east. */
gboolean
model_world_read_date (ModelWorldLine *line, const char *text, guint column, gint64 *seconds,
                       int *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, utc);
  if (date == NULL || g_date_time_get_year (date) < 1970)
    {
      model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, column,
                          "“%s” is no date from 1970 on; write it as 2024-03-05T08:30:00+08:00",
                          text);
      return FALSE;
    }
  *seconds = g_date_time_to_unix (date);
  if (zone != NULL)
    *zone = (int) (g_date_time_get_utc_offset (date) / (60 * G_TIME_SPAN_SECOND));
  return TRUE;
}

void
model_world_take_date (ModelWorldLine *line, const char *name, gint64 *seconds, int *zone)
{
  const ModelWord *word = model_world_take_option (line, name);
  if (word != NULL)
    model_world_read_date (line, word->value, word->value_column, seconds, zone);
}

/* Refuse what no one took. @options: what this line can have, for people. */
void
model_world_finish_line (ModelWorldLine *line, const char *options)
{
  for (guint i = 1; i < line->words->len; i++)
    {
      const ModelWord *word = model_world_word_at (line, i);
      const ModelWord *keyword = model_world_word_at (line, 0);
      if (g_hash_table_contains (line->used, GUINT_TO_POINTER (i)))
        continue;
      if (word->name != NULL)
        model_world_refuse (line, MODEL_WORLD_ERROR_UNKNOWN, word->column,
                            "a `%s` line has no option %s=; it can have %s", keyword->text,
                            word->name, options);
      else
        model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->column,
                            "“%s” is too much in this `%s` line; behind the names it can have %s",
                            word->text, keyword->text, options);
    }
}

static gboolean
is_plain_name (const char *text)
{
  if (!g_ascii_isalpha (text[0]))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;
  return TRUE;
}

/* "u17": what addresses use for UIDs, numbers and connections. */
gboolean
model_world_is_letter_and_digits (const char *text, char letter)
{
  return text[0] == letter && text[1] != '\0'
         && strspn (text + 1, "0123456789") == strlen (text + 1);
}

gboolean
model_world_check_plain_name (ModelWorldLine *line, const ModelWord *word, const char *what)
{
  if (is_plain_name (word->text))
    return TRUE;
  model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, word->column,
                      "“%s” cannot be the name of %s; use a letter, then letters, digits, - and _",
                      word->text, what);
  return FALSE;
}

gboolean
model_world_has_control (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return TRUE;
  return FALSE;
}

/* The account an option names, or the only one there is. */
char *
model_world_take_account (ModelWorldLine *line)
{
  const ModelWord *word = model_world_take_option (line, "account");
  GPtrArray *accounts = line->world->accounts;
  if (word != NULL && model_world_account (line->world, word->value) != NULL)
    return g_strdup (word->value);
  if (word != NULL)
    model_world_refuse (
        line, MODEL_WORLD_ERROR_UNKNOWN, word->value_column,
        "there is no account “%s” above this line; write `account %s password=…` before it",
        word->value, word->value);
  else if (accounts->len == 1)
    return g_strdup (((const ModelWorldAccount *) g_ptr_array_index (accounts, 0))->name);
  else if (accounts->len == 0)
    model_world_refuse (
        line, MODEL_WORLD_ERROR_SYNTAX, 1,
        "this needs an account; write `account lin password=noodles` above this line");
  else
    model_world_refuse (line, MODEL_WORLD_ERROR_SYNTAX, model_world_end_of_line (line),
                        "there are %u accounts: say which with account=NAME", accounts->len);
  return g_strdup ("");
}
