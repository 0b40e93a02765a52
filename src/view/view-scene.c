#include "view-scene.h"

#include <string.h>

guint
view_scene_get_n_parts (ViewScene scene)
{
  return scene.class->only != NULL ? 1 : scene.class->get_n_parts (scene.self);
}

const char *
view_scene_get_part_name (ViewScene scene, guint part)
{
  if (scene.class->only != NULL)
    return scene.class->only->nodes.name;
  return scene.class->get_part_name (scene.self, part);
}

guint
view_scene_find_part (ViewScene scene, const char *name)
{
  for (guint part = 0; part < view_scene_get_n_parts (scene); part++)
    if (strcmp (view_scene_get_part_name (scene, part), name) == 0)
      return part;
  return G_MAXUINT;
}

const ViewNodeClass *
view_scene_get_node_class (ViewScene scene, guint part)
{
  if (scene.class->only != NULL)
    return &scene.class->only->nodes;
  return scene.class->get_node_class (scene.self, part);
}

guint
view_scene_count (ViewScene scene, guint part)
{
  if (scene.class->only != NULL)
    return scene.class->only->count (scene.self);
  return scene.class->count (scene.self, part);
}

GPtrArray *
view_scene_rows (ViewScene scene, guint part, guint first, guint n)
{
  if (scene.class->only != NULL)
    return scene.class->only->rows (scene.self, first, n);
  return scene.class->rows (scene.self, part, first, n);
}

static void
dump_sentence (const ViewText *sentence, const ExplainCatalogue *catalogue, GString *out)
{
  g_autofree char *text = catalogue != NULL ? view_text (catalogue, sentence)
                                            : view_text_dump (sentence);
  g_string_append_printf (out, "      %s\n", text);
}

char *
view_scene_dump (ViewScene scene, const ExplainCatalogue *catalogue)
{
  GString *out = g_string_new (NULL);
  g_string_append_printf (out, "scene %s\n", scene.class->name);
  for (guint part = 0; part < view_scene_get_n_parts (scene); part++)
    {
      guint n = view_scene_count (scene, part);
      g_autoptr (GPtrArray) nodes = view_scene_rows (scene, part, 0, n);
      g_string_append_printf (out, "  part %s: %u\n", view_scene_get_part_name (scene, part), n);
      for (guint i = 0; i < nodes->len; i++)
        {
          const ViewNode *node = nodes->pdata[i];
          g_string_append_printf (out, "    %s: ", node->id);
          view_scene_get_node_class (scene, part)->dump (node, out);
          g_string_append_c (out, '\n');
          dump_sentence (&node->sentence, catalogue, out);
        }
    }
  return g_string_free (out, FALSE);
}
