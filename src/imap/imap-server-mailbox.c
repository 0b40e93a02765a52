/* Mailboxes of the account and their names [RFC3501 §5.1]. */
#include "imap-server-private.h"

ModelId
imap_server_find_name (const ImapServer *server, const char *name)
{
  return name[0] != '\0'
             ? model_find (imap_server_get_model (server), server->session.account, name)
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
