#include <glib/gstdio.h>

#include "app-nodes.h"
#include "app-testlib.h"

/* The document and the models of its scenes. */

static void
test_moving (void)
{
  g_autoptr (AppDocument) document = app_document_new ();
  app_document_set_asks (document, FALSE);
  g_autoptr (GError) error = NULL;
  g_assert_false (app_document_is_open (document));
  g_assert_true (app_document_open_lesson (document, "two-devices", &error));
  g_assert_no_error (error);
  g_assert_null (app_document_get_problem (document));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  g_assert_cmpuint (app_document_get_position (document).shown, ==, 0);
  g_assert_cmpuint (app_document_get_selected (document), ==, VIEW_NO_ROW);
  g_assert_null (app_document_get_detail (document));

  app_document_forward (document, VIEW_MOVE_LINE);
  ViewPosition position = app_document_get_position (document);
  g_autoptr (ViewRow)
      row = view_ladder_get_row (app_document_get_ladder (document), position.current);
  g_assert_cmpuint (row->kind, ==, VIEW_ROW_LINE);
  g_assert_cmpuint (app_document_get_selected (document), ==, position.current);
  g_assert_nonnull (app_document_get_detail (document));
  app_document_back (document, VIEW_MOVE_LINE);
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);

  app_document_go_last (document);
  position = app_document_get_position (document);
  g_assert_cmpuint (position.shown, ==, view_ladder_count (app_document_get_ladder (document)));
  g_assert_cmpuint (app_document_get_step (document), ==, app_document_get_n_steps (document));
  app_document_go (document, G_MAXUINT32);
  g_assert_cmpuint (app_document_get_position (document).event, ==, position.event);
}

/* Line by line every step is stood at, forwards and backwards: no text of the lesson is passed over. */
static void
test_steps (void)
{
  g_autoptr (AppDocument) document = app_document_new ();
  app_document_set_asks (document, FALSE);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  guint n = app_document_get_n_steps (document);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  g_assert_cmpuint (n, ==, lesson_get_n_steps (app_document_get_lesson (document)));
  guint step = 0;
  while (app_document_get_position (document).event < last)
    {
      app_document_forward (document, VIEW_MOVE_LINE);
      g_assert_cmpuint (app_document_get_step (document), >=, step);
      g_assert_cmpuint (app_document_get_step (document), <=, step + 1);
      step = app_document_get_step (document);
    }
  g_assert_cmpuint (step, ==, n);
  while (app_document_get_position (document).event > 0)
    {
      app_document_back (document, VIEW_MOVE_LINE);
      g_assert_cmpuint (app_document_get_step (document), <=, step);
      g_assert_cmpuint (app_document_get_step (document) + 1, >=, step);
      step = app_document_get_step (document);
    }
  g_assert_cmpuint (step, ==, 0);
}

static void
test_selecting (void)
{
  g_autoptr (AppDocument) document = app_document_new ();
  app_document_set_asks (document, FALSE);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  for (guint i = 0; i < 5; i++)
    app_document_forward (document, VIEW_MOVE_LINE);
  ViewPosition position = app_document_get_position (document);
  app_document_select (document, 1);
  g_assert_cmpuint (app_document_get_selected (document), ==, 1);
  g_assert_cmpuint (app_document_get_position (document).event, ==, position.event);
  g_assert_cmpuint (view_detail_get_event (app_document_get_detail (document)), ==,
                    view_ladder_get_row_event (app_document_get_ladder (document), 1));
  /* What has not happened is not explained. */
  app_document_select (document, position.shown);
  g_assert_cmpuint (app_document_get_selected (document), ==, 1);
}

static char *
write_file (const char *text)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("postglass-XXXXXX.postglass", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_broken (void)
{
  g_autoptr (AppDocument) document = app_document_new ();
  app_document_set_asks (document, FALSE);
  g_autofree char *path = write_file ("this is no recording\n");
  g_autoptr (GError) error = NULL;
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  app_document_forward (document, VIEW_MOVE_LINE);
  ViewPosition position = app_document_get_position (document);
  g_assert_false (app_document_open_recording (document, path, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (app_document_get_position (document).event, ==, position.event);
  g_clear_error (&error);
  g_assert_false (app_document_open_lesson (document, "no-such-lesson", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (app_document_get_position (document).event, ==, position.event);
  g_assert_nonnull (app_document_get_lesson (document));
  g_remove (path);
}

/* A lesson that was saved opens to the same rows, with its text. */
static void
test_recording (void)
{
  g_autoptr (AppDocument) document = app_document_new ();
  app_document_set_asks (document, FALSE);
  g_autofree char *path = write_file ("");
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  guint rows = view_ladder_count (app_document_get_ladder (document));
  g_assert_true (app_document_save (document, path, &error));
  g_assert_no_error (error);
  g_assert_true (app_document_open_recording (document, path, &cut, &error));
  g_assert_no_error (error);
  g_assert_null (cut);
  g_assert_cmpuint (view_ladder_count (app_document_get_ladder (document)), ==, rows);
  g_assert_nonnull (app_document_get_lesson (document));
  g_remove (path);
}

static void
assert_same (AppNodes *nodes, ViewScene scene, guint part)
{
  g_autoptr (GPtrArray) rows = view_scene_rows (scene, part, 0, view_scene_count (scene, part));
  const ViewNodeClass *class = view_scene_get_node_class (scene, part);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (nodes)), ==, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (AppNode) node = g_list_model_get_item (G_LIST_MODEL (nodes), i);
      const ViewNode *expected = g_ptr_array_index (rows, i);
      const ViewNode *found = app_node_get (node);
      g_assert_cmpstr (found->id, ==, expected->id);
      g_assert_true (class->equal (found, expected));
    }
}

/* What a view knows of a model from its signals alone. */
static void
on_items (GListModel *model, guint position, guint removed, guint added, GPtrArray *mirror)
{
  g_assert_cmpuint (position + removed, <=, mirror->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, (int) (position + i), g_list_model_get_item (model, position + i));
}

/* Whatever way the cursor goes, the models of the board's lists hold what the board has, and say so
 * truly. */
static void
test_models (void)
{
  g_autoptr (AppDocument) document = app_document_new ();
  app_document_set_asks (document, FALSE);
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  AppNodes *nodes[3];
  GPtrArray *mirrors[3];
  g_test_message ("seed %u", seed);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      nodes[i] = app_nodes_new ();
      mirrors[i] = g_ptr_array_new_with_free_func (g_object_unref);
      g_signal_connect (nodes[i], "items-changed", G_CALLBACK (on_items), mirrors[i]);
    }
  guint last = view_ladder_get_last (app_document_get_ladder (document));
  for (guint round = 0; round < 60; round++)
    {
      app_document_go (document, (guint32) g_rand_int_range (random, 0, (gint32) last + 1));
      ViewBoard *board = app_document_get_board (document);
      ViewScene scene = view_board_get_scene (board);
      for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
        {
          guint part = 1 + i;
          app_nodes_show (nodes[i], scene, part, view_scene_count (scene, part),
                          view_board_ref (board), (GDestroyNotify) view_board_unref);
          assert_same (nodes[i], scene, part);
          g_assert_cmpuint (mirrors[i]->len, ==, view_scene_count (scene, part));
          for (guint j = 0; j < mirrors[i]->len; j++)
            {
              g_autoptr (AppNode) node = g_list_model_get_item (G_LIST_MODEL (nodes[i]), j);
              g_assert_true (node == g_ptr_array_index (mirrors[i], j));
            }
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_object_unref (nodes[i]);
      g_ptr_array_unref (mirrors[i]);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/document/moving", test_moving);
  g_test_add_func ("/app/document/steps", test_steps);
  g_test_add_func ("/app/document/selecting", test_selecting);
  g_test_add_func ("/app/document/broken", test_broken);
  g_test_add_func ("/app/document/recording", test_recording);
  g_test_add_func ("/app/document/models", test_models);
  return g_test_run ();
}
