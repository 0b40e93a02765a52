/* Nineteen awkward messages: what this server answers of them, held against what Dovecot 2.3 does.
 * Both agree but for the rows below, each with the sentence of an RFC that decides it. The message
 * is given to both with CRLF line ends, as Dovecot stores every message. */

#include "imap-print.h"
#include "imap-response.h"
#include "mail-message.h"

#include <string.h>

/* @items: what is answered otherwise, parted by blanks. @ours: the answer to each of them, NULL for
 * NIL or "". */
typedef struct
{
  const char *message;
  const char *items;
  const char *ours;
  const char *why;
} Difference;

#include "imap-awkward-differences.h"

static const char *const names[] = {
  "bad-content-type",
  "bare-lf",
  "base64-message",
  "digest",
  "eight-bit",
  "embedded",
  "empty-body",
  "empty-multipart",
  "folded",
  "message-at-top",
  "mixed-line-ends",
  "nested",
  "no-blank-line",
  "no-final-delimiter",
  "no-header",
  "nul",
  "plain",
  "prefix-boundary",
  "wrong-boundary",
};

/* --- what Dovecot says --- */

static char *
read_data (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "mail", "data", file, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Item → answer, of one message. */
static GHashTable *
read_answers (const char *message)
{
  GHashTable *answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = read_data ("dovecot-2.3.answers");
  g_autofree char *title = g_strdup_printf ("[%s]", message);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean is_ours = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *space = strchr (lines[i], ' ');

      if (lines[i][0] == '[')
        is_ours = g_str_equal (lines[i], title);
      else if (is_ours && space != NULL)
        g_hash_table_insert (answers, g_strndup (lines[i], (gsize) (space - lines[i])),
                             g_strdup (space + 1));
    }
  g_assert_cmpuint (g_hash_table_size (answers), >=, 4);
  return answers;
}

/* --- what we say --- */

static GBytes *
read_message (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".eml", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "mail", "data", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gsize len;

  g_assert_true (g_file_get_contents (path, &text, &len, NULL));
  for (gsize i = 0; i < len; i++)
    {
      if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r'))
        g_string_append_c (out, '\r');
      g_string_append_c (out, text[i]);
    }
  return g_bytes_new (out->str, out->len);
}

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

/* Literals and quoted strings alike, as a quoted string that any octet can be in. */
static char *
in_one_form (const char *data, gsize len)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < len;)
    if (data[i] == '{')
      {
        char *end;
        gsize n = strtoul (data + i + 1, &end, 10);

        append_quoted (out, end + strlen ("}\r\n"), n);
        i = (gsize) (end - data) + strlen ("}\r\n") + n;
      }
    else if (data[i] == '"')
      {
        g_autoptr (GString) text = g_string_new (NULL);

        for (i++; data[i] != '"'; i++)
          {
            i += data[i] == '\\';
            g_string_append_c (text, data[i]);
          }
        append_quoted (out, text->str, text->len);
        i++;
      }
    else
      g_string_append_c (out, data[i++]);
  return g_string_free (out, FALSE);
}

static ImapFetchAtt
read_att (const char *item, ImapTree **tree)
{
  g_autoptr (GBytes) bytes = g_bytes_new (item, strlen (item));
  ImapParser *parser = imap_parser_new (bytes);
  ImapFetchAtt att;

  g_assert_true (imap_rule_fetch_att (parser, &att));
  *tree = imap_parser_finish (parser);
  return att;
}

/* The answer to @item, NULL for NIL and "". A client must be able to read all of it. */
static char *
answer (const MailMessage *message, const char *item)
{
  g_autoptr (ImapTree) tree = NULL;
  ImapFetchAtt att = read_att (item, &tree);
  ImapReplyFetch fetch = {
    .atts = &att, .n_atts = 1, .message = message, .size = mail_message_get_size (message)
  };
  ImapReply reply = { .kind = IMAP_REPLY_FETCH, .number = 1, .fetch = &fetch };
  g_autoptr (BaseSlices) slices = imap_print_reply (&reply);
  g_autoptr (GBytes) bytes = base_slices_flatten (slices);
  g_autofree char *start = g_strdup_printf ("* 1 FETCH (%s ", item);
  gsize len;
  const char *line = g_bytes_get_data (bytes, &len);
  ImapResponse response;

  g_autoptr (ImapTree) read = imap_response_parse (bytes, &response);
  g_assert_false (imap_tree_is_bad (read));
  g_assert_cmpuint (response.n_items, ==, 1);
  g_assert_cmpint (response.items[0].att.kind, ==, att.kind);
  g_assert_cmpmem (line, strlen (start), start, strlen (start));
  g_autofree char *text = in_one_form (line + strlen (start),
                                       len - strlen (start) - strlen (")\r\n"));
  if (g_str_equal (text, "NIL") || g_str_equal (text, "\"\""))
    return NULL;
  return g_steal_pointer (&text);
}

/* --- both --- */

static const Difference *
find_difference (const char *message, const char *item)
{
  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      g_auto (GStrv) items = g_strsplit (differences[i].items, " ", -1);

      if (g_str_equal (differences[i].message, message)
          && g_strv_contains ((const char *const *) items, item))
        return &differences[i];
    }
  return NULL;
}

static void
check_item (const char *name, const MailMessage *message, GHashTable *answers, const char *item)
{
  const char *theirs = g_hash_table_lookup (answers, item);
  const Difference *difference = find_difference (name, item);
  g_autofree char *ours = answer (message, item);

  if (difference == NULL)
    {
      g_assert_cmpstr (ours, ==, theirs);
      return;
    }
  g_assert_cmpstr (ours, ==, difference->ours);
  /* A row must not outlive its reason. */
  g_assert_cmpstr (ours, !=, theirs);
}

/* Every part number of up to three, each up to 3, with everything that can be asked of a part. */
static void
test_message (gconstpointer name)
{
  static const char *const whole[] = { "RFC822.SIZE", "ENVELOPE", "BODYSTRUCTURE", "BODY[HEADER]",
                                       "BODY[TEXT]" };
  static const char *const ends[] = { "", ".MIME", ".HEADER", ".TEXT" };
  g_autoptr (GHashTable) answers = read_answers (name);
  g_autoptr (GBytes) bytes = read_message (name);
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  guint n_seen = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      n_seen += g_hash_table_contains (answers, whole[i]);
      check_item (name, message, answers, whole[i]);
    }
  for (guint i = 1; i < 64; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL);

      for (guint rest = i; rest > 0 && path != NULL; rest /= 4)
        g_string_append_printf (path, "%s%u", path->len > 0 ? "." : "", rest % 4);
      if (strchr (path->str, '0') != NULL)
        continue;
      for (gsize k = 0; k < G_N_ELEMENTS (ends); k++)
        {
          g_autofree char *item = g_strdup_printf ("BODY[%s%s]", path->str, ends[k]);

          n_seen += g_hash_table_contains (answers, item);
          check_item (name, message, answers, item);
        }
    }
  g_assert_cmpuint (n_seen, ==, g_hash_table_size (answers));
}

/* Each row names a message there is, and says why. */
static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      gboolean known = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
        known |= g_str_equal (differences[i].message, names[k]);
      g_assert_true (known);
      g_assert_true (g_str_has_prefix (differences[i].why, "[RFC"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/imap/awkward/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_message);
    }
  g_test_add_func ("/imap/awkward/rows", test_rows);
  return g_test_run ();
}
