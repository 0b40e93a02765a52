#pragma once

#include "base-span.h"
#include "explain-args.h"

typedef struct _Trace Trace;

/** ExplainSentence: one thing to say: a text key and its arguments (may be NULL). */
typedef struct
{
  const char *key; /* kept for the life of the program */
  ExplainArgs *args;
} ExplainSentence;

/** explain_sentence_clear: give back the arguments. */
void explain_sentence_clear (ExplainSentence *sentence);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExplainSentence, explain_sentence_clear)

/**
 * ExplainToken: one piece of a line. Leaves cover every octet of the line exactly once; the others
 * are headings over the tokens that follow them at greater depth.
 */
typedef struct
{
  BaseSpan span; /* octets of the line */
  guint depth;   /* 0: the line as a whole */
  gboolean leaf;
  const char *key; /* "imap.rule.tag" …; kept for the life of the program */
  ExplainArgs *args;
} ExplainToken;

/** ExplainLine: what one line of a client or server means. */
typedef struct
{
  GBytes *bytes;
  gboolean from_server;
  GArray *tokens; /* of ExplainToken: a heading before what is below it, octets ascending */
  ExplainSentence summary;
} ExplainLine;

void explain_line_free (ExplainLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExplainLine, explain_line_free)

/**
 * explain_line: the line of SEND or ARRIVE event @event, read in its context: with the command it
 * answers, and the lines its command began with. NULL for an event of another kind. Caller frees.
 */
ExplainLine *explain_line (const Trace *trace, guint32 event);

/**
 * explain_event: one sentence for any event. For a SEND it is the summary of its line, for an
 * ARRIVE the same with who got it. Caller clears.
 */
ExplainSentence explain_event (const Trace *trace, guint32 event);

/**
 * explain_advise: what could be done better, for a line of a client (SEND or ARRIVE) and for the
 * line of a server that refuses it: GArray of ExplainSentence, empty when there is nothing to say.
 * Computed from the trace each time, and stored nowhere. Seeks in the trace: for the line a person
 * looks at, not for every row. Caller unrefs.
 */
GArray *explain_advise (Trace *trace, guint32 event);

/**
 * explain_text: one line without a trace: @bytes with their CRLF, from a server or from a client;
 * @command: the whole command it answers, or NULL.
 */
ExplainLine *explain_text (GBytes *bytes, gboolean from_server, GBytes *command);

/** explain_is_pop3, explain_is_pop3_data: whether a line of this parse context is of POP3, and whether
 * it is the data that follows a status line there. */
gboolean explain_is_pop3 (guint32 context);
gboolean explain_is_pop3_data (guint32 context);

/** explain_is_response: whether @bytes look like a server's line ("* …", "+ …", "a1 OK …"). */
gboolean explain_is_response (GBytes *bytes);

/** explain_text_pop3, explain_is_pop3_response: the same for a line of POP3: a command, or a status
 * line. */
ExplainLine *explain_text_pop3 (GBytes *bytes, gboolean from_server, GBytes *command);
gboolean explain_is_pop3_response (GBytes *bytes);
