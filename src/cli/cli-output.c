#include "cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>

static void
set_error (GError **error, const char *path, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s%s%s",
               path != NULL ? path : "", path != NULL ? ": " : "", g_strerror (code));
}

gboolean
cli_output_write (gpointer data, const char *text, gsize len, GError **error)
{
  if (fwrite (text, 1, len, data) == len)
    return TRUE;
  set_error (error, NULL, errno);
  return FALSE;
}

gboolean
cli_output_to_file (const char *path, const ExportFormat *format, Trace *trace,
                    const ExportOptions *options, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (part, O_RDWR, 0600);
  FILE *out = fd >= 0 ? fdopen (fd, "w") : NULL;
  if (out == NULL)
    {
      set_error (error, path, errno);
      return FALSE;
    }
  gboolean good = export_write (format, trace, options, cli_output_write, out, error);
  if (fclose (out) != 0 && good)
    {
      set_error (error, path, errno);
      good = FALSE;
    }
  if (good && g_rename (part, path) != 0)
    {
      set_error (error, path, errno);
      good = FALSE;
    }
  if (!good)
    g_unlink (part);
  return good;
}
