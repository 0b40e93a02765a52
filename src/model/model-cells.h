#pragma once

#include "model.h"

/* ModelCells: the cells of one object or message, sorted by field; shared and copied on write. NULL
 * is empty. */

ModelCells *model_cells_ref (ModelCells *cells);
void model_cells_unref (ModelCells *cells);
/** model_cells_get_n: how many cells; NULL counts as none. */
guint model_cells_get_n (const ModelCells *cells);
/** model_cells_nth: the @i-th cell (0-based, by field); borrowed until the list is changed. */
const ModelCell *model_cells_nth (const ModelCells *cells, guint i);
/** model_cells_find: the cell of @field, or NULL. */
const ModelCell *model_cells_find (const ModelCells *cells, ModelField field);
/** model_cells_put: write a cell (takes @value; NONE removes it); *@cells becomes the list with it.
 */
void model_cells_put (ModelCells **cells, ModelField field, ModelValue value, guint32 writer);
/** model_cells_edit: the cell of @field for writing, in a list of its own; it must be there. */
ModelCell *model_cells_edit (ModelCells **cells, ModelField field);
gboolean model_cells_equal (const ModelCells *a, const ModelCells *b);
