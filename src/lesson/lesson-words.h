#pragma once

#include "lesson.h"

/** LessonWord: a word of the glossary that a lesson uses. */
typedef struct
{
  const char *id; /* of the term; kept for the life of the program */
  guint step;     /* where it comes first; 0 stands before the first heading */
  guint times;    /* in how many places */
} LessonWord;

/** lesson_get_protocol: whose words the lesson speaks: "pop3" when every device of its world does, else "imap"; NULL: it
 * has no devices. Static. */
const char *lesson_get_protocol (const Lesson *lesson);

/**
 * lesson_find_words: the words of the glossary in the texts of @lesson and in its excerpts of the wire, in the order in
 * which they come first: GArray of LessonWord; caller frees. Empty when the glossary cannot be read.
 */
GArray *lesson_find_words (const Lesson *lesson);
