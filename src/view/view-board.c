/* The cards of a moment: whose they are, where their things are, and their heads. */
#include "view-board-private.h"

#include "explain-args.h"
#include "view-owners-private.h"
#include "model-delta.h"

#include <string.h>

ModelId
board_find_server (const Model *model)
{
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, MODEL_ROOT, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == MODEL_KIND_SERVER)
      return id;
  return MODEL_NO_ID;
}

/* --- where things are --- */

gboolean
board_is_pop3 (const Model *model, ModelId id)
{
  return id != MODEL_NO_ID
         && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_PROTOCOL), "pop3") == 0;
}

static ModelId
find_child (const Model *model, ModelId parent, ModelKind kind, gboolean last)
{
  ModelId found = MODEL_NO_ID;
  for (ModelId id = MODEL_NO_ID;
       parent != MODEL_NO_ID && (id = model_next_child (model, parent, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == kind && (last || found == MODEL_NO_ID))
      found = id;
  return found;
}

static const char *
open_mailbox (const Model *model, ModelId connection)
{
  return connection != MODEL_NO_ID ? model_get_text (model, connection, MODEL_FIELD_MAILBOX) : NULL;
}

static const BoardPlace nowhere = {
  MODEL_NO_ID, MODEL_NO_ID, MODEL_NO_ID, MODEL_NO_ID, NULL, FALSE
};

/* @chosen, where it is a mailbox of @owner's account; its numbers only where it is the one that is open. */
static void
choose (const Model *model, ModelId chosen, BoardPlace *place)
{
  if (chosen == MODEL_NO_ID || !model_exists (model, chosen) || place->mailbox == chosen
      || model_get_kind (model, chosen) != MODEL_KIND_MAILBOX
      || model_get_parent (model, chosen) != place->account)
    return;
  place->mailbox = chosen;
  place->numbers = MODEL_NO_ID;
  place->map = NULL;
}

static BoardPlace
place_device (const Model *model, ModelId owner)
{
  BoardPlace place = nowhere;
  if (!model_exists (model, owner))
    return place;
  place.connection = find_child (model, owner, MODEL_KIND_CONNECTION, TRUE);
  place.account = find_child (model, owner, MODEL_KIND_ACCOUNT, FALSE);
  place.numbers = find_child (model, place.connection, MODEL_KIND_MAILBOX, TRUE);
  const char *name = place.numbers != MODEL_NO_ID ? model_get_name (model, place.numbers)
                                                  : open_mailbox (model, place.connection);
  if (place.account != MODEL_NO_ID && name != NULL)
    place.mailbox = model_find (model, place.account, name);
  if (place.mailbox == MODEL_NO_ID)
    place.mailbox = find_child (model, place.account, MODEL_KIND_MAILBOX, FALSE);
  place.pop3 = board_is_pop3 (model, owner) || board_is_pop3 (model, place.connection);
  if (place.numbers != MODEL_NO_ID || (place.pop3 && place.connection != MODEL_NO_ID))
    place.map = model_get_runs (model, place.connection, MODEL_FIELD_NUMBERS);
  return place;
}

/* The server shows the mailbox that the first device looks at. */
static BoardPlace
place_server (const Model *model, ModelId owner)
{
  BoardPlace place = nowhere;
  if (!model_exists (model, owner))
    return place;
  for (ModelId id = MODEL_NO_ID; place.mailbox == MODEL_NO_ID
                                 && (id = model_next_child (model, MODEL_ROOT, id)) != MODEL_NO_ID;)
    {
      BoardPlace device;
      if (model_get_kind (model, id) != MODEL_KIND_DEVICE)
        continue;
      device = place_device (model, id);
      if (device.mailbox == MODEL_NO_ID)
        continue;
      place.account = model_find (model, owner, model_get_name (model, device.account));
      if (place.account != MODEL_NO_ID)
        place.mailbox = model_find (model, place.account, model_get_name (model, device.mailbox));
    }
  if (place.account == MODEL_NO_ID)
    place.account = find_child (model, owner, MODEL_KIND_ACCOUNT, FALSE);
  if (place.mailbox == MODEL_NO_ID && place.account != MODEL_NO_ID)
    {
      place.mailbox = model_find (model, place.account, "INBOX");
      if (place.mailbox == MODEL_NO_ID)
        place.mailbox = find_child (model, place.account, MODEL_KIND_MAILBOX, FALSE);
    }
  return place;
}

static ModelId
find_truth (const Model *model, const BoardPlace *place)
{
  ModelId server = board_find_server (model);
  ModelId account = server != MODEL_NO_ID && place->mailbox != MODEL_NO_ID
                        ? model_find (model, server, model_get_name (model, place->account))
                        : MODEL_NO_ID;
  return account != MODEL_NO_ID
             ? model_find (model, account, model_get_name (model, place->mailbox))
             : MODEL_NO_ID;
}

/* --- the step before --- */

static void
revert_to (const Trace *trace, Model *model, guint32 event, guint32 previous)
{
  for (guint32 number = event; number > previous; number--)
    {
      const TraceEvent *at = trace_get (trace, number);
      for (guint32 i = at->delta_count; i-- > 0;)
        model_revert (model, trace_get_delta (trace, at->delta_first + i));
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const ModelRow *one = *(ModelRow *const *) a;
  const ModelRow *other = *(ModelRow *const *) b;
  return (one->key > other->key) - (one->key < other->key);
}

static gboolean
is_gone (const ViewBoard *board, const BoardCard *card, guint32 uid)
{
  return model_row (board->model, card->now.mailbox, MODEL_TABLE_LIVE, uid) == NULL
         && (!card->is_server
             || model_row (board->model, card->now.mailbox, MODEL_TABLE_GHOSTS, uid) == NULL)
         && model_runs_find (card->now.map, uid) == 0;
}

/* Newest first, so that a message that went twice is as it was at last. */
static void
find_gone (const ViewBoard *board, BoardCard *card, const Trace *trace, guint32 previous)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  card->gone = g_ptr_array_new_with_free_func ((GDestroyNotify) model_row_free);
  for (guint32 number = board->event; number > previous && card->now.mailbox != MODEL_NO_ID;
       number--)
    {
      const TraceEvent *at = trace_get (trace, number);
      for (guint32 i = at->delta_count; i-- > 0;)
        {
          const ModelDelta *delta = trace_get_delta (trace, at->delta_first + i);
          if (delta->op == MODEL_OP_DEATH && delta->table == MODEL_TABLE_LIVE
              && delta->object == card->now.mailbox && is_gone (board, card, delta->key)
              && g_hash_table_add (seen, GUINT_TO_POINTER (delta->key)))
            g_ptr_array_add (card->gone, model_row_dup (delta->row));
        }
    }
  g_ptr_array_sort (card->gone, compare_rows);
}

/* --- making --- */

static void
clear_card (gpointer data)
{
  BoardCard *card = data;
  g_free (card->name);
  g_array_unref (card->spans);
  g_ptr_array_unref (card->gone);
  g_array_unref (card->mailboxes);
}

static void
add_card (ViewBoard *board, const Trace *trace, ModelId owner, guint32 previous,
          GHashTable *mailboxes)
{
  BoardCard card = {
    .owner = owner,
    .name = g_strdup (model_get_name (board->model, owner)),
    .is_server = model_get_kind (board->model, owner) == MODEL_KIND_SERVER,
    .is_outside = model_get_kind (board->model, owner) == MODEL_KIND_OUTSIDE,
    .truth = MODEL_NO_ID,
  };
  gpointer chosen = mailboxes != NULL ? g_hash_table_lookup (mailboxes, card.name) : NULL;
  card.now = card.is_server ? place_server (board->model, owner)
                            : place_device (board->model, owner);
  card.before = card.is_server ? place_server (board->was, owner)
                               : place_device (board->was, owner);
  choose (board->model, chosen != NULL ? GPOINTER_TO_UINT (chosen) : MODEL_NO_ID, &card.now);
  choose (board->was, card.now.mailbox, &card.before);
  if (!card.is_server)
    card.truth = find_truth (board->model, &card.now);
  find_gone (board, &card, trace, previous);
  board_card_fill_spans (board, &card);
  board_card_fill_mailboxes (board, &card);
  g_array_append_val (board->cards, card);
  g_ptr_array_add (board->names, g_strconcat ("list:", card.name, NULL));
}

ViewBoard *
view_board_new (const Trace *trace, const Model *model, guint32 event, guint32 previous)
{
  return view_board_new_of (trace, model, event, previous, NULL);
}

ViewBoard *
view_board_new_of (const Trace *trace, const Model *model, guint32 event, guint32 previous,
                   GHashTable *mailboxes)
{
  ViewBoard *board = g_new0 (ViewBoard, 1);
  g_autoptr (GArray) owners = view_owners_new (model);
  g_assert (previous <= event && event <= trace_get_n (trace));
  board->refs = 1;
  board->event = event;
  board->model = model_copy (model);
  board->was = model_copy (model);
  revert_to (trace, board->was, event, previous);
  board->cards = g_array_new (FALSE, FALSE, sizeof (BoardCard));
  g_array_set_clear_func (board->cards, clear_card);
  board->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < owners->len; i++)
    add_card (board, trace, g_array_index (owners, ModelId, i), previous, mailboxes);
  for (guint i = 0; i < board->cards->len; i++)
    g_ptr_array_add (board->names, g_strconcat ("mailboxes:", board_card (board, i)->name, NULL));
  return board;
}

ViewBoard *
view_board_ref (ViewBoard *board)
{
  g_atomic_int_inc (&board->refs);
  return board;
}

void
view_board_unref (ViewBoard *board)
{
  if (!g_atomic_int_dec_and_test (&board->refs))
    return;
  g_array_unref (board->cards);
  g_ptr_array_unref (board->names);
  model_free (board->model);
  model_free (board->was);
  g_free (board);
}

guint
view_board_count (const ViewBoard *board)
{
  return board->cards->len;
}

guint
view_board_count_messages (const ViewBoard *board, guint card)
{
  return board_card (board, card)->count;
}

GPtrArray *
view_board_get_messages (const ViewBoard *board, guint card, guint first, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_message_free);
  const BoardCard *of = board_card (board, card);
  for (guint i = first; i < of->count && n > 0; i++, n--)
    g_ptr_array_add (rows, board_message_new (board, of, i));
  return rows;
}

GPtrArray *
view_board_get_cards (const ViewBoard *board, guint first, guint n)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) view_card_free);
  for (guint i = first; i < board->cards->len && n > 0; i++, n--)
    g_ptr_array_add (cards, view_board_get_card (board, i));
  return cards;
}

guint
view_board_count_mailboxes (const ViewBoard *board, guint card)
{
  return board_card (board, card)->mailboxes->len;
}

GPtrArray *
view_board_get_mailboxes (const ViewBoard *board, guint card, guint first, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_mailbox_free);
  const BoardCard *of = board_card (board, card);
  for (guint i = first; i < of->mailboxes->len && n > 0; i++, n--)
    g_ptr_array_add (rows, board_mailbox_new (board, of, i));
  return rows;
}

/* --- as a scene: part 0 the heads, then the lists of the cards, then their mailboxes --- */

static guint
scene_get_n_parts (gconstpointer scene)
{
  return 2 * view_board_count (scene) + 1;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  const ViewBoard *board = scene;
  return part == 0 ? "heads" : board->names->pdata[part - 1];
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  static const ViewNodeClass heads = { "heads", board_card_equal, board_card_dump };
  static const ViewNodeClass lists = { "list", board_message_equal, board_message_dump };
  static const ViewNodeClass mailboxes = { "mailboxes", board_mailbox_equal, board_mailbox_dump };
  if (part > view_board_count (scene))
    return &mailboxes;
  return part == 0 ? &heads : &lists;
}

static guint
scene_count (gconstpointer scene, guint part)
{
  guint n = view_board_count (scene);
  if (part > n)
    return view_board_count_mailboxes (scene, part - 1 - n);
  return part == 0 ? n : view_board_count_messages (scene, part - 1);
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  guint cards = view_board_count (scene);
  if (part > cards)
    return view_board_get_mailboxes (scene, part - 1 - cards, first, n);
  return part == 0 ? view_board_get_cards (scene, first, n)
                   : view_board_get_messages (scene, part - 1, first, n);
}

ViewScene
view_board_get_scene (const ViewBoard *board)
{
  static const ViewSceneClass class = {
    "board", scene_get_n_parts, scene_get_part_name, scene_get_node_class, scene_count, scene_rows
  };
  return (ViewScene){ &class, board };
}
