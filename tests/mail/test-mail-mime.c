/* The structured fields of MIME, as good as they come and as bad [RFC2045 §5.1] [RFC2231 §3]. */

#include "mail-mime.h"
#include "mail-structure.h"

#include <string.h>

static void
append_string (GString *out, MailString string)
{
  if (string.data == NULL)
    g_string_append (out, "NIL");
  g_string_append_len (out, string.data, (gssize) string.len);
}

static void
append_parameters (GString *out, MailParameters parameters)
{
  for (guint i = 0; i < parameters.n; i++)
    {
      g_string_append (out, "; ");
      append_string (out, parameters.items[i].name);
      g_string_append (out, "=<");
      append_string (out, parameters.items[i].value);
      g_string_append_c (out, '>');
    }
}

static void
assert_type (const char *value, const char *expected)
{
  g_autoptr (BaseArena) arena = base_arena_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  MailMediaType type;

  if (!mail_mime_read_type (value, strlen (value), arena, &type))
    {
      g_assert_null (expected);
      return;
    }
  append_string (out, type.type);
  g_string_append_c (out, '/');
  append_string (out, type.subtype);
  append_parameters (out, type.parameters);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_type (void)
{
  assert_type (" text/plain", "text/plain");
  assert_type ("(c(d)) Text (\\)) / (c)\r\n\tX-y.1+z (c)", "Text/X-y.1+z");
  assert_type ("text/plain; charset=utf-8;format=flowed", "text/plain; charset=<utf-8>; "
                                                          "format=<flowed>");
  assert_type ("a/b ; (c) x (c) = (c) \"y; \\\"z\\\\ \r\n \"(c)", "a/b; x=<y; \"z\\  >");
  assert_type ("a/b; x=\"\"; y=\"unfinished \\", "a/b; x=<>; y=<unfinished \\>");
  /* No token, but clear all the same. */
  assert_type ("a/b; boundary=----=_Part/1:2?; n=x(1).jpg", "a/b; boundary=<----=_Part/1:2?>; "
                                                            "n=<x(1).jpg>");
  assert_type ("a/b; name=\xe4\xbd\xa0", "a/b; name=<\xe4\xbd\xa0>");
}

static void
test_bad_type (void)
{
  static const char *const bad[] = { "",      "text",           "text/",       "/plain",
                                     "; a=b", "\"text\"/plain", "(text/plain", "te xt/plain" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_type (bad[i], NULL);
  /* What is bad in the parameters is passed over. */
  assert_type ("a/b; ; =c; d; e=f", "a/b; e=<f>");
  assert_type ("a/b c=d \"; e=f\" ; g=h", "a/b; g=<h>");
  assert_type ("a/b; c=d e=f; g=", "a/b; c=<d>; g=<>");
}

/* Pieces become one, in their order and at the first one's place [RFC2231 §3] [RFC2231 §4.1]. */
static void
test_continuations (void)
{
  assert_type ("a/b; x=y; n*0=ab; n*1=\" c\"; z=1", "a/b; x=<y>; n=<ab c>; z=<1>");
  assert_type ("a/b; N*2=c; n*0=a; x=y; n*1=b", "a/b; n=<abc>; x=<y>");
  assert_type ("a/b; t*0*=us-ascii'en'This%20is; t*1*=%20***fun***; t*2=\"isn't %it!\"",
               "a/b; t*=<us-ascii'en'This%20is%20***fun***isn%27t%20%25it!>");
  assert_type ("a/b; n*=utf-8''%E4", "a/b; n*=<utf-8''%E4>");
  /* Without a first piece, or behind a gap, they stay what they are. */
  assert_type ("a/b; n*1=b; n*2=c", "a/b; n*1=<b>; n*2=<c>");
  assert_type ("a/b; n*0=a; n*2=c", "a/b; n=<a>; n*2=<c>");
  assert_type ("a/b; n*00=a; *0=b; n*x=c; 0=d", "a/b; n*00=<a>; *0=<b>; n*x=<c>; 0=<d>");
}

static void
test_many (void)
{
  g_autoptr (GString) value = g_string_new ("a/b");
  g_autoptr (BaseArena) arena = base_arena_new ();
  MailMediaType type;

  for (guint i = 0; i < 2 * MAIL_PARAMETERS_MAX; i++)
    g_string_append_printf (value, "; n*%u=%u", i, i % 10);
  g_assert_true (mail_mime_read_type (value->str, value->len, arena, &type));
  g_assert_cmpuint (type.parameters.n, ==, 1);
  g_assert_cmpuint (type.parameters.items[0].value.len, ==, MAIL_PARAMETERS_MAX);
}

static void
test_others (void)
{
  g_autoptr (BaseArena) arena = base_arena_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  static const char disposition[] = " (c) attachment; filename=\"a\r\n b\"; size=3";
  static const char languages[] = "en, (c) zh-Hans ,, \"x\" de";
  MailDisposition read = mail_mime_read_disposition (disposition, strlen (disposition), arena);
  MailStrings tags = mail_mime_read_languages (languages, strlen (languages), arena);

  append_string (out, read.type);
  append_parameters (out, read.parameters);
  g_assert_cmpstr (out->str, ==, "attachment; filename=<a b>; size=<3>");
  g_assert_null (mail_mime_read_disposition (" ; x=y", 6, arena).type.data);

  g_string_truncate (out, 0);
  for (guint i = 0; i < tags.n; i++)
    {
      append_string (out, tags.items[i]);
      g_string_append_c (out, ' ');
    }
  g_assert_cmpstr (out->str, ==, "en zh-Hans x de ");
  g_assert_cmpuint (mail_mime_read_languages (" ,", 2, arena).n, ==, 0);
  g_assert_cmpstr (mail_mime_read_token (" 8bit (c)", 9, arena).data, ==, "8bit");
  g_assert_null (mail_mime_read_token (" (c)", 4, arena).data);
}

/* One pass over the header; the first of each field counts. */
static void
test_structure (void)
{
  static const char text[] = "content-ID: <a@b>\r\nContent-Description: two\r\n  words \r\n"
                             "Content-Transfer-Encoding: BASE64 (c)\r\nContent-MD5: abc=\r\n"
                             "Content-Disposition: inline\r\nContent-Language: en\r\n"
                             "Content-Location: http://x/\r\nContent-ID: <c@d>\r\n\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, sizeof text - 1);
  g_autoptr (GBytes) nothing = g_bytes_new ("Content-MD5:\r\nContent-Transfer-Encoding:;\r\n", 43);
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  g_autoptr (MailMessage) empty = mail_message_new (nothing);
  g_autoptr (BaseArena) arena = base_arena_new ();
  MailStructure structure;

  mail_structure_read (message, mail_message_get_root (message), arena, &structure);
  g_assert_cmpstr (structure.type.subtype.data, ==, "plain");
  g_assert_cmpstr (mail_parameters_find (structure.type.parameters, "CHARSET").data, ==,
                   "us-ascii");
  g_assert_cmpstr (structure.id.data, ==, "<a@b>");
  g_assert_cmpstr (structure.description.data, ==, "two  words");
  g_assert_cmpstr (structure.encoding.data, ==, "BASE64");
  g_assert_cmpstr (structure.md5.data, ==, "abc=");
  g_assert_cmpstr (structure.disposition.type.data, ==, "inline");
  g_assert_cmpuint (structure.languages.n, ==, 1);
  g_assert_cmpstr (structure.location.data, ==, "http://x/");

  mail_structure_read (empty, mail_message_get_root (empty), arena, &structure);
  g_assert_cmpstr (structure.md5.data, ==, "");
  g_assert_cmpstr (structure.encoding.data, ==, "7bit");
  g_assert_null (structure.id.data);
  g_assert_null (structure.disposition.type.data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/mime/type", test_type);
  g_test_add_func ("/mail/mime/bad-type", test_bad_type);
  g_test_add_func ("/mail/mime/continuations", test_continuations);
  g_test_add_func ("/mail/mime/many", test_many);
  g_test_add_func ("/mail/mime/others", test_others);
  g_test_add_func ("/mail/mime/structure", test_structure);
  return g_test_run ();
}
