#include "pop3-types.h"

static const struct
{
  Pop3State state;
  const char *name;
} states[] = {
  { POP3_STATE_AUTHORIZATION, "authorization" },
  { POP3_STATE_TRANSACTION, "transaction" },
  { POP3_STATE_UPDATE, "update" },
};

gboolean
pop3_is_context (guint32 context)
{
  return context >= POP3_CONTEXT_BASE && context <= POP3_CONTEXT_OVERLONG;
}

const char *
pop3_state_get_name (Pop3State state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].state == state)
      return states[i].name;
  g_assert_not_reached ();
}

guint
pop3_state_by_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].name, name) == 0)
      return states[i].state;
  return 0;
}
