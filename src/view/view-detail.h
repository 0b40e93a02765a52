#pragma once

#include "view-scene.h"

typedef struct _Trace Trace;

/**
 * ViewDetail: the explanation of one event: what it is in one sentence, and for a line each of its
 * tokens with its meaning. The tokens' octets together are the line: every octet once.
 */
typedef struct _ViewDetail ViewDetail;

/** ViewToken: part "tokens". Id "t0" … in order of the line. */
typedef struct
{
  ViewNode node; /* sentence: the token as it stands and its meaning */
  char *text;    /* octets for people: UTF-8, others \xHH, controls shown; long ones cut with … */
  gsize start;   /* 0-based in the line */
  gsize len;     /* octets */
  gsize hidden;  /* octets of it that @text leaves out; 0 mostly */
  guint depth;   /* how deep in the grammar; 0: the line as a whole */
  gboolean is_leaf; /* leaves cover the line; the others head what follows them */
  gboolean secret;  /* part of a password */
  ViewText meaning;
  char *rfc; /* "[RFC3501 §2.2.1] [RFC9051 §2.2.1]", NULL none */
} ViewToken;

void view_token_free (ViewToken *token);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewToken, view_token_free)

/** ViewAdvice: part "advice". Id "a0" …; its sentence is all. */
typedef struct
{
  ViewNode node;
} ViewAdvice;

void view_advice_free (ViewAdvice *advice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewAdvice, view_advice_free)

/** view_detail_new: explain @event of @trace (1 … n). Not for every row: it may look at the state. */
ViewDetail *view_detail_new (Trace *trace, guint32 event);
/** view_detail_new_line: the same without advice, which needs the state: quick enough for exports. */
ViewDetail *view_detail_new_line (Trace *trace, guint32 event);
ViewDetail *view_detail_ref (ViewDetail *detail);
void view_detail_unref (ViewDetail *detail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewDetail, view_detail_unref)

/** view_detail_get_summary: the event in one sentence; borrowed. */
const ViewText *view_detail_get_summary (const ViewDetail *detail);
/** view_detail_get_bytes: the octets of the line, NULL for another event; borrowed. */
GBytes *view_detail_get_bytes (const ViewDetail *detail);
/** view_detail_dup_masked: the octets of the line with every octet of a password as "*", also where
 * a server repeats it in its answer to LOGIN; NULL for another event. Caller owns. */
GBytes *view_detail_dup_masked (const ViewDetail *detail);
/** view_detail_get_event: the event it explains. */
guint32 view_detail_get_event (const ViewDetail *detail);
/** view_detail_get_connection: its connection, 0 when it belongs to none. */
guint view_detail_get_connection (const ViewDetail *detail);

/** view_detail_is_pop3: whether it is a line of POP3. */
gboolean view_detail_is_pop3 (const ViewDetail *detail);
/** view_detail_is_pop3_data: whether it is an answer of several lines behind its status line. */
gboolean view_detail_is_pop3_data (const ViewDetail *detail);

/** view_detail_count, view_detail_get_tokens: the tokens, headings and leaves, in order. */
guint view_detail_count (const ViewDetail *detail);
GPtrArray *view_detail_get_tokens (const ViewDetail *detail, guint first, guint n);
/** view_detail_get_advice: ViewAdvice; often none. Caller owns. */
GPtrArray *view_detail_get_advice (const ViewDetail *detail);
/** view_detail_get_scene: parts "tokens" and "advice"; borrowed from the detail. */
ViewScene view_detail_get_scene (const ViewDetail *detail);
