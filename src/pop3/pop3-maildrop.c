/* The maildrop of a session: which messages it sees under which numbers, from PASS to its end. */
#include "pop3-server-private.h"

#include "model-mailbox.h"
#include "model-uids.h"
#include "pop3-data.h"

/* Octets of messages that are counted in one turn. */
#define MEASURED_IN_A_TURN (4 * 1024 * 1024)

static ModelRuns *
list (const Pop3Server *server, ModelField field)
{
  return model_get_runs (pop3_server_get_model (server), server->connection, field);
}

/* --- opening --- */

/* The connection that has the maildrop, if it is not this one and not a thing of the past. */
static gboolean
is_locked (const Pop3Server *server, ModelId maildrop)
{
  const Model *model = pop3_server_get_model (server);
  const char *holder = model_get_text (model, maildrop, MODEL_FIELD_LOCK);
  return holder != NULL && model_find (model, server->server, holder) != MODEL_NO_ID;
}

/* Message numbers are those of now, for as long as the session lasts [RFC1939 §4]. */
static void
number_messages (Pop3Server *server)
{
  const Model *model = pop3_server_get_model (server);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  const ModelRow *row;
  guint n = 0;
  for (; (row = model_row_at (model, server->maildrop, MODEL_TABLE_LIVE, n)) != NULL; n++)
    model_uids_push (all, row->key, 0);
  server->n_messages = n;
  server->n_measured = 0;
  server->octets = g_new (guint64, n);
  if (n == 0)
    return;
  g_autoptr (ModelRuns) numbers = model_runs_new ((gconstpointer) all->data, all->len);
  model_tx_set (server->tx, server->connection, MODEL_FIELD_NUMBERS, model_value_runs (numbers));
}

const char *
pop3_maildrop_open (Pop3Server *server, ModelId account)
{
  const Model *model = pop3_server_get_model (server);
  ModelId maildrop = model_find (model, account, "INBOX");
  if (maildrop == MODEL_NO_ID)
    return "[SYS/PERM] There is no maildrop of that name";
  if (server->locks && is_locked (server, maildrop))
    return "[IN-USE] Another session has this maildrop";
  server->account = account;
  server->maildrop = maildrop;
  if (server->locks)
    model_tx_set_text (server->tx, maildrop, MODEL_FIELD_LOCK,
                       model_get_name (model, server->connection));
  model_tx_set_text (server->tx, server->connection, MODEL_FIELD_USER,
                     model_get_name (model, account));
  model_tx_set_text (server->tx, server->connection, MODEL_FIELD_MAILBOX,
                     model_get_name (model, maildrop));
  number_messages (server);
  return NULL;
}

/* --- leaving --- */

/* Messages expunged by others that this session still has a number for. */
static GArray *
find_ghosts (const Pop3Server *server)
{
  const Model *model = pop3_server_get_model (server);
  GArray *ghosts = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  const ModelRow *row;
  for (guint i = 0; (row = model_row_at (model, server->maildrop, MODEL_TABLE_GHOSTS, i)) != NULL;
       i++)
    if (model_uids_hold (list (server, MODEL_FIELD_NUMBERS), row->key))
      model_uids_push (ghosts, row->key, 0);
  return ghosts;
}

void
pop3_maildrop_leave (Pop3Server *server)
{
  static const ModelField fields[] = { MODEL_FIELD_MAILBOX, MODEL_FIELD_NUMBERS,
                                       MODEL_FIELD_MARKED };
  if (server->maildrop == MODEL_NO_ID)
    return;
  const Model *model = pop3_server_get_model (server);
  g_autoptr (GArray) ghosts = find_ghosts (server);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    model_tx_set (server->tx, server->connection, fields[i], MODEL_NONE);
  model_mailbox_release (server->tx, server->maildrop, ghosts, server->connection);
  if (g_strcmp0 (model_get_text (model, server->maildrop, MODEL_FIELD_LOCK),
                 model_get_name (model, server->connection))
      == 0)
    model_tx_set (server->tx, server->maildrop, MODEL_FIELD_LOCK, MODEL_NONE);
  server->maildrop = MODEL_NO_ID;
  server->n_messages = 0;
  g_clear_pointer (&server->octets, g_free);
}

guint
pop3_maildrop_update (Pop3Server *server)
{
  const Model *model = pop3_server_get_model (server);
  const ModelRuns *marked = list (server, MODEL_FIELD_MARKED);
  guint left = pop3_maildrop_count (server);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < model_runs_get_n (marked); i++)
    {
      const ModelRun *run = model_runs_get (marked, i);
      for (guint32 uid = run->first; uid - run->first < run->count; uid++)
        /* Someone else may have been faster. */
        if (model_row (model, server->maildrop, MODEL_TABLE_LIVE, uid) != NULL)
          g_array_append_val (uids, uid);
    }
  model_mailbox_remove (server->tx, server->maildrop, uids, server->connection);
  return left;
}

/* --- looking --- */

static guint32
uid_of (const Pop3Server *server, guint number)
{
  return model_runs_nth (list (server, MODEL_FIELD_NUMBERS), number);
}

guint32
pop3_maildrop_get_uid (const Pop3Server *server, guint number)
{
  guint32 uid = uid_of (server, number);
  return uid != 0 && !model_uids_hold (list (server, MODEL_FIELD_MARKED), uid) ? uid : 0;
}

GBytes *
pop3_maildrop_get_message (const Pop3Server *server, guint number)
{
  const Model *model = pop3_server_get_model (server);
  guint32 uid = uid_of (server, number);
  const ModelRow *row = model_row (model, server->maildrop, MODEL_TABLE_LIVE, uid);
  if (row == NULL)
    row = model_row (model, server->maildrop, MODEL_TABLE_GHOSTS, uid);
  g_assert (row != NULL);
  ModelValue body = model_row_get (row, MODEL_FIELD_BODY);
  return body.kind == MODEL_VALUE_BLOB ? body.blob : NULL;
}

char *
pop3_maildrop_get_id (const Pop3Server *server, guint number)
{
  /* UIDs are not used again below one UIDVALIDITY, so neither is a pair of them. */
  gint64 validity = model_get_number (pop3_server_get_model (server), server->maildrop,
                                      MODEL_FIELD_UIDVALIDITY, 0);
  return g_strdup_printf ("%08x%08x", uid_of (server, number), (guint32) validity);
}

/* --- counting --- */

static guint64
measure (const Pop3Server *server, guint number)
{
  GBytes *message = pop3_maildrop_get_message (server, number);
  return message != NULL ? pop3_data_count (message, 0, g_bytes_get_size (message)) : 0;
}

guint64
pop3_maildrop_get_octets (Pop3Server *server, guint number)
{
  return number <= server->n_measured ? server->octets[number - 1] : measure (server, number);
}

gboolean
pop3_maildrop_measure (Pop3Server *server)
{
  guint64 now = 0;
  while (server->n_measured < server->n_messages && now < MEASURED_IN_A_TURN)
    {
      guint64 octets = measure (server, server->n_measured + 1);
      server->octets[server->n_measured++] = octets;
      now += octets + sizeof (ModelRow);
    }
  return server->n_measured == server->n_messages;
}

guint
pop3_maildrop_count (const Pop3Server *server)
{
  return server->n_messages - model_runs_total (list (server, MODEL_FIELD_MARKED));
}

guint
pop3_maildrop_total (Pop3Server *server, guint64 *octets)
{
  *octets = 0;
  for (guint number = 1; number <= server->n_messages; number++)
    if (pop3_maildrop_get_uid (server, number) != 0)
      *octets += pop3_maildrop_get_octets (server, number);
  return pop3_maildrop_count (server);
}
