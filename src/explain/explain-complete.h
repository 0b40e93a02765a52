#pragma once

#include "explain-line.h"

/**
 * Completion of a line that a client is about to send. What is proposed is tried with the parser that will read the
 * line: only what the grammar takes at that place is there, and what the state of the session forbids stands behind
 * the rest and says so: it may be sent all the same.
 */

/** ExplainMessage: a message of the open mailbox, as the client knows it. */
typedef struct
{
  guint32 number; /* 0 unknown */
  guint32 uid;    /* 0 unknown */
  const char *subject;
} ExplainMessage;

/** ExplainSession: what is known of the session; everything is borrowed and may be NULL. */
typedef struct
{
  gboolean pop3;
  gboolean idling;
  const char *state; /* as in the cell `state`; NULL: nothing is forbidden */
  const char *tag;   /* a tag that was not used yet */
  const char *user;
  const char *const *mailboxes; /* NULL-terminated */
  const ExplainMessage *messages;
  guint n_messages;
} ExplainSession;

/** ExplainCandidate: what could stand there. */
typedef struct
{
  gsize start; /* octet of the line from which on @text takes the place of what was typed */
  char *text;
  ExplainSentence
      meaning;      /* its key has a short label, and a text where it takes no more arguments */
  gboolean not_now; /* the session's state forbids it */
} ExplainCandidate;

void explain_candidate_free (ExplainCandidate *candidate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExplainCandidate, explain_candidate_free)

/** explain_complete: what the word that ends at octet @cursor of @line could become: GPtrArray of ExplainCandidate in
 * the order in which they are to be shown, owned by the caller; empty when there is nothing to propose. */
GPtrArray *explain_complete (const ExplainSession *session, const char *line, gsize cursor);
