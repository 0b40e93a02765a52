/* What a server says: the status line, and the data of a multi-line reply [RFC1939 §3]. */
#include "pop3-response.h"

#include "pop3-data.h"
#include "pop3-parser.h"
#include "pop3-rules.h"

#include <string.h>

/* --- the status line --- */

static gboolean
rule_status (Pop3Parser *parser, gboolean *ok)
{
  gsize len;
  const char *rest = pop3_parser_rest (parser, &len);
  *ok = len >= 3 && memcmp (rest, "+OK", 3) == 0;
  if (*ok)
    pop3_parser_take (parser, 3, "status-ok");
  else if (len >= 4 && memcmp (rest, "-ERR", 4) == 0)
    pop3_parser_take (parser, 4, "status-err");
  else
    return pop3_parser_expect (parser, "status");
  return TRUE;
}

/* "[IN-USE]": words parted by slashes [RFC2449 §8]. Anything else in brackets is text. */
static void
rule_code (Pop3Parser *parser, Pop3Response *out)
{
  gsize len, n = 1;
  const char *rest = pop3_parser_rest (parser, &len);
  if (len < 3 || rest[0] != '[')
    return;
  while (n < len && (g_ascii_isalnum (rest[n]) || strchr ("-/.", rest[n]) != NULL))
    n++;
  if (n < 2 || n == len || rest[n] != ']')
    return;
  out->code = base_arena_strndup (pop3_parser_get_arena (parser), rest + 1, n - 1);
  pop3_parser_take (parser, n + 1, pop3_rules_member ("resp-code", rest + 1, n - 1));
}

static void
rule_text (Pop3Parser *parser)
{
  if (pop3_parser_peek (parser) == ' ')
    pop3_parser_take (parser, 1, "sp");
  if (pop3_parser_peek (parser) != '\r')
    pop3_rule_line_rest (parser, "text", NULL);
}

static gboolean
is_command (const Pop3Command *command, const char *name)
{
  return command->class != NULL && strcmp (pop3_command_class_get_name (command->class), name) == 0;
}

/* What "+OK" is followed by where the RFC says so; human text may follow in turn. */
static gboolean
rule_values (Pop3Parser *parser, const Pop3Command *command, Pop3Response *out)
{
  gboolean counts = is_command (command, "STAT");
  gboolean sizes = is_command (command, "LIST") && command->has_number;
  if (counts || sizes)
    return pop3_rule_sp (parser)
           && pop3_rule_number (parser, counts ? "message-count" : "msg", G_MAXUINT32, &out->number)
           && pop3_rule_sp (parser)
           && pop3_rule_number (parser, "octets", G_MAXINT64, &out->octets);
  if (is_command (command, "UIDL") && command->has_number)
    return pop3_rule_sp (parser) && pop3_rule_number (parser, "msg", G_MAXUINT32, &out->number)
           && pop3_rule_sp (parser) && pop3_rule_word (parser, "unique-id", &out->id);
  return TRUE;
}

/* Everything behind the status, as a person would read it. */
static const char *
keep_text (Pop3Parser *parser)
{
  gsize len;
  const char *rest = pop3_parser_rest (parser, &len);
  if (len > 0 && rest[0] == ' ')
    {
      rest++;
      len--;
    }
  return base_arena_strndup (pop3_parser_get_arena (parser), rest,
                             len >= 2 && memcmp (rest + len - 2, "\r\n", 2) == 0 ? len - 2 : len);
}

Pop3Tree *
pop3_response_parse (GBytes *bytes, GBytes *command, Pop3Response *out)
{
  Pop3Parser *parser = pop3_parser_new (bytes);
  Pop3Command answered = { 0 };
  g_autoptr (Pop3Tree) tree = command != NULL ? pop3_command_parse (command, &answered) : NULL;
  *out = (Pop3Response){ .text = "" };
  if (rule_status (parser, &out->ok))
    {
      out->text = keep_text (parser);
      if (!out->ok || rule_values (parser, &answered, out))
        {
          if (pop3_parser_peek (parser) == ' ')
            {
              pop3_rule_sp (parser);
              rule_code (parser, out);
              rule_text (parser);
            }
          pop3_rule_crlf (parser);
        }
    }
  return pop3_parser_finish (parser);
}

/* --- data --- */

/* Digits up to a space or the end of the line. */
static gboolean
read_number (const char *data, gsize *at, gsize end, guint64 max, guint64 *out)
{
  gsize start = *at;
  for (*out = 0; *at < end && g_ascii_isdigit (data[*at]); (*at)++)
    *out = *out > max / 10 ? max : MIN (*out * 10 + (guint64) g_ascii_digit_value (data[*at]), max);
  return *at > start && (*at == end || data[*at] == ' ');
}

gboolean
pop3_entry_read (const char *data, BaseSpan text, Pop3Data kind, Pop3Entry *out)
{
  gsize at = text.start, end = base_span_end (text);
  guint64 number;
  if (!read_number (data, &at, end, G_MAXUINT32, &number) || number == 0 || at == end)
    return FALSE;
  *out = (Pop3Entry){ .number = (guint32) number, .word = { ++at, 0 } };
  if (kind == POP3_DATA_SIZES && !read_number (data, &at, end, G_MAXINT64, &out->octets))
    return FALSE;
  while (kind == POP3_DATA_IDS && at < end && g_ascii_isgraph (data[at]))
    at++;
  out->word.len = at - out->word.start;
  return out->word.len > 0 && (at == end || data[at] == ' ');
}

/* A line of a list; the dot that may stand before it was read. */
static void
parse_entry (Pop3Parser *parser, const char *data, BaseSpan text, Pop3Data kind)
{
  Pop3Entry entry;
  if (!pop3_entry_read (data, text, kind, &entry))
    {
      pop3_parser_take_bad (parser, text.len, kind == POP3_DATA_SIZES ? "size-entry" : "id-entry");
      return;
    }
  pop3_parser_take (parser, entry.word.start - 1 - text.start, "msg");
  pop3_parser_take (parser, 1, "sp");
  pop3_parser_take (parser, entry.word.len, kind == POP3_DATA_SIZES ? "octets" : "unique-id");
  pop3_parser_take (parser, base_span_end (text) - base_span_end (entry.word), "text");
}

static void
parse_capability (Pop3Parser *parser, const char *data, BaseSpan text)
{
  gsize at = text.start, end = base_span_end (text);
  while (at < end)
    {
      const char *space = memchr (data + at, ' ', end - at);
      gsize word = (space != NULL ? (gsize) (space - data) : end) - at;
      pop3_parser_take (parser, word,
                        at == text.start ? pop3_rules_member ("capa", data + at, word)
                                         : "capa-argument");
      at += word;
      if (at < end)
        pop3_parser_take (parser, 1, "sp");
      at++;
    }
}

static void
parse_lines (Pop3Parser *parser, GBytes *bytes, Pop3Data kind)
{
  static const char *const rules[] = { [POP3_DATA_NONE] = "data-line",
                                       [POP3_DATA_SIZES] = "size-entry",
                                       [POP3_DATA_IDS] = "id-entry",
                                       [POP3_DATA_CAPABILITIES] = "capability" };
  Pop3DataIter iter;
  BaseSpan whole, text;
  pop3_data_iter_init (&iter, bytes);
  while (pop3_data_iter_next (&iter, &whole, &text))
    {
      pop3_parser_open (parser, rules[kind]);
      pop3_parser_take (parser, text.start - whole.start, "stuffed-dot");
      if (kind == POP3_DATA_NONE)
        pop3_parser_take (parser, text.len, "text");
      else if (kind == POP3_DATA_CAPABILITIES)
        parse_capability (parser, iter.data, text);
      else
        parse_entry (parser, iter.data, text, kind);
      pop3_parser_take (parser, base_span_end (whole) - base_span_end (text), "crlf");
      pop3_parser_close (parser);
    }
}

/* A message: its text in as few leaves as the stuffed dots allow. */
static void
parse_message (Pop3Parser *parser, GBytes *bytes)
{
  Pop3DataIter iter;
  BaseSpan whole, text;
  gboolean in_body = FALSE;
  pop3_parser_open (parser, "message-header");
  pop3_data_iter_init (&iter, bytes);
  while (pop3_data_iter_next (&iter, &whole, &text))
    {
      if (text.start > whole.start)
        {
          pop3_parser_take (parser, whole.start - pop3_parser_get_at (parser), "message-text");
          pop3_parser_take (parser, 1, "stuffed-dot");
        }
      else if (!in_body && text.len == 0 && whole.len == 2)
        {
          pop3_parser_take (parser, whole.start - pop3_parser_get_at (parser), "message-text");
          pop3_parser_take (parser, 2, "empty-line");
          pop3_parser_close (parser);
          pop3_parser_open (parser, "message-body");
          in_body = TRUE;
        }
    }
  pop3_parser_take (parser, iter.at - pop3_parser_get_at (parser), "message-text");
  pop3_parser_close (parser);
}

Pop3Tree *
pop3_data_parse (GBytes *bytes, Pop3Data kind)
{
  Pop3Parser *parser = pop3_parser_new (bytes);
  gsize left;
  pop3_parser_name (parser, "reply-data");
  if (kind == POP3_DATA_MESSAGE)
    parse_message (parser, bytes);
  else
    parse_lines (parser, bytes, kind);
  pop3_parser_rest (parser, &left);
  if (left == strlen (POP3_DATA_END))
    pop3_parser_take (parser, left, "terminator");
  else
    pop3_parser_expect (parser, "terminator");
  return pop3_parser_finish (parser);
}

Pop3Data
pop3_data_of (GBytes *command)
{
  Pop3Command parsed;
  if (command == NULL)
    return POP3_DATA_NONE;
  g_autoptr (Pop3Tree) tree = pop3_command_parse (command, &parsed);
  return pop3_command_get_data (&parsed);
}

/* --- any line --- */

Pop3Tree *
pop3_line_parse (GBytes *bytes, guint32 context, GBytes *command)
{
  Pop3Command parsed;
  Pop3Response response;
  switch (context)
    {
    case POP3_CONTEXT_RESPONSE:
      return pop3_response_parse (bytes, command, &response);
    case POP3_CONTEXT_DATA:
      return pop3_data_parse (bytes, pop3_data_of (command));
    case POP3_CONTEXT_OVERLONG:
      {
        Pop3Parser *parser = pop3_parser_new (bytes);
        pop3_parser_expect (parser, "line-limit");
        return pop3_parser_finish (parser);
      }
    default:
      return pop3_command_parse (bytes, &parsed);
    }
}
