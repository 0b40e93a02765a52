#pragma once

#include "view-scene.h"

typedef struct _Trace Trace;

/**
 * ViewLiterals: what travels by count or up to a lone dot, as three things: its announcement, the server's
 * go-ahead, and the octets, line by line. They are often spread over several events; each row says in which one
 * it travels. [RFC9051 §4.3] For POP3 an answer of several lines is shown in the same way. [RFC1939 §3]
 */
typedef struct _ViewLiterals ViewLiterals;

typedef enum
{
  VIEW_LITERAL_ANNOUNCEMENT,
  VIEW_LITERAL_GO_AHEAD,
  VIEW_LITERAL_OCTETS, /* how many; its lines follow */
  VIEW_LITERAL_LINE,   /* one line of them, or a part of a long one */
  VIEW_LITERAL_FOLD    /* in place of the lines that are left out */
} ViewLiteralKind;

typedef enum
{
  VIEW_ENDS_NOT, /* the next row goes on, or the octets are over */
  VIEW_ENDS_CRLF,
  VIEW_ENDS_LF
} ViewEnding;

/** ViewLiteralRow: part "rows". Id "l0.announcement", "l0.go-ahead", "l0.octets", "l0.1" …, "l0.fold". */
typedef struct
{
  ViewNode node;
  ViewLiteralKind kind;
  char *text;        /* octets for people: UTF-8, others \xHH; "" when none are there */
  ViewText says;     /* its name and what it means; nothing for a line */
  char *rfc;         /* where that is written, NULL none */
  guint32 event;     /* where it travels, 0 nowhere */
  gsize start;       /* where in that event's line */
  gsize len;         /* octets of it */
  ViewEnding ending; /* LINE only */
  gboolean stuffed;  /* LINE: its first dot was put before it and is taken away again */
  gboolean secret;   /* LINE: part of a password */
} ViewLiteralRow;

void view_literal_row_free (ViewLiteralRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewLiteralRow, view_literal_row_free)

/**
 * view_literals_new: those that event @event of @trace has a part in, as things stood just after event @until
 * (but never before @event itself). @folded: of many lines the first only. NULL when there are none. Caller
 * frees.
 */
ViewLiterals *view_literals_new (Trace *trace, guint32 event, guint32 until, gboolean folded);
ViewLiterals *view_literals_ref (ViewLiterals *literals);
void view_literals_unref (ViewLiterals *literals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewLiterals, view_literals_unref)

/** view_literals_is_pop3: whether it is an answer of POP3. */
gboolean view_literals_is_pop3 (const ViewLiterals *literals);
/** view_literals_count, view_literals_get_rows: ViewLiteralRow; caller owns the array. */
guint view_literals_count (const ViewLiterals *literals);
GPtrArray *view_literals_get_rows (const ViewLiterals *literals, guint first, guint n);
/** view_literals_get_scene: part "rows"; borrowed from the literals. */
ViewScene view_literals_get_scene (const ViewLiterals *literals);
