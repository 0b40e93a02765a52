/* A cell through all moments: what it is called, what it holds, and when it changed. */
#include "view-cell.h"

#include "model-address.h"
#include "view-story.h"

static char *
say (ViewText text)
{
  g_auto (ViewText) owned = text;
  return view_text (view_catalogue_get ("en", NULL), &owned);
}

static void
assert_said (ViewText text, const char *language, const char *expected)
{
  g_auto (ViewText) owned = text;
  g_autofree char *said = view_text (view_catalogue_get (language, NULL), &owned);
  g_assert_cmpstr (said, ==, expected);
}

static ViewCell *
find (Trace *trace, const char *address, guint32 event)
{
  g_autoptr (GError) error = NULL;
  ViewCell *cell = view_cell_new (trace, address, event, &error);
  g_assert_no_error (error);
  return cell;
}

static void
test_words (void)
{
  static const struct
  {
    const char *address;
    const char *en;
    const char *zh;
  } cells[] = {
    { "laptop:lin:INBOX:lunch:flags", "flags of “Lunch on Friday?” on Laptop",
      "笔记本上“Lunch on Friday?”的标志" },
    { "server:lin:INBOX:uidnext", "UIDNEXT of INBOX at the server", "服务器上 INBOX 的 UIDNEXT" },
    { "laptop:c2:numbers", "numbers and their UIDs of connection c2 on Laptop",
      "笔记本上连接 c2 的序号与 UID 的对应" },
    { "phone:shown", "Phone: what is on the screen", "手机：屏幕上显示的内容" },
    { "phone:lin:INBOX:u77:flags", "flags of the message with UID 77 on Phone",
      "手机上 UID 为 77 的邮件的标志" },
  };
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (ViewCell) cell = find (trace, cells[i].address, trace_get_n (trace));
      assert_said (view_cell_get_name (cell, trace_get_n (trace)), "en", cells[i].en);
      assert_said (view_cell_get_name (cell, trace_get_n (trace)), "zh_CN", cells[i].zh);
      g_assert_true (view_cell_is (cell, cells[i].address));
    }
}

/* A message's flags from its first being heard of to its removal. */
static void
test_life (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewCell) cell = find (trace, "laptop:lin:INBOX:lunch:flags", 0);
  g_autoptr (GString) life = g_string_new (NULL);
  guint n = 0;
  for (guint32 event = 0; (event = view_cell_next (cell, event)) != 0; n++)
    {
      g_autofree char *before = say (view_cell_get_value (cell, event - 1));
      g_autofree char *after = say (view_cell_get_value (cell, event));
      g_string_append_printf (life, "%s -> %s\n", before, after);
      g_assert_true (view_cell_changes (cell, event, event));
      g_assert_cmpuint (view_cell_previous (cell, event + 1), ==, event);
    }
  g_assert_cmpstr (life->str, ==,
                   "the message is not there -> no flags\n"
                   "no flags -> \\Flagged\n"
                   "\\Flagged -> \\Flagged \\Deleted\n"
                   "\\Flagged \\Deleted -> the message is not there\n");
  g_assert_cmpuint (n, ==, view_cell_count_changes (cell));
  g_assert_cmpuint (view_cell_next (cell, trace_get_n (trace)), ==, 0);
  g_assert_cmpuint (view_cell_previous (cell, 0), ==, 0);
  /* it keeps its name when it is no longer there */
  g_autofree char *name = say (view_cell_get_name (cell, trace_get_n (trace)));
  g_assert_cmpstr (name, ==, "flags of “Lunch on Friday?” on Laptop");
}

static void
test_unknown (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  static const char *const wrong[] = { "",
                                       "phone",
                                       "nobody:lin:INBOX:uidnext",
                                       "phone:c9:state",
                                       "phone:lin:INBOX:dinner:flags",
                                       "phone:lin:INBOX:u1:colour" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (view_cell_new (trace, wrong[i], 0, &error));
      g_assert_nonnull (error);
    }
}

/* --- all cells, against looking at every moment --- */

static void
collect (const ModelAddress *address, gpointer data)
{
  gpointer *to = data;
  g_hash_table_add (to[0], model_address_format (to[1], address));
}

static char *
look (const Model *model, const ModelAddress *of)
{
  ModelAddress address = *of;
  if (!model_exists (model, address.object))
    return g_strdup ("none");
  if (address.table != MODEL_N_TABLES)
    {
      address.table = MODEL_TABLE_LIVE;
      if (model_row (model, address.object, address.table, address.key) == NULL)
        address.table = MODEL_TABLE_GHOSTS;
    }
  g_autofree char *shown = model_address_show (model, &address);
  return g_str_equal (shown, "none") ? g_strdup (shown)
                                     : g_strdup_printf ("%u %s", address.table, shown);
}

static void
check_cell (Trace *trace, const char *spelling, GPtrArray *models)
{
  g_autoptr (ViewCell) cell = find (trace, spelling, trace_get_n (trace));
  ModelAddress address = { 0 };
  for (guint32 i = models->len; i-- > 0;)
    if (model_address_parse (models->pdata[i], spelling, &address, NULL)
        && address.object != MODEL_NO_ID)
      break;
  g_autofree char *before = look (models->pdata[0], &address);
  for (guint32 event = 1; event < models->len; event++)
    {
      g_autofree char *after = look (models->pdata[event], &address);
      gboolean changed = !g_str_equal (before, after);
      if (changed != view_cell_changes (cell, event, event))
        g_error ("%s at %u: %s -> %s, said to have %schanged", spelling, event, before, after,
                 changed ? "not " : "");
      g_free (before);
      before = g_steal_pointer (&after);
    }
}

/* Lists whose entries were replaced may look the same as before. */
static gboolean
is_list (const char *spelling)
{
  return g_str_has_suffix (spelling, ":journal") || g_str_has_suffix (spelling, ":untold")
         || g_str_has_suffix (spelling, ":ghosts") || g_str_has_suffix (spelling, ":recent");
}

static void
test_all (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) model_free);
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint32 event = 0; event <= trace_get_n (trace); event++)
    {
      trace_cursor_seek (cursor, event);
      g_ptr_array_add (models, model_copy (trace_cursor_get_model (cursor)));
      gpointer to[] = { cells, models->pdata[event] };
      model_address_foreach (models->pdata[event], collect, to);
    }
  GHashTableIter iter;
  gpointer spelling;
  guint n = 0;
  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, &spelling, NULL))
    {
      if (is_list (spelling))
        continue;
      check_cell (trace, spelling, models);
      n++;
    }
  g_assert_cmpuint (n, >, 60);
}

/* It takes in what the run grows by. */
static void
test_growing (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  Trace *trace = sim_world_get_trace (story.world);
  view_story_do (&story, "phone open INBOX");
  g_autoptr (ViewCell) cell = find (trace, "server:lin:INBOX:exists", 0);
  g_assert_cmpuint (view_cell_count_changes (cell), ==, 0);
  assert_said (view_cell_get_value (cell, 0), "en", "3");
  view_story_do (&story, "deliver news");
  g_assert_cmpuint (view_cell_count_changes (cell), ==, 1);
  assert_said (view_cell_get_value (cell, trace_get_n (trace)), "en", "4");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/cell/words", test_words);
  g_test_add_func ("/view/cell/life", test_life);
  g_test_add_func ("/view/cell/unknown", test_unknown);
  g_test_add_func ("/view/cell/all", test_all);
  g_test_add_func ("/view/cell/growing", test_growing);
  return g_test_run ();
}
