#pragma once

#include "lesson.h"

/** What the tests of this folder share. */

/** lesson_test_text: a lesson file around a world and steps: @world and @steps as written in a file. */
char *lesson_test_text (const char *world, const char *steps);

/** lesson_test_world: a world of one account with one message and one device. */
extern const char lesson_test_world[];

/** lesson_test_problems: what is wrong with the file @text, one "line:column: message" a line; run too when it can be. */
char *lesson_test_problems (const char *text);

/** lesson_test_format: the same for a list, with paths cut to what follows @root. */
char *lesson_test_format (const GPtrArray *diagnostics, const char *root);

/** lesson_test_position: assert that the first of @problems is at @line:@column and says @part. */
void lesson_test_position (const char *problems, guint line, guint column, const char *part);
