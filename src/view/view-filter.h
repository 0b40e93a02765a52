#pragma once

#include "view-ladder.h"

/**
 * ViewFilter: which rows of a ladder somebody looks for. Written as words that a row must hold, and conditions:
 *
 *     who:phone     a lane at either end of it       command:FETCH  of an exchange that FETCH or UID FETCH begins
 *     code:NO       what the server answers, or the  cell:ADDRESS   it changes that cell
 *                   word in its brackets
 *
 * Of several conditions of one kind one has to hold; of different kinds, and of words, all. "…" keeps blanks
 * together. Case does not count. The kinds have Chinese names too.
 */
typedef struct
{
  GPtrArray *who;      /* char *: owners of lanes */
  GPtrArray *commands; /* char * */
  GPtrArray *codes;    /* char * */
  GPtrArray *cells;    /* ViewCell * */
  GPtrArray *words;    /* char *, case-folded */
  guint32 first_event; /* 0: from the beginning */
  guint32 last_event;  /* 0: to the end */
} ViewFilter;

/** view_filter_new: one that every row passes; caller frees. */
ViewFilter *view_filter_new (void);
void view_filter_free (ViewFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewFilter, view_filter_free)

/**
 * view_filter_parse: what @text says about rows of @ladder; cells are those of event @event. NULL when it names a
 * lane or a cell that is not there: then @problem, which the caller clears, says so. A kind without a value
 * yet is no condition. Finding the changes of a cell goes once through the trace.
 */
ViewFilter *view_filter_parse (const char *text, const ViewLadder *ladder, guint32 event,
                               ViewText *problem);

/** view_filter_is_empty: every row passes. view_filter_has_query: anything but the range is asked. */
gboolean view_filter_is_empty (const ViewFilter *filter);
gboolean view_filter_has_query (const ViewFilter *filter);

/** view_filter_matches: whether row @index passes; words are looked for in what travelled (the first 256 KiB) and,
 * for rows that are no lines, in what is said about them in the language of @catalogue. */
gboolean view_filter_matches (const ViewFilter *filter, const ViewLadder *ladder, guint index,
                              const ExplainCatalogue *catalogue);

/** view_filter_quote: the condition @kind ("who") with @value as it is written: `who:phone`; caller frees. */
char *view_filter_quote (const char *kind, const char *value);
/** view_filter_list_commands: commands there are in the run ("FETCH", "UID STORE"), sorted, at most @most,
 * NULL-terminated, for choosing from; caller frees with g_strfreev(). */
char **view_filter_list_commands (const ViewLadder *ladder, guint most);
