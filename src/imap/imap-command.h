#pragma once

#include "imap-parser.h"

/* One command, typed. The table of commands is data: imap_command_classes, made from the list in meson.build. */

typedef struct _ImapCommandClass ImapCommandClass;
typedef struct _ImapSearchKey ImapSearchKey; /* imap-search.h */

typedef enum
{
  IMAP_STORE_REPLACE,
  IMAP_STORE_ADD,
  IMAP_STORE_REMOVE
} ImapStoreHow;

/** ImapCommand: a command as parsed; everything lives in its tree's arena. */
typedef struct
{
  const char *tag;               /* NULL when even the tag is bad */
  const ImapCommandClass *class; /* NULL when unknown */
  gboolean uid;                  /* UID FETCH, UID STORE */
  const char *mailbox;           /* SELECT EXAMINE STATUS APPEND COPY CREATE DELETE RENAME … */
  const char *new_name;          /* RENAME */
  const char *reference;         /* LIST */
  const char *pattern;           /* LIST */
  ImapString user;               /* LOGIN */
  ImapString password;
  ImapSet set;            /* FETCH STORE COPY */
  ImapFetchAtt *atts;     /* FETCH; macros and RFC822 items are put in terms of these */
  const char **att_names; /* as many: how the answer calls the item, NULL for its own name */
  guint n_atts;
  ImapStoreHow how;
  gboolean silent;
  ImapFlagList flags;        /* STORE APPEND */
  const char *date;          /* APPEND: as written, or NULL */
  gboolean takes_message;    /* APPEND: what stands (or has to stand) next is the message */
  ImapString message;        /* APPEND: in the input, not in the arena */
  const char **status_items; /* in upper case */
  guint n_status_items;
  ImapString charset;    /* SEARCH; NULL when none is named */
  ImapSearchKey *search; /* SEARCH */
} ImapCommand;

/** Flags of a command, shared by engine, explainer and lesson checker. */
typedef enum
{
  IMAP_COMMAND_TELLS_EXPUNGE = 1 << 0,     /* EXPUNGE may be told in its answer [RFC9051 §7.5.1] */
  IMAP_COMMAND_TELLS_EXPUNGE_UID = 1 << 1, /* only in its UID form */
  IMAP_COMMAND_HAS_UID = 1 << 2,           /* there is a UID form */
  IMAP_COMMAND_CHANGES_VIEW = 1 << 3       /* selects or unselects: pending notices are dropped */
} ImapCommandFlags;

/**
 * imap_command_parse: the tree of a whole command (all its lines put together) and what it says.
 * Never fails: when the grammar is broken the tree is bad and @out holds what was understood
 * (tag and class, so that BAD can be tagged).
 */
ImapTree *imap_command_parse (GBytes *bytes, ImapCommand *out);
/** imap_command_parse_lines: the same over its @n lines as they were framed, none of them copied. */
ImapTree *imap_command_parse_lines (GBytes *const *lines, guint n, ImapCommand *out);

/** imap_command_parse_context: the tree of one line in its context: COMMAND as above; IDLE: "DONE". CONTINUED lines are parsed together with the lines before them. */
ImapTree *imap_line_parse (GBytes *bytes, guint32 context);

/** imap_command_find: the class of a command word in any case, or NULL. */
const ImapCommandClass *imap_command_find (const char *name);
/** imap_command_get_classes: all of them, NULL-terminated, in the order of the list. */
const ImapCommandClass *const *imap_command_get_classes (void);
const char *imap_command_class_get_name (const ImapCommandClass *class);
guint imap_command_class_get_states (const ImapCommandClass *class);
