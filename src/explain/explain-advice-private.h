#pragma once

#include "explain-private.h"

/* Advice on lines of IMAP: what the rules have in common. A rule says whether it applies to a command
 * at its moment, and adds the arguments of its sentence; it changes nothing else. */

/** ExplainCase: a command and the moment it comes in; everything is borrowed. */
typedef struct
{
  const ImapTree *tree;
  const ImapCommand *command;
  guint32 context;
  const char *name; /* of the command as it was written, or NULL */
  const ExplainSituation *now;
} ExplainCase;

typedef struct
{
  const char *key; /* NULL: there is nothing to say */
  gboolean (*applies) (const ExplainCase *c, ExplainArgs *args);
  gboolean last; /* nothing further is looked for when it applies */
} ExplainRule;

/** explain_case_is: whether it is the command called @name. */
gboolean explain_case_is (const ExplainCase *c, const char *name);
/** explain_case_add_command: argument "command". */
void explain_case_add_command (const ExplainCase *c, ExplainArgs *args);

/** explain_advice_shape_rules: how the line is written: ends, tags, words, grammar. */
const ExplainRule *explain_advice_shape_rules (guint *n);
/** explain_advice_name_rules: which mailbox is meant. */
const ExplainRule *explain_advice_name_rules (guint *n);
