#include "view-diff.h"

struct _ViewDiff
{
  GPtrArray *changes; /* of ViewChange */
  GPtrArray *nodes;   /* arrays that own the nodes of the second scene */
};

static void
free_change (gpointer data)
{
  ViewChange *change = data;
  g_free (change->part);
  g_free (change->id);
  g_free (change);
}

static void
add (ViewDiff *diff, ViewDiffKind kind, const char *part, guint place, const char *id,
     ViewNode *node)
{
  ViewChange *change = g_new (ViewChange, 1);
  *change = (ViewChange){ kind, g_strdup (part), g_strdup (id), place, node };
  g_ptr_array_add (diff->changes, change);
}

static const char *
id_of (GPtrArray *nodes, guint i)
{
  return ((const ViewNode *) nodes->pdata[i])->id;
}

/*
 * Which nodes stay in place: the longest run of common ids that has the same order on both sides.
 * In the result, place in @b → place in @a, or G_MAXUINT. By patience sorting, O(n log n).
 */
static guint *
match (GPtrArray *a, GPtrArray *b)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *in_a = g_new (guint, b->len + 1);
  g_autofree guint *before = g_new (guint, b->len + 1);
  g_autofree guint *tops = g_new (guint, b->len + 1); /* places in b, piles by length */
  guint *kept = g_new (guint, b->len + 1);
  guint n_tops = 0;
  for (guint i = 0; i < a->len; i++)
    g_hash_table_insert (places, (gpointer) id_of (a, i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < b->len; i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, id_of (b, i)));
      guint low = 0;
      kept[i] = G_MAXUINT;
      in_a[i] = place - 1;
      if (place == 0)
        continue;
      for (guint high = n_tops; low < high;)
        {
          guint middle = (low + high) / 2;
          if (in_a[tops[middle]] < in_a[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? tops[low - 1] : G_MAXUINT;
      tops[low] = i;
      n_tops = MAX (n_tops, low + 1);
    }
  for (guint i = n_tops > 0 ? tops[n_tops - 1] : G_MAXUINT; i != G_MAXUINT; i = before[i])
    kept[i] = in_a[i];
  return kept;
}

static void
compare (ViewDiff *diff, const char *part, const ViewNodeClass *class, GPtrArray *a, GPtrArray *b)
{
  g_autofree guint *kept = match (a, b);
  g_autofree gboolean *stays = g_new0 (gboolean, a->len + 1);
  for (guint i = 0; i < b->len; i++)
    if (kept[i] != G_MAXUINT)
      stays[kept[i]] = TRUE;
  for (guint i = a->len; i-- > 0;)
    if (!stays[i])
      add (diff, VIEW_DIFF_REMOVED, part, i, id_of (a, i), NULL);
  for (guint i = 0; i < b->len; i++)
    {
      const ViewNode *old = kept[i] != G_MAXUINT ? a->pdata[kept[i]] : NULL;
      ViewNode *node = b->pdata[i];
      if (old == NULL)
        add (diff, VIEW_DIFF_ADDED, part, i, node->id, node);
      else if (!class->equal (old, node) || !view_text_equal (&old->sentence, &node->sentence))
        add (diff, VIEW_DIFF_CHANGED, part, i, node->id, node);
    }
}

static GPtrArray *
all_rows (ViewScene scene, guint part)
{
  if (part == G_MAXUINT)
    return g_ptr_array_new ();
  return view_scene_rows (scene, part, 0, view_scene_count (scene, part));
}

static void
compare_part (ViewDiff *diff, ViewScene a, guint part_a, ViewScene b, guint part_b)
{
  ViewScene named = part_b != G_MAXUINT ? b : a;
  guint part = part_b != G_MAXUINT ? part_b : part_a;
  g_autoptr (GPtrArray) old = all_rows (a, part_a);
  GPtrArray *new = all_rows (b, part_b);
  g_ptr_array_add (diff->nodes, new);
  compare (diff, view_scene_get_part_name (named, part), view_scene_get_node_class (named, part),
           old, new);
}

ViewDiff *
view_diff_new (ViewScene a, ViewScene b)
{
  ViewDiff *diff = g_new (ViewDiff, 1);
  g_assert (a.class == b.class);
  diff->changes = g_ptr_array_new_with_free_func (free_change);
  diff->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint part = 0; part < view_scene_get_n_parts (a); part++)
    compare_part (diff, a, part, b, view_scene_find_part (b, view_scene_get_part_name (a, part)));
  for (guint part = 0; part < view_scene_get_n_parts (b); part++)
    if (view_scene_find_part (a, view_scene_get_part_name (b, part)) == G_MAXUINT)
      compare_part (diff, a, G_MAXUINT, b, part);
  return diff;
}

void
view_diff_free (ViewDiff *diff)
{
  g_ptr_array_unref (diff->changes);
  g_ptr_array_unref (diff->nodes);
  g_free (diff);
}

guint
view_diff_get_n (const ViewDiff *diff)
{
  return diff->changes->len;
}

const ViewChange *
view_diff_get (const ViewDiff *diff, guint i)
{
  g_assert (i < diff->changes->len);
  return diff->changes->pdata[i];
}
