/* Why a cell is as it is, back to what a person did. */
#include "view-why.h"

#include "view-story.h"

static ViewWhy *
why_of (Trace *trace, const char *address, guint32 event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ViewCell) cell = view_cell_new (trace, address, event, &error);
  g_assert_no_error (error);
  return view_why_new (cell, event);
}

static void
test_golden (void)
{
  static const char *const cells[] = { "phone:lin:INBOX:lunch:flags",
                                       "laptop:lin:INBOX:welcome:flags",
                                       "laptop:lin:INBOX:lunch:flags",
                                       "server:lin:INBOX:uidnext",
                                       "phone:c1:numbers",
                                       "phone:c1:state",
                                       "server:lin:INBOX:uidvalidity" };
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  static const char *const languages[] = { "en", "zh_CN" };
  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *golden = g_strconcat ("why.", languages[l], NULL);
      for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
        {
          g_autoptr (ViewWhy) why = why_of (trace, cells[i], trace_get_n (trace));
          g_autofree char *text = view_scene_dump (view_why_get_scene (why),
                                                   view_catalogue_get (languages[l], NULL));
          g_string_append_printf (out, "%s\n", text);
        }
      view_assert_golden ("view", golden, out->str);
    }
}

/* The phone's flags changed because somebody acted at the laptop. */
static void
test_across_devices (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  Trace *trace = sim_world_get_trace (story.world);
  view_story_do (&story, "phone open INBOX");
  view_story_do (&story, "laptop open INBOX");
  view_story_do (&story, "phone idle");
  view_story_do (&story, "laptop flag lunch \\Flagged");
  g_autoptr (ViewWhy) why = why_of (trace, "phone:lin:INBOX:lunch:flags", trace_get_n (trace));
  g_autoptr (ViewWhyCell) cell = view_why_get_cell (why);
  g_autoptr (GPtrArray) steps = view_why_get_steps (why, 0, view_why_count (why));
  g_assert_cmpstr (cell->before.key, ==, "scene.flags-none");
  g_assert_cmpuint (steps->len, ==, 4);
  const ViewWhyStep *act = steps->pdata[2];
  const ViewWhyStep *during = steps->pdata[3];
  g_assert_cmpint (trace_get (trace, act->event)->kind, ==, TRACE_ACT);
  g_assert_cmpint (during->kind, ==, VIEW_WHY_DURING);
  for (guint i = 0; i < 2; i++)
    {
      const ViewWhyStep *step = steps->pdata[i];
      g_assert_cmpint (trace_get (trace, step->event)->kind, ==, TRACE_ARRIVE);
    }
}

static void
test_properties (void)
{
  static const char *const cells[] = { "phone:lin:INBOX:lunch:flags", "server:lin:INBOX:exists",
                                       "laptop:shown", "laptop:c2:state" };
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  for (guint32 event = 0; event <= trace_get_n (trace); event++)
    for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
      {
        g_autoptr (ViewWhy) why = why_of (trace, cells[i], event);
        ViewScene scene = view_why_get_scene (why);
        view_assert_slices (scene, event + 1);
        view_assert_ids (scene);
        view_assert_sayable (scene);
        g_autoptr (GPtrArray) steps = view_why_get_steps (why, 0, view_why_count (why));
        for (guint k = 0; k < steps->len; k++)
          g_assert_cmpuint (((ViewWhyStep *) steps->pdata[k])->event, <=, event);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/why/golden", test_golden);
  g_test_add_func ("/view/why/across-devices", test_across_devices);
  g_test_add_func ("/view/why/properties", test_properties);
  return g_test_run ();
}
