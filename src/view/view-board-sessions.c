/* The notices of a card: what the server's sessions have open, and what waits in them. */
#include "view-board-private.h"

#include "explain-args.h"

#include <string.h>

/* Argument "device": who is at the other end of a session of the server; its connection where the client is
 * none of the world's. */
static void
add_device (ExplainArgs *args, const Model *model, ModelId session)
{
  const char *connection = model_get_name (model, session);
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, MODEL_ROOT, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == MODEL_KIND_DEVICE
        && model_find (model, id, connection) != MODEL_NO_ID)
      {
        explain_args_add_device (args, "device", model_get_name (model, id));
        return;
      }
  explain_args_add_text (args, "device", connection);
}

/* The arguments of the new notice are to be added to; borrowed. */
static ExplainArgs *
add_notice (GPtrArray *notices, const char *key)
{
  ViewText *notice = g_new (ViewText, 1);
  *notice = (ViewText){ key, explain_args_new () };
  g_ptr_array_add (notices, notice);
  return notice->args;
}

/* @named: whether to say whom it is for. */
static void
add_pending (const Model *model, ModelId session, const char *key, gboolean named,
             GPtrArray *notices)
{
  g_auto (BoardPending) pending = board_pending_get (model, session);
  if (pending.wire == NULL)
    return;
  guint n = pending.expunges + pending.flags + (pending.news > 0 ? 1 : 0);
  ExplainArgs *args = add_notice (notices, key);
  if (named)
    add_device (args, model, session);
  explain_args_add_number (args, "notices", n);
  explain_args_add_text (args, "pending", pending.wire);
}

/* --- POP3 --- */

static gboolean
is_in_transaction (const Model *model, ModelId session)
{
  return board_is_pop3 (model, session)
         && g_strcmp0 (model_get_text (model, session, MODEL_FIELD_STATE), "authorization") != 0;
}

gboolean
board_is_marked (const Model *model, ModelId server, ModelId mailbox, guint32 uid)
{
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, server, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == MODEL_KIND_CONNECTION
        && model_runs_contains (model_get_runs (model, id, MODEL_FIELD_MARKED), uid)
        && board_find_mailbox (model, id) == mailbox)
      return TRUE;
  return FALSE;
}

/* A session's list of the maildrop is as it was at its login, whatever happens. [RFC1939 §4] */
static void
add_maildrop (const Model *model, ModelId session, GPtrArray *notices)
{
  ModelId mailbox = board_find_mailbox (model, session);
  if (!is_in_transaction (model, session) || mailbox == MODEL_NO_ID)
    return;
  const char *lock = model_get_text (model, mailbox, MODEL_FIELD_LOCK);
  guint marked = model_runs_total (model_get_runs (model, session, MODEL_FIELD_MARKED));
  gboolean locked = g_strcmp0 (lock, model_get_name (model, session)) == 0;
  const char *key = locked ? "scene.maildrop-locked" : "scene.maildrop-open";
  if (marked > 0)
    key = locked ? "scene.maildrop-locked-marked" : "scene.maildrop-open-marked";
  ExplainArgs *args = add_notice (notices, key);
  add_device (args, model, session);
  explain_args_add_number (args, "messages",
                           model_runs_total (model_get_runs (model, session, MODEL_FIELD_NUMBERS)));
  explain_args_add_number (args, "marked", marked);
}

/* --- lines that are held --- */

static void
add_held (const Model *model, ModelId session, ModelField field, const char *key,
          GPtrArray *notices)
{
  gint64 held = model_get_number (model, session, field, 0);
  if (held <= 0)
    return;
  ExplainArgs *args = add_notice (notices, key);
  add_device (args, model, session);
  explain_args_add_number (args, "held", held);
}

/* --- all --- */

void
board_server_notices (const Model *model, ModelId server, GPtrArray *notices)
{
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, server, id)) != MODEL_NO_ID;)
    {
      if (model_get_kind (model, id) != MODEL_KIND_CONNECTION)
        continue;
      add_held (model, id, MODEL_FIELD_HELD_IN, "scene.held-in", notices);
      add_held (model, id, MODEL_FIELD_HELD_OUT, "scene.held-out", notices);
      add_maildrop (model, id, notices);
      add_pending (model, id, "scene.notices-for", TRUE, notices);
    }
}

void
board_device_notices (const Model *model, ModelId connection, GPtrArray *notices)
{
  ModelId server = board_find_server (model);
  ModelId session = server != MODEL_NO_ID && connection != MODEL_NO_ID
                        ? model_find (model, server, model_get_name (model, connection))
                        : MODEL_NO_ID;
  if (session != MODEL_NO_ID)
    add_pending (model, session, "scene.notices-waiting", FALSE, notices);
}
