/* Messages made for lessons: right form, exact size, the same octets each time. */

#include "mail-compose.h"
#include "mail-decode.h"
#include "mail-envelope.h"

#include <string.h>

static const char *const no_lines[] = { NULL };
static const char *const hello[] = { "Shall we have noodles?", ".hidden dot", NULL };

static const MailDraft lunch = {
  .from = "Wei <wei@mail.example.test>",
  .to = "Lin <lin@mail.example.test>",
  .subject = "Lunch on Friday?",
  .date_seconds = 1800000000,
  .message_id = "lunch@mail.example.test",
  .body = hello,
};

static char *
compose (const MailDraft *draft, gsize *size)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = mail_compose (draft, &error);

  g_assert_no_error (error);
  return g_bytes_unref_to_data (bytes, size);
}

static void
test_plain (void)
{
  gsize size;
  g_autofree char *text = compose (&lunch, &size);
  g_autofree char *terminated = g_strndup (text, size);

  g_assert_cmpstr (terminated, ==,
                   "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"
                   "From: Wei <wei@mail.example.test>\r\n"
                   "To: Lin <lin@mail.example.test>\r\n"
                   "Subject: Lunch on Friday?\r\n"
                   "Message-ID: <lunch@mail.example.test>\r\n"
                   "\r\n"
                   "Shall we have noodles?\r\n"
                   ".hidden dot\r\n");
}

/* Lines of the message: CRLF each, no longer than [RFC5322 §2.1.1] recommends, no blanks at ends.
 */
static void
check_lines (const char *data, gsize size)
{
  g_autofree char *text = g_strndup (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpuint (strlen (text), ==, size);
  g_assert_cmpstr (lines[n - 1], ==, "");
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 78);
      g_assert_null (strpbrk (lines[i], "\r\n"));
      g_assert_false (g_str_has_suffix (lines[i], " "));
    }
}

static void
test_every_size (void)
{
  MailDraft draft = lunch;
  gsize least;
  g_autofree char *natural = compose (&draft, &least);

  for (gsize size = least; size < least + 400; size++)
    {
      gsize got;
      g_autofree char *text = NULL;

      draft.pad_to_octets = size;
      text = compose (&draft, &got);
      g_assert_cmpuint (got, ==, size);
      check_lines (text, got);
      g_assert_cmpmem (text, least - 2, natural, least - 2);
    }
}

/* Whatever the size, the last line is one that a letter can end with. */
static void
test_endings (void)
{
  static const char *const endings[] = { "That is all", "Best wishes", "Bye", "." };
  MailDraft draft = lunch;
  gsize least, size;
  g_autofree char *natural = compose (&draft, &least);

  for (gsize more = 2; more < 400; more++)
    {
      g_autofree char *text = NULL, *line = NULL;
      const char *last;
      gboolean known;

      draft.pad_to_octets = least + more;
      text = compose (&draft, &size);
      size -= strlen ("\r\n");
      line = g_strndup (text, size);
      last = strrchr (line, '\n') + 1;
      known = *last == '\0';
      for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
        known |= g_str_has_prefix (last, endings[i]);
      g_assert_true (known);
    }
}

static void
test_every_picture_size (void)
{
  MailDraft draft = lunch;
  gsize least;
  g_autofree char *natural = NULL;

  draft.attachment_name = "lake.jpg";
  natural = compose (&draft, &least);
  for (gsize size = least; size < least + 400; size++)
    {
      gsize got;
      g_autofree char *text = NULL;

      draft.pad_to_octets = size;
      text = compose (&draft, &got);
      g_assert_cmpuint (got, ==, size);
      check_lines (text, got);
    }
}

/* The mailbox that all lessons start from. */
static void
test_lesson_sizes (void)
{
  static const gsize sizes[] = { 238, 256, 123591, 238, 241 };
  static const char *const see_you[] = { "See you soon!", NULL };
  MailDraft draft = lunch;

  draft.body = no_lines;
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gsize size, again;
      g_autofree char *text = NULL, *second = NULL;

      draft.attachment_name = i == 2 ? "lake.jpg" : NULL;
      draft.body = i == 2 ? see_you : no_lines;
      draft.pad_to_octets = sizes[i];
      text = compose (&draft, &size);
      second = compose (&draft, &again);
      g_assert_cmpuint (size, ==, sizes[i]);
      g_assert_cmpmem (text, size, second, again);
    }
}

static void
test_picture (void)
{
  gsize size, picture_size;
  g_autofree char *text = NULL, *terminated = NULL;
  g_autofree guchar *picture = NULL;
  MailDraft draft = lunch;
  char *start, *end;

  draft.attachment_name = "a \"lake\".jpg";
  draft.pad_to_octets = 70000;
  text = compose (&draft, &size);
  terminated = g_strndup (text, size);
  g_assert_nonnull (strstr (terminated, "\r\nMIME-Version: 1.0\r\n"));
  g_assert_nonnull (strstr (terminated, "; filename=\"a \\\"lake\\\".jpg\"\r\n"));
  start = strstr (strstr (terminated, "image/jpeg"), "\r\n\r\n") + 4;
  end = strstr (start, "\r\n--=_part--\r\n");
  *end = '\0';
  picture = g_base64_decode (start, &picture_size);
  g_assert_cmpuint (picture_size, >, 50000);
  g_assert_cmpmem (picture, 4, "\xff\xd8\xff\xe0", 4);
  g_assert_cmpmem (picture + picture_size - 2, 2, "\xff\xd9", 2);
}

/* A boundary that is in the text would end a part there. */
static void
test_boundary (void)
{
  static const char *const lines[] = { "--=_part", "--=_part_", "x", NULL };
  MailDraft draft = lunch;
  gsize size;
  g_autofree char *text = NULL, *terminated = NULL;

  draft.attachment_name = "lake.jpg";
  draft.body = lines;
  text = compose (&draft, &size);
  terminated = g_strndup (text, size);
  g_assert_nonnull (strstr (terminated, "boundary=\"=_part__\""));
}

static void
test_unicode (void)
{
  static const char *const lines[] = { "周五一起吃面？", NULL };
  MailDraft draft = lunch;
  gsize size;
  g_autofree char *text = NULL, *subject = NULL, *name = NULL, *body = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MailMessage) message = NULL;
  g_autoptr (MailEnvelope) envelope = NULL;
  const MailAddress *from;

  draft.from = "小伟 <wei@mail.example.test>";
  draft.to = "朋友: L \"M\" <l@x>, \"a b\"@x;, \"Q, R\" <q@x>";
  draft.subject =
      "周五的午饭：我们去老地方吃面，还是去新开的那家店吃饺子？请在星期四之前告诉我好吗";
  draft.body = lines;
  text = compose (&draft, &size);
  check_lines (text, size);
  bytes = g_bytes_new (text, size);
  message = mail_message_new (bytes);
  for (gsize i = 0; i < mail_message_get_header (message).len; i++)
    g_assert_true ((guint8) text[i] < 128);

  envelope = mail_envelope_new (message, mail_message_get_header (message));
  subject = mail_decode_words (envelope->subject.data, (gssize) envelope->subject.len);
  g_assert_cmpstr (subject, ==, draft.subject);
  g_assert_cmpuint (envelope->from->len, ==, 1);
  from = &g_array_index (envelope->from, MailAddress, 0);
  name = mail_decode_words (from->name.data, (gssize) from->name.len);
  g_assert_cmpstr (name, ==, "小伟");
  g_assert_cmpstr (from->mailbox.data, ==, "wei");
  g_assert_cmpuint (envelope->to->len, ==, 5); /* the group takes two */
  g_assert_nonnull (g_strstr_len (text, (gssize) size,
                                  "To: =?utf-8?b?5pyL5Y+L?=:\"L M\" <l@x>, \"a b\"@x;, "
                                  "\"Q, R\" <q@x>\r\n"));
  body = mail_decode_body_text (message);
  g_assert_cmpstr (body, ==, "周五一起吃面？\n");
}

static void
assert_fails (const MailDraft *draft, MailError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mail_compose (draft, &error));
  g_assert_error (error, MAIL_ERROR, (int) code);
}

static void
test_errors (void)
{
  static const char *const two_in_one[] = { "one\ntwo", NULL };
  MailDraft draft = lunch;
  gsize least;
  g_autofree char *natural = compose (&draft, &least);

  draft.subject = "a\r\nBcc: all@x.org";
  assert_fails (&draft, MAIL_ERROR_TEXT);
  draft.subject = "caf\xe9";
  assert_fails (&draft, MAIL_ERROR_TEXT);
  draft = lunch;
  draft.to = "Lin <林@mail.example.test>";
  assert_fails (&draft, MAIL_ERROR_TEXT);
  draft = lunch;
  draft.in_reply_to = "<a@b>";
  assert_fails (&draft, MAIL_ERROR_TEXT);
  draft = lunch;
  draft.message_id = "a\nb";
  assert_fails (&draft, MAIL_ERROR_TEXT);
  draft = lunch;
  draft.body = two_in_one;
  assert_fails (&draft, MAIL_ERROR_TEXT);

  draft = lunch;
  draft.pad_to_octets = least - 1;
  assert_fails (&draft, MAIL_ERROR_SIZE);
  draft.attachment_name = "lake.jpg";
  draft.pad_to_octets = least + 100;
  assert_fails (&draft, MAIL_ERROR_SIZE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/compose/plain", test_plain);
  g_test_add_func ("/mail/compose/every-size", test_every_size);
  g_test_add_func ("/mail/compose/endings", test_endings);
  g_test_add_func ("/mail/compose/every-picture-size", test_every_picture_size);
  g_test_add_func ("/mail/compose/lesson-sizes", test_lesson_sizes);
  g_test_add_func ("/mail/compose/picture", test_picture);
  g_test_add_func ("/mail/compose/boundary", test_boundary);
  g_test_add_func ("/mail/compose/unicode", test_unicode);
  g_test_add_func ("/mail/compose/errors", test_errors);
  return g_test_run ();
}
