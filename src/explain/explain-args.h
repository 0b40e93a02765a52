#pragma once

#include <glib.h>

/**
 * ExplainArgs: the typed arguments of one text key. Whoever has something to say keeps a key and
 * its arguments, never finished prose, so that the same thing can be said in every language. Made
 * once, then shared and not changed any more.
 */
typedef struct _ExplainArgs ExplainArgs;

typedef enum
{
  EXPLAIN_ARG_TEXT,   /* said as it is */
  EXPLAIN_ARG_NUMBER, /* said in digits; also chooses between singular and plural */
  EXPLAIN_ARG_KEY,    /* the text of another key, said with the same arguments */
  EXPLAIN_ARG_NAME,   /* the short label of another key */
  EXPLAIN_ARG_DEVICE  /* a device as the world calls it: said by the key device.NAME, or as it is */
} ExplainArgKind;

/** ExplainArg: one argument. @name is a static string, as between the braces of a text. */
typedef struct
{
  const char *name;
  ExplainArgKind kind;
  gint64 number;
  char *text; /* TEXT: UTF-8; KEY, NAME: the key; DEVICE: its name in the world */
} ExplainArg;

ExplainArgs *explain_args_new (void);
ExplainArgs *explain_args_ref (ExplainArgs *args);
void explain_args_unref (ExplainArgs *args);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExplainArgs, explain_args_unref)

/**
 * explain_args_add_text, _take_text, _add_number, _add_key, _add_name, _add_device: one more argument; @name must
 * be static and new. Texts that are not UTF-8 are mended. _take_text takes @text. A @text of NULL is "".
 */
void explain_args_add_text (ExplainArgs *args, const char *name, const char *text);
void explain_args_take_text (ExplainArgs *args, const char *name, char *text);
void explain_args_add_number (ExplainArgs *args, const char *name, gint64 number);
void explain_args_add_key (ExplainArgs *args, const char *name, const char *key);
void explain_args_add_name (ExplainArgs *args, const char *name, const char *key);
void explain_args_add_device (ExplainArgs *args, const char *name, const char *device);
/** explain_args_add_all: those of @other whose names are not there yet. */
void explain_args_add_all (ExplainArgs *args, const ExplainArgs *other);

/** explain_args_get_n, _get: the arguments in the order they were added; borrowed. */
guint explain_args_get_n (const ExplainArgs *args);
const ExplainArg *explain_args_get (const ExplainArgs *args, guint i);
/** explain_args_find: the argument called by the @len octets of @name, or NULL; @args may be NULL. */
const ExplainArg *explain_args_find (const ExplainArgs *args, const char *name, gsize len);
/** explain_args_equal: same names, kinds and values in the same order; NULL equals no arguments. */
gboolean explain_args_equal (const ExplainArgs *a, const ExplainArgs *b);
/** explain_args_dump: "name=1 name="text" name=@key name=#key", for goldens; caller frees. */
char *explain_args_dump (const ExplainArgs *args);
