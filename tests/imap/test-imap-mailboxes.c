/* Mailboxes that come, change and go; the statements of the matrix are named. */
#include "imap-testlib.h"

#include <string.h>

#include "imap-name.h"
#include "model-names.h"

static ModelId
find (TestWorld *world, const char *name)
{
  return model_find (world->model, world->account, name);
}

static gint64
find_uidvalidity (TestWorld *world, const char *name)
{
  return model_get_number (world->model, find (world, name), MODEL_FIELD_UIDVALIDITY, 0);
}

/* 65, 66 */
static void
test_create (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_says (session, "a0 CREATE x", "a0 BAD Log in first\n");
  test_starts (session, "l LOGIN lin noodles", "l OK");
  test_says (session, "a1 CREATE inbox", "a1 NO [ALREADYEXISTS] There is such a mailbox already\n");
  test_says (session, "a2 CREATE Work/", "a2 OK CREATE completed\n");
  test_says (session, "a3 CREATE Work", "a3 NO [ALREADYEXISTS] There is such a mailbox already\n");
  test_says (session, "a4 CREATE a/b/c", "a4 OK CREATE completed\n");
  test_says (session, "a5 CREATE inbox/kept", "a5 OK CREATE completed\n");
  test_says (session, "a6 LIST \"\" *",
             "* LIST () \"/\" INBOX\n* LIST () \"/\" Work\n* LIST () \"/\" a\n* LIST () \"/\" a/b\n"
             "* LIST () \"/\" a/b/c\n* LIST () \"/\" INBOX/kept\na6 OK LIST completed\n");
  test_says (session, "a7 STATUS Inbox/kept (MESSAGES UIDNEXT UIDVALIDITY)",
             "* STATUS INBOX/kept (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1709600005)\n"
             "a7 OK STATUS completed\n");
  test_says (session, "a8 CREATE {4}", "+ OK\n");
  test_says (session, "a \"\\", "a8 OK CREATE completed\n");
  test_says (session, "a9 LIST \"\" {4}", "+ OK\n");
  test_says (session, "a \"\\", "* LIST () \"/\" \"a \\\"\\\\\"\na9 OK LIST completed\n");
}

/* 80, and what else is no name */
static void
test_names (void)
{
  static const char *const good[] = {
    "a", "&-", "a&-b", "&ZeVnLIqe-", "&2D3eCg-", "&AOk-&-", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"
  };
  static const char *const bad[] = { "",
                                     "/a",
                                     "a//b",
                                     "a/",
                                     "a*",
                                     "%",
                                     "caf\xc3\xa9",
                                     "tab\there",
                                     "&",
                                     "a&b",
                                     "&Jjo",
                                     "&Jjo!",
                                     "&AGE-",              /* "a" could stand as it is */
                                     "&U,BTFw-&ZeVnLIqe-", /* two that would have been one */
                                     "&2D0-",              /* half a pair */
                                     "&3go-",
                                     "&AOl-",  /* bits left over */
                                     "&AOkA-", /* a whole digit left over */
                                     "&A-" };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_cmpstr (imap_name_find_fault (good[i]), ==, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (imap_name_find_fault (bad[i]) == NULL)
      g_error ("“%s” passes for a name", bad[i]);
  g_autofree char *longest = g_strnfill (IMAP_NAME_MAX, 'a');
  g_assert_null (imap_name_find_fault (longest));
  g_autofree char *longer = g_strnfill (IMAP_NAME_MAX + 1, 'a');
  g_assert_nonnull (imap_name_find_fault (longer));

  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 CREATE \"a*\"",
             "a1 NO [CANNOT] The name holds an octet that no name may hold here\n");
  test_says (session, "a2 CREATE a&b", "a2 NO [CANNOT] The name is no modified UTF-7\n");
  test_says (session, "a3 CREATE &ZeVnLIqe-", "a3 OK CREATE completed\n");
  test_says (session, "a4 CREATE \"\"", "a4 NO [CANNOT] A mailbox has to have a name\n");
  test_starts (session, "a5 CREATE a%", "a5 BAD Expected");
}

/* 67, 71 */
static void
test_delete (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_mailbox (world, "Lists/imap");
  test_world_fill (world, 2);
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 DELETE inbox", "a1 NO [CANNOT] INBOX has to stay\n");
  test_says (session, "a2 DELETE none", "a2 NO [NONEXISTENT] There is no such mailbox\n");
  test_says (session, "a3 DELETE Lists", "a3 NO [HASCHILDREN] There are mailboxes below it\n");
  test_says (session, "a4 CREATE Lists", "a4 OK CREATE completed\n");
  test_says (session, "a5 COPY 1:2 Lists", "a5 OK COPY completed\n");
  test_says (session, "a6 SUBSCRIBE Lists", "a6 OK SUBSCRIBE completed\n");
  test_says (session, "a7 DELETE Lists", "a7 OK DELETE completed\n");
  test_says (session, "a8 LIST \"\" Lists*",
             "* LIST () \"/\" Lists/imap\n* LIST (\\Noselect) \"/\" Lists\na8 OK LIST completed\n");
  test_says (session, "a9 DELETE Lists", "a9 NO [HASCHILDREN] There are mailboxes below it\n");
  test_says (session, "b1 COPY 1 Lists", "b1 NO [TRYCREATE] There is no such mailbox\n");
  test_says (session, "b2 STATUS Lists (MESSAGES)",
             "b2 NO [NONEXISTENT] There is no such mailbox\n");
  test_says (session, "b3 DELETE Lists/imap", "b3 OK DELETE completed\n");
  test_says (session, "b4 LSUB \"\" *", "* LSUB (\\Noselect) \"/\" Lists\nb4 OK LSUB completed\n");
  test_says (session, "b5 DELETE Lists", "b5 OK DELETE completed\n");
  test_says (session, "b6 LSUB \"\" *", "* LSUB () \"/\" Lists\nb6 OK LSUB completed\n");
  test_says (session, "b7 LIST \"\" *", "* LIST () \"/\" INBOX\nb7 OK LIST completed\n");
  test_says (session, "b8 NOOP", "b8 OK NOOP completed\n");
}

/* 68: neither does a name that comes back, nor one that another mailbox gets */
static void
test_uidvalidity (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_mailbox (world, "a");
  test_world_mailbox (world, "b");
  test_world_mailbox (world, "c");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 DELETE a", "a1 OK DELETE completed\n");
  test_says (session, "a2 CREATE a", "a2 OK CREATE completed\n");
  g_assert_cmpint (find_uidvalidity (world, "a"), ==, 1709600001);
  test_says (session, "a3 DELETE a", "a3 OK DELETE completed\n");
  test_says (session, "a4 RENAME b a", "a4 OK RENAME completed\n");
  g_assert_cmpint (find_uidvalidity (world, "a"), ==, 1709600002);
  test_says (session, "a5 CREATE b", "a5 OK CREATE completed\n");
  g_assert_cmpint (find_uidvalidity (world, "b"), ==, 1709600003);
  /* A level of names that becomes a mailbox again is a new one. */
  test_says (session, "a6 CREATE b/x", "a6 OK CREATE completed\n");
  test_says (session, "a7 DELETE b", "a7 OK DELETE completed\n");
  test_says (session, "a8 CREATE b", "a8 OK CREATE completed\n");
  g_assert_cmpint (find_uidvalidity (world, "b"), >, 1709600004);
}

static void
test_uidvalidity_kept (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_mailbox (world, "a");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 RENAME a b", "a1 OK RENAME completed\n");
  g_assert_cmpint (find_uidvalidity (world, "b"), ==, 1709600000);
}

/* 69 */
static void
test_rename (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_feed (session, "c1 CREATE a/x/y\r\nc2 CREATE ab\r\nc3 SUBSCRIBE a/x\r\n", -1);
  g_free (test_take (session));
  test_says (session, "a1 RENAME none b", "a1 NO [NONEXISTENT] There is no such mailbox\n");
  test_says (session, "a2 RENAME a ab", "a2 NO [ALREADYEXISTS] There is such a mailbox already\n");
  test_says (session, "a3 RENAME a a", "a3 NO [ALREADYEXISTS] There is such a mailbox already\n");
  test_says (session, "a4 RENAME a inbox",
             "a4 NO [ALREADYEXISTS] There is such a mailbox already\n");
  test_says (session, "a5 RENAME a a/z", "a5 NO [CANNOT] A mailbox cannot be put below itself\n");
  test_says (session, "a6 RENAME a b&", "a6 NO [CANNOT] The name is no modified UTF-7\n");
  test_says (session, "a7 RENAME a old/a", "a7 OK RENAME completed\n");
  test_says (session, "a8 LIST \"\" *",
             "* LIST () \"/\" INBOX\n* LIST () \"/\" old/a\n* LIST () \"/\" old/a/x\n"
             "* LIST () \"/\" old/a/x/y\n* LIST () \"/\" ab\n* LIST () \"/\" old\n"
             "a8 OK LIST completed\n");
  test_says (session, "a9 LSUB \"\" *", "* LSUB () \"/\" a/x\na9 OK LSUB completed\n");
  test_says (session, "b1 CREATE a", "b1 OK CREATE completed\n");
  test_says (session, "b2 RENAME a", "b2 BAD Expected one space at the end of the line\n");
  /* A level that is no mailbox has a name, too. */
  test_feed (session, "b3 DELETE old\r\n", -1);
  g_free (test_take (session));
  test_says (session, "b4 RENAME old new", "b4 OK RENAME completed\n");
  test_says (session, "b5 LIST \"\" new*",
             "* LIST () \"/\" new/a\n* LIST () \"/\" new/a/x\n* LIST () \"/\" new/a/x/y\n"
             "* LIST (\\Noselect) \"/\" new\nb5 OK LIST completed\n");
}

/* What is below may be older than what it is below, and open besides. */
static void
test_rename_open_child (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) a = test_session_login (world);
  g_autoptr (TestSession) b = test_session_login (world);
  test_feed (a, "c1 CREATE p/c\r\nc2 DELETE p\r\nc3 CREATE p\r\n", -1);
  test_feed (b, "c4 SELECT p/c\r\n", -1);
  gint64 before = find_uidvalidity (world, "p/c");
  test_feed (a, "c5 RENAME p q\r\n", -1);
  g_autofree char *said = test_take (a);
  g_assert_true (g_str_has_suffix (said, "c5 OK RENAME completed\n"));
  g_assert_cmpint (find_uidvalidity (world, "q/c"), ==, before);
}

/* 70: also for whoever has INBOX open */
static void
test_rename_inbox (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  test_world_mailbox (world, "INBOX/kept");
  g_autoptr (TestSession) one = test_session_login (world);
  g_autoptr (TestSession) two = test_session_login (world);
  test_feed (one, "s STORE 2 +FLAGS.SILENT (\\Flagged $Junk)\r\n", -1);
  g_free (test_take (one));
  test_says (one, "a1 RENAME InBox 2024/old",
             "* 1 EXPUNGE\n* 1 EXPUNGE\n* 1 EXPUNGE\na1 OK RENAME completed\n");
  test_says (two, "b1 FETCH 2 BODY.PEEK[HEADER.FIELDS (Subject)]",
             "* 2 FETCH (BODY[HEADER.FIELDS (Subject)] {22}\nSubject: Message 2\n\n)\n"
             "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk)\n"
             "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk \\*)] "
             "Flags that can be kept\nb1 OK FETCH completed\n");
  test_says (two, "b2 NOOP", "* 1 EXPUNGE\n* 1 EXPUNGE\n* 1 EXPUNGE\nb2 OK NOOP completed\n");
  test_says (one, "a2 LIST \"\" *",
             "* LIST () \"/\" INBOX\n* LIST () \"/\" INBOX/kept\n* LIST () \"/\" 2024\n"
             "* LIST () \"/\" 2024/old\na2 OK LIST completed\n");
  test_feed (one, "a3 SELECT 2024/old\r\n", -1);
  g_free (test_take (one));
  test_says (one, "a4 FETCH 1:* (UID FLAGS)",
             "* 1 FETCH (UID 1 FLAGS (\\Recent))\n* 2 FETCH (UID 2 FLAGS (\\Flagged $Junk "
             "\\Recent))\n* 3 FETCH (UID 3 FLAGS (\\Recent))\na4 OK FETCH completed\n");
  test_world_deliver (world, "Subject: new\n\nText");
  test_says (two, "b3 NOOP", "* 1 EXISTS\n* 1 RECENT\nb3 OK NOOP completed\n");
  test_says (two, "b4 FETCH 1 UID", "* 1 FETCH (UID 4)\nb4 OK FETCH completed\n");
}

/* What another session has open: it is not removed, and it may get another name [RFC2180 §3]. */
static void
test_open_elsewhere (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  ModelId lists = test_world_mailbox (world, "Lists");
  test_world_fill (world, 3);
  g_autoptr (TestSession) one = test_session_login (world);
  g_autoptr (TestSession) two = test_session_login (world);
  g_autoptr (TestSession) three = test_session_login (world);
  test_feed (one, "c COPY 1:3 Lists\r\n", -1);
  test_feed (two, "s SELECT Lists\r\n", -1);
  test_feed (three, "s SELECT Lists\r\n", -1);
  g_free (test_take (one));
  g_free (test_take (two));
  g_free (test_take (three));
  test_says (one, "a1 DELETE Lists", "a1 NO [INUSE] A session has this mailbox open\n");
  test_says (two, "b1 DELETE Lists", "b1 NO [INUSE] A session has this mailbox open\n");
  test_says (one, "a2 RENAME Lists Old", "a2 OK RENAME completed\n");
  test_says (two, "b2 STORE 2 +FLAGS.SILENT \\Deleted", "b2 OK STORE completed\n");
  test_says (two, "b3 EXPUNGE", "* 2 EXPUNGE\n* 2 RECENT\nb3 OK EXPUNGE completed\n");
  /* The third one still finds its ghost. */
  test_says (three, "d1 FETCH 2 BODY.PEEK[HEADER.FIELDS (Subject)]",
             "* 2 FETCH (BODY[HEADER.FIELDS (Subject)] {22}\nSubject: Message 2\n\n)\n"
             "d1 OK FETCH completed\n");
  test_says (three, "d2 NOOP", "* 2 EXPUNGE\nd2 OK NOOP completed\n");
  g_assert_cmpuint (model_count (world->model, lists, MODEL_TABLE_GHOSTS), ==, 0);
  test_says (one, "a3 DELETE Old", "a3 NO [INUSE] A session has this mailbox open\n");
  /* Its UIDVALIDITY would have to change now, since a mailbox called Lists had it. */
  test_says (one, "a4 RENAME Old New", "a4 NO [INUSE] A session has this mailbox open\n");
  test_starts (two, "b4 CLOSE", "b4 OK");
  test_input (three, MODEL_INPUT_CLOSED);
  test_says (one, "a5 RENAME Old New", "a5 OK RENAME completed\n");
  test_says (one, "a6 DELETE New", "a6 OK DELETE completed\n");
  g_assert_cmpuint (find (world, "New"), ==, MODEL_NO_ID);
}

/* 71, 78 */
static void
test_subscriptions (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_mailbox (world, "a b%");
  test_world_mailbox (world, "foo/bar");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 LSUB \"\" *", "a1 OK LSUB completed\n");
  test_says (session, "a2 SUBSCRIBE \"a b%\"", "a2 OK SUBSCRIBE completed\n");
  test_says (session, "a3 SUBSCRIBE foo/bar", "a3 OK SUBSCRIBE completed\n");
  test_says (session, "a4 SUBSCRIBE foo/bar", "a4 OK SUBSCRIBE completed\n");
  test_says (session, "a5 SUBSCRIBE inbox", "a5 OK SUBSCRIBE completed\n");
  test_says (session, "a6 SUBSCRIBE none", "a6 NO [NONEXISTENT] There is no such mailbox\n");
  test_says (session, "a7 LSUB \"\" *",
             "* LSUB () \"/\" \"a b%\"\n* LSUB () \"/\" foo/bar\n* LSUB () \"/\" INBOX\n"
             "a7 OK LSUB completed\n");
  test_says (session, "a8 LSUB \"\" %",
             "* LSUB () \"/\" \"a b%\"\n* LSUB (\\Noselect) \"/\" foo\n* LSUB () \"/\" INBOX\n"
             "a8 OK LSUB completed\n");
  test_says (session, "a9 LSUB foo/ %", "* LSUB () \"/\" foo/bar\na9 OK LSUB completed\n");
  g_assert_cmpstr (model_get_text (world->model, world->account, MODEL_FIELD_SUBSCRIPTIONS), ==,
                   "a%20b%25 foo/bar INBOX");
  test_says (session, "b1 DELETE foo/bar", "b1 OK DELETE completed\n");
  test_says (session, "b2 SUBSCRIBE foo/bar", "b2 OK SUBSCRIBE completed\n");
  test_says (session, "b3 UNSUBSCRIBE foo/bar", "b3 OK UNSUBSCRIBE completed\n");
  test_says (session, "b4 UNSUBSCRIBE foo/bar", "b4 OK UNSUBSCRIBE completed\n");
  test_says (session, "b5 SUBSCRIBE foo/bar", "b5 NO [NONEXISTENT] There is no such mailbox\n");
  test_says (session, "b6 UNSUBSCRIBE \"a b%\"", "b6 OK UNSUBSCRIBE completed\n");
  test_says (session, "b7 UNSUBSCRIBE INBOX", "b7 OK UNSUBSCRIBE completed\n");
  g_assert_null (model_get_text (world->model, world->account, MODEL_FIELD_SUBSCRIPTIONS));
}

static void
test_check (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_starts (session, "l LOGIN lin noodles", "l OK");
  test_says (session, "a1 CHECK", "a1 BAD Select a mailbox first\n");
  test_starts (session, "s SELECT INBOX", "* FLAGS");
  test_world_deliver (world, "Subject: new\n\nText");
  test_says (session, "a2 CHECK", "* 1 EXISTS\n* 1 RECENT\na2 OK CHECK completed\n");
  test_says (session, "a3 CHECK x",
             "a3 BAD Expected the end of the line at octet 9, found \" x\"\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/mailboxes/create", test_create);
  g_test_add_func ("/imap/mailboxes/names", test_names);
  g_test_add_func ("/imap/mailboxes/delete", test_delete);
  g_test_add_func ("/imap/mailboxes/uidvalidity", test_uidvalidity);
  g_test_add_func ("/imap/mailboxes/uidvalidity-kept", test_uidvalidity_kept);
  g_test_add_func ("/imap/mailboxes/rename", test_rename);
  g_test_add_func ("/imap/mailboxes/rename-open-child", test_rename_open_child);
  g_test_add_func ("/imap/mailboxes/rename-inbox", test_rename_inbox);
  g_test_add_func ("/imap/mailboxes/open-elsewhere", test_open_elsewhere);
  g_test_add_func ("/imap/mailboxes/subscriptions", test_subscriptions);
  g_test_add_func ("/imap/mailboxes/check", test_check);
  return g_test_run ();
}
