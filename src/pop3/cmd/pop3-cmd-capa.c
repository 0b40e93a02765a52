/* CAPA: what this server offers, the same in both states [RFC2449 §5]. */
#include "pop3-server-private.h"

/* Sorted as the RFCs that made them; each is true. EXPIRE NEVER: no message is removed but by QUIT. */
static const char capabilities[] = "TOP\r\n"
                                   "UIDL\r\n"
                                   "USER\r\n"
                                   "RESP-CODES\r\n"
                                   "PIPELINING\r\n"
                                   "EXPIRE NEVER\r\n"
                                   "IMPLEMENTATION Postglass\r\n"
                                   "AUTH-RESP-CODE\r\n";

static gboolean
run_capa (Pop3Run *run)
{
  BaseSlices *data = base_slices_new ();
  base_slices_append_string (data, capabilities);
  pop3_run_ok (run, "This server can");
  return pop3_run_data (run, data);
}

const Pop3CommandClass pop3_cmd_capa = {
  .name = "CAPA",
  .rule = "command.capa",
  .states = POP3_STATE_BOTH,
  .data = POP3_DATA_CAPABILITIES,
  .run = run_capa,
};
