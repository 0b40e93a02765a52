#pragma once

#include "lesson.h"

typedef struct _Trace Trace;

/** lesson_get_question: question @which (0-based) of @step; NULL when there is none. Borrowed. */
const LessonQuestion *lesson_get_question (const Lesson *lesson, guint step, guint which);

/** lesson_question_get_right: which answer is right, from 0. */
guint lesson_question_get_right (const LessonQuestion *question);

/**
 * lesson_question_get_decider: the event that shows which answer of @question is right ("show me"), in a
 * run's events @first … @last of the step it stands in: the line it asks for, or what wrote the cell.
 * The last event of the step when nothing single decides (a line that was never sent).
 */
guint32 lesson_question_get_decider (Trace *trace, guint32 first, guint32 last,
                                     const LessonQuestion *question);
