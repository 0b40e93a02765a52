#include "app-keys.h"
#include "app-testlib.h"

/* The one table of keys: it can be read, it is not in conflict with itself, and it works. */

static gboolean
parse (const char *name, guint *key, GdkModifierType *modifiers)
{
  return gtk_accelerator_parse (name, key, modifiers) && *key != 0;
}

static void
test_rows (void)
{
  const AppKey *key;
  guint n = 0;
  for (; (key = app_keys_get (n)) != NULL; n++)
    {
      g_auto (GStrv) names = g_strsplit (key->keys, " ", -1);
      g_autofree char *label = app_keys_dup_label (key);
      g_test_message ("%s", key->keys);
      g_assert_cmpstr (label, !=, "");
      g_assert_cmpuint (key->scope, <, APP_KEY_N_SCOPES);
      g_assert_true ((key->action == NULL) == (key->scope == APP_KEY_TOLD));
      g_assert_true (key->what != NULL || key->action != NULL);
      for (guint i = 0; names[i] != NULL; i++)
        {
          guint value;
          GdkModifierType modifiers;
          g_assert_true (parse (names[i], &value, &modifiers));
        }
    }
  g_assert_cmpuint (n, >, 10);
}

/* Scopes that are asked for the same press. */
static gboolean
meet (AppKeyScope a, AppKeyScope b)
{
  if (a == APP_KEY_TOLD || b == APP_KEY_TOLD)
    return FALSE;
  return a == b || (a != APP_KEY_PRESENTER && b != APP_KEY_PRESENTER);
}

static void
test_once (void)
{
  const AppKey *a, *b;
  for (guint i = 0; (a = app_keys_get (i)) != NULL; i++)
    for (guint k = i + 1; (b = app_keys_get (k)) != NULL; k++)
      {
        g_auto (GStrv) names = g_strsplit (a->keys, " ", -1);
        g_auto (GStrv) others = g_strsplit (b->keys, " ", -1);
        for (guint n = 0; meet (a->scope, b->scope) && names[n] != NULL; n++)
          if (g_strv_contains ((const char *const *) others, names[n]))
            g_error ("%s is both %s and %s", names[n], a->action, b->action);
      }
}

/* Each row's action is there, in the window or in a pane of the lesson's page. */
static void
test_actions (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  GApplication *application = g_application_get_default ();
  const AppKey *key;
  for (guint i = 0; (key = app_keys_get (i)) != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      if (key->action == NULL || key->scope == APP_KEY_PRESENTER)
        continue;
      g_assert_true (g_action_parse_detailed_name (key->action, &name, &target, NULL));
      if (g_str_has_prefix (name, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), name + 4));
      else if (g_str_has_prefix (name, "app."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), name + 4));
      else
        g_assert_true (app_test_has_action (GTK_WIDGET (window), name));
    }
  app_test_close (window);
}

static void
test_press (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_test_press (window, GDK_KEY_KP_Right, 0));
  g_assert_cmpuint (app_document_get_position (document).event, >, 0);
  g_assert_true (app_test_press (window, GDK_KEY_KP_Home, 0));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  /* Used up although there is nothing before the beginning. */
  g_assert_true (app_test_press (window, GDK_KEY_Left, 0));
  /* With another modifier it is another key; Caps Lock is none. */
  g_assert_false (app_test_press (window, GDK_KEY_Right, GDK_ALT_MASK));
  g_assert_true (app_test_press (window, GDK_KEY_Right, GDK_LOCK_MASK));
  g_assert_cmpuint (app_document_get_position (document).event, >, 0);
  app_test_close (window);
}

/* Where letters are typed they are letters; where Space presses something it does. */
static void
test_may_press (void)
{
  g_autoptr (GtkWidget) button = g_object_ref_sink (gtk_button_new ());
  g_autoptr (GtkWidget) check = g_object_ref_sink (gtk_check_button_new ());
  g_autoptr (GtkWidget) text = g_object_ref_sink (gtk_text_new ());
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("a"));
  g_assert_true (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_space, NULL));
  g_assert_true (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_space, label));
  g_assert_false (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_space, button));
  g_assert_false (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_KP_Space, check));
  g_assert_true (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_Right, button));
  gtk_widget_set_sensitive (button, FALSE);
  g_assert_true (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_space, button));
  g_assert_false (app_keys_may_press (APP_KEY_LESSON, GDK_KEY_Right, text));
  g_assert_true (app_keys_may_press (APP_KEY_TYPING, GDK_KEY_F3, text));
}

static void
test_labels (void)
{
  g_autofree char *hint = app_keys_dup_hint ("Quit", "app.quit");
  g_autofree char *none = app_keys_dup_hint ("Dance", "win.dance");
  g_assert_cmpstr (hint, ==, "Quit (Ctrl+Q)");
  g_assert_cmpstr (none, ==, "Dance");
  const AppKey *key;
  for (guint i = 0; (key = app_keys_get (i)) != NULL; i++)
    if (g_strcmp0 (key->action, "win.text-larger") == 0)
      {
        /* The key pad's plus is a plus. */
        g_autofree char *label = app_keys_dup_label (key);
        g_assert_null (strstr (label, "KP"));
      }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/keys/rows", test_rows);
  g_test_add_func ("/app/keys/once", test_once);
  g_test_add_func ("/app/keys/actions", test_actions);
  g_test_add_func ("/app/keys/press", test_press);
  g_test_add_func ("/app/keys/may-press", test_may_press);
  g_test_add_func ("/app/keys/labels", test_labels);
  return g_test_run ();
}
