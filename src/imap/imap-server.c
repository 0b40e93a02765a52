/*
 * A server's side of one connection: lines in, turns, lines out. What commands do is in cmd/ and
 * imap-server-run.c; how they are told is in imap-print.c. [RFC3501 §3] [RFC3501 §5.4]
 */
#include "base-time.h"
#include "imap-expected.h"
#include "imap-server-private.h"

/* Silence after which a session ends: 30 minutes at least, less before LOGIN [RFC9051 §5.4]. */
#define AUTOLOGOUT (30 * 60 * BASE_SECOND)
#define AUTOLOGOUT_BEFORE_LOGIN (3 * 60 * BASE_SECOND)

/* No command here takes more octets with all its strings: refused before the client sends them. */
#define COMMAND_MAX (4 * IMAP_LINE_MAX)

/* --- talking --- */

const Model *
imap_server_get_model (const ImapServer *server)
{
  return model_tx_get_model (server->tx);
}

const char *
imap_server_get_capabilities (const ImapServer *server)
{
  return server->policy.uidplus ? "IMAP4rev1 IDLE UIDPLUS UNSELECT" : "IMAP4rev1 IDLE UNSELECT";
}

void
imap_server_set_state (ImapServer *server, ImapState state)
{
  server->state = state;
  model_tx_set_text (server->tx, server->session.connection, MODEL_FIELD_STATE,
                     imap_state_get_name (state));
}

gboolean
imap_server_is_full (const ImapServer *server)
{
  return model_effects_is_full (server->effects);
}

void
imap_server_send (ImapServer *server, const ImapReply *reply, guint32 command, guint32 cause)
{
  ImapReply said = *reply;
  const ImapFaultClass *fault = server->fault;
  if (fault != NULL && fault->reply != NULL && !fault->reply (&said))
    return;
  BaseSlices *bytes = imap_print_reply (&said);
  if (fault != NULL && fault->bytes != NULL)
    bytes = fault->bytes (bytes);
  model_effects_send (server->effects, bytes, IMAP_CONTEXT_RESPONSE, command, cause);
}

void
imap_server_say (ImapServer *server, guint32 command, const char *tag, ImapStatus status,
                 const char *code, const char *text)
{
  ImapReply reply = {
    .kind = IMAP_REPLY_STATUS, .tag = tag, .status = status, .code = code, .text = text
  };
  imap_server_send (server, &reply, command, 0);
}

static void
say_continue (ImapServer *server, guint32 command)
{
  ImapReply reply = { .kind = IMAP_REPLY_CONTINUE, .text = "OK" };
  imap_server_send (server, &reply, command, 0);
}

/* --- lines --- */

static void
refuse_literal (ImapServer *server)
{
  if (imap_framer_awaits (server->framer) >= 0)
    imap_framer_refuse (server->framer);
}

static void
forget_pending (ImapServer *server)
{
  g_ptr_array_set_size (server->pending, 0);
  server->pending_octets = 0;
}

static ImapTree *
parse_pending (const ImapServer *server, ImapCommand *out)
{
  return imap_command_parse_lines ((GBytes *const *) server->pending->pdata, server->pending->len,
                                   out);
}

/* Why a literal of @size octets is not taken, or no text. */
static ImapRefusal
weigh_literal (const ImapServer *server, const ImapCommand *command, gsize size)
{
  ImapRefusal refusal = { NULL, NULL };
  const ImapCommandClass *class = command->class;
  if (class != NULL && class->judge_literal != NULL
      && class->judge_literal (server, command, size, &refusal))
    return refusal;
  if (size + server->pending_octets > COMMAND_MAX)
    return (ImapRefusal){ "LIMIT", "This command is not taken at such a length" };
  return refusal;
}

/* A command whose line goes on with a literal: is it worth the octets? [RFC9051 §4.3] */
static void
judge_literal (ImapServer *server, guint32 event)
{
  ImapCommand command;
  g_autoptr (ImapTree) tree = parse_pending (server, &command);
  g_autofree char *bad = NULL;
  const char *text = NULL;
  if (!imap_tree_wants_literal (tree))
    text = bad = imap_expected_text (tree);
  else if (command.class != NULL)
    text = imap_run_judge (server, &command);
  if (text != NULL)
    {
      imap_server_say (server, event, command.tag, IMAP_STATUS_BAD, NULL, text);
      model_effects_fact (server->effects, IMAP_SERVER_FACT_BAD_LINE, text);
    }
  else
    {
      gsize size = (gsize) imap_framer_awaits (server->framer);
      ImapRefusal refusal = weigh_literal (server, &command, size);
      if (refusal.text == NULL)
        {
          imap_framer_accept (server->framer);
          say_continue (server, event);
          return;
        }
      imap_server_say (server, event, command.tag, IMAP_STATUS_NO, refusal.code, refusal.text);
    }
  imap_framer_refuse (server->framer);
  forget_pending (server);
}

static void
on_bad_line (ImapServer *server, GBytes *bytes, guint32 event)
{
  /* Only the tag is looked for; whatever else the line says, it is not carried out. */
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) start = g_bytes_new (data, MIN (size, 256));
  ImapCommand command;
  g_autoptr (ImapTree) tree G_GNUC_UNUSED = imap_command_parse (start, &command);
  const char *text = "The line is too long, or the command has too many literals";
  refuse_literal (server);
  imap_server_say (server, event, command.tag, IMAP_STATUS_BAD, NULL, text);
  model_effects_fact (server->effects, IMAP_SERVER_FACT_BAD_LINE, text);
}

static void
end_idle (ImapServer *server)
{
  server->idling = FALSE;
  server->run->done = TRUE;
  imap_framer_set_context (server->framer, IMAP_CONTEXT_COMMAND);
  model_tx_set (server->tx, server->session.connection, MODEL_FIELD_IDLING, MODEL_NONE);
}

/* Anything but DONE ends IDLE as well: the client is lost, and says so soonest by BAD. */
static void
on_idle_line (ImapServer *server, const ModelLine *line)
{
  g_autoptr (ImapTree) tree = imap_line_parse (line->bytes, IMAP_CONTEXT_IDLE);
  refuse_literal (server);
  if (line->bad || imap_tree_is_bad (tree))
    {
      imap_run_answer (server->run, IMAP_STATUS_BAD, NULL, "Expected DONE, which ends IDLE");
      model_effects_fact (server->effects, IMAP_SERVER_FACT_BAD_LINE, "Expected DONE");
    }
  else
    imap_run_answer (server->run, IMAP_STATUS_OK, NULL, "IDLE completed");
  end_idle (server);
}

static void
on_command_line (ImapServer *server, const ModelLine *line, guint32 event)
{
  GPtrArray *pending = server->pending;
  if (pending->len == 0)
    server->pending_event = event;
  event = server->pending_event;
  g_ptr_array_add (pending, g_bytes_ref (line->bytes));
  server->pending_octets += g_bytes_get_size (line->bytes);
  gint64 awaits = imap_framer_awaits (server->framer);
  /* A literal that is too long makes its line bad, but its command can say so better. */
  if (awaits >= 0 && (!line->bad || awaits > IMAP_LITERAL_MAX))
    {
      judge_literal (server, event);
      return;
    }
  if (line->bad)
    on_bad_line (server, g_ptr_array_index (pending, 0), event);
  else
    imap_run_begin (server, (GBytes *const *) pending->pdata, pending->len, event);
  forget_pending (server);
}

static void
on_line (ImapServer *server, const ModelInput *input)
{
  if (!input->line->complete)
    return;
  if (server->idling)
    on_idle_line (server, input->line);
  else if (server->run == NULL)
    on_command_line (server, input->line, input->command);
}

/* --- other inputs --- */

static void
greet (ImapServer *server)
{
  imap_server_set_state (server, IMAP_STATE_NOT_AUTHENTICATED);
  g_autofree char *code = g_strconcat ("CAPABILITY ", imap_server_get_capabilities (server), NULL);
  imap_server_say (server, 0, NULL, IMAP_STATUS_OK, code, "Postglass ready");
}

/* The end, whatever was going on. */
static void
leave (ImapServer *server)
{
  g_clear_pointer (&server->run, imap_run_free);
  if (server->idling)
    model_tx_set (server->tx, server->session.connection, MODEL_FIELD_IDLING, MODEL_NONE);
  server->idling = FALSE;
  imap_session_leave (&server->session, server->tx);
  imap_server_set_state (server, IMAP_STATE_LOGOUT);
}

/* Lawful at any time, as a greeting too [RFC3501 §7.1.5]. */
static void
dismiss (ImapServer *server, const char *text)
{
  imap_server_say (server, 0, NULL, IMAP_STATUS_BYE, NULL, text);
  leave (server);
  model_effects_close (server->effects);
}

static void
on_tick (ImapServer *server, gint64 now)
{
  if (now < server->deadline)
    {
      model_effects_wake (server->effects, server->deadline);
      return;
    }
  dismiss (server, "Logged out after a long silence");
}

/* After the turn, since LOGIN changes how long silence may be. A client that takes output is not silent. */
static void
restart_clock (ImapServer *server, gint64 now, ModelInputKind kind)
{
  if (server->state == IMAP_STATE_LOGOUT
      || (kind != MODEL_INPUT_OPENED && kind != MODEL_INPUT_LINE && kind != MODEL_INPUT_WRITABLE))
    return;
  server->deadline = now
                     + (server->state == IMAP_STATE_NOT_AUTHENTICATED ? AUTOLOGOUT_BEFORE_LOGIN
                                                                      : AUTOLOGOUT);
  model_effects_wake (server->effects, server->deadline);
}

/* What is in progress beyond this turn is to be seen from outside. */
static void
show_command (ImapServer *server)
{
  const ImapRun *run = server->run;
  g_autofree char *text = NULL;
  if (run != NULL)
    text = g_strdup_printf ("%s %s%s", run->command.tag, run->command.uid ? "UID " : "",
                            run->command.class->name);
  else if (server->pending->len > 0)
    {
      ImapCommand command;
      g_autoptr (ImapTree) tree G_GNUC_UNUSED = parse_pending (server, &command);
      text = g_strdup_printf ("%s %s%s", command.tag, command.uid ? "UID " : "",
                              command.class->name);
    }
  model_tx_set_text (server->tx, server->session.connection, MODEL_FIELD_COMMAND, text);
}

static void
take_input (ImapServer *server, gint64 now, const ModelInput *input)
{
  switch (input->kind)
    {
    case MODEL_INPUT_OPENED:
      greet (server);
      break;
    case MODEL_INPUT_LINE:
      on_line (server, input);
      break;
    case MODEL_INPUT_TICK:
      on_tick (server, now);
      break;
    case MODEL_INPUT_DISMISS:
      dismiss (server, input->text);
      break;
    case MODEL_INPUT_CLOSED:
      leave (server);
      break;
    case MODEL_INPUT_POKE:
    case MODEL_INPUT_WRITABLE:
      break;
    case MODEL_INPUT_SUBMIT:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
server_turn (gpointer self, ModelTx *tx, gint64 now, const ModelInput *input, ModelEffects *effects)
{
  ImapServer *server = self;
  if (server->state == IMAP_STATE_LOGOUT)
    return FALSE;
  server->tx = tx;
  server->now = now;
  server->effects = effects;
  imap_session_take_in (&server->session, tx);
  take_input (server, now, input);
  gboolean more = server->state != IMAP_STATE_LOGOUT && imap_run_go_on (server);
  show_command (server);
  restart_clock (server, now, input->kind);
  server->tx = NULL;
  server->effects = NULL;
  return more;
}

/* --- the engine --- */

static void
server_free (gpointer self)
{
  ImapServer *server = self;
  g_clear_pointer (&server->run, imap_run_free);
  imap_framer_free (server->framer);
  g_clear_pointer (&server->message, mail_message_unref);
  g_ptr_array_unref (server->pending);
  g_free (server);
}

static void
server_feed (gpointer self, GBytes *bytes)
{
  ImapServer *server = self;
  imap_framer_feed (server->framer, bytes);
}

/* One command at a time: what follows a running one is framed when it is done. */
static ModelFrame
server_next_line (gpointer self, ModelLine *out)
{
  ImapServer *server = self;
  if (server->state == IMAP_STATE_LOGOUT || (server->run != NULL && !server->idling))
    return MODEL_FRAME_MORE;
  return imap_framer_next (server->framer, out);
}

static ModelFrame
server_rest (gpointer self, ModelLine *out)
{
  ImapServer *server = self;
  return imap_framer_rest (server->framer, out);
}

static ModelId
server_watches (gpointer self)
{
  ImapServer *server = self;
  return server->session.mailbox;
}

static const ModelEngineClass server_class = {
  .name = "imap-server",
  .free = server_free,
  .feed = server_feed,
  .next_line = server_next_line,
  .rest = server_rest,
  .turn = server_turn,
  .watches = server_watches,
};

ModelEngine
imap_server_new (const ImapServerConfig *config)
{
  ImapServer *server = g_new0 (ImapServer, 1);
  server->policy = config->policy;
  server->fault = imap_fault_find (config->fault);
  g_assert (config->fault == NULL || server->fault != NULL);
  server->check_password = config->check_password;
  server->check_data = config->check_data;
  server->framer = imap_framer_new (IMAP_EAR_SERVER);
  server->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  server->epoch = config->epoch;
  server->state = IMAP_STATE_NOT_AUTHENTICATED;
  server->session = (ImapSession){ .server = config->server,
                                   .connection = config->connection,
                                   .account = MODEL_NO_ID,
                                   .mailbox = MODEL_NO_ID };
  return (ModelEngine){ &server_class, server };
}
