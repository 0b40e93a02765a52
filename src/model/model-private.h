#pragma once

#include "model-cells.h"
#include "model-rows.h"

/* How a Model is stored; for the files of this folder that apply deltas. */

typedef struct
{
  int refs;
  gboolean alive;
  ModelKind kind;
  ModelId parent;
  char *name; /* GRefString */
  ModelCells *cells;
  ModelRows *tables[MODEL_N_TABLES];
} ModelObject;

/* Where an object stands among the living children of its parent, in order of birth. */
typedef struct
{
  ModelId first_child;
  ModelId last_child;
  ModelId previous;
  ModelId next;
} ModelKin;

struct _Model
{
  guint n;
  guint room;
  ModelObject **objects; /* by id; shared between copies, copied on write */
  ModelKin *kin;         /* by id */
};

/** model_object: the living object @id, for reading, or NULL. */
const ModelObject *model_object (const Model *model, ModelId id);
/** model_object_edit: an own copy of the object @id, for writing. */
ModelObject *model_object_edit (Model *model, ModelId id);
/** model_object_insert: object number @id (the next one) is born. */
void model_object_insert (Model *model, ModelId id, ModelKind kind, ModelId parent, char *name);
/** model_object_set_alive: the object @id dies, or is brought back. */
void model_object_set_alive (Model *model, ModelId id, gboolean alive);
/** model_object_drop: undo the birth of the newest object. */
void model_object_drop (Model *model, ModelId id);
