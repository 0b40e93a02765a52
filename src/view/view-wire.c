#include "view-wire.h"

#include <string.h>

gsize
view_wire_first_line (const char *data, gsize len, gsize *next)
{
  const char *feed = len > 0 ? memchr (data, '\n', len) : NULL;
  gsize end = feed != NULL ? (gsize) (feed - data) : len;
  if (next != NULL)
    *next = feed != NULL ? end + 1 : len;
  if (feed != NULL && end > 0 && data[end - 1] == '\r')
    end--;
  return end;
}

/* Characters that would be invisible, break the line, or turn the text around. */
static gboolean
is_shown (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  return c == ' '
         || (g_unichar_isgraph (c) && type != G_UNICODE_FORMAT && type != G_UNICODE_CONTROL);
}

char *
view_wire_show (const char *data, gsize len, guint max, gsize *hidden)
{
  GString *out = g_string_sized_new (MIN (len, 256));
  gsize at = 0;
  for (guint shown = 0; at < len && (max == 0 || shown < max); shown++)
    {
      gunichar c = g_utf8_get_char_validated (data + at, (gssize) MIN (len - at, 6));
      gsize octets = 1;
      if (c < 0x80 && c >= ' ' && c != 0x7f)
        g_string_append_c (out, (char) c);
      else if (c != 0 && c != (gunichar) -1 && c != (gunichar) -2 && c >= 0x80 && is_shown (c))
        {
          octets = (gsize) (g_utf8_next_char (data + at) - (data + at));
          g_string_append_len (out, data + at, (gssize) octets);
        }
      else
        g_string_append_printf (out, "\\x%02X", (guint8) data[at]);
      at += octets;
    }
  if (at < len)
    g_string_append (out, "…");
  if (hidden != NULL)
    *hidden = len - at;
  return g_string_free (out, FALSE);
}
