#include "mail-message.h"

#include "mail-part-private.h"

#include <string.h>

/* The parts of a message, found when they are asked for. */
typedef struct
{
  MailPart *root; /* NULL until then; set once, by whichever thread */
  BaseArena *arena;
} Tree;

struct _MailMessage
{
  GBytes *bytes;
  const char *data; /* of bytes */
  gsize size;
  BaseSpan header;
  BaseSpan body;
  BaseSpan blank_line;
  Tree *tree;
};

/* The offset behind the line that starts at @start: behind its LF, or @end. */
static gsize
line_end (const char *data, gsize start, gsize end)
{
  const char *lf = memchr (data + start, '\n', end - start);

  return lf != NULL ? (gsize) (lf - data) + 1 : end;
}

/* Whether [start, end) is a line end and nothing else. */
static gboolean
is_empty_line (const char *data, gsize start, gsize end)
{
  if (end - start == 1)
    return data[start] == '\n';
  return end - start == 2 && data[start] == '\r' && data[start + 1] == '\n';
}

/* @end without the line end before it, not going below @start. */
static gsize
without_line_end (const char *data, gsize start, gsize end)
{
  if (end > start && data[end - 1] == '\n')
    {
      end--;
      if (end > start && data[end - 1] == '\r')
        end--;
    }
  return end;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static void
find_header (MailMessage *message)
{
  gsize pos = 0;

  message->blank_line = BASE_SPAN_NONE;
  while (pos < message->size && base_span_is_none (message->blank_line))
    {
      gsize end = line_end (message->data, pos, message->size);

      if (is_empty_line (message->data, pos, end))
        message->blank_line = (BaseSpan){ pos, end - pos };
      pos = end;
    }
  message->header = (BaseSpan){ 0, pos };
  message->body = (BaseSpan){ pos, message->size - pos };
}

MailMessage *
mail_message_new (GBytes *bytes)
{
  MailMessage *message = g_atomic_rc_box_new0 (MailMessage);

  g_assert (bytes != NULL);
  message->bytes = g_bytes_ref (bytes);
  message->data = g_bytes_get_data (bytes, &message->size);
  if (message->data == NULL)
    message->data = "";
  message->tree = g_new0 (Tree, 1);
  find_header (message);
  return message;
}

MailMessage *
mail_message_ref (MailMessage *message)
{
  return g_atomic_rc_box_acquire (message);
}

static void
message_clear (gpointer data)
{
  MailMessage *message = data;

  g_clear_pointer (&message->tree->arena, base_arena_free);
  g_clear_pointer (&message->tree, g_free);
  g_clear_pointer (&message->bytes, g_bytes_unref);
}

void
mail_message_unref (MailMessage *message)
{
  g_atomic_rc_box_release_full (message, message_clear);
}

GBytes *
mail_message_get_bytes (const MailMessage *message)
{
  return message->bytes;
}

const char *
mail_message_get_data (const MailMessage *message, gsize *size_octets)
{
  if (size_octets != NULL)
    *size_octets = message->size;
  return message->data;
}

gsize
mail_message_get_size (const MailMessage *message)
{
  return message->size;
}

const MailPart *
mail_message_get_root (const MailMessage *message)
{
  Tree *tree = message->tree;

  if (g_once_init_enter (&tree->root))
    {
      tree->arena = base_arena_new ();
      g_once_init_leave (&tree->root, mail_part_scan (message, tree->arena));
    }
  return tree->root;
}

BaseSpan
mail_message_get_header (const MailMessage *message)
{
  return message->header;
}

BaseSpan
mail_message_get_body (const MailMessage *message)
{
  return message->body;
}

BaseSpan
mail_message_get_blank_line (const MailMessage *message)
{
  return message->blank_line;
}

gboolean
mail_message_has_nul (const MailMessage *message)
{
  return memchr (message->data, '\0', message->size) != NULL;
}

void
mail_field_iter_init (MailFieldIter *iter, const MailMessage *message)
{
  mail_field_iter_init_header (iter, message, message->header);
}

void
mail_field_iter_init_header (MailFieldIter *iter, const MailMessage *message, BaseSpan header)
{
  g_assert (base_span_end (header) <= message->size);
  *iter = (MailFieldIter){ message, header.start, base_span_end (header) };
}

/* Split a field at its colon; the fields of a line that cannot have a name stay without one. */
static void
split_field (const char *data, gsize start, gsize end, MailField *field)
{
  gsize text_end = without_line_end (data, start, end);
  gsize name_end = start, colon;

  field->whole = (BaseSpan){ start, end - start };
  field->name = BASE_SPAN_NONE;
  field->value = (BaseSpan){ start, text_end - start };

  while (name_end < text_end && g_ascii_isgraph (data[name_end]) && data[name_end] != ':')
    name_end++;
  /* Blanks before the colon are obsolete, but to be accepted [RFC5322 §4.5]. */
  for (colon = name_end; colon < text_end && is_blank (data[colon]);)
    colon++;
  if (name_end == start || colon == text_end || data[colon] != ':')
    return;
  field->name = (BaseSpan){ start, name_end - start };
  field->value = (BaseSpan){ colon + 1, text_end - colon - 1 };
}

gboolean
mail_field_iter_next (MailFieldIter *iter, MailField *field)
{
  const char *data = iter->message->data;
  gsize start = iter->next, end;

  if (start >= iter->end)
    return FALSE;
  end = line_end (data, start, iter->end);
  /* Only the last line of a header is empty. */
  if (is_empty_line (data, start, end))
    return FALSE;
  while (end < iter->end && is_blank (data[end]))
    end = line_end (data, end, iter->end);
  iter->next = end;
  split_field (data, start, end, field);
  return TRUE;
}

gboolean
mail_field_has_name (const MailMessage *message, const MailField *field, const char *name)
{
  if (base_span_is_none (field->name) || strlen (name) != field->name.len)
    return FALSE;
  return g_ascii_strncasecmp (message->data + field->name.start, name, field->name.len) == 0;
}

gboolean
mail_message_find_field (const MailMessage *message, const char *name, guint nth, MailField *field)
{
  MailFieldIter iter;
  MailField candidate;

  mail_field_iter_init (&iter, message);
  while (mail_field_iter_next (&iter, &candidate))
    if (mail_field_has_name (message, &candidate, name) && nth-- == 0)
      {
        *field = candidate;
        return TRUE;
      }
  return FALSE;
}

gboolean
mail_message_find_field_in (const MailMessage *message, BaseSpan header, const char *name,
                            MailField *field)
{
  MailFieldIter iter;
  MailField candidate;

  mail_field_iter_init_header (&iter, message, header);
  while (mail_field_iter_next (&iter, &candidate))
    if (mail_field_has_name (message, &candidate, name))
      {
        *field = candidate;
        return TRUE;
      }
  return FALSE;
}

void
mail_message_append_unfolded (const MailMessage *message, BaseSpan value, GString *out)
{
  const char *p = message->data + value.start, *end = p + value.len;
  gsize from = out->len;

  g_assert (base_span_end (value) <= message->size);
  while (p < end)
    {
      const char *lf = memchr (p, '\n', (gsize) (end - p));
      const char *text_end = lf != NULL ? lf : end;

      if (lf != NULL && text_end > p && text_end[-1] == '\r')
        text_end--;
      /* The blanks at the start can only be dropped before anything was written. */
      if (out->len == from)
        while (p < text_end && is_blank (*p))
          p++;
      g_string_append_len (out, p, text_end - p);
      p = lf != NULL ? lf + 1 : end;
    }
  while (out->len > from && is_blank (out->str[out->len - 1]))
    g_string_truncate (out, out->len - 1);
}
