#include "explain-states.h"

#include <string.h>

/* --- IMAP --- */

enum
{
  IMAP_BEGIN,
  IMAP_NEW,
  IMAP_LOGGED_IN,
  IMAP_OPEN,
  IMAP_END
};

static const ExplainState imap_states[] = {
  [IMAP_BEGIN] = { NULL, "states.begin" },
  [IMAP_NEW] = { "not-authenticated", "states.imap.not-authenticated" },
  [IMAP_LOGGED_IN] = { "authenticated", "states.imap.authenticated" },
  [IMAP_OPEN] = { "selected", "states.imap.selected" },
  [IMAP_END] = { "logout", "states.imap.logout" },
};

/* The diagram of [RFC9051 §3.4]. */
static const ExplainTransition imap_transitions[] = {
  { IMAP_BEGIN, IMAP_NEW, "states.imap.greeting" },
  { IMAP_BEGIN, IMAP_LOGGED_IN, "states.imap.preauth" },
  { IMAP_BEGIN, IMAP_END, "states.imap.refused" },
  { IMAP_NEW, IMAP_LOGGED_IN, "states.imap.login" },
  { IMAP_LOGGED_IN, IMAP_OPEN, "states.imap.select" },
  { IMAP_OPEN, IMAP_LOGGED_IN, "states.imap.close" },
  { IMAP_NEW, IMAP_END, "states.imap.logout-new" },
  { IMAP_LOGGED_IN, IMAP_END, "states.imap.logout-authenticated" },
  { IMAP_OPEN, IMAP_END, "states.imap.logout-selected" },
};

/* --- POP3 --- */

enum
{
  POP3_BEGIN,
  POP3_NEW,
  POP3_LOGGED_IN,
  POP3_REMOVING,
  POP3_END
};

static const ExplainState pop3_states[] = {
  [POP3_BEGIN] = { NULL, "states.begin" },
  [POP3_NEW] = { "authorization", "states.pop3.authorization" },
  [POP3_LOGGED_IN] = { "transaction", "states.pop3.transaction" },
  [POP3_REMOVING] = { "update", "states.pop3.update" },
  [POP3_END] = { NULL, "states.pop3.end" },
};

static const ExplainTransition pop3_transitions[] = {
  { POP3_BEGIN, POP3_NEW, "states.pop3.greeting" },
  { POP3_NEW, POP3_LOGGED_IN, "states.pop3.login" },
  { POP3_LOGGED_IN, POP3_REMOVING, "states.pop3.quit" },
  { POP3_NEW, POP3_END, "states.pop3.quit-new" },
  { POP3_LOGGED_IN, POP3_END, "states.pop3.lost" },
  { POP3_REMOVING, POP3_END, "states.pop3.done" },
};

const ExplainDiagram *
explain_diagram_get (gboolean pop3)
{
  static const ExplainDiagram imap_diagram = { imap_states, G_N_ELEMENTS (imap_states),
                                               imap_transitions, G_N_ELEMENTS (imap_transitions) };
  static const ExplainDiagram pop3_diagram = { pop3_states, G_N_ELEMENTS (pop3_states),
                                               pop3_transitions, G_N_ELEMENTS (pop3_transitions) };
  return pop3 ? &pop3_diagram : &imap_diagram;
}

guint
explain_diagram_find (const ExplainDiagram *diagram, const char *name)
{
  for (guint i = 0; i < diagram->n_states; i++)
    if (name != NULL && g_strcmp0 (diagram->states[i].name, name) == 0)
      return i;
  return G_MAXUINT;
}

guint
explain_diagram_find_transition (const ExplainDiagram *diagram, guint from, guint to)
{
  for (guint i = 0; i < diagram->n_transitions; i++)
    if (diagram->transitions[i].from == from && diagram->transitions[i].to == to)
      return i;
  return G_MAXUINT;
}
