#pragma once

#include <gio/gio.h>

/**
 * CliBenchPeer: a server that runs beside the measurements, with the account "bench" and the password
 * "noodles" on loopback: this program's `serve`, or a Dovecot of our own in a folder that goes away.
 */
typedef struct
{
  const char *name;
  GSubprocess *process;
  guint imap;
  guint pop3;
  char *folder; /* to be removed at the end, or NULL */
} CliBenchPeer;

/** cli_bench_peer_serve: this program, with the messages of @mail; @save: record there, or NULL. */
CliBenchPeer *cli_bench_peer_serve (const char *mail, const char *save, GError **error);
/** cli_bench_peer_find_dovecot: the program, or NULL where it is not installed whole. Caller frees. */
char *cli_bench_peer_find_dovecot (void);
/** cli_bench_peer_dovecot: @program over the maildir @mail (it takes the folder for its own). */
CliBenchPeer *cli_bench_peer_dovecot (const char *program, const char *mail, GError **error);
/** cli_bench_peer_free: ends the process and waits for it. */
void cli_bench_peer_free (CliBenchPeer *peer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBenchPeer, cli_bench_peer_free)

/** cli_bench_remove_folder: @folder with all in it. */
void cli_bench_remove_folder (const char *folder);
