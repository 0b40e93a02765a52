#pragma once

#include <glib.h>

/** CliBenchClient: the client of the measurements: blocking, no faster and no slower for one server than for another. */
typedef struct _CliBenchClient CliBenchClient;

/** cli_bench_connect: a connection to 127.0.0.1; reads the greeting. NULL with an error. */
CliBenchClient *cli_bench_connect (guint port, GError **error);
void cli_bench_close (CliBenchClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliBenchClient, cli_bench_close)

/** cli_bench_imap: send "TAG " and @command (with literals inside when the server takes them so) and read until
 * the tagged line. FALSE with an error when that is not OK. */
gboolean cli_bench_imap (CliBenchClient *client, const char *command, GError **error);
/** cli_bench_imap_many: @n times @command in one go, then all answers. */
gboolean cli_bench_imap_many (CliBenchClient *client, const char *command, guint n, GError **error);
/** cli_bench_append: APPEND of @message to @mailbox with a literal that waits for "+". */
gboolean cli_bench_append (CliBenchClient *client, const char *mailbox, const char *message,
                           GError **error);
/** cli_bench_pop3: one command and its answer of one line. */
gboolean cli_bench_pop3 (CliBenchClient *client, const char *command, GError **error);
/** cli_bench_retr: RETR of messages @first … @first + @n - 1 in one go, then all answers. */
gboolean cli_bench_retr (CliBenchClient *client, guint first, guint n, GError **error);

/** cli_bench_get_octets: octets received so far. */
guint64 cli_bench_get_octets (const CliBenchClient *client);
