/* The tree of parts: where each header and body lies [RFC2046 §5]. */

#include "mail-part.h"

#include <string.h>

/* "kind type/subtype header|body#lines" of each part, the header's and body's octets with CRLF as
 * "/" and LF as "_", one part a line, indented by level. */
static void
append_octets (GString *out, const MailMessage *message, BaseSpan span)
{
  const char *data = mail_message_get_data (message, NULL) + span.start;

  for (gsize i = 0; i < span.len; i++)
    if (data[i] == '\r' && i + 1 < span.len && data[i + 1] == '\n')
      {
        g_string_append_c (out, '/');
        i++;
      }
    else
      g_string_append_c (out, data[i] == '\n' ? '_' : data[i]);
}

static void
append_part (GString *out, const MailMessage *message, const MailPart *part, guint level)
{
  static const char kinds[] = {
    [MAIL_PART_LEAF] = '-', [MAIL_PART_MULTIPART] = '+', [MAIL_PART_MESSAGE] = '@'
  };

  for (guint i = 0; i < level; i++)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "%c %s/%s ", kinds[part->kind], part->type.type.data,
                          part->type.subtype.data);
  append_octets (out, message, part->header);
  g_string_append_c (out, '|');
  append_octets (out, message, part->body);
  g_string_append_printf (out, "#%" G_GUINT64_FORMAT "\n", part->lines);
  for (const MailPart *child = part->first; child != NULL; child = child->next)
    {
      g_assert_true (child->parent == part);
      append_part (out, message, child, level + 1);
    }
}

static MailMessage *
message_of (const char *text, gsize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);

  return mail_message_new (bytes);
}

/* The tree of a multipart of type @type with boundary "b" and the body @body; only its parts. */
static void
assert_parts (const char *type, const char *body, const char *expected)
{
  g_autofree char *text = g_strconcat ("Content-Type: ", type, "; boundary=b\r\n\r\n", body, NULL);
  g_autoptr (MailMessage) message = message_of (text, strlen (text));
  const MailPart *root = mail_message_get_root (message);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_cmpint (root->kind, ==, MAIL_PART_MULTIPART);
  for (const MailPart *part = root->first; part != NULL; part = part->next)
    append_part (out, message, part, 0);
  g_assert_cmpstr (out->str, ==, expected);
}

#define MIXED(body, expected) assert_parts ("multipart/mixed", body, expected)

static void
test_delimiters (void)
{
  MIXED ("--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n\r\n--b--\r\nepilogue\r\n--b\r\n\r\nno part",
         "- text/plain /|one#0\n- text/plain /|two/#1\n");
  MIXED ("preamble\r\n--b\r\nA: c\r\n\r\nx\r\n--b--", "- text/plain A: c//|x#0\n");
  /* The end of the message ends what was not closed. */
  MIXED ("--b\r\n\r\none\r\n", "- text/plain /|one/#1\n");
  MIXED ("--b\r\nA: c", "- text/plain A: c|#0\n");
  MIXED ("--b", "- text/plain |#0\n");
  /* Blanks may follow; so may anything else [RFC2046 §5.1.1]. */
  MIXED ("--b \t\r\n\r\none\r\n--bc\r\n\r\ntwo\r\n--b-- x\r\nout",
         "- text/plain /|one#0\n- text/plain /|two#0\n");
  MIXED (" --b\r\n--B\r\nb\r\n-b\r\n--\r\n--b\r\n\r\nx", "- text/plain /|x#0\n");
}

static void
test_line_ends (void)
{
  MIXED ("--b\n\none\ntwo\n\n--b\nA: c\n\nx\r\n--b--\n",
         "- text/plain _|one_two_#2\n- text/plain A: c__|x#0\n");
  MIXED ("--b\r\n\r\none\r\r\n--b--\r\n", "- text/plain /|one\r#0\n");
}

/* The line end before a delimiter is its own, but not if it belongs to what is before. */
static void
test_short (void)
{
  MIXED ("--b\r\n--b\r\n\r\n--b\r\n\r\n\r\n--b--",
         "- text/plain |#0\n- text/plain /|#0\n- text/plain /|#0\n");
  MIXED ("--b\r\nA: c\r\n--b--", "- text/plain A: c|#0\n");
}

static void
test_no_parts (void)
{
  MIXED ("", "- text/plain |#0\n");
  MIXED ("no delimiter\r\n", "- text/plain |#0\n");
  MIXED ("--b--\r\nepilogue", "- text/plain |#0\n");
}

static void
test_nested (void)
{
#define INNER "--b\r\nContent-Type: multipart/x; boundary=\"in\"\r\n\r\n"
#define INNER_HEADER "+ multipart/x Content-Type: multipart/x; boundary=\"in\"//|"
  MIXED (INNER "--in\r\n\r\none\r\n--in--\r\nepilogue\r\n--b--\r\n",
         INNER_HEADER "--in//one/--in--/epilogue#4\n - text/plain /|one#0\n");
  /* An outer delimiter ends all that is inside, also in a header. */
  MIXED (INNER "--in\r\n\r\none\r\n--b\r\n\r\ntwo",
         INNER_HEADER "--in//one#2\n - text/plain /|one#0\n- text/plain /|two#0\n");
  MIXED (INNER "--in\r\nA: c\r\n--b\r\n\r\ntwo",
         INNER_HEADER "--in/A: c#1\n - text/plain A: c|#0\n- text/plain /|two#0\n");
  MIXED (INNER "--b\r\n\r\ntwo", INNER_HEADER "#0\n - text/plain |#0\n- text/plain /|two#0\n");
#undef INNER
#undef INNER_HEADER
}

/* One boundary for two: the inner has it until it is closed. One the start of the other: each line
 * is the delimiter of the one it fits best. */
static void
test_like_boundaries (void)
{
#define INNER(boundary) "--b\r\nContent-Type: multipart/x; boundary=" boundary "\r\n\r\n"
#define HEADER(boundary) "+ multipart/x Content-Type: multipart/x; boundary=" boundary "//|"
  MIXED (INNER ("b") "--b\r\n\r\none\r\n--b--\r\n--b\r\n\r\ntwo\r\n--b--",
         HEADER ("b") "--b//one/--b--#3\n - text/plain /|one#0\n- text/plain /|two#0\n");
  MIXED (INNER ("bc") "--bc\r\n\r\none\r\n--bc--\r\n--bc\r\n--b\r\n\r\ntwo\r\n--b--",
         HEADER ("bc") "--bc//one/--bc--/--bc#4\n - text/plain /|one#0\n- text/plain /|two#0\n");
  MIXED (INNER ("b-") "--b-\r\n\r\none\r\n--b--\r\nout",
         HEADER ("b-") "--b-//one#2\n - text/plain /|one#0\n");
#undef INNER
#undef HEADER
}

static void
test_messages (void)
{
#define MESSAGE "--b\r\nContent-Type: message/RFC822\r\n\r\n"
#define HEADER "@ message/RFC822 Content-Type: message/RFC822//|"
  MIXED (MESSAGE "From: x\r\n\r\none\r\ntwo\r\n--b\r\n\r\nthree",
         HEADER "From: x//one/two#3\n - text/plain From: x//|one/two#1\n"
                "- text/plain /|three#0\n");
  MIXED (MESSAGE "\r\n--b--", HEADER "/#1\n - text/plain /|#0\n");
  MIXED (MESSAGE "From: x\r\n--b--", HEADER "From: x#0\n - text/plain From: x|#0\n");
  MIXED (MESSAGE, HEADER "#0\n - text/plain |#0\n");
  MIXED ("--b\r\nContent-Type: message/rfc822\r\n--b--",
         "@ message/rfc822 Content-Type: message/rfc822|#0\n - text/plain |#0\n");
#undef MESSAGE
#undef HEADER
}

static void
test_defaults (void)
{
  assert_parts ("multipart/digest",
                "--b\r\n\r\nFrom: x\r\n\r\none\r\n--b\r\nContent-Type: text/x\r\n\r\ntwo\r\n"
                "--b\r\nContent-Type: nothing\r\n\r\nthree\r\n--b--",
                "@ message/rfc822 /|From: x//one#2\n - text/plain From: x//|one#0\n"
                "- text/x Content-Type: text/x//|two#0\n"
                "- text/plain Content-Type: nothing//|three#0\n");
  MIXED ("--b\r\nContent-Type: multipart/mixed\r\n\r\n--\r\n\r\nx\r\n",
         "- text/plain Content-Type: multipart/mixed//|--//x/#3\n");
  MIXED ("--b\r\nContent-Type: message/partial\r\n\r\nA: c\r\n",
         "- message/partial Content-Type: message/partial//|A: c/#1\n");
}

/* As deep as it goes and deeper, and more parts than there may be. */
static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new (NULL), many = g_string_new (NULL);
  guint level = 0, n = 0;

  for (guint i = 0; i < 3 * MAIL_DEPTH_MAX; i++)
    g_string_append_printf (deep, "Content-Type: multipart/mixed; boundary=x%u.\n\n--x%u.\n", i, i);
  g_autoptr (MailMessage) deep_message = message_of (deep->str, deep->len);
  const MailPart *part = mail_message_get_root (deep_message);
  for (; part->first != NULL; part = part->first)
    level++;
  g_assert_cmpuint (level, ==, MAIL_DEPTH_MAX);
  g_assert_cmpstr (part->type.subtype.data, ==, "octet-stream");

  g_string_truncate (deep, 0);
  for (guint i = 0; i < 3 * MAIL_DEPTH_MAX; i++)
    g_string_append (deep, "Content-Type: message/rfc822\r\n\r\n");
  g_autoptr (MailMessage) chain = message_of (deep->str, deep->len);
  for (part = mail_message_get_root (chain), level = 0; part->first != NULL; part = part->first)
    level++;
  g_assert_cmpuint (level, ==, MAIL_DEPTH_MAX);

  g_string_append (many, "Content-Type: multipart/mixed; boundary=b\n\n");
  for (guint i = 0; i < 2 * MAIL_PARTS_MAX; i++)
    g_string_append (many, "--b\n\nx\n");
  g_autoptr (MailMessage) many_message = message_of (many->str, many->len);
  for (part = mail_message_get_root (many_message); part != NULL; part = mail_part_next (part))
    n++;
  g_assert_cmpuint (n, ==, MAIL_PARTS_MAX);
}

static const MailPart *
find (const MailMessage *message, const char *path)
{
  g_auto (GStrv) words = g_strsplit (path, ".", -1);
  guint32 numbers[10];
  guint n = 0;

  for (; words[n] != NULL; n++)
    numbers[n] = (guint32) strtoul (words[n], NULL, 10);
  return mail_part_find (message, numbers, n);
}

/* The example of [RFC9051 §6.4.5.1]. */
static void
test_numbers (void)
{
  static const char text[] = "Content-Type: MULTIPART/MIXED; boundary=a\r\n\r\n"
                             "--a\r\n\r\n1\r\n"
                             "--a\r\nContent-Type: APPLICATION/OCTET-STREAM\r\n\r\n2\r\n"
                             "--a\r\nContent-Type: MESSAGE/RFC822\r\n\r\n"
                             "Content-Type: MULTIPART/MIXED; boundary=b\r\n\r\n"
                             "--b\r\n\r\n3.1\r\n--b\r\n\r\n3.2\r\n--b--\r\n"
                             "--a\r\nContent-Type: MULTIPART/MIXED; boundary=c\r\n\r\n"
                             "--c\r\n\r\n4.1\r\n"
                             "--c\r\nContent-Type: MESSAGE/RFC822\r\n\r\n"
                             "Content-Type: MULTIPART/MIXED; boundary=d\r\n\r\n"
                             "--d\r\n\r\n4.2.1\r\n"
                             "--d\r\nContent-Type: MULTIPART/ALTERNATIVE; boundary=e\r\n\r\n"
                             "--e\r\n\r\n4.2.2.1\r\n--e\r\n\r\n4.2.2.2\r\n--e--\r\n"
                             "--d--\r\n--c--\r\n"
                             "--a\r\nContent-Type: MESSAGE/RFC822\r\n\r\n"
                             "Content-Type: message/rfc822\r\n\r\nA: c\r\n\r\n5.1.1\r\n"
                             "--a--\r\n";
  static const char *const leaves[] = { "1",     "2",       "3.1",     "3.2",  "4.1",
                                        "4.2.1", "4.2.2.1", "4.2.2.2", "5.1.1" };
  static const char *const nowhere[] = { "0",   "6",     "1.1", "1.0",     "3.0",       "3.3",
                                         "5.2", "5.1.2", "4.0", "4.2.2.3", "4.2.2.1.1", "5.1.1.1" };
  g_autoptr (MailMessage) message = message_of (text, sizeof text - 1);

  for (gsize i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      const MailPart *part = find (message, leaves[i]);

      g_assert_nonnull (part);
      g_assert_cmpmem (text + part->body.start, part->body.len, leaves[i], strlen (leaves[i]));
    }
  g_assert_cmpint (find (message, "4.2")->kind, ==, MAIL_PART_MESSAGE);
  g_assert_cmpint (find (message, "5.1")->kind, ==, MAIL_PART_MESSAGE);
  g_assert_cmpstr (find (message, "4.2.2")->type.subtype.data, ==, "ALTERNATIVE");
  g_assert_true (mail_part_find (message, NULL, 0) == mail_message_get_root (message));
  for (gsize i = 0; i < G_N_ELEMENTS (nowhere); i++)
    g_assert_null (find (message, nowhere[i]));

  g_autoptr (MailMessage) plain = message_of ("A: c\r\n\r\nx", 9);
  g_assert_true (find (plain, "1") == mail_message_get_root (plain));
  g_assert_null (find (plain, "1.1"));
  g_assert_null (find (plain, "2"));
}

static gpointer
get_root (gpointer message)
{
  return (gpointer) mail_message_get_root (message);
}

/* Whoever comes first makes the tree, and there is one. */
static void
test_threads (void)
{
  g_autoptr (MailMessage) message = message_of ("Content-Type: text/plain\r\n\r\nx", 29);
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("root", get_root, message);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == mail_message_get_root (message));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/part/delimiters", test_delimiters);
  g_test_add_func ("/mail/part/line-ends", test_line_ends);
  g_test_add_func ("/mail/part/short", test_short);
  g_test_add_func ("/mail/part/no-parts", test_no_parts);
  g_test_add_func ("/mail/part/nested", test_nested);
  g_test_add_func ("/mail/part/like-boundaries", test_like_boundaries);
  g_test_add_func ("/mail/part/messages", test_messages);
  g_test_add_func ("/mail/part/defaults", test_defaults);
  g_test_add_func ("/mail/part/limits", test_limits);
  g_test_add_func ("/mail/part/numbers", test_numbers);
  g_test_add_func ("/mail/part/threads", test_threads);
  return g_test_run ();
}
