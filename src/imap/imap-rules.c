#include "imap-rules.h"

#include <string.h>

#define IMAP_RULE_NAME(name) name,
static const char *const rules[] = { IMAP_RULES (IMAP_RULE_NAME) NULL };
#undef IMAP_RULE_NAME

const char *const *
imap_rules_get (void)
{
  return rules;
}

/* Whether @rule is @group, a dot and @name. */
static gboolean
is_member (const char *rule, const char *group, gsize group_len, const char *name, gsize len)
{
  return strncmp (rule, group, group_len) == 0 && rule[group_len] == '.'
         && strlen (rule) == group_len + 1 + len
         && g_ascii_strncasecmp (rule + group_len + 1, name, len) == 0;
}

const char *
imap_rules_member (const char *group, const char *name, gsize len)
{
  gsize group_len = strlen (group);
  const char *other = NULL;
  for (guint i = 0; rules[i] != NULL; i++)
    {
      if (is_member (rules[i], group, group_len, name, len))
        return rules[i];
      if (is_member (rules[i], group, group_len, "other", strlen ("other")))
        other = rules[i];
    }
  return other;
}
