#pragma once

#include "lesson-diagnostic.h"

typedef struct _ModelWorld ModelWorld;

/**
 * Lesson: one lesson in one language, as its file says: text to be shown and machine lines to be run.
 * Plain structs that their maker owns and readers only look at. Lines of the file are 1-based.
 * [lessons/README.md has the grammar]
 */

/** LessonInline: a run of text in one style. A line break the author asked for is "\n" in @text. */
typedef struct
{
  char *text;
  char *url; /* where a link leads, or NULL */
  gboolean emphasis;
  gboolean strong;
  gboolean code;
} LessonInline;

typedef enum
{
  LESSON_BLOCK_PARAGRAPH, /* @inlines */
  LESSON_BLOCK_HEADING,   /* @inlines: a small heading inside a step */
  LESSON_BLOCK_LIST,      /* @children: ITEMs; @ordered, @start */
  LESSON_BLOCK_ITEM,      /* @children: any blocks */
  LESSON_BLOCK_QUOTE,     /* @children: any blocks */
  LESSON_BLOCK_TABLE,     /* @children: ROWs, the first is the head */
  LESSON_BLOCK_ROW,       /* @children: CELLs */
  LESSON_BLOCK_CELL,      /* @inlines */
  LESSON_BLOCK_CODE,      /* @text: shown as it is */
  LESSON_BLOCK_MACHINE,   /* @machine, @text: lines to be run or checked */
  LESSON_BLOCK_QUESTION,  /* @question; @machine, @text: its `ask` block */
  LESSON_BLOCK_EXERCISE   /* @exercise; @machine, @text: its `try` block */
} LessonBlockKind;

typedef enum
{
  LESSON_MACHINE_WORLD,
  LESSON_MACHINE_DO,
  LESSON_MACHINE_EXPECT,
  LESSON_MACHINE_WIRE,
  LESSON_MACHINE_ASK,
  LESSON_MACHINE_TRY,
  LESSON_MACHINE_SHOW
} LessonMachine;

typedef struct _LessonQuestion LessonQuestion;
typedef struct _LessonExercise LessonExercise;

typedef struct
{
  LessonBlockKind kind;
  guint line;          /* of its first text; in blocks that have @text the line below the fence */
  GPtrArray *inlines;  /* of LessonInline; empty where the kind has none */
  GPtrArray *children; /* of LessonBlock; likewise */
  char *text; /* of a fenced block (CODE, MACHINE, QUESTION, EXERCISE), each line ended by \n */
  LessonMachine machine;
  guint shift; /* octets between the left margin and @text */
  gboolean ordered;
  int start; /* number of the first item of an ordered list */
  LessonQuestion *question;
  LessonExercise *exercise;
} LessonBlock;

/** LessonAnswer: one answer to choose, and what is said to whoever chose it. */
typedef struct
{
  gboolean right;
  char *
      predicate; /* as in an `expect` block: true of the run at the end of the step if @right, else false */
  guint line; /* where the predicate stands in the file */
  guint column;
  guint text_line;     /* where the text stands */
  GPtrArray *text;     /* of LessonInline */
  GPtrArray *feedback; /* of LessonBlock */
} LessonAnswer;

/** LessonQuestion: a paragraph, an `ask` block and the ordered list behind it, in one. One answer is right. */
struct _LessonQuestion
{
  gboolean predicts;     /* to be answered before the step's acts are seen; else it looks back */
  guint line;            /* of the question */
  LessonBlock *question; /* a PARAGRAPH */
  GPtrArray *answers;    /* of LessonAnswer, two or more */
};

/** LessonGoal: one thing that is to be true when an exercise is done. */
typedef struct
{
  char *predicate;
  guint line; /* where the predicate stands in the file */
  guint column;
  guint text_line; /* where the text stands */
  GPtrArray *text; /* of LessonInline: what is wanted, for people */
} LessonGoal;

/** LessonExercise: a paragraph, a `try` block and the two lists behind it. See lesson-exercise.h for doing it. */
struct _LessonExercise
{
  guint line;        /* of the task */
  LessonBlock *task; /* a PARAGRAPH */
  GPtrArray *goals;  /* of LessonGoal, one or more */
  GPtrArray *acts;   /* of char *: one way to do it, to be shown last */
  GArray *act_lines; /* of guint: where the acts stand in the file */
  GPtrArray *hints;  /* of GPtrArray of LessonBlock: from a nudge to nearly all */
};

/** LessonStep: a heading with all below it. Step 0 is what stands above the first heading. */
typedef struct
{
  char *heading; /* plain text; "" for step 0 */
  guint line;
  GPtrArray *blocks; /* of LessonBlock, in order */
} LessonStep;

typedef struct
{
  char *path;     /* of the file */
  char *language; /* "en", "zh_CN" */
  char *slug;     /* "two-devices" */
  guint unit;     /* 4 */
  guint number;   /* 1, within the unit */
  char *title;
  char *unit_title;
  guint minutes;
  char *audience;     /* "B" beginner, "S" student of networking, "P" practitioner */
  GPtrArray *sources; /* of char *: "[RFC9051 §5.2]" */
  GPtrArray *steps;   /* of LessonStep; the first is step 0 */
  char *world_text;   /* its `world` block */
  ModelWorld *world;  /* the same, read; NULL when it could not be */
  char *hash;         /* of the machine lines; equal in all languages */
} Lesson;

/** LESSON_OCTETS: the longest file that is read. */
#define LESSON_OCTETS (1024 * 1024)

/**
 * lesson_parse: read the text of a lesson file. @path is used in diagnostics and, by the name of its
 * folder ("4-1-two-devices"), for unit, number and slug; its own name gives the language. @text may be
 * any octets. Everything wrong is added to @diagnostics; what is returned (never NULL) can be run only
 * when nothing was added. Caller frees.
 */
Lesson *lesson_parse (const char *path, const char *text, gsize len, GPtrArray *diagnostics);
void lesson_free (Lesson *lesson);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lesson, lesson_free)

/** lesson_get_step: the steps with headings are 1 … n; borrowed. lesson_get_n_steps: that n. */
const LessonStep *lesson_get_step (const Lesson *lesson, guint step);
guint lesson_get_n_steps (const Lesson *lesson);

/** lesson_step_get_arrangement: which panes a window is to show in @step, by its `show` block: "lesson", "line" or
 * "hands-on"; NULL: it does not say. Borrowed. */
const char *lesson_step_get_arrangement (const LessonStep *step);

/** lesson_inlines_to_text: plain text of LessonInlines; caller frees. */
char *lesson_inlines_to_text (const GPtrArray *inlines);

/** lesson_machine_get_name: "world", "do", "expect", "wire", "ask", "try". */
const char *lesson_machine_get_name (LessonMachine machine);
