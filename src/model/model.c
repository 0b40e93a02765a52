#include "model.h"

#include "model-private.h"

#include <string.h>

static const struct
{
  const char *name;
  ModelShow show;
} fields[] = {
#define MODEL_FIELD_ROW(NAME, spelling, show) { spelling, MODEL_SHOW_##show },
  MODEL_FIELDS (MODEL_FIELD_ROW)
#undef MODEL_FIELD_ROW
};

const char *
model_field_get_name (ModelField field)
{
  g_assert (field < MODEL_N_FIELDS);
  return fields[field].name;
}

ModelShow
model_field_get_show (ModelField field)
{
  g_assert (field < MODEL_N_FIELDS);
  return fields[field].show;
}

ModelField
model_field_by_name (const char *name)
{
  ModelField field = 0;
  while (field < MODEL_N_FIELDS && strcmp (fields[field].name, name) != 0)
    field++;
  return field;
}

static void
object_unref (ModelObject *object)
{
  if (--object->refs > 0)
    return;
  g_ref_string_release (object->name);
  model_cells_unref (object->cells);
  for (guint i = 0; i < MODEL_N_TABLES; i++)
    model_rows_unref (object->tables[i]);
  g_free (object);
}

/* --- kin: so that finding a child does not look at all that ever lived --- */

static void
link_kin (Model *model, ModelId id)
{
  ModelId parent = model->objects[id]->parent;
  if (parent == MODEL_NO_ID)
    return;
  ModelKin *kin = &model->kin[id];
  kin->previous = model->kin[parent].last_child;
  while (kin->previous != MODEL_NO_ID && kin->previous > id)
    kin->previous = model->kin[kin->previous].previous;
  ModelId *before = kin->previous != MODEL_NO_ID ? &model->kin[kin->previous].next
                                                 : &model->kin[parent].first_child;
  kin->next = *before;
  *before = id;
  *(kin->next != MODEL_NO_ID ? &model->kin[kin->next].previous
                             : &model->kin[parent].last_child) = id;
}

static void
unlink_kin (Model *model, ModelId id)
{
  ModelId parent = model->objects[id]->parent;
  if (parent == MODEL_NO_ID)
    return;
  const ModelKin *kin = &model->kin[id];
  *(kin->previous != MODEL_NO_ID ? &model->kin[kin->previous].next
                                 : &model->kin[parent].first_child) = kin->next;
  *(kin->next != MODEL_NO_ID ? &model->kin[kin->next].previous
                             : &model->kin[parent].last_child) = kin->previous;
}

void
model_object_set_alive (Model *model, ModelId id, gboolean alive)
{
  ModelObject *object = model_object_edit (model, id);
  g_assert (object->alive != alive);
  object->alive = alive;
  if (alive)
    link_kin (model, id);
  else
    unlink_kin (model, id);
}

void
model_object_insert (Model *model, ModelId id, ModelKind kind, ModelId parent, char *name)
{
  g_assert (id == model->n);
  if (model->n == model->room)
    {
      model->room = MAX (16, model->room * 2);
      model->objects = g_renew (ModelObject *, model->objects, model->room);
      model->kin = g_renew (ModelKin, model->kin, model->room);
    }
  ModelObject *object = g_new0 (ModelObject, 1);
  object->refs = 1;
  object->alive = TRUE;
  object->kind = kind;
  object->parent = parent;
  object->name = g_ref_string_acquire (name);
  model->kin[id] = (ModelKin){ MODEL_NO_ID, MODEL_NO_ID, MODEL_NO_ID, MODEL_NO_ID };
  model->objects[model->n++] = object;
  link_kin (model, id);
}

void
model_object_drop (Model *model, ModelId id)
{
  g_assert (id == model->n - 1);
  unlink_kin (model, id);
  object_unref (model->objects[--model->n]);
}

void
model_forget_connections (Model *model)
{
  while (model->n > 0 && !model->objects[model->n - 1]->alive
         && model->objects[model->n - 1]->kind == MODEL_KIND_CONNECTION)
    object_unref (model->objects[--model->n]);
}

Model *
model_new (void)
{
  Model *model = g_new0 (Model, 1);
  char *name = g_ref_string_new_intern ("");
  model_object_insert (model, MODEL_ROOT, MODEL_KIND_ROOT, MODEL_NO_ID, name);
  g_ref_string_release (name);
  return model;
}

Model *
model_copy (const Model *model)
{
  Model *copy = g_new0 (Model, 1);
  copy->n = copy->room = model->n;
  copy->objects = g_memdup2 (model->objects, model->n * sizeof (ModelObject *));
  copy->kin = g_memdup2 (model->kin, model->n * sizeof (ModelKin));
  for (guint i = 0; i < copy->n; i++)
    copy->objects[i]->refs++;
  return copy;
}

void
model_free (Model *model)
{
  if (model == NULL)
    return;
  for (guint i = 0; i < model->n; i++)
    object_unref (model->objects[i]);
  g_free (model->objects);
  g_free (model->kin);
  g_free (model);
}

const ModelObject *
model_object (const Model *model, ModelId id)
{
  return id < model->n && model->objects[id]->alive ? model->objects[id] : NULL;
}

ModelObject *
model_object_edit (Model *model, ModelId id)
{
  g_assert (id < model->n);
  ModelObject *from = model->objects[id];
  if (from->refs == 1)
    return from;
  ModelObject *own = g_new (ModelObject, 1);
  *own = *from;
  own->refs = 1;
  g_ref_string_acquire (own->name);
  model_cells_ref (own->cells);
  for (guint i = 0; i < MODEL_N_TABLES; i++)
    model_rows_ref (own->tables[i]);
  from->refs--;
  model->objects[id] = own;
  return own;
}

static gboolean
object_equal (const ModelObject *a, const ModelObject *b)
{
  if (a == b)
    return TRUE;
  if (a->alive != b->alive || a->kind != b->kind || a->parent != b->parent
      || !g_str_equal (a->name, b->name) || !model_cells_equal (a->cells, b->cells))
    return FALSE;
  for (guint i = 0; i < MODEL_N_TABLES; i++)
    if (!model_rows_equal (a->tables[i], b->tables[i]))
      return FALSE;
  return TRUE;
}

gboolean
model_equal (const Model *a, const Model *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (!object_equal (a->objects[i], b->objects[i]))
      return FALSE;
  return TRUE;
}

gboolean
model_exists (const Model *model, ModelId id)
{
  return model_object (model, id) != NULL;
}

ModelKind
model_get_kind (const Model *model, ModelId id)
{
  const ModelObject *object = model_object (model, id);
  g_assert (object != NULL);
  return object->kind;
}

/* RENAME writes a cell; the name of an object's birth stays. */
static const char *
name_of (const ModelObject *object)
{
  const ModelCell *cell = object->kind == MODEL_KIND_MAILBOX
                              ? model_cells_find (object->cells, MODEL_FIELD_NAME)
                              : NULL;
  return cell != NULL && cell->value.kind == MODEL_VALUE_TEXT ? cell->value.text : object->name;
}

const char *
model_get_name (const Model *model, ModelId id)
{
  const ModelObject *object = model_object (model, id);
  g_assert (object != NULL);
  return name_of (object);
}

ModelId
model_get_parent (const Model *model, ModelId id)
{
  const ModelObject *object = model_object (model, id);
  g_assert (object != NULL);
  return object->parent;
}

static gboolean
names_equal (const ModelObject *object, const char *name)
{
  /* INBOX is one mailbox in any case [RFC9051 §5.1]. */
  if (object->kind == MODEL_KIND_MAILBOX && g_ascii_strcasecmp (name, "INBOX") == 0)
    return g_ascii_strcasecmp (name_of (object), name) == 0;
  return g_str_equal (name_of (object), name);
}

ModelId
model_find (const Model *model, ModelId parent, const char *name)
{
  for (ModelId id = model_next_child (model, parent, MODEL_NO_ID); id != MODEL_NO_ID;
       id = model_next_child (model, parent, id))
    if (names_equal (model->objects[id], name))
      return id;
  return MODEL_NO_ID;
}

ModelId
model_next_child (const Model *model, ModelId parent, ModelId previous)
{
  if (parent >= model->n)
    return MODEL_NO_ID;
  if (previous == MODEL_NO_ID)
    return model->kin[parent].first_child;
  /* who was just given may have died meanwhile */
  if (previous < model->n && model->objects[previous]->alive)
    return model->kin[previous].next;
  ModelId id = model->kin[parent].first_child;
  while (id != MODEL_NO_ID && id <= previous)
    id = model->kin[id].next;
  return id;
}

static const ModelCell *
find_cell (const Model *model, ModelId id, ModelField field)
{
  const ModelObject *object = model_object (model, id);
  return object != NULL ? model_cells_find (object->cells, field) : NULL;
}

const ModelValue *
model_get (const Model *model, ModelId id, ModelField field)
{
  static const ModelValue none = { .kind = MODEL_VALUE_NONE };
  const ModelCell *cell = find_cell (model, id, field);
  return cell != NULL ? &cell->value : &none;
}

guint32
model_get_writer (const Model *model, ModelId id, ModelField field)
{
  const ModelCell *cell = find_cell (model, id, field);
  return cell != NULL ? cell->writer : 0;
}

gint64
model_get_number (const Model *model, ModelId id, ModelField field, gint64 otherwise)
{
  const ModelValue *value = model_get (model, id, field);
  return value->kind == MODEL_VALUE_NUMBER ? value->number : otherwise;
}

const char *
model_get_text (const Model *model, ModelId id, ModelField field)
{
  const ModelValue *value = model_get (model, id, field);
  return value->kind == MODEL_VALUE_TEXT ? value->text : NULL;
}

ModelRuns *
model_get_runs (const Model *model, ModelId id, ModelField field)
{
  const ModelValue *value = model_get (model, id, field);
  return value->kind == MODEL_VALUE_RUNS ? value->runs : NULL;
}

static const ModelRows *
find_table (const Model *model, ModelId mailbox, ModelTable table)
{
  g_assert (table < MODEL_N_TABLES);
  const ModelObject *object = model_object (model, mailbox);
  return object != NULL ? object->tables[table] : NULL;
}

guint
model_count (const Model *model, ModelId mailbox, ModelTable table)
{
  return model_rows_count (find_table (model, mailbox, table));
}

const ModelRow *
model_row (const Model *model, ModelId mailbox, ModelTable table, guint32 key)
{
  return model_rows_find (find_table (model, mailbox, table), key);
}

const ModelRow *
model_row_at (const Model *model, ModelId mailbox, ModelTable table, guint index)
{
  return model_rows_at (find_table (model, mailbox, table), index);
}

guint
model_row_index (const Model *model, ModelId mailbox, ModelTable table, guint32 key)
{
  return model_rows_index (find_table (model, mailbox, table), key);
}

const ModelRow *
model_row_from (const Model *model, ModelId mailbox, ModelTable table, guint32 key)
{
  const ModelRows *rows = find_table (model, mailbox, table);
  return model_rows_at (rows, model_rows_index (rows, key));
}

ModelValue
model_row_get (const ModelRow *row, ModelField field)
{
  if (field == MODEL_FIELD_FLAGS)
    return row->flags & MODEL_FLAGS_UNKNOWN ? MODEL_UNKNOWN : model_value_number (row->flags);
  const ModelCell *cell = model_cells_find (row->cells, field);
  return cell != NULL ? cell->value : MODEL_NONE;
}

guint32
model_row_get_writer (const ModelRow *row, ModelField field)
{
  if (field == MODEL_FIELD_FLAGS)
    return row->flags_writer;
  const ModelCell *cell = model_cells_find (row->cells, field);
  return cell != NULL && cell->writer != 0 ? cell->writer : row->born;
}

guint
model_row_n_cells (const ModelRow *row)
{
  return model_cells_get_n (row->cells);
}

const ModelCell *
model_row_cell (const ModelRow *row, guint i)
{
  return model_cells_nth (row->cells, i);
}
