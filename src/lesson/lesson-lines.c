#include "lesson-lines.h"

#include <string.h>

#include "trace.h"

#define ELLIPSIS "…"

static void
line_free (LessonLine *line)
{
  g_free (line->text);
  g_free (line);
}

/* As `run --plain` has it. */
static char *
escape (const char *text, gsize len)
{
  g_autoptr (GString) out = g_string_sized_new (len);
  const char *end = text + len;
  while (text < end)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);
      gboolean bad = c == (gunichar) -1 || c == (gunichar) -2;
      if (bad || c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0))
        {
          gsize n = bad ? 1 : (gsize) (g_utf8_next_char (text) - text);
          for (gsize i = 0; i < n; i++)
            g_string_append_printf (out, "\\x%02X", (guint8) text[i]);
          text += n;
        }
      else
        {
          gsize n = (gsize) (g_utf8_next_char (text) - text);
          g_string_append_len (out, text, (gssize) n);
          text += n;
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const char *
device_of (const Trace *trace, const TraceEvent *event)
{
  guint8 actor = event->direction == TRACE_TO_SERVER ? event->from : event->to;
  return trace_get_actor (trace, actor);
}

static void
add_lines (Trace *trace, guint32 number, GPtrArray *out)
{
  const TraceEvent *event = trace_get (trace, number);
  g_autoptr (GBytes) bytes = trace_line (trace, number);
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  gsize at = 0;
  while (at < len)
    {
      const char *cr = memmem (data + at, len - at, "\r\n", 2);
      gsize end = cr != NULL ? (gsize) (cr - data) : len;
      LessonLine *line = g_new0 (LessonLine, 1);
      line->event = number;
      line->connection = event->connection;
      line->from_server = event->direction == TRACE_TO_CLIENT;
      line->device = device_of (trace, event);
      line->octets = (cr != NULL ? end + 2 : len) - at;
      line->text = escape (data + at, end - at);
      g_ptr_array_add (out, line);
      at = cr != NULL ? end + 2 : len;
    }
}

GPtrArray *
lesson_lines (Trace *trace, guint32 first, guint32 last)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  for (guint32 number = MAX (first, 1); number <= last; number++)
    if (trace_get (trace, number)->kind == TRACE_SEND)
      add_lines (trace, number, lines);
  return lines;
}

guint64
lesson_lines_octets (Trace *trace, guint32 first, guint32 last, const char *who,
                     gboolean from_server)
{
  guint64 octets = 0;
  for (guint32 number = MAX (first, 1); number <= last; number++)
    {
      const TraceEvent *event = trace_get (trace, number);
      LessonLine line = { .connection = event->connection, .device = device_of (trace, event) };
      if (event->kind == TRACE_SEND && (event->direction == TRACE_TO_CLIENT) == from_server
          && lesson_pattern_is_who (who, &line))
        octets += event->len;
    }
  return octets;
}

gboolean
lesson_is_who (const char *text)
{
  if (!g_ascii_isalpha (text[0]))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;
  return TRUE;
}

/* Where the direction stands: "C:" or "S:" followed by a blank or the end. */
static gboolean
is_direction (const char *text)
{
  return (text[0] == 'C' || text[0] == 'S') && text[1] == ':'
         && (text[2] == ' ' || text[2] == '\0');
}

LessonPattern *
lesson_pattern_parse (const char *line, guint *column, char **why)
{
  g_autoptr (LessonPattern) pattern = g_new0 (LessonPattern, 1);
  const char *at = line + strspn (line, " \t");
  *column = (guint) (at - line) + 1;
  if (g_str_has_prefix (at, ELLIPSIS) && at[strlen (ELLIPSIS)] == '\0')
    {
      pattern->gap = TRUE;
      return g_steal_pointer (&pattern);
    }
  if (!is_direction (at))
    {
      gsize len = strcspn (at, " \t");
      pattern->who = g_strndup (at, len);
      at += len + strspn (at + len, " \t");
    }
  if (!is_direction (at) || (pattern->who != NULL && !lesson_is_who (pattern->who)))
    {
      *why = g_strdup (
          "this is no line of a dialogue; write `C: …` for what a device sends, `S: …` for "
          "what the server sends, with a device or c1 before it if it matters whose");
      return NULL;
    }
  pattern->from_server = at[0] == 'S';
  at += at[2] == ' ' ? 3 : 2;
  pattern->text = g_strdup (at);
  pattern->text_column = (guint) (at - line) + 1;
  return g_steal_pointer (&pattern);
}

void
lesson_pattern_free (LessonPattern *pattern)
{
  g_free (pattern->who);
  g_free (pattern->text);
  g_free (pattern);
}

gboolean
lesson_pattern_is_who (const char *who, const LessonLine *line)
{
  if (who == NULL)
    return TRUE;
  if (who[0] == 'c' && who[1] != '\0' && strspn (who + 1, "0123456789") == strlen (who + 1))
    return line->connection == g_ascii_strtoull (who + 1, NULL, 10);
  return line->device != NULL && g_str_equal (who, line->device);
}

/* … takes as little as it can and grows when the rest does not fit: linear for one, fine for a few. */
static gboolean
match_text (const char *pattern, const char *text)
{
  const char *retry_pattern = NULL, *retry_text = NULL;
  while (*text != '\0' || *pattern != '\0')
    {
      if (g_str_has_prefix (pattern, ELLIPSIS))
        {
          pattern += strlen (ELLIPSIS);
          retry_pattern = pattern;
          retry_text = text;
        }
      else if (*pattern != '\0' && *pattern == *text)
        {
          pattern++;
          text++;
        }
      else if (retry_pattern != NULL && *retry_text != '\0')
        {
          pattern = retry_pattern;
          text = ++retry_text;
        }
      else
        return FALSE;
    }
  return TRUE;
}

/* t1, t2 …: the length of the placeholder at the start of a pattern, 0 when there is none. */
static gsize
placeholder_length (const char *text)
{
  if (text[0] != 't' || text[1] < '1' || text[1] > '9')
    return 0;
  gsize len = 1 + strspn (text + 1, "0123456789");
  return text[len] == ' ' || text[len] == '\0' ? len : 0;
}

static gboolean
is_bound (GHashTable *tags, const char *tag)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, tags);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_str_equal (value, tag))
      return TRUE;
  return FALSE;
}

gboolean
lesson_pattern_match (const LessonPattern *pattern, const LessonLine *line, GHashTable *tags)
{
  if (pattern->from_server != line->from_server || !lesson_pattern_is_who (pattern->who, line))
    return FALSE;
  gsize len = placeholder_length (pattern->text);
  if (len == 0)
    return match_text (pattern->text, line->text);

  g_autofree char *name = g_strndup (pattern->text, len);
  gsize tag_len = strcspn (line->text, " ");
  g_autofree char *tag = g_strndup (line->text, tag_len);
  if (tag[0] == '\0' || tag[0] == '*' || tag[0] == '+'
      || !match_text (pattern->text + len, line->text + tag_len))
    return FALSE;
  const char *known = tags != NULL ? g_hash_table_lookup (tags, name) : tag;
  if (known != NULL)
    return g_str_equal (known, tag);
  if (is_bound (tags, tag))
    return FALSE;
  g_hash_table_insert (tags, g_steal_pointer (&name), g_steal_pointer (&tag));
  return TRUE;
}
