#include "lesson-words.h"

#include "explain-glossary.h"
#include "model-world.h"

typedef struct
{
  const ExplainGlossary *glossary;
  const char *protocol;
  guint step;
  GArray *words;     /* of LessonWord */
  GHashTable *known; /* id → place in @words plus one; only for looking up */
} Search;

const char *
lesson_get_protocol (const Lesson *lesson)
{
  const GPtrArray *devices = lesson->world != NULL ? lesson->world->devices : NULL;
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    if (!g_str_equal (((const ModelWorldDevice *) g_ptr_array_index (devices, i))->protocol,
                      "pop3"))
      return "imap";
  return devices != NULL && devices->len > 0 ? "pop3" : NULL;
}

static void
note (Search *search, const char *id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (search->known, id));
  LessonWord word = { id, search->step, 0 };
  if (place == 0)
    {
      g_array_append_val (search->words, word);
      place = search->words->len;
      g_hash_table_insert (search->known, (gpointer) id, GUINT_TO_POINTER (place));
    }
  g_array_index (search->words, LessonWord, place - 1).times++;
}

static void
find_in_text (Search *search, const char *text)
{
  g_autoptr (GArray) found = explain_glossary_scan (search->glossary, text, search->protocol);
  for (guint i = 0; i < found->len; i++)
    note (search, g_array_index (found, ExplainWord, i).term->id);
}

static void
find_in_inlines (Search *search, const GPtrArray *inlines)
{
  g_autofree char *text = lesson_inlines_to_text (inlines);
  find_in_text (search, text);
}

static void
find_in_blocks (Search *search, const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (blocks, i);
      find_in_inlines (search, block->inlines);
      find_in_blocks (search, block->children);
      if (block->kind == LESSON_BLOCK_MACHINE && block->machine == LESSON_MACHINE_WIRE)
        find_in_text (search, block->text);
      if (block->question != NULL)
        find_in_inlines (search, block->question->question->inlines);
      if (block->exercise != NULL)
        find_in_inlines (search, block->exercise->task->inlines);
    }
}

GArray *
lesson_find_words (const Lesson *lesson)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  Search search = { explain_glossary_get (NULL), lesson_get_protocol (lesson), 0, NULL, known };
  search.words = g_array_new (FALSE, FALSE, sizeof (LessonWord));
  for (; search.glossary != NULL && search.step < lesson->steps->len; search.step++)
    {
      const LessonStep *step = g_ptr_array_index (lesson->steps, search.step);
      find_in_text (&search, step->heading);
      find_in_blocks (&search, step->blocks);
    }
  return search.words;
}
