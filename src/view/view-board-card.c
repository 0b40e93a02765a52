/* The head of a card: whose it is, what is open, and what waits to be told. */
#include "view-board-private.h"

#include "explain-args.h"
#include "view-cell-private.h"
#include "view-owners-private.h"

#include <stdlib.h>
#include <string.h>

void
view_card_free (ViewCard *card)
{
  g_free (card->node.id);
  view_text_clear (&card->node.sentence);
  view_text_clear (&card->title);
  view_text_clear (&card->place);
  view_text_clear (&card->state);
  g_free (card->owner);
  g_free (card->address);
  g_free (card->session);
  g_free (card->mailbox);
  view_text_clear (&card->ruler);
  g_ptr_array_unref (card->notices);
  g_free (card);
}

static void
free_text (gpointer data)
{
  view_text_clear (data);
  g_free (data);
}

/* --- what a head says --- */

/** What of a head can be compared with how it was. */
typedef struct
{
  gint64 exists;
  gint64 uidnext;
  guint connection;
  guint sessions;
  const char *state;   /* key */
  const char *mailbox; /* borrowed from the model */
  const char *queue;   /* likewise */
} Facts;

static guint
connection_number (const Model *model, ModelId connection)
{
  const char *name = connection != MODEL_NO_ID ? model_get_name (model, connection) : "c0";
  return (guint) strtoul (name + 1, NULL, 10);
}

static guint
count_sessions (const Model *model, ModelId owner)
{
  guint n = 0;
  for (ModelId id = MODEL_NO_ID;
       model_exists (model, owner) && (id = model_next_child (model, owner, id)) != MODEL_NO_ID;)
    n += model_get_kind (model, id) == MODEL_KIND_CONNECTION;
  return n;
}

const char *
view_state_key (const char *state)
{
  static const struct
  {
    const char *state;
    const char *key;
  } keys[] = {
    { "not-authenticated", "scene.state-not-authenticated" },
    { "authenticated", "scene.state-authenticated" },
    { "selected", "scene.state-selected" },
    { "logout", "scene.state-logout" },
    { "authorization", "scene.state-authorization" },
    { "transaction", "scene.state-transaction" },
    { "update", "scene.state-update" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_strcmp0 (state, keys[i].state) == 0)
      return keys[i].key;
  return "scene.state-connected";
}

static const char *
state_key (const Model *model, ModelId connection)
{
  if (connection == MODEL_NO_ID)
    return "scene.state-not-connected";
  if (model_get_number (model, connection, MODEL_FIELD_IDLING, 0) != 0)
    return "scene.state-idling";
  return view_state_key (model_get_text (model, connection, MODEL_FIELD_STATE));
}

static Facts
get_facts (const Model *model, const BoardCard *card, const BoardPlace *place)
{
  Facts facts = { .exists = -1, .uidnext = -1 };
  facts.connection = connection_number (model, place->connection);
  facts.sessions = card->is_server ? count_sessions (model, card->owner) : 0;
  if (card->is_outside)
    {
      facts.queue = model_exists (model, card->owner)
                        ? model_get_text (model, card->owner, MODEL_FIELD_QUEUE)
                        : NULL;
      facts.state = NULL;
      return facts;
    }
  facts.state = card->is_server ? "scene.state-sessions" : state_key (model, place->connection);
  if (place->mailbox == MODEL_NO_ID)
    return facts;
  facts.mailbox = model_get_name (model, place->mailbox);
  facts.uidnext = model_get_number (model, place->mailbox, MODEL_FIELD_UIDNEXT, -1);
  if (card->is_server)
    facts.exists = model_count (model, place->mailbox, MODEL_TABLE_LIVE);
  else if (place->pop3 && place->map == NULL)
    facts.exists = model_count (model, place->mailbox, MODEL_TABLE_LIVE);
  else if (place->map != NULL || place->numbers != MODEL_NO_ID)
    facts.exists = model_get_number (model, place->connection, MODEL_FIELD_EXISTS, -1);
  else
    facts.exists = model_get_number (model, place->mailbox, MODEL_FIELD_EXISTS, -1);
  return facts;
}

static gboolean
same_facts (const Facts *a, const Facts *b)
{
  return a->exists == b->exists && a->uidnext == b->uidnext && a->connection == b->connection
         && a->sessions == b->sessions && g_strcmp0 (a->state, b->state) == 0
         && g_strcmp0 (a->queue, b->queue) == 0 && g_strcmp0 (a->mailbox, b->mailbox) == 0;
}

static const char *
place_key (const BoardCard *card, const Facts *facts)
{
  if (card->is_outside)
    return facts->queue != NULL ? "scene.card-queue" : "scene.card-queue-empty";
  if (facts->mailbox == NULL)
    return card->is_server ? "scene.card-empty" : "scene.card-nothing";
  if (card->is_server)
    return "scene.card-server";
  if (card->now.pop3)
    return card->now.map != NULL ? "scene.card-maildrop" : "scene.card-keeps";
  if (facts->exists < 0)
    return "scene.card-mailbox";
  return card->now.numbers != MODEL_NO_ID ? "scene.card-told" : "scene.card-remembers";
}

/* Messages at the server of which a device knows nothing, not even that they are there. */
static guint
count_missing (const Model *model, const BoardCard *card)
{
  guint living;
  guint known;
  if (card->truth == MODEL_NO_ID)
    return 0;
  living = model_count (model, card->truth, MODEL_TABLE_LIVE);
  if (card->now.numbers != MODEL_NO_ID || card->now.map != NULL)
    {
      const ModelRuns *numbers = card->now.map;
      known = board_known_living (model, card->truth, numbers);
      for (guint i = 0; i < model_runs_get_n (numbers); i++)
        if (model_runs_get (numbers, i)->first == 0)
          known += model_runs_get (numbers, i)->count;
    }
  else
    {
      guint n = model_count (model, card->now.mailbox, MODEL_TABLE_LIVE);
      const ModelRow *last = n > 0
                                 ? model_row_at (model, card->now.mailbox, MODEL_TABLE_LIVE, n - 1)
                                 : NULL;
      known = last != NULL ? model_row_index (model, card->truth, MODEL_TABLE_LIVE, last->key + 1)
                           : 0;
    }
  return living > known ? living - known : 0;
}

/* --- a head --- */

static const char *
title_key (const BoardCard *card)
{
  if (card->is_outside)
    return "scene.title-outside";
  return card->is_server ? "scene.title-knows" : "scene.title-believes";
}

/* All texts of a head share one set of arguments. */
static void
say (ViewCard *card, const BoardCard *of, const Facts *facts)
{
  ExplainArgs *args = explain_args_new ();
  const char *place = place_key (of, facts);
  explain_args_add_device (args, "owner", of->name);
  explain_args_add_text (args, "mailbox", facts->mailbox);
  explain_args_add_number (args, "exists", facts->exists);
  explain_args_add_number (args, "uidnext", facts->uidnext);
  explain_args_add_number (args, "sessions", facts->sessions);
  explain_args_add_number (args, "missing", card->missing);
  const char *title = title_key (of);
  explain_args_add_text (args, "queue", facts->queue);
  explain_args_add_key (args, "title", title);
  explain_args_add_key (args, "place", place);
  if (facts->state != NULL)
    explain_args_add_key (args, "state", facts->state);
  card->title = (ViewText){ title, explain_args_ref (args) };
  card->place = (ViewText){ place, explain_args_ref (args) };
  if (facts->state != NULL)
    card->state = (ViewText){ facts->state, explain_args_ref (args) };
  if (card->notices->len == 1)
    {
      const ViewText *notice = card->notices->pdata[0];
      explain_args_add_key (args, "notice", notice->key);
      explain_args_add_all (args, notice->args);
    }
  else
    explain_args_add_number (args, "waiting", card->notices->len);
  card->node.sentence.args = args;
  if (card->notices->len > 0)
    card->node.sentence.key = card->notices->len == 1 ? "scene.card-notice" : "scene.card-notices";
  else
    card->node.sentence.key = card->missing > 0 ? "scene.card-missing" : "scene.card";
  if (of->is_outside)
    card->node.sentence.key = "scene.card-outside";
}

static guint
count_numbers (const Model *model, const BoardCard *card, const BoardPlace *place)
{
  if (card->is_server && place->mailbox != MODEL_NO_ID)
    return model_count (model, place->mailbox, MODEL_TABLE_LIVE);
  return model_runs_total (place->map);
}

static ViewText
say_ruler (guint numbers, guint before)
{
  if (numbers == 0)
    return (ViewText){ "scene.ruler-none", NULL };
  ExplainArgs *args = explain_args_new ();
  explain_args_add_number (args, "numbers", numbers);
  explain_args_add_number (args, "gone", (gint64) before - numbers);
  explain_args_add_number (args, "came", (gint64) numbers - before);
  if (before == 0 || before == numbers)
    return (ViewText){ "scene.ruler", args };
  return (ViewText){ before > numbers ? "scene.ruler-gone" : "scene.ruler-came", args };
}

ViewCard *
view_board_get_card (const ViewBoard *board, guint index)
{
  const BoardCard *of = board_card (board, index);
  Facts now = get_facts (board->model, of, &of->now);
  Facts before = get_facts (board->was, of, &of->before);
  ViewCard *card = g_new0 (ViewCard, 1);
  card->node.id = g_strconcat ("card:", of->name, NULL);
  card->owner = g_strdup (of->name);
  card->is_server = of->is_server;
  card->is_outside = of->is_outside;
  card->mailbox = g_strdup (now.mailbox);
  card->address = board_dup_address (board->model, of->now.mailbox);
  card->session = of->is_server ? NULL : board_dup_address (board->model, of->now.connection);
  card->exists = now.exists;
  card->uidnext = now.uidnext;
  card->connection = now.connection;
  card->missing = of->is_server ? 0 : count_missing (board->model, of);
  card->notices = g_ptr_array_new_with_free_func (free_text);
  card->pop3 = of->now.pop3;
  if (of->is_server)
    board_server_notices (board->model, of->owner, card->notices);
  else
    board_device_notices (board->model, of->now.connection, card->notices);
  card->numbers = count_numbers (board->model, of, &of->now);
  card->ruler = say_ruler (card->numbers, count_numbers (board->was, of, &of->before));
  card->changed = !same_facts (&now, &before);
  say (card, of, &now);
  return card;
}

/* --- as a node --- */

static gboolean
same_notices (GPtrArray *a, GPtrArray *b)
{
  gboolean same = a->len == b->len;
  for (guint i = 0; same && i < a->len; i++)
    same = view_text_equal (a->pdata[i], b->pdata[i]);
  return same;
}

gboolean
board_card_equal (gconstpointer a, gconstpointer b)
{
  const ViewCard *one = a;
  const ViewCard *other = b;
  return strcmp (one->owner, other->owner) == 0 && one->is_server == other->is_server
         && view_text_equal (&one->title, &other->title)
         && view_text_equal (&one->place, &other->place)
         && view_text_equal (&one->state, &other->state)
         && g_strcmp0 (one->mailbox, other->mailbox) == 0 && one->exists == other->exists
         && one->uidnext == other->uidnext && one->connection == other->connection
         && one->missing == other->missing && one->pop3 == other->pop3
         && same_notices (one->notices, other->notices) && one->changed == other->changed;
}

void
board_card_dump (gconstpointer node, GString *out)
{
  const ViewCard *card = node;
  g_string_append_printf (out, "%s / %s / %s", card->title.key, card->place.key,
                          card->state.key != NULL ? card->state.key : "-");
  g_string_append_printf (out, " %s exists %" G_GINT64_FORMAT " uidnext %" G_GINT64_FORMAT,
                          card->mailbox != NULL ? card->mailbox : "-", card->exists, card->uidnext);
  if (card->connection != 0)
    g_string_append_printf (out, " c%u", card->connection);
  if (card->pop3)
    g_string_append (out, " pop3");
  if (card->missing != 0)
    g_string_append_printf (out, " missing %u", card->missing);
  if (card->changed)
    g_string_append (out, " | changed");
  for (guint i = 0; i < card->notices->len; i++)
    {
      g_autofree char *notice = view_text_dump (card->notices->pdata[i]);
      g_string_append_printf (out, " [%s]", notice);
    }
}
