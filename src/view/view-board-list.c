/* What a list of messages consists of, in spans of rows that are alike. */
#include "view-board-private.h"

typedef struct
{
  const Model *model;
  BoardCard *card;
  guint32 uid;       /* everything below was listed */
  guint gone;        /* so were so many that are gone */
  gboolean nameless; /* POP3: numbers are listed of which nobody knows which message they are */
} Lister;

static void
add_span (Lister *lister, BoardSpan span)
{
  if (span.n == 0)
    return;
  span.start = lister->card->count;
  lister->card->count += span.n;
  g_array_append_val (lister->card->spans, span);
}

/* What is remembered by nothing but a size cannot be told from a number that is listed: it would stand there
 * twice. */
static gboolean
has_name (const ModelRow *row)
{
  return model_row_get (row, MODEL_FIELD_UIDL).kind != MODEL_VALUE_NONE
         || model_row_get (row, MODEL_FIELD_SUBJECT).kind != MODEL_VALUE_NONE
         || model_row_get (row, MODEL_FIELD_BODY).kind != MODEL_VALUE_NONE;
}

static void
add_named (Lister *lister, guint first, guint last)
{
  ModelId mailbox = lister->card->now.mailbox;
  for (guint i = first; i < last; i++)
    if (has_name (model_row_at (lister->model, mailbox, MODEL_TABLE_LIVE, i)))
      add_span (lister, (BoardSpan){ .n = 1, .kind = BOARD_SPAN_ROWS, .index = i });
}

/* Rows of the living table from UID lister->uid to just below @end. */
static void
add_living (Lister *lister, guint32 end)
{
  ModelId mailbox = lister->card->now.mailbox;
  guint first = model_row_index (lister->model, mailbox, MODEL_TABLE_LIVE, lister->uid);
  guint last = end == G_MAXUINT32 ? model_count (lister->model, mailbox, MODEL_TABLE_LIVE)
                                  : model_row_index (lister->model, mailbox, MODEL_TABLE_LIVE, end);
  if (lister->nameless)
    add_named (lister, first, last);
  else if (last > first)
    add_span (lister, (BoardSpan){ .n = last - first, .kind = BOARD_SPAN_ROWS, .index = first });
  lister->uid = MAX (lister->uid, end);
}

/* The same, with what is gone in between. */
static void
add_up_to (Lister *lister, guint32 end)
{
  GPtrArray *gone = lister->card->gone;
  for (; lister->gone < gone->len; lister->gone++)
    {
      guint32 uid = ((const ModelRow *) gone->pdata[lister->gone])->key;
      if (uid >= end)
        break;
      add_living (lister, uid);
      add_span (lister, (BoardSpan){ .n = 1, .kind = BOARD_SPAN_GONE, .index = lister->gone });
    }
  add_living (lister, end);
}

static void
list_server (Lister *lister)
{
  ModelId mailbox = lister->card->now.mailbox;
  guint ghosts = model_count (lister->model, mailbox, MODEL_TABLE_GHOSTS);
  for (guint i = 0; i < ghosts; i++)
    {
      guint32 uid = model_row_at (lister->model, mailbox, MODEL_TABLE_GHOSTS, i)->key;
      add_up_to (lister, uid);
      add_span (lister, (BoardSpan){ .n = 1, .kind = BOARD_SPAN_GHOST, .uid = uid });
    }
  add_up_to (lister, G_MAXUINT32);
}

/* By number where there are numbers; what has none stands where its UID belongs. */
static void
list_device (Lister *lister)
{
  const ModelRuns *numbers = lister->card->now.map;
  guint32 number = 1;
  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    lister->nameless = lister->nameless
                       || (lister->card->now.pop3 && model_runs_get (numbers, i)->first == 0);
  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    {
      const ModelRun *run = model_runs_get (numbers, i);
      if (run->first != 0)
        add_up_to (lister, run->first);
      add_span (lister, (BoardSpan){ .n = run->count,
                                     .kind = BOARD_SPAN_NUMBERED,
                                     .number = number,
                                     .uid = run->first });
      if (run->first != 0)
        lister->uid = run->first + run->count;
      number += run->count;
    }
  add_up_to (lister, G_MAXUINT32);
}

void
board_card_fill_spans (const ViewBoard *board, BoardCard *card)
{
  Lister lister = { board->model, card, 1, 0, FALSE };
  card->count = 0;
  card->spans = g_array_new (FALSE, FALSE, sizeof (BoardSpan));
  if (card->now.mailbox == MODEL_NO_ID)
    return;
  if (card->is_server)
    list_server (&lister);
  else
    list_device (&lister);
}
