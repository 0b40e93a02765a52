/* Which protocol a line is of, and lines of either one without a trace. */
#include "explain-pop3-private.h"

#include <string.h>

gboolean
explain_is_pop3 (guint32 context)
{
  return pop3_is_context (context);
}

gboolean
explain_is_pop3_data (guint32 context)
{
  return context == POP3_CONTEXT_DATA;
}

gboolean
explain_is_pop3_response (GBytes *bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  return (len >= 3 && memcmp (data, "+OK", 3) == 0) || (len >= 4 && memcmp (data, "-ERR", 4) == 0);
}

ExplainLine *
explain_text_pop3 (GBytes *bytes, gboolean from_server, GBytes *command)
{
  return explain_pop3_source (&(ExplainSource){
      .bytes = bytes,
      .from_server = from_server,
      .context = from_server ? POP3_CONTEXT_RESPONSE : POP3_CONTEXT_COMMAND,
      .complete = TRUE,
      .command = command,
  });
}
