#include "app-nodes.h"

struct _AppNode
{
  GObject parent_instance;
  GPtrArray *rows; /* the one row */
  AppNodes *list;  /* NULL once it is no longer in one; not owned */
  guint index;
  gboolean outdated; /* @rows are of an earlier moment */
  guint serial;      /* grows when what is to be seen of it changes */
};

struct _AppNodes
{
  GObject parent_instance;
  ViewScene scene;
  guint part;
  guint n;
  gpointer owner;
  GDestroyNotify unref;
  GHashTable *live; /* index → AppNode, not owned: those that somebody holds */
};

static void app_nodes_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (AppNode, app_node, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (AppNodes, app_nodes, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, app_nodes_list_model_init))

static guint node_changed;

/* --- items --- */

static gboolean
same_id (GPtrArray *a, GPtrArray *b)
{
  const ViewNode *x = g_ptr_array_index (a, 0);
  const ViewNode *y = g_ptr_array_index (b, 0);
  return g_str_equal (x->id, y->id);
}

/* Takes what it is now. */
static void
update (AppNode *self)
{
  if (!self->outdated || self->list == NULL)
    return;
  const AppNodes *list = self->list;
  const ViewNodeClass *node_class = view_scene_get_node_class (list->scene, list->part);
  GPtrArray *rows = view_scene_rows (list->scene, list->part, self->index, 1);
  g_assert (rows->len == 1);
  self->outdated = FALSE;
  /* What shows the same stays: a row may still draw it. */
  if (same_id (self->rows, rows)
      && node_class->equal (g_ptr_array_index (self->rows, 0), g_ptr_array_index (rows, 0)))
    {
      g_ptr_array_unref (rows);
      return;
    }
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->serial++;
}

gconstpointer
app_node_get (AppNode *self)
{
  g_return_val_if_fail (APP_IS_NODE (self), NULL);
  update (self);
  return g_ptr_array_index (self->rows, 0);
}

guint
app_node_get_serial (AppNode *self)
{
  g_return_val_if_fail (APP_IS_NODE (self), 0);
  update (self);
  return self->serial;
}

static void
app_node_dispose (GObject *object)
{
  AppNode *self = APP_NODE (object);
  if (self->list != NULL)
    g_hash_table_remove (self->list->live, GUINT_TO_POINTER (self->index));
  self->list = NULL;
  G_OBJECT_CLASS (app_node_parent_class)->dispose (object);
}

static void
app_node_finalize (GObject *object)
{
  g_ptr_array_unref (APP_NODE (object)->rows);
  G_OBJECT_CLASS (app_node_parent_class)->finalize (object);
}

static void
app_node_class_init (AppNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_node_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_node_finalize;
  node_changed = g_signal_new ("changed", APP_TYPE_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
app_node_init (AppNode *self)
{
}

/* --- the list --- */

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_NODE;
}

static guint
get_n_items (GListModel *model)
{
  return APP_NODES (model)->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppNodes *self = APP_NODES (model);
  if (position >= self->n)
    return NULL;
  AppNode *node = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  if (node != NULL)
    return g_object_ref (node);
  node = g_object_new (APP_TYPE_NODE, NULL);
  node->rows = view_scene_rows (self->scene, self->part, position, 1);
  g_assert (node->rows->len == 1);
  node->list = self;
  node->index = position;
  g_hash_table_insert (self->live, GUINT_TO_POINTER (position), node);
  return node;
}

static void
app_nodes_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

#define MOST_MOVED 16

typedef struct
{
  guint prefix;  /* nodes that stay, at the beginning */
  guint removed; /* behind them */
  guint added;
} Change;

/* What is compared: two scenes, place by place from one end. */
typedef struct
{
  ViewScene a, b;
  guint part_a, part_b;
  guint n_a, n_b;
  gboolean from_end;
} Pair;

static gboolean
is_same (const Pair *pair, guint place)
{
  guint x = pair->from_end ? pair->n_a - 1 - place : place;
  guint y = pair->from_end ? pair->n_b - 1 - place : place;
  g_autoptr (GPtrArray) a = view_scene_rows (pair->a, pair->part_a, x, 1);
  g_autoptr (GPtrArray) b = view_scene_rows (pair->b, pair->part_b, y, 1);
  return same_id (a, b);
}

/* How many of the first @limit places hold the same thing. Nodes come and go in one place mostly, so
 * halving finds it; where they do not, nodes behind it are filled anew, and still show what they should. */
static guint
count_same (const Pair *pair, guint limit)
{
  guint low = 0;
  guint high = limit;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (is_same (pair, middle))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static Change
compare (AppNodes *self, ViewScene scene, guint part, guint n)
{
  guint least = MIN (self->n, n);
  Change change = { least, self->n - least, n - least };
  if ((self->scene.self == scene.self && self->part == part) || least == 0 || self->n == n)
    return change;
  Pair pair = { self->scene, scene, self->part, part, self->n, n, FALSE };
  change.prefix = count_same (&pair, least);
  pair.from_end = TRUE;
  guint tail = count_same (&pair, least - change.prefix);
  /* A view makes the rows of items that come and go anew, which is slow: after a leap the same rows show
   * other things instead. */
  if (self->n + n - 2 * (change.prefix + tail) > MOST_MOVED)
    return (Change){ least, self->n - least, n - least };
  return (Change){ change.prefix, self->n - change.prefix - tail, n - change.prefix - tail };
}

/* Items behind the change get their new places; those in it belong to no list any more. */
static void
move_live (AppNodes *self, const Change *change)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->live);
  self->live = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      AppNode *node = value;
      if (node->index >= change->prefix && node->index < change->prefix + change->removed)
        {
          node->list = NULL;
          continue;
        }
      if (node->index >= change->prefix)
        node->index = node->index - change->removed + change->added;
      g_hash_table_insert (self->live, GUINT_TO_POINTER (node->index), node);
    }
}

/* The same things at another moment. Lists keep hundreds of items, of which few are to be seen: each
 * looks at itself when it is asked. */
static void
refresh_live (AppNodes *self)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      AppNode *node = value;
      node->outdated = TRUE;
      g_ptr_array_add (nodes, g_object_ref (node));
    }
  for (guint i = 0; i < nodes->len; i++)
    g_signal_emit (g_ptr_array_index (nodes, i), node_changed, 0);
}

static void
drop_owner (AppNodes *self)
{
  if (self->unref != NULL)
    self->unref (self->owner);
  self->unref = NULL;
  self->owner = NULL;
}

void
app_nodes_show (AppNodes *self, ViewScene scene, guint part, guint n, gpointer owner,
                GDestroyNotify unref)
{
  g_return_if_fail (APP_IS_NODES (self));
  Change change = compare (self, scene, part, n);
  gboolean other = self->scene.self != scene.self || self->part != part;
  drop_owner (self);
  self->scene = scene;
  self->part = part;
  self->owner = owner;
  self->unref = unref;
  self->n = n;
  if (change.removed > 0 || change.added > 0)
    move_live (self, &change);
  if (other)
    refresh_live (self);
  if (change.removed > 0 || change.added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), change.prefix, change.removed, change.added);
}

void
app_nodes_refresh (AppNodes *self)
{
  g_return_if_fail (APP_IS_NODES (self));
  refresh_live (self);
}

void
app_nodes_clear (AppNodes *self)
{
  g_return_if_fail (APP_IS_NODES (self));
  Change change = { 0, self->n, 0 };
  move_live (self, &change);
  self->n = 0;
  if (change.removed > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, change.removed, 0);
  drop_owner (self);
  self->scene = (ViewScene){ NULL, NULL };
}

static void
app_nodes_finalize (GObject *object)
{
  AppNodes *self = APP_NODES (object);
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((AppNode *) value)->list = NULL;
  g_hash_table_unref (self->live);
  drop_owner (self);
  G_OBJECT_CLASS (app_nodes_parent_class)->finalize (object);
}

static void
app_nodes_class_init (AppNodesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_nodes_finalize;
}

static void
app_nodes_init (AppNodes *self)
{
  self->live = g_hash_table_new (NULL, NULL);
}

AppNodes *
app_nodes_new (void)
{
  return g_object_new (APP_TYPE_NODES, NULL);
}
