#include "mail-part-private.h"

#include <string.h>

/* A part whose end was not found yet. */
typedef struct
{
  MailPart *part;
  MailPart *last;      /* of its children */
  MailString boundary; /* of a multipart */
  gboolean is_closed;  /* the closing delimiter was seen; what follows is nobody's */
  guint64 lines;       /* before its body */
} Open;

typedef struct
{
  const MailMessage *message;
  const char *data;
  gsize size;
  BaseArena *arena;
  guint64 lines; /* line ends so far */
  guint n_parts;
  gboolean in_header; /* of the innermost open part */
  guint n_open;
  Open open[MAIL_DEPTH_MAX + 2];
} Scanner;

static Open *
innermost (Scanner *scanner)
{
  return &scanner->open[scanner->n_open - 1];
}

/* Open a part in the innermost one; its header starts at @start. */
static void
open_part (Scanner *scanner, gsize start)
{
  MailPart *part = base_arena_new0 (scanner->arena, MailPart);
  Open *parent = scanner->n_open > 0 ? innermost (scanner) : NULL;

  g_assert (scanner->n_open < G_N_ELEMENTS (scanner->open));
  part->header = part->body = (BaseSpan){ start, 0 };
  if (parent != NULL)
    {
      part->parent = parent->part;
      if (parent->last != NULL)
        parent->last->next = part;
      else
        parent->part->first = part;
      parent->last = part;
    }
  scanner->open[scanner->n_open++] = (Open){ .part = part };
  scanner->in_header = TRUE;
  scanner->n_parts++;
}

/* Types */

static MailString
literal (const char *text)
{
  return (MailString){ text, strlen (text) };
}

static MailMediaType
type_of (const char *type, const char *subtype)
{
  return (MailMediaType){ literal (type), literal (subtype), { NULL, 0 } };
}

static void
read_type (Scanner *scanner, MailPart *part)
{
  gboolean in_digest = part->parent != NULL && part->parent->kind == MAIL_PART_MULTIPART
                       && mail_string_is (part->parent->type.subtype, "digest");
  MailField field;

  if (!mail_message_find_field_in (scanner->message, part->header, "Content-Type", &field))
    part->type = in_digest ? type_of ("message", "rfc822") : type_of ("text", "plain");
  else if (!mail_mime_read_type (scanner->data + field.value.start, field.value.len, scanner->arena,
                                 &part->type)
           || (mail_string_is (part->type.type, "multipart")
               && mail_parameters_find (part->type.parameters, "boundary").len == 0))
    part->type = type_of ("text", "plain");
}

static void
decide_kind (Scanner *scanner, Open *open)
{
  MailPart *part = open->part;

  read_type (scanner, part);
  if (mail_string_is (part->type.type, "multipart"))
    part->kind = MAIL_PART_MULTIPART;
  else if (mail_string_is (part->type.type, "message")
           && mail_string_is (part->type.subtype, "rfc822"))
    part->kind = MAIL_PART_MESSAGE;
  if (part->kind != MAIL_PART_LEAF && scanner->n_open > MAIL_DEPTH_MAX)
    {
      part->kind = MAIL_PART_LEAF;
      part->type = type_of ("application", "octet-stream");
    }
  if (part->kind == MAIL_PART_MULTIPART)
    open->boundary = mail_parameters_find (part->type.parameters, "boundary");
  if (mail_string_is (part->type.type, "text"))
    part->type.parameters = mail_parameters_with_default (part->type.parameters, "charset",
                                                          "us-ascii", scanner->arena);
}

/* Ends */

/* The header of the innermost part ends at @end, with @lines line ends before it; a message in the
 * part begins there. */
static void
end_header (Scanner *scanner, gsize end, guint64 lines)
{
  Open *open = innermost (scanner);

  open->part->header.len = end - open->part->header.start;
  open->part->body.start = end;
  open->lines = lines;
  scanner->in_header = FALSE;
  decide_kind (scanner, open);
  if (open->part->kind == MAIL_PART_MESSAGE)
    open_part (scanner, end);
}

/* End the innermost part at @end, which has @lines line ends before it. */
static void
close_innermost (Scanner *scanner, gsize end, guint64 lines)
{
  Open *open;

  /* Ending a header may open a part in it, and that one's header ends here, too. */
  while (scanner->in_header)
    end_header (scanner, end, lines);
  open = innermost (scanner);
  if (open->part->kind == MAIL_PART_MULTIPART && open->part->first == NULL)
    {
      open_part (scanner, end);
      close_innermost (scanner, end, lines);
    }
  open->part->body.len = end - open->part->body.start;
  open->part->lines = lines - open->lines;
  scanner->n_open--;
}

/* Delimiters */

static gboolean
is_padding (const char *text, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (strchr (" \t\r\n", text[i]) == NULL || text[i] == '\0')
      return FALSE;
  return TRUE;
}

/* How well @boundary fits @line, which is what follows "--": 0 not at all, 1 its start, 2 all. */
static int
judge_fit (MailString boundary, const char *line, gsize len)
{
  const char *rest = line + boundary.len;
  gsize rest_len = len - boundary.len;

  if (boundary.len == 0 || boundary.len > len || memcmp (boundary.data, line, boundary.len) != 0)
    return 0;
  if (is_padding (rest, rest_len))
    return 2;
  if (rest_len >= 2 && rest[0] == '-' && rest[1] == '-' && is_padding (rest + 2, rest_len - 2))
    return 2;
  return 1;
}

/* The open multipart that [start, end) is a delimiter of, as its place plus 1, or 0. */
static guint
find_delimited (const Scanner *scanner, gsize start, gsize end)
{
  const char *line = scanner->data + start + 2;
  gsize len = end - start - 2;
  guint best = 0;
  int best_fit = 0;

  for (guint i = scanner->n_open; i > 0; i--)
    {
      const Open *open = &scanner->open[i - 1];
      int fit = judge_fit (open->boundary, line, len);
      gsize best_len = best > 0 ? scanner->open[best - 1].boundary.len : 0;

      if (fit == 0 || fit < best_fit || (fit == best_fit && open->boundary.len < best_len))
        continue;
      /* Of two with the same boundary the inner one counts, as long as it is open. */
      if (fit == best_fit && open->boundary.len == best_len && !scanner->open[best - 1].is_closed)
        continue;
      best = i;
      best_fit = fit;
    }
  return best > 0 && !scanner->open[best - 1].is_closed ? best : 0;
}

static gboolean
is_closing (const Open *open, const char *data, gsize start, gsize end)
{
  gsize at = start + 2 + open->boundary.len;

  return end - at >= 2 && data[at] == '-' && data[at + 1] == '-';
}

/* Where the text before a delimiter at @start ends: before the line end in front of it, unless that
 * is the one of the header or delimiter that the innermost part begins with. */
static gsize
text_end (Scanner *scanner, gsize start)
{
  const MailPart *part = innermost (scanner)->part;
  gsize least = scanner->in_header ? part->header.start : part->body.start;
  gsize end = start;

  if (end > 0)
    end -= end > 1 && scanner->data[end - 2] == '\r' ? 2 : 1;
  return MAX (end, least);
}

/* If [start, end) is a delimiter, end what it ends and begin what it begins. */
static gboolean
take_delimiter (Scanner *scanner, gsize start, gsize end)
{
  guint delimited = find_delimited (scanner, start, end);
  gsize last;
  guint64 lines;
  Open *open;

  if (delimited == 0)
    return FALSE;
  last = text_end (scanner, start);
  lines = scanner->lines - (last < start);
  while (scanner->n_open > delimited)
    close_innermost (scanner, last, lines);
  open = innermost (scanner);
  open->is_closed = is_closing (open, scanner->data, start, end);
  if (!open->is_closed)
    open_part (scanner, end);
  return TRUE;
}

MailPart *
mail_part_scan (const MailMessage *message, BaseArena *arena)
{
  g_autofree Scanner *scanner = g_new0 (Scanner, 1);
  MailPart *root;

  scanner->message = message;
  scanner->data = mail_message_get_data (message, &scanner->size);
  scanner->arena = arena;
  open_part (scanner, 0);
  root = scanner->open[0].part;
  for (gsize start = 0, end; start < scanner->size; start = end)
    {
      const char *line = scanner->data + start;
      const char *lf = memchr (line, '\n', scanner->size - start);
      gsize len = lf != NULL ? (gsize) (lf - line) + 1 : scanner->size - start;
      gboolean is_delimiter = len > 2 && line[0] == '-' && line[1] == '-'
                              && scanner->n_parts < MAIL_PARTS_MAX
                              && take_delimiter (scanner, start, start + len);

      end = start + len;
      scanner->lines += lf != NULL;
      if (scanner->in_header && !is_delimiter
          && (line[0] == '\n' || (len == 2 && line[0] == '\r' && lf != NULL)))
        end_header (scanner, end, scanner->lines);
    }
  while (scanner->n_open > 0)
    close_innermost (scanner, scanner->size, scanner->lines);
  return root;
}

/* Looking around */

const MailPart *
mail_part_find (const MailMessage *message, const guint32 *path, guint n)
{
  const MailPart *part = mail_message_get_root (message);

  for (guint i = 0; i < n; i++)
    {
      guint32 number = path[i];

      if (i > 0 && part->kind == MAIL_PART_LEAF)
        return NULL;
      /* The parts in a message are those of its body, which is its part 1 if it is no multipart. */
      if (i > 0 && part->kind == MAIL_PART_MESSAGE)
        part = part->first;
      if (part->kind == MAIL_PART_MULTIPART)
        for (part = part->first; part != NULL && number > 1; number--)
          part = part->next;
      if (part == NULL || number != 1)
        return NULL;
    }
  return part;
}

const MailPart *
mail_part_next (const MailPart *part)
{
  if (part->first != NULL)
    return part->first;
  while (part != NULL && part->next == NULL)
    part = part->parent;
  return part != NULL ? part->next : NULL;
}

gboolean
mail_part_is_text (const MailPart *part)
{
  return part->kind == MAIL_PART_LEAF && mail_string_is (part->type.type, "text");
}
