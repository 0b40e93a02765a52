/*
 * A server's side of one connection: lines in, turns, lines out. What commands do is in cmd/, what
 * they do it with in pop3-maildrop.c. [RFC1939 §3]
 */
#include "pop3-server-private.h"

#include "base-time.h"
#include "pop3-data.h"

#include <stdarg.h>

/* Silence after which a session ends, without a word: at least 10 minutes [RFC1939 §3]. */
#define AUTOLOGOUT (10 * 60 * BASE_SECOND)

/* Lines of a list that are made in one turn. */
#define LISTED_IN_A_TURN 8192

/* --- talking --- */

const Model *
pop3_server_get_model (const Pop3Server *server)
{
  return model_tx_get_model (server->tx);
}

void
pop3_server_set_state (Pop3Server *server, Pop3State state)
{
  server->state = state;
  model_tx_set_text (server->tx, server->connection, MODEL_FIELD_STATE,
                     pop3_state_get_name (state));
}

static void
say (Pop3Server *server, guint32 command, const char *status, const char *text)
{
  BaseSlices *line = base_slices_new ();
  base_slices_append_printf (line, "%s %s\r\n", status, text);
  g_assert (base_slices_get_length (line) <= POP3_RESPONSE_MAX);
  model_effects_send (server->effects, line, POP3_CONTEXT_RESPONSE, command, 0);
}

gboolean
pop3_run_ok (const Pop3Run *run, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  say (run->server, run->event, "+OK", text);
  return TRUE;
}

gboolean
pop3_run_err (const Pop3Run *run, const char *text)
{
  say (run->server, run->event, "-ERR", text);
  return TRUE;
}

gboolean
pop3_run_data (const Pop3Run *run, BaseSlices *data)
{
  base_slices_append_string (data, POP3_DATA_END);
  model_effects_send (run->server->effects, data, POP3_CONTEXT_DATA, run->event, 0);
  return TRUE;
}

/* --- what several commands do --- */

gboolean
pop3_run_has_message (const Pop3Run *run)
{
  if (pop3_maildrop_get_uid (run->server, run->command.number) != 0)
    return TRUE;
  gboolean marked = run->command.number >= 1 && run->command.number <= run->server->n_messages;
  pop3_run_err (run, marked ? "That message is marked as deleted"
                            : "There is no message with that number");
  return FALSE;
}

gboolean
pop3_run_list (Pop3Run *run, gboolean measures,
               void (*append) (Pop3Server *server, guint number, GString *out))
{
  Pop3Server *server = run->server;
  guint64 octets;
  if (measures && !pop3_maildrop_measure (server))
    return FALSE;
  if (run->next == 0)
    {
      run->next = 1;
      run->text = g_string_new (NULL);
    }
  for (guint i = 0; run->next <= server->n_messages; i++, run->next++)
    {
      if (i == LISTED_IN_A_TURN)
        return FALSE;
      if (pop3_maildrop_get_uid (server, run->next) != 0)
        append (server, run->next, run->text);
    }
  guint n = measures ? pop3_maildrop_total (server, &octets) : pop3_maildrop_count (server);
  const char *noun = n == 1 ? "message" : "messages";
  if (measures)
    pop3_run_ok (run, "%u %s (%" G_GUINT64_FORMAT " octets)", n, noun, octets);
  else
    pop3_run_ok (run, "%u %s", n, noun);
  g_autoptr (GBytes) lines = g_string_free_to_bytes (g_steal_pointer (&run->text));
  BaseSlices *data = base_slices_new ();
  base_slices_append_blob (data, lines, 0, g_bytes_get_size (lines));
  return pop3_run_data (run, data);
}

/* --- a command --- */

static void
run_free (Pop3Run *run)
{
  pop3_tree_free (run->tree);
  if (run->text != NULL)
    g_string_free (run->text, TRUE);
  g_free (run);
}

/* NULL when the command may run in this state, else what to say. */
static const char *
judge (const Pop3Server *server, const Pop3Command *command)
{
  if ((command->class->states & server->state) != 0)
    return NULL;
  return server->state == POP3_STATE_AUTHORIZATION ? "Log in first, with USER and PASS"
                                                   : "You are logged in already";
}

static void
refuse (Pop3Server *server, guint32 event, const char *text)
{
  say (server, event, "-ERR", text);
  model_effects_fact (server->effects, POP3_SERVER_FACT_BAD_LINE, text);
}

static void
begin (Pop3Server *server, const ModelInput *input)
{
  Pop3Run *run = g_new0 (Pop3Run, 1);
  run->server = server;
  run->event = input->command;
  run->tree = pop3_command_parse (input->line->bytes, &run->command);
  g_autofree char *bad = pop3_tree_is_bad (run->tree) ? pop3_tree_expected_text (run->tree) : NULL;
  const char *refusal = bad != NULL ? bad : judge (server, &run->command);
  if (refusal != NULL)
    {
      g_clear_pointer (&server->user, g_free);
      refuse (server, run->event, refusal);
      run_free (run);
      return;
    }
  server->run = run;
}

static gboolean
go_on (Pop3Server *server)
{
  if (server->run == NULL)
    return FALSE;
  /* PASS counts only right behind USER, so every command but these two forgets the name. */
  gboolean logs_in = server->run->command.user != NULL || server->run->command.password != NULL;
  if (!logs_in)
    g_clear_pointer (&server->user, g_free);
  if (!server->run->command.class->run (server->run))
    return TRUE;
  g_clear_pointer (&server->run, run_free);
  return FALSE;
}

/* A line too long for its end to be waited for is answered when its end has come. */
static void
on_line (Pop3Server *server, const ModelInput *input)
{
  if (!input->line->complete || pop3_framer_goes_on (server->framer))
    return;
  if (!input->line->bad)
    {
      begin (server, input);
      return;
    }
  g_clear_pointer (&server->user, g_free);
  refuse (server, input->command, "The line is too long");
}

/* --- other inputs --- */

static void
greet (Pop3Server *server)
{
  g_autofree char *text = server->hostname != NULL
                              ? g_strdup_printf ("Postglass at %.200s", server->hostname)
                              : g_strdup ("Postglass");
  g_autofree char *line = g_strdup_printf ("%s ready", text);
  server->greeted = TRUE;
  model_tx_set_text (server->tx, server->connection, MODEL_FIELD_PROTOCOL, "pop3");
  pop3_server_set_state (server, POP3_STATE_AUTHORIZATION);
  say (server, 0, "+OK", line);
}

/* The end without QUIT: nothing is removed [RFC1939 §6]. */
static void
leave (Pop3Server *server)
{
  g_clear_pointer (&server->run, run_free);
  pop3_maildrop_leave (server);
  server->closed = TRUE;
}

/* Refused before the greeting, as a matter of the system [RFC3206 §4]; later without a word, like
 * any other end that is not the client's [RFC1939 §3]. */
static void
dismiss (Pop3Server *server, const char *text)
{
  if (!server->greeted)
    {
      g_autofree char *line = g_strdup_printf ("[SYS/TEMP] %.200s", text);
      say (server, 0, "-ERR", line);
    }
  leave (server);
  model_effects_close (server->effects);
}

static void
on_tick (Pop3Server *server, gint64 now)
{
  if (now < server->deadline)
    {
      model_effects_wake (server->effects, server->deadline);
      return;
    }
  leave (server);
  model_effects_close (server->effects);
}

static void
take_input (Pop3Server *server, gint64 now, const ModelInput *input)
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

/* A client that takes output is not silent. */
static void
restart_clock (Pop3Server *server, gint64 now, ModelInputKind kind)
{
  if (server->closed
      || (kind != MODEL_INPUT_OPENED && kind != MODEL_INPUT_LINE && kind != MODEL_INPUT_WRITABLE))
    return;
  server->deadline = now + AUTOLOGOUT;
  model_effects_wake (server->effects, server->deadline);
}

static gboolean
server_turn (gpointer self, ModelTx *tx, gint64 now, const ModelInput *input, ModelEffects *effects)
{
  Pop3Server *server = self;
  if (server->closed)
    return FALSE;
  server->tx = tx;
  server->effects = effects;
  take_input (server, now, input);
  gboolean more = go_on (server);
  model_tx_set_text (tx, server->connection, MODEL_FIELD_COMMAND,
                     more ? server->run->command.class->name : NULL);
  restart_clock (server, now, input->kind);
  server->tx = NULL;
  server->effects = NULL;
  return more;
}

/* --- the engine --- */

static void
server_free (gpointer self)
{
  Pop3Server *server = self;
  g_clear_pointer (&server->run, run_free);
  pop3_framer_free (server->framer);
  g_free (server->hostname);
  g_free (server->user);
  g_free (server->octets);
  g_free (server);
}

static void
server_feed (gpointer self, GBytes *bytes)
{
  pop3_framer_feed (((Pop3Server *) self)->framer, bytes);
}

/* One command at a time, in order; what comes behind QUIT is nobody's [RFC2449 §6.6]. */
static ModelFrame
server_next_line (gpointer self, ModelLine *out)
{
  Pop3Server *server = self;
  if (server->closed || server->run != NULL)
    return MODEL_FRAME_MORE;
  return pop3_framer_next (server->framer, out);
}

static ModelFrame
server_rest (gpointer self, ModelLine *out)
{
  return pop3_framer_rest (((Pop3Server *) self)->framer, out);
}

/* Nothing that others do to the mailbox is told over POP3. */
static ModelId
server_watches (gpointer self)
{
  return MODEL_NO_ID;
}

static const ModelEngineClass server_class = {
  .name = "pop3-server",
  .free = server_free,
  .feed = server_feed,
  .next_line = server_next_line,
  .rest = server_rest,
  .turn = server_turn,
  .watches = server_watches,
};

ModelEngine
pop3_server_new (const Pop3ServerConfig *config)
{
  Pop3Server *server = g_new0 (Pop3Server, 1);
  server->server = config->server;
  server->connection = config->connection;
  server->hostname = g_strdup (config->hostname);
  server->locks = config->locks;
  server->check_password = config->check_password;
  server->check_data = config->check_data;
  server->framer = pop3_framer_new (POP3_CONTEXT_COMMAND);
  server->state = POP3_STATE_AUTHORIZATION;
  server->account = server->maildrop = MODEL_NO_ID;
  return (ModelEngine){ &server_class, server };
}
