#include "pop3-testlib.h"

#include "model-address.h"
#include "model-mailbox.h"
#include "pop3-types.h"

#include <string.h>

static void
delta_clear (gpointer data)
{
  model_delta_clear (data);
}

static void
sent_clear (gpointer data)
{
  g_bytes_unref (((TestSent *) data)->bytes);
}

static gboolean
check_password (gpointer data, const char *user, const char *password)
{
  return strcmp (user, "lin") == 0 && strcmp (password, "big noodles") == 0;
}

/* --- the world --- */

TestWorld *
test_world_new (void)
{
  TestWorld *world = g_new0 (TestWorld, 1);
  world->model = model_new ();
  world->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (world->log, delta_clear);
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
  world->server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  world->account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, world->server, "lin");
  world->inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, world->account, "INBOX");
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_UIDVALIDITY, 0x65e6d780);
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_UIDNEXT, 1);
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_HIGHESTMODSEQ, 1);
  return world;
}

void
test_world_free (TestWorld *world)
{
  model_free (world->model);
  g_array_unref (world->log);
  g_free (world);
}

void
test_world_put_bytes (TestWorld *world, guint32 uid, GBytes *bytes)
{
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
  ModelRow *row = model_row_new (uid, 0, 1);
  model_row_put (row, MODEL_FIELD_SIZE, model_value_number ((gint64) g_bytes_get_size (bytes)), 0);
  model_row_put (row, MODEL_FIELD_BODY, model_value_blob (bytes), 0);
  model_tx_add_row (tx, world->inbox, MODEL_TABLE_LIVE, row);
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_UIDNEXT, (gint64) uid + 1);
}

void
test_world_put (TestWorld *world, guint32 uid, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  test_world_put_bytes (world, uid, bytes);
}

void
test_world_expunge (TestWorld *world, guint32 uid)
{
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (uids, uid);
  model_mailbox_remove (tx, world->inbox, uids, MODEL_NO_ID);
}

gboolean
test_world_has (TestWorld *world, guint32 uid)
{
  return model_row (world->model, world->inbox, MODEL_TABLE_LIVE, uid) != NULL;
}

const char *
test_world_get_lock (TestWorld *world)
{
  const char *lock = model_get_text (world->model, world->inbox, MODEL_FIELD_LOCK);
  return lock != NULL ? lock : "";
}

/* --- sessions --- */

static void
take_effects (TestSession *session, ModelEffects *effects)
{
  session->most_copied = MAX (session->most_copied, model_effects_get_copied (effects));
  for (guint i = 0; i < model_effects_get_n (effects); i++)
    {
      const ModelEffect *effect = model_effects_get (effects, i);
      if (effect->kind == MODEL_EFFECT_WAKE)
        session->wake = effect->at;
      if (effect->kind == MODEL_EFFECT_CLOSE)
        session->closed = TRUE;
      if (effect->kind != MODEL_EFFECT_SEND)
        continue;
      TestSent sent = { base_slices_flatten (effect->bytes), effect->context, session->world->event,
                        effect->command };
      g_array_append_val (session->sent, sent);
    }
}

static void
turn (TestSession *session, const ModelInput *input)
{
  TestWorld *world = session->world;
  ModelInput given = *input;
  gboolean more = TRUE;
  for (; more; given = (ModelInput){ .kind = MODEL_INPUT_WRITABLE })
    {
      world->event++;
      session->n_turns++;
      if (given.kind == MODEL_INPUT_LINE && given.line->context == POP3_CONTEXT_COMMAND)
        session->command = world->event;
      given.command = session->command;
      g_autoptr (ModelEffects) effects = model_effects_new ();
      g_autoptr (ModelTx) tx = model_tx_begin (world->model, world->event, world->log);
      more = session->engine.class->turn (session->engine.self, tx, world->now, &given, effects);
      take_effects (session, effects);
    }
}

void
test_input (TestSession *session, ModelInputKind kind)
{
  turn (session, &(ModelInput){ .kind = kind, .text = "test" });
}

void
test_feed (TestSession *session, const char *text, gssize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len < 0 ? strlen (text) : (gsize) len);
  ModelLine line = { 0 };
  session->engine.class->feed (session->engine.self, bytes);
  while (session->engine.class->next_line (session->engine.self, &line) == MODEL_FRAME_LINE)
    {
      turn (session, &(ModelInput){ .kind = MODEL_INPUT_LINE, .line = &line });
      g_bytes_unref (line.bytes);
    }
}

GBytes *
test_take_bytes (TestSession *session)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  for (; session->looked < session->sent->len; session->looked++)
    {
      gsize size;
      GBytes *bytes = g_array_index (session->sent, TestSent, session->looked).bytes;
      const guint8 *data = g_bytes_get_data (bytes, &size);
      g_byte_array_append (all, data, (guint) size);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

char *
test_take (TestSession *session)
{
  g_autoptr (GBytes) bytes = test_take_bytes (session);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < size; i++)
    if (data[i] != '\r')
      g_string_append_c (text, data[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
test_get_cell (TestSession *session, const char *field)
{
  ModelAddress address = { .object = session->connection,
                           .table = MODEL_N_TABLES,
                           .field = model_field_by_name (field) };
  g_assert_cmpint (address.field, !=, MODEL_N_FIELDS);
  return model_address_show (session->world->model, &address);
}

static TestSession *
make_session (TestWorld *world, gboolean locks)
{
  TestSession *session = g_new0 (TestSession, 1);
  g_autofree char *name = g_strdup_printf ("c%u", ++world->n_sessions);
  session->world = world;
  session->sent = g_array_new (FALSE, FALSE, sizeof (TestSent));
  g_array_set_clear_func (session->sent, sent_clear);
  {
    g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
    session->connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, world->server, name);
  }
  session->engine = pop3_server_new (&(Pop3ServerConfig){
      .server = world->server,
      .connection = session->connection,
      .hostname = "mail.example.test",
      .locks = locks,
      .check_password = check_password,
  });
  return session;
}

TestSession *
test_session_new_refused (TestWorld *world)
{
  TestSession *session = make_session (world, TRUE);
  test_input (session, MODEL_INPUT_DISMISS);
  return session;
}

TestSession *
test_session_new_policy (TestWorld *world, gboolean locks)
{
  TestSession *session = make_session (world, locks);
  test_input (session, MODEL_INPUT_OPENED);
  g_autofree char *greeting = test_take (session);
  g_assert_cmpstr (greeting, ==, "+OK Postglass at mail.example.test ready\n");
  return session;
}

TestSession *
test_session_new (TestWorld *world)
{
  return test_session_new_policy (world, TRUE);
}

TestSession *
test_session_login (TestWorld *world)
{
  TestSession *session = test_session_new (world);
  test_starts (session, "USER lin", "+OK");
  test_starts (session, "PASS big noodles", "+OK");
  return session;
}

void
test_session_free (TestSession *session)
{
  test_input (session, MODEL_INPUT_CLOSED);
  {
    g_autoptr (ModelTx)
        tx = model_tx_begin (session->world->model, ++session->world->event, session->world->log);
    model_tx_death (tx, session->connection);
  }
  session->engine.class->free (session->engine.self);
  g_array_unref (session->sent);
  g_free (session);
}
