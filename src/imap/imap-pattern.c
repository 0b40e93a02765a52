/* Patterns of LIST and LSUB [RFC3501 §6.3.8]. */
#include "imap-pattern.h"

#include "imap-print.h"

#include <string.h>

static gboolean
is_wildcard (char c)
{
  return c == '*' || c == '%';
}

/* Wildcards side by side are one; what is then longer than any name can use matches nothing. */
char *
imap_pattern_new (const char *reference, const char *pattern)
{
  g_autofree char *whole = g_strconcat (reference, pattern, NULL);
  GString *out = g_string_new (NULL);
  for (const char *p = whole; *p != '\0'; p++)
    {
      gboolean joins = out->len > 0 && is_wildcard (*p) && is_wildcard (out->str[out->len - 1]);
      if (!joins)
        g_string_append_c (out, *p);
      else if (*p == '*')
        out->str[out->len - 1] = '*';
    }
  return g_string_free (out, FALSE);
}

/* Which prefixes of the pattern match what was read of the name: each octet once, no guessing back. */
gboolean
imap_pattern_matches (const char *pattern, const char *name)
{
  /* INBOX is one name in any case, and a pattern for it may be in any case, too. */
  gboolean any_case = strcmp (name, "INBOX") == 0;
  gsize n = strlen (pattern);
  if (n > 2 * strlen (name) + 1)
    return FALSE;
  g_autofree gboolean *at = g_new0 (gboolean, n + 1);
  at[0] = TRUE;
  for (gsize i = 0; i < n && is_wildcard (pattern[i]); i++)
    at[i + 1] = TRUE;
  for (const char *c = name; *c != '\0'; c++)
    {
      g_autofree gboolean *next = g_new0 (gboolean, n + 1);
      for (gsize i = 0; i < n; i++)
        {
          if (is_wildcard (pattern[i]))
            {
              gboolean takes = pattern[i] == '*' || *c != IMAP_DELIMITER;
              next[i + 1] = next[i] || (takes && (at[i] || at[i + 1]));
            }
          else
            next[i + 1] = at[i]
                          && (any_case ? g_ascii_tolower (pattern[i]) == g_ascii_tolower (*c)
                                       : pattern[i] == *c);
        }
      memcpy (at, next, (n + 1) * sizeof (gboolean));
    }
  return at[n];
}
