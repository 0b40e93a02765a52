#pragma once

#include <glib.h>

typedef struct _ExplainCatalogue ExplainCatalogue;

/**
 * cli_questions_print: print what a step asks: its predictions (@before), or else the questions that
 * look back, the answers of both, and the exercises. @blocks: of LessonBlock, those of the step.
 */
void cli_questions_print (const GPtrArray *blocks, gboolean before,
                          const ExplainCatalogue *catalogue);
