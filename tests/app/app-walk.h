#pragma once

#include "app-window.h"

/*
 * A person with a keyboard and no mouse. Keys are pressed at the X server, so that they take the way of real ones:
 * through grabs of popovers, shortcuts and whatever has the focus. There is no window manager: the newest window is
 * given the keyboard here, as one would. After each key it is checked that the focus is somewhere, and in sight.
 */

/** walk_begin: take the keyboard; FALSE where the display has none to press. walk_end: give it back. */
gboolean walk_begin (void);
void walk_end (void);
/** walk_press: @key with @modifiers (Shift, Control, Alt), and wait until what came of it is drawn. */
void walk_press (guint key, GdkModifierType modifiers);
/** walk_type: the characters of @text one after the other; ASCII. */
void walk_type (const char *text);
/** walk_window: the window that has the keyboard. walk_focus: what in it does. Borrowed. */
GtkWindow *walk_window (void);
GtkWidget *walk_focus (void);
/** walk_is_at: whether the focus is on @widget or in it. */
gboolean walk_is_at (GtkWidget *widget);
/** walk_to: to @widget by F6 (@pane: the pane it stands in, NULL: only by Tab) and Tab; fails when it is not reached.
 * Returns how many keys that took. */
guint walk_to (GtkWidget *pane, GtkWidget *widget);
/** walk_round: Tab until the focus is where it was; returns how many places there are. Fails when it does not come
 * back, and where Tab does not move it. */
guint walk_round (void);
/** walk_dup_focus: the focus in words for messages of tests; caller frees. */
char *walk_dup_focus (void);
