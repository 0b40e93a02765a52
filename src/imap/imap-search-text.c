#include "imap-search-text-private.h"

#include "mail-date.h"
#include "mail-decode.h"

#include <string.h>

#define CHARSET_NAME_MAX 40

struct _ImapHaystack
{
  GBytes *bytes;
  MailMessage *message; /* NULL until something needs it */
  GString *body;        /* folded; only with @has_body */
  gboolean has_body;
  GString *text;   /* decoded */
  GString *folded; /* the same, ready to be compared */
  gsize cost;
};

/* --- strings --- */

/* iconv is asked for no other names: some of them mean the locale's charset, or how to guess. */
gboolean
imap_needle_is_charset (const char *charset)
{
  gsize len = strlen (charset);
  if (len == 0 || len > CHARSET_NAME_MAX)
    return FALSE;
  for (const char *p = charset; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.:+", *p) == NULL)
      return FALSE;
  GIConv conv = g_iconv_open ("UTF-8", charset);
  if (conv == (GIConv) -1)
    return FALSE;
  g_iconv_close (conv);
  return TRUE;
}

static char *
without_cr (char *text)
{
  char *to = text;
  for (const char *from = text; *from != '\0'; from++)
    if (from[0] != '\r' || from[1] != '\n')
      *to++ = *from;
  *to = '\0';
  return text;
}

char *
imap_needle_convert (const char *text, gsize len, const char *charset)
{
  gsize n;
  if (charset == NULL)
    return g_utf8_validate (text, (gssize) len, NULL) ? without_cr (g_strndup (text, len)) : NULL;
  char *converted = g_convert (text, (gssize) len, "UTF-8", charset, NULL, &n, NULL);
  if (converted == NULL || !g_utf8_validate (converted, (gssize) n, NULL))
    {
      g_free (converted);
      return NULL;
    }
  return without_cr (converted);
}

static void
append_upper (const char *text, gsize len, GString *out)
{
  gsize at = out->len;
  g_string_set_size (out, at + len);
  for (gsize i = 0; i < len; i++)
    {
      char c = text[i];
      out->str[at + i] = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }
}

/* Characters that are not ASCII; what stands around them does not change what they become. */
static void
append_casemap (const char *text, gsize len, GString *out)
{
  g_autoptr (GString) titled = g_string_sized_new (len);
  for (const char *p = text; p < text + len; p = g_utf8_next_char (p))
    g_string_append_unichar (titled, g_unichar_totitle (g_utf8_get_char (p)));
  g_autofree char *taken_apart = g_utf8_normalize (titled->str, (gssize) titled->len,
                                                   G_NORMALIZE_NFKD);
  g_string_append (out, taken_apart);
}

void
imap_needle_fold (const char *text, gsize len, GString *out)
{
  gsize at = 0;
  while (at < len)
    {
      gsize end = at;
      while (end < len && (guint8) text[end] < 0x80)
        end++;
      append_upper (text + at, end - at, out);
      at = end;
      while (end < len && (guint8) text[end] >= 0x80)
        end++;
      if (end > at)
        append_casemap (text + at, end - at, out);
      at = end;
    }
}

static gboolean
has (const GString *folded, const ImapNeedle *needle)
{
  return needle->len == 0 || memmem (folded->str, folded->len, needle->folded, needle->len) != NULL;
}

/* --- messages --- */

ImapHaystack *
imap_haystack_new (void)
{
  ImapHaystack *haystack = g_new0 (ImapHaystack, 1);
  haystack->body = g_string_new (NULL);
  haystack->text = g_string_new (NULL);
  haystack->folded = g_string_new (NULL);
  return haystack;
}

void
imap_haystack_open (ImapHaystack *haystack, GBytes *message)
{
  if (message != NULL)
    g_bytes_ref (message);
  g_clear_pointer (&haystack->message, mail_message_unref);
  g_clear_pointer (&haystack->bytes, g_bytes_unref);
  haystack->bytes = message;
  haystack->has_body = FALSE;
}

void
imap_haystack_free (ImapHaystack *haystack)
{
  imap_haystack_open (haystack, NULL);
  g_string_free (haystack->body, TRUE);
  g_string_free (haystack->text, TRUE);
  g_string_free (haystack->folded, TRUE);
  g_free (haystack);
}

gsize
imap_haystack_get_cost (const ImapHaystack *haystack)
{
  return haystack->cost;
}

static const MailMessage *
get_message (ImapHaystack *haystack)
{
  if (haystack->message == NULL && haystack->bytes != NULL)
    {
      haystack->message = mail_message_new (haystack->bytes);
      haystack->cost += mail_message_get_header (haystack->message).len;
    }
  return haystack->message;
}

/* Whether @text, decoded, has @needle. */
static gboolean
has_in_text (ImapHaystack *haystack, const GString *text, const ImapNeedle *needle)
{
  g_string_truncate (haystack->folded, 0);
  imap_needle_fold (text->str, text->len, haystack->folded);
  return has (haystack->folded, needle);
}

gboolean
imap_haystack_has_field (ImapHaystack *haystack, const char *name, const ImapNeedle *needle)
{
  const MailMessage *message = get_message (haystack);
  MailFieldIter iter;
  MailField field;
  if (message == NULL)
    return FALSE;
  mail_field_iter_init (&iter, message);
  while (mail_field_iter_next (&iter, &field))
    {
      if (!mail_field_has_name (message, &field, name))
        continue;
      g_string_truncate (haystack->text, 0);
      mail_decode_append_field (message, &field, haystack->text);
      if (has_in_text (haystack, haystack->text, needle))
        return TRUE;
    }
  return FALSE;
}

gboolean
imap_haystack_has_in_header (ImapHaystack *haystack, const ImapNeedle *needle)
{
  const MailMessage *message = get_message (haystack);
  if (message == NULL)
    return FALSE;
  g_string_truncate (haystack->text, 0);
  mail_decode_append_header (message, mail_message_get_header (message), haystack->text);
  return has_in_text (haystack, haystack->text, needle);
}

gboolean
imap_haystack_has_in_body (ImapHaystack *haystack, const ImapNeedle *needle)
{
  const MailMessage *message = get_message (haystack);
  if (message == NULL)
    return FALSE;
  if (!haystack->has_body)
    {
      g_string_truncate (haystack->text, 0);
      g_string_truncate (haystack->body, 0);
      mail_decode_append_body (message, haystack->text);
      imap_needle_fold (haystack->text->str, haystack->text->len, haystack->body);
      haystack->has_body = TRUE;
      haystack->cost += mail_message_get_body (message).len;
    }
  return has (haystack->body, needle);
}

gboolean
imap_haystack_get_day (ImapHaystack *haystack, gint64 *day)
{
  const MailMessage *message = get_message (haystack);
  MailField field;
  gint64 seconds;
  int zone;
  if (message == NULL || !mail_message_find_field (message, "Date", 0, &field))
    return FALSE;
  const char *value = mail_message_get_data (message, NULL) + field.value.start;
  if (!mail_date_parse_rfc5322 (value, field.value.len, &seconds, &zone))
    return FALSE;
  *day = mail_date_day (seconds, zone);
  return TRUE;
}
