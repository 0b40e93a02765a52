/* Lines and events of a trace: who, what, why not. */
#include "explain-catalogue.h"
#include "explain-line.h"
#include "imap-types.h"
#include "pop3-types.h"
#include "model-tx.h"
#include "trace.h"

#include <string.h>

/* A world of a server and a phone, and a trace written by hand. */
typedef struct
{
  Model *model;
  Trace *trace;
  guint8 server;
  guint8 phone;
  ModelId session;
  ModelId inbox;
} World;

static void
add_message (ModelTx *tx, ModelId mailbox, guint32 uid, ModelFlags flags)
{
  model_tx_add_row (tx, mailbox, MODEL_TABLE_LIVE, model_row_new (uid, flags, 1));
}

/* One before the login, and one that sees messages 3 and 17 and has marked the second. */
static void
add_pop3_sessions (ModelTx *tx, ModelId server)
{
  ModelId before = model_tx_birth (tx, MODEL_KIND_CONNECTION, server, "c2");
  ModelId session = model_tx_birth (tx, MODEL_KIND_CONNECTION, server, "c3");

  model_tx_set_text (tx, before, MODEL_FIELD_STATE, "authorization");
  model_tx_set_text (tx, session, MODEL_FIELD_STATE, "transaction");
  model_tx_numbers_append (tx, session, MODEL_FIELD_NUMBERS, 3, 1);
  model_tx_numbers_append (tx, session, MODEL_FIELD_NUMBERS, 17, 1);
  model_tx_set_add (tx, session, MODEL_FIELD_MARKED, 17, 1, 0);
}

static void
world_init (World *world)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  ModelTx *tx;
  ModelId server, account;

  world->model = model_new ();
  tx = model_tx_begin (world->model, 0, log);
  server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, server, "lin");
  world->inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "phone");
  model_tx_set_text (tx, model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "oldpc"),
                     MODEL_FIELD_PROTOCOL, "pop3");
  world->session = model_tx_birth (tx, MODEL_KIND_CONNECTION, server, "c1");
  model_tx_set_text (tx, world->session, MODEL_FIELD_STATE, "selected");
  model_tx_set_text (tx, world->session, MODEL_FIELD_USER, "lin");
  model_tx_set_text (tx, world->session, MODEL_FIELD_MAILBOX, "INBOX");
  add_pop3_sessions (tx, server);
  add_message (tx, world->inbox, 3, 0);
  add_message (tx, world->inbox, 17, MODEL_FLAG_SEEN);
  model_tx_end (tx);
  world->trace = trace_new (world->model);
  world->server = trace_actor (world->trace, "server");
  world->phone = trace_actor (world->trace, "phone");
  for (guint i = 0; i < log->len; i++)
    model_delta_clear (&g_array_index (log, ModelDelta, i));
}

static void
world_clear (World *world)
{
  trace_unref (world->trace);
  model_free (world->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static guint32
append (World *world, TraceEvent event)
{
  guint32 number = trace_append (world->trace, &event);

  trace_seal (world->trace, number, world->model);
  return number;
}

static guint32
say_on (World *world, guint16 connection, TraceDirection direction, const char *text,
        guint32 context, guint32 command)
{
  g_autoptr (BaseSlices) bytes = base_slices_new ();
  gboolean to_server = direction == TRACE_TO_SERVER;

  base_slices_append_string (bytes, text);
  return append (world,
                 (TraceEvent){
                     .kind = TRACE_SEND,
                     .from = to_server ? world->phone : world->server,
                     .to = to_server ? world->server : world->phone,
                     .connection = connection,
                     .direction = direction,
                     .context = (guint8) context,
                     .command = command != 0 ? command : trace_get_n (world->trace) + 1,
                     .start = trace_stream_append (world->trace, connection, direction, bytes),
                     .len = (guint32) strlen (text),
                 });
}

static guint32
say (World *world, TraceDirection direction, const char *text, guint32 context, guint32 command)
{
  return say_on (world, 1, direction, text, context, command);
}

static guint32
arrive (World *world, guint32 send)
{
  TraceEvent event = *trace_get (world->trace, send);

  event.kind = TRACE_ARRIVE;
  event.cause = send;
  return append (world, event);
}

static void
assert_sentence (const World *world, guint32 event, const char *expected)
{
  g_auto (ExplainSentence) sentence = explain_event (world->trace, event);
  g_autofree char *text = explain_catalogue_format (explain_catalogue_get ("en", NULL),
                                                    sentence.key, sentence.args);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_advice (const World *world, guint32 event, const char *keys)
{
  g_autoptr (GArray) advice = explain_advise (world->trace, event);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < advice->len; i++)
    g_string_append_printf (got, "%s%s", i > 0 ? " " : "",
                            g_array_index (advice, ExplainSentence, i).key);
  g_assert_cmpstr (got->str, ==, keys);
}

static void
test_lines (void)
{
  g_auto (World) world;
  guint32 store, ok, flags;

  world_init (&world);
  store = say (&world, TRACE_TO_SERVER, "f1 UID STORE 3 +FLAGS.SILENT (\\Flagged)\r\n",
               IMAP_CONTEXT_COMMAND, 0);
  assert_sentence (
      &world, store,
      "Phone wants the flags \\Flagged added to the message with UID 3. The client does "
      "not need the new flags in return.");
  assert_sentence (
      &world, arrive (&world, store),
      "Arrives at the server: Phone wants the flags \\Flagged added to the message with "
      "UID 3. The client does not need the new flags in return.");
  ok = say (&world, TRACE_TO_CLIENT, "f1 OK done\r\n", IMAP_CONTEXT_RESPONSE, store);
  assert_sentence (&world, ok, "Command f1 (UID STORE) is finished; it has worked.");
  assert_sentence (&world, arrive (&world, ok),
                   "Arrives at Phone: Command f1 (UID STORE) is finished; it has worked.");
  flags = say (&world, TRACE_TO_CLIENT, "* 1 FETCH (UID 3 FLAGS (\\Flagged))\r\n",
               IMAP_CONTEXT_RESPONSE, 0);
  assert_sentence (&world, flags,
                   "The server tells without being asked: message number 1 (UID 3) now has these "
                   "flags: \\Flagged.");
}

/* The octets of a literal are read with the lines their command began with. */
static void
test_literal (void)
{
  g_auto (World) world;
  guint32 first, go, rest, ok;

  world_init (&world);
  say (&world, TRACE_TO_CLIENT, "* OK ready\r\n", IMAP_CONTEXT_RESPONSE, 0);
  first = say (&world, TRACE_TO_SERVER, "g1 SELECT {5}\r\n", IMAP_CONTEXT_COMMAND, 0);
  assert_sentence (
      &world, first,
      "Phone begins SELECT and announces 5 octets; it waits for + before it sends them.");
  go = say (&world, TRACE_TO_CLIENT, "+ go\r\n", IMAP_CONTEXT_RESPONSE, first);
  assert_sentence (&world, go, "The server is ready for the octets that were announced.");
  rest = say (&world, TRACE_TO_SERVER, "INBOX\r\n", IMAP_CONTEXT_CONTINUED, first);
  assert_sentence (&world, rest, "Phone sends the octets it announced and goes on with SELECT.");
  ok = say (&world, TRACE_TO_CLIENT, "g1 OK [READ-WRITE] open\r\n", IMAP_CONTEXT_RESPONSE, first);
  assert_sentence (&world, ok,
                   "Command g1 (SELECT) is finished: INBOX is open for reading and changing.");

  g_autoptr (ExplainLine) line = explain_line (world.trace, rest);
  const ExplainToken *octets = NULL;
  for (guint i = 0; i < line->tokens->len && octets == NULL; i++)
    if (strcmp (g_array_index (line->tokens, ExplainToken, i).key, "imap.rule.literal-octets") == 0)
      octets = &g_array_index (line->tokens, ExplainToken, i);
  g_assert_nonnull (octets);
  g_assert_cmpuint (octets->span.start, ==, 0);
  g_assert_cmpuint (octets->span.len, ==, 5);
}

static void
test_incomplete (void)
{
  g_auto (World) world;
  guint32 sent, arrived;
  TraceEvent event;

  world_init (&world);
  sent = say (&world, TRACE_TO_CLIENT, "* 1 FETCH (UID 3 FLAGS (\\Seen))\r\n",
              IMAP_CONTEXT_RESPONSE, 0);
  event = *trace_get (world.trace, sent);
  event.kind = TRACE_ARRIVE;
  event.sub = 1;
  event.len = 12;
  arrived = append (&world, event);
  assert_sentence (
      &world, arrived,
      "Arrives at Phone: The connection ended within this line: 12 octets of it arrived.");
}

static void
test_events (void)
{
  g_auto (World) world;
  static const struct
  {
    const char *act;
    const char *sentence;
  } acts[] = {
    { "phone open", "The person at Phone opens INBOX." },
    { "phone open Sent &", "The person at Phone opens Sent." },
    { "phone flag u5 \"\\Flagged\" silently",
      "The person at Phone sets \\Flagged on the message UID 5." },
    { "phone delete lunch",
      "The person at Phone deletes the message lunch, which only marks it \\Deleted." },
    { "phone idle off", "The person at Phone ends the waiting for news." },
    { "phone> a1 NOOP", "The person at Phone types a line: a1 NOOP" },
    { "deliver news", "A new message arrives at the server from outside: news." },
    { "cut c2", "The connection breaks: c2." },
    { "cut phone", "The connection breaks: Phone." },
    { "cut phone before \"C: … NOOP\"",
      "The connection will break before this line gets through (Phone): C: … NOOP" },
    { "stall phone after 1 octets of \"S: * 1 FETCH …\"",
      "The network will stall as soon as 1 octet of this line got through (Phone): S: * 1 FETCH …" },
    { "reset phone", "The connection is thrown away, and both ends are told so: Phone." },
    { "heal phone", "The network carries again: Phone. What was held back goes on." },
    { "server down", "The server stops. Its connections are gone, and nobody answers there." },
    { "server up", "The server works again." },
    { "post news",
      "Somebody outside sends a message: news. The sender’s server has it and wants to "
      "hand it over." },
    { "phone reconnect off", "Phone no longer connects again by itself." },
    { "phone copy lunch Work", "The person at Phone copies the message lunch to Work." },
    { "oldpc check",
      "The person at Old PC lets it look for new mail: one whole session, from login to "
      "goodbye." },
    { "oldpc delete lunch", "The person at Old PC deletes the message lunch. The server removes it "
                            "only when the session ends properly." },
    { "oldpc logout", "The person at Old PC ends the session properly." },
    { "oldpc read lunch", "The person at Old PC reads the message lunch." },
    { "wait 29m", "Time passes: 29m." },
    { "settle", "Everything that is under way comes to its end." },
    { "phone dances \"", "phone dances \"" },
  };

  world_init (&world);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    assert_sentence (
        &world,
        append (&world, (TraceEvent){ .kind = TRACE_ACT,
                                      .from = world.phone,
                                      .label = trace_text (world.trace, acts[i].act) }),
        acts[i].sentence);
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_LINK,
                                                 .sub = TRACE_LINK_CONNECT,
                                                 .from = world.phone,
                                                 .to = world.server,
                                                 .connection = 1 }),
                   "The connection between Phone and the server is up.");
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_TURN,
                                                 .sub = TRACE_TURN_POKE,
                                                 .from = world.server,
                                                 .to = world.server,
                                                 .connection = 1 }),
                   "The server notes that Phone has not been told yet.");
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_TIMER,
                                                 .from = world.phone,
                                                 .to = world.phone,
                                                 .connection = 1 }),
                   "A time that Phone was waiting for has come.");
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_LINK,
                                                 .sub = TRACE_LINK_CUT,
                                                 .from = world.server,
                                                 .to = world.server,
                                                 .connection = 1 }),
                   "The connection between Phone and the server has broken; what was on its way is "
                   "lost.");
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_CHECK,
                                                 .sub = 2,
                                                 .label = trace_text (world.trace, "x = y") }),
                   "The lesson expected this, and it does not hold: x = y");
}

/* What befalls a connection, a timer and a message that comes from outside. */
static void
test_trouble (void)
{
  g_auto (World) world;
  const guint8 links[] = { TRACE_LINK_REFUSE, TRACE_LINK_STALL, TRACE_LINK_HEAL, TRACE_LINK_LOSE,
                           TRACE_LINK_DROP };
  static const char *const sentences[] = {
    "The server does not answer: the connection of Phone does not come about.",
    "Between Phone and the server nothing moves any more. What is under way waits.",
    "Between Phone and the server the network carries again.",
    "From here on nothing gets through between Phone and the server on this connection, and neither "
    "side knows.",
    "Phone gives up the connection: what it sent has had no echo for too long.",
  };

  world_init (&world);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    assert_sentence (&world,
                     append (&world, (TraceEvent){ .kind = TRACE_LINK,
                                                   .sub = links[i],
                                                   .from = world.server,
                                                   .to = world.phone,
                                                   .connection = 1 }),
                     sentences[i]);
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_TIMER,
                                                 .from = world.phone,
                                                 .to = world.phone,
                                                 .label = trace_text (world.trace, "reconnect") }),
                   "Phone has waited long enough and tries to connect again.");
  assert_sentence (
      &world,
      append (&world, (TraceEvent){ .kind = TRACE_FACT,
                                    .sub = TRACE_FACT_KEPT,
                                    .from = trace_actor (world.trace, "outside"),
                                    .to = world.server,
                                    .label = trace_text (world.trace, "news") }),
      "The sender’s server cannot reach the server. It keeps the message news and will "
      "try again in 30 seconds.");
  assert_sentence (&world,
                   append (&world, (TraceEvent){ .kind = TRACE_FACT,
                                                 .sub = TRACE_FACT_HANDED_OVER,
                                                 .from = trace_actor (world.trace, "outside"),
                                                 .to = world.server,
                                                 .label = trace_text (world.trace, "news") }),
                   "The sender’s server hands the message news over to the server, which puts it "
                   "into the mailbox.");
}

/* A command with the tag a1 is given one that nobody has used yet. */
static guint32
command (World *world, const char *text)
{
  g_autofree char *line = g_str_has_prefix (text, "a1 ")
                              ? g_strdup_printf ("t%u %s", trace_get_n (world->trace), text + 3)
                              : g_strdup (text);
  return say (world, TRACE_TO_SERVER, line, IMAP_CONTEXT_COMMAND, 0);
}

static void
test_advice (void)
{
  g_auto (World) world;
  guint32 refused, bad;

  world_init (&world);
  assert_advice (&world, command (&world, "a1 NOOP\r\n"), "");
  assert_advice (&world, command (&world, "NOOP\r\n"), "advice.no-tag");
  assert_advice (&world, command (&world, "\r\n"), "advice.empty-line");
  assert_advice (&world, command (&world, "a1\r\n"), "advice.no-command");
  assert_advice (&world, command (&world, "a1 HELLO\r\n"), "advice.unknown-command");
  assert_advice (&world, command (&world, "a1 FETCH 1 (FLAGS\r\n"), "advice.grammar");
  assert_advice (&world, command (&world, "a1 FETCH 17 FLAGS\r\n"), "advice.uid-as-number");
  assert_advice (&world, command (&world, "a1 FETCH 16 FLAGS\r\n"), "advice.number-too-high");
  assert_advice (&world, command (&world, "a1 UID FETCH 17 FLAGS\r\n"), "");
  assert_advice (&world, command (&world, "a1 EXPUNGE\r\n"), "advice.expunge-nothing");
  assert_advice (&world, command (&world, "a1 UID STORE 3:* FLAGS.SILENT (\\Seen)\r\n"),
                 "advice.silent advice.replaces-flags advice.star-always-matches");
  assert_advice (&world, command (&world, "a1 FETCH 1 BODY[]\r\n"), "advice.marks-seen");
  assert_advice (&world, command (&world, "a1 STATUS INBOX (MESSAGES)\r\n"),
                 "advice.status-of-open-mailbox");
  assert_advice (&world, command (&world, "a1 LOGIN a b\r\n"), "advice.logged-in");
  assert_advice (&world, say (&world, TRACE_TO_SERVER, "a2 NOOP\r\n", IMAP_CONTEXT_IDLE, 0),
                 "advice.only-done");
  refused = command (&world, "a3 HELLO\r\n");
  bad = say (&world, TRACE_TO_CLIENT, "a3 BAD what\r\n", IMAP_CONTEXT_RESPONSE, refused);
  assert_advice (&world, bad, "advice.unknown-command");
  assert_advice (&world, arrive (&world, bad), "advice.unknown-command");
}

static guint32
pop3 (World *world, guint16 connection, const char *text)
{
  return arrive (world, say_on (world, connection, TRACE_TO_SERVER, text, POP3_CONTEXT_COMMAND, 0));
}

static void
test_pop3_lines (void)
{
  g_auto (World) world;
  guint32 list, ok;

  world_init (&world);
  list = pop3 (&world, 3, "LIST\r\n");
  assert_sentence (&world, list,
                   "Arrives at the server: Phone asks for the size of every message.");
  ok = say_on (&world, 3, TRACE_TO_CLIENT, "+OK hello\r\n", POP3_CONTEXT_RESPONSE, 0);
  assert_sentence (&world, ok, "The server greets Phone and waits for a login.");
  ok = say_on (&world, 3, TRACE_TO_CLIENT, "+OK\r\n", POP3_CONTEXT_RESPONSE, list);
  assert_sentence (&world, ok, "The sizes of the messages follow.");
  ok = say_on (&world, 3, TRACE_TO_CLIENT, "1 20\r\n.\r\n", POP3_CONTEXT_DATA, list);
  assert_sentence (&world, ok, "The sizes of 1 message, one a line.");
}

static void
test_pop3_advice (void)
{
  g_auto (World) world;
  guint32 refused, err;

  world_init (&world);
  assert_advice (&world, pop3 (&world, 2, "RETR 1\r\n"), "advice.pop3-login-first");
  assert_advice (&world, pop3 (&world, 2, "PASS x\r\n"), "advice.pop3-name-first");
  assert_advice (&world, pop3 (&world, 2, "USER x\r\n"), "");
  assert_advice (&world, pop3 (&world, 2, "PASS x\r\n"), "");
  assert_advice (&world, pop3 (&world, 2, "PASS x\r\n"), "advice.pop3-name-first");
  assert_advice (&world, pop3 (&world, 3, "USER x\r\n"), "advice.pop3-logged-in");
  assert_advice (&world, pop3 (&world, 3, "RETR 1\r\n"), "");
  assert_advice (&world, pop3 (&world, 3, "RETR 2\r\n"), "advice.pop3-marked");
  assert_advice (&world, pop3 (&world, 3, "RETR 0\r\n"), "advice.pop3-no-such-number");
  assert_advice (&world, pop3 (&world, 3, "RETR 5\r\n"), "advice.pop3-no-such-number");
  assert_advice (&world, pop3 (&world, 3, "RETR 17\r\n"), "advice.pop3-uid-as-number");
  assert_advice (&world, pop3 (&world, 3, "RETR\r\n"), "advice.pop3-number-missing");
  assert_advice (&world, pop3 (&world, 3, "QUIT\r\n"), "advice.pop3-quit-removes");
  assert_advice (&world, pop3 (&world, 3, "a1 STAT\r\n"), "advice.pop3-no-tags");
  refused = pop3 (&world, 3, "HELLO\r\n");
  assert_advice (&world, refused, "advice.pop3-unknown-command");
  err = say_on (&world, 3, TRACE_TO_CLIENT, "-ERR what\r\n", POP3_CONTEXT_RESPONSE, refused);
  assert_advice (&world, err, "advice.pop3-unknown-command");
  err = say_on (&world, 3, TRACE_TO_CLIENT, "+OK\r\n", POP3_CONTEXT_RESPONSE, refused);
  assert_advice (&world, err, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/trace/lines", test_lines);
  g_test_add_func ("/explain/trace/literal", test_literal);
  g_test_add_func ("/explain/trace/incomplete", test_incomplete);
  g_test_add_func ("/explain/trace/events", test_events);
  g_test_add_func ("/explain/trace/trouble", test_trouble);
  g_test_add_func ("/explain/trace/advice", test_advice);
  g_test_add_func ("/explain/trace/pop3-lines", test_pop3_lines);
  g_test_add_func ("/explain/trace/pop3-advice", test_pop3_advice);
  return g_test_run ();
}
