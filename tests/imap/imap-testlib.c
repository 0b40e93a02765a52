#include "imap-testlib.h"

#include <string.h>

static void
delta_clear (gpointer data)
{
  model_delta_clear (data);
}

static void
sent_clear (gpointer data)
{
  TestSent *sent = data;
  g_free (sent->text);
}

static gboolean
check_password (gpointer data, const char *user, const char *password)
{
  return strcmp (user, "lin") == 0 && strcmp (password, "noodles") == 0;
}

/* --- the world --- */

ModelId
test_world_mailbox (TestWorld *world, const char *name)
{
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
  ModelId id = model_tx_birth (tx, MODEL_KIND_MAILBOX, world->account, name);
  model_tx_set_number (tx, id, MODEL_FIELD_UIDVALIDITY, 1709600000);
  model_tx_set_number (tx, id, MODEL_FIELD_UIDNEXT, 1);
  model_tx_set_number (tx, id, MODEL_FIELD_HIGHESTMODSEQ, 1);
  model_tx_set_number (tx, id, MODEL_FIELD_RECENT_FROM, 1);
  return id;
}

TestWorld *
test_world_new (void)
{
  TestWorld *world = g_new0 (TestWorld, 1);
  world->model = model_new ();
  world->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (world->log, delta_clear);
  {
    g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
    world->server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
    world->account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, world->server, "lin");
  }
  world->inbox = test_world_mailbox (world, "INBOX");
  return world;
}

void
test_world_free (TestWorld *world)
{
  model_free (world->model);
  g_array_unref (world->log);
  g_free (world);
}

static ModelRow *
make_row (guint32 uid, ModelFlags flags, guint64 modseq, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *wire = g_strjoinv ("\r\n", lines);
  g_autoptr (GBytes) body = g_bytes_new (wire, strlen (wire));
  g_autofree char *label = g_strdup_printf ("m%u", uid);
  ModelRow *row = model_row_new (uid, flags, modseq);
  model_row_put (row, MODEL_FIELD_INTERNALDATE, model_value_text (" 5-Mar-2024 09:00:00 +0000"), 0);
  model_row_put (row, MODEL_FIELD_SIZE, model_value_number ((gint64) strlen (wire)), 0);
  model_row_put (row, MODEL_FIELD_BODY, model_value_blob (body), 0);
  model_row_put (row, MODEL_FIELD_LABEL, model_value_text (label), 0);
  return row;
}

void
test_world_put (TestWorld *world, guint32 uid, ModelFlags flags, const char *text)
{
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
  model_tx_add_row (tx, world->inbox, MODEL_TABLE_LIVE, make_row (uid, flags, 1, text));
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_UIDNEXT, uid + 1);
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_RECENT_FROM, uid + 1);
}

void
test_world_fill (TestWorld *world, guint n)
{
  for (guint uid = 1; uid <= n; uid++)
    {
      g_autofree char *text = g_strdup_printf ("From: Wei <wei@example.test>\nSubject: Message %u\n"
                                               "\nHello.\n",
                                               uid);
      test_world_put (world, uid, 0, text);
    }
}

guint32
test_world_deliver (TestWorld *world, const char *text)
{
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
  guint32 uid = (guint32) model_get_number (world->model, world->inbox, MODEL_FIELD_UIDNEXT, 1);
  gint64 modseq = model_get_number (world->model, world->inbox, MODEL_FIELD_HIGHESTMODSEQ, 1) + 1;
  ModelRow *row = make_row (uid, 0, (guint64) modseq, text);
  row->born = world->event;
  model_tx_add_row (tx, world->inbox, MODEL_TABLE_LIVE, row);
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_UIDNEXT, uid + 1);
  model_tx_set_number (tx, world->inbox, MODEL_FIELD_HIGHESTMODSEQ, modseq);
  model_tx_journal (tx, world->inbox, MODEL_CHANGE_NEW, uid, 1, (guint64) modseq);
  return world->event;
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
      g_autoptr (GBytes) bytes = base_slices_flatten (effect->bytes);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);
      TestSent sent = { g_strndup (data, size), session->world->event, effect->command,
                        effect->cause };
      g_array_append_val (session->sent, sent);
      g_string_append_len (session->out, data, (gssize) size);
    }
}

static gboolean
turn (TestSession *session, const ModelInput *input)
{
  TestWorld *world = session->world;
  world->event++;
  session->n_turns++;
  ModelInput given = *input;
  if (input->kind == MODEL_INPUT_LINE)
    {
      /* a command's first line begins an exchange; all else belongs to the one that runs */
      if (input->line->context == 1)
        session->command = world->event;
      given.command = session->command;
    }
  g_autoptr (ModelEffects) effects = model_effects_new ();
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, world->event, world->log);
  session->more = session->engine.class->turn (session->engine.self, tx, world->now, &given,
                                               effects);
  take_effects (session, effects);
  return session->more;
}

static void
go_on (TestSession *session)
{
  while (session->more)
    turn (session, &(ModelInput){ .kind = MODEL_INPUT_WRITABLE });
}

void
test_input (TestSession *session, ModelInputKind kind)
{
  turn (session, &(ModelInput){ .kind = kind, .text = "test" });
  go_on (session);
}

static void
feed (TestSession *session, const char *text, gssize len, gboolean to_end)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len < 0 ? strlen (text) : (gsize) len);
  session->engine.class->feed (session->engine.self, bytes);
  ModelLine line;
  while (session->engine.class->next_line (session->engine.self, &line) == MODEL_FRAME_LINE)
    {
      turn (session, &(ModelInput){ .kind = MODEL_INPUT_LINE, .line = &line });
      g_bytes_unref (line.bytes);
      if (to_end)
        go_on (session);
    }
}

void
test_feed (TestSession *session, const char *text, gssize len)
{
  feed (session, text, len, TRUE);
}

void
test_feed_only (TestSession *session, const char *text, gssize len)
{
  feed (session, text, len, FALSE);
}

char *
test_take (TestSession *session)
{
  g_auto (GStrv) lines = g_strsplit (session->out->str, "\r\n", -1);
  g_string_truncate (session->out, 0);
  return g_strjoinv ("\n", lines);
}

guint32
test_find_cause (TestSession *session, const char *line)
{
  for (guint i = session->sent->len; i > 0; i--)
    {
      const TestSent *sent = &g_array_index (session->sent, TestSent, i - 1);
      if (g_str_has_prefix (sent->text, line))
        return sent->cause;
    }
  g_error ("no such line was sent: %s", line);
}

TestSession *
test_session_new (TestWorld *world, const char *fault, gboolean high_first)
{
  TestSession *session = g_new0 (TestSession, 1);
  session->world = world;
  session->sent = g_array_new (FALSE, FALSE, sizeof (TestSent));
  g_array_set_clear_func (session->sent, sent_clear);
  session->out = g_string_new (NULL);
  g_autofree char *name = g_strdup_printf ("c%u", ++world->n_sessions);
  {
    g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
    session->connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, world->server, name);
  }
  ImapServerConfig config = { .server = world->server,
                              .connection = session->connection,
                              .epoch = 1709629200,
                              .policy = { .expunge_high_first = high_first },
                              .fault = fault,
                              .check_password = check_password };
  session->engine = imap_server_new (&config);
  test_input (session, MODEL_INPUT_OPENED);
  g_string_truncate (session->out, 0);
  return session;
}

TestSession *
test_session_login (TestWorld *world)
{
  TestSession *session = test_session_new (world, NULL, FALSE);
  test_feed (session, "l LOGIN lin noodles\r\ns SELECT INBOX\r\n", -1);
  g_string_truncate (session->out, 0);
  return session;
}

void
test_session_free (TestSession *session)
{
  session->engine.class->free (session->engine.self);
  g_array_unref (session->sent);
  g_string_free (session->out, TRUE);
  g_free (session);
}
