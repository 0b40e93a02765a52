#pragma once

#include "explain-line.h"

/**
 * ExplainDialogue: explains the lines of a conversation that no trace holds, such as one typed or
 * pasted, in the order they were said. It cuts them as real ends would, ties answers to their
 * commands, and follows what the server tells about state and messages, as far as the lines go.
 */
typedef struct _ExplainDialogue ExplainDialogue;

ExplainDialogue *explain_dialogue_new (void);
/** explain_dialogue_new_pop3: for a conversation in POP3; the other one is for IMAP. */
ExplainDialogue *explain_dialogue_new_pop3 (void);
void explain_dialogue_free (ExplainDialogue *dialogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExplainDialogue, explain_dialogue_free)

/** explain_dialogue_feed: the next octets of one side, line ends (CRLF) included. */
void explain_dialogue_feed (ExplainDialogue *dialogue, gboolean from_server, GBytes *bytes);

/**
 * explain_dialogue_next: the next whole line of what was fed, or NULL while there is none; caller
 * frees. @advice (may be NULL) becomes the advice on it: GArray of ExplainSentence, caller unrefs.
 * Take all lines of one side before feeding the other.
 */
ExplainLine *explain_dialogue_next (ExplainDialogue *dialogue, GArray **advice);

/** explain_dialogue_rest: at the end: what is left of an unfinished line, or NULL; call until NULL. */
ExplainLine *explain_dialogue_rest (ExplainDialogue *dialogue);
