#pragma once

#include <glib.h>

/** AppGlossaryLessons: in which lessons each word of the glossary comes up, found in their texts. */
typedef struct _AppGlossaryLessons AppGlossaryLessons;

/** app_glossary_lessons_new: read all installed lessons, in the language of contents. */
AppGlossaryLessons *app_glossary_lessons_new (void);
void app_glossary_lessons_free (AppGlossaryLessons *lessons);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppGlossaryLessons, app_glossary_lessons_free)

/** APP_GLOSSARY_LESSON_SCHEME: what links to lessons begin with; the path of their folder follows. */
#define APP_GLOSSARY_LESSON_SCHEME "lesson:"

/** app_glossary_lessons_dup_markup: the lessons that use the term @id as links, one a line, with the step where it
 * comes first; NULL none. Pango markup; caller frees. */
char *app_glossary_lessons_dup_markup (const AppGlossaryLessons *lessons, const char *id);
