#pragma once

#include <glib.h>

/**
 * The words of one machine line of a lesson (of `world`, `do` and `expect` blocks), quoted much as
 * in a shell. Words are parted by blanks. A word may hold quoted pieces: '…' keeps everything as it
 * is; "…" turns \" \\ and \n (a new line) into what they stand for and keeps any other backslash,
 * so that flags can be written plainly ("\Seen"). Outside quotes a backslash is itself.
 * `name=value` is one word with both halves at hand. A word that begins with # starts a comment.
 */
typedef struct
{
  char *text; /* quotes taken away; UTF-8 */
  char *name; /* what stands before the first "=" outside quotes, when it is a plain name; else NULL
               */
  const char *value;  /* inside @text, behind the "="; NULL when @name is */
  guint column;       /* 1-based, in octets, where the word starts in the line */
  guint value_column; /* where the value starts (an opening quote counts as its start) */
  guint end_column;   /* just behind the word */
  gboolean quoted;    /* some part of it was quoted */
} ModelWord;

void model_word_free (ModelWord *word);

#define MODEL_WORLD_ERROR (model_world_error_quark ())
GQuark model_world_error_quark (void);
typedef enum
{
  MODEL_WORLD_ERROR_SYNTAX,  /* a line that is not in the grammar */
  MODEL_WORLD_ERROR_UNKNOWN, /* a keyword, option, name or value there is none of */
  MODEL_WORLD_ERROR_CLASH, /* twice the same name, UID …, or a number that contradicts another */
  MODEL_WORLD_ERROR_LIMIT  /* more than the program takes */
} ModelWorldError;

/**
 * model_words_split: the words of @line (no line end in it; UTF-8), in order: GPtrArray of
 * ModelWord that frees them. An empty line or a comment gives none. NULL with
 * MODEL_WORLD_ERROR_SYNTAX, its message beginning "LINE:COLUMN: " (@line_number as given), when a
 * quote is not closed.
 */
GPtrArray *model_words_split (const char *line, guint line_number, GError **error);
