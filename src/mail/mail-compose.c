#include "mail-compose.h"

#include "mail-date.h"
#include "mail-encode.h"
#include "mail-jpeg.h"

#include <string.h>

#define CRLF "\r\n"
#define BASE64_LINE 76 /* [RFC2045 §6.8] */

G_DEFINE_QUARK (postglass_mail_error, mail_error)

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
check_addresses (const char *what, const char *text, GError **error)
{
  g_autofree char *encoded = NULL;

  if (text == NULL)
    return TRUE;
  if (!check_text (what, text, error))
    return FALSE;
  encoded = mail_encode_addresses (text);
  if (encoded == NULL)
    g_set_error (error, MAIL_ERROR, MAIL_ERROR_TEXT,
                 "the address of the %s goes beyond ASCII; only the name before \"<\" may", what);
  return encoded != NULL;
}

/* An id goes out as it is, between brackets [RFC5322 §3.6.4]. */
static gboolean
check_id (const char *what, const char *text, GError **error)
{
  if (!check_text (what, text, error))
    return FALSE;
  if (text == NULL || (g_str_is_ascii (text) && strpbrk (text, "<> \t") == NULL))
    return TRUE;
  g_set_error (error, MAIL_ERROR, MAIL_ERROR_TEXT,
               "the %s has more in it than ASCII without blanks and brackets; write it like "
               "\"lunch@mail.example.test\"",
               what);
  return FALSE;
}

static gboolean
check_draft (const MailDraft *draft, GError **error)
{
  if (!check_addresses ("sender", draft->from, error)
      || !check_addresses ("recipient", draft->to, error)
      || !check_addresses ("copy recipient", draft->cc, error)
      || !check_text ("subject", draft->subject, error)
      || !check_id ("message id", draft->message_id, error)
      || !check_id ("id of the message answered", draft->in_reply_to, error)
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

static void
add_text_field (GString *out, const char *name, const char *value)
{
  g_autofree char *encoded = value != NULL ? mail_encode_words (value) : NULL;

  add_field (out, name, encoded);
}

static void
add_address_field (GString *out, const char *name, const char *value)
{
  g_autofree char *encoded = value != NULL ? mail_encode_addresses (value) : NULL;

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

/* One line of @octets, its CRLF included: the longest good-bye that fits, and dots. */
static void
add_last_filler (GString *out, gsize octets)
{
  static const char *const endings[] = {
    "That is all there is to say for today, more tomorrow",
    "That is all there is to say for today, so bye",
    "That is all that there is to say now",
    "That is all there is for now",
    "That is all for now",
    "Best wishes",
    "Bye",
    "",
  };
  gsize i = 0, len;

  while (strlen (endings[i]) > octets - 2)
    i++;
  g_string_append (out, endings[i]);
  for (len = strlen (endings[i]); len < octets - 2; len++)
    g_string_append_c (out, '.');
  g_string_append (out, CRLF);
}

/* @octets of text in lines, the last CRLF included; 1 cannot be. Each line may be the one before the
 * last, so each can end a sentence. */
static void
add_filler (GString *out, gsize octets)
{
  static const char *const lines[] = {
    "The trains were late again this morning",
    "and the neighbours have painted their door green",
    "The weather is as it always is at this time of the year",
    "but they say that it will be warmer next week",
    "My sister sends her greetings and asks about the garden",
    "where the beans are up and the cat is not helping",
  };

  for (gsize i = 0; octets > 0; i = (i + 1) % G_N_ELEMENTS (lines))
    {
      gsize line = strlen (lines[i]) + strlen (CRLF);

      if (octets <= line + 1)
        {
          add_last_filler (out, octets);
          return;
        }
      g_string_append_printf (out, "%s" CRLF, lines[i]);
      octets -= line;
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
  out = g_string_new (NULL);
  add_header (out, draft);
  made = draft->attachment_name != NULL ? add_picture_body (out, draft, error)
                                        : add_plain_body (out, draft, error);
  if (!made)
    return NULL;
  g_assert (draft->pad_to_octets == 0 || out->len == draft->pad_to_octets);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
