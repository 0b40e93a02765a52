/* Which names mailboxes can have [RFC3501 §5.1]. */
#include "imap-name.h"

#include "imap-print.h"

#include <string.h>

/* --- modified UTF-7 [RFC3501 §5.1.3] --- */

static int
base64_value (char c)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
  const char *at = c != '\0' ? strchr (alphabet, c) : NULL;
  return at != NULL ? (int) (at - alphabet) : -1;
}

/* Whether UTF-16 @unit may follow @before (0 at the beginning): pairs whole, and nothing that could
 * stand there as it is. */
static gboolean
is_good_unit (guint16 unit, guint16 before)
{
  gboolean high_before = before >= 0xd800 && before < 0xdc00;
  gboolean is_low = unit >= 0xdc00 && unit < 0xe000;
  return high_before == is_low && unit >= 0x80;
}

/* The octets behind "&" up to "-": base64 without padding of UTF-16; NULL when they are not that. */
static const char *
skip_shifted (const char *at)
{
  guint32 bits = 0;
  guint n_bits = 0;
  guint16 before = 0;
  int value;
  for (; (value = base64_value (*at)) >= 0; at++)
    {
      bits = bits << 6 | (guint32) value;
      n_bits += 6;
      if (n_bits < 16)
        continue;
      n_bits -= 16;
      guint16 unit = (guint16) (bits >> n_bits);
      if (!is_good_unit (unit, before))
        return NULL;
      before = unit;
      bits &= (1u << n_bits) - 1;
    }
  gboolean half_pair = before >= 0xd800 && before < 0xdc00;
  gboolean whole = before != 0 && !half_pair && n_bits < 6 && bits == 0;
  return whole && *at == '-' ? at + 1 : NULL;
}

static gboolean
is_modified_utf7 (const char *name)
{
  for (const char *at = name; (at = strchr (at, '&')) != NULL;)
    {
      if (at[1] == '-')
        {
          at += 2;
          continue;
        }
      at = skip_shifted (at + 1);
      /* Two of them side by side would have been one. */
      if (at == NULL || (at[0] == '&' && at[1] != '-'))
        return FALSE;
    }
  return TRUE;
}

/* --- names --- */

static guint
count_levels (const char *name)
{
  guint n = 1;
  for (const char *at = name; (at = strchr (at, IMAP_DELIMITER)) != NULL; at++)
    n++;
  return n;
}

const char *
imap_name_find_fault (const char *name)
{
  gsize len = strlen (name);
  if (len == 0)
    return "A mailbox has to have a name";
  if (len > IMAP_NAME_MAX || count_levels (name) > IMAP_NAME_LEVELS_MAX)
    return "The name is too long";
  for (gsize i = 0; i < len; i++)
    if (name[i] < ' ' || name[i] > '~' || name[i] == '%' || name[i] == '*')
      return "The name holds an octet that no name may hold here";
  if (name[0] == IMAP_DELIMITER || name[len - 1] == IMAP_DELIMITER || strstr (name, "//") != NULL)
    return "A level of the name is empty";
  if (!is_modified_utf7 (name))
    return "The name is no modified UTF-7";
  return NULL;
}

char *
imap_name_canonical (const char *name)
{
  gsize len = strcspn (name, "/");
  if (len != 5 || g_ascii_strncasecmp (name, "INBOX", 5) != 0)
    return g_strdup (name);
  return g_strconcat ("INBOX", name + 5, NULL);
}
