#pragma once

#include "view-glossary.h"

/* The kinds of terms in the glossary, and what they are called. Texts are static, in the language of the window. */

/** app_glossary_kind_get: "word", "command" …, from 0 on; NULL behind the last. app_glossary_kind_all: what all terms of
 * the @i-th are called together. */
const char *app_glossary_kind_get (guint i);
const char *app_glossary_kind_all (guint i);
/** app_glossary_kind_name: what one term of @kind is; @kind itself when there is no such. */
const char *app_glossary_kind_name (const char *kind);
/** app_glossary_kind_describe: the same with its protocol: "command · IMAP", "response code · IMAP, extension CONDSTORE";
 * caller frees. */
char *app_glossary_kind_describe (const ViewTerm *term);
