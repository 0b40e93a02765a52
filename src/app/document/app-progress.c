/* What the key file holds: a group for each lesson, with "step", "furthest", "event", "done", "acts" (the hash of what
 * was run), and for question 0 of step 3 "question-3-0" = chosen bits; first answer; skipped; which question it was,
 * for exercises "exercise-3-0" = solved; with all the help; hints; which exercise it was; and a group of recordings. */
#include "app-progress.h"

#include "lesson-exercise.h"
#include "lesson-question.h"

#include <string.h>

#define GROUP "Postglass"
#define LAST "last-lesson"
#define RECORDINGS "recordings"
#define RECORDINGS_MAX 12
/* Set on a document whose lesson was taken to where one was: what happens in it from then on is kept. */
#define TAKEN_UP "postglass-taken-up"

struct _AppProgress
{
  GObject parent_instance;
  AppStore *store;
  GKeyFile *file; /* the store's */
};

G_DEFINE_FINAL_TYPE (AppProgress, app_progress, G_TYPE_OBJECT)

static guint changed_signal;
static guint finished_signal;

static void
tell_change (AppProgress *self)
{
  app_store_save_soon (self->store);
  g_signal_emit (self, changed_signal, 0);
}

/* --- one lesson --- */

static guint
get_number (AppProgress *self, const char *group, const char *key)
{
  int value = g_key_file_get_integer (self->file, group, key, NULL);
  return (guint) MAX (value, 0);
}

/* Whether it is another one now. */
static gboolean
set_number (AppProgress *self, const char *group, const char *key, guint value)
{
  if (g_key_file_has_key (self->file, group, key, NULL) && get_number (self, group, key) == value)
    return FALSE;
  g_key_file_set_integer (self->file, group, key, (int) value);
  return TRUE;
}

/* Numbers parted by ";"; those that are not there are 0. */
static void
read_numbers (AppProgress *self, const char *group, const char *key, int numbers[4])
{
  gsize length = 0;
  g_autofree int *found = g_key_file_get_integer_list (self->file, group, key, &length, NULL);
  for (gsize i = 0; i < 4; i++)
    numbers[i] = found != NULL && i < length ? found[i] : 0;
}

/* What is kept about the question or exercise that is known by @print; nothing when it was another one. */
static void
get_numbers (AppProgress *self, const char *group, const char *key, guint print, int numbers[3])
{
  int kept[4];
  read_numbers (self, group, key, kept);
  for (gsize i = 0; i < 3; i++)
    numbers[i] = kept[3] == (int) print ? kept[i] : 0;
}

/* Whether they are others now. What was never there and is nothing is not written. */
static gboolean
set_numbers (AppProgress *self, const char *group, const char *key, guint print,
             const int numbers[3])
{
  int now[3];
  get_numbers (self, group, key, print, now);
  if (memcmp (now, numbers, sizeof now) == 0)
    return FALSE;
  int kept[4] = { numbers[0], numbers[1], numbers[2], (int) print };
  g_key_file_set_integer_list (self->file, group, key, kept, 4);
  return TRUE;
}

/* A number for what a question or exercise asks, whatever the language: FNV-1a of its machine lines, and positive. */
static guint
add_print (guint print, const char *text)
{
  for (; *text != '\0'; text++)
    print = (print ^ (guchar) *text) * 16777619u;
  return print * 16777619u;
}

static guint
print_of_question (const LessonQuestion *question)
{
  guint print = 2166136261u;
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      print = add_print (print, answer->right ? "x" : "");
      print = add_print (print, answer->predicate);
    }
  return (print & G_MAXINT) | 1;
}

static guint
print_of_exercise (const LessonExercise *exercise)
{
  guint print = 2166136261u;
  for (guint i = 0; i < exercise->goals->len; i++)
    print = add_print (print,
                       ((const LessonGoal *) g_ptr_array_index (exercise->goals, i))->predicate);
  return (print & G_MAXINT) | 1;
}

static char *
key_of (const char *what, guint step, guint which)
{
  return g_strdup_printf ("%s-%u-%u", what, step, which);
}

AppProgressMark
app_progress_get_question (AppProgress *self, const Lesson *lesson, guint step, guint which)
{
  const LessonQuestion *question = lesson_get_question (lesson, step, which);
  g_autofree char *key = key_of ("question", step, which);
  int reply[3];
  g_return_val_if_fail (question != NULL, APP_PROGRESS_OPEN);
  get_numbers (self, lesson->slug, key, print_of_question (question), reply);
  guint right = lesson_question_get_right (question);
  if (reply[0] == 0)
    return reply[2] != 0 ? APP_PROGRESS_SKIPPED : APP_PROGRESS_OPEN;
  if (reply[1] == (int) right + 1)
    return APP_PROGRESS_RIGHT;
  return (reply[0] >> right & 1) != 0 ? APP_PROGRESS_LATER : APP_PROGRESS_WRONG;
}

/* What is kept of an exercise: whether it was solved, with all the help, and how many hints were asked for. */
static void
get_exercise (AppProgress *self, const Lesson *lesson, guint step, guint which, int kept[3])
{
  const LessonExercise *exercise = lesson_get_exercise (lesson, step, which);
  g_autofree char *key = key_of ("exercise", step, which);
  g_return_if_fail (exercise != NULL);
  get_numbers (self, lesson->slug, key, print_of_exercise (exercise), kept);
}

static gboolean
set_exercise (AppProgress *self, const Lesson *lesson, guint step, guint which, const int kept[3])
{
  const LessonExercise *exercise = lesson_get_exercise (lesson, step, which);
  g_autofree char *key = key_of ("exercise", step, which);
  return set_numbers (self, lesson->slug, key, print_of_exercise (exercise), kept);
}

AppProgressMark
app_progress_get_exercise (AppProgress *self, const Lesson *lesson, guint step, guint which)
{
  int kept[3] = { 0 };
  get_exercise (self, lesson, step, which, kept);
  if (kept[0] == 0)
    return APP_PROGRESS_OPEN;
  return kept[1] != 0 ? APP_PROGRESS_LATER : APP_PROGRESS_RIGHT;
}

guint
app_progress_get_hints (AppProgress *self, const Lesson *lesson, guint step, guint which)
{
  int kept[3] = { 0 };
  get_exercise (self, lesson, step, which, kept);
  return (guint) MAX (kept[2], 0);
}

void
app_progress_note_hints (AppProgress *self, const Lesson *lesson, guint step, guint which, guint n)
{
  int kept[3] = { 0 };
  get_exercise (self, lesson, step, which, kept);
  kept[2] = MAX (kept[2], (int) n);
  if (set_exercise (self, lesson, step, which, kept))
    tell_change (self);
}

void
app_progress_get (AppProgress *self, const Lesson *lesson, AppProgressLesson *out)
{
  g_return_if_fail (APP_IS_PROGRESS (self));
  *out = (AppProgressLesson){ .n_steps = lesson_get_n_steps (lesson) };
  out->begun = g_key_file_has_group (self->file, lesson->slug);
  out->step = MIN (get_number (self, lesson->slug, "step"), out->n_steps);
  out->furthest = MIN (get_number (self, lesson->slug, "furthest"), out->n_steps);
  /* What was added behind the end is new. */
  out->done = get_number (self, lesson->slug, "done") != 0 && out->furthest == out->n_steps;
  for (guint step = 1; step <= out->n_steps; step++)
    {
      for (guint k = 0; lesson_get_question (lesson, step, k) != NULL; k++)
        {
          AppProgressMark mark = app_progress_get_question (self, lesson, step, k);
          out->n_questions++;
          out->n_right += mark == APP_PROGRESS_RIGHT;
          out->n_review += mark > APP_PROGRESS_RIGHT;
        }
      for (guint k = 0; lesson_get_exercise (lesson, step, k) != NULL; k++)
        {
          out->n_exercises++;
          out->n_solved += app_progress_get_exercise (self, lesson, step, k) != APP_PROGRESS_OPEN;
        }
    }
}

void
app_progress_clear (AppProgress *self, const char *slug)
{
  g_return_if_fail (APP_IS_PROGRESS (self));
  g_autofree char *last = app_progress_dup_last (self);
  g_key_file_remove_group (self->file, slug, NULL);
  if (g_strcmp0 (last, slug) == 0)
    g_key_file_remove_key (self->file, GROUP, LAST, NULL);
  tell_change (self);
}

void
app_progress_clear_all (AppProgress *self)
{
  g_return_if_fail (APP_IS_PROGRESS (self));
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    g_key_file_remove_group (self->file, groups[i], NULL);
  tell_change (self);
}

char *
app_progress_dup_last (AppProgress *self)
{
  g_return_val_if_fail (APP_IS_PROGRESS (self), NULL);
  return g_key_file_get_string (self->file, GROUP, LAST, NULL);
}

/* --- a document --- */

static gboolean
note_place (AppProgress *self, AppDocument *document, const Lesson *lesson)
{
  ViewPosition position = app_document_get_position (document);
  guint step = app_document_get_step (document);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  gboolean changed = set_number (self, lesson->slug, "step", step);
  changed |= set_number (self, lesson->slug, "event", position.event);
  if (step > get_number (self, lesson->slug, "furthest"))
    changed |= set_number (self, lesson->slug, "furthest", step);
  if (position.event == last)
    changed |= set_number (self, lesson->slug, "done", 1);
  return changed;
}

static gboolean
note_replies (AppProgress *self, AppDocument *document, const Lesson *lesson)
{
  gboolean changed = FALSE;
  for (guint step = 1; step <= lesson_get_n_steps (lesson); step++)
    {
      for (guint k = 0; lesson_get_question (lesson, step, k) != NULL; k++)
        {
          g_autofree char *key = key_of ("question", step, k);
          AppDocumentReply reply = app_document_get_reply (document, step, k);
          int numbers[3] = { (int) reply.chosen, (int) reply.first, reply.skipped };
          changed |= set_numbers (self, lesson->slug, key,
                                  print_of_question (lesson_get_question (lesson, step, k)),
                                  numbers);
        }
      for (guint k = 0; lesson_get_exercise (lesson, step, k) != NULL; k++)
        if (app_document_is_trying (document, step, k) && app_document_is_solved (document))
          {
            const GPtrArray *hints = lesson_get_exercise (lesson, step, k)->hints;
            int kept[3] = { 0 };
            get_exercise (self, lesson, step, k, kept);
            gboolean helped = app_document_was_shown (document)
                              || (hints->len > 0 && kept[2] >= (int) hints->len);
            /* Once alone is alone. */
            kept[1] = kept[0] == 0 ? helped : kept[1] != 0 && helped;
            kept[0] = 1;
            changed |= set_exercise (self, lesson, step, k, kept);
          }
    }
  return changed;
}

/* An open lesson, and not just looked at its first moment. */
static void
on_document (AppProgress *self, AppDocument *document)
{
  const Lesson *lesson = app_document_is_open (document) ? app_document_get_lesson (document)
                                                         : NULL;
  if (lesson == NULL || !app_document_is_lesson_run (document)
      || g_object_get_data (G_OBJECT (document), TAKEN_UP) == NULL)
    return;
  gboolean begun = g_key_file_has_group (self->file, lesson->slug);
  gboolean was_done = get_number (self, lesson->slug, "done") != 0;
  gboolean changed = note_replies (self, document, lesson);
  if (!begun && !changed && app_document_get_position (document).event == 0
      && !app_document_is_trying_any (document))
    return;
  changed |= !app_document_is_trying_any (document) && note_place (self, document, lesson);
  g_autofree char *acts = g_key_file_get_string (self->file, lesson->slug, "acts", NULL);
  if (g_strcmp0 (acts, lesson->hash) != 0)
    {
      g_key_file_set_string (self->file, lesson->slug, "acts", lesson->hash);
      changed = TRUE;
    }
  g_autofree char *last = app_progress_dup_last (self);
  if (g_strcmp0 (last, lesson->slug) != 0)
    {
      g_key_file_set_string (self->file, GROUP, LAST, lesson->slug);
      changed = TRUE;
    }
  if (changed)
    tell_change (self);
  if (!was_done && get_number (self, lesson->slug, "done") != 0)
    g_signal_emit (self, finished_signal, 0, document);
}

/* Opening moves to the beginning, before it is known where one was. */
static void
on_opened (AppDocument *document)
{
  g_object_set_data (G_OBJECT (document), TAKEN_UP, NULL);
}

void
app_progress_follow (AppProgress *self, AppDocument *document)
{
  g_return_if_fail (APP_IS_PROGRESS (self));
  g_signal_connect (document, "opened", G_CALLBACK (on_opened), NULL);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_document), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "replied", G_CALLBACK (on_document), self, G_CONNECT_SWAPPED);
}

static void
resume_replies (AppProgress *self, AppDocument *document, const Lesson *lesson)
{
  for (guint step = 1; step <= lesson_get_n_steps (lesson); step++)
    for (guint k = 0; lesson_get_question (lesson, step, k) != NULL; k++)
      {
        g_autofree char *key = key_of ("question", step, k);
        int numbers[3];
        get_numbers (self, lesson->slug, key,
                     print_of_question (lesson_get_question (lesson, step, k)), numbers);
        AppDocumentReply reply = { (guint64) (guint) numbers[0], (guint) MAX (numbers[1], 0),
                                   numbers[2] != 0 };
        if (reply.chosen != 0 || reply.skipped)
          app_document_set_reply (document, step, k, &reply);
      }
}

/* The moment one was at; in a lesson that runs otherwise now, the beginning of the step. */
static guint32
find_place (AppProgress *self, AppDocument *document, const Lesson *lesson)
{
  g_autofree char *acts = g_key_file_get_string (self->file, lesson->slug, "acts", NULL);
  guint step = MIN (get_number (self, lesson->slug, "step"), app_document_get_n_steps (document));
  if (g_strcmp0 (acts, lesson->hash) == 0)
    return get_number (self, lesson->slug, "event");
  return step > 0 ? view_ladder_get_step_event (app_document_get_ladder (document), step - 1) : 0;
}

gboolean
app_progress_resume (AppProgress *self, AppDocument *document)
{
  g_return_val_if_fail (APP_IS_PROGRESS (self), FALSE);
  const Lesson *lesson = app_document_get_lesson (document);
  gboolean known = lesson != NULL && g_key_file_has_group (self->file, lesson->slug);
  if (known)
    {
      resume_replies (self, document, lesson);
      app_document_go (
          document, MIN (find_place (self, document, lesson), app_document_get_limit (document)));
    }
  g_object_set_data (G_OBJECT (document), TAKEN_UP, GINT_TO_POINTER (TRUE));
  return known;
}

/* --- recordings --- */

char **
app_progress_get_recordings (AppProgress *self)
{
  g_return_val_if_fail (APP_IS_PROGRESS (self), NULL);
  char **paths = g_key_file_get_string_list (self->file, GROUP, RECORDINGS, NULL, NULL);
  return paths != NULL ? paths : g_new0 (char *, 1);
}

/* @first goes to the front, if it is not NULL; @without is left out. */
static void
set_recordings (AppProgress *self, const char *first, const char *without)
{
  g_auto (GStrv) paths = app_progress_get_recordings (self);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  if (first != NULL)
    g_ptr_array_add (kept, (char *) first);
  for (guint i = 0; paths[i] != NULL && kept->len < RECORDINGS_MAX; i++)
    if (!g_str_equal (paths[i], without))
      g_ptr_array_add (kept, paths[i]);
  g_key_file_set_string_list (self->file, GROUP, RECORDINGS, (const char *const *) kept->pdata,
                              kept->len);
  tell_change (self);
}

void
app_progress_note_recording (AppProgress *self, const char *path)
{
  g_return_if_fail (APP_IS_PROGRESS (self));
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  /* The key file is UTF-8. */
  if (g_utf8_validate (absolute, -1, NULL))
    set_recordings (self, absolute, absolute);
}

void
app_progress_forget_recording (AppProgress *self, const char *path)
{
  g_return_if_fail (APP_IS_PROGRESS (self));
  set_recordings (self, NULL, path);
}

/* --- the object --- */

char *
app_progress_take_problem (AppProgress *self)
{
  g_return_val_if_fail (APP_IS_PROGRESS (self), NULL);
  return app_store_take_problem (self->store);
}

static void
app_progress_finalize (GObject *object)
{
  g_object_unref (APP_PROGRESS (object)->store);
  G_OBJECT_CLASS (app_progress_parent_class)->finalize (object);
}

static void
app_progress_class_init (AppProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_progress_finalize;
  finished_signal = g_signal_new ("finished", APP_TYPE_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, APP_TYPE_DOCUMENT);
  changed_signal = g_signal_new ("changed", APP_TYPE_PROGRESS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
app_progress_init (AppProgress *self)
{
}

AppProgress *
app_progress_new (AppStore *store)
{
  AppProgress *self = g_object_new (APP_TYPE_PROGRESS, NULL);
  self->store = g_object_ref (store);
  self->file = app_store_get_file (store);
  return self;
}

AppProgress *
app_progress_get_default (void)
{
  static AppProgress *user_progress;
  if (user_progress == NULL)
    {
      g_autoptr (AppStore) store = app_store_open_user (g_get_user_data_dir (), "progress.ini");
      user_progress = app_progress_new (store);
    }
  return user_progress;
}
