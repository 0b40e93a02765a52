/* What the sections of a message answer [RFC9051 §6.4.5.1]. */

#include "mail-section.h"

#include <string.h>

static const char letter[] = "From: a@x.org\r\n"
                             "Received: one\r\n"
                             "not a field\r\n"
                             "To: b@x.org,\r\n"
                             " c@x.org\r\n"
                             "received : two\r\n"
                             "\r\n"
                             "line one\r\n"
                             "line two\r\n";

static MailMessage *
message_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return mail_message_new (bytes);
}

static void
assert_spans (const MailMessage *message, const GArray *spans, const char *expected)
{
  g_autoptr (GBytes) bytes = mail_spans_gather (message, spans);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpmem (data, size, expected, strlen (expected));
  g_assert_cmpuint (mail_spans_length (spans), ==, size);
  for (guint i = 0; i < spans->len; i++)
    {
      BaseSpan span = g_array_index (spans, BaseSpan, i);

      g_assert_cmpuint (span.len, >, 0);
      if (i > 0)
        g_assert_cmpuint (span.start, >, base_span_end (g_array_index (spans, BaseSpan, i - 1)));
    }
}

static void
assert_section (const char *text, MailSectionKind kind, const char *names, const char *expected)
{
  g_autoptr (MailMessage) message = message_of (text);
  g_auto (GStrv) fields = g_strsplit (names, " ", -1);
  const MailSection section = { .kind = kind, .fields = (const char *const *) fields };
  g_autoptr (GArray) spans = mail_section_spans (message, &section);

  g_assert_nonnull (spans);
  assert_spans (message, spans, expected);
}

static void
test_whole (void)
{
  assert_section (letter, MAIL_SECTION_ALL, "", letter);
  assert_section (letter, MAIL_SECTION_TEXT, "", "line one\r\nline two\r\n");
  assert_section ("A: b\r\n\r\nx", MAIL_SECTION_HEADER, "", "A: b\r\n\r\n");
  assert_section ("A: b\r\n", MAIL_SECTION_HEADER, "", "A: b\r\n");
  assert_section ("A: b\r\n", MAIL_SECTION_TEXT, "", "");
  assert_section ("\r\nx", MAIL_SECTION_HEADER, "", "\r\n");
  assert_section ("", MAIL_SECTION_ALL, "", "");
}

static void
test_fields (void)
{
  const MailSectionKind fields = MAIL_SECTION_HEADER_FIELDS;

  assert_section (letter, fields, "FROM", "From: a@x.org\r\n\r\n");
  /* In the order of the message, whatever the order of the list; each occurrence; folded ones
   * whole. */
  assert_section (letter, fields, "to RECEIVED",
                  "Received: one\r\nTo: b@x.org,\r\n c@x.org\r\nreceived : two\r\n\r\n");
  assert_section (letter, fields, "Subject", "\r\n");
  assert_section (letter, fields, "Receive Fro", "\r\n");
  assert_section ("A: b\nC: d\n\nx", fields, "c", "C: d\n\n");
  /* "… except in the case of a message that has no body and no blank line." */
  assert_section ("A: b\r\nC: d\r\n", fields, "c", "C: d\r\n");
  assert_section ("A: b\r\nC: d\r\n", fields, "e", "");
}

static void
test_fields_not (void)
{
  const MailSectionKind fields_not = MAIL_SECTION_HEADER_FIELDS_NOT;

  assert_section (letter, fields_not, "Received to", "From: a@x.org\r\nnot a field\r\n\r\n");
  assert_section ("A: b\r\nC: d\r\n\r\nx", fields_not, "E", "A: b\r\nC: d\r\n\r\n");
  assert_section ("A: b\r\nC: d\r\n\r\nx", fields_not, "a c", "\r\n");
  assert_section ("A: b\r\nC: d\r\n", fields_not, "a", "C: d\r\n");
}

static void
test_part (void)
{
  static const guint32 one[] = { 1 }, two[] = { 2 }, zero[] = { 0 }, one_one[] = { 1, 1 };
  static const struct
  {
    MailSectionKind kind;
    const guint32 *part;
    guint n_part;
    const char *expected;
  } cases[] = {
    { MAIL_SECTION_ALL, one, 1, "line one\r\nline two\r\n" },
    { MAIL_SECTION_ALL, two, 1, NULL },
    { MAIL_SECTION_ALL, zero, 1, NULL },
    { MAIL_SECTION_ALL, one_one, 2, NULL },
    { MAIL_SECTION_HEADER, one, 1, NULL },
    { MAIL_SECTION_TEXT, one, 1, NULL },
    { MAIL_SECTION_HEADER_FIELDS, one, 1, NULL },
    { MAIL_SECTION_MIME, NULL, 0, NULL },
  };
  static const MailSection mime = { .kind = MAIL_SECTION_MIME, .part = one, .n_part = 1 };
  g_autoptr (MailMessage) message = message_of (letter);
  g_autoptr (GArray) header = mail_section_spans (message, &mime);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MailSection section = { .kind = cases[i].kind,
                                    .part = cases[i].part,
                                    .n_part = cases[i].n_part };
      g_autoptr (GArray) spans = mail_section_spans (message, &section);

      if (cases[i].expected == NULL)
        g_assert_null (spans);
      else
        assert_spans (message, spans, cases[i].expected);
    }
  g_assert_cmpuint (mail_spans_length (header), ==, mail_message_get_header (message).len);
}

static void
test_slice (void)
{
  static const struct
  {
    gsize start;
    gsize count;
    const char *expected;
  } cases[] = {
    { 0, 100, "To: b\r\nTo: d\r\n\r\n" },
    { 0, 4, "To: " },
    { 4, 5, "b\r\nTo" },
    { 7, 7, "To: d\r\n" },
    { 7, 9, "To: d\r\n\r\n" },
    { 14, G_MAXSIZE, "\r\n" },
    { 15, 1, "\n" },
    { 16, 1, "" },
    { G_MAXSIZE, G_MAXSIZE, "" },
    { 3, 0, "" },
  };
  static const char *const names[] = { "to", NULL };
  const MailSection section = { .kind = MAIL_SECTION_HEADER_FIELDS, .fields = names };
  g_autoptr (MailMessage) message = message_of ("To: b\r\nA: c\r\nTo: d\r\nE: f\r\n\r\nbody");
  g_autoptr (GArray) spans = mail_section_spans (message, &section);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) slice = mail_spans_slice (spans, cases[i].start, cases[i].count);

      assert_spans (message, slice, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/section/whole", test_whole);
  g_test_add_func ("/mail/section/fields", test_fields);
  g_test_add_func ("/mail/section/fields-not", test_fields_not);
  g_test_add_func ("/mail/section/part", test_part);
  g_test_add_func ("/mail/section/slice", test_slice);
  return g_test_run ();
}
