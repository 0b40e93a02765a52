#include "imap-parser.h"

#include "imap-tree-private.h"

#include <string.h>

/* A node being read and its last child so far; children know the one before them only, until their
 * parent is closed. So a frame stays true when reading goes on elsewhere, and can be gone back to.
 */
typedef struct
{
  ImapNode *node;
  ImapNode *last;
} Frame;

struct _ImapParser
{
  ImapSource *source;
  gsize size; /* of all its pieces */
  gsize at;
  guint piece; /* the one @at is in: no token goes on over the end of a piece */
  const guint8 *data;
  gsize piece_start;
  gsize piece_end;
  BaseArena *arena;
  ImapNode *closed; /* for renaming */
  BaseSpan flawed;  /* the first octets that were read though bad */
  const char *flawed_expected;
  const char *expected; /* at the furthest failure */
  gsize furthest;
  BaseSpan furthest_flawed;
  guint n_furthest_frames;
  guint n_frames;
  Frame frames[IMAP_DEPTH_MAX];
  Frame furthest_frames[IMAP_DEPTH_MAX];
};

static ImapNode *
new_node (ImapParser *parser, const char *rule)
{
  ImapNode *node = base_arena_new0 (parser->arena, ImapNode);
  node->rule = rule;
  node->span = (BaseSpan){ parser->at, 0 };
  return node;
}

static void
enter_piece (ImapParser *parser, guint piece, gsize start)
{
  gsize len;
  parser->piece = piece;
  parser->piece_start = start;
  parser->data = g_bytes_get_data (parser->source->pieces[piece], &len);
  parser->piece_end = start + len;
}

/* Everything but the octets themselves counts from the start of the first piece. */
static void
move_to (ImapParser *parser, gsize at)
{
  parser->at = at;
  while (at < parser->piece_start)
    {
      gsize len = g_bytes_get_size (parser->source->pieces[parser->piece - 1]);
      enter_piece (parser, parser->piece - 1, parser->piece_start - len);
    }
  while (at >= parser->piece_end && parser->piece + 1 < parser->source->n)
    enter_piece (parser, parser->piece + 1, parser->piece_end);
}

ImapParser *
imap_parser_new (GBytes *bytes)
{
  return imap_parser_new_pieces (&bytes, 1);
}

ImapParser *
imap_parser_new_pieces (GBytes *const *pieces, guint n)
{
  g_assert (n > 0);
  ImapParser *parser = g_new (ImapParser, 1);
  parser->source = imap_source_new (pieces, n);
  parser->size = imap_source_get_size (parser->source);
  enter_piece (parser, 0, 0);
  move_to (parser, 0);
  parser->arena = base_arena_new ();
  parser->closed = NULL;
  parser->flawed = BASE_SPAN_NONE;
  parser->expected = parser->flawed_expected = NULL;
  parser->furthest = 0;
  parser->n_furthest_frames = 0;
  parser->n_frames = 1;
  parser->frames[0] = (Frame){ new_node (parser, "line"), NULL };
  return parser;
}

BaseArena *
imap_parser_get_arena (ImapParser *parser)
{
  return parser->arena;
}

gpointer
imap_parser_keep (ImapParser *parser, GArray *array, guint *n)
{
  gsize size = (gsize) array->len * g_array_get_element_size (array);
  gpointer kept = NULL;
  if (size > 0)
    kept = memcpy (base_arena_alloc (parser->arena, size), array->data, size);
  *n = array->len;
  g_array_unref (array);
  return kept;
}

gsize
imap_parser_get_at (const ImapParser *parser)
{
  return parser->at;
}

gboolean
imap_parser_at_end (const ImapParser *parser)
{
  return parser->at == parser->size;
}

int
imap_parser_peek (const ImapParser *parser)
{
  return parser->at < parser->piece_end ? parser->data[parser->at - parser->piece_start] : -1;
}

const char *
imap_parser_rest (const ImapParser *parser, gsize *len)
{
  *len = parser->piece_end - parser->at;
  return *len > 0 ? (const char *) parser->data + (parser->at - parser->piece_start) : "";
}

const char *
imap_parser_octets (const ImapParser *parser, BaseSpan span)
{
  return imap_source_get (parser->source, span);
}

gboolean
imap_parser_expect (ImapParser *parser, const char *rule)
{
  if (parser->at < parser->furthest)
    return FALSE;
  parser->furthest = parser->at;
  parser->expected = rule;
  parser->furthest_flawed = parser->flawed;
  parser->n_furthest_frames = parser->n_frames;
  memcpy (parser->furthest_frames, parser->frames, parser->n_frames * sizeof (Frame));
  return FALSE;
}

const char *
imap_parser_get_expected (const ImapParser *parser)
{
  return parser->expected;
}

static void
link_node (ImapParser *parser, ImapNode *node)
{
  Frame *frame = &parser->frames[parser->n_frames - 1];
  node->previous = frame->last;
  frame->last = node;
  parser->closed = node;
}

void
imap_parser_take (ImapParser *parser, gsize len, const char *rule)
{
  g_assert (len > 0 && len <= parser->size - parser->at);
  ImapNode *leaf = new_node (parser, rule);
  leaf->span.len = len;
  move_to (parser, parser->at + len);
  link_node (parser, leaf);
}

void
imap_parser_take_bad (ImapParser *parser, gsize len, const char *expected)
{
  if (base_span_is_none (parser->flawed))
    {
      parser->flawed = (BaseSpan){ parser->at, len };
      parser->flawed_expected = expected;
    }
  imap_parser_take (parser, len, "bad");
}

ImapMark
imap_parser_open (ImapParser *parser, const char *rule)
{
  g_assert (parser->n_frames < IMAP_DEPTH_MAX);
  ImapNode *node = new_node (parser, rule);
  ImapMark mark = { node, parser->frames[parser->n_frames - 1].last, parser->at };
  parser->frames[parser->n_frames++] = (Frame){ node, NULL };
  return mark;
}

/* Make the children of a frame a list that can be walked both ways. */
static void
settle_children (const Frame *frame)
{
  ImapNode *next = NULL;
  for (ImapNode *child = frame->last; child != NULL; child = child->previous)
    {
      child->next = next;
      child->parent = frame->node;
      next = child;
    }
  frame->node->first = next;
  if (next != NULL)
    frame->node->span.len = base_span_end (frame->last->span) - frame->node->span.start;
}

static void
close_last (ImapParser *parser)
{
  Frame *frame = &parser->frames[--parser->n_frames];
  settle_children (frame);
  if (frame->last != NULL)
    link_node (parser, frame->node);
  else
    parser->closed = frame->node;
}

void
imap_parser_close (ImapParser *parser, ImapMark mark)
{
  g_assert (parser->n_frames > 1 && parser->frames[parser->n_frames - 1].node == mark.node);
  close_last (parser);
}

gboolean
imap_parser_cancel (ImapParser *parser, ImapMark mark)
{
  while (parser->frames[parser->n_frames - 1].node != mark.node)
    {
      parser->n_frames--;
      g_assert (parser->n_frames > 1);
    }
  parser->n_frames--;
  parser->frames[parser->n_frames - 1].last = mark.last;
  move_to (parser, mark.at);
  if (!base_span_is_none (parser->flawed) && parser->flawed.start >= mark.at)
    parser->flawed = BASE_SPAN_NONE;
  return FALSE;
}

void
imap_parser_rename (ImapParser *parser, const char *rule)
{
  g_assert (parser->closed != NULL);
  parser->closed->rule = rule;
}

/* Go back to the furthest place where everything before was good. */
static void
restore_furthest (ImapParser *parser)
{
  move_to (parser, parser->furthest);
  parser->flawed = parser->furthest_flawed;
  parser->n_frames = parser->n_furthest_frames;
  memcpy (parser->frames, parser->furthest_frames, parser->n_frames * sizeof (Frame));
  while (parser->n_frames > 1)
    close_last (parser);
}

/* The octets that no rule has read: one bad leaf, and a line end where there is one. */
static BaseSpan
take_rest (ImapParser *parser)
{
  gsize rest = parser->size - parser->at;
  const guint8 *last = g_bytes_get_data (parser->source->pieces[parser->source->n - 1], NULL);
  gsize len = g_bytes_get_size (parser->source->pieces[parser->source->n - 1]);
  gboolean crlf = rest >= 2 && len >= 2 && last[len - 2] == '\r' && last[len - 1] == '\n';
  BaseSpan bad = { parser->at, rest - (crlf ? 2 : 0) };
  if (bad.len > 0)
    imap_parser_take (parser, bad.len, "bad");
  if (crlf)
    imap_parser_take (parser, 2, "crlf");
  return bad;
}

ImapTree *
imap_parser_finish (ImapParser *parser)
{
  g_assert (parser->n_frames == 1);
  ImapTree *tree = g_new0 (ImapTree, 1);
  gboolean failed = parser->expected != NULL && parser->furthest >= parser->at;
  gboolean whole = parser->at == parser->size && !failed;
  if (failed && parser->furthest > parser->at)
    restore_furthest (parser);
  tree->bad = parser->flawed;
  tree->expected = base_span_is_none (parser->flawed) ? NULL : parser->flawed_expected;
  if (!whole)
    {
      BaseSpan rest = take_rest (parser);
      if (base_span_is_none (tree->bad))
        {
          tree->bad = rest;
          tree->expected = failed ? parser->expected : "crlf";
        }
    }
  settle_children (&parser->frames[0]);
  tree->source = parser->source;
  tree->arena = parser->arena;
  tree->root = parser->frames[0].node;
  g_free (parser);
  return tree;
}
