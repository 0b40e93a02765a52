#include "export.h"

#include "view-ladder.h"

#include <string.h>

#include "export-formats.inc"

G_DEFINE_QUARK (export - error - quark, export_error)

#define DECLARE(id, name) extern const ExportFormat export_format_##id;
EXPORT_FORMATS (DECLARE)
#define ROW(id, name) &export_format_##id,
static const ExportFormat *const formats[] = { EXPORT_FORMATS (ROW) NULL };

const ExportFormat *const *
export_get_formats (void)
{
  return formats;
}

const ExportFormat *
export_find_format (const char *name)
{
  for (guint i = 0; formats[i] != NULL; i++)
    if (strcmp (formats[i]->name, name) == 0)
      return formats[i];
  return NULL;
}

gboolean
export_write (const ExportFormat *format, Trace *trace, const ExportOptions *options,
              ExportWriter writer, gpointer data, GError **error)
{
  g_autoptr (ViewLadder) ladder = options->with_secrets ? view_ladder_new (trace)
                                                        : view_ladder_new_masked (trace);
  ExportOptions whole = *options;
  guint32 last = view_ladder_get_last (ladder);
  whole.to = options->to != 0 ? options->to : last;
  if (whole.from > last || whole.to > last || whole.from > whole.to)
    {
      g_set_error (error, EXPORT_ERROR, EXPORT_ERROR_RANGE,
                   "events %u to %u: the run has events 1 to %u; name some of these", whole.from,
                   whole.to, last);
      return FALSE;
    }
  return format->write (ladder, &whole, writer, data, error);
}

static gboolean
collect (gpointer data, const char *text, gsize len, GError **error)
{
  g_string_append_len (data, text, (gssize) len);
  return TRUE;
}

GBytes *
export_to_bytes (const ExportFormat *format, Trace *trace, const ExportOptions *options,
                 GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  if (!export_write (format, trace, options, collect, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
