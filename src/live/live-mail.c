/* Messages from files: a plain folder of them, or a Maildir with its `cur` and `new`. */
#include "live-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* The longest single message that is served. */
#define MESSAGE_MAX MODEL_WORLD_MESSAGE_OCTETS

static void
message_free (gpointer data)
{
  LiveMessage *message = data;

  g_bytes_unref (message->bytes);
  g_free (message->flags);
  g_free (message);
}

static void
mailbox_free (gpointer data)
{
  LiveMailbox *mailbox = data;

  g_free (mailbox->name);
  g_ptr_array_unref (mailbox->messages);
  g_free (mailbox);
}

static LiveMailbox *
add_mailbox (GPtrArray *mailboxes, const char *name)
{
  LiveMailbox *mailbox;

  for (guint i = 0; i < mailboxes->len; i++)
    {
      mailbox = g_ptr_array_index (mailboxes, i);
      if (g_str_equal (mailbox->name, name))
        return mailbox;
    }
  mailbox = g_new0 (LiveMailbox, 1);
  mailbox->name = g_strdup (name);
  mailbox->messages = g_ptr_array_new_with_free_func (message_free);
  g_ptr_array_add (mailboxes, mailbox);
  return mailbox;
}

static gboolean
fail (GError **error, const char *path, const char *problem)
{
  g_set_error (error, LIVE_ERROR, LIVE_ERROR_MAIL,
               "%s: cannot be read as mail (%s); check its name and permissions", path, problem);
  return FALSE;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in @folder, sorted, so that every run sees one order; names with a dot first are no
 * messages. */
static GPtrArray *
list_folder (const char *folder, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &problem);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    {
      fail (error, folder, problem->message);
      return NULL;
    }
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  return names;
}

/* What follows ":2," (or "!2,") in the name of a Maildir's message, as flags. */
static char *
flags_of_name (const char *name)
{
  static const struct
  {
    char letter;
    const char *flag;
  } letters[] = {
    { 'D', "\\Draft" }, { 'F', "\\Flagged" }, { 'R', "\\Answered" },
    { 'S', "\\Seen" },  { 'T', "\\Deleted" },
  };
  const char *info = strstr (name, ":2,");
  GString *flags = g_string_new (NULL);

  info = info != NULL ? info : strstr (name, "!2,");
  for (guint i = 0; info != NULL && i < G_N_ELEMENTS (letters); i++)
    if (strchr (info + 3, letters[i].letter) != NULL)
      g_string_append_printf (flags, "%s%s", flags->len > 0 ? " " : "", letters[i].flag);
  return g_string_free (flags, FALSE);
}

/* On the wire every line ends with CRLF [RFC5322 §2.3]; files often have LF alone. */
static GBytes *
with_crlf (char *text, gsize len)
{
  GString *out = NULL;

  for (gsize i = 0; i < len; i++)
    {
      gboolean bare = text[i] == '\n' && (i == 0 || text[i - 1] != '\r');

      if (bare && out == NULL)
        {
          out = g_string_sized_new (len + len / 32 + 16);
          g_string_append_len (out, text, (gssize) i);
        }
      if (bare)
        g_string_append_c (out, '\r');
      if (out != NULL)
        g_string_append_c (out, text[i]);
    }
  if (out == NULL)
    return g_bytes_new_take (text, len);
  g_free (text);
  return g_string_free_to_bytes (out);
}

static gboolean
read_message (LiveMailbox *mailbox, const char *path, const char *name, GError **error)
{
  g_autoptr (GError) problem = NULL;
  LiveMessage *message;
  GStatBuf about;
  char *text;
  gsize len;

  if (g_stat (path, &about) != 0 || !g_file_get_contents (path, &text, &len, &problem))
    return fail (error, path, problem != NULL ? problem->message : "it is gone");
  if (len > MESSAGE_MAX)
    {
      g_free (text);
      return fail (error, path, "it is longer than 50 MiB");
    }
  message = g_new0 (LiveMessage, 1);
  message->bytes = with_crlf (text, len);
  message->seconds = (gint64) about.st_mtime;
  message->flags = flags_of_name (name);
  g_ptr_array_add (mailbox->messages, message);
  return TRUE;
}

/* One run of what a mailbox's name cannot hold as it is, from @at on; returns where it ends. */
static const char *
append_base64 (GString *out, const char *at)
{
  g_autoptr (GByteArray) units = g_byte_array_new ();
  g_autofree char *base64 = NULL;

  for (; *at != '\0' && ((guchar) *at > 0x7e || (guchar) *at < 0x20); at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      guint16 pair[2] = { (guint16) (0xd800 + ((c - 0x10000) >> 10)),
                          (guint16) (0xdc00 + ((c - 0x10000) & 0x3ff)) };

      if (c < 0x10000)
        pair[0] = (guint16) c;
      for (guint i = 0; i < (c < 0x10000 ? 1 : 2); i++)
        g_byte_array_append (units, (guint8[]){ (guint8) (pair[i] >> 8), (guint8) pair[i] }, 2);
    }
  base64 = g_base64_encode (units->data, units->len);
  g_strdelimit (base64, "/", ',');
  base64[strcspn (base64, "=")] = '\0';
  g_string_append_printf (out, "&%s-", base64);
  return at;
}

/* A folder's name as IMAP spells it: Modified UTF-7 [RFC3501 §5.1.3]. */
static char *
mailbox_name (const char *folder)
{
  GString *out = g_string_new (NULL);

  while (*folder != '\0')
    if (*folder == '&')
      {
        g_string_append (out, "&-");
        folder++;
      }
    else if ((guchar) *folder > 0x7e || (guchar) *folder < 0x20)
      folder = append_base64 (out, folder);
    else
      g_string_append_c (out, *folder++);
  return g_string_free (out, FALSE);
}

static gboolean read_folder (GPtrArray *mailboxes, const char *folder, const char *name,
                             gboolean whole, GError **error);

/* A folder inside that of mailbox @name: part of a Maildir, or another mailbox. */
static gboolean
read_inner (GPtrArray *mailboxes, const char *path, const char *name, const char *inner,
            GError **error)
{
  g_autofree char *deeper = NULL;
  g_autofree char *spelled = NULL;

  if (g_str_equal (inner, "tmp"))
    return TRUE;
  if (g_str_equal (inner, "cur") || g_str_equal (inner, "new"))
    return read_folder (mailboxes, path, name, FALSE, error);
  if (!g_utf8_validate (inner, -1, NULL))
    return fail (error, path, "its name is not UTF-8");
  spelled = mailbox_name (inner);
  deeper = g_str_equal (name, "INBOX") ? g_strdup (spelled)
                                       : g_strconcat (name, "/", spelled, NULL);
  return read_folder (mailboxes, path, deeper, TRUE, error);
}

/* A Maildir keeps its messages in folders, and beside them the notes of programs. */
static gboolean
is_maildir (const char *folder)
{
  g_autofree char *cur = g_build_filename (folder, "cur", NULL);
  g_autofree char *new = g_build_filename (folder, "new", NULL);

  return g_file_test (cur, G_FILE_TEST_IS_DIR) && g_file_test (new, G_FILE_TEST_IS_DIR);
}

/* @whole: folders inside count too. */
static gboolean
read_folder (GPtrArray *mailboxes, const char *folder, const char *name, gboolean whole,
             GError **error)
{
  g_autoptr (GPtrArray) names = list_folder (folder, error);
  LiveMailbox *mailbox = add_mailbox (mailboxes, name);
  gboolean maildir = whole && is_maildir (folder);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *entry = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, entry, NULL);
      gboolean good = TRUE;

      if (!maildir && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        good = read_message (mailbox, path, entry, error);
      else if (whole && g_file_test (path, G_FILE_TEST_IS_DIR))
        good = read_inner (mailboxes, path, name, entry, error);
      if (!good)
        return FALSE;
    }
  return names != NULL;
}

GPtrArray *
live_mail_read (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) mailboxes = g_ptr_array_new_with_free_func (mailbox_free);

  if (!read_folder (mailboxes, folder, "INBOX", TRUE, error))
    return NULL;
  return g_steal_pointer (&mailboxes);
}
