#pragma once

#include "pop3-tree.h"
#include "pop3-types.h"

/* One command, typed. The table of commands is data: made from the list in meson.build. */

typedef struct _Pop3CommandClass Pop3CommandClass;

/** What a command's "+OK" is followed by. */
typedef enum
{
  POP3_DATA_NONE,
  POP3_DATA_MESSAGE, /* RETR, TOP */
  POP3_DATA_SIZES,   /* LIST without a number */
  POP3_DATA_IDS,     /* UIDL without a number */
  POP3_DATA_CAPABILITIES
} Pop3Data;

/** Pop3Command: a command as parsed; everything lives in its tree's arena. */
typedef struct
{
  const Pop3CommandClass *class; /* NULL when unknown */
  const char *user;              /* USER */
  const char *password;          /* PASS: the rest of the line, with its spaces */
  gboolean has_number;
  guint32 number; /* of a message */
  guint32 lines;  /* TOP: of the body */
} Pop3Command;

/**
 * pop3_command_parse: the tree of a command line and what it says. Never fails: when the grammar is
 * broken the tree is bad and @out holds what was understood. More octets than POP3_COMMAND_MAX break
 * it, too. [RFC1939 §3] [RFC2449 §4]
 */
Pop3Tree *pop3_command_parse (GBytes *bytes, Pop3Command *out);
/** pop3_command_get_data: what follows "+OK"; NONE for an unknown command. */
Pop3Data pop3_command_get_data (const Pop3Command *command);

/** pop3_command_find: the class of a command word in any case, or NULL. */
const Pop3CommandClass *pop3_command_find (const char *name);
/** pop3_command_get_classes: all of them, NULL-terminated, in the order of the list. */
const Pop3CommandClass *const *pop3_command_get_classes (void);
const char *pop3_command_class_get_name (const Pop3CommandClass *class);
/** pop3_command_class_get_states: where it is allowed: bits of Pop3State. */
guint pop3_command_class_get_states (const Pop3CommandClass *class);
