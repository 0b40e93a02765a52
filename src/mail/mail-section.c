#include "mail-section.h"

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
add_fields (GArray *spans, const MailMessage *message, const char *const *names, gboolean listed)
{
  BaseSpan blank_line = mail_message_get_blank_line (message);
  MailFieldIter iter;
  MailField field;

  mail_field_iter_init (&iter, message);
  while (mail_field_iter_next (&iter, &field))
    if (is_listed (message, &field, names) == listed)
      add_span (spans, field.whole);
  if (!base_span_is_none (blank_line))
    add_span (spans, blank_line);
}

/* The message as a whole and the specifiers that stand alone. */
static gboolean
add_message_section (GArray *spans, const MailMessage *message, const MailSection *section)
{
  switch (section->kind)
    {
    case MAIL_SECTION_ALL:
      add_span (spans, (BaseSpan){ 0, mail_message_get_size (message) });
      return TRUE;
    case MAIL_SECTION_HEADER:
      add_span (spans, mail_message_get_header (message));
      return TRUE;
    case MAIL_SECTION_HEADER_FIELDS:
      add_fields (spans, message, section->fields, TRUE);
      return TRUE;
    case MAIL_SECTION_HEADER_FIELDS_NOT:
      add_fields (spans, message, section->fields, FALSE);
      return TRUE;
    case MAIL_SECTION_TEXT:
      add_span (spans, mail_message_get_body (message));
      return TRUE;
    case MAIL_SECTION_MIME:
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

/* Every message has a part 1 [RFC9051 §6.4.5.1]; without MIME structure it is the body. */
static gboolean
add_part_section (GArray *spans, const MailMessage *message, const MailSection *section)
{
  if (section->n_part != 1 || section->part[0] != 1 || mail_message_is_composite (message))
    return FALSE;
  if (section->kind == MAIL_SECTION_ALL)
    add_span (spans, mail_message_get_body (message));
  else if (section->kind == MAIL_SECTION_MIME)
    add_span (spans, mail_message_get_header (message));
  else
    return FALSE;
  return TRUE;
}

GArray *
mail_section_spans (const MailMessage *message, const MailSection *section)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (BaseSpan));
  gboolean found = section->n_part == 0 ? add_message_section (spans, message, section)
                                        : add_part_section (spans, message, section);

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
