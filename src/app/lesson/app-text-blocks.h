#pragma once

#include <gtk/gtk.h>

#include "lesson.h"

/** app_text_blocks_new: the text of a step as widgets, one below the other; machine lines that are
 * only run are left out, excerpts of the wire are shown. Caller owns the
 * floating widget. */
GtkWidget *app_text_blocks_new (const GPtrArray *blocks);
/** app_text_block_new: one block of it, NULL when it is not shown. Floating. */
GtkWidget *app_text_block_new (const LessonBlock *block);
/** app_text_inlines_new: a paragraph. Floating. */
GtkWidget *app_text_inlines_new (const GPtrArray *inlines);
/** app_text_answer_new: a paragraph without links, for what is itself pressed to choose it, or stands where no
 * glossary can be opened. Floating. */
GtkWidget *app_text_answer_new (const GPtrArray *inlines);
/** app_text_wire_new: an excerpt of a dialogue, each line in the colour of its side. Floating. */
GtkWidget *app_text_wire_new (const char *text);
/** app_text_label_new: a paragraph of @text in Pango markup. Floating. */
GtkWidget *app_text_label_new (const char *markup);
/** app_text_passage_new: one block that stands by itself; its links are one place for Tab. Floating. */
GtkWidget *app_text_passage_new (const LessonBlock *block);
