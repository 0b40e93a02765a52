#include "view-console-private.h"

#include "explain-args.h"
#include "model-runs.h"
#include "model-world.h"
#include "view-cell-private.h"

#include <string.h>

#define MESSAGES_MAX 1000

/* --- nodes --- */

static void
device_free (gpointer data)
{
  ViewConsoleDevice *device = data;
  g_free (device->node.id);
  view_text_clear (&device->node.sentence);
  view_text_clear (&device->title);
  view_text_clear (&device->state);
  g_free (device->owner);
  g_free (device);
}

static void
choice_free (gpointer data)
{
  ViewConsoleChoice *choice = data;
  g_free (choice->node.id);
  view_text_clear (&choice->node.sentence);
  view_text_clear (&choice->title);
  g_free (choice->name);
  g_free (choice);
}

static gboolean
device_equal (gconstpointer a, gconstpointer b)
{
  const ViewConsoleDevice *one = a;
  const ViewConsoleDevice *other = b;
  return one->pop3 == other->pop3 && view_text_equal (&one->title, &other->title)
         && view_text_equal (&one->state, &other->state);
}

static void
device_dump (gconstpointer node, GString *out)
{
  const ViewConsoleDevice *device = node;
  g_autofree char *title = view_text_dump (&device->title);
  g_string_append_printf (out, "%s%s / %s", title, device->pop3 ? " pop3" : "", device->state.key);
}

static gboolean
choice_equal (gconstpointer a, gconstpointer b)
{
  return view_text_equal (&((const ViewConsoleChoice *) a)->title,
                          &((const ViewConsoleChoice *) b)->title);
}

static void
choice_dump (gconstpointer node, GString *out)
{
  const ViewConsoleChoice *choice = node;
  g_autofree char *title = view_text_dump (&choice->title);
  g_string_append_printf (out, "%s / %s", choice->name, title);
}

static const struct
{
  const char *name;
  GDestroyNotify free;
  ViewNodeClass class;
} parts[CONSOLE_N_PARTS] = {
  [CONSOLE_DEVICES] = { "devices", device_free, { "device", device_equal, device_dump } },
  [CONSOLE_ACTS] = { "acts", console_act_free, { "act", console_act_equal, console_act_dump } },
  [CONSOLE_MESSAGES] = { "messages", choice_free, { "message", choice_equal, choice_dump } },
  [CONSOLE_MAILBOXES] = { "mailboxes", choice_free, { "mailbox", choice_equal, choice_dump } },
  [CONSOLE_MAIL] = { "mail", choice_free, { "mail", choice_equal, choice_dump } },
};

/* --- choosing --- */

static const char *
name_of (const ViewConsole *console, ConsolePart part, guint i)
{
  gconstpointer node = g_ptr_array_index (console->parts[part], i);
  return part == CONSOLE_DEVICES ? ((const ViewConsoleDevice *) node)->owner
                                 : ((const ViewConsoleChoice *) node)->name;
}

const char *
console_chosen (const ViewConsole *console, ConsolePart part)
{
  guint i = console->chosen[part];
  return i < console->parts[part]->len ? name_of (console, part, i) : NULL;
}

static void
choose (ViewConsole *console, ConsolePart part, const char *name)
{
  console->chosen[part] = console->parts[part]->len > 0 ? 0 : G_MAXUINT;
  for (guint i = 0; i < console->parts[part]->len; i++)
    if (g_strcmp0 (name_of (console, part, i), name) == 0)
      console->chosen[part] = i;
}

static void
add_choice (ViewConsole *console, ConsolePart part, const char *prefix, const char *name,
            const char *key, const char *title)
{
  ViewConsoleChoice *choice = g_new0 (ViewConsoleChoice, 1);
  choice->node.id = g_strconcat (prefix, name, NULL);
  choice->name = g_strdup (name);
  choice->title = (ViewText){ key, explain_args_new () };
  explain_args_add_text (choice->title.args, "name", name);
  explain_args_add_text (choice->title.args, "subject", title);
  choice->node.sentence = (ViewText){ key, explain_args_ref (choice->title.args) };
  g_ptr_array_add (console->parts[part], choice);
}

/* --- looking --- */

static ModelId
child_of_kind (const Model *model, ModelId owner, ModelKind kind)
{
  ModelId found = MODEL_NO_ID;
  for (ModelId id = MODEL_NO_ID;
       owner != MODEL_NO_ID && (id = model_next_child (model, owner, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == kind)
      found = id;
  return found;
}

static ModelId
find_server (const Model *model)
{
  return model_find (model, MODEL_ROOT, "server");
}

static const char *
mailbox_name (const Model *model, ModelId mailbox)
{
  const char *name = model_get_text (model, mailbox, MODEL_FIELD_NAME);
  return name != NULL ? name : model_get_name (model, mailbox);
}

static const char *
state_key (const Model *model, ModelId connection)
{
  if (connection == MODEL_NO_ID)
    return "scene.state-not-connected";
  if (model_get_number (model, connection, MODEL_FIELD_IDLING, 0) != 0)
    return "scene.state-idling";
  return view_state_key (model_get_text (model, connection, MODEL_FIELD_STATE));
}

static void
add_devices (ViewConsole *console, const Model *model)
{
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, MODEL_ROOT, id)) != MODEL_NO_ID;)
    {
      if (model_get_kind (model, id) != MODEL_KIND_DEVICE)
        continue;
      ViewConsoleDevice *device = g_new0 (ViewConsoleDevice, 1);
      const char *name = model_get_name (model, id);
      device->owner = g_strdup (name);
      device->node.id = g_strconcat ("device:", name, NULL);
      device->pop3 = g_strcmp0 (model_get_text (model, id, MODEL_FIELD_PROTOCOL), "pop3") == 0;
      device->title = (ViewText){ "scene.lane-device", explain_args_new () };
      explain_args_add_device (device->title.args, "owner", name);
      device->state.key = state_key (model, child_of_kind (model, id, MODEL_KIND_CONNECTION));
      device->node.sentence = (ViewText){ "console.device-is", explain_args_new () };
      explain_args_add_device (device->node.sentence.args, "device", name);
      explain_args_add_key (device->node.sentence.args, "state", device->state.key);
      g_ptr_array_add (console->parts[CONSOLE_DEVICES], device);
    }
}

static void
add_mailboxes (ViewConsole *console, const Model *model, ModelId account)
{
  for (ModelId id = MODEL_NO_ID;
       account != MODEL_NO_ID && (id = model_next_child (model, account, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == MODEL_KIND_MAILBOX
        && model_get_number (model, id, MODEL_FIELD_NOSELECT, 0) == 0)
      add_choice (console, CONSOLE_MAILBOXES, "mailbox:", mailbox_name (model, id),
                  "console.mailbox", "");
}

static const ModelRow *
find_row (const Model *model, ModelId mailbox, guint32 uid)
{
  const ModelRow *row = NULL;
  for (ModelTable table = MODEL_TABLE_LIVE;
       mailbox != MODEL_NO_ID && row == NULL && table < MODEL_N_TABLES; table++)
    row = model_row (model, mailbox, table, uid);
  return row;
}

/* What the device knows of, as the server's labels call it. */
static void
add_messages (ViewConsole *console, const Model *model, ModelId believed, ModelId truth,
              const ModelRuns *numbers)
{
  guint n = believed != MODEL_NO_ID ? model_count (model, believed, MODEL_TABLE_LIVE) : 0;
  for (guint i = n > MESSAGES_MAX ? n - MESSAGES_MAX : 0; i < n; i++)
    {
      const ModelRow *row = model_row_at (model, believed, MODEL_TABLE_LIVE, i);
      const ModelRow *real = find_row (model, truth, row->key);
      ModelValue label = { 0 };
      ModelValue subject = model_row_get (row, MODEL_FIELD_SUBJECT);
      g_autofree char *uid = g_strdup_printf ("u%u", row->key);
      if (real != NULL)
        label = model_row_get (real, MODEL_FIELD_LABEL);
      gboolean titled = subject.kind == MODEL_VALUE_TEXT;
      ExplainMessage known = { model_runs_find (numbers, row->key), row->key,
                               g_strdup (titled ? subject.text : "") };
      g_array_append_val (console->known, known);
      add_choice (
          console, CONSOLE_MESSAGES, "message:", label.kind == MODEL_VALUE_TEXT ? label.text : uid,
          titled ? "console.message" : "console.message-unknown", titled ? subject.text : "");
    }
}

/* --- new mail --- */

static gboolean
has_label (const Model *model, ModelId mailbox, ModelTable table, const char *label)
{
  for (guint i = model_count (model, mailbox, table); i > 0; i--)
    {
      ModelValue value = model_row_get (model_row_at (model, mailbox, table, i - 1),
                                        MODEL_FIELD_LABEL);
      if (value.kind == MODEL_VALUE_TEXT && strcmp (value.text, label) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_anywhere (const Model *model, const char *label)
{
  ModelId server = find_server (model);
  for (ModelId account = MODEL_NO_ID;
       (account = model_next_child (model, server, account)) != MODEL_NO_ID;)
    for (ModelId id = MODEL_NO_ID; model_get_kind (model, account) == MODEL_KIND_ACCOUNT
                                   && (id = model_next_child (model, account, id)) != MODEL_NO_ID;)
      for (ModelTable table = MODEL_TABLE_LIVE;
           model_get_kind (model, id) == MODEL_KIND_MAILBOX && table < MODEL_N_TABLES; table++)
        if (has_label (model, id, table, label))
          return TRUE;
  return FALSE;
}

static void
add_mail (ViewConsole *console, const Model *model, const ModelWorld *world)
{
  for (guint i = 0; i < world->messages->len; i++)
    {
      const ModelWorldMessage *message = g_ptr_array_index (world->messages, i);
      if (message->mailbox == NULL && message->label != NULL
          && !is_anywhere (model, message->label))
        add_choice (console, CONSOLE_MAIL, "mail:", message->label, "console.message",
                    message->subject);
    }
}

/* --- the whole --- */

static ConsoleSituation
look (const Model *model, ModelId owner, const ViewConsoleDevice *device)
{
  ModelId connection = child_of_kind (model, owner, MODEL_KIND_CONNECTION);
  ConsoleSituation at = { .device = device->owner, .pop3 = device->pop3 };
  at.server_down = g_strcmp0 (model_get_text (model, find_server (model), MODEL_FIELD_LINK), "down")
                   == 0;
  if (connection == MODEL_NO_ID)
    return at;
  const char *state = model_get_text (model, connection, MODEL_FIELD_STATE);
  at.connected = TRUE;
  at.session = g_strcmp0 (state, "selected") == 0 || g_strcmp0 (state, "transaction") == 0;
  at.idling = model_get_number (model, connection, MODEL_FIELD_IDLING, 0) != 0;
  return at;
}

static void
fill (ViewConsole *console, const Model *model, const ModelWorld *world,
      const ViewConsoleChosen *chosen)
{
  add_devices (console, model);
  choose (console, CONSOLE_DEVICES, chosen->device);
  add_mail (console, model, world);
  choose (console, CONSOLE_MAIL, chosen->mail);
  const ViewConsoleDevice *device = view_console_get_device (console);
  if (device == NULL)
    return;
  ModelId owner = model_find (model, MODEL_ROOT, device->owner);
  ModelId connection = child_of_kind (model, owner, MODEL_KIND_CONNECTION);
  ModelId account = child_of_kind (model, owner, MODEL_KIND_ACCOUNT);
  ModelId real = account != MODEL_NO_ID
                     ? model_find (model, find_server (model), model_get_name (model, account))
                     : MODEL_NO_ID;
  const char *open = connection != MODEL_NO_ID
                         ? model_get_text (model, connection, MODEL_FIELD_MAILBOX)
                         : NULL;
  if (open == NULL || device->pop3)
    open = "INBOX";
  add_mailboxes (console, model, real);
  choose (console, CONSOLE_MAILBOXES, chosen->mailbox);
  if (account != MODEL_NO_ID && real != MODEL_NO_ID)
    add_messages (
        console, model, model_find (model, account, open), model_find (model, real, open),
        connection != MODEL_NO_ID ? model_get_runs (model, connection, MODEL_FIELD_NUMBERS) : NULL);
  choose (console, CONSOLE_MESSAGES, chosen->message);
  console->user = account != MODEL_NO_ID ? g_strdup (model_get_name (model, account)) : NULL;
  console->state = connection != MODEL_NO_ID
                       ? g_strdup (model_get_text (model, connection, MODEL_FIELD_STATE))
                       : NULL;
  ConsoleSituation situation = look (model, owner, device);
  console->idling = situation.idling;
  console_add_acts (console, &situation);
}

static void
clear_known (gpointer data)
{
  g_free ((char *) ((ExplainMessage *) data)->subject);
}

ViewConsole *
view_console_new (const Model *model, const ModelWorld *world, const ViewConsoleChosen *chosen)
{
  ViewConsole *console = g_new0 (ViewConsole, 1);
  console->refs = 1;
  for (guint i = 0; i < CONSOLE_N_PARTS; i++)
    {
      console->parts[i] = g_ptr_array_new_with_free_func (parts[i].free);
      console->chosen[i] = G_MAXUINT;
    }
  console->known = g_array_new (FALSE, FALSE, sizeof (ExplainMessage));
  g_array_set_clear_func (console->known, clear_known);
  fill (console, model, world, chosen);
  return console;
}

ViewConsole *
view_console_ref (ViewConsole *console)
{
  g_atomic_int_inc (&console->refs);
  return console;
}

void
view_console_unref (ViewConsole *console)
{
  if (!g_atomic_int_dec_and_test (&console->refs))
    return;
  for (guint i = 0; i < CONSOLE_N_PARTS; i++)
    g_ptr_array_unref (console->parts[i]);
  g_array_unref (console->known);
  g_free (console->state);
  g_free (console->user);
  g_free (console);
}

const GPtrArray *
view_console_get_devices (const ViewConsole *console)
{
  return console->parts[CONSOLE_DEVICES];
}

const GPtrArray *
view_console_get_acts (const ViewConsole *console)
{
  return console->parts[CONSOLE_ACTS];
}

const GPtrArray *
view_console_get_messages (const ViewConsole *console)
{
  return console->parts[CONSOLE_MESSAGES];
}

const GPtrArray *
view_console_get_mailboxes (const ViewConsole *console)
{
  return console->parts[CONSOLE_MAILBOXES];
}

const GPtrArray *
view_console_get_mail (const ViewConsole *console)
{
  return console->parts[CONSOLE_MAIL];
}

const ViewConsoleDevice *
view_console_get_device (const ViewConsole *console)
{
  guint i = console->chosen[CONSOLE_DEVICES];
  return i < console->parts[CONSOLE_DEVICES]->len
             ? g_ptr_array_index (console->parts[CONSOLE_DEVICES], i)
             : NULL;
}

const char *
view_console_get_message (const ViewConsole *console)
{
  return console_chosen (console, CONSOLE_MESSAGES);
}

const char *
view_console_get_mailbox (const ViewConsole *console)
{
  return console_chosen (console, CONSOLE_MAILBOXES);
}

const char *
view_console_get_new_mail (const ViewConsole *console)
{
  return console_chosen (console, CONSOLE_MAIL);
}

/* --- as a scene --- */

static guint
scene_get_n_parts (gconstpointer scene)
{
  return CONSOLE_N_PARTS;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  return parts[part].name;
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  return &parts[part].class;
}

static guint
scene_count (gconstpointer scene, guint part)
{
  return ((const ViewConsole *) scene)->parts[part]->len;
}

/* Nodes are the console's own; the array only lends them. */
static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  const GPtrArray *nodes = ((const ViewConsole *) scene)->parts[part];
  GPtrArray *rows = g_ptr_array_new ();
  for (guint i = first; i < nodes->len && i - first < n; i++)
    g_ptr_array_add (rows, g_ptr_array_index (nodes, i));
  return rows;
}

ViewScene
view_console_get_scene (const ViewConsole *console)
{
  static const ViewSceneClass class = { "console",           scene_get_n_parts,
                                        scene_get_part_name, scene_get_node_class,
                                        scene_count,         scene_rows };
  return (ViewScene){ &class, console };
}

static gboolean
is_label (const char *name)
{
  if ((name[0] != 'u' && name[0] != 'n') || name[1] == '\0')
    return TRUE;
  return name[1 + strspn (name + 1, "0123456789")] != '\0';
}

void
view_console_find (const char *address, char **owner, char **message)
{
  enum
  {
    OWNER,
    MESSAGE = 3,
    N_PARTS = 5
  };
  g_auto (GStrv) pieces = g_strsplit (address, ":", -1);
  guint n = g_strv_length (pieces);
  *owner = n > 0 ? g_uri_unescape_string (pieces[OWNER], NULL) : NULL;
  *message = n == N_PARTS && is_label (pieces[MESSAGE])
                 ? g_uri_unescape_string (pieces[MESSAGE], NULL)
                 : NULL;
}
