#pragma once

#include "explain-args.h"

/**
 * ExplainCatalogue: what is said for each text key, in one language: explanations, sentences and
 * scenes, from data/explain/LANGUAGE.ini, and where each explanation is written, from
 * data/explain/sources.ini. In a text, {name} is an argument, {name|one|many} chooses by a number,
 * {{ and }} are braces.
 */
typedef struct _ExplainCatalogue ExplainCatalogue;

#define EXPLAIN_ERROR (explain_error_quark ())
GQuark explain_error_quark (void);
typedef enum
{
  EXPLAIN_ERROR_MISSING, /* a file of the program is not installed */
  EXPLAIN_ERROR_FORMAT   /* it cannot be read as a catalogue */
} ExplainError;

/**
 * explain_catalogue_get: the catalogue of @language: "zh_CN" (also "zh", "zh_CN.UTF-8", "zh-Hans"),
 * else English; read once, then kept for the life of the program and shared by all threads.
 * Borrowed. NULL with an EXPLAIN_ERROR when a file is missing or broken.
 */
const ExplainCatalogue *explain_catalogue_get (const char *language, GError **error);

/** explain_catalogue_load: read a catalogue from @path, with sources from @sources or none (NULL). */
ExplainCatalogue *explain_catalogue_load (const char *path, const char *sources, GError **error);
void explain_catalogue_free (ExplainCatalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExplainCatalogue, explain_catalogue_free)

/** explain_catalogue_has: whether there is something to say for @key. */
gboolean explain_catalogue_has (const ExplainCatalogue *catalogue, const char *key);
/** explain_catalogue_get_name: a short label; @key itself when there is none. Borrowed from either. */
const char *explain_catalogue_get_name (const ExplainCatalogue *catalogue, const char *key);
/** explain_catalogue_get_source: "[RFC3501 §2.2.1] [RFC9051 §2.2.1]", or NULL; borrowed. */
const char *explain_catalogue_get_source (const ExplainCatalogue *catalogue, const char *key);

/**
 * explain_catalogue_format: the text of @key with its arguments in place; @args may be NULL. Never
 * fails: a key there is nothing for is said as it is, and so is an argument that lacks, in its
 * braces. Blanks are put between Han characters and the letters or digits of an argument. Caller
 * frees.
 */
char *explain_catalogue_format (const ExplainCatalogue *catalogue, const char *key,
                                const ExplainArgs *args);

/** explain_catalogue_get_keys: all keys in the order of the file, NULL-terminated; borrowed. */
const char *const *explain_catalogue_get_keys (const ExplainCatalogue *catalogue);
/** explain_catalogue_dup_arguments: the names of the arguments in the text of @key, sorted, each
 * once, NULL-terminated; caller frees with g_strfreev(). */
char **explain_catalogue_dup_arguments (const ExplainCatalogue *catalogue, const char *key);
