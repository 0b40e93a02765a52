#pragma once

#include <glib.h>

/**
 * The states a session can be in and what leads from one to another, as data for a diagram
 * [RFC9051 §3] [RFC3501 §3] [RFC1939 §3]. Static; what is said for each is in the catalogue.
 */

/** ExplainState: one state. The first of a diagram is a line that is open with nothing said on it yet,
 * the last is the end. */
typedef struct
{
  const char *name; /* as in the cell `state`; NULL: that cell never says it */
  const char *key;  /* name and text in the catalogue */
} ExplainState;

/** ExplainTransition: what leads from one state to another; both count the states from 0. */
typedef struct
{
  guint from;
  guint to;
  const char *key; /* its short label names the commands; the text says what happens */
} ExplainTransition;

typedef struct
{
  const ExplainState *states;
  guint n_states;
  const ExplainTransition *transitions; /* one at most for each pair of states */
  guint n_transitions;
} ExplainDiagram;

/** explain_diagram_get: the diagram of IMAP or of POP3. */
const ExplainDiagram *explain_diagram_get (gboolean pop3);
/** explain_diagram_find: which state the cell `state` calls @name; G_MAXUINT when there is none. */
guint explain_diagram_find (const ExplainDiagram *diagram, const char *name);
/** explain_diagram_find_transition: the one from @from to @to, G_MAXUINT when there is none. */
guint explain_diagram_find_transition (const ExplainDiagram *diagram, guint from, guint to);
