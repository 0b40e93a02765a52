#include "mail-section.h"

#include "mail-part.h"

static void
add_span (GArray *spans, BaseSpan span)
{
  if (span.len == 0)
    return;
  if (spans->len > 0)
    {
      BaseSpan *last = &g_array_index (spans, BaseSpan, spans->len - 1);

      if (base_span_end (*last) == span.start)
        {
          last->len += span.len;
          return;
        }
    }
  g_array_append_val (spans, span);
}

static gboolean
is_listed (const MailMessage *message, const MailField *field, const char *const *names)
{
  for (; names != NULL && *names != NULL; names++)
    if (mail_field_has_name (message, field, *names))
      return TRUE;
  return FALSE;
}

static void
add_fields (GArray *spans, const MailMessage *message, BaseSpan header, const char *const *names,
            gboolean listed)
{
  gsize end = header.start;
  MailFieldIter iter;
  MailField field;

  mail_field_iter_init_header (&iter, message, header);
  while (mail_field_iter_next (&iter, &field))
    {
      end = base_span_end (field.whole);
      if (is_listed (message, &field, names) == listed)
        add_span (spans, field.whole);
    }
  /* What is left is the empty line, if there is one. */
  add_span (spans, (BaseSpan){ end, base_span_end (header) - end });
}

/* The specifiers that a message has, be it the whole one or one inside. */
static gboolean
add_message_section (GArray *spans, const MailMessage *message, const MailSection *section,
                     BaseSpan header, BaseSpan body)
{
  switch (section->kind)
    {
    case MAIL_SECTION_HEADER:
      add_span (spans, header);
      return TRUE;
    case MAIL_SECTION_HEADER_FIELDS:
      add_fields (spans, message, header, section->fields, TRUE);
      return TRUE;
    case MAIL_SECTION_HEADER_FIELDS_NOT:
      add_fields (spans, message, header, section->fields, FALSE);
      return TRUE;
    case MAIL_SECTION_TEXT:
      add_span (spans, body);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
add_part_section (GArray *spans, const MailMessage *message, const MailSection *section)
{
  const MailPart *part = mail_part_find (message, section->part, section->n_part);

  if (part == NULL)
    return FALSE;
  if (section->kind == MAIL_SECTION_ALL)
    add_span (spans, part->body);
  else if (section->kind == MAIL_SECTION_MIME)
    add_span (spans, part->header);
  else
    return part->kind == MAIL_PART_MESSAGE
           && add_message_section (spans, message, section, part->first->header, part->first->body);
  return TRUE;
}

GArray *
mail_section_spans (const MailMessage *message, const MailSection *section)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  gboolean found = TRUE;

  if (section->n_part > 0)
    found = add_part_section (spans, message, section);
  else if (section->kind == MAIL_SECTION_ALL)
    add_span (spans, (BaseSpan){ 0, mail_message_get_size (message) });
  else
    found = add_message_section (spans, message, section, mail_message_get_header (message),
                                 mail_message_get_body (message));
  return found ? g_steal_pointer (&spans) : NULL;
}

gsize
mail_spans_length (const GArray *spans)
{
  gsize length = 0;

  for (guint i = 0; i < spans->len; i++)
    length += g_array_index (spans, BaseSpan, i).len;
  return length;
}

GArray *
mail_spans_slice (const GArray *spans, gsize start, gsize count)
{
  GArray *slice = g_array_new (FALSE, FALSE, sizeof (BaseSpan));

  for (guint i = 0; i < spans->len && count > 0; i++)
    {
      BaseSpan span = g_array_index (spans, BaseSpan, i);
      gsize skip = MIN (start, span.len);

      start -= skip;
      span.start += skip;
      span.len = MIN (span.len - skip, count);
      count -= span.len;
      add_span (slice, span);
    }
  return slice;
}

GBytes *
mail_spans_gather (const MailMessage *message, const GArray *spans)
{
  const char *data = mail_message_get_data (message, NULL);
  GByteArray *out = g_byte_array_sized_new ((guint) mail_spans_length (spans));

  for (guint i = 0; i < spans->len; i++)
    {
      BaseSpan span = g_array_index (spans, BaseSpan, i);

      g_byte_array_append (out, (const guint8 *) data + span.start, (guint) span.len);
    }
  return g_byte_array_free_to_bytes (out);
}
