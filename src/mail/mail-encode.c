#include "mail-encode.h"

#include "mail-address.h"

#include <string.h>

/* Octets in one word: with them in base64 a word stays within 75 characters [RFC2047 §2], and a
 * line with the longest field name before it within 78. */
#define WORD_OCTETS 39

char *
mail_encode_words (const char *text)
{
  GString *out;

  if (g_str_is_ascii (text))
    return g_strdup (text);
  out = g_string_new (NULL);
  while (*text != '\0')
    {
      const char *end = text, *next = text;
      g_autofree char *word = NULL;

      /* Whole characters only [RFC2047 §5]. */
      for (; *end != '\0' && next - text <= WORD_OCTETS; next = g_utf8_next_char (end))
        end = next;
      word = g_base64_encode ((const guchar *) text, (gsize) (end - text));
      g_string_append_printf (out, "%s=?utf-8?b?%s?=", out->len > 0 ? "\r\n " : "", word);
      text = end;
    }
  return g_string_free (out, FALSE);
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static void
append_phrase (GString *out, const char *phrase)
{
  g_autofree char *words = NULL;

  if (g_str_is_ascii (phrase))
    {
      append_quoted (out, phrase);
      return;
    }
  words = mail_encode_words (phrase);
  g_string_append (out, words);
}

/* "local@domain", with quotes around a local-part that is no dot-atom [RFC5322 §3.4.1]. */
static void
append_spec (GString *out, const MailAddress *address)
{
  if (address->mailbox.len == 0 || strpbrk (address->mailbox.data, " \t()<>@,;:\\\"[]") != NULL)
    append_quoted (out, address->mailbox.data);
  else
    g_string_append (out, address->mailbox.data);
  if (address->host.len > 0)
    g_string_append_printf (out, "@%s", address->host.data);
}

static void
append_address (GString *out, const MailAddress *address)
{
  if (address->name.data == NULL)
    {
      append_spec (out, address);
      return;
    }
  append_phrase (out, address->name.data);
  g_string_append (out, " <");
  append_spec (out, address);
  g_string_append_c (out, '>');
}

static gboolean
is_address_ascii (const MailAddress *address)
{
  return mail_address_is_group_start (address) || mail_address_is_group_end (address)
         || (g_str_is_ascii (address->mailbox.data) && g_str_is_ascii (address->host.data));
}

char *
mail_encode_addresses (const char *text)
{
  g_autoptr (GStringChunk) store = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GString) out = NULL;
  gboolean separate = FALSE;

  if (g_str_is_ascii (text))
    return g_strdup (text);
  store = g_string_chunk_new (256);
  list = g_array_new (FALSE, TRUE, sizeof (MailAddress));
  out = g_string_new (NULL);
  mail_address_list_parse (text, strlen (text), store, list);
  for (guint i = 0; i < list->len; i++)
    {
      const MailAddress *address = &g_array_index (list, MailAddress, i);

      if (!is_address_ascii (address))
        return NULL;
      if (separate && !mail_address_is_group_end (address))
        g_string_append (out, ", ");
      separate = !mail_address_is_group_start (address);
      if (mail_address_is_group_end (address))
        g_string_append_c (out, ';');
      else if (mail_address_is_group_start (address))
        {
          append_phrase (out, address->mailbox.data);
          g_string_append_c (out, ':');
        }
      else
        append_address (out, address);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
