/* Responses as octets [RFC3501 §7] [RFC3501 §9]. */
#include "imap-print.h"

#include <string.h>

/* Longer strings go as literals: lines stay short enough for clients that read into small buffers. */
#define QUOTED_MAX 1000

/* Octets before a NUL that are worth a slice of their own. */
#define SHARED_MIN 256

static const char *const status_words[] = {
  [IMAP_STATUS_OK] = "OK",   [IMAP_STATUS_NO] = "NO",           [IMAP_STATUS_BAD] = "BAD",
  [IMAP_STATUS_BYE] = "BYE", [IMAP_STATUS_PREAUTH] = "PREAUTH",
};

static gboolean
fits_quotes (const char *data, gsize len)
{
  if (len > QUOTED_MAX)
    return FALSE;
  for (gsize i = 0; i < len; i++)
    {
      guchar c = (guchar) data[i];
      if (c < ' ' || c > '~')
        return FALSE;
    }
  return TRUE;
}

static void
print_quoted (BaseSlices *out, const char *data, gsize len)
{
  base_slices_append (out, "\"", 1);
  gsize start = 0;
  for (gsize i = 0; i < len; i++)
    if (data[i] == '"' || data[i] == '\\')
      {
        base_slices_append (out, data + start, i - start);
        base_slices_append (out, "\\", 1);
        start = i;
      }
  base_slices_append (out, data + start, len - start);
  base_slices_append (out, "\"", 1);
}

void
imap_print_string (BaseSlices *out, const char *data, gsize len)
{
  if (data == NULL)
    base_slices_append_string (out, "NIL");
  else if (fits_quotes (data, len))
    print_quoted (out, data, len);
  else
    {
      g_autoptr (GBytes) blob = g_bytes_new (data, len);
      base_slices_append_printf (out, "{%" G_GSIZE_FORMAT "}\r\n", len);
      imap_print_octets (out, blob, 0, len);
    }
}

static gboolean
fits_atom (const char *data, gsize len)
{
  if (len == 0 || (len == 3 && g_ascii_strncasecmp (data, "NIL", 3) == 0))
    return FALSE;
  for (gsize i = 0; i < len; i++)
    {
      guchar c = (guchar) data[i];
      if (c <= ' ' || c > '~' || strchr ("(){%*\"\\", c) != NULL)
        return FALSE;
    }
  return TRUE;
}

void
imap_print_astring (BaseSlices *out, const char *data, gsize len)
{
  if (fits_atom (data, len))
    base_slices_append (out, data, len);
  else
    imap_print_string (out, data, len);
}

void
imap_print_octets (BaseSlices *out, GBytes *blob, gsize start, gsize len)
{
  const char *data = len > 0 ? (const char *) g_bytes_get_data (blob, NULL) + start : NULL;
  gsize at = 0;
  while (at < len)
    {
      const char *nul = memchr (data + at, '\0', len - at);
      gsize run = nul != NULL ? (gsize) (nul - data) - at : len - at;
      /* Between many NULs what is short is copied: a slice costs more than that. */
      if (nul != NULL && run < SHARED_MIN)
        base_slices_append (out, data + at, run);
      else if (run > 0)
        base_slices_append_blob (out, blob, start + at, run);
      at += run;
      if (nul != NULL)
        {
          base_slices_append (out, "\x80", 1);
          at++;
        }
    }
}

static void
print_status (BaseSlices *out, const ImapReply *reply)
{
  base_slices_append_printf (out, "%s %s ", reply->tag != NULL ? reply->tag : "*",
                             status_words[reply->status]);
  if (reply->code != NULL)
    base_slices_append_printf (out, "[%s] ", reply->code);
  base_slices_append_string (out, reply->text);
}

static void
print_list (BaseSlices *out, const ImapReply *reply)
{
  const char *name = reply->kind == IMAP_REPLY_LSUB ? "LSUB" : "LIST";
  base_slices_append_printf (out, "* %s (%s) \"%c\" ", name, reply->attributes, IMAP_DELIMITER);
  imap_print_astring (out, reply->mailbox, strlen (reply->mailbox));
}

static void
print_status_data (BaseSlices *out, const ImapReply *reply)
{
  base_slices_append_string (out, "* STATUS ");
  imap_print_astring (out, reply->mailbox, strlen (reply->mailbox));
  base_slices_append_string (out, " (");
  for (guint i = 0; i < reply->n_items; i++)
    base_slices_append_printf (out, "%s%s %" G_GUINT64_FORMAT, i > 0 ? " " : "",
                               reply->items[i].name, reply->items[i].value);
  base_slices_append_string (out, ")");
}

/* Digits by hand: a search can find a hundred thousand. */
static void
print_search (BaseSlices *out, const ImapReply *reply)
{
  g_autoptr (GString) line = g_string_new ("* SEARCH");
  for (guint i = 0; i < reply->n_numbers; i++)
    {
      char digits[10];
      guint at = sizeof digits;
      for (guint32 rest = reply->numbers[i]; rest > 0; rest /= 10)
        digits[--at] = (char) ('0' + rest % 10);
      g_string_append_c (line, ' ');
      g_string_append_len (line, digits + at, (gssize) (sizeof digits - at));
    }
  base_slices_append (out, line->str, line->len);
}

BaseSlices *
imap_print_reply (const ImapReply *reply)
{
  BaseSlices *out = base_slices_new ();
  switch (reply->kind)
    {
    case IMAP_REPLY_STATUS:
      print_status (out, reply);
      break;
    case IMAP_REPLY_CONTINUE:
      base_slices_append_printf (out, "+ %s", reply->text);
      break;
    case IMAP_REPLY_CAPABILITY:
      base_slices_append_printf (out, "* CAPABILITY %s", reply->text);
      break;
    case IMAP_REPLY_FLAGS:
      base_slices_append_printf (out, "* FLAGS (%s)", reply->text);
      break;
    case IMAP_REPLY_EXISTS:
      base_slices_append_printf (out, "* %u EXISTS", reply->number);
      break;
    case IMAP_REPLY_RECENT:
      base_slices_append_printf (out, "* %u RECENT", reply->number);
      break;
    case IMAP_REPLY_EXPUNGE:
      base_slices_append_printf (out, "* %u EXPUNGE", reply->number);
      break;
    case IMAP_REPLY_FETCH:
      base_slices_append_string (out, "* ");
      base_slices_append_number (out, reply->number);
      base_slices_append_string (out, " FETCH ");
      imap_print_fetch (out, reply->fetch);
      break;
    case IMAP_REPLY_LIST:
    case IMAP_REPLY_LSUB:
      print_list (out, reply);
      break;
    case IMAP_REPLY_STATUS_DATA:
      print_status_data (out, reply);
      break;
    case IMAP_REPLY_SEARCH:
      print_search (out, reply);
      break;
    default:
      g_assert_not_reached ();
    }
  base_slices_append (out, "\r\n", 2);
  return out;
}
