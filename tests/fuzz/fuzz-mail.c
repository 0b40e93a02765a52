/* What must be true of any octets taken for a message: the spans lie inside and make up the whole,
 * sections agree with each other, the envelope can be printed, and decoding gives clean UTF-8. */

#include "fuzz.h"

#include "mail-date.h"
#include "mail-decode.h"
#include "mail-envelope.h"
#include "mail-section.h"
#include "mail-structure.h"

#include <string.h>

static void
check_field (const MailMessage *message, const MailField *field, gsize start)
{
  const char *data = mail_message_get_data (message, NULL);
  gsize end = base_span_end (field->whole);

  g_assert_cmpuint (field->whole.start, ==, start);
  g_assert_cmpuint (field->whole.len, >, 0);
  g_assert_cmpuint (field->value.start, >=, start);
  g_assert_cmpuint (base_span_end (field->value), <=, end);
  g_assert_null (
      memchr (data + base_span_end (field->value), 'x', end - base_span_end (field->value)));
  if (base_span_is_none (field->name))
    {
      g_assert_cmpuint (field->value.start, ==, start);
      return;
    }
  g_assert_cmpuint (field->name.start, ==, start);
  g_assert_cmpuint (field->name.len, >, 0);
  g_assert_cmpuint (base_span_end (field->name), <, field->value.start);
  g_assert_cmpint (data[field->value.start - 1], ==, ':');
}

static void
check_words (const char *text, gsize len)
{
  g_autofree char *decoded = mail_decode_words (text, (gssize) len);

  g_assert_true (g_utf8_validate (decoded, -1, NULL));
  for (const char *p = decoded; *p != '\0'; p++)
    g_assert_false (g_ascii_iscntrl (*p));
}

static void
check_parts (const MailMessage *message, gsize size)
{
  BaseSpan header = mail_message_get_header (message), body = mail_message_get_body (message);
  BaseSpan blank_line = mail_message_get_blank_line (message);
  const char *data = mail_message_get_data (message, NULL);
  MailFieldIter iter;
  MailField field;
  gsize at = 0;

  g_assert_cmpuint (header.start, ==, 0);
  g_assert_cmpuint (body.start, ==, header.len);
  g_assert_cmpuint (base_span_end (body), ==, size);

  mail_field_iter_init (&iter, message);
  while (mail_field_iter_next (&iter, &field))
    {
      check_field (message, &field, at);
      check_words (data + field.value.start, field.value.len);
      at = base_span_end (field.whole);
    }
  if (!base_span_is_none (blank_line))
    {
      g_assert_cmpuint (blank_line.start, ==, at);
      at = base_span_end (blank_line);
    }
  g_assert_cmpuint (at, ==, header.len);
}

/* The span that @part's span must lie in. */
static void
check_inside (BaseSpan span, BaseSpan outer)
{
  g_assert_cmpuint (span.start, >=, outer.start);
  g_assert_cmpuint (base_span_end (span), <=, base_span_end (outer));
}

static guint64
count_lines (const char *data, gsize len)
{
  guint64 lines = 0;

  for (gsize i = 0; i < len; i++)
    lines += data[i] == '\n';
  return lines;
}

/* Parts lie in order inside the body that holds them; kinds have the children they must have. */
static void
check_part (const MailMessage *message, const MailPart *part, guint level, guint *n)
{
  const char *data = mail_message_get_data (message, NULL);
  gsize at = part->body.start;

  g_assert_cmpuint (base_span_end (part->header), ==, part->body.start);
  g_assert_cmpuint (part->lines, ==, count_lines (data + part->body.start, part->body.len));
  g_assert_true ((part->kind == MAIL_PART_LEAF) == (part->first == NULL));
  g_assert_nonnull (part->type.type.data);
  g_assert_nonnull (part->type.subtype.data);
  g_assert_cmpuint (level, <=, MAIL_DEPTH_MAX);
  g_assert_cmpuint (++*n, <=, 2 * MAIL_PARTS_MAX + 2 * MAIL_DEPTH_MAX);
  for (const MailPart *child = part->first; child != NULL; child = child->next)
    {
      g_assert_true (child->parent == part);
      check_inside (child->header, part->body);
      check_inside (child->body, part->body);
      g_assert_cmpuint (child->header.start, >=, at);
      at = base_span_end (child->body);
      check_part (message, child, level + 1, n);
    }
  if (part->kind == MAIL_PART_MESSAGE)
    {
      g_assert_null (part->first->next);
      g_assert_cmpuint (part->first->header.start, ==, part->body.start);
      g_assert_cmpuint (at, ==, base_span_end (part->body));
    }
}

static void
check_structure (const MailMessage *message)
{
  g_autoptr (BaseArena) arena = base_arena_new ();
  MailStructure structure;

  for (const MailPart *part = mail_message_get_root (message); part != NULL;
       part = mail_part_next (part))
    {
      mail_structure_read (message, part, arena, &structure);
      g_assert_cmpuint (structure.encoding.len, >, 0);
      g_assert_cmpuint (structure.type.parameters.n, <=, MAIL_PARAMETERS_MAX + 1);
      for (guint i = 0; i < structure.type.parameters.n; i++)
        g_assert_cmpuint (structure.type.parameters.items[i].name.len, >, 0);
    }
}

static void
check_tree (const MailMessage *message, gsize size)
{
  const MailPart *root = mail_message_get_root (message);
  guint n = 0;

  g_assert_cmpuint (root->header.start, ==, 0);
  g_assert_cmpuint (root->header.len, ==, mail_message_get_header (message).len);
  g_assert_cmpuint (base_span_end (root->body), ==, size);
  check_part (message, root, 0, &n);
  check_structure (message);
}

static GBytes *
section_bytes (const MailMessage *message, MailSectionKind kind, gsize start, gsize count)
{
  static const char *const names[] = { "from", "To", "SUBJECT", "x-weird", NULL };
  const MailSection section = { .kind = kind, .fields = names };
  g_autoptr (GArray) spans = mail_section_spans (message, &section);
  g_autoptr (GArray) slice = mail_spans_slice (spans, start, count);
  GBytes *bytes = mail_spans_gather (message, slice);

  g_assert_cmpuint (mail_spans_length (slice), ==, g_bytes_get_size (bytes));
  return bytes;
}

static void
check_section (const MailMessage *message, MailSectionKind kind, gsize start, gsize count)
{
  g_autoptr (GBytes) whole = section_bytes (message, kind, 0, G_MAXSIZE);
  g_autoptr (GBytes) slice = section_bytes (message, kind, start, count);
  gsize size = g_bytes_get_size (whole);
  gsize from = MIN (start, size), n = MIN (count, size - from);
  g_autoptr (GBytes) expected = g_bytes_new_from_bytes (whole, from, n);

  g_assert_true (g_bytes_equal (slice, expected));
}

static gsize
section_size (const MailMessage *message, MailSectionKind kind)
{
  g_autoptr (GBytes) bytes = section_bytes (message, kind, 0, G_MAXSIZE);

  return g_bytes_get_size (bytes);
}

static void
check_sections (const MailMessage *message, gsize size)
{
  BaseSpan blank_line = mail_message_get_blank_line (message);
  gsize header = section_size (message, MAIL_SECTION_HEADER);

  for (MailSectionKind kind = MAIL_SECTION_ALL; kind <= MAIL_SECTION_TEXT; kind++)
    {
      check_section (message, kind, size / 3, size / 4);
      check_section (message, kind, size / 2, G_MAXSIZE);
      check_section (message, kind, size + 1, 5);
    }
  g_assert_cmpuint (section_size (message, MAIL_SECTION_ALL), ==, size);
  g_assert_cmpuint (header + section_size (message, MAIL_SECTION_TEXT), ==, size);
  /* The subsets share the header between them, the empty line is in both. */
  g_assert_cmpuint (section_size (message, MAIL_SECTION_HEADER_FIELDS)
                        + section_size (message, MAIL_SECTION_HEADER_FIELDS_NOT),
                    ==, header + blank_line.len);
}

static void
check_string (const MailString *string, gboolean is_one_line)
{
  if (string->data == NULL)
    {
      g_assert_cmpuint (string->len, ==, 0);
      return;
    }
  g_assert_cmpint (string->data[string->len], ==, '\0');
  if (is_one_line)
    g_assert_null (memchr (string->data, '\n', string->len));
}

static void
check_list (const GArray *list)
{
  gboolean in_group = FALSE;

  if (list == NULL)
    return;
  g_assert_cmpuint (list->len, >, 0);
  for (guint i = 0; i < list->len; i++)
    {
      const MailAddress *address = &g_array_index (list, MailAddress, i);

      check_string (&address->name, TRUE);
      check_string (&address->adl, TRUE);
      check_string (&address->mailbox, TRUE);
      check_string (&address->host, TRUE);
      if (mail_address_is_group_start (address) || mail_address_is_group_end (address))
        {
          g_assert_true (in_group == mail_address_is_group_end (address));
          in_group = !in_group;
        }
      else
        g_assert_nonnull (address->mailbox.data);
    }
  g_assert_false (in_group);
}

static void
check_envelope (const MailMessage *message)
{
  g_autoptr (MailEnvelope)
      envelope = mail_envelope_new (message, mail_message_get_header (message));

  check_string (&envelope->date, TRUE);
  check_string (&envelope->subject, TRUE);
  check_string (&envelope->in_reply_to, TRUE);
  check_string (&envelope->message_id, TRUE);
  check_list (envelope->from);
  check_list (envelope->sender);
  check_list (envelope->reply_to);
  check_list (envelope->to);
  check_list (envelope->cc);
  check_list (envelope->bcc);
  if (envelope->from != NULL)
    g_assert_true (envelope->sender != NULL && envelope->reply_to != NULL);
}

static void
check_body_text (const MailMessage *message)
{
  g_autofree char *text = mail_decode_body_text (message);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p++)
    g_assert_true (*p == '\n' || *p == '\t' || !g_ascii_iscntrl (*p));
}

/* The input itself as a date-time. */
static void
check_date (const char *data, gsize size)
{
  gint64 seconds, again, days;
  int zone, zone_again;

  if (mail_date_parse_day (data, size, &days))
    g_assert_true (size == strlen ("1-Jan-1970") || size == strlen ("01-Jan-1970"));
  if (mail_date_parse_rfc5322 (data, size, &seconds, &zone))
    {
      g_autofree char *field = mail_date_print_rfc5322 (seconds, zone);
      g_assert_true (mail_date_parse_rfc5322 (field, strlen (field), &again, &zone_again));
      g_assert_cmpint (seconds, ==, again);
      g_assert_cmpint (zone, ==, zone_again);
    }

  if (!mail_date_parse_imap (data, (gssize) size, &seconds, &zone))
    return;
  g_autofree char *printed = mail_date_print_imap (seconds, zone);
  g_assert_true (mail_date_parse_imap (printed, -1, &again, &zone_again));
  g_assert_cmpint (seconds, ==, again);
  g_assert_cmpint (zone, ==, zone_again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (MailMessage) message = mail_message_new (bytes);

  g_assert_cmpuint (mail_message_get_size (message), ==, size);
  check_parts (message, size);
  check_tree (message, size);
  check_sections (message, size);
  check_envelope (message);
  check_body_text (message);
  check_date ((const char *) data, size);
  return 0;
}
