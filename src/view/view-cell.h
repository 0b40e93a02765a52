#pragma once

#include "view-text.h"

typedef struct _Trace Trace;

/**
 * ViewCell: one cell of a run by its address ("phone:lin:INBOX:lunch:flags"), through all its moments: what
 * it is called in words, what it holds, and at which events it changed. Finding the changes goes once
 * through the deltas of the run, and of what it grows by; after that a question takes O(log changes). It
 * belongs to one thread.
 */
typedef struct _ViewCell ViewCell;

/**
 * view_cell_new: the cell that @address names at @event of @trace; where it names nothing then, at any other
 * moment of the run, late ones first. NULL with an error of the address (model-address.h) when it never names
 * anything. Keeps a reference to @trace.
 */
ViewCell *view_cell_new (Trace *trace, const char *address, guint32 event, GError **error);
ViewCell *view_cell_ref (ViewCell *cell);
void view_cell_unref (ViewCell *cell);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewCell, view_cell_unref)

/** view_cell_get_address: its one spelling, whatever it was given as; borrowed. */
const char *view_cell_get_address (const ViewCell *cell);
/** view_cell_is: whether @address is that spelling. */
gboolean view_cell_is (const ViewCell *cell, const char *address);

/** view_cell_get_name: “flags of “Lunch on Friday?” on Phone”, with the words that hold at @event. Caller
 * clears. */
ViewText view_cell_get_name (ViewCell *cell, guint32 event);
/** view_cell_get_value: what it holds just after @event (0: at the beginning); caller clears. For what was
 * before a change ask with the event before it. */
ViewText view_cell_get_value (ViewCell *cell, guint32 event);

/** view_cell_next: the first event behind @event at which it changed; 0 when there is none. */
guint32 view_cell_next (ViewCell *cell, guint32 event);
/** view_cell_previous: the last event before @event at which it changed; 0 when there is none. What @event
 * itself did does not count: to ask who made the value just after it, ask for @event + 1. */
guint32 view_cell_previous (ViewCell *cell, guint32 event);
/** view_cell_changes: whether it changed at any of the events @first … @last; for marks on rows. */
gboolean view_cell_changes (ViewCell *cell, guint32 first, guint32 last);
/** view_cell_count_changes: at how many events it changed. */
guint view_cell_count_changes (ViewCell *cell);
