#pragma once

#include "explain-glossary.h"

/** ExplainSpellings: how the terms are spelled, for finding them in texts. */
typedef struct _ExplainSpellings ExplainSpellings;

ExplainSpellings *explain_spellings_new (void);
void explain_spellings_free (ExplainSpellings *spellings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExplainSpellings, explain_spellings_free)

/** explain_spellings_add: all spellings of @term (borrowed) in both languages, and what only looks like it. Of
 * terms with one spelling the first added is preferred. */
void explain_spellings_add (ExplainSpellings *spellings, const ExplainTerm *term);

/** explain_spellings_scan: as explain_glossary_scan(). */
GArray *explain_spellings_scan (const ExplainSpellings *spellings, const char *text,
                                const char *protocol);

/** explain_glossary_get_spellings: borrowed. */
const ExplainSpellings *explain_glossary_get_spellings (const ExplainGlossary *glossary);

/** explain_term_is_name: whether it is spelled by a protocol, and not a word of people. */
gboolean explain_term_is_name (const ExplainTerm *term);
