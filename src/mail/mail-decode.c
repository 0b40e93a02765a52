#include "mail-decode-private.h"
#include "mail-decode.h"

#include <string.h>

/* How much of a header value is given to GMime, some of whose parsers take quadratic time. */
#define FIELD_MAX (16 * 1024)

/* GMime's default options ask the locale for charsets to guess with; ours never guess. */
GMimeParserOptions *
mail_decode_options (void)
{
  static GMimeParserOptions *options = NULL;
  static const char *charsets[] = { "utf-8", NULL };

  if (g_once_init_enter (&options))
    {
      GMimeParserOptions *made;

      g_mime_init ();
      made = g_mime_parser_options_new ();
      g_mime_parser_options_set_fallback_charsets (made, charsets);
      g_once_init_leave (&options, made);
    }
  return options;
}

/* A copy that a NUL does not cut short. */
static char *
without_nul (const char *text, gsize len)
{
  GString *out = g_string_sized_new (len);

  for (gsize i = 0; i < len; i++)
    if (text[i] == '\0')
      g_string_append (out, "\u2400");
    else
      g_string_append_c (out, text[i]);
  return g_string_free (out, FALSE);
}

/* Octets from @at on that stand for themselves. */
static gsize
plain_run (const char *text, gsize at, gsize len)
{
  gsize start = at;

  while (at < len && (guchar) text[at] >= 0x20 && (guchar) text[at] < 0x7f)
    at++;
  return at - start;
}

static void
append_visible_char (gunichar c, gboolean keeps_lines, GString *out)
{
  if (c == '\n' || c == '\t')
    g_string_append_c (out, keeps_lines ? (char) c : ' ');
  else if (c < 0x20)
    g_string_append_unichar (out, 0x2400 + c);
  else if (c == 0x7f)
    g_string_append_unichar (out, 0x2421);
  else if ((c > 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
    g_string_append_unichar (out, 0xfffd);
  else
    g_string_append_unichar (out, c);
}

void
mail_decode_append_visible (const char *text, gsize len, gboolean keeps_lines, GString *out)
{
  for (gsize at = 0; at < len;)
    {
      gsize run = plain_run (text, at, len);
      gunichar c;

      g_string_append_len (out, text + at, (gssize) run);
      at += run;
      if (at == len)
        return;
      if (text[at] == '\r' && at + 1 < len && text[at + 1] == '\n')
        {
          at++;
          continue;
        }
      c = text[at] == '\0' ? 0 : g_utf8_get_char_validated (text + at, (gssize) (len - at));
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_unichar (out, 0xfffd);
          at++;
          continue;
        }
      append_visible_char (c, keeps_lines, out);
      at += c == 0 ? 1 : (gsize) (g_utf8_next_char (text + at) - (text + at));
    }
}

/* Whether there is nothing in @text that GMime would read as more than ASCII. */
static gboolean
needs_no_decoding (const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if ((guchar) text[i] >= 0x80 || (text[i] == '=' && i + 1 < len && text[i + 1] == '?'))
      return FALSE;
  return TRUE;
}

void
mail_decode_append_words (const char *text, gsize len, GString *out)
{
  g_autofree char *terminated = NULL, *valid = NULL, *start = NULL, *decoded = NULL;
  const char *rest;

  if (needs_no_decoding (text, len))
    {
      mail_decode_append_visible (text, len, FALSE, out);
      return;
    }
  terminated = without_nul (text, len);
  valid = g_utf8_make_valid (terminated, -1);
  rest = valid + strlen (valid);
  if (rest - valid > FIELD_MAX)
    rest = g_utf8_find_prev_char (valid, valid + FIELD_MAX);
  start = g_strndup (valid, (gsize) (rest - valid));
  decoded = g_mime_utils_header_decode_text (mail_decode_options (), start);
  mail_decode_append_visible (decoded, strlen (decoded), FALSE, out);
  mail_decode_append_visible (rest, strlen (rest), FALSE, out);
}

char *
mail_decode_words (const char *text, gssize len)
{
  GString *out = g_string_new (NULL);

  mail_decode_append_words (text, len < 0 ? strlen (text) : (gsize) len, out);
  return g_string_free (out, FALSE);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void
mail_decode_append_field (const MailMessage *message, const MailField *field, GString *out)
{
  const char *text = mail_message_get_data (message, NULL) + field->value.start;
  gsize len = field->value.len;

  for (; len > 0 && is_blank (*text); len--)
    text++;
  while (len > 0 && is_blank (text[len - 1]))
    len--;
  if (memchr (text, '\n', len) == NULL)
    {
      mail_decode_append_words (text, len, out);
      return;
    }
  g_autoptr (GString) unfolded = g_string_sized_new (len);
  mail_message_append_unfolded (message, field->value, unfolded);
  mail_decode_append_words (unfolded->str, unfolded->len, out);
}

void
mail_decode_append_header (const MailMessage *message, BaseSpan header, GString *out)
{
  const char *data = mail_message_get_data (message, NULL);
  MailFieldIter iter;
  MailField field;

  mail_field_iter_init_header (&iter, message, header);
  while (mail_field_iter_next (&iter, &field))
    {
      if (!base_span_is_none (field.name))
        {
          mail_decode_append_visible (data + field.name.start, field.name.len, FALSE, out);
          g_string_append (out, ": ");
        }
      mail_decode_append_field (message, &field, out);
      g_string_append_c (out, '\n');
    }
}
