#pragma once

#include "explain-private.h"

#include "pop3-response.h"

/* POP3 in the files of this folder. */

/** explain_pop3_source: read, name and sum up a line of POP3; never fails. */
ExplainLine *explain_pop3_source (const ExplainSource *source);
/** explain_pop3_summarize: the sentence for a whole line. */
ExplainSentence explain_pop3_summarize (const ExplainSource *source, const Pop3Tree *tree);

/** explain_pop3_word: the first word of a line in capitals; "" when there is none. Caller frees. */
char *explain_pop3_word (GBytes *line);

/** Whether a good USER came just before. */
typedef enum
{
  EXPLAIN_NAME_UNKNOWN,
  EXPLAIN_NAME_GIVEN,
  EXPLAIN_NAME_LACKS
} ExplainName;

/** ExplainPop3Situation: what advice has to know about the session when a command comes. */
typedef struct
{
  guint state; /* of Pop3State, 0 unknown */
  ExplainName name;
  gint64 exists; /* messages that have numbers, -1 unknown */
  guint marked;  /* of them, by DELE */
  /** whether message @number is marked; NULL: unknown */
  gboolean (*is_marked) (gconstpointer data, guint32 number);
  /** whether @number is the UID of a message; NULL: unknown */
  gboolean (*is_uid) (gconstpointer data, guint32 number);
  /** how often the session said the command @word (in capitals) before; NULL: unknown */
  guint (*count_said) (gconstpointer data, const char *word);
  gconstpointer data; /* of all three */
} ExplainPop3Situation;

/** explain_pop3_advise_command: add what is to be said about a client's line. */
void explain_pop3_advise_command (GArray *advice, GBytes *line, const ExplainPop3Situation *now);
/** explain_pop3_advise: the same for a line of a trace; @event is a SEND or ARRIVE. */
void explain_pop3_advise (GArray *advice, Trace *trace, guint32 event);

/** ExplainPop3Dialogue: the POP3 half of ExplainDialogue; see explain-dialogue.h. */
typedef struct _ExplainPop3Dialogue ExplainPop3Dialogue;
ExplainPop3Dialogue *explain_pop3_dialogue_new (void);
void explain_pop3_dialogue_free (ExplainPop3Dialogue *dialogue);
void explain_pop3_dialogue_feed (ExplainPop3Dialogue *dialogue, gboolean from_server,
                                 GBytes *bytes);
/** explain_pop3_dialogue_next: @rest: also what is no whole line. */
ExplainLine *explain_pop3_dialogue_next (ExplainPop3Dialogue *dialogue, GArray *advice,
                                         gboolean rest);
