#include "peer-sent.h"

static void
test_find (void)
{
  g_autoptr (PeerSent) sent = peer_sent_new ();

  g_assert_null (peer_sent_find (sent, 0));
  peer_sent_add (sent, &(PeerSentLine){ .start = 0, .end = 10, .event = 1, .command = 1 });
  peer_sent_add (sent, &(PeerSentLine){ .start = 10, .end = 12, .event = 2, .command = 1 });
  peer_sent_add (sent, &(PeerSentLine){ .start = 12, .end = 40, .event = 5, .command = 5 });
  g_assert_cmpuint (peer_sent_find (sent, 0)->event, ==, 1);
  g_assert_cmpuint (peer_sent_find (sent, 9)->event, ==, 1);
  g_assert_cmpuint (peer_sent_find (sent, 11)->event, ==, 2);
  g_assert_cmpuint (peer_sent_find (sent, 30)->event, ==, 5);
  g_assert_null (peer_sent_find (sent, 40));
}

static void
test_many (void)
{
  g_autoptr (PeerSent) sent = peer_sent_new ();

  for (guint32 i = 0; i < 5000; i++)
    {
      peer_sent_add (sent, &(PeerSentLine){ .start = i * 10, .end = i * 10 + 10, .event = i + 1 });
      if (i >= 100)
        g_assert_cmpuint (peer_sent_find (sent, (i - 100) * 10 + 3)->event, ==, i - 99);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/sent/find", test_find);
  g_test_add_func ("/peer/sent/many", test_many);
  return g_test_run ();
}
