/* A line as text, and which piece of it is which token. */
#include "view-line.h"
#include "view-story.h"

/* The pieces are the line, in order, and the text says what they are. */
static void
check_pieces (const ViewLine *line, GBytes *bytes)
{
  gsize size, end = 0, text_end = 0;
  guint n;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *text = view_line_get_text (line);
  const ViewPiece *pieces = view_line_get_pieces (line, &n);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (guint i = 0; i < n; i++)
    {
      const ViewPiece *piece = &pieces[i];
      g_assert_cmpuint (piece->start, ==, end);
      g_assert_cmpuint (piece->at, >=, text_end);
      g_assert_cmpuint (view_line_find (line, piece->at), ==, piece->token);
      g_assert_cmpuint (view_line_find (line, piece->at + piece->size - 1), ==, piece->token);
      if (piece->is_line_end)
        g_assert_cmpmem (text + piece->at, piece->size, piece->len == 2 ? "CRLF" : "LF",
                         piece->len == 2 ? 4 : 2);
      else if (g_str_is_ascii (text))
        g_assert_cmpmem (text + piece->at, piece->size, data + piece->start, piece->len);
      end += piece->len;
      text_end = piece->at + piece->size;
    }
  g_assert_cmpuint (end, ==, size);
}

/* From the first to the last piece with "next", and back with "previous"; both stay at their end. */
static void
check_walk (const ViewLine *line)
{
  guint first = view_line_next (line, G_MAXUINT), last = view_line_previous (line, G_MAXUINT);
  guint forth = 1, back = 1, token = first;
  for (guint next; (next = view_line_next (line, token)) != token; token = next, forth++)
    g_assert_cmpuint (next, >, token);
  g_assert_cmpuint (token, ==, last);
  for (guint next; (next = view_line_previous (line, token)) != token; token = next, back++)
    g_assert_cmpuint (next, <, token);
  g_assert_cmpuint (token, ==, first);
  g_assert_cmpuint (forth, ==, back);
}

/* What covers a token of several pieces covers those in it. */
static void
check_cover (const ViewLine *line, GPtrArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      const ViewToken *token = tokens->pdata[i];
      gsize from, to;
      g_assert_true (view_line_cover (line, token->start, token->len, &from, &to)
                     == (token->len > 0));
      if (token->len == 0)
        continue;
      g_assert_cmpuint (from, <, to);
      g_assert_cmpuint (to, <=, strlen (view_line_get_text (line)));
      if (token->is_leaf)
        g_assert_cmpuint (view_line_find (line, from), ==, i);
    }
}

static void
test_every_line (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  guint lines = 0;
  for (guint32 number = 1; number <= trace_get_n (trace); number++)
    {
      g_autoptr (ViewDetail) detail = view_detail_new (trace, number);
      g_autoptr (ViewLine) line = view_line_new (detail);
      GBytes *bytes = view_detail_get_bytes (detail);
      g_assert_true ((line != NULL) == (bytes != NULL));
      if (line == NULL)
        continue;
      g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, 0, view_detail_count (detail));
      g_assert_cmpuint (view_line_get_hidden (line), ==, 0);
      check_pieces (line, bytes);
      check_walk (line);
      check_cover (line, tokens);
      lines++;
    }
  g_assert_cmpuint (lines, >, 40);
}

/* The line end is seen, and each line of several begins a line of text. */
static void
test_line_end (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  guint32 event = view_story_find (trace, 0, TRACE_SEND, "p1 LOGIN");
  g_autoptr (ViewDetail) detail = view_detail_new (trace, event);
  g_autoptr (ViewLine) line = view_line_new (detail);
  g_assert_cmpstr (view_line_get_text (line), ==, "p1 LOGIN lin noodlesCRLF");
  event = view_story_find (trace, 0, TRACE_SEND, "* 1 FETCH (UID 1 BODY[]");
  g_autoptr (ViewDetail) body = view_detail_new (trace, event);
  g_autoptr (ViewLine) lines = view_line_new (body);
  g_assert_nonnull (strstr (view_line_get_text (lines), "CRLF\nHello Lin, welcome!CRLF\n"));
}

/* Of a line that nobody reads to its end the beginning, and how much is left out. */
static void
test_hidden (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (GString) act = g_string_new ("laptop> x9 SEARCH SUBJECT ");
  view_story_do (&story, "laptop open INBOX");
  for (guint i = 0; i < 900; i++)
    g_string_append (act, "0123456789");
  view_story_do (&story, act->str);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 event = view_story_find (trace, 0, TRACE_SEND, "x9 SEARCH");
  g_autoptr (ViewDetail) detail = view_detail_new (trace, event);
  g_autoptr (ViewLine) line = view_line_new (detail);
  guint n;
  view_line_get_pieces (line, &n);
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpuint (view_line_get_hidden (line), >, 8000);
  g_assert_cmpuint (strlen (view_line_get_text (line)), <, 1000);
  g_assert_nonnull (strstr (view_line_get_text (line), "…"));
}

/* In the ladder's row a piece stands where the row's own text has it. */
static void
test_cover_row (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  guint32 event = view_story_find (trace, 0, TRACE_SEND, "* 1 FETCH (UID 1 BODY[]");
  g_autoptr (ViewDetail) detail = view_detail_new (trace, event);
  g_autoptr (GPtrArray) tokens = view_detail_get_tokens (detail, 0, G_MAXUINT);
  guint shown = 0, beyond = 0;
  for (guint i = 0; i < tokens->len; i++)
    {
      const ViewToken *token = tokens->pdata[i];
      gsize from, to;
      if (!view_line_cover_row (detail, i, &from, &to))
        {
          beyond++;
          continue;
        }
      shown++;
      g_assert_cmpuint (from, ==, token->start);
      if (token->is_leaf && strstr (token->text, "\\x0D") == NULL)
        g_assert_cmpuint (to - from, ==, token->len);
    }
  g_assert_cmpuint (shown, >, 8);
  g_assert_cmpuint (beyond, >, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/line/every-line", test_every_line);
  g_test_add_func ("/view/line/line-end", test_line_end);
  g_test_add_func ("/view/line/hidden", test_hidden);
  g_test_add_func ("/view/line/cover-row", test_cover_row);
  return g_test_run ();
}
