#include "mail-compose.h"

#include "mail-date.h"
#include "mail-jpeg.h"

#include <gmime/gmime.h>
#include <string.h>

#define CRLF "\r\n"
#define BASE64_LINE 76 /* [RFC2045 §6.8] */
#define FILLER_LINE 70
#define FILLER_SHORTEST 3 /* one character and CRLF */

G_DEFINE_QUARK (postglass - mail - error - quark, mail_error)

/* Checks */

static gboolean
check_text (const char *what, const char *text, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, MAIL_ERROR, MAIL_ERROR_TEXT,
                   "the %s is not valid UTF-8; save it as UTF-8", what);
      return FALSE;
    }
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\t')
      {
        g_set_error (error, MAIL_ERROR, MAIL_ERROR_TEXT,
                     "the %s has the control character 0x%02x in it; take it out%s", what, *p,
                     *p == '\n' ? ", or write the lines one by one" : "");
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_draft (const MailDraft *draft, GError **error)
{
  if (!check_text ("sender", draft->from, error) || !check_text ("recipient", draft->to, error)
      || !check_text ("copy recipient", draft->cc, error)
      || !check_text ("subject", draft->subject, error)
      || !check_text ("message id", draft->message_id, error)
      || !check_text ("id of the message answered", draft->in_reply_to, error)
      || !check_text ("name of the attachment", draft->attachment_name, error))
    return FALSE;
  for (gsize i = 0; draft->body != NULL && draft->body[i] != NULL; i++)
    if (!check_text ("text of the message", draft->body[i], error))
      return FALSE;
  return TRUE;
}

/* Header */

static void
add_field (GString *out, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s: %s" CRLF, name, value);
}

/* Encoded words are separated by single blanks, where the line may be folded. */
static char *
fold_words (const char *encoded)
{
  g_auto (GStrv) words = g_strsplit (encoded, "?= =?", -1);

  return g_strjoinv ("?=" CRLF " =?", words);
}

static void
add_text_field (GString *out, const char *name, const char *value)
{
  g_autofree char *encoded = NULL, *folded = NULL;

  if (value == NULL || g_str_is_ascii (value))
    {
      add_field (out, name, value);
      return;
    }
  encoded = g_mime_utils_header_encode_text (NULL, value, "utf-8");
  folded = fold_words (encoded);
  add_field (out, name, folded);
}

static void
set_charset (InternetAddressList *list)
{
  for (int i = 0; i < internet_address_list_length (list); i++)
    {
      InternetAddress *address = internet_address_list_get_address (list, i);

      internet_address_set_charset (address, "utf-8");
      if (INTERNET_ADDRESS_IS_GROUP (address))
        set_charset (internet_address_group_get_members (INTERNET_ADDRESS_GROUP (address)));
    }
}

/* ASCII goes out letter by letter as its author wrote it. */
static void
add_address_field (GString *out, const char *name, const char *value)
{
  InternetAddressList *list;
  g_autofree char *encoded = NULL;

  if (value == NULL || g_str_is_ascii (value))
    {
      add_field (out, name, value);
      return;
    }
  list = internet_address_list_parse (NULL, value);
  if (list == NULL)
    {
      add_text_field (out, name, value);
      return;
    }
  set_charset (list);
  encoded = internet_address_list_to_string (list, NULL, TRUE);
  g_object_unref (list);
  g_strdelimit (encoded, "\r\n\t", ' ');
  add_field (out, name, encoded);
}

static void
add_id_field (GString *out, const char *name, const char *id)
{
  if (id != NULL)
    g_string_append_printf (out, "%s: <%s>" CRLF, name, id);
}

static void
add_header (GString *out, const MailDraft *draft)
{
  g_autofree char *date = mail_date_print_rfc5322 (draft->date_seconds, draft->date_zone_minutes);

  add_field (out, "Date", date);
  add_address_field (out, "From", draft->from);
  add_address_field (out, "To", draft->to);
  add_address_field (out, "Cc", draft->cc);
  add_text_field (out, "Subject", draft->subject);
  add_id_field (out, "Message-ID", draft->message_id);
  add_id_field (out, "In-Reply-To", draft->in_reply_to);
}

/* Body */

static gboolean
is_body_ascii (const MailDraft *draft)
{
  for (gsize i = 0; draft->body != NULL && draft->body[i] != NULL; i++)
    if (!g_str_is_ascii (draft->body[i]))
      return FALSE;
  return TRUE;
}

static void
add_text_type (GString *out, const MailDraft *draft)
{
  gboolean is_ascii = is_body_ascii (draft);

  add_field (out, "Content-Type",
             is_ascii ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8");
  if (!is_ascii)
    add_field (out, "Content-Transfer-Encoding", "8bit");
}

static void
add_lines (GString *out, const MailDraft *draft)
{
  for (gsize i = 0; draft->body != NULL && draft->body[i] != NULL; i++)
    g_string_append_printf (out, "%s" CRLF, draft->body[i]);
}

/* @octets of text in lines, the last CRLF included; 1 cannot be. */
static void
add_filler (GString *out, gsize octets)
{
  static const char text[] = "The rest of this letter is small talk about the weather, the trains "
                             "and the neighbours, and may be skipped without missing anything. ";
  gsize at = 0;

  while (octets > 0)
    {
      gsize len = MIN (octets - 2, FILLER_LINE);

      if (octets - 2 - len > 0 && octets - 2 - len < FILLER_SHORTEST)
        len -= FILLER_SHORTEST;
      for (gsize i = 0; i < len; i++, at = (at + 1) % (sizeof text - 1))
        /* No blanks at the ends of a line, where one cannot see them. */
        g_string_append_c (out, text[at] == ' ' && (i == 0 || i == len - 1) ? '.' : text[at]);
      g_string_append (out, CRLF);
      octets -= len + 2;
    }
}

static gboolean
fail_size (const MailDraft *draft, gsize needed, GError **error)
{
  g_set_error (error, MAIL_ERROR, MAIL_ERROR_SIZE,
               "the message cannot have %" G_GSIZE_FORMAT " octets, as it needs %" G_GSIZE_FORMAT
               "; ask for that or more, or shorten its text",
               draft->pad_to_octets, needed);
  return FALSE;
}

static gboolean
add_plain_body (GString *out, const MailDraft *draft, GError **error)
{
  gboolean has_body = draft->body != NULL && draft->body[0] != NULL;
  gsize gap;

  if (!is_body_ascii (draft))
    {
      add_field (out, "MIME-Version", "1.0");
      add_text_type (out, draft);
    }
  g_string_append (out, CRLF);
  add_lines (out, draft);
  if (draft->pad_to_octets == 0)
    return TRUE;
  if (draft->pad_to_octets < out->len)
    return fail_size (draft, out->len, error);
  gap = draft->pad_to_octets - out->len;
  if (gap == 1 && !has_body)
    return fail_size (draft, out->len + 2, error);
  if (gap == 1)
    g_string_insert (out, (gssize) (out->len - strlen (CRLF)), ".");
  else
    add_filler (out, gap);
  return TRUE;
}

/* Picture */

/* A boundary that no line of the text starts with [RFC2046 §5.1.1]. */
static char *
make_boundary (const MailDraft *draft)
{
  GString *boundary = g_string_new ("=_part");

  for (gsize i = 0; draft->body != NULL && draft->body[i] != NULL;)
    if (g_str_has_prefix (draft->body[i], "--")
        && g_str_has_prefix (draft->body[i] + 2, boundary->str))
      {
        g_string_append_c (boundary, '_');
        i = 0;
      }
    else
      i++;
  return g_string_free (boundary, FALSE);
}

/* A file name beyond ASCII is written in the extended form [RFC2231 §4]. */
static void
add_attachment_name (GString *out, const char *name)
{
  g_autofree char *escaped = NULL;

  if (g_str_is_ascii (name))
    {
      g_string_append (out, "Content-Disposition: attachment; filename=\"");
      for (const char *p = name; *p != '\0'; p++)
        {
          if (*p == '"' || *p == '\\')
            g_string_append_c (out, '\\');
          g_string_append_c (out, *p);
        }
      g_string_append (out, "\"" CRLF);
      return;
    }
  escaped = g_uri_escape_string (name, NULL, FALSE);
  g_string_append_printf (out, "Content-Disposition: attachment; filename*=utf-8''%s" CRLF,
                          escaped);
}

/* Everything before the picture's base64; @dots lengthen the preamble, which readers do not show.
 */
static void
add_picture_head (GString *out, const MailDraft *draft, const char *boundary, gsize dots)
{
  add_field (out, "MIME-Version", "1.0");
  g_string_append_printf (out, "Content-Type: multipart/mixed; boundary=\"%s\"" CRLF CRLF,
                          boundary);
  g_string_append (out, "A text and a picture.");
  for (gsize i = 0; i < dots; i++)
    g_string_append_c (out, '.');
  g_string_append_printf (out, CRLF "--%s" CRLF, boundary);
  add_text_type (out, draft);
  g_string_append (out, CRLF);
  add_lines (out, draft);
  g_string_append_printf (out, CRLF "--%s" CRLF, boundary);
  add_field (out, "Content-Type", "image/jpeg");
  add_field (out, "Content-Transfer-Encoding", "base64");
  add_attachment_name (out, draft->attachment_name);
  g_string_append (out, CRLF);
}

/* The base64 characters that, in lines, fill exactly @octets without a last CRLF; 0 for none. */
static gsize
base64_chars (gsize octets)
{
  gsize lines = (octets + 2 + BASE64_LINE + 1) / (BASE64_LINE + 2);
  gsize chars = octets - 2 * (lines - 1);

  if (lines == 0 || octets < 2 * lines || chars % 4 != 0 || chars > lines * BASE64_LINE
      || chars <= (lines - 1) * BASE64_LINE)
    return 0;
  return chars;
}

static void
add_base64 (GString *out, gsize chars)
{
  g_autoptr (GByteArray) picture = mail_jpeg_new (chars / 4 * 3);
  g_autofree char *text = g_base64_encode (picture->data, picture->len);

  for (gsize i = 0; i < chars; i += BASE64_LINE)
    {
      if (i > 0)
        g_string_append (out, CRLF);
      g_string_append_len (out, text + i, (gssize) MIN (chars - i, BASE64_LINE));
    }
}

static gsize
smallest_base64 (void)
{
  gsize chars = (MAIL_JPEG_MIN + 2) / 3 * 4;

  return chars + 2 * ((chars - 1) / BASE64_LINE);
}

static gboolean
add_picture_body (GString *out, const MailDraft *draft, GError **error)
{
  g_autofree char *boundary = make_boundary (draft);
  g_autofree char *tail = g_strdup_printf (CRLF "--%s--" CRLF, boundary);
  gsize start = out->len, least, chars = 0;

  add_picture_head (out, draft, boundary, 0);
  least = out->len + smallest_base64 () + strlen (tail);
  if (draft->pad_to_octets == 0)
    chars = (MAIL_JPEG_MIN + 2) / 3 * 4;
  else if (draft->pad_to_octets < least)
    return fail_size (draft, least, error);

  /* Base64 in lines cannot have every length; the preamble makes up for the rest. */
  for (gsize dots = 0; chars == 0; dots++)
    {
      g_string_truncate (out, start);
      add_picture_head (out, draft, boundary, dots);
      chars = base64_chars (draft->pad_to_octets - out->len - strlen (tail));
    }
  add_base64 (out, chars);
  g_string_append (out, tail);
  return TRUE;
}

GBytes *
mail_compose (const MailDraft *draft, GError **error)
{
  g_autoptr (GString) out = NULL;
  gboolean made;

  if (!check_draft (draft, error))
    return NULL;
  g_mime_init ();
  out = g_string_new (NULL);
  add_header (out, draft);
  made = draft->attachment_name != NULL ? add_picture_body (out, draft, error)
                                        : add_plain_body (out, draft, error);
  if (!made)
    return NULL;
  g_assert (draft->pad_to_octets == 0 || out->len == draft->pad_to_octets);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
