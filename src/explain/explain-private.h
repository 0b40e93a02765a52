#pragma once

#include "explain-line.h"
#include "imap-command.h"
#include "imap-response.h"
#include "model.h"

/* What the files of this folder share. */

/** ExplainSource: a line and what has to be known to read it; everything is borrowed. */
typedef struct
{
  GBytes *bytes; /* the line */
  gboolean from_server;
  guint32 context; /* of ImapContext or Pop3Context */
  gboolean complete;
  GBytes *whole;      /* of a client: the lines of the command up to this one, or NULL: @bytes */
  gsize offset;       /* where in @whole the line begins */
  GBytes *command;    /* of a server: the command it answers, or NULL */
  gboolean greeting;  /* of a server: its first line */
  const char *client; /* what to call the client, or NULL */
} ExplainSource;

/** explain_source: read, name and sum up a line; never fails. */
ExplainLine *explain_source (const ExplainSource *source);

/** explain_summarize_command, _response: the sentence for a whole line. */
ExplainSentence explain_summarize_command (const ExplainSource *source, const ImapTree *tree,
                                           const ImapCommand *command);
ExplainSentence explain_summarize_response (const ExplainSource *source, const ImapTree *tree,
                                            const ImapResponse *response);

/** explain_finds_uids: whether what the server tells here was asked for by UID SEARCH. */
gboolean explain_finds_uids (const ExplainSource *source);

/** explain_source_parse: the tree of the line, of @whole for a client; one of the typed results is
 * filled in, the other zeroed. */
ImapTree *explain_source_parse (const ExplainSource *source, ImapCommand *command,
                                ImapResponse *response);

/** explain_add_client: argument @name: the client's name, or "The client", "the client". */
void explain_add_client (ExplainArgs *args, const char *name, const char *client, gboolean begins);

/** explain_command_name: "UID STORE" …, or the word where a command should stand in capitals; NULL
 * when there is none. Caller frees. */
char *explain_command_name (const ImapTree *tree, const ImapCommand *command);

/* --- showing octets --- */

/** explain_show: octets for people: UTF-8, what is no character or a control as \xHH, cut to about
 * @max characters with an ellipsis. Caller frees. */
char *explain_show (const char *data, gsize len, guint max);
/** explain_show_span: the same for a part of some bytes; a span of none gives "". */
char *explain_show_span (GBytes *bytes, BaseSpan span, guint max);
/** explain_show_flags: names parted by a blank. */
char *explain_show_flags (const ImapFlagList *flags);
/** explain_add_flags: argument "flags": the names, or that there are none. */
void explain_add_flags (ExplainArgs *args, const ImapFlagList *flags);

#define EXPLAIN_SHOW_SHORT 60
#define EXPLAIN_SHOW_LONG 300

/** explain_sentence: @args is taken. */
ExplainSentence explain_sentence (const char *key, ExplainArgs *args);
/** explain_sentence_copy: with a reference of its own. */
ExplainSentence explain_sentence_copy (const ExplainSentence *sentence);

/* --- advice --- */

/** ExplainSituation: what advice has to know about the session when a command comes. */
typedef struct
{
  guint state;   /* of ImapState, 0 unknown */
  gint64 exists; /* messages as this session was told, -1 unknown */
  gint64 marked; /* messages marked \Deleted that it knows of, -1 unknown */
  gboolean read_only;
  const char *mailbox; /* that is open, or NULL */
  /** whether a message of the open mailbox has this UID; NULL: unknown */
  gboolean (*has_uid) (gpointer data, guint32 uid);
  /** the account's mailbox of that name, else one that differs by case only, else NULL; NULL: unknown */
  const char *(*find_mailbox) (gpointer data, const char *name);
  /** whether an earlier command of the session had this tag; NULL: unknown */
  gboolean (*was_tag_used) (gpointer data, const char *tag);
  gpointer data; /* of all three */
  gint64 untold; /* messages with a number here that are expunged, which was not told yet */
} ExplainSituation;

/** explain_advice_new: an empty GArray of ExplainSentence. */
GArray *explain_advice_new (void);
/** explain_advise_command: add what is to be said about a client's line in its context. */
void explain_advise_command (GArray *advice, GBytes *command, guint32 context,
                             const ExplainSituation *situation);

/** explain_is_word_of_smtp: whether @word is a command of the protocol that sends mail; any case. */
gboolean explain_is_word_of_smtp (const char *word);

/* --- traces --- */

/** explain_find_server: the server among the owners of @model, or MODEL_NO_ID. */
ModelId explain_find_server (const Model *model);
/** explain_find_arrival: the event in which the line of event @number came to the server; @number
 * itself when it is that, or never came. */
guint32 explain_find_arrival (const Trace *trace, guint32 number);

/** explain_actor: the name of a device among the actors of a trace: "phone"; NULL for the server. Caller frees. */
char *explain_actor (const Trace *trace, guint8 actor);
gboolean explain_is_server (const Trace *trace, guint8 actor);
/** explain_connection_client: the name of the device of a connection, looked for near @event;
 * caller frees; NULL when it is in no event. */
char *explain_connection_client (const Trace *trace, guint16 connection, guint32 event);
/** explain_command_lines: the octets of the command that began with event @first, lines after
 * event @last left out; caller owns. NULL when @first is no line. */
GBytes *explain_command_lines (const Trace *trace, guint32 first, guint32 last);
/** explain_summarize_act: the sentence for an act as it was typed, in the world of @trace. */
ExplainSentence explain_summarize_act (const Trace *trace, const char *act);
