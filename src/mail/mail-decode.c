#include "mail-decode.h"

#include <errno.h>
#include <gmime/gmime.h>
#include <string.h>

#define CHARSET_NAME_MAX 40

/* How much of a header value is given to GMime, some of whose parsers take quadratic time. */
#define FIELD_MAX (16 * 1024)

/* GMime's default options ask the locale for charsets to guess with; ours never guess. */
static GMimeParserOptions *
decode_options (void)
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

/* Valid UTF-8 without control characters; lines stay when @keeps_lines, else they become blanks. */
static char *
make_visible (const char *text, gsize len, gboolean keeps_lines)
{
  g_autofree char *terminated = without_nul (text, len);
  g_autofree char *valid = g_utf8_make_valid (terminated, -1);
  GString *out = g_string_sized_new (len);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r' && p[1] == '\n')
        continue;
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
  return g_string_free (out, FALSE);
}

char *
mail_decode_words (const char *text, gssize len)
{
  g_autofree char *terminated = without_nul (text, len < 0 ? strlen (text) : (gsize) len);
  g_autofree char *valid = g_utf8_make_valid (terminated, -1);
  g_autofree char *start = NULL, *decoded = NULL, *whole = NULL;
  const char *rest = valid + strlen (valid);

  if (rest - valid > FIELD_MAX)
    rest = g_utf8_find_prev_char (valid, valid + FIELD_MAX);
  start = g_strndup (valid, (gsize) (rest - valid));
  decoded = g_mime_utils_header_decode_text (decode_options (), start);
  whole = g_strconcat (decoded, rest, NULL);
  return make_visible (whole, strlen (whole), FALSE);
}

/* Bodies */

/* A field's value as a string on one line, cut at FIELD_MAX, or NULL. */
static char *
dup_field (const MailMessage *message, const char *name)
{
  g_autoptr (GString) value = NULL;
  MailField field;

  if (!mail_message_find_field (message, name, 0, &field))
    return NULL;
  value = g_string_new (NULL);
  mail_message_append_unfolded (message, field.value, value);
  return without_nul (value->str, MIN (value->len, FIELD_MAX));
}

static GMimeContentEncoding
body_encoding (const MailMessage *message)
{
  g_autofree char *value = dup_field (message, "Content-Transfer-Encoding");

  if (value == NULL)
    return GMIME_CONTENT_ENCODING_DEFAULT;
  /* A token; what a comment behind it says does not matter [RFC2045 §6.1]. */
  value[strcspn (value, " \t(;")] = '\0';
  return g_mime_content_encoding_from_string (value);
}

/* The transfer encoding undone; caller frees. */
static char *
decode_octets (const char *data, gsize len, GMimeContentEncoding encoding, gsize *out_len)
{
  GMimeEncoding state;
  char *out;

  g_mime_encoding_init_decode (&state, encoding);
  out = g_malloc (g_mime_encoding_outlen (&state, len) + 1);
  *out_len = g_mime_encoding_flush (&state, data, len, out);
  return out;
}

/* Whether @charset can be the name of one; iconv is asked for no other. */
static gboolean
is_charset_name (const char *charset)
{
  for (const char *p = charset; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.:+", *p) == NULL)
      return FALSE;
  return *charset != '\0' && strlen (charset) <= CHARSET_NAME_MAX;
}

/* The charset the message names, or NULL. */
static char *
dup_charset (const MailMessage *message)
{
  g_autofree char *value = dup_field (message, "Content-Type");
  GMimeContentType *type;
  const char *parameter;
  char *charset = NULL;

  if (value == NULL)
    return NULL;
  type = g_mime_content_type_parse (decode_options (), value);
  parameter = type != NULL ? g_mime_content_type_get_parameter (type, "charset") : NULL;
  if (parameter != NULL && is_charset_name (parameter))
    charset = g_strdup (parameter);
  g_clear_object (&type);
  return charset;
}

static gboolean
is_utf8_or_ascii (const char *charset)
{
  return g_ascii_strcasecmp (charset, "utf-8") == 0 || g_ascii_strcasecmp (charset, "utf8") == 0
         || g_ascii_strcasecmp (charset, "us-ascii") == 0;
}

/* What a charset with shifts or combining characters still holds back at the end. */
static void
append_rest (GIConv conv, GString *out)
{
  char buffer[64], *to = buffer;
  gsize space = sizeof buffer;

  g_iconv (conv, NULL, NULL, &to, &space);
  g_string_append_len (out, buffer, to - buffer);
}

/* Octets in @charset to UTF-8, U+FFFD for each that has no meaning there; NULL when the charset is
 * not known. Caller frees. */
static GString *
convert_charset (const char *data, gsize len, const char *charset)
{
  GIConv conv = g_iconv_open ("UTF-8", g_mime_charset_iconv_name (charset));
  GString *out;
  char *in = (char *) data; /* iconv's type; it does not write there */
  char buffer[4096];

  if (conv == (GIConv) -1)
    return NULL;
  out = g_string_sized_new (len);
  while (len > 0)
    {
      char *to = buffer;
      gsize space = sizeof buffer;
      gboolean stopped = g_iconv (conv, &in, &len, &to, &space) == (gsize) -1;
      gboolean is_full = stopped && errno == E2BIG;

      g_string_append_len (out, buffer, to - buffer);
      if (!stopped || is_full)
        continue;
      g_string_append (out, "\uFFFD");
      in++;
      len--;
    }
  append_rest (conv, out);
  g_iconv_close (conv);
  return out;
}

char *
mail_decode_body_text (const MailMessage *message)
{
  BaseSpan body = mail_message_get_body (message);
  const char *data = mail_message_get_data (message, NULL) + body.start;
  g_autofree char *octets = NULL, *charset = NULL;
  g_autoptr (GString) converted = NULL;
  gsize len;

  if (mail_message_is_composite (message))
    return make_visible (data, body.len, TRUE);
  decode_options ();
  octets = decode_octets (data, body.len, body_encoding (message), &len);
  charset = dup_charset (message);
  if (charset != NULL && !is_utf8_or_ascii (charset))
    converted = convert_charset (octets, len, charset);
  if (converted != NULL)
    return make_visible (converted->str, converted->len, TRUE);
  return make_visible (octets, len, TRUE);
}
