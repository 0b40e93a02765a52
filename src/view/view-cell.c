/* A cell through all moments of a run. */
#include "view-cell-private.h"

#include "explain-args.h"
#include "model-delta.h"
#include "view-owners-private.h"

#include <string.h>

/* --- which events changed it --- */

/* A run of a mask tells how many messages of the table it means, so unless it begins with this one only
 * the state can say whether this is among them. */
static gboolean
mask_touches (ViewCell *cell, guint32 number, const ModelMask *mask)
{
  guint32 key = cell->address.key;
  gboolean may = FALSE;
  ModelMaskIter iter;
  ModelMaskRun run;
  model_mask_iter_init (&iter, mask);
  while (model_mask_iter_next (&iter, &run) && run.first <= key)
    if (run.first == key)
      return TRUE;
    else
      may = run.count > 1;
  if (!may)
    return FALSE;
  trace_cursor_seek (cell->cursor, number);
  const ModelRow *row = model_row (trace_cursor_get_model (cell->cursor), cell->address.object,
                                   MODEL_TABLE_LIVE, key);
  return row != NULL && row->flags_writer == number;
}

static gboolean
row_touches (const ViewCell *cell, const ModelDelta *delta)
{
  if (delta->table >= MODEL_TABLE_GONE)
    return FALSE;
  if (cell->counts_rows)
    return delta->table == MODEL_TABLE_LIVE;
  return cell->of_message && delta->key == cell->address.key
         && model_row_get (delta->row, cell->address.field).kind != MODEL_VALUE_NONE;
}

static gboolean
delta_touches (ViewCell *cell, guint32 number, const ModelDelta *delta)
{
  if (delta->object != cell->address.object)
    return FALSE;
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
      return delta->field == cell->address.field
             && (cell->of_message
                     ? delta->table < MODEL_TABLE_GONE && delta->key == cell->address.key
                     : delta->table == MODEL_N_TABLES);
    case MODEL_OP_SPLICE:
      return !cell->of_message && delta->field == cell->address.field;
    case MODEL_OP_MASK:
      return cell->of_message && cell->address.field == MODEL_FIELD_FLAGS
             && mask_touches (cell, number, delta->mask);
    case MODEL_OP_BIRTH:
    case MODEL_OP_DEATH:
      return delta->table < MODEL_N_TABLES && row_touches (cell, delta);
    }
  return FALSE;
}

/* Takes in what the trace has grown by. */
static void
update (ViewCell *cell)
{
  guint32 n = trace_get_n (cell->trace);
  for (guint32 number = cell->scanned + 1; number <= n; number++)
    {
      const TraceEvent *event = trace_get (cell->trace, number);
      gboolean touched = FALSE;
      for (guint32 i = 0; i < event->delta_count && !touched; i++)
        touched = delta_touches (cell, number,
                                 trace_get_delta (cell->trace, event->delta_first + i));
      if (touched)
        g_array_append_val (cell->changes, number);
    }
  cell->scanned = n;
}

/* How many changes lie before @event. */
static guint
count_before (ViewCell *cell, guint32 event)
{
  guint low = 0;
  update (cell);
  for (guint high = cell->changes->len; low < high;)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (cell->changes, guint32, middle) < event)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint32
view_cell_next (ViewCell *cell, guint32 event)
{
  guint i = event < G_MAXUINT32 ? count_before (cell, event + 1) : cell->changes->len;
  return i < cell->changes->len ? g_array_index (cell->changes, guint32, i) : 0;
}

guint32
view_cell_previous (ViewCell *cell, guint32 event)
{
  guint i = count_before (cell, event);
  return i > 0 ? g_array_index (cell->changes, guint32, i - 1) : 0;
}

gboolean
view_cell_changes (ViewCell *cell, guint32 first, guint32 last)
{
  guint32 next = view_cell_next (cell, MAX (first, 1) - 1);
  return next != 0 && next <= last;
}

guint
view_cell_count_changes (ViewCell *cell)
{
  update (cell);
  return cell->changes->len;
}

/* --- making --- */

static gboolean
resolve (ViewCell *cell, const char *address, guint32 event, GError **error)
{
  trace_cursor_seek (cell->cursor, event);
  const Model *model = trace_cursor_get_model (cell->cursor);
  ModelAddress found;
  if (!model_address_parse (model, address, &found, error))
    return FALSE;
  if (found.object == MODEL_NO_ID)
    {
      g_set_error (error, MODEL_ADDRESS_ERROR, 0, "%s: there is nothing of that name in this run",
                   address);
      return FALSE;
    }
  cell->address = found;
  cell->of_message = found.table != MODEL_N_TABLES;
  cell->counts_rows = FALSE;
  cell->home = event;
  ModelId owner = found.object;
  while (owner != MODEL_ROOT && model_get_parent (model, owner) != MODEL_ROOT)
    owner = model_get_parent (model, owner);
  cell->counts_rows = found.field == MODEL_FIELD_EXISTS && !cell->of_message
                      && model_get_kind (model, found.object) == MODEL_KIND_MAILBOX
                      && model_get_kind (model, owner) == MODEL_KIND_SERVER;
  cell->spelling = model_address_format (model, &found);
  return TRUE;
}

/* What was born after the beginning and is gone at the end, a connection mostly, is there in between. */
static gboolean
resolve_anywhere (ViewCell *cell, const char *address)
{
  guint32 n = trace_get_n (cell->trace);
  if (resolve (cell, address, n, NULL) || resolve (cell, address, 0, NULL))
    return TRUE;
  for (guint32 number = n; number > 0; number--)
    {
      const TraceEvent *event = trace_get (cell->trace, number);
      gboolean born = FALSE;
      for (guint32 i = 0; i < event->delta_count && !born; i++)
        {
          const ModelDelta *delta = trace_get_delta (cell->trace, event->delta_first + i);
          born = delta->op == MODEL_OP_BIRTH && delta->table == MODEL_N_TABLES;
        }
      if (born && resolve (cell, address, number, NULL))
        return TRUE;
    }
  return FALSE;
}

ViewCell *
view_cell_new (Trace *trace, const char *address, guint32 event, GError **error)
{
  g_assert (!trace_is_forgetful (trace) && event <= trace_get_n (trace));
  g_autoptr (GError) problem = NULL;
  g_autoptr (ViewCell) cell = g_new0 (ViewCell, 1);
  cell->refs = 1;
  cell->trace = trace_ref (trace);
  cell->cursor = trace_cursor_new (trace);
  cell->changes = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (resolve (cell, address, event, &problem) || resolve_anywhere (cell, address))
    return g_steal_pointer (&cell);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

ViewCell *
view_cell_ref (ViewCell *cell)
{
  g_atomic_int_inc (&cell->refs);
  return cell;
}

void
view_cell_unref (ViewCell *cell)
{
  if (!g_atomic_int_dec_and_test (&cell->refs))
    return;
  g_free (cell->spelling);
  g_array_unref (cell->changes);
  trace_cursor_free (cell->cursor);
  trace_unref (cell->trace);
  g_free (cell);
}

const char *
view_cell_get_address (const ViewCell *cell)
{
  return cell->spelling;
}

gboolean
view_cell_is (const ViewCell *cell, const char *address)
{
  return g_strcmp0 (cell->spelling, address) == 0;
}

/* --- in words --- */

const char *
view_cell_field_key (ModelField field)
{
#define FIELD_KEY(NAME, spelling, show) "cell.field-" spelling,
  static const char *const keys[] = { MODEL_FIELDS (FIELD_KEY) };
  return keys[field];
}

const Model *
view_cell_seek (ViewCell *cell, guint32 event)
{
  g_assert (event <= trace_get_n (cell->trace));
  trace_cursor_seek (cell->cursor, event);
  return trace_cursor_get_model (cell->cursor);
}

static const ModelRow *
find_row (const ViewCell *cell, const Model *model)
{
  const ModelRow *row = model_row (model, cell->address.object, MODEL_TABLE_LIVE,
                                   cell->address.key);
  return row != NULL
             ? row
             : model_row (model, cell->address.object, MODEL_TABLE_GHOSTS, cell->address.key);
}

static void
add_message (ViewCell *cell, const Model *model, ModelId parent, ExplainArgs *args)
{
  const ModelRow *row = find_row (cell, model);
  ModelValue subject = row != NULL ? model_row_get (row, MODEL_FIELD_SUBJECT) : MODEL_NONE;
  gboolean numbered = model_get_kind (model, parent) == MODEL_KIND_CONNECTION;
  explain_args_add_number (args, numbered ? "number" : "uid", cell->address.key);
  if (subject.kind == MODEL_VALUE_TEXT && *subject.text != '\0')
    {
      explain_args_add_text (args, "subject", subject.text);
      explain_args_add_key (args, "of", "cell.of-subject");
    }
  else
    explain_args_add_key (args, "of", numbered ? "cell.of-number" : "cell.of-uid");
}

/* What the cell is of, as argument "of", and who has it, as "at". */
ViewText
view_cell_get_name (ViewCell *cell, guint32 event)
{
  ModelId object = cell->address.object;
  const Model *model = view_cell_seek (cell, event);
  if (!model_exists (model, object))
    model = view_cell_seek (cell, cell->home);
  else if (cell->of_message && find_row (cell, model) == NULL)
    {
      /* the subject it had will do for what is not there now */
      guint32 change = view_cell_previous (cell, event + 1);
      model = view_cell_seek (cell,
                              change > 0 ? change - 1 : MAX (view_cell_next (cell, event), event));
      if (!model_exists (model, object))
        model = view_cell_seek (cell, cell->home);
    }
  ExplainArgs *args = explain_args_new ();
  explain_args_add_name (args, "field", view_cell_field_key (cell->address.field));
  ModelKind kind = model_get_kind (model, object);
  ModelId parent = object != MODEL_ROOT ? model_get_parent (model, object) : MODEL_ROOT;
  ModelId owner = object;
  while (owner != MODEL_ROOT && model_get_parent (model, owner) != MODEL_ROOT)
    owner = model_get_parent (model, owner);
  gboolean is_server = model_get_kind (model, owner) == MODEL_KIND_SERVER;
  if (!is_server)
    explain_args_add_device (args, "device", model_get_name (model, owner));
  explain_args_add_key (args, "at", is_server ? "cell.at-server" : "cell.at-device");
  if (owner == object)
    return (ViewText){ is_server ? "cell.name-server" : "cell.name-device", args };
  if (cell->of_message)
    add_message (cell, model, parent, args);
  else
    {
      explain_args_add_text (args, "name", model_get_name (model, object));
      explain_args_add_key (args, "of",
                            kind == MODEL_KIND_CONNECTION ? "cell.of-connection" : "cell.of-name");
    }
  return (ViewText){ "cell.name", args };
}

static ViewText
value_text (const char *key, const char *name, char *text)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_take_text (args, name, text);
  return (ViewText){ key, args };
}

static ViewText
say_number (const ViewCell *cell, const Model *model, gint64 number)
{
  ExplainArgs *args;
  switch (cell->address.field)
    {
    case MODEL_FIELD_FLAGS:
      if (number & MODEL_FLAGS_UNKNOWN)
        return (ViewText){ "cell.value-unknown", NULL };
      if (number == 0)
        return (ViewText){ "scene.flags-none", NULL };
      return value_text (
          "cell.value-text", "value",
          model_flags_format ((ModelFlags) number,
                              model_get_text (model, cell->address.object, MODEL_FIELD_KEYWORDS)));
    case MODEL_FIELD_READ_ONLY:
    case MODEL_FIELD_IDLING:
    case MODEL_FIELD_NOSELECT:
      return (ViewText){ number != 0 ? "cell.value-yes" : "cell.value-no", NULL };
    case MODEL_FIELD_SIZE:
      args = explain_args_new ();
      explain_args_add_number (args, "octets", number);
      return (ViewText){ "cell.value-octets", args };
    default:
      return value_text ("cell.value-text", "value", g_strdup_printf ("%" G_GINT64_FORMAT, number));
    }
}

ViewText
view_cell_say (const ViewCell *cell, const Model *model, const ModelValue *value)
{
  ExplainArgs *args;
  switch (value->kind)
    {
    case MODEL_VALUE_NONE:
      return (ViewText){ "cell.value-none", NULL };
    case MODEL_VALUE_UNKNOWN:
      return (ViewText){ "cell.value-unknown", NULL };
    case MODEL_VALUE_NUMBER:
      return say_number (cell, model, value->number);
    case MODEL_VALUE_TEXT:
      if (cell->address.field == MODEL_FIELD_STATE)
        return (ViewText){ view_state_key (value->text), NULL };
      return value_text (*value->text != '\0' ? "cell.value-text" : "cell.value-empty", "value",
                         g_strdup (value->text));
    case MODEL_VALUE_BLOB:
      args = explain_args_new ();
      explain_args_add_number (args, "octets", (gint64) g_bytes_get_size (value->blob));
      return (ViewText){ "cell.value-octets", args };
    case MODEL_VALUE_RUNS:
      if (model_runs_get_n (value->runs) == 0)
        return (ViewText){ "cell.value-empty", NULL };
      return value_text ("cell.value-text", "value", model_address_show (model, &cell->address));
    }
  return (ViewText){ "cell.value-none", NULL };
}

ViewText
view_cell_get_value (ViewCell *cell, guint32 event)
{
  const Model *model = view_cell_seek (cell, event);
  ModelAddress address = cell->address;
  if (!model_exists (model, address.object))
    return (ViewText){ "cell.value-none", NULL };
  if (cell->of_message)
    {
      address.table = MODEL_TABLE_LIVE;
      if (model_row (model, address.object, MODEL_TABLE_LIVE, address.key) == NULL)
        return (ViewText){ find_row (cell, model) != NULL ? "cell.value-ghost" : "cell.value-gone",
                           NULL };
    }
  ModelValue value = model_address_value (model, &address);
  ViewText text = view_cell_say (cell, model, &value);
  model_value_clear (&value);
  return text;
}
