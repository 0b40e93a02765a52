/* Mailboxes of the account and their names [RFC3501 §5.1]. */
#include "imap-name.h"
#include "imap-server-private.h"

#include <string.h>

/* Mailboxes of an account. */
#define MAILBOXES_MAX 10000

ModelId
imap_server_find_name (const ImapServer *server, const char *name)
{
  g_autofree char *canonical = imap_name_canonical (name);
  return name[0] != '\0'
             ? model_find (imap_server_get_model (server), server->session.account, canonical)
             : MODEL_NO_ID;
}

ModelId
imap_server_find_mailbox (const ImapServer *server, const char *name)
{
  ModelId id = imap_server_find_name (server, name);
  if (id != MODEL_NO_ID
      && model_get_number (imap_server_get_model (server), id, MODEL_FIELD_NOSELECT, 0) != 0)
    return MODEL_NO_ID;
  return id;
}

gboolean
imap_server_has_room (const ImapServer *server, ModelId mailbox, guint n)
{
  gint64 next = model_get_number (imap_server_get_model (server), mailbox, MODEL_FIELD_UIDNEXT, 1);
  return next + n <= G_MAXUINT32;
}

static guint
count_mailboxes (const ImapServer *server)
{
  const Model *model = imap_server_get_model (server);
  guint n = 0;
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, server->session.account, id)) != MODEL_NO_ID)
    n++;
  return n;
}

gboolean
imap_server_may_create (ImapRun *run, const char *name)
{
  const char *fault = imap_name_find_fault (name);
  if (fault != NULL)
    imap_run_answer (run, IMAP_STATUS_NO, "CANNOT", fault);
  else if (count_mailboxes (run->server) + IMAP_NAME_LEVELS_MAX > MAILBOXES_MAX)
    imap_run_answer (run, IMAP_STATUS_NO, "LIMIT", "There are too many mailboxes");
  else
    return TRUE;
  return FALSE;
}

void
imap_server_create_parents (ImapServer *server, const char *name)
{
  for (const char *end = strchr (name, IMAP_DELIMITER); end != NULL;
       end = strchr (end + 1, IMAP_DELIMITER))
    {
      g_autofree char *parent = g_strndup (name, (gsize) (end - name));
      if (imap_server_find_name (server, parent) == MODEL_NO_ID)
        model_names_create (server->tx, server->session.account, parent);
    }
}

ModelId
imap_server_create (ImapServer *server, const char *name)
{
  imap_server_create_parents (server, name);
  return model_names_create (server->tx, server->session.account, name);
}
