#include "cli-bench-peer.h"

#include <glib/gstdio.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
cli_bench_remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        cli_bench_remove_folder (path);
      else
        g_unlink (path);
    }
  if (dir != NULL)
    g_dir_close (dir);
  g_rmdir (folder);
}

void
cli_bench_peer_free (CliBenchPeer *peer)
{
  if (peer->process != NULL)
    {
      g_subprocess_send_signal (peer->process, SIGTERM);
      g_subprocess_wait (peer->process, NULL, NULL);
      g_object_unref (peer->process);
    }
  if (peer->folder != NULL)
    cli_bench_remove_folder (peer->folder);
  g_free (peer->folder);
  g_free (peer);
}

/* --- this program --- */

static guint
port_of (const char *line, const char *protocol)
{
  const char *at = strstr (line, protocol);
  return at != NULL ? (guint) g_ascii_strtoull (at + strlen (protocol), NULL, 10) : 0;
}

CliBenchPeer *
cli_bench_peer_serve (const char *mail, const char *save, GError **error)
{
  g_autoptr (CliBenchPeer) peer = g_new0 (CliBenchPeer, 1);
  g_autofree char *program = g_file_read_link ("/proc/self/exe", error);
  if (program == NULL)
    return NULL;
  const char *const arguments[] = { program,
                                    "serve",
                                    "--imap",
                                    "0",
                                    "--pop3",
                                    "0",
                                    "--user",
                                    "bench:noodles",
                                    "--mail",
                                    mail,
                                    save != NULL ? "--save" : NULL,
                                    save,
                                    NULL };
  peer->name = save != NULL ? "serve, recording" : "serve";
  peer->process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  if (peer->process == NULL)
    return NULL;
  g_autoptr (GDataInputStream)
      out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, error);
  if (line == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "serve did not get ready");
      return NULL;
    }
  peer->imap = port_of (line, "imap=");
  peer->pop3 = port_of (line, "pop3=");
  return g_steal_pointer (&peer);
}

/* --- Dovecot, as it comes: but for the places of its files, and no waiting for a disk --- */

static const char config[] =
    "protocols = imap pop3\n"
    "base_dir = %1$s/run\nstate_dir = %1$s/state\nlog_path = %1$s/log\n"
    "listen = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\n"
    "mail_location = maildir:%2$s:LAYOUT=fs:INDEX=%1$s/index:CONTROL=%1$s/control\n"
    "mail_uid = %3$u\nmail_gid = %4$u\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n"
    "mail_fsync = never\nmail_max_userip_connections = 250\n"
    "default_internal_user = %5$s\ndefault_internal_group = %6$s\ndefault_login_user = %7$s\n"
    "passdb {\n driver = static\n args = password=noodles\n}\n"
    "userdb {\n driver = static\n args = home=%1$s/home\n}\n"
    "namespace inbox {\n inbox = yes\n separator = /\n}\n"
    "service imap-login {\n chroot =\n"
    " inet_listener imap {\n  port = %8$u\n }\n inet_listener imaps {\n  port = 0\n }\n}\n"
    "service pop3-login {\n chroot =\n"
    " inet_listener pop3 {\n  port = %9$u\n }\n inet_listener pop3s {\n  port = 0\n }\n}\n"
    "service anvil {\n chroot =\n}\nservice stats {\n chroot =\n}\n";

char *
cli_bench_peer_find_dovecot (void)
{
  g_autofree char *program = g_find_program_in_path ("dovecot");
  if (program == NULL && g_file_test ("/usr/sbin/dovecot", G_FILE_TEST_IS_EXECUTABLE))
    program = g_strdup ("/usr/sbin/dovecot");
  if (program == NULL || !g_file_test ("/usr/lib/dovecot/imap", G_FILE_TEST_IS_EXECUTABLE)
      || !g_file_test ("/usr/lib/dovecot/pop3", G_FILE_TEST_IS_EXECUTABLE))
    return NULL;
  return g_steal_pointer (&program);
}

static guint
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_socket_listener_close (listener);
  return port;
}

static void
give_folder (const char *folder, const struct passwd *owner)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        give_folder (path, owner);
      else if (chown (path, owner->pw_uid, owner->pw_gid) != 0)
        g_debug ("%s keeps its owner", path);
    }
  if (dir != NULL)
    g_dir_close (dir);
  if (chown (folder, owner->pw_uid, owner->pw_gid) != 0)
    g_debug ("%s keeps its owner", folder);
}

/* Dovecot does not work as root: then mail belongs to a user without rights, else to ourselves. */
static char *
write_config (const char *folder, const char *mail, guint imap, guint pop3)
{
  gboolean root = getuid () == 0;
  const struct passwd *user = root ? getpwnam ("nobody") : getpwuid (getuid ());
  g_autofree char *name = g_strdup (user->pw_name);
  guint uid = user->pw_uid, gid = user->pw_gid;
  static const char *const below[] = { "run", "state", "home", "index", "control" };
  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    {
      g_autofree char *path = g_build_filename (folder, below[i], NULL);
      g_mkdir (path, 0755);
      if (root && i >= 2)
        give_folder (path, user);
    }
  if (root)
    give_folder (mail, user);
  const struct group *group = getgrgid (root ? getpwnam ("dovecot")->pw_gid : gid);
  return g_strdup_printf (config, folder, mail, uid, gid, root ? "dovecot" : name, group->gr_name,
                          root ? "dovenull" : name, imap, pop3);
}

static gboolean
is_listening (guint port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
          client, "127.0.0.1", (guint16) port, NULL, NULL);
      if (connection != NULL)
        return TRUE;
      g_usleep (50 * 1000);
    }
  return FALSE;
}

CliBenchPeer *
cli_bench_peer_dovecot (const char *program, const char *mail, GError **error)
{
  g_autoptr (CliBenchPeer) peer = g_new0 (CliBenchPeer, 1);
  peer->name = "Dovecot";
  peer->folder = g_dir_make_tmp ("postglass-dovecot-XXXXXX", error);
  if (peer->folder == NULL)
    return NULL;
  g_chmod (peer->folder, 0755);
  peer->imap = free_port ();
  peer->pop3 = free_port ();
  g_autofree char *text = write_config (peer->folder, mail, peer->imap, peer->pop3);
  g_autofree char *path = g_build_filename (peer->folder, "dovecot.conf", NULL);
  if (!g_file_set_contents (path, text, -1, error))
    return NULL;
  const char *const arguments[] = { program, "-F", "-c", path, NULL };
  peer->process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error);
  if (peer->process == NULL)
    return NULL;
  if (is_listening (peer->imap) && is_listening (peer->pop3))
    return g_steal_pointer (&peer);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Dovecot did not start");
  return NULL;
}
