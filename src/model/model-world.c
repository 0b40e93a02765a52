#include "model-world-private.h"

#include <string.h>

#include "mail-compose.h"
#include "mail-date.h"
#include "model-names.h"

/* 5 March 2024, 09:00:00 UTC: after the mail of the house world had arrived. */
#define DEFAULT_CLOCK G_GINT64_CONSTANT (1709629200)

static void
account_free (ModelWorldAccount *account)
{
  g_free (account->name);
  g_free (account->password);
  g_free (account);
}

static void
mailbox_free (ModelWorldMailbox *mailbox)
{
  g_free (mailbox->account);
  g_free (mailbox->name);
  g_free (mailbox->keywords);
  g_free (mailbox);
}

void
model_world_message_free (ModelWorldMessage *message)
{
  g_free (message->label);
  g_free (message->account);
  g_free (message->mailbox);
  g_free (message->from);
  g_free (message->to);
  g_free (message->subject);
  g_free (message->body);
  g_free (message->picture);
  g_free (message->flags);
  g_clear_pointer (&message->bytes, g_bytes_unref);
  g_free (message);
}

static void
batch_free (ModelWorldBatch *batch)
{
  g_free (batch->account);
  g_free (batch->mailbox);
  g_free (batch->flags);
  g_free (batch);
}

static void
device_free (ModelWorldDevice *device)
{
  g_free (device->name);
  g_free (device->protocol);
  g_free (device->style);
  g_free (device->account);
  g_free (device);
}

ModelWorld *
model_world_new (void)
{
  ModelWorld *world = g_new0 (ModelWorld, 1);
  world->server.hostname = g_strdup ("mail.example.test");
  world->server.preset = g_strdup ("imap4rev1");
  world->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) account_free);
  world->mailboxes = g_ptr_array_new_with_free_func ((GDestroyNotify) mailbox_free);
  world->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) model_world_message_free);
  world->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) batch_free);
  world->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) device_free);
  world->clock = DEFAULT_CLOCK;
  return world;
}

void
model_world_free (ModelWorld *world)
{
  g_free (world->server.hostname);
  g_free (world->server.preset);
  g_free (world->server.fault);
  g_ptr_array_unref (world->accounts);
  g_ptr_array_unref (world->mailboxes);
  g_ptr_array_unref (world->messages);
  g_ptr_array_unref (world->batches);
  g_ptr_array_unref (world->devices);
  g_free (world);
}

guint
model_world_count (const ModelWorld *world)
{
  guint count = 0;
  for (guint i = 0; i < world->messages->len; i++)
    {
      const ModelWorldMessage *message = g_ptr_array_index (world->messages, i);
      count += message->mailbox != NULL;
    }
  for (guint i = 0; i < world->batches->len; i++)
    {
      const ModelWorldBatch *batch = g_ptr_array_index (world->batches, i);
      count += batch->count;
    }
  return count;
}

const ModelWorldAccount *
model_world_account (const ModelWorld *world, const char *name)
{
  for (guint i = 0; i < world->accounts->len; i++)
    {
      const ModelWorldAccount *account = g_ptr_array_index (world->accounts, i);
      if (g_str_equal (account->name, name))
        return account;
    }
  return NULL;
}

ModelWorldMailbox *
model_world_mailbox (const ModelWorld *world, const char *account, const char *name)
{
  if (g_ascii_strcasecmp (name, "INBOX") == 0)
    name = "INBOX";
  for (guint i = 0; i < world->mailboxes->len; i++)
    {
      ModelWorldMailbox *mailbox = g_ptr_array_index (world->mailboxes, i);
      if (g_str_equal (mailbox->account, account) && g_str_equal (mailbox->name, name))
        return mailbox;
    }
  return NULL;
}

const ModelWorldDevice *
model_world_device (const ModelWorld *world, const char *name)
{
  for (guint i = 0; i < world->devices->len; i++)
    {
      const ModelWorldDevice *device = g_ptr_array_index (world->devices, i);
      if (g_str_equal (device->name, name))
        return device;
    }
  return NULL;
}

const ModelWorldMessage *
model_world_message (const ModelWorld *world, const char *label)
{
  for (guint i = 0; i < world->messages->len; i++)
    {
      const ModelWorldMessage *message = g_ptr_array_index (world->messages, i);
      if (g_str_equal (message->label, label))
        return message;
    }
  return NULL;
}

char *
model_world_default_to (const ModelWorld *world, const char *account)
{
  const char *domain = world->server.hostname;
  if (g_str_has_prefix (domain, "mail."))
    domain += strlen ("mail.");
  return g_strdup_printf ("%s@%s", account, domain);
}

GBytes *
model_world_compose (const ModelWorldMessage *message, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (message->body, "\n", -1);
  g_autofree char *id = message->label != NULL
                            ? g_strdup_printf ("%s@example.test", message->label)
                            : g_strdup_printf ("%u@robot.example.test", message->uid);
  MailDraft draft = {
    .from = message->from,
    .to = message->to,
    .subject = message->subject,
    .date_seconds = message->date,
    .date_zone_minutes = message->date_zone,
    .message_id = id,
    .body = (const char *const *) lines,
    .attachment_name = message->picture,
    .pad_to_octets = message->octets,
  };
  return mail_compose (&draft, error);
}

ModelWorldMessage *
model_world_batch_message (const ModelWorld *world, const ModelWorldBatch *batch, guint n,
                           GError **error)
{
  g_autoptr (ModelWorldMessage) message = g_new0 (ModelWorldMessage, 1);
  message->account = g_strdup (batch->account);
  message->mailbox = g_strdup (batch->mailbox);
  message->uid = batch->uid + n - 1;
  message->from = g_strdup ("Robot <robot@example.test>");
  message->to = model_world_default_to (world, batch->account);
  message->subject = g_strdup_printf ("Message %u", n);
  message->body = g_strdup_printf ("This is message %u.", n);
  message->octets = batch->octets;
  message->date = message->internaldate = batch->date + (gint64) (n - 1) * 60;
  message->flags = g_strdup (batch->flags);
  message->bytes = model_world_compose (message, error);
  return message->bytes != NULL ? g_steal_pointer (&message) : NULL;
}

/* "Wei" of "Wei <wei@example.test>"; the address itself when there is no name before it. */
static char *
display_name (const char *from)
{
  const char *angle = strchr (from, '<');
  if (angle == NULL || angle == from)
    return g_strdup (from);
  g_autofree char *name = g_strstrip (g_strndup (from, (gsize) (angle - from)));
  gsize len = strlen (name);
  if (len >= 2 && name[0] == '"' && name[len - 1] == '"')
    return g_strndup (name + 1, len - 2);
  return len > 0 ? g_steal_pointer (&name) : g_strdup (from);
}

ModelRow *
model_world_row (const ModelWorldMessage *message, guint32 uid, gint64 seconds, ModelFlags flags,
                 guint64 modseq)
{
  ModelRow *row = model_row_new (uid, flags, modseq);
  g_autofree char *date = mail_date_print_imap (seconds >= 0 ? seconds : message->internaldate,
                                                message->internaldate_zone);
  g_autofree char *from = display_name (message->from);
  model_row_put (row, MODEL_FIELD_INTERNALDATE, model_value_text (date), 0);
  model_row_put (row, MODEL_FIELD_SIZE,
                 model_value_number ((gint64) g_bytes_get_size (message->bytes)), 0);
  model_row_put (row, MODEL_FIELD_SUBJECT, model_value_text (message->subject), 0);
  model_row_put (row, MODEL_FIELD_FROM, model_value_text (from), 0);
  model_row_put (row, MODEL_FIELD_BODY, model_value_blob (message->bytes), 0);
  if (message->label != NULL)
    model_row_put (row, MODEL_FIELD_LABEL, model_value_text (message->label), 0);
  return row;
}

static ModelFlags
parse_flags (const char *text, const char *keywords)
{
  g_auto (GStrv) names = g_strsplit (text, " ", -1);
  ModelFlags flags = 0;
  for (guint i = 0; names[i] != NULL; i++)
    flags |= model_flag_parse (names[i], keywords);
  return flags;
}

typedef struct
{
  const ModelWorld *world;
  ModelTx *tx;
  ModelId server;
} Build;

static ModelId
find_mailbox (Build *build, const ModelWorldMailbox *mailbox)
{
  const Model *model = model_tx_get_model (build->tx);
  return model_find (model, model_find (model, build->server, mailbox->account), mailbox->name);
}

static void
build_mailbox (Build *build, const ModelWorldMailbox *mailbox)
{
  ModelTx *tx = build->tx;
  ModelId account = model_find (model_tx_get_model (tx), build->server, mailbox->account);
  ModelId id = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, mailbox->name);
  model_tx_set_number (tx, id, MODEL_FIELD_UIDVALIDITY, mailbox->uidvalidity);
  model_tx_set_number (tx, id, MODEL_FIELD_UIDNEXT, mailbox->uidnext);
  model_tx_set_number (tx, id, MODEL_FIELD_RECENT_FROM, mailbox->recent_from);
  model_tx_set_number (tx, id, MODEL_FIELD_HIGHESTMODSEQ, (gint64) mailbox->highestmodseq);
  if (mailbox->keywords != NULL)
    model_tx_set_text (tx, id, MODEL_FIELD_KEYWORDS, mailbox->keywords);
  if (mailbox->subscribed)
    model_names_subscribe (tx, account, mailbox->name, TRUE);
}

static void
build_message (Build *build, const ModelWorldMessage *message)
{
  const ModelWorldMailbox *mailbox = model_world_mailbox (build->world, message->account,
                                                          message->mailbox);
  ModelFlags flags = parse_flags (message->flags, mailbox->keywords);
  ModelRow *row = model_world_row (message, message->uid, -1, flags, mailbox->highestmodseq);
  model_tx_add_row (build->tx, find_mailbox (build, mailbox), MODEL_TABLE_LIVE, row);
}

static void
build_messages (Build *build)
{
  const ModelWorld *world = build->world;
  for (guint i = 0; i < world->messages->len; i++)
    {
      const ModelWorldMessage *message = g_ptr_array_index (world->messages, i);
      if (message->mailbox != NULL)
        build_message (build, message);
    }
  for (guint i = 0; i < world->batches->len; i++)
    {
      const ModelWorldBatch *batch = g_ptr_array_index (world->batches, i);
      for (guint n = 1; n <= batch->count; n++)
        {
          /* The parser tried the longest one, so none can fail. */
          g_autoptr (ModelWorldMessage) message = model_world_batch_message (world, batch, n, NULL);
          g_assert (message != NULL);
          build_message (build, message);
        }
    }
}

static void
build_server (const ModelWorld *world, ModelTx *tx)
{
  Build build = { world, tx, model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server") };
  for (guint i = 0; i < world->accounts->len; i++)
    {
      const ModelWorldAccount *account = g_ptr_array_index (world->accounts, i);
      model_tx_birth (tx, MODEL_KIND_ACCOUNT, build.server, account->name);
    }
  for (guint i = 0; i < world->mailboxes->len; i++)
    build_mailbox (&build, g_ptr_array_index (world->mailboxes, i));
  build_messages (&build);
}

static void
build_devices (const ModelWorld *world, ModelTx *tx)
{
  for (guint i = 0; i < world->devices->len; i++)
    {
      const ModelWorldDevice *device = g_ptr_array_index (world->devices, i);
      ModelId owner = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, device->name);
      model_tx_birth (tx, MODEL_KIND_ACCOUNT, owner, device->account);
      /* What it keeps means something else in POP3, also while it is not connected. */
      if (strcmp (device->protocol, "imap") != 0)
        model_tx_set_text (tx, owner, MODEL_FIELD_PROTOCOL, device->protocol);
    }
}

static void
build (const ModelWorld *world, Model *model, gboolean devices)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (log, (GDestroyNotify) model_delta_clear);
  g_autoptr (ModelTx) tx = model_tx_begin (model, 0, log);
  build_server (world, tx);
  if (devices)
    build_devices (world, tx);
}

void
model_world_build (const ModelWorld *world, Model *model)
{
  build (world, model, TRUE);
}

void
model_world_build_server (const ModelWorld *world, Model *model)
{
  build (world, model, FALSE);
}
