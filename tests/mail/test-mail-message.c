/* Where header, body and fields lie, for regular and for broken input. */

#include "mail-part.h"

#include <string.h>

static MailMessage *
message_of (const char *text, gssize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len < 0 ? strlen (text) : (gsize) len);

  return mail_message_new (bytes);
}

static void
assert_span (const MailMessage *message, BaseSpan span, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_false (base_span_is_none (span));
  text = g_strndup (mail_message_get_data (message, NULL) + span.start, span.len);
  g_assert_cmpstr (text, ==, expected);
}

typedef struct
{
  const char *name;
  const char *text;
  gsize header;
  gsize blank; /* octets of the empty line, 0 for none */
} PartsCase;

static const PartsCase parts_cases[] = {
  { "regular", "A: b\r\n\r\nbody\r\n", 8, 2 },
  { "empty", "", 0, 0 },
  { "only-blank-line", "\r\n", 2, 2 },
  { "empty-body", "A: b\r\n\r\n", 8, 2 },
  { "no-blank-line", "A: b\r\nC: d\r\n", 12, 0 },
  { "no-line-end", "A: b", 4, 0 },
  { "no-header", "\r\nbody\r\n", 2, 2 },
  { "bare-lf", "A: b\n\nbody\n", 6, 1 },
  { "mixed", "A: b\r\nC: d\n\r\nbody", 13, 2 },
  { "mixed-other-way", "A: b\r\n\nbody", 7, 1 },
  { "first-blank-line-counts", "A: b\r\n\r\n\r\nbody", 8, 2 },
  { "blanks-are-not-empty", "A: b\r\n \r\n\r\nbody", 11, 2 },
  { "bare-cr-is-text", "A: b\r\n\r\r\n\r\nbody", 11, 2 },
  { "cr-alone", "A: b\rC: d\r\r", 11, 0 },
  { "no-colon-stays-header", "not a field\r\nA: b\r\n\r\nx", 21, 2 },
};

static void
test_parts (gconstpointer data)
{
  const PartsCase *c = data;
  g_autoptr (MailMessage) message = message_of (c->text, -1);
  BaseSpan header = mail_message_get_header (message);
  BaseSpan body = mail_message_get_body (message);
  BaseSpan blank = mail_message_get_blank_line (message);

  g_assert_cmpuint (mail_message_get_size (message), ==, strlen (c->text));
  g_assert_cmpuint (header.start, ==, 0);
  g_assert_cmpuint (header.len, ==, c->header);
  g_assert_cmpuint (body.start, ==, c->header);
  g_assert_cmpuint (base_span_end (body), ==, strlen (c->text));
  if (c->blank == 0)
    g_assert_true (base_span_is_none (blank));
  else
    {
      g_assert_cmpuint (blank.len, ==, c->blank);
      g_assert_cmpuint (base_span_end (blank), ==, c->header);
    }
  g_assert_null (mail_message_get_root (message)->first);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *field_name; /* NULL: none */
  const char *value;
  const char *unfolded;
} FieldCase;

static const FieldCase field_cases[] = {
  { "regular", "Subject: hi\r\n", "Subject", " hi", "hi" },
  { "lf", "Subject: hi\n", "Subject", " hi", "hi" },
  { "no-line-end", "Subject: hi", "Subject", " hi", "hi" },
  { "no-space", "Subject:hi\r\n", "Subject", "hi", "hi" },
  { "empty-value", "Subject:\r\n", "Subject", "", "" },
  { "blank-value", "Subject: \t \r\n", "Subject", " \t ", "" },
  { "colon-in-value", "Subject: a: b\r\n", "Subject", " a: b", "a: b" },
  { "blanks-before-colon", "Subject \t: hi\r\n", "Subject", " hi", "hi" },
  { "folded", "Subject: a\r\n\tb\r\n  c \r\n", "Subject", " a\r\n\tb\r\n  c ", "a\tb  c" },
  { "folded-lf", "Subject: a\n b\r\n c\n", "Subject", " a\n b\r\n c", "a b c" },
  { "folded-at-once", "To:\r\n b\r\n", "To", "\r\n b", "b" },
  { "folded-blank-line", "To: a\r\n \r\n b\r\n", "To", " a\r\n \r\n b", "a  b" },
  { "bare-cr", "Subject: a\rb\r\n", "Subject", " a\rb", "a\rb" },
  { "eight-bit", "Subject: caf\xe9\r\n", "Subject", " caf\xe9", "caf\xe9" },
  { "no-colon", "just words\r\n", NULL, "just words", "just words" },
  { "no-name", ": value\r\n", NULL, ": value", ": value" },
  { "space-in-name", "From wei Fri Jan 15 08:00:00 2027\r\n", NULL,
    "From wei Fri Jan 15 08:00:00 2027", "From wei Fri Jan 15 08:00:00 2027" },
  { "eight-bit-name",
    "Betr\xe9"
    "ff: x\r\n",
    NULL,
    "Betr\xe9"
    "ff: x",
    "Betr\xe9"
    "ff: x" },
  { "starts-folded", " a: b\r\n c\r\n", NULL, " a: b\r\n c", "a: b c" },
};

static void
test_field (gconstpointer data)
{
  const FieldCase *c = data;
  g_autofree char *text = g_strconcat (c->text, "Next: x\r\n\r\nbody\r\n", NULL);
  gboolean is_ended = g_str_has_suffix (c->text, "\n");
  g_autoptr (MailMessage) message = message_of (is_ended ? text : c->text, -1);
  g_autoptr (GString) unfolded = g_string_new ("kept ");
  MailFieldIter iter;
  MailField field;

  mail_field_iter_init (&iter, message);
  g_assert_true (mail_field_iter_next (&iter, &field));
  assert_span (message, field.whole, c->text);
  assert_span (message, field.value, c->value);
  if (c->field_name != NULL)
    assert_span (message, field.name, c->field_name);
  else
    g_assert_true (base_span_is_none (field.name));
  mail_message_append_unfolded (message, field.value, unfolded);
  g_assert_cmpstr (unfolded->str + strlen ("kept "), ==, c->unfolded);

  if (is_ended)
    {
      g_assert_true (mail_field_iter_next (&iter, &field));
      assert_span (message, field.name, "Next");
    }
  g_assert_false (mail_field_iter_next (&iter, &field));
  g_assert_false (mail_field_iter_next (&iter, &field));
}

static void
test_find (void)
{
  g_autoptr (MailMessage) message = message_of (
      "to: one\r\nX: y\r\nTO: two\r\nTo-Do: no\r\nTo : three\r\n\r\nTo: body\r\n", -1);
  MailField field = { .value = { 7, 7 } };

  g_assert_true (mail_message_find_field (message, "To", 0, &field));
  assert_span (message, field.value, " one");
  g_assert_true (mail_message_find_field (message, "tO", 1, &field));
  assert_span (message, field.value, " two");
  g_assert_true (mail_message_find_field (message, "To", 2, &field));
  assert_span (message, field.value, " three");
  g_assert_false (mail_message_find_field (message, "To", 3, &field));
  g_assert_false (mail_message_find_field (message, "T", 0, &field));
  g_assert_false (mail_message_find_field (message, "", 0, &field));
  assert_span (message, field.value, " three");
}

static void
test_nul (void)
{
  static const char text[] = "Sub\0ject: a\r\nTo: b\0c\r\n\r\nbo\0dy";
  g_autoptr (MailMessage) message = message_of (text, sizeof text - 1);
  g_autoptr (MailMessage) clean = message_of ("A: b\r\n\r\nbody", -1);
  g_autoptr (GString) unfolded = g_string_new (NULL);
  MailField field;

  g_assert_true (mail_message_has_nul (message));
  g_assert_false (mail_message_has_nul (clean));
  g_assert_cmpuint (mail_message_get_body (message).len, ==, 5);
  g_assert_false (mail_message_find_field (message, "Sub", 0, &field));
  g_assert_true (mail_message_find_field (message, "To", 0, &field));
  mail_message_append_unfolded (message, field.value, unfolded);
  g_assert_cmpmem (unfolded->str, unfolded->len, "b\0c", 3);
}

static void
test_references (void)
{
  MailMessage *message = message_of ("A: b\r\n\r\nbody", -1);
  MailMessage *second = mail_message_ref (message);

  mail_message_unref (message);
  g_assert_cmpuint (g_bytes_get_size (mail_message_get_bytes (second)), ==, 12);
  mail_message_unref (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (parts_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/mail/message/parts/", parts_cases[i].name, NULL);

      g_test_add_data_func (path, &parts_cases[i], test_parts);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (field_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/mail/message/field/", field_cases[i].name, NULL);

      g_test_add_data_func (path, &field_cases[i], test_field);
    }
  g_test_add_func ("/mail/message/find", test_find);
  g_test_add_func ("/mail/message/nul", test_nul);
  g_test_add_func ("/mail/message/references", test_references);
  return g_test_run ();
}
