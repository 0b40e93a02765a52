/* Which words of the glossary a lesson uses: found in its texts, in both languages. */
#include "explain-glossary.h"
#include "lesson-library.h"
#include "lesson-words.h"

static const LessonWord *
find (const GArray *words, const char *id)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (g_array_index (words, LessonWord, i).id, id))
      return &g_array_index (words, LessonWord, i);
  return NULL;
}

static Lesson *
load (const char *slug, const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = lesson_find (slug, &error);
  g_assert_no_error (error);
  Lesson *lesson = lesson_load (folder, language, &error);
  g_assert_no_error (error);
  return lesson;
}

/* What a lesson is about is found in it, at the step that brings it; what it is not about is not. */
static void
test_found (void)
{
  static const struct
  {
    const char *slug;
    const char *id;
    gboolean used;
  } rows[] = {
    { "two-devices", "word.sequence-number", TRUE }, { "two-devices", "word.flag", TRUE },
    { "two-devices", "imap.command.idle", FALSE },   { "two-devices", "word.idle", TRUE },
    { "two-devices", "pop3.command.retr", FALSE },   { "pop3-first", "pop3.command.retr", TRUE },
    { "pop3-first", "imap.command.list", FALSE },    { "pop3-first", "pop3.command.list", TRUE },
    { "pop3-dele-quit", "pop3.command.rset", TRUE }, { "journey", "word.smtp", TRUE },
  };
  static const char *const languages[] = { "en", "zh_CN" };
  for (guint i = 0; i < G_N_ELEMENTS (rows) * G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (Lesson) lesson = load (rows[i / 2].slug, languages[i % 2]);
      g_autoptr (GArray) words = lesson_find_words (lesson);
      g_test_message ("%s %s %s", rows[i / 2].slug, languages[i % 2], rows[i / 2].id);
      g_assert_true ((find (words, rows[i / 2].id) != NULL) == rows[i / 2].used);
    }
}

/* Each word once, in the order of the steps, with a step that is there. */
static void
test_order (void)
{
  g_autoptr (GPtrArray) lessons = lesson_list ("en", NULL);
  g_assert_cmpuint (lessons->len, >=, 5);
  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      g_autoptr (GArray) words = lesson_find_words (lesson);
      g_assert_cmpuint (words->len, >, 10);
      for (guint k = 0; k < words->len; k++)
        {
          const LessonWord *word = &g_array_index (words, LessonWord, k);
          g_assert_true (find (words, word->id) == word);
          g_assert_cmpuint (word->times, >, 0);
          g_assert_cmpuint (word->step, <=, lesson_get_n_steps (lesson));
          g_assert_true (k == 0 || word[-1].step <= word->step);
        }
    }
}

/* Each word that a lesson uses can be looked up with an example. */
static void
test_examples (void)
{
  const ExplainGlossary *glossary = explain_glossary_get (NULL);
  static const char *const languages[] = { "en", "zh_CN" };
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint lacking = 0;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GPtrArray) lessons = lesson_list (languages[i], NULL);
      for (guint k = 0; k < lessons->len; k++)
        {
          g_autoptr (GArray) words = lesson_find_words (g_ptr_array_index (lessons, k));
          for (guint w = 0; w < words->len; w++)
            g_hash_table_add (ids, (gpointer) g_array_index (words, LessonWord, w).id);
        }
    }
  GHashTableIter iter;
  gpointer id;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const ExplainTerm *term = explain_glossary_find (glossary, id);
      if (term->lines[0] != NULL || term->texts[0].example != NULL)
        continue;
      g_test_message ("%s has no example", term->id);
      lacking++;
    }
  g_assert_cmpuint (g_hash_table_size (ids), >, 80);
  g_assert_cmpuint (lacking, ==, 0);
}

static void
test_protocol (void)
{
  g_autoptr (Lesson) pop3 = load ("pop3-first", "en");
  g_autoptr (Lesson) imap = load ("two-devices", "en");
  g_assert_cmpstr (lesson_get_protocol (pop3), ==, "pop3");
  g_assert_cmpstr (lesson_get_protocol (imap), ==, "imap");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/words/found", test_found);
  g_test_add_func ("/lesson/words/order", test_order);
  g_test_add_func ("/lesson/words/examples", test_examples);
  g_test_add_func ("/lesson/words/protocol", test_protocol);
  return g_test_run ();
}
