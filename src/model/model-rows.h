#pragma once

#include "model.h"

/*
 * ModelRows: a table of messages in ascending order of their keys, in chunks that are shared
 * between copies and copied on write. NULL is an empty table.
 */
typedef struct _ModelRows ModelRows;

ModelRows *model_rows_ref (ModelRows *rows);
void model_rows_unref (ModelRows *rows);
/** model_rows_count: messages in the table; NULL counts as none. */
guint model_rows_count (const ModelRows *rows);
/** model_rows_find: the row with @key, borrowed until the table is changed, or NULL. O(log n). */
const ModelRow *model_rows_find (const ModelRows *rows, guint32 key);
/** model_rows_at: the @index-th row (0-based, ascending keys), borrowed, or NULL behind the end. */
const ModelRow *model_rows_at (const ModelRows *rows, guint index);
/** model_rows_index: how many rows have a key below @key. */
guint model_rows_index (const ModelRows *rows, guint32 key);
/** model_rows_edit: the row with @key for writing; it must be there. *@rows becomes an own table.
 */
ModelRow *model_rows_edit (ModelRows **rows, guint32 key);
/** model_rows_insert: put @row (its content is taken over) in place; its key must be free. */
void model_rows_insert (ModelRows **rows, const ModelRow *row);
/** model_rows_remove: take the row with @key out; its cells are given back. */
void model_rows_remove (ModelRows **rows, guint32 key);
gboolean model_rows_equal (const ModelRows *a, const ModelRows *b);

typedef void (*ModelRowsEdit) (ModelRow *row, gpointer data);
/** model_rows_edit_run: call @edit for @n rows in order from the row with @key; FALSE, with nothing
 * edited, when there are not that many. */
gboolean model_rows_edit_run (ModelRows **rows, guint32 key, guint n, ModelRowsEdit edit,
                              gpointer data);
