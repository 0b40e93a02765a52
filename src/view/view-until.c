/* Looking for a moment, and how long moments last while a run is played. */
#include "view-until.h"

#include "base-time.h"
#include "explain-args.h"
#include "explain-line.h"
#include "view-ladder-private.h"

#include <string.h>

#define READ_MOST 512u /* octets: names and codes stand at the beginning of a line */

/* The first of its words, upper case; empty ones behind the last. */
typedef struct
{
  char *words[4];
} Words;

static void
words_clear (Words *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (words->words); i++)
    g_clear_pointer (&words->words[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static Words
split (const char *data, gsize len)
{
  Words words;
  gsize at = 0;
  for (guint i = 0; i < G_N_ELEMENTS (words.words); i++)
    {
      gsize end = at;
      while (end < len && data[end] != ' ' && data[end] != '\r' && data[end] != '\n')
        end++;
      words.words[i] = g_ascii_strup (data + at, (gssize) (end - at));
      at = end < len && data[end] == ' ' ? end + 1 : len;
    }
  return words;
}

/* "UID FETCH" is a FETCH, and a FETCH is not always a UID FETCH. */
static gboolean
is_command (const Words *words, gboolean pop3, const char *name)
{
  const char *const *word = (const char *const *) words->words + (pop3 ? 0 : 1);
  if (g_str_equal (name, word[0]))
    return TRUE;
  if (pop3 || !g_str_equal (word[0], "UID"))
    return FALSE;
  return g_str_equal (name, word[1])
         || (g_str_has_prefix (name, "UID ") && g_str_equal (name + 4, word[1]));
}

/* "[NAME" begins a response code: up to a blank or "]". */
static gboolean
has_code (const char *word, const char *name)
{
  gsize len = strlen (name);
  return word[0] == '[' && strncmp (word + 1, name, len) == 0
         && (word[len + 1] == '\0' || word[len + 1] == ']');
}

static gboolean
says (const Words *words, const char *name)
{
  /* +OK and -ERR come first, after a tag or "*" the rest; before the name of data may be a number. */
  if (g_str_equal (words->words[0], name) || g_str_equal (words->words[1], name))
    return TRUE;
  for (guint i = 1; i < 3; i++)
    if (has_code (words->words[i], name))
      return TRUE;
  return g_str_equal (words->words[0], "*") && g_ascii_isdigit (words->words[1][0])
         && g_str_equal (words->words[2], name);
}

static gboolean
is_line_end (const ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  return event->kind == TRACE_ARRIVE
         || (event->kind == TRACE_SEND
             && ladder_last (ladder, view_ladder_find_row (ladder, number)) == 0);
}

static gboolean
is_found (const ViewLadder *ladder, const ViewUntil *until, const char *word, guint32 number)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  gboolean commands = until->kind == VIEW_UNTIL_COMMAND;
  if ((event->kind != TRACE_ARRIVE && event->kind != TRACE_SEND)
      || event->direction != (commands ? TRACE_TO_SERVER : TRACE_TO_CLIENT)
      || !is_line_end (ladder, number, event))
    return FALSE;
  ViewLineClass line_class = view_row_classify (ladder->trace, number);
  if (commands ? line_class != VIEW_LINE_COMMAND : line_class == VIEW_LINE_DATA)
    return FALSE;
  if (*word == '\0')
    return commands || line_class == VIEW_LINE_ERROR;
  g_autoptr (GBytes) bytes = trace_read (ladder->trace, event->connection, event->direction,
                                         event->start, MIN (event->len, READ_MOST));
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  g_auto (Words) words = split (data, len);
  return commands ? is_command (&words, explain_is_pop3 (event->context), word)
                  : says (&words, word);
}

static guint32
find_line (const ViewLadder *ladder, const ViewUntil *until, gboolean backwards, guint32 event,
           guint32 first, guint32 last)
{
  g_autofree char *given = g_ascii_strup (until->word != NULL ? until->word : "", -1);
  const char *word = g_strstrip (given);
  if (backwards)
    {
      for (guint32 number = MIN (event, last + 1); number > MAX (first, 1); number--)
        if (is_found (ladder, until, word, number - 1))
          return number - 1;
    }
  else
    for (guint32 number = MAX (event + 1, first); number <= last; number++)
      if (is_found (ladder, until, word, number))
        return number;
  return VIEW_NO_MOMENT;
}

guint32
view_until_find (const ViewLadder *ladder, const ViewUntil *until, gboolean backwards,
                 guint32 event, guint32 first, guint32 last)
{
  guint32 found = VIEW_NO_MOMENT;
  last = MIN (last, view_ladder_get_last (ladder));
  switch (until->kind)
    {
    case VIEW_UNTIL_COMMAND:
    case VIEW_UNTIL_CODE:
      return find_line (ladder, until, backwards, event, first, last);
    case VIEW_UNTIL_CELL:
      if (until->cell != NULL)
        found = backwards ? view_cell_previous (until->cell, event)
                          : view_cell_next (until->cell, event);
      if (found == 0)
        found = VIEW_NO_MOMENT;
      break;
    case VIEW_UNTIL_TIME:
      if (until->time >= 0 && last > 0 && until->time <= trace_get (ladder->trace, last)->time)
        found = trace_find_time (ladder->trace, until->time);
      if (found != VIEW_NO_MOMENT && (backwards ? found >= event : found <= event))
        found = VIEW_NO_MOMENT;
      break;
    }
  return found >= first && found <= last ? found : VIEW_NO_MOMENT;
}

/* --- in words --- */

static const char *
key_of_none (const ViewUntil *until, gboolean backwards)
{
  gboolean any = until->word == NULL || *until->word == '\0';
  switch (until->kind)
    {
    case VIEW_UNTIL_COMMAND:
      if (any)
        return backwards ? "scene.until-no-line-before" : "scene.until-no-line-after";
      return backwards ? "scene.until-no-command-before" : "scene.until-no-command-after";
    case VIEW_UNTIL_CODE:
      if (any)
        return backwards ? "scene.until-no-error-before" : "scene.until-no-error-after";
      return backwards ? "scene.until-no-answer-before" : "scene.until-no-answer-after";
    case VIEW_UNTIL_CELL:
      if (until->cell == NULL)
        return "scene.until-no-cell";
      return backwards ? "scene.until-no-change-before" : "scene.until-no-change-after";
    case VIEW_UNTIL_TIME:
      return backwards ? "scene.until-no-time-before" : "scene.until-no-time-after";
    }
  g_assert_not_reached ();
}

ViewText
view_until_say (const ViewLadder *ladder, const ViewUntil *until, gboolean backwards, guint32 found)
{
  ExplainArgs *args = explain_args_new ();
  if (found != VIEW_NO_MOMENT)
    {
      gint64 time = found > 0 ? trace_get (ladder->trace, found)->time : 0;
      explain_args_take_text (args, "at", base_time_format_short (time));
      return (ViewText){ "scene.until-found", args };
    }
  if (until->kind == VIEW_UNTIL_TIME)
    explain_args_take_text (args, "at", base_time_format_short (MAX (until->time, 0)));
  else if (until->word != NULL && *until->word != '\0')
    explain_args_take_text (args, "word", g_ascii_strup (until->word, -1));
  return (ViewText){ key_of_none (until, backwards), args };
}

/* --- playing --- */

gint64
view_play_get_wait (const ViewLadder *ladder, guint32 from, guint32 to, gboolean by_clock,
                    guint percent)
{
  gint64 begin = from > 0 ? trace_get (ladder->trace, from)->time : 0;
  gint64 end = to > 0 ? trace_get (ladder->trace, to)->time : 0;
  gint64 wait = by_clock ? MIN (MAX (end - begin, 0), G_MAXINT64 / 100) : VIEW_PLAY_BEAT;
  return CLAMP (wait * 100 / MAX (percent, 1), VIEW_PLAY_LEAST, VIEW_PLAY_MOST);
}
