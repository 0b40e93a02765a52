/* serve: the simulated server for real mail programs. */
#include "cli-source.h"
#include "cli.h"
#include "lesson-library.h"
#include "live-server.h"
#include "model-world.h"
#include "trace-recording.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const CliCommand cli_serve;

typedef struct
{
  char *imap;
  char *pop3;
  char **users;
  char *world;
  char *mail;
  char *fault;
  char *save;
  char *address;
  gboolean hold;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->imap);
  g_free (options->pop3);
  g_strfreev (options->users);
  g_free (options->world);
  g_free (options->mail);
  g_free (options->fault);
  g_free (options->save);
  g_free (options->address);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- reading the options --- */

static gboolean
parse_port (const char *option, const char *text, int *out)
{
  guint64 port;
  *out = -1;
  if (text == NULL)
    return TRUE;
  if (!cli_number (text, 65535, &port))
    {
      cli_warn (_ ("%s %s: write the number of a port, 0 to 65535; 0 takes any that is free"),
                option, text);
      return FALSE;
    }
  *out = (int) port;
  return TRUE;
}

/* "NAME:PASSWORD"; cuts the words in two. */
static LiveUser *
parse_users (char **words, guint *n)
{
  guint len = words != NULL ? g_strv_length (words) : 0;
  LiveUser *users = g_new0 (LiveUser, len + 1);
  for (guint i = 0; i < len; i++)
    {
      char *colon = strchr (words[i], ':');
      if (colon == NULL || colon == words[i] || colon[1] == '\0')
        {
          cli_warn (_ ("--user %s: write NAME:PASSWORD"), words[i]);
          g_free (users);
          return NULL;
        }
      *colon = '\0';
      users[i] = (LiveUser){ words[i], colon + 1 };
    }
  *n = len;
  return users;
}

/* --- running --- */

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

/* A line on stdin lets one held line go; "all" lets all go and ends holding. */
static gboolean
on_typed (GIOChannel *channel, GIOCondition condition, gpointer data)
{
  LiveServer *server = data;
  g_autofree char *line = NULL;
  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    return G_SOURCE_REMOVE;
  if (g_str_equal (g_strstrip (line), "all"))
    {
      live_server_set_hold (server, FALSE);
      cli_warn (_ ("nothing is held any more"));
      return G_SOURCE_REMOVE;
    }
  if (live_server_release (server))
    cli_warn (ngettext ("one line let go; %u still waits", "one line let go; %u still wait",
                        live_server_count_held (server)),
              live_server_count_held (server));
  else
    cli_warn (_ ("no line waits"));
  return G_SOURCE_CONTINUE;
}

static guint
watch_typing (LiveServer *server)
{
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (STDIN_FILENO);
  /* names may come in any encoding; only line ends matter. Unbuffered lines would hide from poll. */
  g_io_channel_set_encoding (channel, NULL, NULL);
  return g_io_add_watch (channel, G_IO_IN | G_IO_HUP, on_typed, server);
}

static void
print_ready (const LiveServer *server)
{
  static const char *const protocols[] = { "imap", "pop3" };
  GString *line = g_string_new ("ready");
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      guint port = live_server_get_port (server, protocols[i]);
      if (port != 0)
        g_string_append_printf (line, " %s=%u", protocols[i], port);
    }
  puts (line->str);
  fflush (stdout);
  g_string_free (line, TRUE);
}

static gboolean
save_recording (const LiveServer *server, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TraceRecording) recording = live_server_get_recording (server);
  if (trace_recording_save (recording, path, &error))
    return TRUE;
  cli_warn ("%s", error->message);
  return FALSE;
}

static int
serve (const LiveOptions *options, const char *save)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LiveServer) server = live_server_new (options, NULL, &error);
  if (server == NULL)
    return cli_wrong ("%s", error->message);
  /* now, and not after a day of listening, is when to learn that it cannot be written */
  if (save != NULL && !save_recording (server, save))
    return CLI_WRONG;
  if (options->world == NULL && options->n_users == 0)
    cli_warn (_ ("log in as %s with the password %s; --user NAME:PASSWORD makes another account"),
              live_server_get_user (server), live_server_get_password (server));
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, on_signal, loop);
  guint terminate = g_unix_signal_add (SIGTERM, on_signal, loop);
  guint typing = options->hold ? watch_typing (server) : 0;
  print_ready (server);
  g_main_loop_run (loop);
  if (typing != 0 && g_main_context_find_source_by_id (NULL, typing) != NULL)
    g_source_remove (typing);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  live_server_stop (server);
  return save == NULL || save_recording (server, save) ? CLI_GOOD : CLI_WRONG;
}

static int
serve_world (LiveOptions *options, const char *world, const char *save)
{
  g_autoptr (GError) error = NULL;
  if (world == NULL)
    return serve (options, save);
  g_autofree char *folder = lesson_find (world, &error);
  g_autoptr (Lesson) lesson = folder != NULL ? lesson_load (folder, cli_language (NULL), &error)
                                             : NULL;
  if (lesson == NULL)
    return cli_wrong ("%s", error->message);
  if (lesson->world == NULL)
    return cli_wrong (_ ("--world %s: this lesson has no world"), world);
  options->world = lesson->world;
  options->world_text = lesson->world_text;
  return serve (options, save);
}

static int
run (int argc, char **argv)
{
  g_auto (Options) given = { 0 };
  const GOptionEntry entries[] = {
    { "imap", 0, 0, G_OPTION_ARG_STRING, &given.imap, N_ ("Serve IMAP there; 0: any free port"),
      N_ ("PORT") },
    { "pop3", 0, 0, G_OPTION_ARG_STRING, &given.pop3, N_ ("Serve POP3 there; 0: any free port"),
      N_ ("PORT") },
    { "user", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.users,
      N_ ("An account with an INBOX; may be given more than once"), N_ ("NAME:PASSWORD") },
    { "world", 0, 0, G_OPTION_ARG_STRING, &given.world,
      N_ ("Accounts, mailboxes and messages of this lesson"), N_ ("LESSON") },
    { "mail", 0, 0, G_OPTION_ARG_FILENAME, &given.mail,
      N_ ("Messages of the first account, one a file; folders in it are mailboxes"), N_ ("DIR") },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &given.fault, N_ ("Break this rule"), N_ ("NAME") },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &given.save,
      N_ ("Keep the recording; without it nothing is kept"), N_ ("FILE") },
    { "hold", 0, 0, G_OPTION_ARG_NONE, &given.hold,
      N_ ("Hold every line; Enter lets one go, the word “all” all of them"), NULL },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &given.address,
      N_ ("Listen there and not on 127.0.0.1; others may then reach this server"), N_ ("ADDRESS") },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) words = cli_parse (&cli_serve, entries, argc, argv, 0, 0);
  LiveOptions options = { .imap_port = -1,
                          .pop3_port = -1,
                          .mail = given.mail,
                          .fault = given.fault,
                          .address = given.address,
                          .hold = given.hold,
                          .record = given.save != NULL };
  if (words == NULL || !parse_port ("--imap", given.imap, &options.imap_port)
      || !parse_port ("--pop3", given.pop3, &options.pop3_port))
    return CLI_WRONG;
  if (given.imap == NULL && given.pop3 == NULL)
    options.imap_port = options.pop3_port = 0;
  g_autofree LiveUser *users = parse_users (given.users, &options.n_users);
  if (users == NULL)
    return CLI_WRONG;
  options.users = users;
  if (given.address != NULL)
    cli_warn (_ ("--listen %s: whoever reaches this address can try to log in, and everything "
                 "travels in the clear"),
              given.address);
  return serve_world (&options, given.world, given.save);
}

const CliCommand cli_serve = {
  .name = "serve",
  .arguments = "",
  .summary = N_ ("Let real mail programs connect to the simulated server"),
  .details = N_ (
      "Prints one line, “ready imap=PORT pop3=PORT”, once it listens; ends on Ctrl+C or SIGTERM. "
      "It listens on\n127.0.0.1 only, where nobody else can connect. What is stored is "
      "gone when it ends.\nTLS is not there yet: set your mail program to no encryption "
      "and a plain password."),
  .run = run,
};
