#pragma once

#include <gtk/gtk.h>

/*
 * The one table of keys: what a key does, where, and the words for it. The pages' key controllers, the
 * program's accelerators and the list of keys all read it; whoever needs a key adds a row to app-keys.c.
 */

/** AppKeyScope: where a key counts. */
typedef enum
{
  APP_KEY_ANYWHERE,  /* in the whole window, whatever has the focus: actions of app. and win. */
  APP_KEY_SHELL,     /* on every page of the window, after the widget that has the focus */
  APP_KEY_LESSON,    /* on a lesson's page before its panes see it, but not while text is typed */
  APP_KEY_TYPING,    /* the same, while text is typed as well */
  APP_KEY_PRESENTER, /* while presenting, in either of its windows */
  APP_KEY_TOLD,      /* nowhere: a widget has it by itself; it is only told */
  APP_KEY_N_SCOPES
} AppKeyScope;

/** AppKeyGroup: under which heading the list of keys tells it. */
typedef enum
{
  APP_KEYS_MOVING,
  APP_KEYS_LADDER,
  APP_KEYS_BOARD,
  APP_KEYS_LESSON,
  APP_KEYS_ACTING,
  APP_KEYS_WINDOW,
  APP_KEYS_PRESENTING,
  APP_KEYS_N_GROUPS
} AppKeyGroup;

/** AppKey: one row of the table. */
typedef struct
{
  AppKeyScope scope;
  AppKeyGroup group;
  const char *keys; /* as gtk_accelerator_parse() reads them, parted by blanks; each does it */
  const char
      *action; /* detailed name, such as "lesson.forward" or "win.language::en"; NULL when told */
  const char *what; /* msgid of what it does; NULL: it works, and is told in another row */
} AppKey;

/** app_keys_get: row @i of the table, NULL after the last; borrowed. */
const AppKey *app_keys_get (guint i);

/** app_keys_get_title: the heading of a group, in the current language; borrowed. */
const char *app_keys_get_title (AppKeyGroup group);

/** app_keys_dup_label: the names of a row's keys for people ("Space   →"); caller frees. */
char *app_keys_dup_label (const AppKey *key);

/** app_keys_dup_hint: @words with the first key of @action behind them, "Play (P)", as in tooltips; @words alone
 * when it has none. Caller frees. */
char *app_keys_dup_hint (const char *words, const char *action);

/** app_keys_set_accels: make the rows of APP_KEY_ANYWHERE accelerators of @application. */
void app_keys_set_accels (GtkApplication *application);

/** app_keys_bind: for class_init(): bind the rows of @scope to the widgets of @klass. */
void app_keys_bind (GtkWidgetClass *klass, AppKeyScope scope);

/**
 * app_keys_press: do what @key with @state means in @scope: the action of the first row with it that one of the
 * @n_widgets, or what they stand in, has. Returns whether the key is used up, which it also is when the
 * action can do nothing just now: lists and sliders are not to take it for something else then.
 */
gboolean app_keys_press (AppKeyScope scope, guint key, GdkModifierType state,
                         GtkWidget *const *widgets, gsize n_widgets);

/** app_keys_may_press: whether a page may take keys of @scope before @focus, the widget that has the keyboard,
 * sees them (NULL: none has): not where they are typed, press a button, or belong to a popover. */
gboolean app_keys_may_press (AppKeyScope scope, guint key, GtkWidget *focus);
