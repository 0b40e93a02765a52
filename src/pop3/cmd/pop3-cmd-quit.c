/* QUIT: after PASS, what is marked is removed now [RFC1939 §6]; before it, nothing [RFC1939 §4]. */
#include "pop3-server-private.h"

static gboolean
run_quit (Pop3Run *run)
{
  Pop3Server *server = run->server;
  gboolean updates = server->state == POP3_STATE_TRANSACTION;
  guint left = 0;
  if (updates)
    {
      pop3_server_set_state (server, POP3_STATE_UPDATE);
      left = pop3_maildrop_update (server);
      pop3_maildrop_leave (server);
    }
  server->closed = TRUE;
  if (updates)
    pop3_run_ok (run, "Goodbye; %u %s left", left, left == 1 ? "message" : "messages");
  else
    pop3_run_ok (run, "Goodbye");
  model_effects_close (server->effects);
  return TRUE;
}

const Pop3CommandClass pop3_cmd_quit = {
  .name = "QUIT",
  .rule = "command.quit",
  .states = POP3_STATE_BOTH,
  .run = run_quit,
};
