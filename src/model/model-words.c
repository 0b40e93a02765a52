#include "model-words.h"

#include <string.h>

G_DEFINE_QUARK (model - world - error - quark, model_world_error)

void
model_word_free (ModelWord *word)
{
  g_free (word->text);
  g_free (word->name);
  g_free (word);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* The piece in quotes that begins at line[at]; returns the place behind it, or 0 when it stays
 * open. */
static gsize
read_quoted (const char *line, gsize at, GString *text)
{
  char quote = line[at++];
  for (; line[at] != '\0'; at++)
    {
      if (line[at] == quote)
        return at + 1;
      if (quote == '"' && line[at] == '\\' && line[at + 1] != '\0'
          && strchr ("\"\\n", line[at + 1]) != NULL)
        {
          at++;
          g_string_append_c (text, line[at] == 'n' ? '\n' : line[at]);
        }
      else
        g_string_append_c (text, line[at]);
    }
  return 0;
}

static gboolean
is_option_name (const char *text, gsize len)
{
  if (len == 0 || !g_ascii_islower (text[0]))
    return FALSE;
  for (gsize i = 1; i < len; i++)
    if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '-')
      return FALSE;
  return TRUE;
}

/* One word from line[*at]; NULL with @error when a quote stays open. */
static ModelWord *
read_word (const char *line, guint line_number, gsize *at, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize start = *at, i = start;
  gsize equals = G_MAXSIZE, behind_equals = 0;
  gboolean quoted = FALSE;

  while (line[i] != '\0' && !is_blank (line[i]))
    if (line[i] == '"' || line[i] == '\'')
      {
        gsize end = read_quoted (line, i, text);
        if (end == 0)
          {
            g_set_error (error, MODEL_WORLD_ERROR, MODEL_WORLD_ERROR_SYNTAX,
                         "%u:%" G_GSIZE_FORMAT
                         ": this %c is not closed in the line; write another %c "
                         "where the text ends",
                         line_number, i + 1, line[i], line[i]);
            return NULL;
          }
        quoted = TRUE;
        i = end;
      }
    else
      {
        if (line[i] == '=' && equals == G_MAXSIZE && !quoted)
          {
            equals = text->len;
            behind_equals = i + 1;
          }
        g_string_append_c (text, line[i++]);
      }

  ModelWord *word = g_new0 (ModelWord, 1);
  word->column = (guint) start + 1;
  word->end_column = (guint) i + 1;
  word->quoted = quoted;
  if (equals != G_MAXSIZE && is_option_name (text->str, equals))
    {
      word->name = g_strndup (text->str, equals);
      word->value_column = (guint) behind_equals + 1;
    }
  word->text = g_string_free (g_steal_pointer (&text), FALSE);
  if (word->name != NULL)
    word->value = word->text + equals + 1;
  *at = i;
  return word;
}

GPtrArray *
model_words_split (const char *line, guint line_number, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) model_word_free);
  gsize at = 0;
  while (TRUE)
    {
      while (is_blank (line[at]))
        at++;
      if (line[at] == '\0' || line[at] == '#')
        return g_steal_pointer (&words);
      ModelWord *word = read_word (line, line_number, &at, error);
      if (word == NULL)
        return NULL;
      g_ptr_array_add (words, word);
    }
}
