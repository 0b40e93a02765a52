#pragma once

#include "model-delta.h"

/**
 * ModelTx: the only way to change state. The one who writes the event opens it with the event's
 * number; every call applies at once (a command reads what it wrote) and logs a delta. A call that
 * would change nothing logs nothing.
 */
typedef struct _ModelTx ModelTx;

/** model_tx_begin: start changing @model as event @event; deltas are appended to @log (GArray of
 * ModelDelta, owned by the caller; it owns what the deltas hold). */
ModelTx *model_tx_begin (Model *model, guint32 event, GArray *log);
/** model_tx_end: stop; frees @tx. Changes are in effect already. */
void model_tx_end (ModelTx *tx);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelTx, model_tx_end)

/** model_tx_get_model: the model as it is now, for reading. */
const Model *model_tx_get_model (const ModelTx *tx);
/** model_tx_get_event: the number of the event that is being acted on. */
guint32 model_tx_get_event (const ModelTx *tx);

/** model_tx_birth: a new object under @parent; asserts that no sibling has the name. */
ModelId model_tx_birth (ModelTx *tx, ModelKind kind, ModelId parent, const char *name);
/** model_tx_death: the end of @id, its cells, messages and children (each logged). */
void model_tx_death (ModelTx *tx, ModelId id);

/** model_tx_set: write a cell of an object; takes @value. MODEL_NONE removes the cell. */
void model_tx_set (ModelTx *tx, ModelId id, ModelField field, ModelValue value);
/** model_tx_set_number, _text: the same for plain values. */
void model_tx_set_number (ModelTx *tx, ModelId id, ModelField field, gint64 number);
void model_tx_set_text (ModelTx *tx, ModelId id, ModelField field, const char *text);

/** model_tx_add_row: put @row (taken) into a table of a mailbox; asserts that its key is free. */
void model_tx_add_row (ModelTx *tx, ModelId mailbox, ModelTable table, ModelRow *row);
/** model_tx_remove_row: take the message with @key out; asserts that it is there. */
void model_tx_remove_row (ModelTx *tx, ModelId mailbox, ModelTable table, guint32 key);
/** model_tx_set_row: write a cell of a message (FLAGS as a number); takes @value. */
void model_tx_set_row (ModelTx *tx, ModelId mailbox, ModelTable table, guint32 key,
                       ModelField field, ModelValue value);

typedef enum
{
  MODEL_MASK_REPLACE,
  MODEL_MASK_ADD,
  MODEL_MASK_REMOVE
} ModelMaskHow;

/**
 * model_tx_mask: change flags of the living messages in @ranges (ascending runs of UIDs; gaps in
 * the mailbox and messages whose flags are unknown are passed over). Those whose flags really change get @modseq (0: keep) and this
 * event as writer; one MASK delta holds them all. Returns how many changed.
 */
guint model_tx_mask (ModelTx *tx, ModelId mailbox, const ModelRun *ranges, guint n_ranges,
                     ModelMaskHow how, ModelFlags flags, guint64 modseq);

/** model_tx_splice: replace @n_out entries of a list cell from @at by @n_in of @in. */
void model_tx_splice (ModelTx *tx, ModelId id, ModelField field, guint at, guint n_out,
                      const ModelRun *in, guint n_in);
/** model_tx_push: append one entry to a list cell. */
void model_tx_push (ModelTx *tx, ModelId id, ModelField field, const ModelRun *run);
/** model_tx_numbers_append: @count messages with UIDs from @uid (0: unknown) at the end of a
 * numbers cell. */
void model_tx_numbers_append (ModelTx *tx, ModelId id, ModelField field, guint32 uid, guint count);
/** model_tx_numbers_remove: take sequence number @n out; what follows moves down. */
void model_tx_numbers_remove (ModelTx *tx, ModelId id, ModelField field, guint n);
/** model_tx_numbers_set: sequence number @n is now known to be @uid. */
void model_tx_numbers_set (ModelTx *tx, ModelId id, ModelField field, guint n, guint32 uid);
/** model_tx_set_add, model_tx_set_remove: put @count UIDs from @uid into, or take them out of, a
 * set cell (runs are merged and split; @event is noted for what is added). */
void model_tx_set_add (ModelTx *tx, ModelId id, ModelField field, guint32 uid, guint count,
                       guint32 event);
void model_tx_set_remove (ModelTx *tx, ModelId id, ModelField field, guint32 uid, guint count);

/** model_tx_journal: append an entry to the journal of @mailbox with this event as its cause. */
void model_tx_journal (ModelTx *tx, ModelId mailbox, ModelChange what, guint32 first, guint count,
                       guint64 modseq);
