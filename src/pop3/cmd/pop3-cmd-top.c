/* TOP: the header of a message, the empty line, and the first lines of its body [RFC1939 §7]. */
#include "pop3-server-private.h"

#include "mail-message.h"
#include "pop3-data.h"

#include <string.h>

static gboolean
parse_top (Pop3Parser *parser, Pop3Command *out)
{
  guint64 lines = 0;
  gboolean good = pop3_command_parse_msg (parser, out) && pop3_rule_sp (parser)
                  && pop3_rule_number (parser, "lines", G_MAXUINT32, &lines);
  out->lines = (guint32) lines;
  return good;
}

/* Octets of @bytes up to the end of line @lines of its body. */
static gsize
measure_top (GBytes *bytes, guint32 lines)
{
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  gsize size, end = mail_message_get_body (message).start;
  const char *data = mail_message_get_data (message, &size);
  for (; lines > 0 && end < size; lines--)
    {
      const char *feed = memchr (data + end, '\n', size - end);
      end = feed != NULL ? (gsize) (feed - data) + 1 : size;
    }
  return end;
}

static gboolean
run_top (Pop3Run *run)
{
  if (!pop3_run_has_message (run))
    return TRUE;
  BaseSlices *data = base_slices_new ();
  GBytes *message = pop3_maildrop_get_message (run->server, run->command.number);
  if (message != NULL)
    pop3_data_append (data, message, 0, measure_top (message, run->command.lines));
  pop3_run_ok (run, "The top of message %u", run->command.number);
  return pop3_run_data (run, data);
}

const Pop3CommandClass pop3_cmd_top = {
  .name = "TOP",
  .rule = "command.top",
  .states = POP3_STATE_TRANSACTION,
  .data = POP3_DATA_MESSAGE,
  .parse = parse_top,
  .run = run_top,
};
