#pragma once

#include "imap-response.h"

/* Rules of responses; each reads from where the name of the response was read. */

/** imap_rule_resp_text: ["[" code "]" SP] text. */
gboolean imap_rule_resp_text (ImapParser *parser, ImapResponse *out);
/** imap_rule_capabilities: *(SP capability); @out is all of them parted by spaces. */
gboolean imap_rule_capabilities (ImapParser *parser, const char **out);
/** imap_rule_mailbox_list: what a LIST response says of one mailbox. */
gboolean imap_rule_mailbox_list (ImapParser *parser, ImapResponse *out);
/** imap_rule_status_data: mailbox SP "(" items ")". */
gboolean imap_rule_status_data (ImapParser *parser, ImapResponse *out);
/** imap_rule_search_data: *(SP nz-number). */
gboolean imap_rule_search_data (ImapParser *parser, ImapResponse *out);
/** imap_rule_msg_att: the items of a FETCH response. */
gboolean imap_rule_msg_att (ImapParser *parser, ImapResponse *out);
/** imap_rule_envelope: all ten fields; @out gets what is kept of them. */
gboolean imap_rule_envelope (ImapParser *parser, ImapFetchItem *out);
/** imap_rule_body: a body structure, BODY's or BODYSTRUCTURE's. */
gboolean imap_rule_body (ImapParser *parser, const ImapBody **out);
/** imap_rule_value: anything of the shape of data: string, NIL, atom or list of such. */
gboolean imap_rule_value (ImapParser *parser);
