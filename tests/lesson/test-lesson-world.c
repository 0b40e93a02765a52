#include <string.h>

#include "model-address.h"
#include "model-world.h"

static const char house[] =
    "server mail.example.test expunge-order=high-first fault=tells-expunge-during-fetch\n"
    "clock 2024-03-05T09:00:00Z\n"
    "# accounts\n"
    "account lin password=noodles\n"
    "mailbox INBOX uidvalidity=1709600000 uidnext=9 recent-from=5 highestmodseq=10\n"
    "mailbox 已发送\n"
    "mailbox Drafts subscribed=no\n"
    "message welcome in=INBOX from=\"Admin <admin@example.test>\" subject=\"Welcome\" "
    "date=2024-03-04T08:00:00+08:00 octets=238 flags=\"\\Seen $Taken\"\n"
    "message photos in=inbox uid=3 from=mei@example.test subject=\"Trip photos\" octets=123591 "
    "picture=lake.jpg\n"
    "messages 4 in=INBOX uid=5 flags='\\Flagged'\n"
    "message news undelivered from=mei@example.test\n"
    "device phone imap online rtt=200ms rate=1Mbit tag=p   # far away\n"
    "device laptop imap online delay=10ms\n";

static void
show (const Model *model, const char *text, const char *expected)
{
  ModelAddress address;
  g_autoptr (GError) error = NULL;
  g_assert_true (model_address_parse (model, text, &address, &error));
  g_assert_no_error (error);
  g_autofree char *shown = model_address_show (model, &address);
  g_assert_cmpstr (shown, ==, expected);
}

static void
test_build (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse (house, &error);
  g_assert_no_error (error);
  g_autoptr (Model) model = model_new ();
  model_world_build (world, model);

  g_assert_cmpuint (model_world_count (world), ==, 6);
  show (model, "server:lin:INBOX:exists", "6");
  show (model, "server:lin:INBOX:uidnext", "9");
  show (model, "server:lin:INBOX:recent-from", "5");
  show (model, "server:lin:INBOX:highestmodseq", "10");
  show (model, "server:lin:INBOX:welcome:flags", "(\\Seen $Taken)");
  show (model, "server:lin:INBOX:welcome:size", "238");
  show (model, "server:lin:INBOX:welcome:from", "Admin");
  show (model, "server:lin:INBOX:welcome:internaldate", "\" 4-Mar-2024 08:00:00 +0800\"");
  show (model, "server:lin:INBOX:photos:size", "123591");
  show (model, "server:lin:INBOX:u8:flags", "(\\Flagged)");
  show (model, "server:lin:INBOX:u8:subject", "\"Message 4\"");
  show (model, "server:lin:已发送:uidnext", "1");
  show (model, "server:lin:INBOX:u4:flags", "none");
  show (model, "server:lin:subscriptions", "\"INBOX 已发送\"");
  g_assert_cmpint (model_find (model, model_find (model, MODEL_ROOT, "laptop"), "lin"), !=,
                   MODEL_NO_ID);
}

static void
test_values (void)
{
  g_autoptr (ModelWorld) world = model_world_parse (house, NULL);
  const ModelWorldDevice *phone = model_world_device (world, "phone");
  const ModelWorldDevice *laptop = model_world_device (world, "laptop");
  g_assert_true (world->server.expunge_high_first);
  g_assert_cmpstr (world->server.fault, ==, "tells-expunge-during-fetch");
  g_assert_cmpuint (world->server.fault_place.line, ==, 1);
  g_assert_cmpuint (world->server.fault_place.column, ==, 57);
  g_assert_cmpint (phone->delay, ==, 100000);
  g_assert_cmpuint (phone->rate, ==, 1000000);
  g_assert_cmpint (phone->tag, ==, 'p');
  g_assert_cmpint (laptop->delay, ==, 10000);
  g_assert_cmpint (laptop->tag, ==, 'b');
  const ModelWorldMessage *news = model_world_message (world, "news");
  g_assert_null (news->mailbox);
  g_assert_cmpstr (news->to, ==, "lin@example.test");
  g_assert_cmpint (news->date, ==, world->clock);
}

static void
test_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = model_words_split (
      "message x='a b' body=\"1\\n\\\"2\\\" \\Seen\" \\Flagged a=b=c # rest", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (words->len, ==, 5);
  const ModelWord *x = words->pdata[1], *body = words->pdata[2], *last = words->pdata[4];
  g_assert_cmpstr (x->name, ==, "x");
  g_assert_cmpstr (x->value, ==, "a b");
  g_assert_cmpuint (x->column, ==, 9);
  g_assert_cmpuint (x->value_column, ==, 11);
  g_assert_cmpuint (x->end_column, ==, 16);
  g_assert_cmpstr (body->value, ==, "1\n\"2\" \\Seen");
  g_assert_cmpstr (((ModelWord *) words->pdata[3])->text, ==, "\\Flagged");
  g_assert_cmpstr (last->value, ==, "b=c");
}

/* What is put behind two good lines, and where in that third line the mistake is. */
static const struct
{
  const char *line;
  guint column;
  ModelWorldError code;
} mistakes[] = {
  { "mailbx Sent", 1, MODEL_WORLD_ERROR_UNKNOWN },
  { "mailbox", 8, MODEL_WORLD_ERROR_SYNTAX },
  { "mailbox INBOX", 9, MODEL_WORLD_ERROR_CLASH },
  { "mailbox inbox", 9, MODEL_WORLD_ERROR_CLASH },
  { "mailbox a%b", 9, MODEL_WORLD_ERROR_SYNTAX },
  { "mailbox Sent account=wei", 22, MODEL_WORLD_ERROR_UNKNOWN },
  { "mailbox Sent uidnext=0", 22, MODEL_WORLD_ERROR_SYNTAX },
  { "mailbox Sent uidnext=1 uidnext=2", 24, MODEL_WORLD_ERROR_CLASH },
  { "mailbox Sent colour=red", 14, MODEL_WORLD_ERROR_UNKNOWN },
  { "mailbox Sent too much", 14, MODEL_WORLD_ERROR_SYNTAX },
  { "mailbox \"Sent", 9, MODEL_WORLD_ERROR_SYNTAX },
  { "account lin password=x", 9, MODEL_WORLD_ERROR_CLASH },
  { "account wei", 12, MODEL_WORLD_ERROR_SYNTAX },
  { "account 1wei password=x", 9, MODEL_WORLD_ERROR_SYNTAX },
  { "server mail.example.test", 1, MODEL_WORLD_ERROR_SYNTAX },
  { "message u7 in=INBOX from=a@b", 9, MODEL_WORLD_ERROR_CLASH },
  { "message x from=a@b", 19, MODEL_WORLD_ERROR_SYNTAX },
  { "message x in=Sent from=a@b", 14, MODEL_WORLD_ERROR_UNKNOWN },
  { "message x in=INBOX", 19, MODEL_WORLD_ERROR_SYNTAX },
  { "message x undelivered in=INBOX from=a@b", 23, MODEL_WORLD_ERROR_SYNTAX },
  { "message x undelivered from=a@b flags=\\Seen", 32, MODEL_WORLD_ERROR_CLASH },
  { "message x in=INBOX uid=9 from=a@b", 24, MODEL_WORLD_ERROR_CLASH },
  { "message x in=INBOX from=a@b flags=\\Sen", 35, MODEL_WORLD_ERROR_UNKNOWN },
  { "message x in=INBOX from=a@b flags=\\Recent", 35, MODEL_WORLD_ERROR_UNKNOWN },
  { "message x in=INBOX from=a@b flags=a(b", 35, MODEL_WORLD_ERROR_SYNTAX },
  { "message x in=INBOX from=a@b octets=10", 9, MODEL_WORLD_ERROR_SYNTAX },
  { "message x in=INBOX from=a@b octets=many", 36, MODEL_WORLD_ERROR_SYNTAX },
  { "message x in=INBOX from=a@b date=yesterday", 34, MODEL_WORLD_ERROR_SYNTAX },
  { "message x in=INBOX from=\"a\\nb\"", 9, MODEL_WORLD_ERROR_SYNTAX },
  { "messages 0 in=INBOX", 10, MODEL_WORLD_ERROR_SYNTAX },
  { "messages 1000001 in=INBOX", 10, MODEL_WORLD_ERROR_SYNTAX },
  { "messages 3", 11, MODEL_WORLD_ERROR_SYNTAX },
  { "messages 10 in=INBOX", 1, MODEL_WORLD_ERROR_CLASH },
  { "device server imap online", 8, MODEL_WORLD_ERROR_CLASH },
  { "device c1 imap online", 8, MODEL_WORLD_ERROR_CLASH },
  { "device phone imap", 18, MODEL_WORLD_ERROR_SYNTAX },
  { "device phone imap online rtt=fast", 30, MODEL_WORLD_ERROR_SYNTAX },
  { "device phone imap online rtt=2s delay=1s", 33, MODEL_WORLD_ERROR_CLASH },
  { "device phone imap online rate=1MB", 31, MODEL_WORLD_ERROR_SYNTAX },
  { "device phone imap online tag=t", 30, MODEL_WORLD_ERROR_SYNTAX },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "account lin password=noodles\nmailbox INBOX uidnext=9\n%s\n", mistakes[i].line);
      g_autofree char *start = g_strdup_printf ("3:%u: ", mistakes[i].column);
      g_autoptr (GError) error = NULL;
      g_autoptr (ModelWorld) world = model_world_parse (text, &error);
      g_test_message ("%s → %s", mistakes[i].line, error != NULL ? error->message : "(good)");
      g_assert_null (world);
      g_assert_error (error, MODEL_WORLD_ERROR, (int) mistakes[i].code);
      g_assert_true (g_str_has_prefix (error->message, start));
    }
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse (
      "account lin password=x\nmailbox INBOX\nmessages 600000 in=INBOX\nmessages 600000 in=INBOX\n",
      &error);
  g_assert_null (world);
  g_assert_error (error, MODEL_WORLD_ERROR, MODEL_WORLD_ERROR_LIMIT);
  g_assert_true (g_str_has_prefix (error->message, "4:1: "));
  g_clear_error (&error);
  world = model_world_parse (
      "account lin password=x\nmailbox INBOX\nmessages 1000 in=INBOX octets=50000000\n", &error);
  g_assert_null (world);
  g_assert_error (error, MODEL_WORLD_ERROR, MODEL_WORLD_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/world/words", test_words);
  g_test_add_func ("/lesson/world/build", test_build);
  g_test_add_func ("/lesson/world/values", test_values);
  g_test_add_func ("/lesson/world/mistakes", test_mistakes);
  g_test_add_func ("/lesson/world/limits", test_limits);
  return g_test_run ();
}
