/* The index of exchanges. A track holds exchanges that do not overlap, in order, so what stands beside
 * a row is found by halving. */
#include "view-exchange.h"

#include "base-time.h"
#include "explain-args.h"
#include "view-ladder-private.h"

/* --- making it --- */

static LadderExchange *
peek (const ViewLadder *ladder, guint i)
{
  return &g_array_index (ladder->exchanges, LadderExchange, i);
}

guint32
view_ladder_find_exchange (const ViewLadder *ladder, guint32 command)
{
  guint low = 0;
  for (guint high = ladder->exchanges->len; low < high;)
    {
      guint middle = low + (high - low) / 2;
      if (peek (ladder, middle)->command < command)
        low = middle + 1;
      else
        high = middle;
    }
  return low < ladder->exchanges->len && peek (ladder, low)->command == command ? low
                                                                                : VIEW_NO_EXCHANGE;
}

/* The innermost track on which nothing is going on. */
static guint8
choose_track (ViewLadder *ladder, guint32 exchange)
{
  for (guint8 track = 0; track < VIEW_N_TRACKS; track++)
    {
      GArray *of = ladder->tracks[track];
      if (of->len == 0
          || peek (ladder, g_array_index (of, guint32, of->len - 1))->end != VIEW_EXCHANGE_OPEN)
        {
          g_array_append_val (of, exchange);
          return track;
        }
    }
  GArray *trackless = ladder->trackless;
  while (trackless->len > 0
         && peek (ladder, g_array_index (trackless, guint32, trackless->len - 1))->end
                != VIEW_EXCHANGE_OPEN)
    g_array_set_size (trackless, trackless->len - 1);
  g_array_append_val (trackless, exchange);
  return VIEW_N_TRACKS;
}

static void
begin (ViewLadder *ladder, guint32 row, guint32 number, const TraceEvent *event)
{
  LadderExchange exchange = { .command = number,
                              .first = row,
                              .last = row,
                              .lines = 1,
                              .connection = event->connection,
                              .end = VIEW_EXCHANGE_OPEN };
  exchange.track = choose_track (ladder, ladder->exchanges->len);
  g_array_append_val (ladder->exchanges, exchange);
}

void
ladder_exchange_line (ViewLadder *ladder, guint32 row, guint32 number)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  if (event->command == 0)
    return;
  guint32 i = view_ladder_find_exchange (ladder, event->command);
  if (i == VIEW_NO_EXCHANGE)
    {
      if (event->command == number)
        begin (ladder, row, number, event);
      return;
    }
  LadderExchange *exchange = peek (ladder, i);
  exchange->last = row;
  exchange->lines++;
  if (event->direction != TRACE_TO_CLIENT)
    return;
  ViewLineClass line_class = view_row_classify (ladder->trace, number);
  if (line_class == VIEW_LINE_OK || line_class == VIEW_LINE_DATA)
    exchange->end = VIEW_EXCHANGE_OK;
  else if (line_class == VIEW_LINE_ERROR)
    exchange->end = VIEW_EXCHANGE_ERROR;
}

static void
break_one (ViewLadder *ladder, guint32 i, guint connection)
{
  LadderExchange *exchange = peek (ladder, i);
  if (exchange->connection == connection && exchange->end == VIEW_EXCHANGE_OPEN)
    exchange->end = VIEW_EXCHANGE_BROKEN;
}

/* What is open is the last of its track, or has none. */
void
ladder_exchange_break (ViewLadder *ladder, guint connection)
{
  for (guint track = 0; track < VIEW_N_TRACKS; track++)
    {
      const GArray *of = ladder->tracks[track];
      if (of->len > 0)
        break_one (ladder, g_array_index (of, guint32, of->len - 1), connection);
    }
  for (guint i = 0; i < ladder->trackless->len; i++)
    break_one (ladder, g_array_index (ladder->trackless, guint32, i), connection);
}

/* --- asking it --- */

guint
view_ladder_count_exchanges (const ViewLadder *ladder)
{
  return ladder->exchanges->len;
}

guint
view_ladder_count_tracks (const ViewLadder *ladder)
{
  guint n = 0;
  while (n < VIEW_N_TRACKS && ladder->tracks[n]->len > 0)
    n++;
  return n;
}

/* The last exchange of @track that begins at @row or above. */
static const LadderExchange *
find_on_track (const ViewLadder *ladder, guint track, guint32 row)
{
  const GArray *of = ladder->tracks[track];
  guint low = 0;
  for (guint high = of->len; low < high;)
    {
      guint middle = low + (high - low) / 2;
      if (peek (ladder, g_array_index (of, guint32, middle))->first <= row)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? peek (ladder, g_array_index (of, guint32, low - 1)) : NULL;
}

void
view_ladder_get_brackets (const ViewLadder *ladder, guint index,
                          ViewBracket brackets[VIEW_N_TRACKS])
{
  guint32 command = 0;
  if (index < ladder->firsts->len)
    command = trace_get (ladder->trace, ladder_first (ladder, index))->command;
  for (guint track = 0; track < VIEW_N_TRACKS; track++)
    {
      const LadderExchange *exchange = find_on_track (ladder, track, index);
      brackets[track] = (ViewBracket){ 0, FALSE, FALSE, FALSE, VIEW_EXCHANGE_OPEN };
      /* One line is no bracket. */
      if (exchange == NULL || exchange->last < index || exchange->first == exchange->last)
        continue;
      brackets[track] = (ViewBracket){ exchange->command, exchange->first == index,
                                       exchange->last == index, exchange->command == command,
                                       exchange->end };
    }
}

/* --- as nodes --- */

void
view_exchange_free (ViewExchange *exchange)
{
  g_free (exchange->node.id);
  view_text_clear (&exchange->node.sentence);
  g_free (exchange);
}

ViewExchange *
view_ladder_get_exchange (const ViewLadder *ladder, guint i)
{
  static const char *const ends[] = { "scene.exchange-open", "scene.exchange-ok",
                                      "scene.exchange-error", "scene.exchange-broken" };
  if (i >= ladder->exchanges->len)
    return NULL;
  const LadderExchange *from = peek (ladder, i);
  g_autoptr (ViewRow) row = view_row_new (ladder, from->first);
  ViewExchange *exchange = g_new0 (ViewExchange, 1);
  ExplainArgs *args = explain_args_new ();
  exchange->node.id = g_strdup_printf ("x%u", from->command);
  exchange->command = from->command;
  exchange->first = from->first;
  exchange->last = from->last;
  exchange->lines = from->lines;
  exchange->connection = from->connection;
  exchange->track = from->track < VIEW_N_TRACKS ? from->track : VIEW_NO_TRACK;
  exchange->end = (ViewExchangeEnd) from->end;
  explain_args_add_text (args, "wire", row->wire);
  explain_args_add_number (args, "lines", from->lines);
  explain_args_take_text (args, "at", base_time_format_short (row->sent));
  guint32 end = view_ladder_get_row_end (ladder, from->last);
  explain_args_take_text (args, "end",
                          base_time_format_short (trace_get (ladder->trace, end)->time));
  exchange->node.sentence = (ViewText){ ends[from->end], args };
  return exchange;
}

gboolean
view_exchange_equal (gconstpointer a, gconstpointer b)
{
  const ViewExchange *one = a;
  const ViewExchange *other = b;
  return one->command == other->command && one->first == other->first && one->last == other->last
         && one->lines == other->lines && one->track == other->track && one->end == other->end;
}

void
view_exchange_dump (gconstpointer node, GString *out)
{
  static const char *const ends[] = { "open", "ok", "error", "broken" };
  const ViewExchange *exchange = node;
  g_string_append_printf (out, "rows %u–%u lines %u c%u track %d %s", exchange->first,
                          exchange->last, exchange->lines, exchange->connection,
                          exchange->track == VIEW_NO_TRACK ? -1 : (int) exchange->track,
                          ends[exchange->end]);
}
