/* A device's side of a connection: what it sends, and what it believes of what it is told. */

#include "imap-client.h"
#include "imap-types.h"
#include "model-address.h"

#include <string.h>

/** One device "phone" with a connection c1, its engine, and all that came out of it. */
typedef struct
{
  Model *model;
  GArray *log; /* ModelDelta */
  ModelId device;
  ModelId connection;
  ModelEngine engine;
  guint32 event;
  GString *sent;  /* "CONTEXT/COMMAND text" a line */
  GString *facts; /* "FACT text" a line */
} Phone;

static void
connect_phone (Phone *phone, const char *name)
{
  g_autoptr (ModelTx) tx = model_tx_begin (phone->model, ++phone->event, phone->log);
  phone->connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, phone->device, name);
  ImapClientConfig config = { phone->device, phone->connection, "lin", 'a' };
  phone->engine = imap_client_new (&config);
}

static Phone *
phone_new (void)
{
  Phone *phone = g_new0 (Phone, 1);
  phone->model = model_new ();
  phone->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  phone->sent = g_string_new (NULL);
  phone->facts = g_string_new (NULL);
  g_autoptr (ModelTx) tx = model_tx_begin (phone->model, 0, phone->log);
  phone->device = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "phone");
  connect_phone (phone, "c1");
  return phone;
}

/* Everything a phone did can be taken back. */
static void
phone_free (Phone *phone)
{
  g_autoptr (Model) fresh = model_new ();
  for (guint i = phone->log->len; i > 0; i--)
    model_revert (phone->model, &g_array_index (phone->log, ModelDelta, i - 1));
  g_assert_true (model_equal (phone->model, fresh));
  for (guint i = 0; i < phone->log->len; i++)
    model_delta_clear (&g_array_index (phone->log, ModelDelta, i));
  phone->engine.class->free (phone->engine.self);
  g_array_unref (phone->log);
  model_free (phone->model);
  g_string_free (phone->sent, TRUE);
  g_string_free (phone->facts, TRUE);
  g_free (phone);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Phone, phone_free)

static void
turn (Phone *phone, const ModelInput *input)
{
  g_autoptr (ModelEffects) effects = model_effects_new ();
  g_autoptr (ModelTx) tx = model_tx_begin (phone->model, ++phone->event, phone->log);
  g_assert_false (phone->engine.class->turn (phone->engine.self, tx, 0, input, effects));
  for (guint i = 0; i < model_effects_get_n (effects); i++)
    {
      const ModelEffect *effect = model_effects_get (effects, i);
      if (effect->kind == MODEL_EFFECT_FACT)
        g_string_append_printf (phone->facts, "%u %s\n", effect->fact,
                                effect->text != NULL ? effect->text : "-");
      if (effect->kind != MODEL_EFFECT_SEND)
        continue;
      g_autoptr (GBytes) bytes = base_slices_flatten (effect->bytes);
      gsize len;
      const char *data = g_bytes_get_data (bytes, &len);
      g_autofree char *text = g_strndup (data, len);
      g_autofree char *shown = g_strescape (text, NULL);
      g_string_append_printf (phone->sent, "%u/%d %s\n", effect->context, (gint32) effect->command,
                              shown);
    }
}

/* Lines of the server, parted by LF, without CR; a "\r\n" in them stays one. */
static void
hear_for (Phone *phone, guint32 command, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);
  g_autoptr (GString) wire = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (wire, "%s%s\n", parts[i],
                            g_str_has_suffix (parts[i], "\r") ? "" : "\r");
  g_autoptr (GBytes) bytes = g_bytes_new (wire->str, wire->len);
  phone->engine.class->feed (phone->engine.self, bytes);
  ModelLine line;
  while (phone->engine.class->next_line (phone->engine.self, &line) == MODEL_FRAME_LINE)
    {
      ModelInput input = { .kind = MODEL_INPUT_LINE, .line = &line, .command = command };
      turn (phone, &input);
      g_bytes_unref (line.bytes);
    }
}

static void
hear (Phone *phone, const char *text)
{
  hear_for (phone, 0, text);
}

static void
submit (Phone *phone, const char *text)
{
  ModelInput input = { .kind = MODEL_INPUT_SUBMIT, .text = text };
  turn (phone, &input);
}

static void
submit_raw (Phone *phone, const char *text)
{
  g_autoptr (GBytes) raw = g_bytes_new (text, strlen (text));
  ModelInput input = { .kind = MODEL_INPUT_SUBMIT, .raw = raw };
  turn (phone, &input);
}

#define assert_taken(string, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr ((string)->str, ==, expected);                                                 \
    g_string_truncate ((string), 0);                                                               \
  }                                                                                                \
  G_STMT_END

/* The cell at @address as `state` prints it. */
#define assert_cell(phone, text, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    ModelAddress address_;                                                                         \
    g_autoptr (GError) error_ = NULL;                                                              \
    gboolean found_ = model_address_parse ((phone)->model, (text), &address_, &error_);            \
    g_autofree char *shown_ = found_ ? model_address_show ((phone)->model, &address_) : NULL;      \
    g_assert_no_error (error_);                                                                    \
    g_assert_cmpstr (shown_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static Phone *
phone_logged_in (void)
{
  Phone *phone = phone_new ();
  hear (phone, "* OK [CAPABILITY IMAP4rev1 IDLE] hello");
  submit (phone, "LOGIN lin noodles");
  hear (phone, "a1 OK done");
  g_string_truncate (phone->sent, 0);
  g_string_truncate (phone->facts, 0);
  return phone;
}

static Phone *
phone_selected (void)
{
  Phone *phone = phone_logged_in ();
  submit (phone, "SELECT INBOX");
  hear (phone, "* FLAGS (\\Seen \\Deleted $Junk)\n* 3 EXISTS\n* 1 RECENT\n* OK [UNSEEN 2] x\n"
               "* OK [UIDVALIDITY 7] x\n* OK [UIDNEXT 40] x\n"
               "* OK [PERMANENTFLAGS (\\Seen \\*)] x\na2 OK [READ-WRITE] done");
  g_string_truncate (phone->sent, 0);
  g_string_truncate (phone->facts, 0);
  return phone;
}

static void
test_login (void)
{
  g_autoptr (Phone) phone = phone_new ();
  hear (phone, "* OK [CAPABILITY IMAP4rev1 IDLE] hello");
  assert_taken (phone->facts, "1 OK\n");
  assert_cell (phone, "phone:c1:state", "not-authenticated");
  assert_cell (phone, "phone:c1:capabilities", "\"IMAP4rev1 IDLE\"");
  g_assert_false (imap_client_is_busy (&phone->engine));
  submit (phone, "LOGIN lin noodles");
  assert_taken (phone->sent, "1/-1 a1 LOGIN lin noodles\\r\\n\n");
  assert_cell (phone, "phone:c1:command", "\"a1 LOGIN\"");
  g_assert_true (imap_client_is_busy (&phone->engine));
  /* Nothing is believed before. */
  hear (phone, "* 3 EXISTS\n* STATUS x (MESSAGES 3)\n* OK [UIDNEXT 3] x");
  hear (phone, "a1 OK welcome");
  assert_taken (phone->facts, "2 a1 OK LOGIN\n");
  assert_cell (phone, "phone:c1:state", "authenticated");
  assert_cell (phone, "phone:c1:user", "lin");
  assert_cell (phone, "phone:c1:command", "none");
  assert_cell (phone, "phone:c1:capabilities", "none");
  assert_cell (phone, "phone:c1:exists", "none");
}

static void
test_login_fails (void)
{
  g_autoptr (Phone) phone = phone_new ();
  hear (phone, "* OK hello");
  submit (phone, "LOGIN lin wrong");
  hear (phone, "a1 NO [AUTHENTICATIONFAILED] no");
  assert_cell (phone, "phone:c1:state", "not-authenticated");
  assert_cell (phone, "phone:c1:user", "none");
  submit (phone, "LOGOUT");
  hear (phone, "* BYE see you\na2 OK done");
  assert_taken (phone->facts, "1 OK\n2 a1 NO LOGIN\n7 see you\n2 a2 OK LOGOUT\n");
  assert_cell (phone, "phone:c1:state", "logout");
}

static void
test_select (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  assert_cell (phone, "phone:c1:state", "selected");
  assert_cell (phone, "phone:c1:mailbox", "INBOX");
  assert_cell (phone, "phone:c1:read-only", "0");
  assert_cell (phone, "phone:c1:exists", "3");
  assert_cell (phone, "phone:c1:recent-count", "1");
  assert_cell (phone, "phone:c1:first-unseen", "2");
  assert_cell (phone, "phone:lin:INBOX:uidvalidity", "7");
  assert_cell (phone, "phone:lin:INBOX:uidnext", "40");
  assert_cell (phone, "phone:lin:INBOX:exists", "3");
  assert_cell (phone, "phone:lin:INBOX:keywords", "$Junk");
  g_assert_cmpstr (model_get_text (phone->model, phone->connection, MODEL_FIELD_PERMANENTFLAGS), ==,
                   "\\Seen \\*");
  ModelRuns *numbers = model_get_runs (phone->model, phone->connection, MODEL_FIELD_NUMBERS);
  g_assert_cmpuint (model_runs_total (numbers), ==, 3);
  g_assert_cmpuint (model_runs_nth (numbers, 1), ==, 0);
  /* A failed SELECT leaves nothing selected. */
  submit (phone, "SELECT nowhere");
  hear (phone, "a3 NO no such mailbox");
  assert_cell (phone, "phone:c1:state", "authenticated");
  assert_cell (phone, "phone:c1:mailbox", "none");
  assert_cell (phone, "phone:c1:numbers", "none");
  assert_cell (phone, "phone:lin:INBOX:exists", "3");
  submit (phone, "examine inbox");
  hear (phone, "* 0 EXISTS\na4 OK done");
  assert_cell (phone, "phone:c1:read-only", "1");
  assert_cell (phone, "phone:c1:mailbox", "INBOX");
  assert_taken (phone->facts, "2 a3 NO SELECT\n2 a4 OK EXAMINE\n");
}

/* Until the first data of the new mailbox, lines are about the old one. */
static void
test_select_another (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 5 FLAGS ())");
  submit (phone, "SELECT other");
  hear (phone, "* 1 FETCH (FLAGS (\\Seen))\n* 2 EXPUNGE");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "(\\Seen)");
  assert_cell (phone, "phone:c1:exists", "2");
  hear (phone, "* 9 EXISTS");
  assert_cell (phone, "phone:c1:exists", "9");
  assert_cell (phone, "phone:c1:state", "authenticated");
  assert_cell (phone, "phone:lin:INBOX:exists", "2");
  hear (phone, "a3 OK [READ-ONLY] done");
  assert_cell (phone, "phone:c1:mailbox", "other");
  assert_cell (phone, "phone:c1:read-only", "1");
  assert_cell (phone, "phone:lin:other:exists", "9");
}

static void
test_fetch (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  submit (phone, "FETCH 1:3 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)");
  hear (phone,
        "* 1 FETCH (UID 5 FLAGS (\\Seen $Junk \\Recent) INTERNALDATE \" 7-Feb-1994 21:52:25 -0800\""
        " RFC822.SIZE 44 ENVELOPE (NIL \"=?UTF-8?Q?N=C3=B6dle?=\" ((NIL NIL \"lin\" \"x.org\"))"
        " NIL NIL NIL NIL NIL NIL NIL))\n"
        "* 2 FETCH (UID 9 BODY[HEADER] {6}\r\nA: b\r\n BODY[] {4}\r\nabcd BODY[TEXT] NIL)\n"
        "* 4 FETCH (UID 11)\n* 3 FETCH (BODY[]<0> \"a\")");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "(\\Seen $Junk)");
  assert_cell (phone, "phone:lin:INBOX:u5:internaldate", "\" 7-Feb-1994 21:52:25 -0800\"");
  assert_cell (phone, "phone:lin:INBOX:u5:size", "44");
  assert_cell (phone, "phone:lin:INBOX:u5:subject",
               "N\xc3\xb6"
               "dle");
  assert_cell (phone, "phone:lin:INBOX:u5:from", "lin@x.org");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "unknown");
  assert_cell (phone, "phone:lin:INBOX:u9:body", "4 octets");
  assert_cell (phone, "phone:lin:INBOX:u9:header", "6 octets");
  assert_cell (phone, "phone:lin:INBOX:u11:flags", "none");
  ModelRuns *numbers = model_get_runs (phone->model, phone->connection, MODEL_FIELD_NUMBERS);
  g_assert_cmpuint (model_runs_nth (numbers, 1), ==, 5);
  g_assert_cmpuint (model_runs_nth (numbers, 2), ==, 9);
  g_assert_cmpuint (model_runs_nth (numbers, 3), ==, 0);
  assert_taken (phone->facts, "");
  hear (phone, "a3 OK done\n* 2 FETCH (FLAGS (new))");
  assert_taken (phone->facts, "2 a3 OK FETCH\n6 2\n");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "(new)");
  assert_cell (phone, "phone:lin:INBOX:keywords", "\"$Junk new\"");
}

/* Flags of a number whose UID is not known: they move with the number, then to the UID. */
static void
test_unknown_uids (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 2 FETCH (FLAGS (\\Flagged))\n* 3 FETCH (FLAGS (\\Seen))");
  assert_cell (phone, "phone:c1:INBOX:n2:flags", "(\\Flagged)");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "(\\Seen)");
  hear (phone, "* 1 EXPUNGE");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "(\\Flagged)");
  assert_cell (phone, "phone:c1:INBOX:n2:flags", "(\\Seen)");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "none");
  hear (phone, "* 2 FETCH (UID 9)");
  assert_cell (phone, "phone:c1:INBOX:n2:flags", "none");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "(\\Seen)");
  hear (phone, "* 1 EXPUNGE");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "none");
  assert_cell (phone, "phone:c1:exists", "1");
  assert_cell (phone, "phone:lin:INBOX:exists", "1");
  assert_taken (phone->facts, "6 2\n6 3\n5 1\n6 2\n5 1\n");
}

/* A UID SEARCH that finds as many as there are tells the UID of every number. */
static void
test_search (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 2 FETCH (FLAGS (\\Flagged))");
  g_string_truncate (phone->facts, 0);
  hear (phone, "* SEARCH 1 2 3");
  submit (phone, "SEARCH ALL");
  hear (phone, "* SEARCH 1 2 3\na3 OK done");
  submit (phone, "UID SEARCH UNSEEN");
  hear (phone, "* SEARCH 4 9\na4 OK done");
  assert_cell (phone, "phone:c1:INBOX:n2:flags", "(\\Flagged)");
  submit (phone, "UID SEARCH ALL");
  hear (phone, "* SEARCH 4 9 9\n* SEARCH 4 9 11\na5 OK done");
  assert_cell (phone, "phone:c1:INBOX:n2:flags", "none");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "(\\Flagged)");
  assert_cell (phone, "phone:lin:INBOX:u11:flags", "unknown");
  submit (phone, "UID SEARCH UID 100");
  hear (phone, "* SEARCH\n* 3 EXPUNGE\na6 OK done");
  g_assert_null (model_row (
      phone->model,
      model_find (phone->model, model_find (phone->model, phone->device, "lin"), "INBOX"),
      MODEL_TABLE_LIVE, 11));
  assert_taken (phone->facts, "8 SEARCH 1 2 3\n2 a3 OK SEARCH\n8 UID SEARCH 4 9\n"
                              "2 a4 OK UID SEARCH\n8 UID SEARCH 4 9 9\n8 UID SEARCH 4 9 11\n"
                              "2 a5 OK UID SEARCH\n8 UID SEARCH\n5 3\n2 a6 OK UID SEARCH\n");
}

static void
test_exists_and_expunge (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 1)\n* 2 FETCH (UID 2)\n* 3 FETCH (UID 3)");
  g_string_truncate (phone->facts, 0);
  hear (phone, "* 5 EXISTS\n* 4 EXISTS\n* 5 EXISTS\n* 2 EXPUNGE\n* 5 EXPUNGE\n* 2 EXPUNGE");
  assert_taken (phone->facts, "4 5\n5 2\n5 2\n");
  assert_cell (phone, "phone:c1:exists", "3");
  g_assert_null (model_row (
      phone->model,
      model_find (phone->model, model_find (phone->model, phone->device, "lin"), "INBOX"),
      MODEL_TABLE_LIVE, 2));
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "unknown");
  assert_cell (phone, "phone:lin:INBOX:u3:flags", "none");
}

/* Bad lines and lines of a later time change nothing. */
static void
test_bad_lines (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  g_autoptr (Model) before = model_copy (phone->model);
  hear (phone,
        "* 9  EXISTS\n* FETCH 1 (UID 3)\n* 1 FETCH (UID 3) \n* SEARCH 1\nzz OK what\n+ go on\n"
        "* 0 EXPUNGE\n*\n\nnonsense\n* 7 EXPUNGE");
  g_assert_true (model_equal (phone->model, before));
  assert_taken (phone->facts, "");
  assert_taken (phone->sent, "");
}

static void
test_idle (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  submit (phone, "IDLE");
  assert_cell (phone, "phone:c1:idling", "none");
  hear_for (phone, 77, "+ idling");
  assert_cell (phone, "phone:c1:idling", "1");
  hear_for (phone, 77, "* 4 EXISTS");
  submit (phone, "done");
  assert_taken (phone->sent, "1/-1 a3 IDLE\\r\\n\n3/77 DONE\\r\\n\n");
  hear_for (phone, 77, "a3 OK done");
  assert_taken (phone->facts, "3 -\n4 4\n2 a3 OK IDLE\n");
  assert_cell (phone, "phone:c1:idling", "none");
  /* A style's mistake goes out as it is; the server answers it by ending IDLE. */
  submit (phone, "IDLE");
  hear_for (phone, 90, "+ idling");
  submit (phone, "NOOP");
  assert_taken (phone->sent, "1/-1 a4 IDLE\\r\\n\n3/90 a5 NOOP\\r\\n\n");
  hear_for (phone, 90, "a4 BAD expected DONE");
  g_assert_false (imap_client_is_busy (&phone->engine));
  submit (phone, "DONE");
  assert_taken (phone->sent, "1/-1 a6 DONE\\r\\n\n");
}

static void
test_literals (void)
{
  g_autoptr (Phone) phone = phone_new ();
  hear (phone, "* OK hello");
  submit (phone, "LOGIN {3}\r\nlin {7}\r\nnoodles");
  assert_taken (phone->sent, "1/-1 a1 LOGIN {3}\\r\\n\n");
  hear_for (phone, 5, "+ go");
  assert_taken (phone->sent, "2/5 lin {7}\\r\\n\n");
  hear_for (phone, 5, "+ go\n+ too many");
  assert_taken (phone->sent, "2/5 noodles\\r\\n\n");
  hear_for (phone, 5, "a1 OK done");
  assert_cell (phone, "phone:c1:user", "lin");
  /* Refused: the rest is not sent. */
  submit (phone, "SELECT {5}\r\nINBOX");
  hear (phone, "a2 NO too long");
  g_string_truncate (phone->sent, 0);
  hear (phone, "+ go");
  assert_taken (phone->sent, "");
}

static void
test_raw (void)
{
  g_autoptr (Phone) phone = phone_logged_in ();
  submit_raw (phone, "x1 SEL");
  submit_raw (phone, "ECT INBOX\r\nx2 NOOP\r\n");
  assert_taken (phone->sent, "1/-1 x1 SEL\n1/-1 ECT INBOX\\r\\n\n1/-1 x2 NOOP\\r\\n\n");
  hear (phone, "* 2 EXISTS\nx1 OK done\nx2 OK done");
  assert_taken (phone->facts, "2 x1 OK SELECT\n2 x2 OK NOOP\n");
  assert_cell (phone, "phone:c1:exists", "2");
  submit_raw (phone, "x3 SELECT {5}\r\n");
  submit_raw (phone, "INBOX\r\n");
  submit_raw (phone, "+ bad\r\n");
  assert_taken (phone->sent, "1/-1 x3 SELECT {5}\\r\\n\n2/-1 INBOX\\r\\n\n1/-1 + bad\\r\\n\n");
  hear (phone, "* 3 EXISTS\nx3 OK done\n* BAD tag");
  assert_cell (phone, "phone:c1:exists", "3");
  g_assert_false (imap_client_is_busy (&phone->engine));
}

static void
test_pipelined (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  submit (phone, "STORE 1 +FLAGS (\\Seen)");
  submit (phone, "uid fetch 1 flags");
  assert_cell (phone, "phone:c1:command", "\"a3 STORE 1 +FLAGS (\\\\Seen)\"");
  hear (phone, "a4 OK done");
  hear (phone, "* 1 FETCH (FLAGS ())\na3 BAD no");
  assert_taken (phone->facts, "2 a4 OK UID FETCH\n2 a3 BAD STORE\n");
}

static void
test_close (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone,
        "* 1 FETCH (UID 1 FLAGS (\\Deleted))\n* 2 FETCH (UID 2 FLAGS ())\n* 3 FETCH (UID 3)");
  submit (phone, "CLOSE");
  hear (phone, "a3 OK done");
  assert_cell (phone, "phone:c1:state", "authenticated");
  assert_cell (phone, "phone:c1:exists", "none");
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "none");
  assert_cell (phone, "phone:lin:INBOX:u2:flags", "()");
  assert_cell (phone, "phone:lin:INBOX:u3:flags", "unknown");
  assert_cell (phone, "phone:lin:INBOX:exists", "2");
  submit (phone, "SELECT INBOX");
  hear (phone, "* 2 EXISTS\n* 1 FETCH (UID 2 FLAGS (\\Deleted))\na4 OK done");
  submit (phone, "UNSELECT");
  hear (phone, "a5 OK done");
  assert_cell (phone, "phone:lin:INBOX:u2:flags", "(\\Deleted)");
}

/* How many deltas of @op were made since the log had @from of them. */
static guint
count_op (const Phone *phone, guint from, ModelOp op)
{
  guint n = 0;
  for (guint i = from; i < phone->log->len; i++)
    n += g_array_index (phone->log, ModelDelta, i).op == op;
  return n;
}

/* What .SILENT keeps quiet is believed from the tagged OK on, and only then. */
static void
test_silent (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 5 FLAGS ())\n* 2 FETCH (UID 7 FLAGS (\\Seen))\n* 3 FETCH (UID 9)");
  submit (phone, "UID STORE 1:* +FLAGS.SILENT (\\Flagged fresh)");
  hear (phone, "* OK still busy");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "()");
  guint before = phone->log->len;
  hear (phone, "a3 OK done");
  g_assert_cmpuint (count_op (phone, before, MODEL_OP_MASK), ==, 1);
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "(\\Flagged fresh)");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "(\\Seen \\Flagged fresh)");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "unknown");
  assert_cell (phone, "phone:lin:INBOX:keywords", "\"$Junk fresh\"");
  submit (phone, "store *,2 -flags.silent \\Flagged never");
  hear (phone, "a4 OK done");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "(\\Flagged fresh)");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "(\\Seen fresh)");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "unknown");
  assert_cell (phone, "phone:lin:INBOX:keywords", "\"$Junk fresh\"");
  submit (phone, "STORE 2:3 FLAGS.SILENT (\\Draft)");
  hear (phone, "a5 OK done");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "(\\Flagged fresh)");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "(\\Draft)");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "(\\Draft)");
  submit (phone, "UID STORE 8:4000000000,6 FLAGS.SILENT ()");
  hear (phone, "a6 OK done");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "(\\Draft)");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "()");
  assert_cell (phone, "phone:lin:INBOX:u6:flags", "none");
}

/* Refused, echoed, not asked for, of a mailbox that is left, above the last: nothing is believed. */
static void
test_silent_not (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 5 FLAGS ())\n* 2 FETCH (UID 7 FLAGS ())\n* 3 FETCH (UID 9)");
  submit (phone, "STORE 1 +FLAGS.SILENT (\\Seen)");
  hear (phone, "a3 NO read-only");
  submit (phone, "STORE 1 FLAGS.SILENT (\\Seen)");
  hear (phone, "a4 BAD what");
  submit (phone, "STORE 1 +FLAGS (\\Seen)");
  hear (phone, "a5 OK done");
  submit (phone, "STORE 1:4 +FLAGS.SILENT (\\Seen)");
  hear (phone, "a6 OK done");
  submit (phone, "STORE 1 +FLAGS.SILENT");
  hear (phone, "a7 OK done\na6 OK again\nzz OK what");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "()");
  submit (phone, "STORE 1 +FLAGS.SILENT (\\Seen)");
  submit (phone, "UNSELECT");
  hear (phone, "a9 OK out\na8 OK late");
  assert_cell (phone, "phone:lin:INBOX:u5:flags", "()");
}

/* Each answer is of its own command, numbers are those at its time, and raw lines are followed, too. */
static void
test_silent_pipelined (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone,
        "* 1 FETCH (UID 5 FLAGS ())\n* 2 FETCH (UID 7 FLAGS ())\n* 3 FETCH (UID 9 FLAGS ())");
  submit (phone, "NOOP");
  submit_raw (phone, "x1 STORE 2 +FLAGS.SIL");
  submit_raw (phone, "ENT (\\Seen)\r\nx2 uid store 7 flags.silent (\\Draft)\r\n");
  submit (phone, "STORE 1 -FLAGS.SILENT (\\Draft)");
  hear (phone, "* 1 EXPUNGE\na3 OK done\nx1 OK done");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "()");
  assert_cell (phone, "phone:lin:INBOX:u9:flags", "(\\Seen)");
  hear (phone, "x2 OK done");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "(\\Draft)");
  hear (phone, "a4 OK done");
  assert_cell (phone, "phone:lin:INBOX:u7:flags", "()");
}

/* Numbers whose UID is not known yet have flags of their own. */
static void
test_silent_numbers (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (FLAGS (\\Seen))");
  submit (phone, "STORE 1:2 +FLAGS.SILENT (\\Flagged)");
  hear (phone, "a3 OK done");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "(\\Seen \\Flagged)");
  assert_cell (phone, "phone:c1:INBOX:n2:flags", "none");
  submit (phone, "STORE 2:* FLAGS.SILENT (\\Draft)");
  hear (phone, "a4 OK done\n* 2 FETCH (UID 6)");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "(\\Draft)");
  assert_cell (phone, "phone:lin:INBOX:u6:flags", "(\\Draft)");
  submit (phone, "STORE 1:* -FLAGS.SILENT (\\Draft)");
  hear (phone, "a5 OK done");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "(\\Seen \\Flagged)");
  assert_cell (phone, "phone:lin:INBOX:u6:flags", "()");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "()");
}

/* UIDs, when not all numbers have theirs: sure, ruled out, or not to be told. */
static void
test_silent_unknown_uids (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (FLAGS ())\n* 2 FETCH (UID 6 FLAGS ())\n* 3 FETCH (FLAGS ())");
  submit (phone, "UID STORE 7:* +FLAGS.SILENT (\\Flagged)");
  hear (phone, "a3 OK done");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "()");
  assert_cell (phone, "phone:lin:INBOX:u6:flags", "()");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "(\\Flagged)");
  submit (phone, "UID STORE 5,9 -FLAGS.SILENT (\\Draft)");
  hear (phone, "a4 OK done");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "()");
  submit (phone, "UID STORE 4 +FLAGS.SILENT (\\Draft)");
  hear (phone, "a5 OK done");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "unknown");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "(\\Flagged)");
  submit (phone, "UID STORE *,1:5 FLAGS.SILENT (\\Seen)");
  hear (phone, "a6 OK done");
  assert_cell (phone, "phone:c1:INBOX:n1:flags", "(\\Seen)");
  assert_cell (phone, "phone:lin:INBOX:u6:flags", "()");
  assert_cell (phone, "phone:c1:INBOX:n3:flags", "(\\Seen)");
}

/* A server that gives UIDs in no order, or the same twice, or has more messages than can be. */
static void
test_silent_hostile (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone,
        "* 1 FETCH (UID 4294967295 FLAGS ())\n* 2 FETCH (FLAGS ())\n* 3 FETCH (UID 2 FLAGS ())");
  submit (phone, "STORE 3,1:2 +FLAGS.SILENT (\\Seen)");
  submit (phone, "UID STORE 1:4294967295,2:* -FLAGS.SILENT (\\Seen)");
  hear (phone, "a3 OK done");
  assert_cell (phone, "phone:lin:INBOX:u2:flags", "(\\Seen)");
  assert_cell (phone, "phone:lin:INBOX:u4294967295:flags", "(\\Seen)");
  hear (phone, "a4 OK done\n* 2 FETCH (UID 2)\n* 4294967295 EXISTS");
  assert_cell (phone, "phone:lin:INBOX:u2:flags", "()");
  submit (phone, "STORE 1:* FLAGS.SILENT (\\Draft)");
  submit (phone, "UID STORE 4294967295:*,2,* +FLAGS.SILENT (\\Seen)");
  hear (phone, "a5 OK done\na6 OK done");
  assert_cell (phone, "phone:lin:INBOX:u2:flags", "(\\Seen \\Draft)");
}

static void
reconnect (Phone *phone)
{
  ModelInput closed = { .kind = MODEL_INPUT_CLOSED, .text = "cut" };
  turn (phone, &closed);
  assert_cell (phone, "phone:c1:state", "closed");
  assert_cell (phone, "phone:c1:numbers", "none");
  assert_cell (phone, "phone:c1:mailbox", "none");
  assert_cell (phone, "phone:c1:command", "none");
  g_assert_cmpuint (model_next_child (phone->model, phone->connection, MODEL_NO_ID), ==,
                    MODEL_NO_ID);
  phone->engine.class->free (phone->engine.self);
  connect_phone (phone, "c2");
  hear (phone, "* PREAUTH hello");
  submit (phone, "SELECT INBOX");
}

/* Old rows stay until every number has its UID; then those without a number are gone. */
static void
test_again (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 1)\n* 2 FETCH (UID 2 FLAGS (\\Seen))\n* 3 FETCH (UID 3)");
  submit (phone, "NOOP");
  reconnect (phone);
  hear (phone, "* 2 EXISTS\n* OK [UIDVALIDITY 7] same\na1 OK done");
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "unknown");
  hear (phone, "* 1 FETCH (UID 2)");
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "unknown");
  hear (phone, "* 2 FETCH (UID 4)");
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "none");
  assert_cell (phone, "phone:lin:INBOX:u2:flags", "(\\Seen)");
  assert_cell (phone, "phone:lin:INBOX:u3:flags", "none");
  assert_cell (phone, "phone:lin:INBOX:u4:flags", "unknown");
}

static void
test_emptied (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 1)");
  reconnect (phone);
  hear (phone, "* 0 EXISTS\n* OK [UIDVALIDITY 7] same\na1 OK done");
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "none");
}

static void
test_uidvalidity (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* 1 FETCH (UID 1)");
  reconnect (phone);
  hear (phone, "* 3 EXISTS\n* OK [UIDVALIDITY 8] new");
  assert_cell (phone, "phone:lin:INBOX:u1:flags", "none");
  assert_cell (phone, "phone:lin:INBOX:uidvalidity", "8");
  assert_cell (phone, "phone:c2:exists", "3");
}

static void
test_status (void)
{
  g_autoptr (Phone) phone = phone_selected ();
  hear (phone, "* STATUS inbox (MESSAGES 9)\n* STATUS old (UIDNEXT 5 MESSAGES 4 UIDVALIDITY 6)");
  assert_cell (phone, "phone:lin:INBOX:exists", "3");
  assert_cell (phone, "phone:lin:old:exists", "4");
  assert_cell (phone, "phone:lin:old:uidnext", "5");
  assert_cell (phone, "phone:lin:old:uidvalidity", "6");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/client/login", test_login);
  g_test_add_func ("/imap/client/login-fails", test_login_fails);
  g_test_add_func ("/imap/client/select", test_select);
  g_test_add_func ("/imap/client/select-another", test_select_another);
  g_test_add_func ("/imap/client/fetch", test_fetch);
  g_test_add_func ("/imap/client/unknown-uids", test_unknown_uids);
  g_test_add_func ("/imap/client/exists-and-expunge", test_exists_and_expunge);
  g_test_add_func ("/imap/client/search", test_search);
  g_test_add_func ("/imap/client/bad-lines", test_bad_lines);
  g_test_add_func ("/imap/client/idle", test_idle);
  g_test_add_func ("/imap/client/literals", test_literals);
  g_test_add_func ("/imap/client/raw", test_raw);
  g_test_add_func ("/imap/client/pipelined", test_pipelined);
  g_test_add_func ("/imap/client/silent", test_silent);
  g_test_add_func ("/imap/client/silent-not", test_silent_not);
  g_test_add_func ("/imap/client/silent-pipelined", test_silent_pipelined);
  g_test_add_func ("/imap/client/silent-numbers", test_silent_numbers);
  g_test_add_func ("/imap/client/silent-unknown-uids", test_silent_unknown_uids);
  g_test_add_func ("/imap/client/silent-hostile", test_silent_hostile);
  g_test_add_func ("/imap/client/close", test_close);
  g_test_add_func ("/imap/client/again", test_again);
  g_test_add_func ("/imap/client/emptied", test_emptied);
  g_test_add_func ("/imap/client/uidvalidity", test_uidvalidity);
  g_test_add_func ("/imap/client/status", test_status);
  return g_test_run ();
}
