#pragma once

#include "explain-complete.h"
#include "model.h"
#include "view-console.h"

/* What the files of the console share. */

typedef enum
{
  CONSOLE_DEVICES,
  CONSOLE_ACTS,
  CONSOLE_MESSAGES,
  CONSOLE_MAILBOXES,
  CONSOLE_MAIL,
  CONSOLE_N_PARTS
} ConsolePart;

struct _ViewConsole
{
  int refs;
  GPtrArray *parts[CONSOLE_N_PARTS];
  guint chosen[CONSOLE_N_PARTS]; /* index, G_MAXUINT none */
  GArray *known;                 /* of ExplainMessage: the chosen device's, subjects owned */
  char *state;                   /* of its session, NULL none */
  char *user;
  gboolean idling;
};

/** ConsoleSituation: what decides whether an act can be done. */
typedef struct
{
  const char *device;
  gboolean pop3;
  gboolean connected;
  gboolean session; /* a mailbox or maildrop is open */
  gboolean idling;
  gboolean server_down;
} ConsoleSituation;

/** console_add_acts: all acts of @situation, with what @console has chosen. */
void console_add_acts (ViewConsole *console, const ConsoleSituation *situation);

/** console_chosen: the name of what is chosen in @part, NULL none. */
const char *console_chosen (const ViewConsole *console, ConsolePart part);

/** console_act_free, _equal, _dump: of a ViewConsoleAct. */
void console_act_free (gpointer act);
gboolean console_act_equal (gconstpointer a, gconstpointer b);
void console_act_dump (gconstpointer node, GString *out);
