/*
 * SEARCH and UID SEARCH: which messages are such and such [RFC3501 §6.4.4]. A charset that is not known
 * is refused by NO with BADCHARSET. The answer is one SEARCH line, also when nothing was found, and
 * a search by sequence numbers tells no EXPUNGE, so that its numbers mean what they say.
 */
#include "imap-server-private.h"
#include "imap-search.h"

/* Octets of messages a turn looks at; then others have theirs. */
#define LOOKED_AT MODEL_TURN_OUTPUT

static gboolean
parse_search (ImapParser *parser, ImapCommand *out)
{
  if (!imap_rule_sp (parser))
    return FALSE;
  if (imap_rule_word (parser, "CHARSET", "search-charset")
      && (!imap_rule_sp (parser) || !imap_rule_astring (parser, "charset", &out->charset)
          || !imap_rule_sp (parser)))
    return FALSE;
  return imap_rule_search_keys (parser, &out->search);
}

typedef struct
{
  ImapSearch *search;
  GArray *found; /* guint32 */
} Progress;

static void
progress_free (gpointer data)
{
  Progress *progress = data;
  imap_search_free (progress->search);
  g_array_unref (progress->found);
  g_free (progress);
}

static gboolean
go_on (ImapRun *run, Progress *progress)
{
  const ImapSession *session = &run->server->session;
  if (!imap_search_go_on (progress->search, session, imap_server_get_model (run->server),
                          run->command.uid, LOOKED_AT, progress->found))
    return FALSE;
  ImapReply reply = { .kind = IMAP_REPLY_SEARCH,
                      .numbers = (gconstpointer) progress->found->data,
                      .n_numbers = progress->found->len };
  imap_run_send (run, &reply);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "SEARCH completed");
}

static gboolean
refuse (ImapRun *run, ImapSearchTrouble trouble)
{
  switch (trouble)
    {
    case IMAP_SEARCH_BAD_NUMBER:
      return imap_run_answer (run, IMAP_STATUS_BAD, NULL, "There is no message with that number");
    case IMAP_SEARCH_BAD_CHARSET:
      return imap_run_answer (run, IMAP_STATUS_NO, "BADCHARSET (" IMAP_SEARCH_CHARSETS ")",
                              "This charset is not known here");
    case IMAP_SEARCH_BAD_TEXT:
      return imap_run_answer (run, IMAP_STATUS_NO, NULL,
                              "The text to look for means nothing in its charset");
    case IMAP_SEARCH_GOOD:
      break;
    }
  g_assert_not_reached ();
}

static gboolean
run_search (ImapRun *run)
{
  if (run->state != NULL)
    return go_on (run, run->state);
  const ImapServer *server = run->server;
  ImapSearchTrouble trouble;
  ImapSearch *search = imap_search_new (run->command.search, run->command.charset.data,
                                        &server->session, imap_server_get_model (server), &trouble);
  if (search == NULL)
    return refuse (run, trouble);
  Progress *progress = g_new (Progress, 1);
  *progress = (Progress){ search, g_array_new (FALSE, FALSE, sizeof (guint32)) };
  run->state = progress;
  run->free_state = progress_free;
  return go_on (run, progress);
}

const ImapCommandClass imap_cmd_search = {
  .name = "SEARCH",
  .rule = "command.search",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_HAS_UID | IMAP_COMMAND_TELLS_EXPUNGE_UID,
  .parse = parse_search,
  .run = run_search,
};
