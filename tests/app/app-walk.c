#include "app-walk.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

/* More places than any page has. */
#define FAR 400

static Display *keyboard;
static GtkWindow *has_keyboard; /* compared only */

gboolean
walk_begin (void)
{
  int event, error, major, minor;
  if (!GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    return FALSE;
  keyboard = XOpenDisplay (gdk_display_get_name (gdk_display_get_default ()));
  return keyboard != NULL && XTestQueryExtension (keyboard, &event, &error, &major, &minor);
}

void
walk_end (void)
{
  if (keyboard != NULL)
    XCloseDisplay (keyboard);
  keyboard = NULL;
  has_keyboard = NULL;
}

/* --- windows --- */

/* The newest of those that are shown; GTK lists the newest first. */
GtkWindow *
walk_window (void)
{
  GListModel *all = gtk_window_get_toplevels ();
  for (guint i = g_list_model_get_n_items (all); i-- > 0;)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);
      if (gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

GtkWidget *
walk_focus (void)
{
  GtkWindow *window = walk_window ();
  return window != NULL ? gtk_window_get_focus (window) : NULL;
}

gboolean
walk_is_at (GtkWidget *widget)
{
  GtkWidget *focus = walk_focus ();
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
give_keyboard (void)
{
  GtkWindow *window = walk_window ();
  if (window == NULL || (window == has_keyboard && gtk_window_is_active (window)))
    return;
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  XSetInputFocus (keyboard, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XSync (keyboard, False);
  has_keyboard = window;
}

static void
count_frame (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

/* What is on its way has arrived and is drawn, @n times. */
static void
settle (int n)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  GtkWindow *window = walk_window ();
  if (window == NULL)
    return;
  give_keyboard ();
  GdkFrameClock *clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (window)));
  int frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);
  while (frames < n && walk_window () == window)
    {
      gtk_widget_queue_draw (GTK_WIDGET (window));
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
  g_object_unref (clock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  give_keyboard ();
}

/* --- the focus --- */

char *
walk_dup_focus (void)
{
  GtkWidget *focus = walk_focus ();
  if (focus == NULL)
    return g_strdup ("nothing");
  g_autoptr (GString) out = g_string_new (NULL);
  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_string_append_printf (out, "%s%s", out->len > 0 ? " < " : "", G_OBJECT_TYPE_NAME (widget));
      if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
        g_string_append_printf (out, " \"%s\"", gtk_button_get_label (GTK_BUTTON (widget)));
      if (GTK_IS_LABEL (widget))
        g_string_append_printf (out, " \"%.30s\"", gtk_label_get_text (GTK_LABEL (widget)));
      if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "App"))
        break;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Whether a part of @widget is inside everything that could cut it off. */
static gboolean
is_in_sight (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL;
       above = gtk_widget_get_parent (above))
    {
      graphene_rect_t place, all, both;
      if (!GTK_IS_SCROLLED_WINDOW (above) && !GTK_IS_NATIVE (above))
        continue;
      if (!gtk_widget_compute_bounds (widget, above, &place))
        return FALSE;
      all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (above), gtk_widget_get_height (above));
      if (!graphene_rect_intersection (&place, &all, &both)
          || both.size.height < MIN (place.size.height, 8)
          || both.size.width < MIN (place.size.width, 8))
        return FALSE;
      if (GTK_IS_NATIVE (above))
        break;
    }
  return TRUE;
}

static void
check_focus (const char *after, gboolean moves)
{
  GtkWidget *focus = walk_focus ();
  g_autofree char *words = walk_dup_focus ();
  if (walk_window () == NULL)
    return;
  if (focus == NULL)
    g_error ("after %s nothing has the focus", after);
  /* Tab comes to the row of a list that had the focus last, also where it was scrolled away (GTK 4.8); an arrow key
   * brings it back. That is not held against the window here. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (focus), "GtkListItemWidget"))
    return;
  if (!gtk_widget_get_mapped (focus))
    g_error ("after %s the focus is on something that is not there: %s", after, words);
  if (!gtk_widget_is_sensitive (focus))
    g_error ("after %s the focus is on something that can do nothing: %s", after, words);
  /* GTK draws it when a key has moved it. */
  if (moves && !gtk_window_get_focus_visible (walk_window ()))
    g_error ("after %s the focus is not drawn: %s", after, words);
  /* Moments go by, and the text goes with them; the focus comes back into view when it is used. */
  if (moves && !is_in_sight (focus))
    g_error ("after %s the focus is out of sight: %s", after, words);
}

/* --- keys --- */

static void
fake (KeySym symbol, gboolean down)
{
  KeyCode code = XKeysymToKeycode (keyboard, symbol);
  g_assert_cmpuint (code, !=, 0);
  XTestFakeKeyEvent (keyboard, code, down, CurrentTime);
}

void
walk_press (guint key, GdkModifierType modifiers)
{
  KeyCode code = XKeysymToKeycode (keyboard, key);
  g_autofree char *name = gtk_accelerator_name (key, modifiers);
  g_assert_cmpuint (code, !=, 0);
  gboolean second = XkbKeycodeToKeysym (keyboard, code, 0, 0) != key
                    && XkbKeycodeToKeysym (keyboard, code, 0, 1) == key;
  if (second)
    modifiers |= GDK_SHIFT_MASK;
  settle (1);
  static const struct
  {
    GdkModifierType mask;
    KeySym symbol;
  } held[] = {
    { GDK_SHIFT_MASK, XK_Shift_L },
    { GDK_CONTROL_MASK, XK_Control_L },
    { GDK_ALT_MASK, XK_Alt_L },
  };
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if (modifiers & held[i].mask)
      fake (held[i].symbol, TRUE);
  XTestFakeKeyEvent (keyboard, code, True, CurrentTime);
  XTestFakeKeyEvent (keyboard, code, False, CurrentTime);
  for (guint i = G_N_ELEMENTS (held); i-- > 0;)
    if (modifiers & held[i].mask)
      fake (held[i].symbol, FALSE);
  XSync (keyboard, False);
  settle (2);
  /* A list brings its row into view a few frames later. */
  for (guint i = 0; i < 5 && walk_focus () != NULL && !is_in_sight (walk_focus ()); i++)
    settle (2);
  check_focus (name, key == GDK_KEY_Tab || key == GDK_KEY_F6);
}

void
walk_type (const char *text)
{
  for (; *text != '\0'; text++)
    walk_press (gdk_unicode_to_keyval ((guint32) *text), 0);
}

guint
walk_to (GtkWidget *pane, GtkWidget *widget)
{
  guint n = 0;
  for (; pane != NULL && !walk_is_at (pane) && n < 12; n++)
    walk_press (GDK_KEY_F6, 0);
  g_autofree char *start = walk_dup_focus ();
  if (pane != NULL && !walk_is_at (pane))
    g_error ("F6 does not lead to %s; it is at %s", G_OBJECT_TYPE_NAME (pane), start);
  for (guint i = 0; !walk_is_at (widget); i++, n++)
    {
      if (i == FAR)
        g_error ("Tab does not lead from %s to %s", start, G_OBJECT_TYPE_NAME (widget));
      walk_press (GDK_KEY_Tab, 0);
    }
  return n;
}

guint
walk_round (void)
{
  GtkWidget *start = walk_focus ();
  guint n = 0;
  do
    {
      GtkWidget *before = walk_focus ();
      g_autofree char *words = walk_dup_focus ();
      walk_press (GDK_KEY_Tab, 0);
      if (walk_focus () == before)
        g_error ("Tab does not leave %s", words);
      g_test_message ("%3u %s", n, words);
    }
  while (++n < FAR && walk_focus () != start);
  if (n == FAR)
    g_error ("Tab does not come back");
  return n;
}
