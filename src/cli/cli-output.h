#pragma once

#include "export.h"

/** cli_output_write: an ExportWriter to the FILE that @data is. */
gboolean cli_output_write (gpointer data, const char *text, gsize len, GError **error);

/**
 * cli_output_to_file: export to @path, which is replaced only when all is written; nobody else may
 * read it (mode 0600). FALSE with the error of the export or a GFileError naming @path.
 */
gboolean cli_output_to_file (const char *path, const ExportFormat *format, Trace *trace,
                             const ExportOptions *options, GError **error);
