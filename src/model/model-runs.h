#pragma once

#include <glib.h>

/**
 * ModelRun: one entry of a list cell.
 * - numbers (sequence number → UID): UIDs @first … @first + @count - 1 in order; @first 0 means
 *   @count messages whose UID is unknown.
 * - sets, ghosts, untold changes, journals: UIDs @first … @first + @count - 1, with the event that
 *   caused it, what it was (ModelChange) and the mod-sequence it was given.
 */
typedef struct
{
  guint32 first;
  guint32 count;
  guint32 event;
  guint32 kind;
  guint64 modseq;
} ModelRun;

/** What a journal entry tells. */
typedef enum
{
  MODEL_CHANGE_NONE,
  MODEL_CHANGE_NEW,     /* messages arrived */
  MODEL_CHANGE_FLAGS,   /* flags of some messages of the range changed: those with at least this
                           modseq */
  MODEL_CHANGE_EXPUNGED /* messages of the range were expunged */
} ModelChange;

/** ModelRuns: a list of runs, shared between moments. Whoever holds a reference sees it unchanged. */
typedef struct _ModelRuns ModelRuns;

ModelRuns *model_runs_new (const ModelRun *runs, guint n);
ModelRuns *model_runs_ref (ModelRuns *runs);
void model_runs_unref (ModelRuns *runs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelRuns, model_runs_unref)

/** model_runs_get_n: entries; NULL counts as empty. */
guint model_runs_get_n (const ModelRuns *runs);

/** model_runs_get: the @i-th entry (0-based); borrowed. */
const ModelRun *model_runs_get (const ModelRuns *runs, guint i);

/** model_runs_total: the sum of counts: for numbers, how many messages the map holds. */
guint model_runs_total (const ModelRuns *runs);

/** model_runs_nth: the UID of sequence number @n (1-based), 0 when unknown or out of range. O(log
 * n). */
guint32 model_runs_nth (const ModelRuns *runs, guint n);

/** model_runs_find: the sequence number (1-based) of @uid, 0 when the map has none. */
guint model_runs_find (const ModelRuns *runs, guint32 uid);

/** model_runs_contains: whether a set holds @uid. */
gboolean model_runs_contains (const ModelRuns *runs, guint32 uid);

/** model_runs_equal: same entries. */
gboolean model_runs_equal (const ModelRuns *a, const ModelRuns *b);

/**
 * model_runs_entry: which entry holds message @n (1-based, at most the total); @inside: how many of
 * the entry come before it. O(log n).
 */
guint model_runs_entry (const ModelRuns *runs, guint n, guint *inside);

/**
 * model_runs_splice: replace @n_out entries from @at by @n_in of @in. Takes @runs and gives the list
 * to go on with: the same one, edited, when nobody else holds it, else a new one. @in is not part of it.
 */
ModelRuns *model_runs_splice (ModelRuns *runs, guint at, guint n_out, const ModelRun *in,
                              guint n_in);
