/* One row of the ladder, made from its events. */
#include "view-ladder-private.h"

#include "base-time.h"
#include "explain-args.h"
#include "explain-catalogue.h"
#include "explain-line.h"
#include "view-owners-private.h"
#include "view-secret-private.h"
#include "view-wire.h"

#include <stdlib.h>
#include <string.h>

#define WIRE_MAX 160           /* characters; a row has no room for more */
#define DATA_MAX 60            /* octets within which further physical lines of data are shown */
#define LINE_READ (64u * 1024) /* octets: no first line is longer */

void
view_row_free (ViewRow *row)
{
  g_free (row->node.id);
  view_text_clear (&row->node.sentence);
  view_text_clear (&row->label);
  view_text_clear (&row->what);
  view_text_clear (&row->more);
  g_free (row->wire);
  g_free (row);
}

/* --- classes --- */

static ViewLineClass
classify_reply (const char *data, gsize len)
{
  return len >= 3 && g_ascii_strncasecmp (data, "+OK", 3) == 0 ? VIEW_LINE_OK : VIEW_LINE_ERROR;
}

static ViewLineClass
classify_response (const char *data, gsize len)
{
  const char *end = data + len;
  if (len >= 1 && *data == '*')
    return VIEW_LINE_UNTAGGED;
  if (len >= 1 && *data == '+')
    return VIEW_LINE_CONTINUATION;
  const char *word = len > 0 ? memchr (data, ' ', len) : NULL;
  gsize rest = word != NULL ? (gsize) (end - ++word) : 0;
  if (rest >= 2 && g_ascii_strncasecmp (word, "OK", 2) == 0)
    return VIEW_LINE_OK;
  return VIEW_LINE_ERROR;
}

ViewLineClass
view_row_classify (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  if (event->direction == TRACE_TO_SERVER)
    return event->command == 0 || event->command == number
                   || (event->kind == TRACE_ARRIVE && event->command == event->cause)
               ? VIEW_LINE_COMMAND
               : VIEW_LINE_CONTINUED;
  if (explain_is_pop3_data (event->context))
    return VIEW_LINE_DATA;
  g_autoptr (GBytes) bytes = trace_read (trace, event->connection, event->direction, event->start,
                                         MIN (event->len, 128u));
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  return explain_is_pop3 (event->context) ? classify_reply (data, len)
                                          : classify_response (data, len);
}

static ViewLinkClass
classify_link (const TraceEvent *event)
{
  switch ((TraceLink) event->sub)
    {
    case TRACE_LINK_CONNECT:
    case TRACE_LINK_HEAL:
      return VIEW_LINK_OPENED;
    case TRACE_LINK_CLOSE:
      return VIEW_LINK_CLOSED;
    case TRACE_LINK_RESET:
    case TRACE_LINK_CUT:
    case TRACE_LINK_DROP:
    case TRACE_LINK_REFUSE:
    case TRACE_LINK_STALL:
    case TRACE_LINK_LOSE:
      return VIEW_LINK_BROKEN;
    }
  return VIEW_LINK_BROKEN;
}

static ViewFault
fault_of (guint8 sub)
{
  switch ((TraceLink) sub)
    {
    case TRACE_LINK_CONNECT:
    case TRACE_LINK_CLOSE:
      return VIEW_FAULT_NONE;
    case TRACE_LINK_RESET:
      return VIEW_FAULT_RESET;
    case TRACE_LINK_CUT:
      return VIEW_FAULT_CUT;
    case TRACE_LINK_DROP:
      return VIEW_FAULT_GIVEN_UP;
    case TRACE_LINK_REFUSE:
      return VIEW_FAULT_REFUSED;
    case TRACE_LINK_STALL:
      return VIEW_FAULT_STALLED;
    case TRACE_LINK_HEAL:
      return VIEW_FAULT_HEALED;
    case TRACE_LINK_LOSE:
      return VIEW_FAULT_SILENT;
    }
  return VIEW_FAULT_NONE;
}

/* From 1 ms, which is level, to ten seconds and a bit: 2^10 to 2^23.25 µs. */
guint
view_row_slant (gint64 delay)
{
  const guint least = 10;
  const guint most = 23;
  guint bits = delay > 0 ? g_bit_storage ((gulong) delay) - 1 : 0;
  if (bits < least)
    return 0;
  if (bits >= most)
    return VIEW_SLANT_MOST;
  guint part = (guint) ((delay - (G_GINT64_CONSTANT (1) << bits)) * 1000 >> bits);
  return ((bits - least) * 1000 + part) / (most - least);
}

/* Data is shown in whole physical lines, more than one while they are short. @next: where the first
 * one begins that is left out. */
static char *
show_data (const char *data, gsize len, gsize *next)
{
  GString *out = g_string_new (NULL);
  gsize at = 0;
  do
    {
      gsize behind;
      gsize end = view_wire_first_line (data + at, len - at, &behind);
      g_autofree char *shown = view_wire_show (data + at, end, WIRE_MAX, NULL);
      g_string_append_printf (out, "%s%s", at > 0 ? " ↵ " : "", shown);
      at += behind;
      *next = at;
      if (at < len)
        end = view_wire_first_line (data + at, len - at, NULL);
      if (at + end > DATA_MAX)
        break;
    }
  while (at < len);
  return g_string_free (out, FALSE);
}

/* The first physical line of line @number; @next: where the second one begins. */
static char *
show_line (const ViewLadder *ladder, guint32 number, gsize *next)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  gsize len;
  g_autoptr (GBytes) bytes = ladder->masked
                                 ? view_secret_mask_event (ladder->trace, number)
                                 : trace_read (ladder->trace, event->connection, event->direction,
                                               event->start, MIN (event->len, LINE_READ));
  const char *data = g_bytes_get_data (bytes, &len);
  gsize behind;
  if (explain_is_pop3_data (event->context))
    return show_data (data, len, next != NULL ? next : &behind);
  gsize shown = view_wire_first_line (data, len, next);
  return view_wire_show (data, shown, WIRE_MAX, NULL);
}

char **
view_ladder_dup_rest (const ViewLadder *ladder, guint index, guint most, guint64 *hidden)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  const TraceEvent *event = index < ladder->firsts->len
                                ? trace_get (ladder->trace, ladder_first (ladder, index))
                                : NULL;
  guint64 left = 0;
  if (event != NULL && (event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE))
    {
      gsize len;
      gsize at;
      guint32 number = ladder_first (ladder, index);
      g_autofree char *first = show_line (ladder, number, &at);
      g_autoptr (GBytes)
          bytes = ladder->masked ? view_secret_mask_event (ladder->trace, number)
                                 : trace_read (ladder->trace, event->connection, event->direction,
                                               event->start, MIN (event->len, LINE_READ));
      const char *data = g_bytes_get_data (bytes, &len);
      while (at < len && lines->len < most)
        {
          gsize behind;
          gsize end = view_wire_first_line (data + at, len - at, &behind);
          g_ptr_array_add (lines, view_wire_show (data + at, end, WIRE_MAX, NULL));
          at += behind;
        }
      left = event->len - MIN (at, event->len);
    }
  if (hidden != NULL)
    *hidden = left;
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}

/* --- sentences --- */

static void
add_lane_name (const ViewLadder *ladder, ExplainArgs *args, const char *name, guint lane)
{
  const LadderLane *of = lane != VIEW_NO_LANE ? &g_array_index (ladder->lanes, LadderLane, lane)
                                              : NULL;
  view_owner_add (args, name, of != NULL ? of->owner : "?", of != NULL && of->is_server);
}

/* What is said about a line may repeat what stands in it, and a typed line is one. */
static ExplainSentence
explain_row (const ViewLadder *ladder, guint32 event)
{
  ExplainSentence plain = explain_event (ladder->trace, event);
  gboolean typed = strcmp (plain.key, "event.act-raw") == 0;
  TraceKind kind = trace_get (ladder->trace, event)->kind;
  if (!ladder->masked || (!typed && kind != TRACE_SEND && kind != TRACE_ARRIVE)
      || plain.args == NULL)
    return plain;
  ExplainSentence masked = { plain.key, explain_args_new () };
  for (guint i = 0; i < explain_args_get_n (plain.args); i++)
    {
      const ExplainArg *arg = explain_args_get (plain.args, i);
      if (arg->kind != EXPLAIN_ARG_TEXT)
        continue;
      if (typed && strcmp (arg->name, "text") == 0)
        explain_args_take_text (masked.args, arg->name,
                                view_secret_mask_act (ladder->trace, event, arg->text));
      else if (!typed)
        explain_args_take_text (masked.args, arg->name,
                                view_secret_mask_text (ladder->trace, event, arg->text));
    }
  explain_args_add_all (masked.args, plain.args);
  explain_sentence_clear (&plain);
  return masked;
}

static ViewText
text_of (const ExplainSentence *sentence)
{
  return (ViewText){ sentence->key,
                     sentence->args != NULL ? explain_args_ref (sentence->args) : NULL };
}

static const char *
line_key (const ViewRow *row)
{
  if (row->lost)
    return "scene.row-lost";
  if (row->incomplete)
    return "scene.row-incomplete";
  return row->elsewhere ? "scene.row-elsewhere" : "scene.row-line";
}

static void
add_times (const ViewRow *row, ExplainArgs *args)
{
  explain_args_take_text (args, "at", base_time_format_short (row->sent));
  if (row->arrived >= 0)
    explain_args_take_text (args, "arrived", base_time_format_short (row->arrived));
}

/* "event.act-open" is a sentence; "scene.act-open", with the same arguments, a few words. */
static const char *
label_key (const char *key)
{
  const ExplainCatalogue *catalogue = explain_catalogue_get ("en", NULL);
  g_autofree char *label = g_str_has_prefix (key, "event.")
                               ? g_strconcat ("scene.", key + strlen ("event."), NULL)
                               : g_strdup (key);
  return catalogue != NULL && explain_catalogue_has (catalogue, label) ? g_intern_string (label)
                                                                       : key;
}

/* Argument "cause": the line or act that event @number is. */
static void
add_cause (const ViewLadder *ladder, guint32 number, ExplainArgs *args)
{
  const TraceEvent *cause = trace_get (ladder->trace, number);
  if (cause->kind == TRACE_SEND || cause->kind == TRACE_ARRIVE)
    {
      explain_args_take_text (args, "cause", show_line (ladder, number, NULL));
      return;
    }
  g_auto (ExplainSentence) plain = explain_row (ladder, number);
  explain_args_add_key (args, "cause", label_key (plain.key));
  if (plain.args != NULL)
    explain_args_add_all (args, plain.args);
}

static void
say_line (const ViewLadder *ladder, ViewRow *row)
{
  g_auto (ExplainSentence) plain = explain_row (ladder, row->event);
  ExplainArgs *args = explain_args_new ();
  add_times (row, args);
  add_lane_name (ladder, args, "sender", row->from);
  add_lane_name (ladder, args, "addressee", row->to);
  explain_args_add_text (args, "wire", row->wire);
  explain_args_add_key (args, "sentence", plain.key);
  if (row->elsewhere)
    add_cause (ladder, row->cause, args);
  if (plain.args != NULL)
    explain_args_add_all (args, plain.args);
  row->node.sentence = (ViewText){ line_key (row), args };
  row->what = text_of (&plain);
}

static void
say_other (const ViewLadder *ladder, ViewRow *row)
{
  g_auto (ExplainSentence) plain = explain_row (ladder, row->event);
  ExplainArgs *args = explain_args_new ();
  add_times (row, args);
  explain_args_add_key (args, "sentence", plain.key);
  if (plain.args != NULL)
    explain_args_add_all (args, plain.args);
  row->node.sentence = (ViewText){ "scene.row-other", args };
  row->what = text_of (&plain);
  row->label = text_of (&plain);
  row->label.key = label_key (plain.key);
}

/* --- parts --- */

static void
fill_wire (const ViewLadder *ladder, ViewRow *row, const TraceEvent *event)
{
  gsize next;
  row->wire = show_line (ladder, row->event, &next);
  row->literal = event->len > next ? event->len - next : 0;
  if (row->literal > 0)
    {
      row->more = (ViewText){ "scene.and-octets", explain_args_new () };
      explain_args_add_number (row->more.args, "octets", (gint64) row->literal);
    }
  row->line_class = view_row_classify (ladder->trace, row->event);
  row->exchange = event->command;
}

static gboolean
involves (const TraceEvent *event, guint8 actor)
{
  return event->from == actor || event->to == actor;
}

/* The reason of what the server tells lies elsewhere when the device it tells has no part in it. */
static void
fill_cause (const ViewLadder *ladder, ViewRow *row, const TraceEvent *event)
{
  row->cause = event->cause;
  row->cause_row = VIEW_NO_ROW;
  if (event->kind == TRACE_ARRIVE || event->cause == 0 || event->cause > ladder->taken)
    return;
  const TraceEvent *cause = trace_get (ladder->trace, event->cause);
  row->cause_row = view_ladder_find_row (ladder, event->cause);
  if (event->kind == TRACE_SEND)
    row->elsewhere = event->direction == TRACE_TO_CLIENT && !involves (cause, event->to)
                     && (cause->connection != event->connection || cause->connection == 0);
  else if (event->kind == TRACE_TURN)
    row->elsewhere = cause->connection != event->connection;
}

static guint
lane_of (const ViewLadder *ladder, guint8 actor)
{
  return ladder->lane_of[actor];
}

/* A connection's row reaches from the end where it happened first to the other one. */
static void
fill_link (const ViewLadder *ladder, ViewRow *row, const TraceEvent *event)
{
  row->link_class = classify_link (event);
  row->fault = fault_of (event->sub);
  row->from = lane_of (ladder, event->to);
  row->to = lane_of (ladder, event->from);
  if (row->arrival != 0)
    row->to = lane_of (ladder, trace_get (ladder->trace, row->arrival)->to);
}

/* What became of the connection last, as far as the trace goes; NULL when it never was. */
static const TraceEvent *
last_link (const ViewLadder *ladder, guint connection)
{
  guint32 open = connection < ladder->open_links->len
                     ? g_array_index (ladder->open_links, guint32, connection)
                     : 0;
  return open != 0 ? trace_get (ladder->trace, ladder_first (ladder, open - 1)) : NULL;
}

static void
fill_line (const ViewLadder *ladder, ViewRow *row, const TraceEvent *event)
{
  const TraceEvent *end = row->arrival != 0 ? trace_get (ladder->trace, row->arrival) : NULL;
  row->from = lane_of (ladder, event->from);
  row->to = lane_of (ladder, event->to);
  row->incomplete = end != NULL && end->sub == 1;
  const TraceEvent *link = last_link (ladder, event->connection);
  row->lost = end == NULL && link != NULL && link->sub != TRACE_LINK_CONNECT
              && ladder_is_seen_to_arrive (ladder, event);
  if (link != NULL && (row->lost || row->incomplete))
    row->fault = fault_of (link->sub);
  row->slant = row->arrived >= 0 ? view_row_slant (row->arrived - row->sent) : 0;
  /* What the receiver made of a sending that was a row before: when it was sent is known. */
  if (event->kind == TRACE_ARRIVE && event->cause != 0 && event->cause < row->event)
    row->sent = trace_get (ladder->trace, event->cause)->time;
  fill_wire (ladder, row, event);
}

/* What a row came from: of a line that was sent before, its sending is no reason but the row itself. */
gboolean
view_ladder_get_reason (const ViewLadder *ladder, guint index, ViewReason *reason)
{
  guint32 cause = index < ladder->firsts->len
                      ? trace_get (ladder->trace, ladder_first (ladder, index))->cause
                      : 0;
  *reason = (ViewReason){ VIEW_NO_ROW, { NULL, NULL } };
  if (cause == 0 || cause > ladder->taken)
    return FALSE;
  reason->row = view_ladder_find_row (ladder, cause);
  if (reason->row >= index) /* no row, or the same */
    return FALSE;
  ExplainArgs *args = explain_args_new ();
  explain_args_take_text (
      args, "at",
      base_time_format_short (trace_get (ladder->trace, ladder_first (ladder, reason->row))->time));
  add_cause (ladder, cause, args);
  reason->text = (ViewText){ "scene.reason", args };
  return TRUE;
}

static ViewRowKind
kind_of (const TraceEvent *event)
{
  switch ((TraceKind) event->kind)
    {
    case TRACE_SEND:
    case TRACE_ARRIVE:
      return VIEW_ROW_LINE;
    case TRACE_ACT:
      return VIEW_ROW_ACT;
    case TRACE_LINK:
      return VIEW_ROW_LINK;
    case TRACE_TIMER:
      return VIEW_ROW_TIMER;
    case TRACE_TURN:
      return VIEW_ROW_TURN;
    case TRACE_CHECK:
      return event->sub == 0 ? VIEW_ROW_STEP : VIEW_ROW_CHECK;
    case TRACE_FACT:
      return VIEW_ROW_FACT;
    case TRACE_TLS:
    case TRACE_N_KINDS:
      break;
    }
  g_assert_not_reached ();
}

ViewRow *
view_row_new (const ViewLadder *ladder, guint32 index)
{
  guint32 number = ladder_first (ladder, index);
  const TraceEvent *event = trace_get (ladder->trace, number);
  ViewRow *row = g_new0 (ViewRow, 1);
  row->node.id = g_strdup_printf ("e%u", number);
  row->kind = kind_of (event);
  row->index = index;
  row->event = number;
  row->arrival = ladder_last (ladder, index);
  row->sent = event->time;
  row->arrived = row->arrival != 0 ? trace_get (ladder->trace, row->arrival)->time : -1;
  row->connection = event->connection;
  if (row->kind == VIEW_ROW_STEP)
    row->step = (guint) strtoul (trace_get_text (ladder->trace, event->label), NULL, 10);
  row->held = row->kind == VIEW_ROW_CHECK && event->sub == 1;
  row->lost = row->kind == VIEW_ROW_FACT && event->sub == TRACE_FACT_KEPT;
  row->from = lane_of (ladder, event->from);
  row->to = lane_of (ladder, event->to);
  fill_cause (ladder, row, event);
  if (row->kind == VIEW_ROW_LINE)
    {
      fill_line (ladder, row, event);
      say_line (ladder, row);
    }
  else
    {
      if (row->kind == VIEW_ROW_LINK)
        fill_link (ladder, row, event);
      say_other (ladder, row);
    }
  return row;
}

/* --- as a node --- */

gboolean
view_row_equal (gconstpointer a, gconstpointer b)
{
  const ViewRow *one = a;
  const ViewRow *other = b;
  return one->kind == other->kind && one->line_class == other->line_class
         && one->link_class == other->link_class && one->from == other->from && one->to == other->to
         && one->event == other->event && one->arrival == other->arrival && one->sent == other->sent
         && one->arrived == other->arrived && one->connection == other->connection
         && one->folded == other->folded && one->fault == other->fault && one->slant == other->slant
         && g_strcmp0 (one->wire, other->wire) == 0 && one->literal == other->literal
         && view_text_equal (&one->label, &other->label) && one->exchange == other->exchange
         && one->incomplete == other->incomplete && one->lost == other->lost
         && one->held == other->held && one->cause == other->cause
         && one->cause_row == other->cause_row && one->elsewhere == other->elsewhere;
}

static void
dump_lane (GString *out, guint lane)
{
  if (lane == VIEW_NO_LANE)
    g_string_append_c (out, '-');
  else
    g_string_append_printf (out, "%u", lane);
}

void
view_row_dump (gconstpointer node, GString *out)
{
  static const char *const kinds[] = { "line", "act",  "link",  "timer", "turn",
                                       "fact", "step", "check", "fold" };
  static const char *const classes[] = { "",    " command", " continued",    " untagged",
                                         " ok", " error",   " continuation", " data" };
  static const char *const links[] = { "", " opened", " closed", " broken" };
  static const char *const faults[] = { "",         " cut",     " reset",  " given up",
                                        " refused", " stalled", " healed", " silent" };
  const ViewRow *row = node;
  g_autofree char *sent = base_time_format (row->sent);
  g_autofree char *label = view_text_dump (&row->label);
  g_string_append_printf (out, "%s%s%s %s", kinds[row->kind], classes[row->line_class],
                          links[row->link_class], sent);
  if (row->arrived >= 0)
    {
      g_autofree char *arrived = base_time_format (row->arrived);
      g_string_append_printf (out, "→%s", arrived);
    }
  g_string_append (out, " lanes ");
  dump_lane (out, row->from);
  g_string_append (out, "→");
  dump_lane (out, row->to);
  if (row->connection != 0)
    g_string_append_printf (out, " c%u", row->connection);
  if (row->exchange != 0)
    g_string_append_printf (out, " of e%u", row->exchange);
  if (row->cause != 0)
    g_string_append_printf (out, " because e%u%s", row->cause,
                            row->elsewhere ? " (elsewhere)" : "");
  g_string_append_printf (out, "%s%s%s", row->incomplete ? " incomplete" : "",
                          row->lost ? " lost" : "", row->held ? " held" : "");
  g_string_append (out, faults[row->fault]);
  if (row->slant != 0)
    g_string_append_printf (out, " slant %u", row->slant);
  if (row->wire != NULL)
    g_string_append_printf (out, " |%s|", row->wire);
  if (row->literal != 0)
    g_string_append_printf (out, " + %" G_GUINT64_FORMAT " octets", row->literal);
  if (row->label.key != NULL)
    g_string_append_printf (out, " [%s]", label);
}
