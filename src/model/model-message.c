#include "model-message.h"

#include "mail-decode.h"
#include "mail-message.h"

#include <string.h>

/* "Wei" of "Wei <wei@example.test>"; all of it where no name stands before the address. */
static char *
take_name (const char *from)
{
  const char *angle = strchr (from, '<');
  if (angle == NULL || angle == from)
    return g_strdup (from);
  g_autofree char *name = g_strstrip (g_strndup (from, (gsize) (angle - from)));
  gsize len = strlen (name);
  if (len >= 2 && name[0] == '"' && name[len - 1] == '"')
    return g_strndup (name + 1, len - 2);
  return len > 0 ? g_steal_pointer (&name) : g_strdup (from);
}

static char *
read_field (const MailMessage *message, const char *name)
{
  MailField field;
  if (!mail_message_find_field (message, name, 0, &field))
    return NULL;
  const char *data = mail_message_get_data (message, NULL);
  return mail_decode_words (data + field.value.start, (gssize) field.value.len);
}

ModelRow *
model_message_row (GBytes *bytes, guint32 uid, ModelFlags flags, guint64 modseq,
                   const char *internaldate)
{
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  g_autofree char *subject = read_field (message, "Subject");
  g_autofree char *from = read_field (message, "From");
  ModelRow *row = model_row_new (uid, flags, modseq);
  model_row_put (row, MODEL_FIELD_INTERNALDATE, model_value_text (internaldate), 0);
  model_row_put (row, MODEL_FIELD_SIZE, model_value_number ((gint64) g_bytes_get_size (bytes)), 0);
  model_row_put (row, MODEL_FIELD_BODY, model_value_blob (bytes), 0);
  if (subject != NULL)
    model_row_put (row, MODEL_FIELD_SUBJECT, model_value_text (g_strstrip (subject)), 0);
  if (from != NULL)
    {
      g_autofree char *name = take_name (g_strstrip (from));
      model_row_put (row, MODEL_FIELD_FROM, model_value_text (name), 0);
    }
  return row;
}
