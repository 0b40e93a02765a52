#pragma once

#include <glib.h>

#define MAIL_ERROR (mail_error_quark ())
GQuark mail_error_quark (void);

/** MailError: why a message cannot be made; both come from what an author wrote. */
typedef enum
{
  MAIL_ERROR_TEXT, /* a text is not UTF-8, or has a control character in it */
  MAIL_ERROR_SIZE, /* the size asked for cannot be reached */
} MailError;

/**
 * MailDraft: what a message is made of; all borrowed, UTF-8, NULL leaves a field out.
 * @from, @to, @cc: addresses as in a header, "Wei <wei@example.test>, lin@example.test".
 * @message_id, @in_reply_to: without angle brackets.
 * @date_seconds: UTC since 1970, written in the zone @date_zone_minutes east of Greenwich.
 * @body: NULL-terminated lines without line ends.
 * @attachment_name: attaches a JPEG picture under that name, which makes the message a
 * multipart/mixed of the body and the picture.
 * @pad_to_octets: the exact size of the whole message, 0 for the size it comes to by itself.
 */
typedef struct
{
  const char *from;
  const char *to;
  const char *cc;
  const char *subject;
  gint64 date_seconds;
  int date_zone_minutes;
  const char *message_id;
  const char *in_reply_to;
  const char *const *body;
  const char *attachment_name;
  gsize pad_to_octets;
} MailDraft;

/**
 * mail_compose: the message of @draft [RFC5322 §3.6] [RFC2045 §3] with CRLF line ends. Text beyond
 * ASCII is written as encoded words [RFC2047 §2] in the header and as UTF-8 in the body. To reach a
 * size, the picture grows if there is one; else lines of text are added to the body. The same draft
 * always gives the same octets. Returns NULL and sets a MailError on bad text, and on a size below
 * what the draft needs. Caller owns the bytes.
 */
GBytes *mail_compose (const MailDraft *draft, GError **error);
