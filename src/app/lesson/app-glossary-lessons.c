#include "app-glossary-lessons.h"

#include <glib/gi18n-lib.h>

#include "app-language.h"
#include "lesson-library.h"
#include "lesson-words.h"

struct _AppGlossaryLessons
{
  GPtrArray *lessons; /* of Lesson */
  GPtrArray *words;   /* of GArray of LessonWord, one a lesson */
};

AppGlossaryLessons *
app_glossary_lessons_new (void)
{
  AppGlossaryLessons *self = g_new0 (AppGlossaryLessons, 1);
  self->lessons = lesson_list (app_language_get_content (), NULL);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < self->lessons->len; i++)
    g_ptr_array_add (self->words, lesson_find_words (g_ptr_array_index (self->lessons, i)));
  return self;
}

void
app_glossary_lessons_free (AppGlossaryLessons *self)
{
  g_ptr_array_unref (self->lessons);
  g_ptr_array_unref (self->words);
  g_free (self);
}

static const LessonWord *
find (const GArray *words, const char *id)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (g_array_index (words, LessonWord, i).id, id))
      return &g_array_index (words, LessonWord, i);
  return NULL;
}

static void
append (GString *markup, const Lesson *lesson, const LessonWord *word)
{
  g_autofree char *folder = g_path_get_dirname (lesson->path);
  g_autofree char *uri = g_markup_escape_text (folder, -1);
  g_autofree char *title = g_markup_escape_text (lesson->title, -1);
  const char *heading = lesson_get_step (lesson, word->step)->heading;
  g_string_append_printf (markup, "%s<a href=\"" APP_GLOSSARY_LESSON_SCHEME "%s\">%u.%u %s</a>",
                          markup->len > 0 ? "\n" : "", uri, lesson->unit, lesson->number, title);
  if (word->step > 0)
    {
      g_autofree char *step = g_markup_escape_text (heading, -1);
      g_string_append (markup, " · ");
      g_string_append_printf (markup, _ ("first in “%s”"), step);
    }
}

char *
app_glossary_lessons_dup_markup (const AppGlossaryLessons *self, const char *id)
{
  GString *markup = g_string_new (NULL);
  for (guint i = 0; i < self->lessons->len; i++)
    {
      const LessonWord *word = find (g_ptr_array_index (self->words, i), id);
      if (word != NULL)
        append (markup, g_ptr_array_index (self->lessons, i), word);
    }
  return g_string_free (markup, markup->len == 0);
}
