#include "app-keys.h"

#include <glib/gi18n-lib.h>

/* Rows of one group stand together, with an empty line before the next. */
/* clang-format off */
static const AppKey table[] = {
  { APP_KEY_LESSON, APP_KEYS_MOVING, "space Right", "lesson.forward", N_ ("Forward: one line, or as chosen in the bar below") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "Left", "lesson.back", N_ ("Back: likewise") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "Home", "lesson.first", N_ ("To the beginning") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "End", "lesson.last", N_ ("To the end") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Control>Right", "lesson.next-step", N_ ("To the next step") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Control>Left", "lesson.previous-step", N_ ("To the step before") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "period", "transport.forward::event", N_ ("Forward one event") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "comma", "transport.back::event", N_ ("Back one event") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "n", "transport.forward::line", N_ ("Forward one line") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Shift>n", "transport.back::line", N_ ("Back one line") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Shift>Right", "transport.forward::exchange", N_ ("Forward one exchange") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Shift>Left", "transport.back::exchange", N_ ("Back one exchange") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "a", "transport.forward::act", N_ ("To the next act of a person") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Shift>a", "transport.back::act", N_ ("To the act before") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "p", "transport.playing", N_ ("Play, and pause") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "greater", "transport.faster", N_ ("Play faster") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "less", "transport.slower", N_ ("Play more slowly") },
  { APP_KEY_TYPING, APP_KEYS_MOVING, "<Control>u", "transport.until", N_ ("Run until something happens; bookmarks") },
  { APP_KEY_TYPING, APP_KEYS_MOVING, "<Control>b", "transport.bookmark", N_ ("Mark this moment, or take the mark away") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "b", "transport.next-bookmark", N_ ("To the next bookmark") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "<Shift>b", "transport.previous-bookmark", N_ ("To the bookmark before") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "bracketleft", "transport.range-start", N_ ("The range begins here") },
  { APP_KEY_LESSON, APP_KEYS_MOVING, "bracketright", "transport.range-end", N_ ("The range ends here; Escape gives it up") },
  { APP_KEY_TOLD, APP_KEYS_MOVING, "<Shift>Left <Shift>Right", NULL, N_ ("On the scrubber: set the range, and make it longer or shorter") },

  { APP_KEY_TOLD, APP_KEYS_LADDER, "Up Down", NULL, N_ ("Choose the row that is explained") },
  { APP_KEY_TOLD, APP_KEYS_LADDER, "Return", NULL, N_ ("Go to the chosen row, open the chosen lesson") },
  { APP_KEY_LESSON, APP_KEYS_LADDER, "l", "lines.unfold", N_ ("Unfold or fold what follows the chosen line") },
  { APP_KEY_TYPING, APP_KEYS_LADDER, "<Control>f", "lines.find", N_ ("Search the lines") },
  { APP_KEY_TYPING, APP_KEYS_LADDER, "F3 <Control>g", "lines.find-next", N_ ("To the next line found") },
  { APP_KEY_TYPING, APP_KEYS_LADDER, "<Shift>F3 <Shift><Control>g", "lines.find-previous", N_ ("To the line found before") },
  { APP_KEY_LESSON, APP_KEYS_LADDER, "m", "lines.map", N_ ("Show or hide the map of the whole run") },
  { APP_KEY_TOLD, APP_KEYS_LADDER, "Up Down", NULL, N_ ("In the map: to the mark before, to the next") },
  { APP_KEY_TYPING, APP_KEYS_LADDER, "<Control>l", "lines.lanes", N_ ("Show, hide and move lanes") },

  { APP_KEY_TOLD, APP_KEYS_BOARD, "Return", NULL, N_ ("Ask why the chosen message is as it is") },
  { APP_KEY_LESSON, APP_KEYS_BOARD, "Menu <Shift>F10", "board.why-focused", NULL },
  { APP_KEY_LESSON, APP_KEYS_BOARD, "<Alt>Up", "board.previous-change", N_ ("To the change before of what is followed") },
  { APP_KEY_LESSON, APP_KEYS_BOARD, "<Alt>Down", "board.next-change", N_ ("To the next change of what is followed") },
  { APP_KEY_LESSON, APP_KEYS_BOARD, "<Alt>n", "board.rulers", N_ ("Show which UID each number stands for") },

  { APP_KEY_TOLD, APP_KEYS_LESSON, "1 2 3 4 5 6 7 8 9", NULL, N_ ("Choose an answer") },

  { APP_KEY_TYPING, APP_KEYS_ACTING, "<Control>k", "console.focus", N_ ("Type a line or an act") },
  { APP_KEY_TOLD, APP_KEYS_ACTING, "Page_Up Page_Down", NULL, N_ ("Choose what could stand next in the line") },
  { APP_KEY_TOLD, APP_KEYS_ACTING, "Tab", NULL, N_ ("Take it") },
  { APP_KEY_TYPING, APP_KEYS_ACTING, "F7", "console.next", N_ ("Go on to the next event of what is on its way") },
  { APP_KEY_TYPING, APP_KEYS_ACTING, "<Shift>F7", "console.finish", N_ ("Go on to the end of it") },
  { APP_KEY_LESSON, APP_KEYS_ACTING, "c", "lines.flight", N_ ("Cut, drop or delay the chosen line on its way") },

  { APP_KEY_TOLD, APP_KEYS_WINDOW, "Tab", NULL, N_ ("To what can be pressed or chosen next; in lists the arrow keys") },
  { APP_KEY_TOLD, APP_KEYS_WINDOW, "F6", NULL, N_ ("To the next pane") },
  { APP_KEY_SHELL, APP_KEYS_WINDOW, "Escape", "shell.escape", N_ ("Close or give up what is open; else back to the lessons") },
  { APP_KEY_SHELL, APP_KEYS_WINDOW, "<Alt>Left", "shell.back", N_ ("Back to the lessons") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Alt>1", "win.arrangement::lesson", N_ ("Arrangement Lesson: text, lines and state") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Alt>2", "win.arrangement::line", N_ ("Arrangement Line: lines and what they mean") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Alt>3", "win.arrangement::hands-on", N_ ("Arrangement Hands on: act yourself") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>o", "win.open", N_ ("Open a recording") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>s", "win.save", N_ ("Save the recording") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>comma", "win.preferences", N_ ("Preferences") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>plus <Control>equal <Control>KP_Add", "win.text-larger", N_ ("Larger text") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>minus <Control>KP_Subtract", "win.text-smaller", N_ ("Smaller text") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "F9", "win.explanation", N_ ("Show or hide the explanation") },
  { APP_KEY_TOLD, APP_KEYS_WINDOW, "F8", NULL, N_ ("Move the dividers between panes with the arrow keys") },
  { APP_KEY_TOLD, APP_KEYS_WINDOW, "F10", NULL, N_ ("Menu") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>d", "win.glossary::", N_ ("Glossary: look up a word") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "F1 <Control>question", "win.keys", N_ ("This list of keys") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>w", "window.close", N_ ("Close the window") },
  { APP_KEY_ANYWHERE, APP_KEYS_WINDOW, "<Control>q", "app.quit", N_ ("Quit") },

  { APP_KEY_ANYWHERE, APP_KEYS_PRESENTING, "F5", "win.present", N_ ("Present on a large screen") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "Page_Down space Right", "present.next", N_ ("Forward; at a question, first its answer") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "Page_Up Left", "present.previous", N_ ("Back; at a question, put it away") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "<Control>Right", "present.next-step", N_ ("To the next step") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "<Control>Left", "present.previous-step", N_ ("To the step before") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "1", "present.unit::event", N_ ("From now on forward and back go by event") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "2", "present.unit::line", N_ ("… by line") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "3", "present.unit::exchange", N_ ("… by exchange") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "4", "present.unit::act", N_ ("… by act") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "5", "present.unit::step", N_ ("… by step") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "a", "present.answer", N_ ("Show the question, then its answer") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "q", "present.question", N_ ("The next question of the step") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "r BackSpace", "present.return", N_ ("From an excursion back to the lesson's run") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "v", "present.other-view", N_ ("Other panes") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "b period", "present.blank", N_ ("Black screen, and back") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "n", "present.notes", N_ ("Open or close the notes") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "plus equal KP_Add", "present.larger", N_ ("Larger text") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "minus KP_Subtract", "present.smaller", N_ ("Smaller text") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "F11", "present.fullscreen", N_ ("Full screen, and back") },
  { APP_KEY_PRESENTER, APP_KEYS_PRESENTING, "Escape F5", "present.end", N_ ("End the presentation") },
};
/* clang-format on */

static const char *const titles[] = {
  [APP_KEYS_MOVING] = N_ ("Moving"),         [APP_KEYS_LADDER] = N_ ("Lines"),
  [APP_KEYS_BOARD] = N_ ("State"),           [APP_KEYS_LESSON] = N_ ("Lesson"),
  [APP_KEYS_ACTING] = N_ ("Acting"),         [APP_KEYS_WINDOW] = N_ ("Window"),
  [APP_KEYS_PRESENTING] = N_ ("Presenting"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (titles) == APP_KEYS_N_GROUPS);

const AppKey *
app_keys_get (guint i)
{
  return i < G_N_ELEMENTS (table) ? &table[i] : NULL;
}

const char *
app_keys_get_title (AppKeyGroup group)
{
  g_return_val_if_fail (group < APP_KEYS_N_GROUPS, "");
  return _ (titles[group]);
}

/* --- names of keys --- */

static char *
label_of (const char *name)
{
  guint key;
  GdkModifierType modifiers;
  gboolean parsed = gtk_accelerator_parse (name, &key, &modifiers);
  g_assert (parsed);
  return gtk_accelerator_get_label (key, modifiers);
}

char *
app_keys_dup_label (const AppKey *key)
{
  g_auto (GStrv) names = g_strsplit (key->keys, " ", -1);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      /* The same character on another part of the keyboard is the same key to people. */
      g_autofree char *label = label_of (names[i]);
      if (strstr (names[i], "KP_") == NULL
          && !g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL))
        g_ptr_array_add (labels, g_steal_pointer (&label));
    }
  g_ptr_array_add (labels, NULL);
  return g_strjoinv ("   ", (char **) labels->pdata);
}

char *
app_keys_dup_hint (const char *words, const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].action, action) == 0)
      {
        g_auto (GStrv) names = g_strsplit (table[i].keys, " ", 2);
        g_autofree char *label = label_of (names[0]);
        return g_strdup_printf ("%s (%s)", words, label);
      }
  return g_strdup (words);
}

/* --- giving them to GTK --- */

void
app_keys_set_accels (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].scope == APP_KEY_ANYWHERE)
      {
        g_auto (GStrv) names = g_strsplit (table[i].keys, " ", -1);
        gtk_application_set_accels_for_action (application, table[i].action,
                                               (const char *const *) names);
      }
}

void
app_keys_bind (GtkWidgetClass *klass, AppKeyScope scope)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *action = NULL;
      g_autoptr (GVariant) target = NULL;
      if (table[i].scope != scope
          || !g_action_parse_detailed_name (table[i].action, &action, &target, NULL))
        continue;
      g_auto (GStrv) names = g_strsplit (table[i].keys, " ", -1);
      for (guint k = 0; names[k] != NULL; k++)
        {
          guint key;
          GdkModifierType modifiers;
          gtk_accelerator_parse (names[k], &key, &modifiers);
          g_autoptr (GtkShortcut) shortcut = gtk_shortcut_new (
              gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action));
          gtk_shortcut_set_arguments (shortcut, target);
          gtk_widget_class_add_shortcut (klass, shortcut);
        }
    }
}

/* --- pressing --- */

/* What is printed on the key pad is also elsewhere, and capitals are no other keys. */
static guint
plain_key (guint key)
{
  static const struct
  {
    guint pad;
    guint key;
  } pads[] = {
    { GDK_KEY_KP_Space, GDK_KEY_space },
    { GDK_KEY_KP_Left, GDK_KEY_Left },
    { GDK_KEY_KP_Right, GDK_KEY_Right },
    { GDK_KEY_KP_Up, GDK_KEY_Up },
    { GDK_KEY_KP_Down, GDK_KEY_Down },
    { GDK_KEY_KP_Home, GDK_KEY_Home },
    { GDK_KEY_KP_End, GDK_KEY_End },
    { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up },
    { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
    { GDK_KEY_KP_Enter, GDK_KEY_Return },
    { GDK_KEY_KP_Delete, GDK_KEY_Delete },
    { GDK_KEY_ISO_Left_Tab, GDK_KEY_Tab },
  };
  for (guint i = 0; i < G_N_ELEMENTS (pads); i++)
    if (pads[i].pad == key)
      return pads[i].key;
  return gdk_keyval_to_lower (key);
}

/* Whether Shift was needed to get the character at all, as for "?". */
static gboolean
is_sign (guint key)
{
  gunichar c = gdk_keyval_to_unicode (key);
  return c != 0 && g_unichar_isgraph (c) && !g_unichar_isalnum (c);
}

static gboolean
has_key (const AppKey *row, guint key, GdkModifierType modifiers)
{
  g_auto (GStrv) names = g_strsplit (row->keys, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint row_key;
      GdkModifierType row_modifiers;
      gtk_accelerator_parse (names[i], &row_key, &row_modifiers);
      if (plain_key (row_key) == key && row_modifiers == modifiers)
        return TRUE;
    }
  return FALSE;
}

static gboolean
activate (const AppKey *row, GtkWidget *const *widgets, gsize n_widgets)
{
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;
  gboolean parsed = g_action_parse_detailed_name (row->action, &action, &target, NULL);
  g_assert (parsed);
  for (gsize i = 0; i < n_widgets; i++)
    if (gtk_widget_activate_action_variant (widgets[i], action, target))
      return TRUE;
  return FALSE;
}

gboolean
app_keys_press (AppKeyScope scope, guint key, GdkModifierType state, GtkWidget *const *widgets,
                gsize n_widgets)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  if (is_sign (key))
    modifiers &= ~GDK_SHIFT_MASK;
  key = plain_key (key);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].scope == scope && has_key (&table[i], key, modifiers)
        && activate (&table[i], widgets, n_widgets))
      return TRUE;
  return FALSE;
}

gboolean
app_keys_may_press (AppKeyScope scope, guint key, GtkWidget *focus)
{
  if (focus == NULL)
    return TRUE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return FALSE;
  /* A divider has the focus while keys move it. */
  if (GTK_IS_PANED (focus) && gdk_keyval_to_unicode (plain_key (key)) == 0)
    return FALSE;
  gboolean presses = GTK_IS_BUTTON (focus) || GTK_IS_CHECK_BUTTON (focus) || GTK_IS_SWITCH (focus)
                     || GTK_IS_EXPANDER (focus);
  if (presses && gtk_widget_is_sensitive (focus) && plain_key (key) == GDK_KEY_space)
    return FALSE;
  return scope == APP_KEY_TYPING || !(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
}
