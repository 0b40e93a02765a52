#include "model-names.h"

#include <string.h>

/* --- UIDVALIDITY --- */

static guint32
find_uidvalidity (const Model *model, ModelId id)
{
  return (guint32) model_get_number (model, id, MODEL_FIELD_UIDVALIDITY, 0);
}

static guint32
next_uidvalidity (const Model *model, ModelId account)
{
  guint32 highest = find_uidvalidity (model, account);
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, account, id)) != MODEL_NO_ID)
    highest = MAX (highest, find_uidvalidity (model, id));
  return highest < G_MAXUINT32 ? highest + 1 : highest;
}

/* Whatever is called as @mailbox was until now must not be taken for it. */
static void
retire_name (ModelTx *tx, ModelId mailbox)
{
  const Model *model = model_tx_get_model (tx);
  ModelId account = model_get_parent (model, mailbox);
  guint32 gone = find_uidvalidity (model, mailbox);
  if (gone > find_uidvalidity (model, account))
    model_tx_set_number (tx, account, MODEL_FIELD_UIDVALIDITY, gone);
}

gboolean
model_names_is_used (const Model *model, ModelId mailbox)
{
  guint32 own = find_uidvalidity (model, mailbox);
  return own != 0 && own <= find_uidvalidity (model, model_get_parent (model, mailbox));
}

/* --- coming, changing, going --- */

ModelId
model_names_create (ModelTx *tx, ModelId account, const char *name)
{
  const Model *model = model_tx_get_model (tx);
  guint32 uidvalidity = next_uidvalidity (model, account);
  ModelId id = model_find (model, account, name);
  if (id == MODEL_NO_ID)
    id = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, name);
  else
    {
      g_assert (model_get_number (model, id, MODEL_FIELD_NOSELECT, 0) != 0);
      model_tx_set (tx, id, MODEL_FIELD_NOSELECT, MODEL_NONE);
    }
  model_tx_set_number (tx, id, MODEL_FIELD_UIDVALIDITY, uidvalidity);
  model_tx_set_number (tx, id, MODEL_FIELD_UIDNEXT, 1);
  model_tx_set_number (tx, id, MODEL_FIELD_RECENT_FROM, 1);
  model_tx_set_number (tx, id, MODEL_FIELD_HIGHESTMODSEQ, 1);
  return id;
}

static void
empty_mailbox (ModelTx *tx, ModelId mailbox)
{
  static const ModelField fields[] = { MODEL_FIELD_UIDVALIDITY,   MODEL_FIELD_UIDNEXT,
                                       MODEL_FIELD_HIGHESTMODSEQ, MODEL_FIELD_RECENT_FROM,
                                       MODEL_FIELD_KEYWORDS,      MODEL_FIELD_JOURNAL };
  const Model *model = model_tx_get_model (tx);
  for (ModelTable table = 0; table < MODEL_N_TABLES; table++)
    while (model_count (model, mailbox, table) > 0)
      {
        guint last = model_count (model, mailbox, table) - 1;
        model_tx_remove_row (tx, mailbox, table, model_row_at (model, mailbox, table, last)->key);
      }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    model_tx_set (tx, mailbox, fields[i], MODEL_NONE);
}

void
model_names_remove (ModelTx *tx, ModelId mailbox, gboolean keeps_name)
{
  g_assert (!model_names_is_open (model_tx_get_model (tx), mailbox));
  retire_name (tx, mailbox);
  if (!keeps_name)
    {
      model_tx_death (tx, mailbox);
      return;
    }
  empty_mailbox (tx, mailbox);
  model_tx_set_number (tx, mailbox, MODEL_FIELD_NOSELECT, 1);
}

/* The next connection behind @id of the server that has @mailbox open; MODEL_NO_ID behind the last. */
static ModelId
next_open (const Model *model, ModelId mailbox, ModelId id)
{
  ModelId account = model_get_parent (model, mailbox);
  ModelId owner = model_get_parent (model, account);
  const char *user = model_get_name (model, account);
  const char *name = model_get_name (model, mailbox);
  while ((id = model_next_child (model, owner, id)) != MODEL_NO_ID)
    if (model_get_kind (model, id) == MODEL_KIND_CONNECTION
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_USER), user) == 0
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_MAILBOX), name) == 0)
      return id;
  return MODEL_NO_ID;
}

gboolean
model_names_is_open (const Model *model, ModelId mailbox)
{
  return next_open (model, mailbox, MODEL_NO_ID) != MODEL_NO_ID;
}

void
model_names_rename (ModelTx *tx, ModelId mailbox, const char *name)
{
  const Model *model = model_tx_get_model (tx);
  gboolean is_used = model_names_is_used (model, mailbox);
  g_assert (!is_used || !model_names_is_open (model, mailbox));
  if (is_used)
    model_tx_set_number (tx, mailbox, MODEL_FIELD_UIDVALIDITY,
                         next_uidvalidity (model, model_get_parent (model, mailbox)));
  retire_name (tx, mailbox);
  ModelId id;
  while ((id = next_open (model, mailbox, MODEL_NO_ID)) != MODEL_NO_ID)
    model_tx_set_text (tx, id, MODEL_FIELD_MAILBOX, name);
  model_tx_set_text (tx, mailbox, MODEL_FIELD_NAME, name);
}

/* --- levels --- */

gboolean
model_names_is_below (const char *name, const char *parent)
{
  gsize len = strlen (parent);
  return strncmp (name, parent, len) == 0 && name[len] == MODEL_DELIMITER && name[len + 1] != '\0';
}

gboolean
model_names_has_children (const Model *model, ModelId account, const char *name)
{
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, account, id)) != MODEL_NO_ID)
    if (model_names_is_below (model_get_name (model, id), name))
      return TRUE;
  return FALSE;
}

/* --- subscriptions --- */

char **
model_names_get_subscriptions (const Model *model, ModelId account)
{
  const char *text = model_get_text (model, account, MODEL_FIELD_SUBSCRIPTIONS);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      /* A cell read from a file may hold anything; what is no name is passed over. */
      g_autofree char *name = g_uri_unescape_string (words[i], NULL);
      if (name != NULL && name[0] != '\0')
        g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

void
model_names_subscribe (ModelTx *tx, ModelId account, const char *name, gboolean on)
{
  g_auto (GStrv) names = model_names_get_subscriptions (model_tx_get_model (tx), account);
  if (g_strv_contains ((const char *const *) names, name) == on)
    return;
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; names[i] != NULL || (on && names[i] == NULL); i++)
    {
      const char *word = names[i] != NULL ? names[i] : name;
      if (!on && strcmp (word, name) == 0)
        continue;
      g_autofree char *escaped = g_uri_escape_string (word, "!#$&'()*+,/:;=?@[]\"\\^`{|}<>", TRUE);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", escaped);
      if (names[i] == NULL)
        break;
    }
  model_tx_set_text (tx, account, MODEL_FIELD_SUBSCRIPTIONS, text->len > 0 ? text->str : NULL);
}
