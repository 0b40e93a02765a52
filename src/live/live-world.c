/* The world of a live server as a model: what a lesson says, accounts, and messages from files. */
#include "live-private.h"

#include <string.h>

#include "mail-date.h"
#include "model-mailbox.h"
#include "model-message.h"
#include "model-names.h"

typedef struct
{
  ModelTx *tx;
  ModelId server;
  GPtrArray *accounts; /* name, password, … */
} Build;

static gboolean
add_account (Build *build, const char *name, const char *password)
{
  for (guint i = 0; i + 1 < build->accounts->len; i += 2)
    if (g_str_equal (g_ptr_array_index (build->accounts, i), name))
      {
        g_free (g_ptr_array_index (build->accounts, i + 1));
        g_ptr_array_index (build->accounts, i + 1) = g_strdup (password);
        return FALSE;
      }
  g_ptr_array_add (build->accounts, g_strdup (name));
  g_ptr_array_add (build->accounts, g_strdup (password));
  return TRUE;
}

static ModelId
need_mailbox (Build *build, ModelId account, const char *name)
{
  ModelId id = model_find (model_tx_get_model (build->tx), account, name);

  if (id != MODEL_NO_ID)
    return id;
  model_names_subscribe (build->tx, account, name, TRUE);
  return model_names_create (build->tx, account, name);
}

/* "c1" names connections in addresses of cells. */
static gboolean
is_connection (const char *name)
{
  return name[0] == 'c' && name[1] != '\0' && strspn (name + 1, "0123456789") == strlen (name + 1);
}

static gboolean
add_users (Build *build, const LiveOptions *options, GError **error)
{
  for (guint i = 0; i < options->n_users; i++)
    {
      const LiveUser *user = &options->users[i];
      const Model *model = model_tx_get_model (build->tx);

      if (user->name[0] == '\0' || !g_utf8_validate (user->name, -1, NULL)
          || is_connection (user->name))
        {
          g_set_error (error, LIVE_ERROR, LIVE_ERROR_WORLD,
                       "“%s” cannot be the name of a user; choose another one", user->name);
          return FALSE;
        }
      if (add_account (build, user->name, user->password)
          && model_find (model, build->server, user->name) == MODEL_NO_ID)
        model_tx_birth (build->tx, MODEL_KIND_ACCOUNT, build->server, user->name);
      need_mailbox (build, model_find (model_tx_get_model (build->tx), build->server, user->name),
                    "INBOX");
    }
  return TRUE;
}

static ModelFlags
learn_flags (Build *build, ModelId mailbox, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  ModelFlags flags = 0;

  for (guint i = 0; list[i] != NULL; i++)
    if (list[i][0] != '\0')
      flags |= model_mailbox_learn_flag (build->tx, mailbox, list[i]);
  return flags;
}

static void
add_messages (Build *build, ModelId account, const LiveMailbox *from)
{
  ModelId mailbox = need_mailbox (build, account, from->name);

  for (guint i = 0; i < from->messages->len; i++)
    {
      const LiveMessage *message = g_ptr_array_index (from->messages, i);
      ModelFlags flags = learn_flags (build, mailbox, message->flags);
      g_autofree char *date = NULL;
      ModelRow *row;
      guint32 uid;
      guint64 modseq;

      model_mailbox_get_next (model_tx_get_model (build->tx), mailbox, &uid, &modseq);
      date = mail_date_print_imap (message->seconds, 0);
      row = model_message_row (message->bytes, uid, flags, modseq, date);
      model_mailbox_append (build->tx, mailbox, &row, 1);
    }
  /* nobody has a session yet to be told */
  model_tx_set (build->tx, mailbox, MODEL_FIELD_JOURNAL, MODEL_NONE);
}

/* What was stored is gone when a server ends, and another message may have its UID in the next one:
 * real programs remember UIDs with their UIDVALIDITY, so this one must be new [RFC3501 §2.3.1.1]. */
static void
renew_uidvalidity (Build *build, gint64 seconds)
{
  const Model *model = model_tx_get_model (build->tx);
  ModelId account = MODEL_NO_ID;

  while ((account = model_next_child (model, build->server, account)) != MODEL_NO_ID)
    {
      ModelId mailbox = MODEL_NO_ID;

      for (gint64 value = seconds;
           (mailbox = model_next_child (model, account, mailbox)) != MODEL_NO_ID; value++)
        model_tx_set_number (build->tx, mailbox, MODEL_FIELD_UIDVALIDITY,
                             CLAMP (value, 1, G_MAXUINT32));
    }
}

static gboolean
build_all (Build *build, const LiveOptions *options, const ModelWorld *world, GError **error)
{
  g_autoptr (GPtrArray) mail = NULL;
  const char *first = options->n_users > 0 ? options->users[0].name : NULL;

  for (guint i = 0; i < world->accounts->len; i++)
    {
      const ModelWorldAccount *account = g_ptr_array_index (world->accounts, i);

      add_account (build, account->name, account->password);
      if (first == NULL)
        first = account->name;
    }
  if (!add_users (build, options, error))
    return FALSE;
  if (options->mail == NULL)
    return TRUE;
  mail = live_mail_read (options->mail, error);
  for (guint i = 0; mail != NULL && i < mail->len; i++)
    add_messages (build, model_find (model_tx_get_model (build->tx), build->server, first),
                  g_ptr_array_index (mail, i));
  return mail != NULL;
}

Model *
live_world_build (const LiveOptions *options, const ModelWorld *world, gint64 seconds,
                  GPtrArray *accounts, GError **error)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  Model *model = model_new ();
  Build build = { .accounts = accounts };
  gboolean done;

  g_array_set_clear_func (log, (GDestroyNotify) model_delta_clear);
  model_world_build_server (world, model);
  build.server = model_find (model, MODEL_ROOT, "server");
  build.tx = model_tx_begin (model, 0, log);
  done = build_all (&build, options, world, error);
  renew_uidvalidity (&build, seconds);
  model_tx_end (build.tx);
  if (!done)
    g_clear_pointer (&model, model_free);
  return model;
}
