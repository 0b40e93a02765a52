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

/* The mailbox a session has open, where its messages are. */
typedef struct
{
  const Model *model;
  ModelId mailbox;
} Open;

static gboolean
has_uid (gpointer data, guint32 uid)
{
  Open *open = data;
  return model_row (open->model, open->mailbox, MODEL_TABLE_LIVE, uid) != NULL;
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
  if (now.state != IMAP_STATE_SELECTED || user == NULL || mailbox == NULL)
    return now;
  ModelId account = model_find (model, server, user);
  *open = (Open){ model,
                  account != MODEL_NO_ID ? model_find (model, account, mailbox) : MODEL_NO_ID };
  if (open->mailbox == MODEL_NO_ID)
    return now;
  now.mailbox = mailbox;
  now.read_only = model_get_number (model, session, MODEL_FIELD_READ_ONLY, 0) != 0;
  now.exists = count_told (model, session, model_count (model, open->mailbox, MODEL_TABLE_LIVE));
  now.marked = count_marked (open);
  now.has_uid = has_uid;
  now.data = open;
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
  Open open;
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  trace_cursor_seek (cursor, explain_find_arrival (trace, number) - 1);
  ExplainSituation now = read_situation (trace_cursor_get_model (cursor), event->connection, &open);
  explain_advise_command (advice, command, event->context, &now);
  return advice;
}
