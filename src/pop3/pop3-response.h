#pragma once

#include "pop3-command.h"

/** Pop3Response: a status line as parsed; texts live in its tree's arena. [RFC1939 §3] */
typedef struct
{
  gboolean ok;      /* "+OK", else "-ERR" or no status line at all */
  const char *code; /* extended response code without brackets, "IN-USE", or NULL [RFC2449 §8] */
  const char *text; /* all behind the status and the space, never NULL */
  guint64 number;   /* STAT: messages; LIST n, UIDL n: the message */
  guint64 octets;   /* STAT, LIST n */
  const char *id;   /* UIDL n, or NULL */
} Pop3Response;

/**
 * pop3_response_parse: the tree of a status line and what it says. @command: the command line it
 * answers, NULL: unknown, or none (the greeting). Never fails.
 */
Pop3Tree *pop3_response_parse (GBytes *bytes, GBytes *command, Pop3Response *out);

/** pop3_data_parse: the tree of DATA. @kind: what is told; NONE: lines of unknown meaning. */
Pop3Tree *pop3_data_parse (GBytes *bytes, Pop3Data kind);

/** pop3_data_of: what the answer to the command line @command brings; NONE for NULL. */
Pop3Data pop3_data_of (GBytes *command);

/** Pop3Entry: one line of what LIST or UIDL tells. */
typedef struct
{
  guint32 number; /* 1 … */
  guint64 octets; /* LIST */
  BaseSpan word;  /* the size or the unique-id, in the data */
} Pop3Entry;

/**
 * pop3_entry_read: the entry on the line at @text of @data. FALSE when it is none. What follows the
 * second word is passed over [RFC1939 §5]. @kind: SIZES or IDS.
 */
gboolean pop3_entry_read (const char *data, BaseSpan text, Pop3Data kind, Pop3Entry *out);
