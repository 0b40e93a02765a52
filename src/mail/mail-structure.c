#include "mail-structure.h"

#include <string.h>

typedef enum
{
  FIELD_ID,
  FIELD_DESCRIPTION,
  FIELD_ENCODING,
  FIELD_MD5,
  FIELD_DISPOSITION,
  FIELD_LANGUAGE,
  FIELD_LOCATION,
  N_FIELDS
} Field;

static const char *const field_names[N_FIELDS] = {
  [FIELD_ID] = "Content-ID",
  [FIELD_DESCRIPTION] = "Content-Description",
  [FIELD_ENCODING] = "Content-Transfer-Encoding",
  [FIELD_MD5] = "Content-MD5",
  [FIELD_DISPOSITION] = "Content-Disposition",
  [FIELD_LANGUAGE] = "Content-Language",
  [FIELD_LOCATION] = "Content-Location",
};

static MailString
unfold (const MailMessage *message, BaseSpan value, BaseArena *arena)
{
  g_autoptr (GString) text = g_string_new (NULL);

  mail_message_append_unfolded (message, value, text);
  return (MailString){ base_arena_strndup (arena, text->str, text->len), text->len };
}

static void
read_field (const MailMessage *message, Field field, BaseSpan value, BaseArena *arena,
            MailStructure *out)
{
  const char *text = mail_message_get_data (message, NULL) + value.start;

  switch (field)
    {
    case FIELD_ID:
      out->id = unfold (message, value, arena);
      break;
    case FIELD_DESCRIPTION:
      out->description = unfold (message, value, arena);
      break;
    case FIELD_ENCODING:
      out->encoding = mail_mime_read_token (text, value.len, arena);
      break;
    case FIELD_MD5:
      out->md5 = unfold (message, value, arena);
      break;
    case FIELD_DISPOSITION:
      out->disposition = mail_mime_read_disposition (text, value.len, arena);
      break;
    case FIELD_LANGUAGE:
      out->languages = mail_mime_read_languages (text, value.len, arena);
      break;
    case FIELD_LOCATION:
      out->location = unfold (message, value, arena);
      break;
    case N_FIELDS:
    default:
      g_assert_not_reached ();
    }
}

void
mail_structure_read (const MailMessage *message, const MailPart *part, BaseArena *arena,
                     MailStructure *out)
{
  gboolean seen[N_FIELDS] = { FALSE };
  MailFieldIter iter;
  MailField field;

  *out = (MailStructure){ .type = part->type };
  mail_field_iter_init_header (&iter, message, part->header);
  while (mail_field_iter_next (&iter, &field))
    for (int i = 0; i < N_FIELDS; i++)
      if (!seen[i] && mail_field_has_name (message, &field, field_names[i]))
        {
          seen[i] = TRUE;
          read_field (message, (Field) i, field.value, arena, out);
        }
  if (out->encoding.data == NULL)
    out->encoding = (MailString){ "7bit", strlen ("7bit") };
}
