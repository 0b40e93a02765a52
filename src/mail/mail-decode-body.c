/* Bodies for reading: transfer encodings and charsets undone. */

#include "mail-decode-private.h"
#include "mail-decode.h"
#include "mail-structure.h"

#include <errno.h>
#include <string.h>

#define CHARSET_NAME_MAX 40

/* The transfer encoding undone; caller frees. NULL where there is nothing to undo. */
static char *
decode_octets (const char *data, gsize len, MailString name, gsize *out_len)
{
  GMimeContentEncoding encoding = g_mime_content_encoding_from_string (name.data);
  GMimeEncoding state;
  char *out;

  if (encoding != GMIME_CONTENT_ENCODING_BASE64
      && encoding != GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
      && encoding != GMIME_CONTENT_ENCODING_UUENCODE)
    return NULL;
  g_mime_encoding_init_decode (&state, encoding);
  out = g_malloc (g_mime_encoding_outlen (&state, len) + 1);
  *out_len = g_mime_encoding_flush (&state, data, len, out);
  return out;
}

/* Whether @charset can be the name of one; iconv is asked for no other. */
static gboolean
is_charset_name (MailString charset)
{
  for (gsize i = 0; i < charset.len; i++)
    if (!g_ascii_isalnum (charset.data[i])
        && (charset.data[i] == '\0' || strchr ("-_.:+", charset.data[i]) == NULL))
      return FALSE;
  return charset.len > 0 && charset.len <= CHARSET_NAME_MAX;
}

static gboolean
is_utf8_or_ascii (MailString charset)
{
  return mail_string_is (charset, "utf-8") || mail_string_is (charset, "utf8")
         || mail_string_is (charset, "us-ascii");
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

void
mail_decode_append_part (const MailMessage *message, const MailPart *part, GString *out)
{
  const char *data = mail_message_get_data (message, NULL) + part->body.start;
  MailString charset = mail_parameters_find (part->type.parameters, "charset");
  g_autoptr (BaseArena) arena = base_arena_new ();
  g_autofree char *octets = NULL;
  g_autoptr (GString) converted = NULL;
  gsize len = part->body.len;
  MailStructure structure;

  g_assert (part->kind == MAIL_PART_LEAF);
  mail_decode_options ();
  mail_structure_read (message, part, arena, &structure);
  octets = decode_octets (data, len, structure.encoding, &len);
  if (octets != NULL)
    data = octets;
  if (is_charset_name (charset) && !is_utf8_or_ascii (charset))
    converted = convert_charset (data, len, charset.data);
  if (converted != NULL)
    mail_decode_append_visible (converted->str, converted->len, TRUE, out);
  else
    mail_decode_append_visible (data, len, TRUE, out);
}

void
mail_decode_append_body (const MailMessage *message, GString *out)
{
  const MailPart *part = mail_message_get_root (message);
  gsize start = out->len;

  for (; part != NULL; part = mail_part_next (part))
    {
      if (part->kind != MAIL_PART_MESSAGE && !mail_part_is_text (part))
        continue;
      if (out->len > start && out->str[out->len - 1] != '\n')
        g_string_append_c (out, '\n');
      if (part->kind == MAIL_PART_MESSAGE)
        mail_decode_append_header (message, part->first->header, out);
      else
        mail_decode_append_part (message, part, out);
    }
}

char *
mail_decode_body_text (const MailMessage *message)
{
  GString *out = g_string_new (NULL);

  mail_decode_append_body (message, out);
  return g_string_free (out, FALSE);
}
