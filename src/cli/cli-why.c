/* why: from a cell to the event that wrote it, and on from cause to cause. */
#include "cli-json.h"
#include "cli-source.h"
#include "cli.h"
#include "base-time.h"
#include "explain-catalogue.h"
#include "explain-line.h"
#include "model-address.h"
#include "trace.h"
#include "model-delta.h"
#include "view-why.h"

#include <glib/gi18n.h>
#include <stdio.h>

extern const CliCommand cli_why;

/* Why: a cell at a moment, and the events behind it, the nearest first. */
typedef struct
{
  const Trace *trace;
  const ExplainCatalogue *catalogue;
  char *address;
  char *value;
  guint32 moment;
  guint32 writer; /* event; 0: the world began so */
  GArray *chain;  /* of guint32 */
  GArray *during; /* of guint32: commands in whose course something of the chain was told */
} Why;

static void
clear_why (Why *why)
{
  g_free (why->address);
  g_free (why->value);
  g_clear_pointer (&why->chain, g_array_unref);
  g_clear_pointer (&why->during, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Why, clear_why)

/* Whether @delta took away the cell or the message, mailbox or connection it belonged to. */
static gboolean
is_removal (const ModelDelta *delta, const ModelAddress *address)
{
  if (delta->object != address->object)
    return FALSE;
  if (delta->op == MODEL_OP_DEATH)
    return delta->table == MODEL_N_TABLES
           || (delta->table == address->table && delta->key == address->key);
  return delta->op == MODEL_OP_SET && delta->table == address->table
         && delta->field == address->field
         && (address->table == MODEL_N_TABLES || delta->key == address->key);
}

/* The event that took a cell away; 0 when it was never there. A message of the server that is gone
 * is looked for where it lay before. */
static guint32
find_removal (const Trace *trace, ModelAddress address, guint32 moment)
{
  if (address.object == MODEL_NO_ID)
    return 0;
  if (address.table != MODEL_N_TABLES)
    address.table = MODEL_TABLE_LIVE;
  for (guint32 i = moment; i > 0; i--)
    {
      const TraceEvent *event = trace_get (trace, i);
      for (guint32 k = 0; k < event->delta_count; k++)
        if (is_removal (trace_get_delta (trace, event->delta_first + k), &address))
          return i;
    }
  return 0;
}

static gboolean
look (Why *why, Trace *trace, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  ModelAddress address;
  trace_cursor_seek (cursor, why->moment);
  const Model *model = trace_cursor_get_model (cursor);
  why->trace = trace;
  if (!model_address_parse (model, text, &address, &error))
    {
      cli_warn ("%s: %s", text, error->message);
      return FALSE;
    }
  ModelValue value = model_address_value (model, &address);
  /* of a message that is gone for good only the label is kept, for finding it */
  gboolean is_there = value.kind != MODEL_VALUE_NONE && address.table != MODEL_TABLE_GONE;
  model_value_clear (&value);
  why->address = address.object != MODEL_NO_ID ? model_address_format (model, &address)
                                               : g_strdup (text);
  why->value = is_there ? model_address_show (model, &address) : g_strdup ("none");
  why->writer = is_there ? model_address_writer (model, &address)
                         : find_removal (trace, address, why->moment);
  if (!is_there && why->writer == 0)
    {
      cli_warn (_ ("%s: there is no such cell at event %u; “postglass-cli state” prints all there "
                   "are"),
                why->address, why->moment);
      return FALSE;
    }
  why->chain = g_array_new (FALSE, FALSE, sizeof (guint32));
  why->during = g_array_new (FALSE, FALSE, sizeof (guint32));
  view_why_walk (why->trace, why->writer, why->chain, why->during);
  return TRUE;
}

static char *
say (const Why *why, guint32 number)
{
  g_auto (ExplainSentence) sentence = explain_event (why->trace, number);
  return explain_catalogue_format (why->catalogue, sentence.key, sentence.args);
}

static void
print_events (const Why *why, const GArray *numbers, const char *instead)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      guint32 number = g_array_index (numbers, guint32, i);
      const TraceEvent *event = trace_get (why->trace, number);
      g_autofree char *time = base_time_format (event->time);
      g_autofree char *text = say (why, number);
      printf ("%u %s %s %s\n", number, time,
              instead != NULL ? instead : trace_kind_get_name (event->kind), text);
    }
}

static void
print_text (const Why *why)
{
  printf ("%s = %s\n", why->address, why->value);
  if (why->writer == 0)
    printf ("0 0.000000 start %s\n", _ ("It was so when the run began."));
  print_events (why, why->chain, NULL);
  print_events (why, why->during, "during");
}

static void
json_events (CliJson *json, const Why *why, const char *key, const GArray *numbers)
{
  cli_json_key (json, key);
  cli_json_open_list (json);
  for (guint i = 0; i < numbers->len; i++)
    {
      guint32 number = g_array_index (numbers, guint32, i);
      const TraceEvent *event = trace_get (why->trace, number);
      g_autofree char *text = say (why, number);
      cli_json_open_map (json);
      cli_json_member_number (json, "event", number);
      cli_json_member_number (json, "time", event->time);
      cli_json_member_string (json, "kind", trace_kind_get_name (event->kind));
      cli_json_member_string (json, "from", trace_get_actor (why->trace, event->from));
      cli_json_member_string (json, "to", trace_get_actor (why->trace, event->to));
      cli_json_member_number (json, "connection", event->connection);
      cli_json_member_number (json, "command", event->command);
      cli_json_member_string (json, "sentence", text);
      cli_json_close_map (json);
    }
  cli_json_close_list (json);
}

static void
print_json (const Why *why)
{
  CliJson *json = cli_json_new ();
  cli_json_open_map (json);
  cli_json_member_string (json, "address", why->address);
  cli_json_member_string (json, "value", why->value);
  cli_json_member_number (json, "at", why->moment);
  cli_json_member_number (json, "writer", why->writer);
  json_events (json, why, "chain", why->chain);
  json_events (json, why, "during", why->during);
  cli_json_close_map (json);
  cli_json_print (json);
}

static int
run (int argc, char **argv)
{
  g_autofree char *at = NULL;
  g_autofree char *run_name = NULL;
  g_autofree char *lang = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("Moment: an event, end, or a step such as step1"),
      "N|end|STEP" },
    { "run", 0, 0, G_OPTION_ARG_STRING, &run_name, N_ ("Run of the recording"), "NAME" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("Language of sentences"), "en|zh_CN" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Write JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (CliSource) source = { 0 };
  g_auto (Why) why = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cli_parse (&cli_why, entries, argc, argv, 2, 2);
  const char *language = words != NULL ? cli_language (lang) : NULL;
  if (language == NULL || !cli_source_open (&source, words[0], run_name)
      || !cli_source_moment (&source, at, &why.moment))
    return CLI_WRONG;
  why.catalogue = explain_catalogue_get (language, &error);
  if (why.catalogue == NULL)
    return cli_wrong ("%s", error->message);
  if (!look (&why, source.trace, words[1]))
    return CLI_WRONG;
  if (as_json)
    print_json (&why);
  else
    print_text (&why);
  return CLI_GOOD;
}

const CliCommand cli_why = {
  .name = "why",
  .arguments = "FILE|LESSON CELL",
  .summary = N_ ("Tell what wrote a cell, and what was behind that, back to a person's act"),
  .details = N_ ("CELL is an address as “postglass-cli state” prints it, e.g. "
                 "phone:lin:INBOX:lunch:flags.\nA line each: event, time, kind, sentence; from the "
                 "effect back to the cause. “during” names\nthe command in whose course a device "
                 "was told."),
  .run = run,
};
