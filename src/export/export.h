#pragma once

#include <glib.h>

typedef struct _Trace Trace;
typedef struct _ViewLadder ViewLadder;

/** What to export, and how. */
typedef struct
{
  guint32 from;                /* first event, 0: from the beginning */
  guint32 to;                  /* last event, 0: to the end */
  const char *language;        /* "en", "zh_CN"; NULL: English */
  const char *const *headings; /* of steps 1 …, NULL-terminated, from the lesson; NULL: their
                                  numbers alone */
  gboolean with_secrets;       /* passwords as they are; else each octet of one is "*" */
} ExportOptions;

#define EXPORT_ERROR (export_error_quark ())
GQuark export_error_quark (void);
typedef enum
{
  EXPORT_ERROR_RANGE /* events that are not there */
} ExportError;

/** ExportWriter: takes the next @len octets of the file; FALSE with a GError to stop. */
typedef gboolean (*ExportWriter) (gpointer data, const char *text, gsize len, GError **error);

/** ExportFormat: one format; a file export-<name>.c and a name in meson.build each. */
typedef struct
{
  const char *name;      /* as in --to: "text" */
  const char *extension; /* of a file name, without the dot */
  /** called by export_write(), which has checked the range; @ladder shows secrets or not */
  gboolean (*write) (const ViewLadder *ladder, const ExportOptions *options, ExportWriter writer,
                     gpointer data, GError **error);
} ExportFormat;

/** export_get_formats: all there are, NULL-terminated; static. */
const ExportFormat *const *export_get_formats (void);
/** export_find_format: by name, NULL when there is none. */
const ExportFormat *export_find_format (const char *name);

/**
 * export_write: the events @options names in @format, piece by piece; a long trace is never in
 * memory as text. FALSE with EXPORT_ERROR_RANGE for events that are not there, with the error of
 * the catalogue when a language's file is missing, or that of @writer.
 */
gboolean export_write (const ExportFormat *format, Trace *trace, const ExportOptions *options,
                       ExportWriter writer, gpointer data, GError **error);
/** export_to_bytes: the same into memory; caller owns. */
GBytes *export_to_bytes (const ExportFormat *format, Trace *trace, const ExportOptions *options,
                         GError **error);
