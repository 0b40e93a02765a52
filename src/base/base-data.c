#include "base-data.h"

static char *
existing (const char *folder, const char *relative)
{
  if (folder == NULL || *folder == '\0')
    return NULL;
  g_autofree char *path = g_build_filename (folder, relative, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

char *
base_data_find (const char *relative)
{
  /* The tree of a build is asked before the installed folder, so that a checkout shows its own. */
  const char *const folders[] = { g_getenv ("POSTGLASS_DATADIR"), POSTGLASS_SOURCE_DATADIR,
                                  POSTGLASS_SOURCE_ROOT, POSTGLASS_INSTALLED_DATADIR };
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      char *path = existing (folders[i], relative);
      if (path != NULL)
        return path;
    }
  return NULL;
}
