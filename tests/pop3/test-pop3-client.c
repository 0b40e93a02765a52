/* The client's engine: what it sends, and what it believes of what it hears. */
#include "model-address.h"
#include "pop3-client.h"
#include "pop3-types.h"

#include <string.h>

typedef struct
{
  Model *model;
  GArray *log;
  guint32 event;
  ModelId device;
  ModelId connection;
  ModelEngine engine;
  GString *sent;
  GString *facts;
  guint32 keys[10]; /* what identify says; [0] 0: there is no identify */
} Fixture;

static void
delta_clear (gpointer data)
{
  model_delta_clear (data);
}

static void
turn (Fixture *fixture, const ModelInput *input)
{
  g_autoptr (ModelEffects) effects = model_effects_new ();
  {
    g_autoptr (ModelTx) tx = model_tx_begin (fixture->model, ++fixture->event, fixture->log);
    fixture->engine.class->turn (fixture->engine.self, tx, 0, input, effects);
  }
  for (guint i = 0; i < model_effects_get_n (effects); i++)
    {
      const ModelEffect *effect = model_effects_get (effects, i);
      if (effect->kind == MODEL_EFFECT_FACT)
        g_string_append_printf (fixture->facts, "%s\n", effect->text);
      if (effect->kind != MODEL_EFFECT_SEND)
        continue;
      g_autoptr (GBytes) bytes = base_slices_flatten (effect->bytes);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);
      g_assert_cmpuint (effect->context, ==, POP3_CONTEXT_COMMAND);
      g_string_append_len (fixture->sent, data, (gssize) size);
    }
}

static guint32
identify (gpointer data, guint number)
{
  const Fixture *fixture = data;
  return number < G_N_ELEMENTS (fixture->keys) ? fixture->keys[number] : 0;
}

static void
connect_again (Fixture *fixture)
{
  if (fixture->engine.self != NULL)
    {
      turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = "test" });
      fixture->engine.class->free (fixture->engine.self);
    }
  {
    g_autoptr (ModelTx) tx = model_tx_begin (fixture->model, ++fixture->event, fixture->log);
    if (fixture->connection != MODEL_NO_ID)
      model_tx_death (tx, fixture->connection);
    fixture->connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, fixture->device, "c1");
  }
  fixture->engine = pop3_client_new (&(Pop3ClientConfig){
      .device = fixture->device,
      .connection = fixture->connection,
      .account = "lin",
      .identify = fixture->keys[0] != 0 ? identify : NULL,
      .identify_data = fixture,
  });
  turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_OPENED });
}

static Fixture *
fixture_new (gboolean identifies)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  fixture->model = model_new ();
  fixture->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (fixture->log, delta_clear);
  fixture->sent = g_string_new (NULL);
  fixture->facts = g_string_new (NULL);
  fixture->connection = MODEL_NO_ID;
  {
    g_autoptr (ModelTx) tx = model_tx_begin (fixture->model, 0, fixture->log);
    fixture->device = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "oldpc");
  }
  for (guint i = 0; identifies && i < G_N_ELEMENTS (fixture->keys); i++)
    fixture->keys[i] = 100 + i;
  connect_again (fixture);
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  fixture->engine.class->free (fixture->engine.self);
  model_free (fixture->model);
  g_array_unref (fixture->log);
  g_string_free (fixture->sent, TRUE);
  g_string_free (fixture->facts, TRUE);
  g_free (fixture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
ask (Fixture *fixture, const char *text)
{
  turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_SUBMIT, .text = text });
}

static void
hear_bytes (Fixture *fixture, const char *text, gsize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);
  ModelLine line;
  fixture->engine.class->feed (fixture->engine.self, bytes);
  while (fixture->engine.class->next_line (fixture->engine.self, &line) == MODEL_FRAME_LINE)
    {
      turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_LINE, .line = &line });
      g_bytes_unref (line.bytes);
    }
}

static void
hear (Fixture *fixture, const char *text)
{
  hear_bytes (fixture, text, strlen (text));
}

static void
hears (Fixture *fixture, const char *command, const char *answer)
{
  ask (fixture, command);
  hear (fixture, answer);
}

#define assert_text(string, expected)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpstr ((string)->str, ==, expected);                                                 \
    g_string_truncate ((string), 0);                                                               \
  }                                                                                                \
  G_STMT_END

/* Cells by their address, behind "oldpc:". */
#define assert_cell(fixture, address, expected)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *value_ = show ((fixture), "oldpc:" address);                                  \
    g_assert_cmpstr (value_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static char *
show (Fixture *fixture, const char *text)
{
  ModelAddress address;
  if (!model_address_parse (fixture->model, text, &address, NULL))
    return g_strdup ("no such address");
  return model_address_show (fixture->model, &address);
}

static void
log_in (Fixture *fixture)
{
  hear (fixture, "+OK hello\r\n");
  hears (fixture, "USER lin", "+OK\r\n");
  hears (fixture, "PASS noodles", "+OK in\r\n");
  g_string_truncate (fixture->sent, 0);
  g_string_truncate (fixture->facts, 0);
}

/* --- cases --- */

static void
test_login (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  assert_cell (fixture, "c1:protocol", "pop3");
  assert_cell (fixture, "c1:state", "none");
  hear (fixture, "+OK hel");
  hear (fixture, "lo\r\n");
  assert_text (fixture->facts, "+OK\n");
  assert_cell (fixture, "c1:state", "authorization");
  ask (fixture, "USER lin");
  ask (fixture, "PASS big noodles");
  assert_text (fixture->sent, "USER lin\r\nPASS big noodles\r\n");
  g_assert_true (pop3_client_is_busy (&fixture->engine));
  hear (fixture, "+OK\r\n");
  assert_cell (fixture, "c1:command", "PASS");
  hear (fixture, "-ERR [AUTH] no\r\n");
  assert_text (fixture->facts, "USER +OK\nPASS -ERR [AUTH] no\n");
  assert_cell (fixture, "c1:state", "authorization");
  assert_cell (fixture, "c1:user", "none");
  hears (fixture, "USER lin", "+OK\r\n");
  hears (fixture, "pass noodles", "+OK yes\r\n");
  assert_text (fixture->facts, "USER +OK\nPASS +OK yes\n");
  assert_cell (fixture, "c1:state", "transaction");
  assert_cell (fixture, "c1:user", "lin");
  assert_cell (fixture, "c1:command", "none");
  g_assert_false (pop3_client_is_busy (&fixture->engine));
}

static void
test_refused (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  hear (fixture, "-ERR [SYS/TEMP] later\r\n");
  assert_text (fixture->facts, "-ERR\n");
  assert_cell (fixture, "c1:state", "none");
}

static void
test_lists (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  log_in (fixture);
  hears (fixture, "STAT", "+OK 3 300\r\n");
  assert_cell (fixture, "c1:exists", "3");
  hears (fixture, "LIST", "+OK 3 messages\r\n1 100\r\n2 120 and more\r\n3 80\r\n.\r\n");
  assert_text (fixture->facts, "STAT +OK 3 300\nLIST +OK 3 messages\n");
  assert_cell (fixture, "c1:numbers", "1:3=u101:u103");
  assert_cell (fixture, "lin:INBOX:u102:size", "120");
  assert_cell (fixture, "lin:INBOX:u102:flags", "unknown");
  assert_cell (fixture, "lin:INBOX:u102:uidl", "none");
  hears (fixture, "UIDL", "+OK\r\n1 aa\r\n2 bb\r\n3 cc\r\n.\r\n");
  assert_cell (fixture, "lin:INBOX:u102:uidl", "bb");
  hears (fixture, "LIST 2", "+OK 2 121\r\n");
  assert_cell (fixture, "lin:INBOX:u102:size", "121");
  hears (fixture, "UIDL 2", "+OK 2 dd\r\n");
  assert_cell (fixture, "lin:INBOX:u102:uidl", "dd");
  /* What is no entry is not believed. */
  hears (fixture, "LIST", "+OK\r\nx 1\r\n0 5\r\n4294967295 1\r\n2 x\r\n3 81\r\n.\r\n");
  assert_cell (fixture, "c1:exists", "3");
  assert_cell (fixture, "lin:INBOX:u102:size", "121");
  assert_cell (fixture, "lin:INBOX:u103:size", "81");
}

/* 5: one dot is taken away, and only one */
static void
test_message (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  log_in (fixture);
  ask (fixture, "RETR 2");
  hear (fixture, "+OK 64 octets\r\nSubject: =?utf-8?q?=C3=9Cber?=\r\nFrom: Wei <wei@example.test>"
                 "\r\n\r\n..\r\n...\r\nx.\r\n.");
  assert_text (fixture->facts, "");
  hear (fixture, "\r\n");
  assert_text (fixture->facts, "RETR +OK 64 octets\n");
  assert_cell (fixture, "lin:INBOX:u102:subject", "Über");
  assert_cell (fixture, "lin:INBOX:u102:from", "Wei");
  const ModelRow *row = model_row (
      fixture->model,
      model_find (fixture->model, model_find (fixture->model, fixture->device, "lin"), "INBOX"),
      MODEL_TABLE_LIVE, 102);
  ModelValue body = model_row_get (row, MODEL_FIELD_BODY);
  static const char message[] = "Subject: =?utf-8?q?=C3=9Cber?=\r\nFrom: Wei <wei@example.test>"
                                "\r\n\r\n.\r\n..\r\nx.\r\n";
  g_assert_cmpmem (g_bytes_get_data (body.blob, NULL), g_bytes_get_size (body.blob), message,
                   strlen (message));
  assert_cell (fixture, "lin:INBOX:u102:size", "75");
  hears (fixture, "TOP 1 0", "+OK\r\nSubject: One\r\n\r\n.\r\n");
  assert_cell (fixture, "lin:INBOX:u101:subject", "One");
  assert_cell (fixture, "lin:INBOX:u101:header", "16 octets");
  assert_cell (fixture, "lin:INBOX:u101:body", "none");
  hears (fixture, "RETR 3", "-ERR no\r\n");
  assert_cell (fixture, "c1:exists", "2");
}

static void
test_delete (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  log_in (fixture);
  hears (fixture, "LIST", "+OK\r\n1 10\r\n2 20\r\n3 30\r\n.\r\n");
  hears (fixture, "RETR 1", "+OK\r\nSubject: 1\r\n\r\n.\r\n");
  hears (fixture, "DELE 1", "+OK\r\n");
  hears (fixture, "DELE 2", "+OK\r\n");
  hears (fixture, "DELE 3", "-ERR\r\n");
  assert_cell (fixture, "c1:marked", "101,102");
  hears (fixture, "STAT", "+OK 1 30\r\n");
  assert_cell (fixture, "c1:exists", "3");
  hears (fixture, "RSET", "+OK\r\n");
  assert_cell (fixture, "c1:marked", "none");
  hears (fixture, "DELE 1", "+OK\r\n");
  hears (fixture, "DELE 2", "+OK\r\n");
  hears (fixture, "QUIT", "+OK bye\r\n");
  assert_cell (fixture, "c1:state", "update");
  assert_cell (fixture, "c1:numbers", "none");
  /* What it got it keeps; of what it never got, nothing is left. */
  assert_cell (fixture, "lin:INBOX:u101:subject", "1");
  assert_cell (fixture, "lin:INBOX:u102:size", "none");
  assert_cell (fixture, "lin:INBOX:u103:size", "30");
  turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = "test" });
  assert_cell (fixture, "c1:state", "closed");
}

static void
test_cut (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  log_in (fixture);
  hears (fixture, "LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n");
  hears (fixture, "DELE 1", "+OK\r\n");
  ask (fixture, "QUIT");
  turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = "cut" });
  assert_cell (fixture, "c1:marked", "none");
  assert_cell (fixture, "c1:exists", "none");
  assert_cell (fixture, "lin:INBOX:u101:size", "10");
  /* Message 101 went while it was away: a whole list shows that. */
  fixture->keys[1] = 102;
  connect_again (fixture);
  log_in (fixture);
  hears (fixture, "UIDL", "+OK\r\n1 bb\r\n.\r\n");
  assert_cell (fixture, "lin:INBOX:u101:size", "none");
  assert_cell (fixture, "lin:INBOX:u102:uidl", "bb");
}

/* Without anyone to say which message a number is, unique-ids do. */
static void
test_own_keys (void)
{
  g_autoptr (Fixture) fixture = fixture_new (FALSE);
  log_in (fixture);
  hears (fixture, "LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n");
  hears (fixture, "UIDL", "+OK\r\n1 aa\r\n2 bb\r\n.\r\n");
  hears (fixture, "RETR 2", "+OK\r\nSubject: B\r\n\r\n.\r\n");
  assert_cell (fixture, "c1:numbers", "1:2=u1:u2");
  connect_again (fixture);
  log_in (fixture);
  hears (fixture, "LIST", "+OK\r\n1 20\r\n2 50\r\n.\r\n");
  hears (fixture, "DELE 2", "+OK\r\n");
  hears (fixture, "UIDL 1", "+OK 1 bb\r\n");
  hears (fixture, "UIDL", "+OK\r\n1 bb\r\n.\r\n");
  g_autofree char *numbers = show (fixture, "oldpc:c1:numbers");
  g_assert_cmpstr (numbers, ==, "1=u2 2=u4");
  assert_cell (fixture, "lin:INBOX:u2:subject", "B");
  assert_cell (fixture, "lin:INBOX:u4:size", "50");
  assert_cell (fixture, "lin:INBOX:u3:size", "none");
  /* the one that is gone, as the list says, and that it had no copy of */
  assert_cell (fixture, "lin:INBOX:u1:uidl", "none");
}

static void
test_raw (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  log_in (fixture);
  static const char *const pieces[] = { "NO", "OP\r\nSTAT\r\nFR", "OB x\r\n" };
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GBytes) raw = g_bytes_new_static (pieces[i], strlen (pieces[i]));
      turn (fixture, &(ModelInput){ .kind = MODEL_INPUT_SUBMIT, .raw = raw });
    }
  assert_text (fixture->sent, "NOOP\r\nSTAT\r\nFROB x\r\n");
  hear (fixture, "+OK\r\n+OK 2 5\r\n-ERR what?\r\n+OK nobody asked\r\n");
  assert_text (fixture->facts, "NOOP +OK\nSTAT +OK 2 5\nFROB -ERR what?\n");
  g_assert_false (pop3_client_is_busy (&fixture->engine));
}

static void
test_nonsense (void)
{
  g_autoptr (Fixture) fixture = fixture_new (TRUE);
  log_in (fixture);
  hears (fixture, "STAT", "+OK many\r\n");
  hears (fixture, "NOOP", "* OK\r\n");
  hears (fixture, "UIDL 1", "+OK 1\r\n");
  assert_text (fixture->facts, "STAT -ERR many\nNOOP -ERR\nUIDL -ERR 1\n");
  assert_cell (fixture, "c1:exists", "none");
  ask (fixture, "RETR 1");
  g_autofree char *endless = g_strnfill (200000, '-');
  hear (fixture, endless);
  hear (fixture, "\r\n");
  g_assert_false (pop3_client_is_busy (&fixture->engine));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3/client/login", test_login);
  g_test_add_func ("/pop3/client/refused", test_refused);
  g_test_add_func ("/pop3/client/lists", test_lists);
  g_test_add_func ("/pop3/client/message", test_message);
  g_test_add_func ("/pop3/client/delete", test_delete);
  g_test_add_func ("/pop3/client/cut", test_cut);
  g_test_add_func ("/pop3/client/own-keys", test_own_keys);
  g_test_add_func ("/pop3/client/raw", test_raw);
  g_test_add_func ("/pop3/client/nonsense", test_nonsense);
  return g_test_run ();
}
