/* state: every cell of a moment. */
#include "cli-json.h"
#include "cli-source.h"
#include "cli.h"
#include "model-address.h"
#include "trace.h"

#include <glib/gi18n.h>
#include <stdio.h>

extern const CliCommand cli_state;

typedef struct
{
  char *address;
  char *value;
  guint32 writer;
} Cell;

typedef struct
{
  const Model *model;
  GArray *cells;
} Gather;

static void
clear_cell (gpointer data)
{
  Cell *cell = data;
  g_free (cell->address);
  g_free (cell->value);
}

static void
add_cell (const ModelAddress *address, gpointer data)
{
  Gather *gather = data;
  Cell cell = {
    .address = model_address_format (gather->model, address),
    .value = model_address_show (gather->model, address),
    .writer = model_address_writer (gather->model, address),
  };
  g_array_append_val (gather->cells, cell);
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const Cell *first = a;
  const Cell *second = b;
  int order = g_strcmp0 (first->address, second->address);
  return order != 0 ? order : g_strcmp0 (first->value, second->value);
}

static void
print_cells (const GArray *cells, guint32 at, gint64 time, gboolean as_json)
{
  CliJson *json = as_json ? cli_json_new () : NULL;
  if (as_json)
    {
      cli_json_open_map (json);
      cli_json_member_number (json, "event", at);
      cli_json_member_number (json, "time", time);
      cli_json_key (json, "cells");
      cli_json_open_list (json);
    }
  for (guint i = 0; i < cells->len; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      if (!as_json)
        {
          printf ("%s = %s\n", cell->address, cell->value);
          continue;
        }
      cli_json_open_map (json);
      cli_json_member_string (json, "address", cell->address);
      cli_json_member_string (json, "value", cell->value);
      cli_json_member_number (json, "writer", cell->writer);
      cli_json_close_map (json);
    }
  if (as_json)
    {
      cli_json_close_list (json);
      cli_json_close_map (json);
      cli_json_print (json);
    }
}

static int
run (int argc, char **argv)
{
  g_autofree char *at = NULL;
  g_autofree char *run_name = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_ ("Moment: an event, end, or a step such as step1"),
      "N|end|STEP" },
    { "run", 0, 0, G_OPTION_ARG_STRING, &run_name, N_ ("Run of the recording"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Write JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (CliSource) source = { 0 };
  guint32 moment;
  g_auto (GStrv) words = cli_parse (&cli_state, entries, argc, argv, 1, 1);
  if (words == NULL || !cli_source_open (&source, words[0], run_name)
      || !cli_source_moment (&source, at, &moment))
    return CLI_WRONG;
  g_autoptr (TraceCursor) cursor = trace_cursor_new (source.trace);
  trace_cursor_seek (cursor, moment);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (cells, clear_cell);
  Gather gather = { trace_cursor_get_model (cursor), cells };
  model_address_foreach (gather.model, add_cell, &gather);
  g_array_sort (cells, compare_cells);
  print_cells (cells, moment, moment > 0 ? trace_get (source.trace, moment)->time : 0, as_json);
  return CLI_GOOD;
}

const CliCommand cli_state = {
  .name = "state",
  .arguments = "FILE|LESSON",
  .summary = N_ ("Print what everyone knows or believes at a moment: ADDRESS = VALUE"),
  .run = run,
};
