/* What everybody knows or believes, marked where it changed and where it is out of date. */
#include "view-board.h"
#include "view-story.h"

static ViewBoard *
board_at (Trace *trace, TraceCursor *cursor, guint32 event, guint32 previous)
{
  trace_cursor_seek (cursor, event);
  return view_board_new (trace, trace_cursor_get_model (cursor), event, previous);
}

static char *
dump (ViewBoard *board)
{
  return view_scene_dump (view_board_get_scene (board), view_catalogue_get ("en", NULL));
}

/* After each act, and at every arrival of what the acts before last brought about. */
static void
test_golden (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) chinese = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (view_story_acts); i++)
    {
      guint32 before = trace_get_n (trace);
      view_story_do (&story, view_story_acts[i]);
      g_autoptr (ViewBoard) board = view_board_new (trace, sim_world_get_model (story.world),
                                                    trace_get_n (trace), before);
      g_autofree char *text = dump (board);
      g_autofree char *other = view_scene_dump (view_board_get_scene (board),
                                                view_catalogue_get ("zh_CN", NULL));
      g_string_append_printf (out, "after: %s\n%s\n", view_story_acts[i], text);
      g_string_append_printf (chinese, "after: %s\n%s\n", view_story_acts[i], other);
    }
  view_assert_golden ("view", "board.en", out->str);
  view_assert_golden ("view", "board.zh_CN", chinese->str);
}

/* The board of the cursor's model is that of the live one, after each thing that happens. */
static void
test_picture_is_truth (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (GPtrArray) live = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < G_N_ELEMENTS (view_story_acts); i++)
    {
      gboolean plain = view_story_acts[i][0] == '#' || strchr (view_story_acts[i], '>') != NULL;
      g_autofree char *act = g_strconcat (view_story_acts[i], plain ? "" : " &", NULL);
      view_story_do (&story, act);
      for (guint k = 0; k < 300; k++)
        {
          guint32 before = moments->len > 0 ? g_array_index (moments, guint32, moments->len - 1)
                                            : 0;
          guint32 now;
          sim_world_wait (story.world, 10000);
          now = trace_get_n (trace);
          if (now == before)
            continue;
          g_autoptr (ViewBoard)
              board = view_board_new (trace, sim_world_get_model (story.world), now, before);
          g_ptr_array_add (live, dump (board));
          g_array_append_val (moments, now);
        }
    }
  g_assert_cmpuint (moments->len, >, 50);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  for (guint i = moments->len; i-- > 0;)
    {
      guint32 before = i > 0 ? g_array_index (moments, guint32, i - 1) : 0;
      g_autoptr (ViewBoard)
          board = board_at (trace, cursor, g_array_index (moments, guint32, i), before);
      g_autofree char *text = dump (board);
      g_assert_cmpstr (text, ==, live->pdata[i]);
    }
}

static void
test_properties (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);

  for (guint32 event = 0; event <= trace_get_n (trace); event++)
    {
      g_autoptr (ViewBoard)
          board = board_at (trace, cursor, event, view_ladder_back (ladder, VIEW_MOVE_LINE, event));
      ViewScene scene = view_board_get_scene (board);
      view_assert_slices (scene, event + 1);
      view_assert_ids (scene);
      view_assert_sayable (scene);
      g_assert_cmpuint (view_board_count (board), ==, view_ladder_count_lanes (ladder));
    }
}

/* --- single marks --- */

static ViewMessage *
find_message (ViewBoard *board, const char *part, const char *id)
{
  for (guint card = 0; card < view_board_count (board); card++)
    {
      guint n = view_board_count_messages (board, card);
      g_autoptr (ViewCard) head = view_board_get_card (board, card);
      if (strcmp (head->owner, part) != 0)
        continue;
      g_autoptr (GPtrArray) rows = view_board_get_messages (board, card, 0, n);
      for (guint i = 0; i < rows->len; i++)
        if (strcmp (((ViewMessage *) rows->pdata[i])->node.id, id) == 0)
          return g_ptr_array_steal_index (rows, i);
    }
  return NULL;
}

static ViewCard *
find_card (ViewBoard *board, const char *owner)
{
  for (guint card = 0; card < view_board_count (board); card++)
    {
      g_autoptr (ViewCard) head = view_board_get_card (board, card);
      if (strcmp (head->owner, owner) == 0)
        return g_steal_pointer (&head);
    }
  return NULL;
}

static ViewStory
begin_open (void)
{
  ViewStory story = view_story_begin (VIEW_STORY_WORLD);
  view_story_do (&story, "phone open INBOX");
  view_story_do (&story, "laptop open INBOX");
  return story;
}

static ViewBoard *
board_after (ViewStory *story, const char *act)
{
  Trace *trace = sim_world_get_trace (story->world);
  guint32 before = trace_get_n (trace);
  view_story_do (story, act);
  return view_board_new (trace, sim_world_get_model (story->world), trace_get_n (trace), before);
}

static void
test_order (void)
{
  g_auto (ViewStory) story = begin_open ();
  g_autoptr (ViewBoard) board = board_after (&story, "phone check");
  static const char *const owners[] = { "phone", "server", "laptop" };

  g_assert_cmpuint (view_board_count (board), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ViewCard) card = view_board_get_card (board, i);
      g_assert_cmpstr (card->owner, ==, owners[i]);
      g_assert_cmpint (card->exists, ==, 3);
      g_assert_cmpstr (card->mailbox, ==, "INBOX");
      g_assert_cmpuint (view_board_count_messages (board, i), ==, 3);
    }
}

static void
test_stale_flags (void)
{
  g_auto (ViewStory) story = begin_open ();
  g_autoptr (ViewBoard) board = board_after (&story, "laptop flag lunch \\Flagged");
  g_autoptr (ViewMessage) phone = find_message (board, "phone", "phone:u5");
  g_autoptr (ViewMessage) server = find_message (board, "server", "server:u5");
  g_autoptr (ViewMessage) laptop = find_message (board, "laptop", "laptop:u5");
  g_autoptr (ViewCard) waiting = find_card (board, "phone");
  g_autofree char *notice = view_text (view_catalogue_get ("en", NULL), waiting->notices->pdata[0]);

  g_assert_cmpuint (phone->marks, ==, VIEW_MARK_STALE);
  g_assert_cmpuint (phone->stale, ==, VIEW_PART_FLAGS);
  g_assert_cmpuint (server->marks, ==, VIEW_MARK_CHANGED);
  g_assert_cmpuint (server->changed, ==, VIEW_PART_FLAGS);
  g_assert_cmpuint (laptop->marks, ==, VIEW_MARK_CHANGED);
  g_assert_cmpstr (laptop->flags[0], ==, "\\Flagged");
  g_assert_cmpstr (notice, ==, "1 notice waits on the server: * 2 FETCH (UID 5 FLAGS (\\Flagged))");
}

/* The sketch of the lesson: gone on the server, still on the phone. */
static void
test_expunge (void)
{
  g_auto (ViewStory) story = begin_open ();
  view_story_do (&story, "laptop delete lunch");
  g_autoptr (ViewBoard) board = board_after (&story, "laptop expunge");
  g_autoptr (ViewMessage) phone = find_message (board, "phone", "phone:u5");
  g_autoptr (ViewMessage) later = find_message (board, "phone", "phone:u8");
  g_autoptr (ViewMessage) ghost = find_message (board, "server", "server:u5");
  g_autoptr (ViewMessage) moved = find_message (board, "server", "server:u8");
  g_autoptr (ViewMessage) gone = find_message (board, "laptop", "laptop:u5");
  g_autoptr (ViewCard) waiting = find_card (board, "phone");
  g_autofree char *notice = view_text (view_catalogue_get ("en", NULL), waiting->notices->pdata[0]);

  g_assert_cmpuint (phone->number, ==, 2);
  g_assert_cmpuint (phone->stale, ==, VIEW_PART_MESSAGE);
  g_assert_cmpuint (later->stale, ==, VIEW_PART_NUMBER);
  g_assert_cmpuint (ghost->marks, ==, VIEW_MARK_GHOST | VIEW_MARK_GONE);
  g_assert_cmpuint (ghost->number, ==, 0);
  g_assert_cmpuint (moved->number, ==, 2);
  g_assert_cmpuint (moved->changed, ==, VIEW_PART_NUMBER);
  g_assert_cmpuint (gone->marks, ==, VIEW_MARK_GONE);
  g_assert_cmpstr (gone->subject, ==, "Lunch on Friday?");
  g_assert_cmpstr (notice, ==, "1 notice waits on the server: * 2 EXPUNGE");

  g_autoptr (ViewBoard) told = board_after (&story, "phone check");
  g_autoptr (ViewMessage) now = find_message (told, "phone", "phone:u5");
  g_autoptr (ViewCard) quiet = find_card (told, "phone");
  g_assert_cmpuint (now->marks, ==, VIEW_MARK_GONE);
  g_assert_cmpuint (quiet->notices->len, ==, 0);
  g_assert_null (find_message (told, "server", "server:u5"));
  g_assert_null (find_message (told, "laptop", "laptop:u5"));
}

static void
test_missing (void)
{
  g_auto (ViewStory) story = begin_open ();
  g_autoptr (ViewBoard) board = board_after (&story, "deliver news");
  g_autoptr (ViewCard) phone = find_card (board, "phone");
  g_autoptr (ViewCard) server = find_card (board, "server");
  g_autoptr (ViewMessage) news = find_message (board, "server", "server:u9");
  g_autofree char *notice = view_text (view_catalogue_get ("en", NULL), phone->notices->pdata[0]);

  g_assert_cmpuint (phone->missing, ==, 1);
  g_assert_cmpint (server->exists, ==, 4);
  g_assert_true (server->changed);
  g_assert_cmpuint (server->notices->len, ==, 2);
  g_assert_cmpuint (news->marks, ==, VIEW_MARK_NEW);
  g_assert_cmpstr (news->label, ==, "news");
  g_assert_cmpstr (notice, ==, "1 notice waits on the server: * 4 EXISTS");
}

/* A mailbox of many messages: windows anywhere, none of them slow. */
static void
test_many (void)
{
  g_auto (ViewStory) story = view_story_begin ("server mail.example.test\n"
                                               "account lin password=noodles\n"
                                               "mailbox INBOX\n"
                                               "messages 100000 in=INBOX\n"
                                               "device phone imap online account=lin rtt=20ms\n");
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewBoard) board = view_board_new (trace, sim_world_get_model (story.world), 0, 0);

  g_assert_cmpuint (view_board_count_messages (board, 0), ==, 0);
  g_assert_cmpuint (view_board_count_messages (board, 1), ==, 100000);
  for (guint first = 0; first < 100000; first += 997)
    {
      g_autoptr (GPtrArray) rows = view_board_get_messages (board, 1, first, 30);
      const ViewMessage *row = rows->pdata[0];
      g_assert_cmpuint (row->number, ==, first + 1);
      g_assert_cmpuint (rows->len, ==, MIN (30u, 100000 - first));
    }
}

/* --- mailboxes --- */

static char *
list_mailboxes (ViewBoard *board, const char *owner)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint card = 0; card < view_board_count (board); card++)
    {
      g_autoptr (ViewCard) head = view_board_get_card (board, card);
      g_autoptr (GPtrArray) all = view_board_get_mailboxes (board, card, 0, G_MAXUINT);
      for (guint i = 0; strcmp (head->owner, owner) == 0 && i < all->len; i++)
        {
          const ViewMailbox *mailbox = all->pdata[i];
          g_string_append_printf (out, "%s%s%s", out->len > 0 ? " " : "", mailbox->shown ? "*" : "",
                                  mailbox->name);
        }
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_mailboxes (ViewStory *story, GHashTable *chosen, const char *owner, const char *expected)
{
  Trace *trace = sim_world_get_trace (story->world);
  guint32 n = trace_get_n (trace);
  g_autoptr (ViewBoard)
      board = view_board_new_of (trace, sim_world_get_model (story->world), n, n, chosen);
  g_autofree char *list = list_mailboxes (board, owner);
  g_assert_cmpstr (list, ==, expected);
}

/* A device that renames or deletes a mailbox believes so itself; names are those of the moment. */
static void
test_mailboxes (void)
{
  g_auto (ViewStory) story = begin_open ();
  view_story_do (&story, "phone> x1 CREATE Trip");
  view_story_do (&story, "phone> x2 SELECT Trip");
  assert_mailboxes (&story, NULL, "phone", "INBOX *Trip");
  assert_mailboxes (&story, NULL, "server", "INBOX *Trip");
  assert_mailboxes (&story, NULL, "laptop", "*INBOX");
  view_story_do (&story, "phone> x3 RENAME Trip Travel");
  assert_mailboxes (&story, NULL, "phone", "INBOX *Travel");
  assert_mailboxes (&story, NULL, "server", "INBOX *Travel");
  g_autoptr (ViewCard) card = NULL;
  {
    Trace *trace = sim_world_get_trace (story.world);
    g_autoptr (ViewBoard) board = view_board_new (trace, sim_world_get_model (story.world),
                                                  trace_get_n (trace), trace_get_n (trace));
    card = find_card (board, "phone");
  }
  g_assert_cmpstr (card->mailbox, ==, "Travel");
  g_assert_cmpstr (card->address, ==, "phone:lin:Travel");
  view_story_do (&story, "phone> x4 SELECT INBOX");
  view_story_do (&story, "phone> x5 DELETE Travel");
  assert_mailboxes (&story, NULL, "phone", "*INBOX");
  assert_mailboxes (&story, NULL, "server", "*INBOX");
}

/* A card lists the mailbox that was chosen for it, with no numbers when it is not the open one. */
static void
test_chosen_mailbox (void)
{
  g_auto (ViewStory) story = begin_open ();
  view_story_do (&story, "phone> x1 CREATE Trip");
  view_story_do (&story, "phone> x2 SELECT Trip");
  Trace *trace = sim_world_get_trace (story.world);
  guint32 n = trace_get_n (trace);
  g_autoptr (GHashTable) chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ViewBoard) board = view_board_new (trace, sim_world_get_model (story.world), n, n);
  g_autoptr (GPtrArray) all = view_board_get_mailboxes (board, 0, 0, G_MAXUINT);
  g_hash_table_insert (chosen, g_strdup ("phone"),
                       GUINT_TO_POINTER (((ViewMailbox *) all->pdata[0])->id));
  assert_mailboxes (&story, chosen, "phone", "*INBOX Trip");
  g_autoptr (ViewBoard)
      other = view_board_new_of (trace, sim_world_get_model (story.world), n, n, chosen);
  g_autoptr (ViewMessage) message = find_message (other, "phone", "phone:u5");
  g_assert_nonnull (message);
  g_assert_cmpuint (message->number, ==, 0);
  g_assert_cmpstr (message->address, ==, "phone:lin:INBOX:lunch");
  /* what is no mailbox of that owner is no choice */
  g_hash_table_insert (chosen, g_strdup ("phone"), GUINT_TO_POINTER (1));
  assert_mailboxes (&story, chosen, "phone", "INBOX *Trip");
}

/* What is known by its size alone does not stand beside the number it may be. */
static void
test_pop3_once (void)
{
  g_auto (ViewStory) story = view_story_begin (
      VIEW_STORY_WORLD "device oldpc pop3 leave-on-server account=lin rtt=20ms\n");
  static const char *const acts[] = {
    "oldpc connect", "oldpc> USER lin", "oldpc> PASS noodles", "oldpc> LIST", "oldpc> QUIT",
    "oldpc connect", "oldpc> USER lin", "oldpc> PASS noodles", "oldpc> STAT",
  };
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    view_story_do (&story, acts[i]);
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewBoard) board = view_board_new (trace, sim_world_get_model (story.world),
                                                trace_get_n (trace), trace_get_n (trace));
  guint n = 0;
  for (guint card = 0; card < view_board_count (board); card++)
    {
      g_autoptr (ViewCard) head = view_board_get_card (board, card);
      if (strcmp (head->owner, "oldpc") == 0)
        n = view_board_count_messages (board, card);
    }
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/board/golden", test_golden);
  g_test_add_func ("/view/board/picture-is-truth", test_picture_is_truth);
  g_test_add_func ("/view/board/properties", test_properties);
  g_test_add_func ("/view/board/order", test_order);
  g_test_add_func ("/view/board/stale-flags", test_stale_flags);
  g_test_add_func ("/view/board/expunge", test_expunge);
  g_test_add_func ("/view/board/missing", test_missing);
  g_test_add_func ("/view/board/many", test_many);
  g_test_add_func ("/view/board/mailboxes", test_mailboxes);
  g_test_add_func ("/view/board/chosen-mailbox", test_chosen_mailbox);
  g_test_add_func ("/view/board/pop3-once", test_pop3_once);
  return g_test_run ();
}
