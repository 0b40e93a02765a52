#pragma once

#include "lesson.h"

/** lesson_folders: paths of all installed lessons, by unit and number: GPtrArray of char * that frees them. */
GPtrArray *lesson_folders (void);

/**
 * lesson_find: the folder of a lesson, named by slug ("two-devices"), by folder name or by a path to its
 * folder or one of its files. NULL with LESSON_ERROR_IO, which names the lessons there are. Caller frees.
 */
char *lesson_find (const char *name, GError **error);

/**
 * lesson_load: read the lesson in @folder in @language. NULL with LESSON_ERROR_IO, or LESSON_ERROR_INVALID
 * whose message begins "file:line:column: ".
 */
Lesson *lesson_load (const char *folder, const char *language, GError **error);

/**
 * lesson_list: all installed lessons that can be read, in @language, by unit and number: GPtrArray of
 * Lesson that frees them. @problems (may be NULL) gets a LessonDiagnostic for each that cannot.
 */
GPtrArray *lesson_list (const char *language, GPtrArray *problems);

/**
 * lesson_check: everything that is wrong with the lesson in @folder: both languages read, compared
 * line by line, and run with @seed. A list of LessonDiagnostic by file and place, empty when it is good.
 */
GPtrArray *lesson_check (const char *folder, guint64 seed);
