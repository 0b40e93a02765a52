#pragma once

#include <glib.h>

typedef struct _Trace Trace;

/** LessonLine: one physical line that was sent, as `run --plain` prints it. */
typedef struct
{
  guint32 event;    /* the SEND it belongs to */
  guint connection; /* 1 for c1 */
  gboolean from_server;
  const char *device; /* the client's name, borrowed from the trace */
  gsize octets;       /* with its CRLF */
  char *text;         /* without CRLF; control octets and octets that are no UTF-8 as \xHH */
} LessonLine;

/** lesson_lines: the lines sent in events @first … @last, in order: GPtrArray that frees them. */
GPtrArray *lesson_lines (Trace *trace, guint32 first, guint32 last);

/** lesson_lines_octets: octets sent in events @first … @last by (or to) @who; see LessonPattern. */
guint64 lesson_lines_octets (Trace *trace, guint32 first, guint32 last, const char *who,
                             gboolean from_server);

/**
 * LessonPattern: what a `wire` line says: `[WHO] C:|S: TEXT`. WHO is a connection (c1) or a device
 * (phone). In TEXT … stands for any octets of the line. A first word t1, t2 … stands for a tag.
 */
typedef struct
{
  gboolean gap; /* a line that is only … */
  char *who;    /* or NULL: any connection */
  gboolean from_server;
  char *text;
  guint text_column; /* 1-based, in the line */
} LessonPattern;

/** lesson_pattern_parse: read @line; NULL with @why (owned by the caller) and @column when it is none. */
LessonPattern *lesson_pattern_parse (const char *line, guint *column, char **why);
void lesson_pattern_free (LessonPattern *pattern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LessonPattern, lesson_pattern_free)

/** lesson_pattern_match: whether @line is what @pattern says. @tags (t1 → a1) may get a new tag; NULL: any tag will do. */
gboolean lesson_pattern_match (const LessonPattern *pattern, const LessonLine *line,
                               GHashTable *tags);

/** lesson_pattern_is_who: whether @line travelled on the connection or to or from the device @who (NULL: any). */
gboolean lesson_pattern_is_who (const char *who, const LessonLine *line);

/** lesson_is_who: whether @text can be a WHO: a device's name or c + digits. */
gboolean lesson_is_who (const char *text);
