#include "app-store.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>

/* Milliseconds until a change is written: a divider that is dragged changes many times. */
#define SAVE_DELAY 400

struct _AppStore
{
  GObject parent_instance;
  char *path; /* NULL: kept nowhere */
  GKeyFile *file;
  char *problem;
  guint save; /* source, 0 none */
};

G_DEFINE_FINAL_TYPE (AppStore, app_store, G_TYPE_OBJECT)

static guint problem_signal;

static void
tell_problem (AppStore *self, char *problem)
{
  g_free (self->problem);
  self->problem = problem;
  g_signal_emit (self, problem_signal, 0);
}

static void
set_aside (AppStore *self)
{
  g_autofree char *aside = NULL;
  guint n = 1;
  do
    {
      g_free (aside);
      aside = n == 1 ? g_strdup_printf ("%s.broken", self->path)
                     : g_strdup_printf ("%s.broken-%u", self->path, n);
    }
  while (g_file_test (aside, G_FILE_TEST_EXISTS) && ++n < 100);
  g_autofree char *name = g_filename_display_name (self->path);
  g_autofree char *other = g_filename_display_name (aside);
  if (g_rename (self->path, aside) == 0)
    tell_problem (self,
                  g_strdup_printf (_ ("%s could not be read; it is kept as %s"), name, other));
  else
    tell_problem (self, g_strdup_printf (_ ("%s could not be read"), name));
}

AppStore *
app_store_new (const char *path)
{
  AppStore *self = g_object_new (APP_TYPE_STORE, NULL);
  g_autoptr (GError) error = NULL;
  self->path = g_strdup (path);
  if (path != NULL
      && !g_key_file_load_from_file (self->file, path, G_KEY_FILE_KEEP_COMMENTS, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    set_aside (self);
  return self;
}

const char *
app_store_get_path (AppStore *self)
{
  return self->path;
}

GKeyFile *
app_store_get_file (AppStore *self)
{
  return self->file;
}

void
app_store_flush (AppStore *self)
{
  g_return_if_fail (APP_IS_STORE (self));
  if (self->save == 0)
    return;
  g_source_remove (self->save);
  self->save = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->file, &length, NULL);
  /* One that cannot be made is told by the writing. */
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (self->path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    tell_problem (self, g_strdup_printf (_ ("A change could not be kept: %s"), error->message));
}

static gboolean
on_save (gpointer data)
{
  app_store_flush (data);
  return G_SOURCE_REMOVE;
}

void
app_store_save_soon (AppStore *self)
{
  g_return_if_fail (APP_IS_STORE (self));
  if (self->path != NULL && self->save == 0)
    self->save = g_timeout_add (SAVE_DELAY, on_save, self);
}

char *
app_store_take_problem (AppStore *self)
{
  g_return_val_if_fail (APP_IS_STORE (self), NULL);
  return g_steal_pointer (&self->problem);
}

static void
app_store_dispose (GObject *object)
{
  app_store_flush (APP_STORE (object));
  G_OBJECT_CLASS (app_store_parent_class)->dispose (object);
}

static void
app_store_finalize (GObject *object)
{
  AppStore *self = APP_STORE (object);
  g_free (self->path);
  g_free (self->problem);
  g_key_file_unref (self->file);
  G_OBJECT_CLASS (app_store_parent_class)->finalize (object);
}

static void
app_store_class_init (AppStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_store_finalize;
  problem_signal = g_signal_new ("problem", APP_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
app_store_init (AppStore *self)
{
  self->file = g_key_file_new ();
}

/* --- the user's --- */

static gboolean forgets;
static GPtrArray *opened; /* kept until the program ends */

static void
flush_all (void)
{
  for (guint i = 0; i < opened->len; i++)
    app_store_flush (g_ptr_array_index (opened, i));
  g_clear_pointer (&opened, g_ptr_array_unref);
}

void
app_store_forget_user (void)
{
  g_return_if_fail (opened == NULL);
  forgets = TRUE;
}

AppStore *
app_store_open_user (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, "postglass", name, NULL);
  AppStore *self = app_store_new (forgets ? NULL : path);
  if (opened == NULL)
    {
      opened = g_ptr_array_new_with_free_func (g_object_unref);
      atexit (flush_all);
    }
  g_ptr_array_add (opened, g_object_ref (self));
  return self;
}
