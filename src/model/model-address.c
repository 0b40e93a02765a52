#include "model-address.h"

#include <string.h>

G_DEFINE_QUARK (postglass - model - address - error, model_address_error)

static char *
escape (const char *part)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (const char *p = part; *p != '\0'; p++)
    if (*p == ':' || *p == '%' || g_ascii_iscntrl (*p) || *p == ' ')
      g_string_append_printf (out, "%%%02X", (guint8) *p);
    else
      g_string_append_c (out, *p);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* "u17" or "n5" → its number; 0 for anything else */
static guint32
parse_key (const char *part, char letter)
{
  guint64 number;
  if (part[0] != letter || !g_ascii_isdigit (part[1]) || part[1] == '0'
      || !g_ascii_string_to_unsigned (part + 1, 10, 1, G_MAXUINT32, &number, NULL))
    return 0;
  return (guint32) number;
}

static gboolean
is_connection (const Model *model, ModelId id)
{
  return id != MODEL_NO_ID && model_get_kind (model, id) == MODEL_KIND_CONNECTION;
}

/* the server's mailbox that @mailbox, of any owner, stands for; MODEL_NO_ID when there is none */
static ModelId
server_mailbox (const Model *model, ModelId mailbox)
{
  ModelId account = model_get_parent (model, mailbox);
  if (model_get_kind (model, account) != MODEL_KIND_ACCOUNT)
    return MODEL_NO_ID;
  ModelId owner = model_next_child (model, MODEL_ROOT, MODEL_NO_ID);
  while (owner != MODEL_NO_ID && model_get_kind (model, owner) != MODEL_KIND_SERVER)
    owner = model_next_child (model, MODEL_ROOT, owner);
  if (owner == MODEL_NO_ID)
    return MODEL_NO_ID;
  ModelId twin = model_find (model, owner, model_get_name (model, account));
  return twin == MODEL_NO_ID ? MODEL_NO_ID
                             : model_find (model, twin, model_get_name (model, mailbox));
}

static const char *
row_label (const ModelRow *row)
{
  ModelValue label = model_row_get (row, MODEL_FIELD_LABEL);
  return label.kind == MODEL_VALUE_TEXT ? label.text : NULL;
}

/* the message labelled @label in a server's mailbox, living or gone */
static const ModelRow *
find_label (const Model *model, ModelId mailbox, const char *label, ModelTable *table)
{
  for (*table = 0; *table < MODEL_N_TABLES; (*table)++)
    for (guint i = 0; i < model_count (model, mailbox, *table); i++)
      {
        const ModelRow *row = model_row_at (model, mailbox, *table, i);
        const char *name = row_label (row);
        if (name != NULL && g_str_equal (name, label))
          return row;
      }
  return NULL;
}

static char *
list_labels (const Model *model, ModelId mailbox)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = mailbox == MODEL_NO_ID ? 0 : model_count (model, mailbox, MODEL_TABLE_LIVE);
  for (guint i = 0; i < MIN (n, 12); i++)
    {
      const char *name = row_label (model_row_at (model, mailbox, MODEL_TABLE_LIVE, i));
      if (name != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
parse_message (const Model *model, const char *part, ModelAddress *out, GError **error)
{
  gboolean at_connection = is_connection (model, out->object)
                           || (out->object != MODEL_NO_ID
                               && is_connection (model, model_get_parent (model, out->object)));
  out->table = MODEL_TABLE_LIVE;
  out->key = parse_key (part, at_connection ? 'n' : 'u');
  if (out->key != 0 || out->object == MODEL_NO_ID)
    return TRUE;
  ModelId server = server_mailbox (model, out->object);
  ModelTable table = MODEL_TABLE_LIVE;
  const ModelRow *row = server == MODEL_NO_ID ? NULL : find_label (model, server, part, &table);
  if (row != NULL)
    {
      out->key = row->key;
      if (server == out->object)
        out->table = table;
      return TRUE;
    }
  g_autofree char *labels = list_labels (model, server);
  g_set_error (error, MODEL_ADDRESS_ERROR, 0,
               "no message is called “%s” here; write a label (%s) or a UID such as u17", part,
               *labels != '\0' ? labels : "none is known");
  return FALSE;
}

static gboolean
is_connection_name (const char *part)
{
  return parse_key (part, 'c') != 0;
}

/* walks the object parts; *@i stops at the first part that names none */
static gboolean
parse_objects (const Model *model, char **parts, guint n, guint *i, ModelAddress *out,
               GError **error)
{
  out->object = MODEL_ROOT;
  for (*i = 0; *i < n; (*i)++)
    {
      ModelId child = model_find (model, out->object, parts[*i]);
      if (child != MODEL_NO_ID)
        {
          out->object = child;
          continue;
        }
      ModelKind kind = model_get_kind (model, out->object);
      if (kind == MODEL_KIND_MAILBOX)
        return TRUE;
      /* a connection or mailbox that is not there yet, or no more, has cells of value none */
      gboolean owner = kind == MODEL_KIND_SERVER || kind == MODEL_KIND_DEVICE
                       || kind == MODEL_KIND_OUTSIDE;
      if (kind == MODEL_KIND_ACCOUNT || kind == MODEL_KIND_CONNECTION
          || (owner && is_connection_name (parts[*i]))
          || (kind == MODEL_KIND_ROOT && strcmp (parts[*i], MODEL_NAME_OUTSIDE) == 0))
        {
          out->object = MODEL_NO_ID;
          *i = MIN (*i + (owner ? 2 : 1), n);
          return TRUE;
        }
      g_set_error (error, MODEL_ADDRESS_ERROR, 0, "there is no %s called “%s”",
                   kind == MODEL_KIND_ROOT ? "server or device" : "account", parts[*i]);
      return FALSE;
    }
  return TRUE;
}

gboolean
model_address_parse (const Model *model, const char *text, ModelAddress *out, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint n = g_strv_length (parts);
  for (guint i = 0; i < n; i++)
    {
      char *plain = g_uri_unescape_string (parts[i], NULL);
      if (plain == NULL || *plain == '\0')
        {
          g_free (plain);
          g_set_error (error, MODEL_ADDRESS_ERROR, 0,
                       "part %u of “%s” is empty or badly escaped; write "
                       "OWNER:ACCOUNT:MAILBOX:MESSAGE:FIELD without the parts not needed",
                       i + 1, text);
          return FALSE;
        }
      g_free (parts[i]);
      parts[i] = plain;
    }
  *out = (ModelAddress){ .table = MODEL_N_TABLES };
  out->field = n >= 2 ? model_field_by_name (parts[n - 1]) : MODEL_N_FIELDS;
  if (out->field == MODEL_N_FIELDS)
    {
      g_set_error (error, MODEL_ADDRESS_ERROR, 0,
                   "“%s” does not end in the name of a cell; end it with :flags, :uidnext, "
                   ":state, :body …",
                   text);
      return FALSE;
    }
  guint i;
  if (!parse_objects (model, parts, n - 1, &i, out, error))
    return FALSE;
  if (i + 1 < n && !parse_message (model, parts[i++], out, error))
    return FALSE;
  if (i + 1 < n)
    {
      g_set_error (error, MODEL_ADDRESS_ERROR, 0, "“%s” has parts behind the message", text);
      return FALSE;
    }
  return TRUE;
}

const char *
model_address_label (const Model *model, ModelId mailbox, guint32 uid)
{
  ModelId server = server_mailbox (model, mailbox);
  for (ModelTable table = 0; server != MODEL_NO_ID && table < MODEL_N_TABLES; table++)
    {
      const ModelRow *row = model_row (model, server, table, uid);
      if (row != NULL && row_label (row) != NULL)
        return row_label (row);
    }
  return NULL;
}

char *
model_address_format (const Model *model, const ModelAddress *address)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (ModelId id = address->object; id != MODEL_ROOT && id != MODEL_NO_ID;
       id = model_get_parent (model, id))
    {
      g_autofree char *part = escape (model_get_name (model, id));
      g_string_prepend_c (out, ':');
      g_string_prepend (out, part);
    }
  if (address->table != MODEL_N_TABLES)
    {
      ModelId parent = model_get_parent (model, address->object);
      const char *label = model_address_label (model, address->object, address->key);
      g_autofree char *part = label != NULL ? escape (label) : NULL;
      if (part != NULL)
        g_string_append_printf (out, "%s:", part);
      else
        g_string_append_printf (out, "%c%u:", is_connection (model, parent) ? 'n' : 'u',
                                address->key);
    }
  g_string_append (out, model_field_get_name (address->field));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* the cell `exists` of the server's own mailbox is the length of its table */
static gboolean
is_server_exists (const Model *model, const ModelAddress *address)
{
  return address->table == MODEL_N_TABLES && address->field == MODEL_FIELD_EXISTS
         && model_exists (model, address->object)
         && model_get_kind (model, address->object) == MODEL_KIND_MAILBOX
         && server_mailbox (model, address->object) == address->object;
}

ModelValue
model_address_value (const Model *model, const ModelAddress *address)
{
  if (address->object == MODEL_NO_ID)
    return MODEL_NONE;
  if (is_server_exists (model, address))
    return model_value_number (model_count (model, address->object, MODEL_TABLE_LIVE));
  if (address->table == MODEL_N_TABLES)
    return model_value_copy (model_get (model, address->object, address->field));
  const ModelRow *row = model_row (model, address->object, address->table, address->key);
  if (row == NULL)
    return MODEL_NONE;
  ModelValue value = model_row_get (row, address->field);
  return model_value_copy (&value);
}

guint32
model_address_writer (const Model *model, const ModelAddress *address)
{
  if (address->object == MODEL_NO_ID)
    return 0;
  if (is_server_exists (model, address))
    return model_get_writer (model, address->object, MODEL_FIELD_JOURNAL);
  if (address->table == MODEL_N_TABLES)
    return model_get_writer (model, address->object, address->field);
  const ModelRow *row = model_row (model, address->object, address->table, address->key);
  return row != NULL ? model_row_get_writer (row, address->field) : 0;
}

static char *
show_runs (const ModelRuns *runs)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < model_runs_get_n (runs); i++)
    {
      const ModelRun *run = model_runs_get (runs, i);
      g_string_append_printf (out, "%s%u", i > 0 ? "," : "", run->first);
      if (run->count > 1)
        g_string_append_printf (out, ":%u", run->first + run->count - 1);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : g_strdup ("none");
}

static char *
show_numbers (const ModelRuns *runs)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 1;
  for (guint i = 0; i < model_runs_get_n (runs); i++)
    {
      const ModelRun *run = model_runs_get (runs, i);
      g_string_append_printf (out, "%s%u", i > 0 ? " " : "", n);
      if (run->count > 1)
        g_string_append_printf (out, ":%u", n + run->count - 1);
      if (run->first == 0)
        g_string_append (out, "=?");
      else
        g_string_append_printf (out, "=u%u", run->first);
      if (run->first != 0 && run->count > 1)
        g_string_append_printf (out, ":u%u", run->first + run->count - 1);
      n += run->count;
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : g_strdup ("none");
}

static char *
show_flags (const Model *model, const ModelAddress *address, gint64 flags)
{
  const char *keywords = model_get_text (model, address->object, MODEL_FIELD_KEYWORDS);
  g_autofree char *names = model_flags_format ((ModelFlags) flags, keywords);
  return g_strdup_printf ("(%s)", names);
}

/* texts with blanks or quotes in them stand in quotes; UTF-8 stays as it is */
static char *
show_text (const char *text)
{
  if (*text != '\0' && strpbrk (text, " \"\\") == NULL)
    return g_strdup (text);
  g_autoptr (GString) plain = g_string_new (text);
  g_string_replace (plain, "\\", "\\\\", 0);
  g_string_replace (plain, "\"", "\\\"", 0);
  return g_strdup_printf ("\"%s\"", plain->str);
}

char *
model_address_show (const Model *model, const ModelAddress *address)
{
  ModelValue value = model_address_value (model, address);
  char *shown = NULL;
  switch (value.kind)
    {
    case MODEL_VALUE_NONE:
      shown = g_strdup ("none");
      break;
    case MODEL_VALUE_UNKNOWN:
      shown = g_strdup ("unknown");
      break;
    case MODEL_VALUE_NUMBER:
      shown = address->field == MODEL_FIELD_FLAGS
                  ? show_flags (model, address, value.number)
                  : g_strdup_printf ("%" G_GINT64_FORMAT, value.number);
      break;
    case MODEL_VALUE_TEXT:
      shown = show_text (value.text);
      break;
    case MODEL_VALUE_BLOB:
      shown = g_strdup_printf ("%" G_GSIZE_FORMAT " octets", g_bytes_get_size (value.blob));
      break;
    case MODEL_VALUE_RUNS:
      shown = model_field_get_show (address->field) == MODEL_SHOW_NUMBERS
                  ? show_numbers (value.runs)
                  : show_runs (value.runs);
      break;
    }
  model_value_clear (&value);
  return shown;
}

static void
foreach_cell (const Model *model, ModelId id, ModelAddressFunc func, gpointer data)
{
  ModelAddress address = { .object = id, .table = MODEL_N_TABLES };
  for (address.field = 0; address.field < MODEL_N_FIELDS; address.field++)
    if (model_get (model, id, address.field)->kind != MODEL_VALUE_NONE
        || is_server_exists (model, &address))
      func (&address, data);
}

static void
foreach_row (const Model *model, ModelId id, ModelTable table, ModelAddressFunc func, gpointer data)
{
  for (guint i = 0; i < model_count (model, id, table); i++)
    {
      const ModelRow *row = model_row_at (model, id, table, i);
      ModelAddress address = { id, table, row->key, MODEL_FIELD_FLAGS };
      func (&address, data);
      for (guint k = 0; k < model_row_n_cells (row); k++)
        {
          address.field = model_row_cell (row, k)->field;
          func (&address, data);
        }
    }
}

static void
foreach_object (const Model *model, ModelId id, ModelAddressFunc func, gpointer data)
{
  foreach_cell (model, id, func, data);
  if (model_get_kind (model, id) == MODEL_KIND_MAILBOX)
    {
      /* what is gone keeps its label only for finding it; it holds no cell to show */
      foreach_row (model, id, MODEL_TABLE_LIVE, func, data);
      foreach_row (model, id, MODEL_TABLE_GHOSTS, func, data);
    }
  for (ModelId child = model_next_child (model, id, MODEL_NO_ID); child != MODEL_NO_ID;
       child = model_next_child (model, id, child))
    foreach_object (model, child, func, data);
}

void
model_address_foreach (const Model *model, ModelAddressFunc func, gpointer data)
{
  foreach_object (model, MODEL_ROOT, func, data);
}
