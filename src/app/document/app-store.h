#pragma once

#include <glib-object.h>

/**
 * AppStore: a key file of the user's that is read once and written soon after each change: whole or not at all,
 * and readable for nobody else. One that cannot be read is set aside under another name and never lost.
 * "problem" is emitted when there is something to be said; see app_store_take_problem().
 */
#define APP_TYPE_STORE (app_store_get_type ())
G_DECLARE_FINAL_TYPE (AppStore, app_store, APP, STORE, GObject)

/** app_store_new: that at @path; NULL: empty, and kept nowhere. */
AppStore *app_store_new (const char *path);
/** app_store_get_path: where it is kept, NULL nowhere; borrowed. */
const char *app_store_get_path (AppStore *self);
/** app_store_get_file: what is in it; borrowed. Whoever changes it calls app_store_save_soon(). */
GKeyFile *app_store_get_file (AppStore *self);
/** app_store_save_soon: it was changed. */
void app_store_save_soon (AppStore *self);
/** app_store_flush: write now what was changed. */
void app_store_flush (AppStore *self);
/** app_store_take_problem: what went wrong with the file, for people, once; NULL nothing. Caller frees. */
char *app_store_take_problem (AppStore *self);

/** app_store_forget_user: from now on app_store_open_user() gives stores that are empty and kept nowhere, as for
 * pictures and tests. */
void app_store_forget_user (void);
/** app_store_open_user: the user's @name in @folder ("postglass" is put between); caller owns. What was changed
 * last is written when the program ends. */
AppStore *app_store_open_user (const char *folder, const char *name);
