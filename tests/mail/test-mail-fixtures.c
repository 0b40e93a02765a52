/* Whole messages and what a server answers of them. The messages and answers were compared with
 * Dovecot 2.3; where an expectation differs from it, its file says why. */

#include "mail-envelope.h"
#include "mail-section.h"

#include <string.h>

static void
append_quoted (GString *out, const char *data, gsize len)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < len; i++)
    {
      const char *marks = "\r\n\t\"\\", *letters = "rnt\"\\";
      const char *mark = data[i] != '\0' ? strchr (marks, data[i]) : NULL;

      if (mark != NULL)
        g_string_append_printf (out, "\\%c", letters[mark - marks]);
      else if (g_ascii_isprint (data[i]))
        g_string_append_c (out, data[i]);
      else
        g_string_append_printf (out, "\\x%02x", (guint8) data[i]);
    }
  g_string_append_c (out, '"');
}

static void
append_nstring (GString *out, const MailString *string)
{
  if (string->data == NULL)
    g_string_append (out, "NIL");
  else
    append_quoted (out, string->data, string->len);
}

static void
append_list (GString *out, const GArray *list)
{
  g_string_append (out, list == NULL ? "NIL" : "(");
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MailAddress *address = &g_array_index (list, MailAddress, i);

      g_string_append_c (out, '(');
      append_nstring (out, &address->name);
      g_string_append_c (out, ' ');
      append_nstring (out, &address->adl);
      g_string_append_c (out, ' ');
      append_nstring (out, &address->mailbox);
      g_string_append_c (out, ' ');
      append_nstring (out, &address->host);
      g_string_append_c (out, ')');
    }
  if (list != NULL)
    g_string_append_c (out, ')');
}

static char *
print_envelope (const MailMessage *message)
{
  g_autoptr (MailEnvelope)
      envelope = mail_envelope_new (message, mail_message_get_header (message));
  const GArray *lists[] = { envelope->from, envelope->sender, envelope->reply_to,
                            envelope->to,   envelope->cc,     envelope->bcc };
  GString *out = g_string_new ("(");

  append_nstring (out, &envelope->date);
  g_string_append_c (out, ' ');
  append_nstring (out, &envelope->subject);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_string_append_c (out, ' ');
      append_list (out, lists[i]);
    }
  g_string_append_c (out, ' ');
  append_nstring (out, &envelope->in_reply_to);
  g_string_append_c (out, ' ');
  append_nstring (out, &envelope->message_id);
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static void
append_section (GString *out, const MailMessage *message, const char *key, MailSectionKind kind)
{
  const MailSection section = { .kind = kind };
  g_autoptr (GArray) spans = mail_section_spans (message, &section);
  g_autoptr (GBytes) bytes = mail_spans_gather (message, spans);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_string_append_printf (out, "%s ", key);
  append_quoted (out, data, size);
  g_string_append_c (out, '\n');
}

static char *
read_file (const char *name, const char *suffix, gsize *size)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "mail", "data", file, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, size, &error);
  g_assert_no_error (error);
  return contents;
}

static char *
read_expectation (const char *name)
{
  g_autofree char *text = read_file (name, ".expect", NULL);
  char *p = text;

  while (*p == '#')
    p = strchr (p, '\n') + 1;
  return g_strdup (p);
}

static void
test_fixture (gconstpointer name)
{
  gsize size;
  g_autofree char *contents = read_file (name, ".eml", &size);
  g_autofree char *expected = read_expectation (name);
  g_autoptr (GBytes) bytes = g_bytes_new (contents, size);
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  g_autofree char *envelope = print_envelope (message);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "size %" G_GSIZE_FORMAT "\n", mail_message_get_size (message));
  append_section (out, message, "header", MAIL_SECTION_HEADER);
  append_section (out, message, "text", MAIL_SECTION_TEXT);
  g_string_append_printf (out, "envelope %s\n", envelope);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
assert_envelope (const char *header, const char *expected)
{
  g_autofree char *text = g_strconcat (header, "\r\nbody", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  g_autofree char *printed = print_envelope (message);

  g_assert_cmpstr (printed, ==, expected);
}

/* Absent and empty differ for strings and do not for lists [RFC9051 §7.5.2]. */
static void
test_absent_or_empty (void)
{
  assert_envelope ("", "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)");
  assert_envelope ("Date:\r\nSubject: \r\nIn-Reply-To:\r\n \r\nMessage-ID:\t\r\n"
                   "From:\r\nSender: \r\nReply-To:,\r\nTo: \r\nCc: (c)\r\nBcc:\r\n",
                   "(\"\" \"\" NIL NIL NIL NIL NIL NIL \"\" \"\")");
}

static void
test_defaults_from (void)
{
#define A "((NIL NIL \"a\" \"x\"))"
#define B "((NIL NIL \"b\" \"x\"))"
  assert_envelope ("From: a@x\r\n", "(NIL NIL " A " " A " " A " NIL NIL NIL NIL NIL)");
  assert_envelope ("Reply-To: b@x\r\nSender: ,\r\nFrom: a@x\r\n",
                   "(NIL NIL " A " " A " " B " NIL NIL NIL NIL NIL)");
  assert_envelope ("Sender: b@x\r\n", "(NIL NIL NIL " B " NIL NIL NIL NIL NIL NIL)");
#undef A
#undef B
}

/* The first of a field that may be there once; destinations are joined [RFC5322 §4.5.3]. */
static void
test_repeated (void)
{
  assert_envelope ("To: a@x\r\nSubject: one\r\nto: b@x\r\nSUBJECT: two\r\nTo : c@x\r\n",
                   "(NIL \"one\" NIL NIL NIL ((NIL NIL \"a\" \"x\")(NIL NIL \"b\" \"x\")"
                   "(NIL NIL \"c\" \"x\")) NIL NIL NIL NIL)");
  assert_envelope ("Subject:\r\nSubject: two\r\nMessage-ID: <a@x> (c)\r\nIn-Reply-To: <b@x>\r\n"
                   " <c@x>\r\n",
                   "(NIL \"\" NIL NIL NIL NIL NIL NIL \"<b@x> <c@x>\" \"<a@x> (c)\")");
}

int
main (int argc, char **argv)
{
  static const char *const names[] = {
    "bad-content-type", "bare-lf",       "eight-bit", "empty-body", "folded",
    "mixed-line-ends",  "no-blank-line", "no-header", "nul",        "plain",
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/mail/fixtures/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_fixture);
    }
  g_test_add_func ("/mail/fixtures/absent-or-empty", test_absent_or_empty);
  g_test_add_func ("/mail/fixtures/defaults-from", test_defaults_from);
  g_test_add_func ("/mail/fixtures/repeated", test_repeated);
  return g_test_run ();
}
