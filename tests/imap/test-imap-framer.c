/* Lines out of a stream: the same for every split, with literals on both ears, and within limits. */

#include "imap-framer.h"
#include "imap-types.h"

#include <string.h>

#include "base-random.h"

static void
feed (ImapFramer *framer, const char *data, gsize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, len);
  imap_framer_feed (framer, bytes);
}

static void
append_line (GString *out, const ModelLine *line)
{
  gsize len;
  const char *data = g_bytes_get_data (line->bytes, &len);
  g_autofree char *text = g_strndup (data, len);
  g_autofree char *shown = g_strescape (text, NULL);
  g_string_append_printf (out, "%u@%" G_GUINT64_FORMAT "%s%s|%s\n", line->context, line->start,
                          line->bad ? " bad" : "", line->complete ? "" : " cut", shown);
}

/* All lines there are; every synchronizing literal is taken, or every second one. */
static void
drain (ImapFramer *framer, gboolean refuse_some, guint *n_awaited, GString *out)
{
  ModelLine line;
  while (imap_framer_next (framer, &line) == MODEL_FRAME_LINE)
    {
      append_line (out, &line);
      g_bytes_unref (line.bytes);
      if (imap_framer_awaits (framer) < 0)
        continue;
      g_string_append_printf (out, "awaits %" G_GINT64_FORMAT "\n", imap_framer_awaits (framer));
      g_assert_cmpint (imap_framer_next (framer, &line), ==, MODEL_FRAME_MORE);
      if (refuse_some && (*n_awaited)++ % 2 == 1)
        imap_framer_refuse (framer);
      else
        imap_framer_accept (framer);
    }
}

static char *
frame (ImapEar ear, gboolean refuse_some, const char *text, const gsize *cuts, guint n_cuts)
{
  g_autoptr (ImapFramer) framer = imap_framer_new (ear);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize at = 0, len = strlen (text);
  guint n_awaited = 0;
  ModelLine line;
  for (guint i = 0; i <= n_cuts; i++)
    {
      gsize end = i < n_cuts ? cuts[i] : len;
      feed (framer, text + at, end - at);
      drain (framer, refuse_some, &n_awaited, out);
      at = end;
    }
  if (imap_framer_rest (framer, &line) == MODEL_FRAME_LINE)
    {
      append_line (out, &line);
      g_bytes_unref (line.bytes);
    }
  g_assert_cmpint (imap_framer_rest (framer, &line), ==, MODEL_FRAME_MORE);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

#define assert_frames(ear, text, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *framed_ = frame ((ear), FALSE, (text), NULL, 0);                              \
    g_assert_cmpstr (framed_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

static void
test_server_ear (void)
{
  assert_frames (IMAP_EAR_SERVER, "a NOOP\r\nb NOOP\r\n", "1@0|a NOOP\\r\\n\n1@8|b NOOP\\r\\n\n");
  assert_frames (IMAP_EAR_SERVER, "a L {3}\r\nx\r\n {0}\r\n y\r\nb N\r\n",
                 "1@0|a L {3}\\r\\n\nawaits 3\n2@9|x\\r\\n {0}\\r\\n\nawaits 0\n2@18| y\\r\\n\n"
                 "1@22|b N\\r\\n\n");
  assert_frames (IMAP_EAR_SERVER, "a L {3+}\r\nx\r\n {1+}\r\ny\r\nb N\r\n",
                 "1@0|a L {3+}\\r\\nx\\r\\n {1+}\\r\\ny\\r\\n\n1@23|b N\\r\\n\n");
  /* Neither a bare CR nor a bare LF ends a line, and not everything in braces is a literal. */
  assert_frames (IMAP_EAR_SERVER, "a\rb\nc\r\n{}\r\n{x}\r\n{1} \r\n{4294967296}\r\n{-1}\r\n3}\r\n",
                 "1@0|a\\rb\\nc\\r\\n\n1@7|{}\\r\\n\n1@11|{x}\\r\\n\n1@16|{1} \\r\\n\n"
                 "1@22|{4294967296}\\r\\n\n1@36|{-1}\\r\\n\n1@42|3}\\r\\n\n");
  assert_frames (IMAP_EAR_SERVER, "a {007}\r\n1234567\r\n",
                 "1@0|a {007}\\r\\n\nawaits 7\n2@9|1234567\\r\\n\n");
}

static void
test_client_ear (void)
{
  assert_frames (IMAP_EAR_CLIENT, "* 1 FETCH (BODY[] {3}\r\na\r\n)\r\n* 2 EXISTS\r\n",
                 "4@0|* 1 FETCH (BODY[] {3}\\r\\na\\r\\n)\\r\\n\n4@29|* 2 EXISTS\\r\\n\n");
  assert_frames (IMAP_EAR_CLIENT, "* LIST () NIL {0}\r\n\r\n* N\r\n",
                 "4@0|* LIST () NIL {0}\\r\\n\\r\\n\n4@21|* N\\r\\n\n");
  /* Human text may end like an announcement. */
  assert_frames (
      IMAP_EAR_CLIENT, "* OK x {3}\r\n* bYe {3}\r\na NO {3}\r\n+ {3}\r\n* OKS {3}\r\nabc\r\n",
      "4@0|* OK x {3}\\r\\n\n4@12|* bYe {3}\\r\\n\n4@23|a NO {3}\\r\\n\n4@33|+ {3}\\r\\n\n"
      "4@40|* OKS {3}\\r\\nabc\\r\\n\n");
}

static void
test_refuse (void)
{
  g_autofree char *out = frame (
      IMAP_EAR_SERVER, TRUE, "a L {1}\r\nx {1}\r\nb N\r\nc {2}\r\nde\r\nf {9}\r\ng\r\n", NULL, 0);
  g_assert_cmpstr (out, ==,
                   "1@0|a L {1}\\r\\n\nawaits 1\n2@9|x {1}\\r\\n\nawaits 1\n1@16|b N\\r\\n\n"
                   "1@21|c {2}\\r\\n\nawaits 2\n2@28|de\\r\\n\n1@32|f {9}\\r\\n\nawaits 9\n"
                   "1@39|g\\r\\n\n");
}

static void
test_rest (void)
{
  assert_frames (IMAP_EAR_SERVER, "a NO", "1@0 cut|a NO\n");
  assert_frames (IMAP_EAR_SERVER, "a {5}\r\nab", "1@0|a {5}\\r\\n\nawaits 5\n2@7 cut|ab\n");
  assert_frames (IMAP_EAR_CLIENT, "* 1 FETCH (BODY[] {30}\r\nabc",
                 "4@0 cut|* 1 FETCH (BODY[] {30}\\r\\nabc\n");
}

static void
test_context (void)
{
  g_autoptr (ImapFramer) framer = imap_framer_new (IMAP_EAR_SERVER);
  ModelLine line;
  feed (framer, "a IDLE\r\nDONE\r\n", 14);
  g_assert_cmpint (imap_framer_next (framer, &line), ==, MODEL_FRAME_LINE);
  g_assert_cmpuint (line.context, ==, IMAP_CONTEXT_COMMAND);
  g_bytes_unref (line.bytes);
  imap_framer_set_context (framer, IMAP_CONTEXT_IDLE);
  g_assert_cmpint (imap_framer_next (framer, &line), ==, MODEL_FRAME_LINE);
  g_assert_cmpuint (line.context, ==, IMAP_CONTEXT_IDLE);
  g_bytes_unref (line.bytes);
}

/* --- splits --- */

static const char *const dialogues[] = {
  "a L {3}\r\nx\r\n {0}\r\n y\r\nb L {2+}\r\n\r\n\r\n\r\nc {3}\r\n{1}{1}\r\nd\r\r\n\n\r\ne\r\n{1+}\r\n\r\r\nf",
  "* OK {3}\r\n* 1 FETCH (A {4}\r\n{1}\r {0}\r\n B {1}\r\n\n)\r\na OK {1}\r\n* X {2}\r\n\r\n\r\n* Y {5}\r\nab",
};

static void
test_splits (void)
{
  static const ImapEar ears[] = { IMAP_EAR_SERVER, IMAP_EAR_CLIENT };
  guint64 seed = (guint64) g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (dialogues) * G_N_ELEMENTS (ears); i++)
    {
      const char *text = dialogues[i / 2 % G_N_ELEMENTS (dialogues)];
      ImapEar ear = ears[i / 2 / G_N_ELEMENTS (dialogues)];
      gsize len = strlen (text);
      g_autofree char *whole = frame (ear, i % 2, text, NULL, 0);
      for (gsize a = 0; a <= len; a++)
        for (gsize b = a; b <= len; b++)
          {
            gsize cuts[] = { a, b };
            g_autofree char *split = frame (ear, i % 2, text, cuts, 2);
            g_assert_cmpstr (split, ==, whole);
          }
      for (guint round = 0; round < 300; round++)
        {
          gsize cuts[200];
          guint n = 0;
          for (gsize at = 0; at < len && n < G_N_ELEMENTS (cuts); n++)
            {
              at += 1 + base_random_below (&random, 1 + round % 7);
              cuts[n] = at = MIN (at, len);
            }
          g_autofree char *split = frame (ear, i % 2, text, cuts, n);
          g_assert_cmpstr (split, ==, whole);
        }
    }
}

/* --- limits --- */

/* Feed @text @times, in pieces of @step; the lines with their sizes. */
static char *
frame_sizes (ImapEar ear, const char *text, gsize len, gsize step)
{
  g_autoptr (ImapFramer) framer = imap_framer_new (ear);
  g_autoptr (GString) out = g_string_new (NULL);
  ModelLine line;
  guint64 start = 0;
  for (gsize at = 0; at < len; at += step)
    {
      feed (framer, text + at, MIN (step, len - at));
      while (imap_framer_next (framer, &line) == MODEL_FRAME_LINE)
        {
          g_assert_cmpuint (line.start, ==, start);
          start += g_bytes_get_size (line.bytes);
          g_string_append_printf (out, "%" G_GSIZE_FORMAT "%s ", g_bytes_get_size (line.bytes),
                                  !line.bad           ? ""
                                  : line.context == 2 ? "c"
                                                      : "b");
          g_bytes_unref (line.bytes);
          if (imap_framer_awaits (framer) >= 0)
            imap_framer_refuse (framer);
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
repeat (char c, gsize n, const char *before, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);
  gsize len = text->len;
  g_string_set_size (text, len + n);
  memset (text->str + len, c, n);
  g_string_append (text, after);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_sizes (ImapEar ear, const char *text, const char *expected)
{
  static const gsize steps[] = { 1, 7, 4096, 65536, G_MAXSIZE / 2 };
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *sizes = frame_sizes (ear, text, strlen (text), steps[i]);
      g_assert_cmpstr (sizes, ==, expected);
    }
}

static void
test_long_lines (void)
{
  g_autofree char *fits = repeat ('x', IMAP_LINE_MAX - 2, "", "\r\na\r\n");
  check_sizes (IMAP_EAR_SERVER, fits, "65536 3 ");
  g_autofree char *over = repeat ('x', IMAP_LINE_MAX - 1, "", "\r\na\r\n");
  check_sizes (IMAP_EAR_SERVER, over, "65536b 1c 3 ");
  g_autofree char *far = repeat ('x', 3 * IMAP_LINE_MAX, "", "{3}\r\na\r\n");
  check_sizes (IMAP_EAR_SERVER, far, "65536b 65536c 65536c 5c 3 ");
  g_autofree char *response = repeat ('x', IMAP_RESPONSE_LINE_MAX, "* ", "\r\n+ \r\n");
  check_sizes (IMAP_EAR_CLIENT, response, "1048576b 4b 4 ");
}

static void
test_long_literals (void)
{
  check_sizes (IMAP_EAR_SERVER, "a {52428800}\r\nb\r\na {52428801}\r\nb\r\n", "14 3 14b 3 ");
  /* Too long and not waited for: it comes in pieces, and what follows is read as ever. */
  g_autofree char *text = repeat ('x', 52428801, "a {52428801+}\r\n", " b\r\nc\r\n");
  gsize len = strlen (text);
  g_autofree char *sizes = frame_sizes (IMAP_EAR_SERVER, text, len, 100000);
  g_assert_true (g_str_has_prefix (sizes, "15b 65536c 65536c "));
  g_assert_true (g_str_has_suffix (sizes, " 65536c 5c 3 "));
}

static void
test_many_literals (void)
{
  g_autoptr (GString) text = g_string_new ("a ");
  for (guint i = 0; i < IMAP_LITERALS_MAX; i++)
    g_string_append (text, "{0+}\r\n");
  g_autofree char *fits = g_strdup_printf ("%s\r\nb\r\n", text->str);
  check_sizes (IMAP_EAR_SERVER, fits, "6004 3 ");
  g_autofree char *over = g_strdup_printf ("%s{0+}\r\n\r\nb\r\n", text->str);
  check_sizes (IMAP_EAR_SERVER, over, "6010b 3 ");
}

/* What is inside one piece is shared; what is not is copied once. */
static void
test_sharing (void)
{
  g_autoptr (ImapFramer) framer = imap_framer_new (IMAP_EAR_CLIENT);
  g_autofree char *text = repeat ('x', 1000000, "* 1 FETCH (BODY[] {1000000}\r\n", ")\r\n");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  ModelLine line;
  imap_framer_feed (framer, bytes);
  g_assert_cmpint (imap_framer_next (framer, &line), ==, MODEL_FRAME_LINE);
  g_assert_true (g_bytes_get_data (line.bytes, NULL) == g_bytes_get_data (bytes, NULL));
  g_bytes_unref (line.bytes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/framer/server-ear", test_server_ear);
  g_test_add_func ("/imap/framer/client-ear", test_client_ear);
  g_test_add_func ("/imap/framer/refuse", test_refuse);
  g_test_add_func ("/imap/framer/rest", test_rest);
  g_test_add_func ("/imap/framer/context", test_context);
  g_test_add_func ("/imap/framer/splits", test_splits);
  g_test_add_func ("/imap/framer/long-lines", test_long_lines);
  g_test_add_func ("/imap/framer/long-literals", test_long_literals);
  g_test_add_func ("/imap/framer/many-literals", test_many_literals);
  g_test_add_func ("/imap/framer/sharing", test_sharing);
  return g_test_run ();
}
