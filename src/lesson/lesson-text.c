/* From CommonMark to steps and blocks. */

#include "lesson-private.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

/* Deeper than anyone writes; deep enough to keep hostile text from growing the stack. */
#define MAX_DEPTH 16

typedef struct
{
  LessonReader *reader;
  guint depth;
} Walk;

typedef struct
{
  GPtrArray *out; /* of LessonInline */
  const char *url;
  gboolean emphasis;
  gboolean strong;
  guint depth;
  guint line; /* of the block, for diagnostics */
} Style;

static void read_inlines (Walk *walk, cmark_node *parent, Style style);
static void read_blocks (Walk *walk, cmark_node *parent, GPtrArray *out);

static guint
line_of (const Walk *walk, cmark_node *node)
{
  return walk->reader->offset + (guint) MAX (cmark_node_get_start_line (node), 1);
}

static guint
column_of (cmark_node *node)
{
  return (guint) MAX (cmark_node_get_start_column (node), 1);
}

static void
add_inline (const Style *style, const char *text, gboolean code)
{
  LessonInline *run = g_new0 (LessonInline, 1);
  run->text = g_strdup (text != NULL ? text : "");
  run->url = g_strdup (style->url);
  run->emphasis = style->emphasis;
  run->strong = style->strong;
  run->code = code;
  g_ptr_array_add (style->out, run);
}

static void
read_inline (Walk *walk, cmark_node *node, Style style)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      add_inline (&style, cmark_node_get_literal (node), FALSE);
      return;
    case CMARK_NODE_CODE:
      add_inline (&style, cmark_node_get_literal (node), TRUE);
      return;
    case CMARK_NODE_SOFTBREAK:
      /* Chinese lines join without a blank; others with one. */
      add_inline (&style, g_str_equal (walk->reader->lesson->language, "zh_CN") ? "" : " ", FALSE);
      return;
    case CMARK_NODE_LINEBREAK:
      add_inline (&style, "\n", FALSE);
      return;
    case CMARK_NODE_EMPH:
      style.emphasis = TRUE;
      break;
    case CMARK_NODE_STRONG:
      style.strong = TRUE;
      break;
    case CMARK_NODE_LINK:
      style.url = cmark_node_get_url (node);
      break;
    default:
      lesson_reader_refuse (
          walk->reader, style.line, 1,
          "there is a picture, HTML or something else in this text that cannot be "
          "shown everywhere; write plain text, *emphasis*, `code` and links");
      return;
    }
  read_inlines (walk, node, style);
}

static void
read_inlines (Walk *walk, cmark_node *parent, Style style)
{
  if (++style.depth > MAX_DEPTH)
    {
      lesson_reader_refuse (walk->reader, style.line, 1,
                            "emphasis and links are nested too deeply; write plainer text");
      return;
    }
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
       node = cmark_node_next (node))
    read_inline (walk, node, style);
}

static void
read_block_inlines (Walk *walk, cmark_node *node, LessonBlock *block)
{
  read_inlines (walk, node, (Style){ .out = block->inlines, .line = block->line });
}

/* How far right of the margin the text of a fenced block stands in the file. */
static guint
find_shift (const Walk *walk, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint at = block->line - 1 + i;
      if (lines[i][0] == '\0' || at >= walk->reader->n_lines)
        continue;
      const char *whole = walk->reader->lines[at];
      return g_str_has_suffix (whole, lines[i]) ? (guint) (strlen (whole) - strlen (lines[i])) : 0;
    }
  return 0;
}

static gboolean
find_machine (const char *info, LessonMachine *out)
{
  for (LessonMachine machine = LESSON_MACHINE_WORLD; machine <= LESSON_MACHINE_SHOW; machine++)
    if (g_str_equal (info, lesson_machine_get_name (machine)))
      {
        *out = machine;
        return TRUE;
      }
  return FALSE;
}

static void
refuse_info (Walk *walk, guint line, guint column, const char *info)
{
  lesson_reader_refuse (walk->reader, line, column,
                        "there are no blocks called “%s”; write world, do, expect, wire, ask, "
                        "try or show, or `text` for lines that are only shown",
                        info);
}

static void
read_fence (Walk *walk, cmark_node *node, LessonBlock *block)
{
  g_autofree char *info = g_strstrip (g_strdup (cmark_node_get_fence_info (node)));
  guint line = line_of (walk, node);
  const char *whole = line <= walk->reader->n_lines ? walk->reader->lines[line - 1] : "";
  const char *at = info[0] != '\0' ? strstr (whole, info) : NULL;
  guint column = at != NULL ? (guint) (at - whole) + 1 : column_of (node);
  block->text = g_strdup (cmark_node_get_literal (node));
  if (cmark_node_get_fenced (node, &(int){ 0 }, &(int){ 0 }, &(char){ 0 }))
    block->line++;
  block->shift = find_shift (walk, block);
  if (info[0] == '\0' || g_str_equal (info, "text"))
    return;
  if (!find_machine (info, &block->machine))
    refuse_info (walk, line, column, info);
  else if (walk->depth > 1)
    lesson_reader_refuse (walk->reader, line, column,
                          "a `%s` block cannot stand inside a list or quote; move it to the margin",
                          info);
  else
    block->kind = LESSON_BLOCK_MACHINE;
}

static void
read_list (Walk *walk, cmark_node *node, LessonBlock *block)
{
  block->ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  block->start = cmark_node_get_list_start (node);
  for (cmark_node *item = cmark_node_first_child (node); item != NULL;
       item = cmark_node_next (item))
    {
      LessonBlock *child = lesson_block_new (LESSON_BLOCK_ITEM, line_of (walk, item));
      g_ptr_array_add (block->children, child);
      read_blocks (walk, item, child->children);
    }
}

static void
read_table (Walk *walk, cmark_node *node, LessonBlock *block)
{
  for (cmark_node *row = cmark_node_first_child (node); row != NULL; row = cmark_node_next (row))
    {
      LessonBlock *line = lesson_block_new (LESSON_BLOCK_ROW, line_of (walk, row));
      g_ptr_array_add (block->children, line);
      for (cmark_node *cell = cmark_node_first_child (row); cell != NULL;
           cell = cmark_node_next (cell))
        {
          LessonBlock *field = lesson_block_new (LESSON_BLOCK_CELL, line->line);
          g_ptr_array_add (line->children, field);
          read_block_inlines (walk, cell, field);
        }
    }
}

/* The block for @node, or NULL for what lessons do not have. */
static LessonBlock *
read_block (Walk *walk, cmark_node *node)
{
  guint line = line_of (walk, node);
  LessonBlock *block;
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_PARAGRAPH:
      block = lesson_block_new (LESSON_BLOCK_PARAGRAPH, line);
      read_block_inlines (walk, node, block);
      return block;
    case CMARK_NODE_HEADING:
      block = lesson_block_new (LESSON_BLOCK_HEADING, line);
      read_block_inlines (walk, node, block);
      return block;
    case CMARK_NODE_LIST:
      block = lesson_block_new (LESSON_BLOCK_LIST, line);
      read_list (walk, node, block);
      return block;
    case CMARK_NODE_BLOCK_QUOTE:
      block = lesson_block_new (LESSON_BLOCK_QUOTE, line);
      read_blocks (walk, node, block->children);
      return block;
    case CMARK_NODE_CODE_BLOCK:
      block = lesson_block_new (LESSON_BLOCK_CODE, line);
      read_fence (walk, node, block);
      return block;
    default:
      break;
    }
  if (g_str_equal (cmark_node_get_type_string (node), "table"))
    {
      block = lesson_block_new (LESSON_BLOCK_TABLE, line);
      read_table (walk, node, block);
      return block;
    }
  lesson_reader_refuse (walk->reader, line, column_of (node),
                        "HTML and horizontal lines cannot be shown everywhere; write paragraphs, "
                        "lists, tables, quotes and fenced blocks");
  return NULL;
}

static void
read_blocks (Walk *walk, cmark_node *parent, GPtrArray *out)
{
  if (++walk->depth > MAX_DEPTH)
    lesson_reader_refuse (walk->reader, line_of (walk, parent), column_of (parent),
                          "lists and quotes are nested too deeply; write plainer text");
  else
    for (cmark_node *node = cmark_node_first_child (parent); node != NULL;
         node = cmark_node_next (node))
      {
        LessonBlock *block = read_block (walk, node);
        if (block != NULL)
          g_ptr_array_add (out, block);
      }
  walk->depth--;
}

static char *
heading_text (Walk *walk, cmark_node *node)
{
  g_autoptr (LessonBlock) block = lesson_block_new (LESSON_BLOCK_HEADING, line_of (walk, node));
  read_block_inlines (walk, node, block);
  return lesson_inlines_to_text (block->inlines);
}

/* A # heading is the title, a ## heading begins a step. */
static void
read_heading (Walk *walk, cmark_node *node)
{
  Lesson *lesson = walk->reader->lesson;
  g_autofree char *text = heading_text (walk, node);
  guint line = line_of (walk, node);
  if (text[0] == '\0')
    lesson_reader_refuse (walk->reader, line, 1, "this heading is empty; write what it is about");
  if (cmark_node_get_heading_level (node) == 2)
    {
      LessonStep *step = g_new0 (LessonStep, 1);
      step->heading = g_steal_pointer (&text);
      step->line = line;
      step->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_block_free);
      g_ptr_array_add (lesson->steps, step);
    }
  else if (lesson->title[0] != '\0' || lesson->steps->len > 1)
    lesson_reader_refuse (walk->reader, line, 1,
                          "a lesson has one # heading, its title, at the top; write ## for a step");
  else
    {
      g_free (lesson->title);
      lesson->title = g_steal_pointer (&text);
    }
}

static cmark_node *
parse_markdown (LessonReader *reader)
{
  cmark_gfm_core_extensions_ensure_registered ();
  g_autofree char *text = g_strjoinv ("\n", reader->lines + reader->offset);
  cmark_parser *parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension ("table"));
  cmark_parser_feed (parser, text, strlen (text));
  cmark_node *document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return document;
}

void
lesson_read_text (LessonReader *reader)
{
  Lesson *lesson = reader->lesson;
  cmark_node *document = parse_markdown (reader);
  Walk walk = { reader, 1 };
  for (cmark_node *node = cmark_node_first_child (document); node != NULL;
       node = cmark_node_next (node))
    {
      if (cmark_node_get_type (node) == CMARK_NODE_HEADING
          && cmark_node_get_heading_level (node) <= 2)
        {
          read_heading (&walk, node);
          continue;
        }
      const LessonStep *step = g_ptr_array_index (lesson->steps, lesson->steps->len - 1);
      LessonBlock *block = read_block (&walk, node);
      if (block != NULL)
        g_ptr_array_add (step->blocks, block);
    }
  cmark_node_free (document);
  if (lesson->title[0] == '\0')
    lesson_reader_refuse (reader, reader->offset + 1, 1,
                          "the title is missing; write it as a # heading below the --- lines");
  if (lesson->steps->len == 1)
    lesson_reader_refuse (reader, reader->n_lines, 1,
                          "there are no steps; each begins with a ## heading");
}
