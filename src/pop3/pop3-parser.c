#include "pop3-parser.h"

#include "pop3-tree-private.h"

#include <string.h>

/* Line, part of it, line of a list, word. */
#define DEPTH_MAX 6

typedef struct
{
  Pop3Node *node;
  Pop3Node *last;
} Frame;

struct _Pop3Parser
{
  Pop3Tree *tree;
  const char *data;
  gsize size;
  gsize at;
  const char *expected; /* where reading stands */
  gsize expected_at;
  guint n_frames;
  Frame frames[DEPTH_MAX];
};

static Pop3Node *
new_node (Pop3Parser *parser, const char *rule)
{
  Pop3Node *node = base_arena_new0 (parser->tree->arena, Pop3Node);
  node->rule = rule;
  node->span = (BaseSpan){ parser->at, 0 };
  return node;
}

Pop3Parser *
pop3_parser_new (GBytes *bytes)
{
  Pop3Parser *parser = g_new0 (Pop3Parser, 1);
  parser->tree = g_new0 (Pop3Tree, 1);
  parser->tree->bytes = g_bytes_ref (bytes);
  parser->tree->arena = base_arena_new ();
  parser->tree->bad = BASE_SPAN_NONE;
  parser->data = g_bytes_get_data (bytes, &parser->size);
  parser->frames[parser->n_frames++].node = parser->tree->root = new_node (parser, "line");
  return parser;
}

void
pop3_parser_name (Pop3Parser *parser, const char *rule)
{
  parser->tree->root->rule = rule;
}

BaseArena *
pop3_parser_get_arena (Pop3Parser *parser)
{
  return parser->tree->arena;
}

gsize
pop3_parser_get_at (const Pop3Parser *parser)
{
  return parser->at;
}

const char *
pop3_parser_rest (const Pop3Parser *parser, gsize *len)
{
  *len = parser->size - parser->at;
  return *len > 0 ? parser->data + parser->at : "";
}

int
pop3_parser_peek (const Pop3Parser *parser)
{
  return parser->at < parser->size ? (guchar) parser->data[parser->at] : -1;
}

gboolean
pop3_parser_expect (Pop3Parser *parser, const char *rule)
{
  parser->expected = rule;
  parser->expected_at = parser->at;
  return FALSE;
}

static void
link_node (Pop3Parser *parser, Pop3Node *node)
{
  Frame *frame = &parser->frames[parser->n_frames - 1];
  if (frame->last != NULL)
    frame->last->next = node;
  else
    frame->node->first = node;
  frame->last = node;
  node->parent = frame->node;
}

void
pop3_parser_take (Pop3Parser *parser, gsize len, const char *rule)
{
  g_assert (len <= parser->size - parser->at);
  if (len == 0)
    return;
  Pop3Node *leaf = new_node (parser, rule);
  leaf->span.len = len;
  parser->at += len;
  link_node (parser, leaf);
}

static void
note_bad (Pop3Parser *parser, gsize len, const char *expected)
{
  if (!base_span_is_none (parser->tree->bad))
    return;
  parser->tree->bad = (BaseSpan){ parser->at, len };
  parser->tree->expected = expected;
}

void
pop3_parser_take_bad (Pop3Parser *parser, gsize len, const char *expected)
{
  note_bad (parser, len, expected);
  pop3_parser_take (parser, len, "bad");
}

void
pop3_parser_open (Pop3Parser *parser, const char *rule)
{
  g_assert (parser->n_frames < DEPTH_MAX);
  parser->frames[parser->n_frames++] = (Frame){ new_node (parser, rule), NULL };
}

void
pop3_parser_close (Pop3Parser *parser)
{
  g_assert (parser->n_frames > 1);
  Pop3Node *node = parser->frames[--parser->n_frames].node;
  node->span.len = parser->at - node->span.start;
  if (node->span.len > 0)
    link_node (parser, node);
}

/* What no rule has read: one bad leaf, and a line end where there is one. */
static void
take_rest (Pop3Parser *parser)
{
  const char *expected = parser->expected != NULL && parser->expected_at == parser->at
                             ? parser->expected
                             : NULL;
  gsize rest = parser->size - parser->at;
  gboolean crlf = rest >= 2 && memcmp (parser->data + parser->size - 2, "\r\n", 2) == 0;
  if (rest == 0 && expected == NULL)
    return;
  pop3_parser_take_bad (parser, rest - (crlf ? 2 : 0), expected != NULL ? expected : "crlf");
  pop3_parser_take (parser, crlf ? 2 : 0, "crlf");
}

Pop3Tree *
pop3_parser_finish (Pop3Parser *parser)
{
  Pop3Tree *tree = parser->tree;
  while (parser->n_frames > 1)
    pop3_parser_close (parser);
  take_rest (parser);
  tree->root->span.len = parser->at;
  g_free (parser);
  return tree;
}

/* --- leaves --- */

gboolean
pop3_rule_sp (Pop3Parser *parser)
{
  if (pop3_parser_peek (parser) != ' ')
    return pop3_parser_expect (parser, "sp");
  pop3_parser_take (parser, 1, "sp");
  return TRUE;
}

gboolean
pop3_rule_crlf (Pop3Parser *parser)
{
  gsize len;
  const char *rest = pop3_parser_rest (parser, &len);
  if (len < 2 || memcmp (rest, "\r\n", 2) != 0)
    return pop3_parser_expect (parser, "crlf");
  pop3_parser_take (parser, 2, "crlf");
  return TRUE;
}

gboolean
pop3_rule_number (Pop3Parser *parser, const char *rule, guint64 max, guint64 *out)
{
  gsize len, n = 0;
  const char *rest = pop3_parser_rest (parser, &len);
  guint64 value = 0;
  for (; n < len && g_ascii_isdigit (rest[n]); n++)
    value = value > max / 10 ? max
                             : MIN (value * 10 + (guint64) g_ascii_digit_value (rest[n]), max);
  if (n == 0)
    return pop3_parser_expect (parser, rule);
  pop3_parser_take (parser, n, rule);
  if (out != NULL)
    *out = value;
  return TRUE;
}

gboolean
pop3_rule_word (Pop3Parser *parser, const char *rule, const char **out)
{
  gsize len, n = 0;
  const char *rest = pop3_parser_rest (parser, &len);
  while (n < len && g_ascii_isgraph (rest[n]))
    n++;
  if (n == 0)
    return pop3_parser_expect (parser, rule);
  if (out != NULL)
    *out = base_arena_strndup (parser->tree->arena, rest, n);
  pop3_parser_take (parser, n, rule);
  return TRUE;
}

gboolean
pop3_rule_line_rest (Pop3Parser *parser, const char *rule, const char **out)
{
  gsize len, n = 0;
  const char *rest = pop3_parser_rest (parser, &len);
  while (n < len && rest[n] != '\r' && rest[n] != '\n' && rest[n] != '\0')
    n++;
  if (n == 0)
    return pop3_parser_expect (parser, rule);
  if (out != NULL)
    *out = base_arena_strndup (parser->tree->arena, rest, n);
  pop3_parser_take (parser, n, rule);
  return TRUE;
}
