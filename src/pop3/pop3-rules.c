#include "pop3-rules.h"

#include <string.h>

#define POP3_RULE_NAME(name) name,
static const char *const rules[] = { POP3_RULES (POP3_RULE_NAME) NULL };
#undef POP3_RULE_NAME

const char *const *
pop3_rules_get (void)
{
  return rules;
}

static const char *
find (const char *name)
{
  for (guint i = 0; rules[i] != NULL; i++)
    if (strcmp (rules[i], name) == 0)
      return rules[i];
  return NULL;
}

const char *
pop3_rules_member (const char *group, const char *name, gsize len)
{
  g_autofree char *lower = g_ascii_strdown (name, (gssize) len);
  g_strdelimit (lower, "/", '-');
  g_autofree char *full = g_strdup_printf ("%s.%s", group, lower);
  g_autofree char *other = g_strconcat (group, ".other", NULL);
  const char *rule = find (full);
  return rule != NULL ? rule : find (other);
}
