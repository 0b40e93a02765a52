/*
 * A command's way: parse, allowed in this state?, run, print. An error before the run changes nothing
 * and says BAD; what the run could not do says NO [RFC3501 §7.1].
 */
#include "imap-expected.h"
#include "imap-server-private.h"

void
imap_run_free (ImapRun *run)
{
  if (run->free_state != NULL && run->state != NULL)
    run->free_state (run->state);
  imap_tree_free (run->tree);
  g_free (run->code);
  g_free (run->text);
  g_free (run);
}

gboolean
imap_run_answer (ImapRun *run, ImapStatus status, const char *code, const char *text)
{
  g_free (run->code);
  g_free (run->text);
  run->status = status;
  run->code = g_strdup (code);
  run->text = g_strdup (text);
  return TRUE;
}

void
imap_run_send (ImapRun *run, const ImapReply *reply)
{
  imap_server_send (run->server, reply, run->event, 0);
}

/* --- parse --- */

static void
say_bad (ImapServer *server, const ImapRun *run, const char *text)
{
  imap_server_say (server, run->event, run->command.tag, IMAP_STATUS_BAD, NULL, text);
  model_effects_fact (server->effects, IMAP_SERVER_FACT_BAD_LINE, text);
}

/* --- allowed? --- */

const char *
imap_run_judge (const ImapServer *server, const ImapCommand *command)
{
  if ((command->class->states & server->state) != 0)
    return NULL;
  switch (server->state)
    {
    case IMAP_STATE_NOT_AUTHENTICATED:
      return "Log in first";
    case IMAP_STATE_AUTHENTICATED:
      return command->class->states == IMAP_STATE_NOT_AUTHENTICATED ? "You are logged in already"
                                                                    : "Select a mailbox first";
    case IMAP_STATE_SELECTED:
      return "You are logged in already";
    default:
      return "This session is over";
    }
}

void
imap_run_begin (ImapServer *server, GBytes *const *lines, guint n, guint32 event)
{
  g_autoptr (ImapRun) run = g_new0 (ImapRun, 1);
  run->server = server;
  run->event = event;
  run->tree = imap_command_parse_lines (lines, n, &run->command);
  if (imap_tree_is_bad (run->tree))
    {
      g_autofree char *text = imap_expected_text (run->tree);
      say_bad (server, run, text);
      return;
    }
  if (server->fault != NULL && server->fault->command != NULL)
    server->fault->command (&run->command);
  const char *refusal = imap_run_judge (server, &run->command);
  if (refusal != NULL)
    {
      say_bad (server, run, refusal);
      return;
    }
  server->run = g_steal_pointer (&run);
}

/* --- run and answer --- */

static gboolean
has_notices (const ImapRun *run)
{
  return run->server->state == IMAP_STATE_SELECTED && run->status != IMAP_STATUS_BAD
         && (run->command.class->flags & IMAP_COMMAND_CHANGES_VIEW) == 0;
}

static void
finish (ImapServer *server)
{
  g_autoptr (ImapRun) run = g_steal_pointer (&server->run);
  imap_server_say (server, run->event, run->command.tag, run->status, run->code, run->text);
  if (server->state == IMAP_STATE_LOGOUT)
    model_effects_close (server->effects);
}

gboolean
imap_run_go_on (ImapServer *server)
{
  ImapRun *run = server->run;
  if (run == NULL)
    return FALSE;
  if (!run->done && !server->idling)
    run->done = run->command.class->run (run);
  /* While IDLE runs there is nothing to wait for but news. */
  if (server->idling)
    return server->state == IMAP_STATE_SELECTED && !imap_server_tell (server, run);
  if (!run->done || (has_notices (run) && !imap_server_tell (server, run)))
    return TRUE;
  finish (server);
  return FALSE;
}
