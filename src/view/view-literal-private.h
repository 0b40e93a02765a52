#pragma once

#include <glib.h>

typedef struct _Trace Trace;

/* What the files of the literals share. */

/** ViewLiteralParts: one literal, or one answer of POP3, as far as it is known. */
typedef struct
{
  guint32 announced; /* event, 0 unknown */
  gsize at;          /* where the announcement stands in its line */
  gsize len;         /* octets of it, without the line end */
  gint64 octets;     /* that were announced, -1 when an end is waited for */
  gboolean from_server;
  gboolean waits; /* for the server's "+" */
  guint32 answer; /* the server's "+", or its refusal; 0 none */
  gboolean refused;
  gboolean missed; /* another line stands where the octets should */
  guint32 carrier; /* the event with the octets, 0 none */
  gsize start;     /* where they stand in its line */
  gsize size;      /* how many are there */
  gboolean secret;
} ViewLiteralParts;

/** view_literal_find: those that the line of event @event has a part in, in order: GArray of ViewLiteralParts; caller
 * unrefs. Events behind @until are not looked at. */
GArray *view_literal_find (const Trace *trace, guint32 event, guint32 until);
