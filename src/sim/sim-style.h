#pragma once

#include <glib.h>

/**
 * SimStyle: how a device syncs, as data. What a style can know decides what its beliefs may say.
 */
typedef struct
{
  const char *name;     /* "online", as in a world's `device` line */
  const char *protocol; /* "imap", "pop3" */
  /* what it knows of the server's mailbox */
  gboolean knows_flags;
  gboolean expunge_told; /* learns of expunged messages from the server, not by comparing lists */
  gboolean remembers;    /* knows in a later session what it has seen in this one; POP3: by UIDL */
  /* what it asks, of IMAP */
  const char *list_items;  /* FETCH items for messages it sees for the first time */
  const char *known_items; /* FETCH items for those it knew in an earlier session [RFC4549 §3] */
  const char *body_items;  /* FETCH items for reading one */
  gboolean marks_seen;     /* reading sets \Seen by a STORE of its own */
  gboolean fetches_new;    /* asks at once about messages it is told of */
  /* of POP3 */
  const char *listing;      /* commands after the login, parted by blanks */
  gboolean deletes_fetched; /* each message is marked once it was fetched */
} SimStyle;

/** sim_style_find: the style of @protocol called @name, or NULL. */
const SimStyle *sim_style_find (const char *protocol, const char *name);

/** sim_style_list: names of the styles of @protocol, parted by ", "; "" when there are none. Caller frees. */
char *sim_style_list (const char *protocol);

/** sim_style_list_protocols: the protocols devices can speak, parted by ", ". Caller frees. */
char *sim_style_list_protocols (void);
