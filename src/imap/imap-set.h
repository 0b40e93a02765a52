#pragma once

#include "imap-types.h"
#include "model-runs.h"

/** A run of sequence numbers, first and last included, 1-based. */
typedef struct
{
  guint32 first;
  guint32 last;
} ImapNumbers;

/**
 * imap_set_resolve: the sequence numbers in @view (number → UID) that @set names, ascending and each
 * once: an array of ImapNumbers owned by the caller. @uid: the set names UIDs; those that are not in
 * the view are passed over, and "*" is the last message's. Without it NULL says that a number is
 * above the last one or "*" stands for nothing, which is the client's mistake
 * [RFC9051 §9] [RFC9051 §6.4.9].
 */
GArray *imap_set_resolve (const ImapSet *set, gboolean uid, const ModelRuns *view);

/** imap_set_count: numbers in all runs. */
guint imap_set_count (const GArray *numbers);

/** imap_view_lower: the first sequence number in @view whose UID is @uid or more; one behind the last when there is none. O(log² n). */
guint imap_view_lower (const ModelRuns *view, guint32 uid);

/**
 * imap_set_uids: the UIDs that @numbers have in @view, as few ascending runs as can be; @touching
 * lets a run go on over UIDs that no message has any more. An array of ModelRun, owned by the caller.
 */
GArray *imap_set_uids (const GArray *numbers, const ModelRuns *view, gboolean touching);
