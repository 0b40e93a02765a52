/* Decoding for readers: always clean UTF-8, whatever came in. */

#include "mail-decode.h"

#include <string.h>

static void
assert_words (const char *text, const char *expected)
{
  g_autofree char *decoded = mail_decode_words (text, -1);

  g_assert_cmpstr (decoded, ==, expected);
}

static void
test_words (void)
{
  assert_words ("", "");
  assert_words ("plain", "plain");
  assert_words ("=?utf-8?b?5L2g5aW9?=", "你好");
  assert_words ("=?UTF-8?Q?gr=C3=BC=C3=9Fe_an?= alle", "grüße an alle");
  assert_words ("=?iso-8859-1?q?Andr=E9?=", "André");
  assert_words ("=?gb2312?B?xOO6ww==?=", "你好");
  /* Blanks between two encoded words are not shown [RFC2047 §6.2]. */
  assert_words ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab");
  assert_words ("=?utf-8?q?a?=\r\n =?utf-8?q?b?= c", "ab c");
  assert_words ("already 你好", "already 你好");
}

static void
test_broken_words (void)
{
  assert_words ("caf\xe9 raw", "caf\xef\xbf\xbd raw");
  assert_words ("\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd");
  assert_words ("=?utf-8?x?abc?=", "=?utf-8?x?abc?=");
  assert_words ("=?utf-8?b?5L2g", "=?utf-8?b?5L2g");
  /* Encoded controls can make no lines and no escapes. */
  assert_words ("=?utf-8?q?a=0D=0AB:_c=1B[0m?=", "a B: c\u241b[0m");
  assert_words ("tab\there", "tab here");

  g_autofree char *nul = mail_decode_words ("a\0b", 3);
  g_assert_cmpstr (nul, ==, "a\u2400b");
  g_autofree char *cut = mail_decode_words ("abc", 2);
  g_assert_cmpstr (cut, ==, "ab");

  /* An unknown charset is no reason to fail. */
  g_autofree char *unknown = mail_decode_words ("=?x-klingon?q?nuq=E9?=", -1);
  g_assert_true (g_utf8_validate (unknown, -1, NULL));
}

/* A value too long to be meant for reading is shown whole, but only its start is decoded. */
static void
test_long_words (void)
{
  g_autoptr (GString) text = g_string_new ("=?utf-8?q?=C3=A9?= ");
  g_autofree char *decoded = NULL;

  while (text->len < 1000 * 1000)
    g_string_append (text, "=?utf-8?q?你");
  g_string_append (text, " =?utf-8?q?a?=");
  decoded = mail_decode_words (text->str, (gssize) text->len);
  g_assert_true (g_utf8_validate (decoded, -1, NULL));
  g_assert_true (g_str_has_prefix (decoded, "é "));
  g_assert_true (g_str_has_suffix (decoded, "你 =?utf-8?q?a?="));
}

static void
assert_body (const char *header, const char *body, gsize len, const char *expected)
{
  g_autoptr (GString) text = g_string_new (header);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MailMessage) message = NULL;
  g_autofree char *decoded = NULL;

  g_string_append (text, "\r\n");
  g_string_append_len (text, body, (gssize) len);
  bytes = g_bytes_new (text->str, text->len);
  message = mail_message_new (bytes);
  decoded = mail_decode_body_text (message);
  g_assert_cmpstr (decoded, ==, expected);
}

#define ASSERT_BODY(header, body, expected) assert_body (header, body, sizeof body - 1, expected)

static void
test_body (void)
{
  ASSERT_BODY ("", "one\r\ntwo\n", "one\ntwo\n");
  ASSERT_BODY (
      "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain; charset=utf-8\r\n",
      "gr=C3=BC=\r\n=C3=9F\r\n", "grüß\n");
  ASSERT_BODY (
      "Content-Transfer-Encoding: BASE64 (really)\r\nContent-Type: text/plain; charset=gb2312\r\n",
      "xOO6ww==\r\n", "你好");
  ASSERT_BODY ("Content-Type: text/plain; charset=\"ISO-8859-1\"\r\n", "caf\xe9\r\n", "café\n");
  ASSERT_BODY ("Content-Type: text/plain; charset=iso-2022-jp\r\n", "\x1b$B$\"\x1b(B.", "あ.");
  ASSERT_BODY ("Content-Type: text/plain\r\n", "", "");
}

static void
test_broken_body (void)
{
  ASSERT_BODY ("", "caf\xe9 \x1b[0m a\0b\rc\r\n", "caf\xef\xbf\xbd \u241b[0m a\u2400b\u240dc\n");
  ASSERT_BODY ("Content-Type: text/plain; charset=us-ascii\r\n", "\xe4\xbd\xa0\r\n", "你\n");
  ASSERT_BODY ("Content-Type: text/plain; charset=x-none\r\n", "a\xff\r\n", "a\xef\xbf\xbd\n");
  ASSERT_BODY ("Content-Type: text/plain; charset=\"../../x//IGNORE\"\r\n", "a\r\n", "a\n");
  ASSERT_BODY ("Content-Type: text/plain; charset=gb2312\r\n", "a\xff\xff\xc4",
               "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
  ASSERT_BODY ("Content-Type: text\r\nContent-Transfer-Encoding: nonsense\r\n", "a=41\r\n",
               "a=41\n");
  ASSERT_BODY ("Content-Transfer-Encoding: base64\r\n", "%%YW%%Jj\r\n", "abc");
}

/* All that is text, in order, and the headers of messages inside; nothing of what is not. */
static void
test_composite_body (void)
{
  ASSERT_BODY ("Content-Type: multipart/mixed; boundary=q\r\nContent-Transfer-Encoding: base64\r\n",
               "--q\r\n\r\nx\r\n--q--\r\n", "x");
  ASSERT_BODY ("Content-Type: multipart/mixed; boundary=q\r\n",
               "preamble\r\n"
               "--q\r\nContent-Transfer-Encoding: base64\r\n"
               "Content-Type: text/plain; charset=gb2312\r\n\r\nxOO6ww==\r\n"
               "--q\r\nContent-Type: image/png\r\n\r\nPNG\r\n"
               "--q\r\nContent-Type: message/rfc822\r\n\r\n"
               "From: =?utf-8?q?J=C3=BC?=\r\n <j@x>\r\nno field\r\n\r\nin\r\nside\r\n"
               "\r\n--q--\r\nepilogue\r\n",
               "你好\nFrom: Jü <j@x>\nno field\nin\nside\n");
  ASSERT_BODY ("Content-Type: image/png\r\n", "PNG", "");
}

static void
test_header (void)
{
  static const char text[] = "Subject: =?utf-8?q?gr=C3=BC?=\r\n =?utf-8?q?=C3=9F?=  \r\n"
                             "X-Empty:\r\nX-Tab : a\tb\r\n\tc\r\n\r\nbody";
  g_autoptr (GBytes) bytes = g_bytes_new (text, sizeof text - 1);
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  g_autoptr (GString) out = g_string_new ("before ");

  mail_decode_append_header (message, mail_message_get_header (message), out);
  g_assert_cmpstr (out->str, ==, "before Subject: grüß\nX-Empty: \nX-Tab: a b c\n");
}

/* Longer than any buffer on the way. */
static void
test_long_body (void)
{
  g_autoptr (GString) body = g_string_new (NULL), expected = g_string_new (NULL);

  for (int i = 0; i < 20000; i++)
    {
      g_string_append (body, "\xe9\xe8");
      g_string_append (expected, "éè");
    }
  assert_body ("Content-Type: text/plain; charset=iso-8859-15\r\n", body->str, body->len,
               expected->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/decode/words", test_words);
  g_test_add_func ("/mail/decode/broken-words", test_broken_words);
  g_test_add_func ("/mail/decode/long-words", test_long_words);
  g_test_add_func ("/mail/decode/body", test_body);
  g_test_add_func ("/mail/decode/broken-body", test_broken_body);
  g_test_add_func ("/mail/decode/composite-body", test_composite_body);
  g_test_add_func ("/mail/decode/header", test_header);
  g_test_add_func ("/mail/decode/long-body", test_long_body);
  return g_test_run ();
}
