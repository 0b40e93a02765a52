#pragma once

#include "model-tx.h"

/**
 * ImapSession: the view one connection has of its selected mailbox. All of it is in cells of the
 * connection object: `numbers` (sequence number → UID: what the client was told), `told` (entries of
 * the mailbox's journal that were taken in), `ghosts` (expunged, the client not told yet), `untold`
 * (flag changes the client was not told yet), `recent`, `recent-count` and `keywords` (as told).
 * They change in turns of this session only. What is new is not kept but derived: UIDs are given in
 * order, so every living message above the last number is news to the client.
 */
typedef struct
{
  ModelId server;
  ModelId connection;
  ModelId account; /* MODEL_NO_ID before LOGIN */
  ModelId mailbox; /* MODEL_NO_ID while none is selected */
  gboolean read_only;
} ImapSession;

/** One thing to tell: message @number of the view, and the event that is the reason. */
typedef struct
{
  guint32 number;
  guint32 uid;
  guint32 event;
} ImapNotice;

/** imap_session_open: select @mailbox; the client will be told of all living messages. Messages no session was told of become \Recent here, and stay so for others after an EXAMINE. [RFC3501 §2.3.2] */
void imap_session_open (ImapSession *session, ModelTx *tx, ModelId mailbox, gboolean read_only);

/** imap_session_leave: forget the view, and the ghosts that only this session still held. */
void imap_session_leave (ImapSession *session, ModelTx *tx);

/** imap_session_take_in: note what others did to the mailbox since the last time. Tells nothing. */
void imap_session_take_in (const ImapSession *session, ModelTx *tx);

/** imap_session_get_numbers: the view, borrowed; NULL when empty. */
ModelRuns *imap_session_get_numbers (const ImapSession *session, const Model *model);

/** imap_session_find_row: message @uid of the view, living or a ghost; borrowed. @is_ghost may be NULL. */
const ModelRow *imap_session_find_row (const ImapSession *session, const Model *model, guint32 uid,
                                       gboolean *is_ghost);

/** imap_session_is_recent: whether message @uid is \Recent in this session. [RFC3501 §2.3.2] */
gboolean imap_session_is_recent (const ImapSession *session, const Model *model, guint32 uid);
/** imap_session_count_recent: how many messages of the view are. */
guint imap_session_count_recent (const ImapSession *session, const Model *model);

/** imap_session_meets_ghost: whether one of @numbers (of imap_set_resolve()) is of a message that
 * was expunged elsewhere. */
gboolean imap_session_meets_ghost (const ImapSession *session, const Model *model,
                                   const GArray *numbers);

/* --- what to tell --- */

/**
 * imap_session_get_expunges: the EXPUNGE lines that are due, in the order of telling and numbered as
 * each leaves the ones behind it: ascending "3 3 5 8" or, @high_first, descending "11 7 4 3"
 * [RFC9051 §6.4.3]. An array of ImapNotice, owned by the caller.
 */
GArray *imap_session_get_expunges (const ImapSession *session, const Model *model,
                                   gboolean high_first);
/** imap_session_told_expunges: the first @n of @notices have been told: the view is renumbered. */
void imap_session_told_expunges (const ImapSession *session, ModelTx *tx, const GArray *notices,
                                 guint n);

/** imap_session_get_changes: messages whose flags the client does not know any more, ascending, at most @max. An array of ImapNotice, owned by the caller. */
GArray *imap_session_get_changes (const ImapSession *session, const Model *model, guint max);
/** imap_session_told_flags: the client was told the flags of @uids (ascending ModelRuns). */
void imap_session_told_flags (const ImapSession *session, ModelTx *tx, const GArray *uids);
/** imap_session_drop_changes: changes up to @uid need not be told (any more). */
void imap_session_drop_changes (const ImapSession *session, ModelTx *tx, guint32 uid);

/** imap_session_take_arrivals: number what has arrived; the caller tells EXISTS. FALSE when there is nothing. @event: the latest arrival. */
gboolean imap_session_take_arrivals (const ImapSession *session, ModelTx *tx, guint32 *event);

/* --- what a session does to its mailbox; its own view knows at once --- */

/** imap_session_store: change flags of the living messages in @uids (ascending ModelRuns): one mask, one new mod-sequence, one journal entry. Returns how many changed. */
guint imap_session_store (const ImapSession *session, ModelTx *tx, const GArray *uids,
                          ModelMaskHow how, ModelFlags flags);

/** imap_session_expunge: remove the messages marked \Deleted: all, or with @only (ImapNumbers, ascending) those that the session sees under these numbers. @tells: the own client is to be told of them as of others' (else its view is about to go). Returns how many. */
guint imap_session_expunge (const ImapSession *session, ModelTx *tx, const GArray *only,
                            gboolean tells);
