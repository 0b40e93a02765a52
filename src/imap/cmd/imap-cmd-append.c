/*
 * APPEND: put a message into a mailbox [RFC3501 §6.3.11]. All that can be refused is refused before
 * the client sends the message; then it is stored whole or not at all.
 */
#include "imap-server-private.h"

#include "base-time.h"
#include "mail-date.h"
#include "model-mailbox.h"
#include "model-message.h"

/* A short message does not keep alive the large piece of input it came in. */
#define SHARED_MIN (16 * 1024)

/* --- grammar --- */

static gboolean
parse_append (ImapParser *parser, ImapCommand *out)
{
  ImapString date;
  if (!imap_rule_sp (parser) || !imap_rule_mailbox (parser, &out->mailbox)
      || !imap_rule_sp (parser))
    return FALSE;
  if (imap_parser_peek (parser) == '('
      && !(imap_rule_flag_list (parser, &out->flags) && imap_rule_sp (parser)))
    return FALSE;
  if (imap_parser_peek (parser) == '"')
    {
      if (!imap_rule_date_time (parser, &date) || !imap_rule_sp (parser))
        return FALSE;
      out->date = date.data;
    }
  out->takes_message = TRUE;
  return imap_rule_literal_shared (parser, "append-message", &out->message);
}

/* --- what can be said before the message is there --- */

static gboolean
refuse (ImapRefusal *out, const char *code, const char *text)
{
  *out = (ImapRefusal){ code, text };
  return TRUE;
}

/* The same answers before the "+" and, since time goes by, behind the message. */
static gboolean
find_refusal (const ImapServer *server, const ImapCommand *command, gsize size, ImapRefusal *out)
{
  gint64 seconds;
  int zone;
  ModelId mailbox = imap_server_find_mailbox (server, command->mailbox);
  if (mailbox == MODEL_NO_ID)
    return refuse (out, "TRYCREATE", "There is no such mailbox");
  if (command->date != NULL && !mail_date_parse_imap (command->date, -1, &seconds, &zone))
    return refuse (out, NULL, "There is no such day or time");
  if (size > IMAP_LITERAL_MAX)
    return refuse (out, "TOOBIG", "The message is too long");
  if (size == 0)
    return refuse (out, NULL, "A message of no octets is none");
  if (!imap_server_has_room (server, mailbox, 1))
    return refuse (out, "LIMIT", "The mailbox has no UIDs left");
  return FALSE;
}

static gboolean
judge_literal (const ImapServer *server, const ImapCommand *command, gsize size, ImapRefusal *out)
{
  if (!command->takes_message)
    return FALSE;
  find_refusal (server, command, size, out);
  return TRUE;
}

/* --- run --- */

static char *
find_date (const ImapServer *server, const ImapCommand *command)
{
  gint64 seconds = server->epoch + server->now / BASE_SECOND;
  int zone = 0;
  if (command->date != NULL)
    mail_date_parse_imap (command->date, -1, &seconds, &zone);
  return mail_date_print_imap (seconds, zone);
}

static ModelFlags
find_flags (ImapServer *server, const ImapCommand *command, ModelId mailbox)
{
  ModelFlags flags = 0;
  for (guint i = 0; i < command->flags.n; i++)
    flags |= model_mailbox_learn_flag (server->tx, mailbox, command->flags.names[i]);
  return flags;
}

static GBytes *
take_message (const ImapRun *run)
{
  const ImapString *message = &run->command.message;
  if (message->len < SHARED_MIN)
    return g_bytes_new (message->data, message->len);
  return imap_tree_share (run->tree, message->span);
}

static gboolean
run_append (ImapRun *run)
{
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  ImapRefusal refusal;
  if (find_refusal (server, command, command->message.len, &refusal))
    return imap_run_answer (run, IMAP_STATUS_NO, refusal.code, refusal.text);
  ModelId mailbox = imap_server_find_mailbox (server, command->mailbox);
  guint32 uid;
  guint64 modseq;
  model_mailbox_get_next (imap_server_get_model (server), mailbox, &uid, &modseq);
  g_autoptr (GBytes) message = take_message (run);
  g_autofree char *date = find_date (server, command);
  ModelFlags flags = find_flags (server, command, mailbox);
  ModelRow *row = model_message_row (message, uid, flags, modseq, date);
  model_mailbox_append (server->tx, mailbox, &row, 1);
  g_autofree char *code = NULL;
  if (server->policy.uidplus)
    code = g_strdup_printf ("APPENDUID %u %u",
                            (guint) model_get_number (imap_server_get_model (server), mailbox,
                                                      MODEL_FIELD_UIDVALIDITY, 1),
                            uid);
  return imap_run_answer (run, IMAP_STATUS_OK, code, "APPEND completed");
}

const ImapCommandClass imap_cmd_append = {
  .name = "APPEND",
  .rule = "command.append",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_append,
  .run = run_append,
  .judge_literal = judge_literal,
};
