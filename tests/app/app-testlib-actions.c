#include "app-testlib-actions.h"

#include "app-testlib.h"

static GHashTable *driven; /* names */
static GHashTable *groups; /* names of GActions */

/* --- driving --- */

static gboolean
has_action (GtkWidget *widget, const char *name)
{
  const char *found, *property;
  const GVariantType *type;
  GType owner;
  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (widget), i, &owner, &found,
                                                   &type, &property);
       i++)
    if (g_str_equal (found, name))
      return TRUE;
  return FALSE;
}

static GtkWidget *
find_owner (GtkWidget *widget, const char *name)
{
  if (has_action (widget, name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_owner (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

void
app_test_drive (gpointer from, const char *name, const char *format, ...)
{
  g_autoptr (GVariant) parameter = NULL;
  GtkWidget *widget = find_owner (from, name);
  if (format != NULL)
    {
      va_list arguments;
      va_start (arguments, format);
      parameter = g_variant_ref_sink (g_variant_new_va (format, NULL, &arguments));
      va_end (arguments);
    }
  if (driven == NULL)
    driven = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (driven, g_strdup (name));
  if (!gtk_widget_activate_action_variant (widget != NULL ? widget : from, name, parameter))
    g_error ("%s is no action here, or it is disabled", name);
}

/* --- all there are --- */

void
app_test_note_group (const char *prefix, GActionGroup *group)
{
  g_auto (GStrv) names = g_action_group_list_actions (group);
  if (groups == NULL)
    groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_add (groups, g_strdup_printf ("%s.%s", prefix, names[i]));
}

/* Names of the actions that types of this program have, from @type downwards; those of GTK's own are GTK's. */
static void
add_actions (GType type, GHashTable *out)
{
  guint n = 0;
  g_autofree GType *children = g_type_children (type, &n);
  for (guint i = 0; i < n; i++)
    add_actions (children[i], out);
  if (!g_str_has_prefix (g_type_name (type), "App"))
    return;
  const char *name, *property;
  const GVariantType *parameter;
  GType owner;
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);
  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (klass), i, &owner, &name,
                                                   &parameter, &property);
       i++)
    if (owner == type)
      g_hash_table_add (out, g_strdup (name));
}

void
app_test_check_driven (void)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (all, g_strdup (name));
  add_actions (GTK_TYPE_WIDGET, all);
  g_test_message ("%u actions", g_hash_table_size (all));
  g_assert_cmpuint (g_hash_table_size (all), >, 60);
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (all), (GCompareFunc) strcmp);
  guint missing = 0;
  for (GList *i = names; i != NULL; i = i->next)
    if (!g_hash_table_contains (driven, i->data))
      {
        missing++;
        g_printerr ("nobody drives %s: add it, with what it does, to test-app-actions.c\n",
                    (const char *) i->data);
      }
  g_assert_cmpuint (missing, ==, 0);
}

/* --- made and gone --- */

typedef struct
{
  GType type;
  void (*constructed) (GObject *);
  void (*finalize) (GObject *);
  guint made;
  guint gone;
} Watched;

static GArray *watched;

static Watched *
get_watched (GType type)
{
  for (guint i = 0; i < watched->len; i++)
    if (g_array_index (watched, Watched, i).type == type)
      return &g_array_index (watched, Watched, i);
  return NULL;
}

static void
on_constructed (GObject *object)
{
  Watched *of = get_watched (G_OBJECT_TYPE (object));
  of->made++;
  of->constructed (object);
}

static void
on_finalize (GObject *object)
{
  Watched *of = get_watched (G_OBJECT_TYPE (object));
  of->gone++;
  of->finalize (object);
}

void
app_test_watch_types (const GType *types)
{
  watched = g_array_new (FALSE, FALSE, sizeof (Watched));
  for (guint i = 0; types[i] != G_TYPE_INVALID; i++)
    {
      GObjectClass *klass = g_type_class_ref (types[i]); /* for good */
      Watched one = { types[i], klass->constructed, klass->finalize, 0, 0 };
      klass->constructed = on_constructed;
      klass->finalize = on_finalize;
      g_array_append_val (watched, one);
    }
}

void
app_test_check_types (void)
{
  gboolean good = TRUE;
  for (guint i = 0; i < watched->len; i++)
    {
      const Watched *of = &g_array_index (watched, Watched, i);
      g_test_message ("%s: %u made, %u gone", g_type_name (of->type), of->made, of->gone);
      if (of->made > 0 && of->made == of->gone)
        continue;
      good = FALSE;
      g_printerr ("%s: %u made, %u gone\n", g_type_name (of->type), of->made, of->gone);
    }
  g_assert_true (good);
}

static void
check_source (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GRegex)
      regex = g_regex_new ("G_DEFINE_(?:FINAL_)?TYPE(?:_WITH_CODE)? \\((App\\w+), *\\w+,\\s*"
                           "((?:GTK|ADW)_TYPE_\\w+)",
                           0, 0, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *parent = g_match_info_fetch (match, 2);
      GType type = g_type_from_name (name);
      if (!g_str_equal (parent, "ADW_TYPE_APPLICATION")
          && (type == G_TYPE_INVALID || get_watched (type) == NULL))
        g_error ("%s: add %s to the types that test-app-actions.c watches", path, name);
    }
}

static void
check_folder (const char *path, guint depth)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);
      if (g_str_has_suffix (name, ".c"))
        check_source (inside);
      else if (depth < 2 && g_file_test (inside, G_FILE_TEST_IS_DIR))
        check_folder (inside, depth + 1);
    }
}

/* Each template is of a class that was made: GtkBuilder has read it, and would have complained. */
static void
check_templates (void)
{
  static const char folder[] = "/org/postglass/Postglass/ui";
  g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("<template class=\"(\\w+)\"", 0, 0, NULL);
  g_assert_nonnull (names);
  g_assert_cmpuint (g_strv_length (names), >, 10);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autoptr (GMatchInfo) match = NULL;
      if (!g_regex_match (regex, text, 0, &match))
        g_error ("%s: it is the template of no class", names[i]);
      g_autofree char *class = g_match_info_fetch (match, 1);
      GType type = g_type_from_name (class);
      if (type == G_TYPE_INVALID || get_watched (type) == NULL || get_watched (type)->made == 0)
        g_error ("%s: nobody makes a %s", names[i], class);
    }
}

void
app_test_check_known (void)
{
  check_templates ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "app", NULL);
  check_folder (path, 0);
}

/* --- windows --- */

guint32
app_test_get_event (AppWindow *window)
{
  return app_document_get_position (app_window_get_document (window)).event;
}

guint
app_test_count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* The newest window that belongs to @parent. */
GtkWindow *
app_test_find_dialog (gpointer parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);
      if (gtk_window_get_transient_for (window) == parent)
        return window;
    }
  return NULL;
}

void
app_test_close_dialog (AppWindow *window)
{
  GtkWindow *dialog = app_test_find_dialog (window);
  g_assert_nonnull (dialog);
  gtk_window_destroy (dialog);
  app_test_settle (window);
  g_assert_null (app_test_find_dialog (window));
}

void
app_test_open_study (AppWindow *window)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  g_assert_true (app_window_open_lesson (window, path));
  app_document_set_asks (app_window_get_document (window), FALSE);
  app_test_settle (window);
}
