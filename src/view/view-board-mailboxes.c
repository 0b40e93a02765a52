/* The mailboxes that the owner of a card has, or believes in. */
#include "view-board-private.h"

#include "explain-args.h"
#include "model-address.h"

#include <string.h>

char *
board_dup_address (const Model *model, ModelId object)
{
  if (object == MODEL_NO_ID)
    return NULL;
  ModelAddress address = { object, MODEL_N_TABLES, 0, MODEL_FIELD_NAME };
  char *text = model_address_format (model, &address);
  *strrchr (text, ':') = '\0';
  return text;
}

static char *
dup_cell (const char *object, const char *field)
{
  return object != NULL ? g_strconcat (object, ":", field, NULL) : NULL;
}

char *
view_card_dup_cell (const ViewCard *card, gboolean place)
{
  if (card->is_outside)
    return place ? dup_cell (card->owner, "queue") : NULL;
  if (!place)
    return dup_cell (card->session, "state");
  if (card->is_server || card->session == NULL)
    return dup_cell (card->address, "exists");
  return dup_cell (card->session, card->mailbox != NULL ? "exists" : "mailbox");
}

void
board_card_fill_mailboxes (const ViewBoard *board, BoardCard *card)
{
  ModelId account = card->now.account;
  card->mailboxes = g_array_new (FALSE, FALSE, sizeof (ModelId));
  for (ModelId id = MODEL_NO_ID;
       account != MODEL_NO_ID
       && (id = model_next_child (board->model, account, id)) != MODEL_NO_ID;)
    if (model_get_kind (board->model, id) == MODEL_KIND_MAILBOX)
      g_array_append_val (card->mailboxes, id);
}

void
view_mailbox_free (ViewMailbox *mailbox)
{
  g_free (mailbox->node.id);
  view_text_clear (&mailbox->node.sentence);
  g_free (mailbox->name);
  g_free (mailbox);
}

static guint
count_unread (const Model *model, ModelId mailbox)
{
  guint unread = 0;
  guint n = model_count (model, mailbox, MODEL_TABLE_LIVE);
  for (guint i = 0; i < n; i++)
    {
      ModelFlags flags = model_row_at (model, mailbox, MODEL_TABLE_LIVE, i)->flags;
      unread += (flags & (MODEL_FLAG_SEEN | MODEL_FLAGS_UNKNOWN)) == 0;
    }
  return unread;
}

ViewMailbox *
board_mailbox_new (const ViewBoard *board, const BoardCard *card, guint index)
{
  ModelId id = g_array_index (card->mailboxes, ModelId, index);
  ViewMailbox *mailbox = g_new0 (ViewMailbox, 1);
  ExplainArgs *args = explain_args_new ();
  mailbox->id = id;
  mailbox->name = g_strdup (model_get_name (board->model, id));
  /* ids outlive renaming, and so does the name in front of which they stand in a list */
  mailbox->node.id = g_strdup_printf ("%s:%u", card->name, id);
  mailbox->exists = model_count (board->model, id, MODEL_TABLE_LIVE);
  mailbox->unread = count_unread (board->model, id);
  mailbox->shown = id == card->now.mailbox;
  explain_args_add_text (args, "mailbox", mailbox->name);
  explain_args_add_number (args, "exists", mailbox->exists);
  explain_args_add_number (args, "unread", mailbox->unread);
  const char *key = card->is_server ? "scene.mailbox" : "scene.mailbox-known";
  if (model_get_number (board->model, id, MODEL_FIELD_NOSELECT, 0) != 0)
    key = "scene.mailbox-level";
  mailbox->node.sentence = (ViewText){ key, args };
  return mailbox;
}

gboolean
board_mailbox_equal (gconstpointer a, gconstpointer b)
{
  const ViewMailbox *one = a;
  const ViewMailbox *other = b;
  return one->id == other->id && g_strcmp0 (one->name, other->name) == 0
         && one->exists == other->exists && one->unread == other->unread
         && one->shown == other->shown;
}

void
board_mailbox_dump (gconstpointer node, GString *out)
{
  const ViewMailbox *mailbox = node;
  g_string_append_printf (out, "%s %" G_GINT64_FORMAT " unread %u%s", mailbox->name,
                          mailbox->exists, mailbox->unread, mailbox->shown ? " shown" : "");
}
