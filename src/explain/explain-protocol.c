#include "explain-line.h"

/* The parse contexts of POP3 follow those of IMAP. */
enum
{
  CONTEXT_POP3_COMMAND = 32,
  CONTEXT_POP3_RESPONSE,
  CONTEXT_POP3_DATA
};

gboolean
explain_is_pop3 (guint32 context)
{
  return context >= CONTEXT_POP3_COMMAND;
}

gboolean
explain_is_pop3_data (guint32 context)
{
  return context == CONTEXT_POP3_DATA;
}
