#pragma once

#include "model-turn.h"

/** A lawful policy: choices the RFCs leave open. */
typedef struct
{
  /* expunge-order, of EXPUNGE lines: FALSE ascending (3,3,5,8), TRUE descending (11,7,4,3)
   * [RFC9051 §6.4.3] */
  gboolean expunge_high_first;
  /* offer UIDPLUS: what APPEND and COPY made is told, and UID EXPUNGE is there [RFC4315 §2.1]
   * [RFC4315 §3] */
  gboolean uidplus;
} ImapPolicy;

/** Whether @password opens @user; asked of the host, which holds the accounts. */
typedef gboolean (*ImapCheckPassword) (gpointer data, const char *user, const char *password);

typedef struct
{
  ModelId server;     /* the owner object */
  ModelId connection; /* its object for this connection */
  gint64 epoch; /* what time 0 is, in seconds since 1970 UTC: the date of what APPEND brings */
  ImapPolicy policy;
  const char *fault; /* the name of one broken rule, or NULL: "tells-expunge-during-fetch" */
  ImapCheckPassword check_password;
  gpointer check_data;
} ImapServerConfig;

/** Facts the server reports. */
enum
{
  IMAP_SERVER_FACT_LOGGED_IN = 1, /* @text: user */
  IMAP_SERVER_FACT_BAD_LINE
};

/** imap_server_new: a server's side of one connection, to be driven as model-turn.h says. Strings of @config are copied. */
ModelEngine imap_server_new (const ImapServerConfig *config);

/** imap_fault_exists: whether @name is a fault. imap_fault_get_names: all, NULL-terminated. */
gboolean imap_fault_exists (const char *name);
const char *const *imap_fault_get_names (void);
