#include "mail-envelope.h"

/* One row a field: where it goes, and whether it is a string, a list, or a list that goes on. */
typedef enum
{
  FIELD_STRING,
  FIELD_LIST,
  FIELD_JOINED_LIST,
} FieldKind;

typedef struct
{
  const char *name;
  FieldKind kind;
  gsize offset;
} EnvelopeField;

static const EnvelopeField envelope_fields[] = {
  { "Date", FIELD_STRING, G_STRUCT_OFFSET (MailEnvelope, date) },
  { "Subject", FIELD_STRING, G_STRUCT_OFFSET (MailEnvelope, subject) },
  { "From", FIELD_LIST, G_STRUCT_OFFSET (MailEnvelope, from) },
  { "Sender", FIELD_LIST, G_STRUCT_OFFSET (MailEnvelope, sender) },
  { "Reply-To", FIELD_LIST, G_STRUCT_OFFSET (MailEnvelope, reply_to) },
  { "To", FIELD_JOINED_LIST, G_STRUCT_OFFSET (MailEnvelope, to) },
  { "Cc", FIELD_JOINED_LIST, G_STRUCT_OFFSET (MailEnvelope, cc) },
  { "Bcc", FIELD_JOINED_LIST, G_STRUCT_OFFSET (MailEnvelope, bcc) },
  { "In-Reply-To", FIELD_STRING, G_STRUCT_OFFSET (MailEnvelope, in_reply_to) },
  { "Message-ID", FIELD_STRING, G_STRUCT_OFFSET (MailEnvelope, message_id) },
};

static void
set_string (MailEnvelope *envelope, MailString *string, const MailMessage *message, BaseSpan value)
{
  g_autoptr (GString) text = NULL;

  if (string->data != NULL)
    return;
  text = g_string_new (NULL);
  mail_message_append_unfolded (message, value, text);
  string->data = g_string_chunk_insert_len (envelope->store, text->str, (gssize) text->len);
  string->len = text->len;
}

static void
add_to_list (MailEnvelope *envelope, GArray **list, const MailMessage *message, BaseSpan value)
{
  const char *data = mail_message_get_data (message, NULL);

  if (*list == NULL)
    *list = g_array_new (FALSE, TRUE, sizeof (MailAddress));
  mail_address_list_parse (data + value.start, value.len, envelope->store, *list);
}

static void
read_field (MailEnvelope *envelope, const EnvelopeField *row, const MailMessage *message,
            BaseSpan value)
{
  gpointer member = G_STRUCT_MEMBER_P (envelope, row->offset);
  GArray **list = member;

  if (row->kind == FIELD_STRING)
    set_string (envelope, member, message, value);
  else if (row->kind == FIELD_JOINED_LIST || *list == NULL)
    add_to_list (envelope, list, message, value);
}

static void
drop_if_empty (GArray **list)
{
  if (*list != NULL && (*list)->len == 0)
    g_clear_pointer (list, g_array_unref);
}

static void
fill_from (GArray **list, GArray *from)
{
  if (*list == NULL && from != NULL)
    *list = g_array_ref (from);
}

MailEnvelope *
mail_envelope_new (const MailMessage *message, BaseSpan header)
{
  MailEnvelope *envelope = g_new0 (MailEnvelope, 1);
  MailFieldIter iter;
  MailField field;

  envelope->store = g_string_chunk_new (256);
  mail_field_iter_init_header (&iter, message, header);
  while (mail_field_iter_next (&iter, &field))
    for (gsize i = 0; i < G_N_ELEMENTS (envelope_fields); i++)
      if (mail_field_has_name (message, &field, envelope_fields[i].name))
        read_field (envelope, &envelope_fields[i], message, field.value);

  drop_if_empty (&envelope->from);
  drop_if_empty (&envelope->sender);
  drop_if_empty (&envelope->reply_to);
  drop_if_empty (&envelope->to);
  drop_if_empty (&envelope->cc);
  drop_if_empty (&envelope->bcc);
  fill_from (&envelope->sender, envelope->from);
  fill_from (&envelope->reply_to, envelope->from);
  return envelope;
}

void
mail_envelope_free (MailEnvelope *envelope)
{
  if (envelope == NULL)
    return;
  g_clear_pointer (&envelope->from, g_array_unref);
  g_clear_pointer (&envelope->sender, g_array_unref);
  g_clear_pointer (&envelope->reply_to, g_array_unref);
  g_clear_pointer (&envelope->to, g_array_unref);
  g_clear_pointer (&envelope->cc, g_array_unref);
  g_clear_pointer (&envelope->bcc, g_array_unref);
  g_string_chunk_free (envelope->store);
  g_free (envelope);
}
