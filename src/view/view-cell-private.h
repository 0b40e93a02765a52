#pragma once

#include "model-address.h"
#include "trace.h"
#include "view-cell.h"

/* What the files about cells share. */

struct _ViewCell
{
  int refs;
  Trace *trace;
  TraceCursor *cursor;
  ModelAddress address;
  char *spelling;
  gboolean of_message;
  gboolean counts_rows; /* the server's own `exists` */
  guint32 home;         /* a moment at which what it is of was there */
  GArray *changes;      /* of guint32, ascending */
  guint32 scanned;      /* events up to this one were looked at */
};

/** view_cell_seek: the state just after @event; borrowed until the next call with this cell. */
const Model *view_cell_seek (ViewCell *cell, guint32 event);
/** view_cell_field_key: whose short label is the name of @field. */
const char *view_cell_field_key (ModelField field);
/** view_cell_say: @value, as the cell holds it in @model, in words. */
ViewText view_cell_say (const ViewCell *cell, const Model *model, const ModelValue *value);
/** view_state_key: what to call the state of a connection that is spelled @state in the model. */
const char *view_state_key (const char *state);
