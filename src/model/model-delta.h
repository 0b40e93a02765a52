#pragma once

#include "model.h"

/**
 * ModelDelta: one change, with what was there before and who had written that, so that apply and
 * revert are exact inverses. The list of operations is closed:
 *
 * | op | changes | @key | @before / @after |
 * | --- | --- | --- | --- |
 * | SET | a cell of an object (@key 0) or of a message | UID | values |
 * | MASK | flags of many messages at once | 0 | @mask |
 * | SPLICE | part of a list cell | place | runs taken out / put in |
 * | BIRTH | a new object (@table MODEL_N_TABLES) or message | UID | @object or @row |
 * | DEATH | the end of one, which holds nothing but what @row says | UID | the same |
 */
typedef enum
{
  MODEL_OP_SET,
  MODEL_OP_MASK,
  MODEL_OP_SPLICE,
  MODEL_OP_BIRTH,
  MODEL_OP_DEATH
} ModelOp;

/** An object at its birth or death. */
typedef struct
{
  ModelKind kind;
  ModelId parent;
  char *name; /* GRefString */
} ModelObjectBox;

/**
 * ModelMask: flags of many messages that changed in one command. @runs holds, as LEB128 numbers,
 * for each run of messages alike: gap of UIDs to the one before, count, bits flipped (XOR), earlier
 * writer and earlier mod-sequence (both as zigzag differences to the run before).
 */
typedef struct
{
  guint64 modseq; /* given to each of them; 0 keeps theirs */
  guint32 n;      /* messages changed */
  GBytes *runs;
} ModelMask;

typedef struct _ModelDelta ModelDelta;
struct _ModelDelta
{
  guint8 op;    /* ModelOp */
  guint8 table; /* ModelTable; MODEL_N_TABLES where no message is meant */
  guint16 field;
  ModelId object;
  guint32 key;
  guint32 before_writer;
  union
  {
    struct
    {
      ModelValue before;
      ModelValue after;
    };
    ModelMask *mask;
    ModelRow *row;
    ModelObjectBox *box;
  };
};

/** One decoded run of a mask. */
typedef struct
{
  guint32 first;
  guint32 count;
  ModelFlags flipped;
  guint32 writer;
  guint64 modseq;
} ModelMaskRun;

/** model_mask_new: encode @n runs (ascending, not touching the same UID twice); owned by the
 * caller. */
ModelMask *model_mask_new (const ModelMaskRun *runs, guint n, guint64 modseq);
void model_mask_free (ModelMask *mask);

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  guint32 last;
  gint64 writer;
  gint64 modseq;
} ModelMaskIter;

/** model_mask_iter_init, model_mask_iter_next: walk the runs; next gives FALSE at the end (or at
 * bytes that are no mask). */
void model_mask_iter_init (ModelMaskIter *iter, const ModelMask *mask);
gboolean model_mask_iter_next (ModelMaskIter *iter, ModelMaskRun *run);

/** model_row_new: a message to be born: @key, flags, mod-sequence; add cells with model_row_put().
 * Caller frees with model_row_free(). */
ModelRow *model_row_new (guint32 key, ModelFlags flags, guint64 modseq);
/** model_row_put: set a cell of a row that is not in a model yet; takes @value. @writer 0 for "by
 * its birth". */
void model_row_put (ModelRow *row, ModelField field, ModelValue value, guint32 writer);
ModelRow *model_row_dup (const ModelRow *row);
void model_row_free (ModelRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelRow, model_row_free)

/** model_delta_clear: give back what a delta holds. */
void model_delta_clear (ModelDelta *delta);
/** model_delta_equal: same change with the same past. */
gboolean model_delta_equal (const ModelDelta *a, const ModelDelta *b);
/** model_delta_size: octets of memory it holds, itself included (shared blobs not counted). */
gsize model_delta_size (const ModelDelta *delta);

/** model_apply: do @delta as event @event did it. The model must be just before it; asserts. */
void model_apply (Model *model, const ModelDelta *delta, guint32 event);
/** model_revert: undo @delta; the model must be just after it. */
void model_revert (Model *model, const ModelDelta *delta);
/**
 * model_check: whether @delta can be applied to @model (objects there, places inside, kinds right),
 * for deltas read from a file. Cannot fail otherwise; never crashes.
 */
gboolean model_check (const Model *model, const ModelDelta *delta);
