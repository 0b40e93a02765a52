/* One row of a list: a message as one side has it. */
#include "explain-args.h"
#include "model-address.h"
#include "view-board-private.h"
#include "view-owners-private.h"

#include <string.h>

void
view_message_free (ViewMessage *message)
{
  g_free (message->node.id);
  view_text_clear (&message->node.sentence);
  view_text_clear (&message->note);
  g_free (message->label);
  g_free (message->address);
  g_free (message->counts);
  g_free (message->uidl);
  g_free (message->subject);
  g_free (message->from);
  g_strfreev (message->flags);
  g_free (message);
}

/* --- what there is of it --- */

/** What one model has of a message. */
typedef struct
{
  const ModelRow *row;
  guint32 number;
  gboolean listed; /* there is a row, or at least a number */
  gboolean marked; /* by DELE, for QUIT */
} Have;

static char *
dup_text (const ModelRow *row, ModelField field)
{
  ModelValue value = row != NULL ? model_row_get (row, field) : MODEL_NONE;
  return value.kind == MODEL_VALUE_TEXT ? g_strdup (value.text) : NULL;
}

static gint64
get_size (const ModelRow *row)
{
  ModelValue value = row != NULL ? model_row_get (row, MODEL_FIELD_SIZE) : MODEL_NONE;
  return value.kind == MODEL_VALUE_NUMBER ? value.number : -1;
}

static guint
get_kept (const ModelRow *row)
{
  static const struct
  {
    ModelField field;
    ViewKept kept;
  } parts[] = { { MODEL_FIELD_ENVELOPE, VIEW_KEPT_ENVELOPE },
                { MODEL_FIELD_HEADER, VIEW_KEPT_HEADER },
                { MODEL_FIELD_BODY, VIEW_KEPT_BODY } };
  guint kept = 0;
  for (guint i = 0; row != NULL && i < G_N_ELEMENTS (parts); i++)
    if (model_row_get (row, parts[i].field).kind == MODEL_VALUE_BLOB)
      kept |= parts[i].kept;
  return kept;
}

static gboolean
has_body (const ModelRow *row)
{
  return row != NULL && model_row_get (row, MODEL_FIELD_BODY).kind == MODEL_VALUE_BLOB;
}

static gboolean
knows_flags (const ModelRow *row)
{
  return row != NULL && (row->flags & MODEL_FLAGS_UNKNOWN) == 0;
}

static const char *
keywords_of (const Model *model, ModelId mailbox)
{
  return mailbox != MODEL_NO_ID && model_exists (model, mailbox)
             ? model_get_text (model, mailbox, MODEL_FIELD_KEYWORDS)
             : NULL;
}

/* By DELE, as this side knows. */
static gboolean
is_marked (const Model *model, const BoardCard *card, const BoardPlace *place, guint32 uid)
{
  if (uid == 0)
    return FALSE;
  if (card->is_server)
    return place->mailbox != MODEL_NO_ID
           && board_is_marked (model, card->owner, place->mailbox, uid);
  return place->pop3 && place->connection != MODEL_NO_ID
         && model_runs_contains (model_get_runs (model, place->connection, MODEL_FIELD_MARKED),
                                 uid);
}

static Have
have (const Model *model, const BoardCard *card, const BoardPlace *place, guint32 uid,
      guint32 number)
{
  Have have = { NULL, 0, FALSE, FALSE };
  if (place->mailbox != MODEL_NO_ID && uid != 0)
    have.row = model_row (model, place->mailbox, MODEL_TABLE_LIVE, uid);
  if (card->is_server && have.row != NULL)
    have.number = model_row_index (model, place->mailbox, MODEL_TABLE_LIVE, uid) + 1;
  if (!card->is_server)
    {
      if (uid != 0)
        have.number = model_runs_find (place->map, uid);
      else if (number <= model_runs_total (place->map))
        have.number = number;
      if (uid == 0 && place->numbers != MODEL_NO_ID)
        have.row = model_row (model, place->numbers, MODEL_TABLE_LIVE, number);
    }
  have.marked = is_marked (model, card, place, uid);
  have.listed = have.row != NULL || have.number != 0;
  return have;
}

/* --- marks --- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp (*(char *const *) a, *(char *const *) b);
}

static char **
sorted_names (ModelFlags flags, const char *keywords)
{
  g_autofree char *text = model_flags_format (flags, keywords);
  char **names = g_strsplit (text, " ", -1);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

/* Bits of keywords mean different names in different mailboxes. */
static gboolean
same_flags (ModelFlags a, const char *keywords_a, ModelFlags b, const char *keywords_b)
{
  ModelFlags system = (1u << MODEL_FLAG_KEYWORD_0) - 1;
  if ((a & system) != (b & system) || ((a ^ b) & MODEL_FLAGS_UNKNOWN) != 0)
    return FALSE;
  if (a <= system && b <= system)
    return TRUE;
  if (g_strcmp0 (keywords_a, keywords_b) == 0)
    return a == b;
  g_auto (GStrv) names_a = sorted_names (a, keywords_a);
  g_auto (GStrv) names_b = sorted_names (b, keywords_b);
  guint n = g_strv_length (names_a);
  gboolean same = n == g_strv_length (names_b);
  for (guint i = 0; same && i < n; i++)
    same = g_ascii_strcasecmp (names_a[i], names_b[i]) == 0;
  return same;
}

static void
mark_changes (const ViewBoard *board, const BoardCard *card, ViewMessage *message, const Have *now,
              const Have *before)
{
  if (!before->listed)
    {
      /* A UID that becomes known is news about a message, not a new message. */
      gboolean named = !card->is_server && now->number != 0
                       && now->number <= model_runs_total (card->before.map)
                       && model_runs_nth (card->before.map, now->number) == 0;
      message->marks |= named ? VIEW_MARK_CHANGED : VIEW_MARK_NEW;
      message->changed |= named ? VIEW_PART_SUBJECT | VIEW_PART_FLAGS : 0;
      return;
    }
  if (now->number != before->number)
    message->changed |= VIEW_PART_NUMBER;
  if (knows_flags (now->row) != knows_flags (before->row)
      || (knows_flags (now->row)
          && !same_flags (now->row->flags, keywords_of (board->model, card->now.mailbox),
                          before->row->flags, keywords_of (board->was, card->before.mailbox))))
    message->changed |= VIEW_PART_FLAGS;
  if (has_body (now->row) != has_body (before->row))
    message->changed |= VIEW_PART_BODY;
  g_autofree char *subject = dup_text (before->row, MODEL_FIELD_SUBJECT);
  g_autofree char *uidl = dup_text (before->row, MODEL_FIELD_UIDL);
  if (g_strcmp0 (subject, message->subject) != 0
      || (message->pop3
          && (g_strcmp0 (uidl, message->uidl) != 0 || get_size (before->row) != message->size)))
    message->changed |= VIEW_PART_SUBJECT;
  if (now->marked != before->marked)
    message->changed |= VIEW_PART_MARK;
  if (message->changed != 0)
    message->marks |= VIEW_MARK_CHANGED;
}

/* UIDs mean nothing under another UIDVALIDITY. [RFC9051 §2.3.1.1] */
static gboolean
same_generation (const Model *model, ModelId mailbox, ModelId truth)
{
  gint64 real = model_get_number (model, truth, MODEL_FIELD_UIDVALIDITY, 0);
  return model_get_number (model, mailbox, MODEL_FIELD_UIDVALIDITY, real) == real;
}

static const ModelRow *
mark_stale (const ViewBoard *board, const BoardCard *card, ViewMessage *message, const Have *now)
{
  if (card->truth == MODEL_NO_ID || message->uid == 0)
    return NULL;
  const ModelRow *real = same_generation (board->model, card->now.mailbox, card->truth)
                             ? model_row (board->model, card->truth, MODEL_TABLE_LIVE, message->uid)
                             : NULL;
  if (real == NULL && message->pop3 && message->has_body)
    message->marks |= VIEW_MARK_ONLY_HERE; /* what POP3 is for */
  else if (real == NULL)
    message->stale |= VIEW_PART_MESSAGE;
  else if (!message->pop3) /* whose numbers are of its own snapshot, and which knows no flags */
    {
      guint number = model_row_index (board->model, card->truth, MODEL_TABLE_LIVE, message->uid)
                     + 1;
      if (message->number != 0 && message->number != number)
        message->stale |= VIEW_PART_NUMBER;
      if (knows_flags (now->row)
          && !same_flags (now->row->flags, keywords_of (board->model, card->now.mailbox),
                          real->flags, keywords_of (board->model, card->truth)))
        message->stale |= VIEW_PART_FLAGS;
    }
  if (message->stale != 0)
    message->marks |= VIEW_MARK_STALE;
  return real;
}

/* --- words --- */

static void
add_text_or_key (ExplainArgs *args, const char *name, const char *text, const char *otherwise)
{
  if (text != NULL && *text != '\0')
    explain_args_add_text (args, name, text);
  else
    explain_args_add_key (args, name, otherwise);
}

/* What names the message: in POP3 the unique-id, once it was asked for. [RFC1939 §7] */
static void
add_identity (ExplainArgs *args, const ViewMessage *message)
{
  if (!message->pop3)
    explain_args_add_key (args, "identity", message->uid != 0 ? "scene.uid" : "scene.uid-unknown");
  else
    {
      explain_args_add_key (args, "identity",
                            message->uidl != NULL ? "scene.uidl" : "scene.uidl-unknown");
      explain_args_add_text (args, "uidl", message->uidl);
      explain_args_add_number (args, "octets", message->size);
    }
}

static const char *
flags_key (const ViewMessage *message)
{
  if (message->pop3)
    return "scene.flags-pop3";
  return message->knows_flags ? "scene.flags-none" : "scene.flags-unknown";
}

static const char *
stale_key (guint stale)
{
  if (stale & VIEW_PART_MESSAGE)
    return "scene.stale-gone";
  if ((stale & VIEW_PART_NUMBER) && (stale & VIEW_PART_FLAGS))
    return "scene.stale-number-flags";
  return stale & VIEW_PART_NUMBER ? "scene.stale-number" : "scene.stale-flags";
}

static const char *
note_key (const ViewMessage *message)
{
  if ((message->marks & VIEW_MARK_GHOST) && (message->marks & VIEW_MARK_GONE))
    return "scene.note-ghost-now";
  if (message->marks & VIEW_MARK_GHOST)
    return "scene.note-ghost";
  if (message->marks & VIEW_MARK_GONE)
    return "scene.note-gone";
  if (message->marks & VIEW_MARK_MARKED)
    return "scene.note-marked";
  if (message->marks & VIEW_MARK_STALE)
    return stale_key (message->stale);
  return message->marks & VIEW_MARK_ONLY_HERE ? "scene.note-only-here" : NULL;
}

/* Numbers live and die with a connection. */
static const char *
number_key (guint32 number, guint32 before)
{
  if (before == 0)
    return "scene.change-numbered";
  return number == 0 ? "scene.change-unnumbered" : "scene.change-number";
}

static const char *
change_key (const ViewMessage *message, guint32 before)
{
  if (message->marks & VIEW_MARK_NEW)
    return "scene.change-new";
  if (message->changed & VIEW_PART_MARK)
    return message->marks & VIEW_MARK_MARKED ? "scene.change-marked" : "scene.change-unmarked";
  if (message->changed & VIEW_PART_FLAGS)
    return message->changed & VIEW_PART_SUBJECT ? "scene.change-learned" : "scene.change-flags";
  if (message->changed & VIEW_PART_BODY)
    return "scene.change-body";
  if (message->changed & VIEW_PART_NUMBER)
    return number_key (message->number, before);
  return message->changed != 0 ? "scene.change-learned" : NULL;
}

/* What the notes may need to know, too, so that all share one set of arguments. */
static void
add_truth (ExplainArgs *args, const ViewBoard *board, const BoardCard *card,
           const ViewMessage *message, const ModelRow *real, const Have *before)
{
  if (message->changed & VIEW_PART_NUMBER)
    explain_args_add_number (args, "before", before->number);
  if (real == NULL)
    return;
  g_autofree char *flags = model_flags_format (real->flags,
                                               keywords_of (board->model, card->truth));
  add_text_or_key (args, "server-flags", flags, "scene.flags-none");
  explain_args_add_number (args, "server-number",
                           model_row_index (board->model, card->truth, MODEL_TABLE_LIVE, real->key)
                               + 1);
}

static void
say (const ViewBoard *board, const BoardCard *card, ViewMessage *message, const ModelRow *real,
     const Have *before)
{
  ExplainArgs *args = explain_args_new ();
  const char *note = note_key (message);
  const char *change = change_key (message, before->number);
  g_autofree char *flags = message->knows_flags ? g_strjoinv (" ", message->flags) : NULL;
  explain_args_add_number (args, "number", message->number);
  explain_args_add_number (args, "uid", message->uid);
  explain_args_add_key (args, "place",
                        message->number != 0 ? "scene.place-number" : "scene.place-no-number");
  add_identity (args, message);
  add_text_or_key (args, "subject", message->subject,
                   message->pop3 && message->size >= 0 ? "scene.subject-size"
                                                       : "scene.subject-unknown");
  add_text_or_key (args, "flags", flags, flags_key (message));
  add_truth (args, board, card, message, real, before);
  if (note != NULL)
    {
      explain_args_add_key (args, "note", note);
      message->note = (ViewText){ note, explain_args_ref (args) };
    }
  if (change != NULL)
    {
      explain_args_add_key (args, "change", change);
      if (note == NULL)
        message->note = (ViewText){ change, explain_args_ref (args) };
    }
  explain_args_add_key (args, "message",
                        message->has_body && !card->is_server ? "scene.message-kept"
                                                              : "scene.message");
  const char *key = "scene.row-message";
  if (note != NULL && change != NULL)
    key = "scene.row-message-change-note";
  else if (note != NULL)
    key = "scene.row-message-note";
  else if (change != NULL)
    key = "scene.row-message-change";
  message->node.sentence = (ViewText){ key, args };
}

/* --- a row --- */

static const BoardSpan *
find_span (const BoardCard *card, guint index)
{
  guint low = 0;
  for (guint high = card->spans->len; high - low > 1;)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (card->spans, BoardSpan, middle).start <= index)
        low = middle;
      else
        high = middle;
    }
  return &g_array_index (card->spans, BoardSpan, low);
}

/* What the number means is the session's own; the server counts its messages. */
static void
fill_addresses (const ViewBoard *board, const BoardCard *card, ViewMessage *message,
                const ModelRow *row)
{
  ModelAddress address = { card->now.mailbox, MODEL_TABLE_LIVE, message->uid, MODEL_FIELD_FLAGS };
  if (message->uid == 0)
    address = (ModelAddress){ card->now.numbers, MODEL_TABLE_LIVE, message->number,
                              MODEL_FIELD_FLAGS };
  if (row != NULL && address.object != MODEL_NO_ID)
    {
      message->address = model_address_format (board->model, &address);
      *strrchr (message->address, ':') = '\0';
    }
  if (card->is_server || card->now.map != NULL)
    {
      ModelAddress of = { card->is_server ? card->now.mailbox : card->now.connection,
                          MODEL_N_TABLES, 0,
                          card->is_server ? MODEL_FIELD_EXISTS : MODEL_FIELD_NUMBERS };
      message->counts = model_address_format (board->model, &of);
    }
}

char *
view_message_dup_cell (const ViewMessage *message, ViewParts part)
{
  const char *field = "flags";
  if (part == VIEW_PART_NUMBER)
    return g_strdup (message->counts);
  if (part == VIEW_PART_SUBJECT)
    field = message->pop3 && message->subject == NULL ? "uidl" : "subject";
  if (part == VIEW_PART_BODY)
    field = "body";
  if (message->address == NULL || (message->pop3 && g_str_equal (field, "flags")))
    return NULL;
  return g_strconcat (message->address, ":", field, NULL);
}

static void
fill_row (const ViewBoard *board, const BoardCard *card, ViewMessage *message, const ModelRow *row,
          ModelId keywords_at)
{
  message->subject = dup_text (row, MODEL_FIELD_SUBJECT);
  message->from = dup_text (row, MODEL_FIELD_FROM);
  message->has_body = has_body (row);
  message->kept = get_kept (row);
  fill_addresses (board, card, message, row);
  message->pop3 = card->now.pop3;
  message->uidl = dup_text (row, MODEL_FIELD_UIDL);
  message->size = get_size (row);
  message->knows_flags = knows_flags (row) && !message->pop3;
  if (message->uid != 0)
    message->label = g_strdup (model_address_label (board->model, card->now.mailbox, message->uid));
  if (message->knows_flags)
    {
      g_autofree char *flags = model_flags_format (row->flags,
                                                   keywords_of (board->model, keywords_at));
      message->flags = *flags != '\0' ? g_strsplit (flags, " ", -1) : g_new0 (char *, 1);
    }
  else
    {
      message->flags = g_new0 (char *, 1);
      if (!message->pop3)
        message->marks |= VIEW_MARK_UNKNOWN;
    }
  message->node.id = message->uid != 0 ? g_strdup_printf ("%s:u%u", card->name, message->uid)
                                       : g_strdup_printf ("%s:n%u", card->name, message->number);
}

/* A message that was removed in the last step, or that the server keeps for sessions. */
static ViewMessage *
make_removed (const ViewBoard *board, const BoardCard *card, const ModelRow *row, guint marks)
{
  ViewMessage *message = g_new0 (ViewMessage, 1);
  Have nothing = { 0 };
  message->uid = row->key;
  message->marks = marks;
  message->before = have (board->was, card, &card->before, row->key, 0).number;
  fill_row (board, card, message, row, card->now.mailbox);
  say (board, card, message, NULL, &nothing);
  return message;
}

static ViewMessage *
make_ghost (const ViewBoard *board, const BoardCard *card, guint32 uid)
{
  const ModelRow *row = model_row (board->model, card->now.mailbox, MODEL_TABLE_GHOSTS, uid);
  gboolean was_alive = card->before.mailbox != MODEL_NO_ID
                       && model_row (board->was, card->before.mailbox, MODEL_TABLE_LIVE, uid)
                              != NULL;
  return make_removed (board, card, row, VIEW_MARK_GHOST | (was_alive ? VIEW_MARK_GONE : 0));
}

ViewMessage *
board_message_new (const ViewBoard *board, const BoardCard *card, guint index)
{
  const BoardSpan *span = find_span (card, index);
  guint offset = index - span->start;
  guint32 uid = 0;
  guint32 number = 0;
  if (span->kind == BOARD_SPAN_GONE)
    return make_removed (board, card, card->gone->pdata[span->index], VIEW_MARK_GONE);
  if (span->kind == BOARD_SPAN_GHOST)
    return make_ghost (board, card, span->uid);
  if (span->kind == BOARD_SPAN_ROWS)
    uid =
        model_row_at (board->model, card->now.mailbox, MODEL_TABLE_LIVE, span->index + offset)->key;
  else
    {
      uid = span->uid != 0 ? span->uid + offset : 0;
      number = span->number + offset;
    }
  Have now = have (board->model, card, &card->now, uid, number);
  Have before = have (board->was, card, &card->before, uid, number);
  ViewMessage *message = g_new0 (ViewMessage, 1);
  message->uid = uid;
  message->number = now.number;
  message->before = before.number;
  message->marks = now.marked ? VIEW_MARK_MARKED : 0;
  fill_row (board, card, message, now.row, card->now.mailbox);
  mark_changes (board, card, message, &now, &before);
  const ModelRow *real = card->is_server ? NULL : mark_stale (board, card, message, &now);
  say (board, card, message, real, &before);
  return message;
}

/* --- as a node --- */

gboolean
board_message_equal (gconstpointer a, gconstpointer b)
{
  const ViewMessage *one = a;
  const ViewMessage *other = b;
  return one->number == other->number && one->uid == other->uid && one->before == other->before
         && one->kept == other->kept && g_strcmp0 (one->address, other->address) == 0
         && g_strcmp0 (one->label, other->label) == 0 && one->pop3 == other->pop3
         && g_strcmp0 (one->uidl, other->uidl) == 0 && one->size == other->size
         && g_strcmp0 (one->subject, other->subject) == 0 && g_strcmp0 (one->from, other->from) == 0
         && one->knows_flags == other->knows_flags
         && g_strv_equal ((const char *const *) one->flags, (const char *const *) other->flags)
         && one->has_body == other->has_body && one->marks == other->marks
         && one->changed == other->changed && one->stale == other->stale
         && view_text_equal (&one->note, &other->note);
}

static void
dump_bits (GString *out, const char *title, guint bits, const char *const *names, guint n)
{
  if (bits != 0)
    g_string_append (out, title);
  for (guint i = 0; i < n; i++)
    if (bits & (1u << i))
      g_string_append_printf (out, " %s", names[i]);
}

void
board_message_dump (gconstpointer node, GString *out)
{
  static const char *const marks[] = { "new",   "changed", "stale",  "unknown",
                                       "ghost", "gone",    "marked", "only-here" };
  static const char *const parts[] = { "number", "flags", "subject", "body", "message", "mark" };
  const ViewMessage *message = node;
  g_autofree char *flags = g_strjoinv (" ", message->flags);
  g_string_append_printf (out, "%u u%u %s “%s” <%s> (%s)%s", message->number, message->uid,
                          message->label != NULL ? message->label : "-",
                          message->subject != NULL ? message->subject : "?",
                          message->from != NULL ? message->from : "?",
                          message->knows_flags ? flags : "?", message->has_body ? " body" : "");
  if (message->pop3)
    g_string_append_printf (out, " uidl %s size %" G_GINT64_FORMAT,
                            message->uidl != NULL ? message->uidl : "?", message->size);
  dump_bits (out, " |", message->marks, marks, G_N_ELEMENTS (marks));
  dump_bits (out, " | changed:", message->changed, parts, G_N_ELEMENTS (parts));
  dump_bits (out, " | stale:", message->stale, parts, G_N_ELEMENTS (parts));
  if (message->note.key != NULL)
    g_string_append_printf (out, " [%s]", message->note.key);
}
