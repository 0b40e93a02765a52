/* How POP3 is shown, made by hand: lines by their contexts, cards by their cells. */
#include "model-tx.h"
#include "model-world.h"
#include "view-board.h"
#include "view-ladder.h"
#include "view-story.h"

#define CONTEXT_COMMAND 32
#define CONTEXT_RESPONSE 33
#define CONTEXT_DATA 34

#define WORLD                                                                                      \
  "server mail.example.test\n"                                                                     \
  "account lin password=noodles\n"                                                                 \
  "mailbox INBOX uidvalidity=1709600000 uidnext=9\n"                                               \
  "message welcome in=INBOX uid=1 from=\"Admin <admin@example.test>\" subject=\"Welcome\" "        \
  "date=2024-03-01T08:00:00Z octets=238 body=\"Hello Lin, welcome!\"\n"                            \
  "message lunch in=INBOX uid=5 from=\"Wei <wei@example.test>\" subject=\"Lunch on Friday?\" "     \
  "date=2024-03-03T09:30:00Z octets=256 body=\"Noodles at 12:30?\"\n"                              \
  "device oldpc pop3 download-and-delete account=lin\n"

/** Made: a trace that is written event by event. */
typedef struct
{
  Model *model;
  Trace *trace;
  ModelTx *tx; /* of the newest event */
  guint8 device;
  guint8 server;
} Made;

static Made
made_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse (WORLD, &error);
  g_assert_no_error (error);
  Made made = { .model = model_new () };
  model_world_build (world, made.model);
  made.trace = trace_new (made.model);
  made.device = trace_actor (made.trace, "oldpc");
  made.server = trace_actor (made.trace, "server");
  return made;
}

static void
made_end_event (Made *made)
{
  if (made->tx == NULL)
    return;
  guint32 number = trace_get_n (made->trace);
  g_clear_pointer (&made->tx, model_tx_end);
  trace_seal (made->trace, number, made->model);
}

static guint32
made_event (Made *made, TraceEvent event)
{
  made_end_event (made);
  guint32 number = trace_append (made->trace, &event);
  made->tx = model_tx_begin (made->model, number, trace_get_log (made->trace));
  return number;
}

static void
made_clear (Made *made)
{
  made_end_event (made);
  trace_unref (made->trace);
  model_free (made->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

/* A line that is sent and arrives; returns the number of its sending. */
static guint32
made_line (Made *made, gboolean to_server, guint8 context, const char *text, guint32 command,
           guint32 cause)
{
  TraceDirection direction = to_server ? TRACE_TO_SERVER : TRACE_TO_CLIENT;
  BaseSlices *bytes = base_slices_new ();
  base_slices_append_string (bytes, text);
  TraceEvent event = { .kind = TRACE_SEND,
                       .from = to_server ? made->device : made->server,
                       .to = to_server ? made->server : made->device,
                       .connection = 1,
                       .direction = (guint8) direction,
                       .context = context,
                       .len = (guint32) strlen (text),
                       .cause = cause };
  made_end_event (made);
  event.start = trace_stream_append (made->trace, 1, direction, bytes);
  base_slices_free (bytes);
  event.command = to_server ? trace_get_n (made->trace) + 1 : command;
  guint32 sent = made_event (made, event);
  event.kind = TRACE_ARRIVE;
  event.cause = sent;
  made_event (made, event);
  return sent;
}

/* USER … RETR 1, with the cells of the contract. */
static Made
made_session (void)
{
  Made made = made_new ();
  guint32 link = made_event (
      &made,
      (TraceEvent){ .kind = TRACE_LINK, .from = made.device, .to = made.server, .connection = 1 });
  ModelId server = model_find (made.model, MODEL_ROOT, "server");
  ModelId session = model_tx_birth (made.tx, MODEL_KIND_CONNECTION, server, "c1");
  ModelId device = model_find (made.model, MODEL_ROOT, "oldpc");
  ModelId client = model_tx_birth (made.tx, MODEL_KIND_CONNECTION, device, "c1");
  model_tx_set_text (made.tx, session, MODEL_FIELD_PROTOCOL, "pop3");
  model_tx_set_text (made.tx, session, MODEL_FIELD_STATE, "authorization");
  model_tx_set_text (made.tx, client, MODEL_FIELD_PROTOCOL, "pop3");
  model_tx_set_text (made.tx, client, MODEL_FIELD_STATE, "authorization");
  made_line (&made, FALSE, CONTEXT_RESPONSE, "+OK Postglass ready\r\n", 0, link);
  guint32 pass = made_line (&made, TRUE, CONTEXT_COMMAND, "PASS noodles\r\n", 0, 0);
  ModelId mailbox = model_find (made.model, model_find (made.model, server, "lin"), "INBOX");
  model_tx_set_text (made.tx, session, MODEL_FIELD_STATE, "transaction");
  model_tx_set_text (made.tx, session, MODEL_FIELD_USER, "lin");
  model_tx_set_text (made.tx, session, MODEL_FIELD_MAILBOX, "INBOX");
  model_tx_numbers_append (made.tx, session, MODEL_FIELD_NUMBERS, 1, 1);
  model_tx_numbers_append (made.tx, session, MODEL_FIELD_NUMBERS, 5, 1);
  model_tx_set_text (made.tx, mailbox, MODEL_FIELD_LOCK, "c1");
  made_line (&made, FALSE, CONTEXT_RESPONSE, "+OK 2 messages\r\n", pass, pass + 1);
  model_tx_set_text (made.tx, client, MODEL_FIELD_STATE, "transaction");
  guint32 list = made_line (&made, TRUE, CONTEXT_COMMAND, "LIST\r\n", 0, 0);
  made_line (&made, FALSE, CONTEXT_RESPONSE, "+OK 2 messages\r\n", list, list + 1);
  made_line (&made, FALSE, CONTEXT_DATA, "1 238\r\n2 256\r\n.\r\n", list, list + 1);
  model_tx_set_number (made.tx, client, MODEL_FIELD_EXISTS, 2);
  model_tx_numbers_append (made.tx, client, MODEL_FIELD_NUMBERS, 1, 1);
  model_tx_numbers_append (made.tx, client, MODEL_FIELD_NUMBERS, 5, 1);
  ModelId account = model_find (made.model, device, "lin");
  ModelId copy = model_tx_birth (made.tx, MODEL_KIND_MAILBOX, account, "INBOX");
  for (guint i = 0; i < 2; i++)
    {
      ModelRow *row = model_row_new (i == 0 ? 1 : 5, MODEL_FLAGS_UNKNOWN, 0);
      model_row_put (row, MODEL_FIELD_SIZE, model_value_number (i == 0 ? 238 : 256), 0);
      model_tx_add_row (made.tx, copy, MODEL_TABLE_LIVE, row);
    }
  return made;
}

static ViewMessage *
find_message (ViewBoard *board, const char *id)
{
  for (guint card = 0; card < view_board_count (board); card++)
    {
      g_autoptr (GPtrArray) rows = view_board_get_messages (board, card, 0, G_MAXUINT);
      for (guint i = 0; i < rows->len; i++)
        if (strcmp (((ViewMessage *) rows->pdata[i])->node.id, id) == 0)
          return g_ptr_array_steal_index (rows, i);
    }
  g_error ("%s is not shown", id);
}

static ViewBoard *
board_of (Made *made)
{
  made_end_event (made);
  guint32 last = trace_get_n (made->trace);
  ViewBoard *board = view_board_new (made->trace, made->model, last, last - 1);
  view_assert_ids (view_board_get_scene (board));
  view_assert_sayable (view_board_get_scene (board));
  return board;
}

static void
test_lines (void)
{
  static const ViewLineClass classes[] = { VIEW_LINE_OK,      VIEW_LINE_COMMAND, VIEW_LINE_OK,
                                           VIEW_LINE_COMMAND, VIEW_LINE_OK,      VIEW_LINE_DATA,
                                           VIEW_LINE_ERROR };
  g_auto (Made) made = made_session ();
  made_line (&made, FALSE, CONTEXT_RESPONSE, "-ERR no such message\r\n", 0, 0);
  made_end_event (&made);
  g_autoptr (ViewLadder) ladder = view_ladder_new (made.trace);
  guint n = 0;
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->kind != VIEW_ROW_LINE)
        continue;
      g_assert_cmpint (row->line_class, ==, classes[n++]);
      if (row->line_class == VIEW_LINE_DATA)
        g_assert_cmpstr (row->wire, ==, "1 238 ↵ 2 256 ↵ .");
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (classes));
}

/* Long data is folded, and how much of it is said. */
static void
test_folded (void)
{
  g_auto (Made) made = made_session ();
  g_autofree char *long_line = g_strnfill (100, 'x');
  g_autofree char *text = g_strdup_printf ("Subject: Hi\r\nFrom: Wei\r\n%s\r\n.\r\n", long_line);
  made_line (&made, FALSE, CONTEXT_DATA, text, 0, 0);
  made_end_event (&made);
  g_autoptr (ViewLadder) ladder = view_ladder_new (made.trace);
  g_autoptr (ViewRow) row = view_ladder_get_row (ladder, view_ladder_count (ladder) - 1);
  g_autofree char *more = view_text (view_catalogue_get ("en", NULL), &row->more);
  g_assert_cmpstr (row->wire, ==, "Subject: Hi ↵ From: Wei");
  g_assert_cmpuint (row->literal, ==, 105);
  g_assert_cmpstr (more, ==, "and 105 octets");
}

/* A reply of several lines ends with its data. */
static void
test_exchanges (void)
{
  static const char *const ends[] = { "+OK 2 messages", "1 238 ↵ 2 256 ↵ ." };
  g_auto (Made) made = made_session ();
  made_end_event (&made);
  g_autoptr (ViewLadder) ladder = view_ladder_new (made.trace);
  guint32 event = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      event = view_ladder_forward (ladder, VIEW_MOVE_EXCHANGE, event);
      guint32 at = view_ladder_find_row (ladder, event);
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, at);
      g_assert_cmpstr (row->wire, ==, ends[i]);
    }
  g_assert_cmpuint (event, ==, trace_get_n (made.trace));
}

static void
test_session (void)
{
  g_auto (Made) made = made_session ();
  g_autoptr (ViewBoard) board = board_of (&made);
  g_autoptr (ViewCard) device = view_board_get_card (board, 0);
  g_autoptr (ViewCard) server = view_board_get_card (board, 1);
  g_assert_true (device->pop3);
  g_assert_cmpint (device->exists, ==, 2);
  g_assert_cmpstr (device->place.key, ==, "scene.card-maildrop");
  g_assert_cmpstr (device->state.key, ==, "scene.state-transaction");
  g_assert_cmpuint (device->missing, ==, 0);
  g_assert_cmpuint (server->notices->len, ==, 1);
  const ViewText *notice = server->notices->pdata[0];
  g_autofree char *words = view_text (view_catalogue_get ("en", NULL), notice);
  g_assert_nonnull (strstr (words, "its list has 2 messages"));
  g_assert_cmpstr (notice->key, ==, "scene.maildrop-locked");

  g_autoptr (ViewMessage) message = find_message (board, "oldpc:u5");
  g_assert_true (message->pop3);
  g_assert_cmpuint (message->number, ==, 2);
  g_assert_cmpint (message->size, ==, 256);
  g_assert_null (message->uidl);
  g_assert_cmpuint (message->marks, ==, VIEW_MARK_NEW);
}

/* DELE marks, and nothing goes before QUIT. */
static void
test_marked (void)
{
  g_auto (Made) made = made_session ();
  ModelId server = model_find (made.model, MODEL_ROOT, "server");
  ModelId session = model_find (made.model, server, "c1");
  made_event (&made, (TraceEvent){ .kind = TRACE_TIMER, .to = made.server });
  model_tx_set_add (made.tx, session, MODEL_FIELD_MARKED, 5, 1, 1);
  g_autoptr (ViewBoard) board = board_of (&made);
  g_autoptr (ViewMessage) marked = find_message (board, "server:u5");
  g_autoptr (ViewMessage) other = find_message (board, "server:u1");
  g_autoptr (ViewCard) card = view_board_get_card (board, 1);
  const ViewText *notice = card->notices->pdata[0];
  g_assert_cmpuint (marked->marks, ==, VIEW_MARK_MARKED | VIEW_MARK_CHANGED);
  g_assert_cmpuint (marked->changed, ==, VIEW_PART_MARK);
  g_assert_cmpuint (other->marks, ==, 0);
  g_assert_cmpstr (notice->key, ==, "scene.maildrop-locked-marked");

  made_event (&made, (TraceEvent){ .kind = TRACE_TIMER, .to = made.server });
  model_tx_set (made.tx, session, MODEL_FIELD_MARKED, MODEL_NONE);
  g_autoptr (ViewBoard) after = board_of (&made);
  g_autoptr (ViewMessage) spared = find_message (after, "server:u5");
  g_assert_cmpstr (spared->note.key, ==, "scene.change-unmarked");
}

/* A copy that outlives the server's message is no mistake of the device. */
static void
test_only_here (void)
{
  g_auto (Made) made = made_session ();
  ModelId server = model_find (made.model, MODEL_ROOT, "server");
  ModelId device = model_find (made.model, MODEL_ROOT, "oldpc");
  ModelId mailbox = model_find (made.model, model_find (made.model, server, "lin"), "INBOX");
  ModelId copy = model_find (made.model, model_find (made.model, device, "lin"), "INBOX");
  g_autoptr (GBytes) body = g_bytes_new_static ("Subject: Hi\r\n\r\n", 15);
  made_event (&made, (TraceEvent){ .kind = TRACE_TIMER, .to = made.server });
  model_tx_set_row (made.tx, copy, MODEL_TABLE_LIVE, 5, MODEL_FIELD_BODY, model_value_blob (body));
  model_tx_remove_row (made.tx, mailbox, MODEL_TABLE_LIVE, 5);
  model_tx_death (made.tx, model_find (made.model, device, "c1"));
  g_autoptr (ViewBoard) board = board_of (&made);
  g_autoptr (ViewMessage) message = find_message (board, "oldpc:u5");
  g_autoptr (ViewCard) card = view_board_get_card (board, 0);
  g_assert_cmpuint (message->marks, ==, VIEW_MARK_ONLY_HERE | VIEW_MARK_CHANGED);
  g_assert_cmpuint (message->stale, ==, 0);
  g_assert_cmpstr (message->note.key, ==, "scene.note-only-here");
  g_assert_cmpstr (card->place.key, ==, "scene.card-keeps");
  g_assert_cmpint (card->exists, ==, 2);
  g_assert_cmpstr (card->state.key, ==, "scene.state-not-connected");
}

static void
test_held (void)
{
  g_auto (Made) made = made_session ();
  ModelId session = model_find (made.model, model_find (made.model, MODEL_ROOT, "server"), "c1");
  made_event (&made, (TraceEvent){ .kind = TRACE_TIMER, .to = made.server });
  model_tx_set_number (made.tx, session, MODEL_FIELD_HELD_IN, 1);
  model_tx_set_number (made.tx, session, MODEL_FIELD_HELD_OUT, 3);
  g_autoptr (ViewBoard) board = board_of (&made);
  g_autoptr (ViewCard) card = view_board_get_card (board, 1);
  g_assert_cmpuint (card->notices->len, ==, 3);
  const ExplainCatalogue *english = view_catalogue_get ("en", NULL);
  g_autofree char *in = view_text (english, card->notices->pdata[0]);
  g_autofree char *out = view_text (english, card->notices->pdata[1]);
  g_assert_true (g_str_has_prefix (in, "1 line from "));
  g_assert_nonnull (strstr (in, "arrived, not acted on"));
  g_assert_true (g_str_has_prefix (out, "3 lines for "));
  g_assert_nonnull (strstr (out, "acted on, not sent"));
}

/* --- a real session --- */

/* Fetch all, mark all, leave: the maildrop is locked meanwhile, and the copies are what is left. */
static void
test_download (void)
{
  g_auto (ViewStory) story = view_story_begin (WORLD);
  view_story_do (&story, "oldpc check");
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  gboolean locked = FALSE;
  guint marked = 0;
  for (guint32 event = 0; event <= trace_get_n (trace); event++)
    {
      trace_cursor_seek (cursor, event);
      g_autoptr (ViewBoard)
          board = view_board_new (trace, trace_cursor_get_model (cursor), event,
                                  view_ladder_back (ladder, VIEW_MOVE_LINE, event));
      g_autoptr (ViewCard) server = view_board_get_card (board, 1);
      view_assert_ids (view_board_get_scene (board));
      view_assert_sayable (view_board_get_scene (board));
      for (guint i = 0; i < server->notices->len; i++)
        locked |= g_str_has_prefix (((ViewText *) server->notices->pdata[i])->key,
                                    "scene.maildrop-locked");
      g_autoptr (GPtrArray) rows = view_board_get_messages (board, 1, 0, G_MAXUINT);
      guint now = 0;
      for (guint i = 0; i < rows->len; i++)
        now += (((ViewMessage *) rows->pdata[i])->marks & VIEW_MARK_MARKED) != 0;
      marked = MAX (marked, now);
      if (event < trace_get_n (trace))
        continue;
      g_autoptr (GPtrArray) copies = view_board_get_messages (board, 0, 0, G_MAXUINT);
      g_assert_cmpuint (copies->len, ==, 2);
      for (guint i = 0; i < copies->len; i++)
        {
          const ViewMessage *copy = copies->pdata[i];
          g_assert_true ((copy->marks & VIEW_MARK_ONLY_HERE) != 0);
          g_assert_true ((copy->marks & VIEW_MARK_STALE) == 0);
          g_assert_true (copy->has_body);
        }
    }
  g_assert_true (locked);
  g_assert_cmpuint (marked, ==, 2);
  view_assert_sayable (view_ladder_get_scene (ladder));
  view_assert_ids (view_ladder_get_scene (ladder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/pop3/lines", test_lines);
  g_test_add_func ("/view/pop3/folded", test_folded);
  g_test_add_func ("/view/pop3/exchanges", test_exchanges);
  g_test_add_func ("/view/pop3/session", test_session);
  g_test_add_func ("/view/pop3/marked", test_marked);
  g_test_add_func ("/view/pop3/only-here", test_only_here);
  g_test_add_func ("/view/pop3/held", test_held);
  g_test_add_func ("/view/pop3/download", test_download);
  return g_test_run ();
}
