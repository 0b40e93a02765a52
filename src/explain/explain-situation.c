/* Advice on a line of a trace: what the server knew when the command came. */
#include "explain-pop3-private.h"

#include "trace.h"
#include "model-delta.h"

#include <string.h>

/* Events looked at for the arrival of a command. */
#define MAX_STEPS 65536

static guint
state_by_name (const char *name)
{
  static const ImapState states[] = { IMAP_STATE_NOT_AUTHENTICATED, IMAP_STATE_AUTHENTICATED,
                                      IMAP_STATE_SELECTED, IMAP_STATE_LOGOUT };
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (states); i++)
    if (strcmp (imap_state_get_name (states[i]), name) == 0)
      return states[i];
  return 0;
}

ModelId
explain_find_server (const Model *model)
{
  for (ModelId id = model_next_child (model, MODEL_ROOT, MODEL_NO_ID); id != MODEL_NO_ID;
       id = model_next_child (model, MODEL_ROOT, id))
    if (model_get_kind (model, id) == MODEL_KIND_SERVER)
      return id;
  return MODEL_NO_ID;
}

/* The mailbox a session has open, where its messages are, and the line that is looked at. */
typedef struct
{
  const Model *model;
  ModelId account;
  ModelId mailbox; /* or MODEL_NO_ID */
  const Trace *trace;
  guint32 arrival;
} Open;

static gboolean
has_uid (gpointer data, guint32 uid)
{
  Open *open = data;
  return model_row (open->model, open->mailbox, MODEL_TABLE_LIVE, uid) != NULL;
}

static const char *
find_mailbox (gpointer data, const char *name)
{
  const Open *open = data;
  ModelId id = model_find (open->model, open->account, name);
  if (id != MODEL_NO_ID)
    return name;
  for (id = model_next_child (open->model, open->account, MODEL_NO_ID); id != MODEL_NO_ID;
       id = model_next_child (open->model, open->account, id))
    if (model_get_kind (open->model, id) == MODEL_KIND_MAILBOX
        && g_ascii_strcasecmp (model_get_name (open->model, id), name) == 0)
      return model_get_name (open->model, id);
  return NULL;
}

static gboolean
has_tag (GBytes *line, const char *tag)
{
  gsize len;
  const char *data = g_bytes_get_data (line, &len);
  gsize n = strlen (tag);
  return len > n && memcmp (data, tag, n) == 0 && data[n] == ' ';
}

static gboolean
was_tag_used (gpointer data, const char *tag)
{
  const Open *open = data;
  const TraceEvent *event = trace_get (open->trace, open->arrival);
  guint32 last = open->arrival > MAX_STEPS ? open->arrival - MAX_STEPS : 0;
  for (guint32 at = open->arrival - 1; at > last; at--)
    {
      const TraceEvent *before = trace_get (open->trace, at);
      if (before->kind == TRACE_LINK && before->sub == TRACE_LINK_CONNECT
          && before->connection == event->connection)
        return FALSE;
      if (before->kind != event->kind || before->connection != event->connection
          || before->direction != TRACE_TO_SERVER || before->context != IMAP_CONTEXT_COMMAND)
        continue;
      g_autoptr (GBytes) line = trace_line (open->trace, at);
      if (has_tag (line, tag))
        return TRUE;
    }
  return FALSE;
}

static gint64
count_untold (const Open *open, ModelId session)
{
  gint64 untold = 0;
  ModelRuns *numbers = model_get_runs (open->model, session, MODEL_FIELD_NUMBERS);
  guint n = numbers != NULL ? model_count (open->model, open->mailbox, MODEL_TABLE_GHOSTS) : 0;
  for (guint i = 0; i < n; i++)
    untold += model_runs_find (
                  numbers, model_row_at (open->model, open->mailbox, MODEL_TABLE_GHOSTS, i)->key)
              != 0;
  return untold;
}

static gint64
count_marked (const Open *open)
{
  gint64 marked = 0;
  guint n = model_count (open->model, open->mailbox, MODEL_TABLE_LIVE);
  for (guint i = 0; i < n; i++)
    marked += (model_row_at (open->model, open->mailbox, MODEL_TABLE_LIVE, i)->flags
               & MODEL_FLAG_DELETED)
              != 0;
  return marked;
}

static gint64
count_told (const Model *model, ModelId connection, gint64 otherwise)
{
  ModelRuns *numbers = model_get_runs (model, connection, MODEL_FIELD_NUMBERS);
  return numbers != NULL ? (gint64) model_runs_total (numbers) : otherwise;
}

static ExplainSituation
read_situation (const Model *model, guint16 connection, Open *open)
{
  ExplainSituation now = { .exists = -1, .marked = -1 };
  g_autofree char *name = g_strdup_printf ("c%u", connection);
  ModelId server = explain_find_server (model);
  ModelId session = server != MODEL_NO_ID ? model_find (model, server, name) : MODEL_NO_ID;
  if (session == MODEL_NO_ID)
    return now;
  now.state = state_by_name (model_get_text (model, session, MODEL_FIELD_STATE));
  const char *user = model_get_text (model, session, MODEL_FIELD_USER);
  const char *mailbox = model_get_text (model, session, MODEL_FIELD_MAILBOX);
  ModelId account = user != NULL ? model_find (model, server, user) : MODEL_NO_ID;
  open->model = model;
  open->account = account;
  open->mailbox = MODEL_NO_ID;
  now.data = open;
  now.was_tag_used = was_tag_used;
  if (account == MODEL_NO_ID)
    return now;
  now.find_mailbox = find_mailbox;
  if (now.state == IMAP_STATE_SELECTED && mailbox != NULL)
    open->mailbox = model_find (model, account, mailbox);
  if (open->mailbox == MODEL_NO_ID)
    return now;
  now.mailbox = mailbox;
  now.read_only = model_get_number (model, session, MODEL_FIELD_READ_ONLY, 0) != 0;
  now.exists = count_told (model, session, model_count (model, open->mailbox, MODEL_TABLE_LIVE));
  now.marked = count_marked (open);
  now.untold = count_untold (open, session);
  now.has_uid = has_uid;
  return now;
}

guint32
explain_find_arrival (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  guint32 last = MIN (trace_get_n (trace), number + MAX_STEPS);
  if (event->kind == TRACE_ARRIVE)
    return number;
  for (guint32 at = number + 1; at <= last; at++)
    {
      const TraceEvent *arrival = trace_get (trace, at);
      if (arrival->kind == TRACE_ARRIVE && arrival->cause == number)
        return at;
    }
  return number;
}

/* Whether a server's line refuses its command. */
static gboolean
is_refusal (const Trace *trace, guint32 number)
{
  ImapResponse response;
  g_autoptr (GBytes) bytes = trace_line (trace, number);
  G_GNUC_UNUSED g_autoptr (ImapTree) tree = imap_response_parse (bytes, &response);
  return response.kind == IMAP_RESPONSE_STATUS && response.tag != NULL
         && (response.status == IMAP_STATUS_NO || response.status == IMAP_STATUS_BAD);
}

GArray *
explain_advise (Trace *trace, guint32 number)
{
  GArray *advice = explain_advice_new ();
  g_assert (number >= 1 && number <= trace_get_n (trace));
  guint32 last = trace_get_n (trace);
  const TraceEvent *event = trace_get (trace, number);
  if (event->kind != TRACE_SEND && event->kind != TRACE_ARRIVE)
    return advice;
  if (explain_is_pop3 (event->context))
    {
      explain_pop3_advise (advice, trace, number);
      return advice;
    }
  if (event->direction == TRACE_TO_CLIENT)
    {
      if (event->command == 0 || !is_refusal (trace, number))
        return advice;
      last = number;
      number = event->command;
      event = trace_get (trace, number);
    }
  /* The rest of a command is judged where it begins. */
  g_autoptr (GBytes) command = event->context != IMAP_CONTEXT_CONTINUED
                                   ? explain_command_lines (trace, number, last)
                                   : NULL;
  if (command == NULL)
    return advice;
  Open open = { .trace = trace, .arrival = explain_find_arrival (trace, number) };
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  trace_cursor_seek (cursor, open.arrival - 1);
  ExplainSituation now = read_situation (trace_cursor_get_model (cursor), event->connection, &open);
  explain_advise_command (advice, command, event->context, &now);
  return advice;
}
