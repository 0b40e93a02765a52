/* The items of a FETCH response [RFC3501 §7.4.2]. */
#include "imap-print-private.h"
#include "mail-section.h"

#include <string.h>

static void
print_flags (BaseSlices *out, const ImapReplyFetch *fetch)
{
  g_autofree char *flags = model_flags_format (fetch->flags, fetch->keywords);
  base_slices_append_string (out, "FLAGS (");
  base_slices_append_string (out, flags);
  if (fetch->recent)
    base_slices_append_string (out, flags[0] != '\0' ? " \\Recent" : "\\Recent");
  base_slices_append_string (out, ")");
}

/* The section again as it was asked for: the client finds its answer by it [RFC3501 §7.4.2]. */
static void
print_section_name (BaseSlices *out, const ImapFetchAtt *att)
{
  static const char *const words[] = {
    [IMAP_SECTION_ALL] = "",
    [IMAP_SECTION_HEADER] = "HEADER",
    [IMAP_SECTION_HEADER_FIELDS] = "HEADER.FIELDS",
    [IMAP_SECTION_HEADER_FIELDS_NOT] = "HEADER.FIELDS.NOT",
    [IMAP_SECTION_TEXT] = "TEXT",
    [IMAP_SECTION_MIME] = "MIME",
    [IMAP_SECTION_PART] = "",
  };
  const ImapSection *section = &att->section;
  base_slices_append_string (out, "BODY[");
  for (guint i = 0; i < section->n_parts; i++)
    base_slices_append_printf (out, "%s%u", i > 0 ? "." : "", section->parts[i]);
  if (section->n_parts > 0 && words[section->kind][0] != '\0')
    base_slices_append (out, ".", 1);
  base_slices_append_string (out, words[section->kind]);
  for (guint i = 0; i < section->n_fields; i++)
    {
      base_slices_append_string (out, i == 0 ? " (" : " ");
      imap_print_astring (out, section->fields[i].data, section->fields[i].len);
    }
  base_slices_append_string (out, section->n_fields > 0 ? ")]" : "]");
  if (att->partial)
    base_slices_append_printf (out, "<%u>", att->partial_start);
}

static GArray *
find_spans (const MailMessage *message, const ImapSection *section)
{
  static const MailSectionKind kinds[] = {
    [IMAP_SECTION_ALL] = MAIL_SECTION_ALL,
    [IMAP_SECTION_HEADER] = MAIL_SECTION_HEADER,
    [IMAP_SECTION_HEADER_FIELDS] = MAIL_SECTION_HEADER_FIELDS,
    [IMAP_SECTION_HEADER_FIELDS_NOT] = MAIL_SECTION_HEADER_FIELDS_NOT,
    [IMAP_SECTION_TEXT] = MAIL_SECTION_TEXT,
    [IMAP_SECTION_MIME] = MAIL_SECTION_MIME,
    [IMAP_SECTION_PART] = MAIL_SECTION_ALL,
  };
  g_autofree const char **fields = g_new0 (const char *, section->n_fields + 1);
  for (guint i = 0; i < section->n_fields; i++)
    fields[i] = section->fields[i].data;
  MailSection wanted = {
    .kind = kinds[section->kind],
    .part = section->parts,
    .n_part = section->n_parts,
    .fields = fields,
  };
  return mail_section_spans (message, &wanted);
}

static void
print_body (BaseSlices *out, const ImapFetchAtt *att, const char *name, const MailMessage *message)
{
  if (name != NULL)
    base_slices_append_string (out, name);
  else
    print_section_name (out, att);

  g_autoptr (GArray) spans = find_spans (message, &att->section);
  if (spans == NULL)
    {
      base_slices_append_string (out, " NIL");
      return;
    }
  if (att->partial)
    {
      g_autoptr (GArray) whole = g_steal_pointer (&spans);
      spans = mail_spans_slice (whole, att->partial_start, att->partial_count);
    }
  if (spans->len == 0)
    {
      base_slices_append_string (out, " \"\"");
      return;
    }
  base_slices_append_printf (out, " {%" G_GSIZE_FORMAT "}\r\n", mail_spans_length (spans));
  GBytes *bytes = mail_message_get_bytes (message);
  for (guint i = 0; i < spans->len; i++)
    {
      BaseSpan span = g_array_index (spans, BaseSpan, i);
      imap_print_octets (out, bytes, span.start, span.len);
    }
}

static void
print_att (BaseSlices *out, const ImapReplyFetch *fetch, guint i)
{
  const ImapFetchAtt *att = &fetch->atts[i];
  switch (att->kind)
    {
    case IMAP_ATT_UID:
      base_slices_append_string (out, "UID ");
      base_slices_append_number (out, fetch->uid);
      break;
    case IMAP_ATT_FLAGS:
      print_flags (out, fetch);
      break;
    case IMAP_ATT_INTERNALDATE:
      base_slices_append_printf (out, "INTERNALDATE \"%s\"", fetch->internaldate);
      break;
    case IMAP_ATT_RFC822_SIZE:
      base_slices_append_string (out, "RFC822.SIZE ");
      base_slices_append_number (out, fetch->size);
      break;
    case IMAP_ATT_ENVELOPE:
      base_slices_append_string (out, "ENVELOPE ");
      imap_print_envelope (out, fetch->message, mail_message_get_header (fetch->message));
      break;
    case IMAP_ATT_BODY:
    case IMAP_ATT_BODYSTRUCTURE:
      base_slices_append_string (out, att->kind == IMAP_ATT_BODY ? "BODY " : "BODYSTRUCTURE ");
      imap_print_structure (out, fetch->message, att->kind == IMAP_ATT_BODYSTRUCTURE);
      break;
    case IMAP_ATT_BODY_SECTION:
      print_body (out, att, fetch->att_names != NULL ? fetch->att_names[i] : NULL, fetch->message);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
imap_print_fetch (BaseSlices *out, const ImapReplyFetch *fetch)
{
  const char *before = "(";
  if (fetch->adds_uid)
    {
      base_slices_append_printf (out, "(UID %u", fetch->uid);
      before = " ";
    }
  if (fetch->adds_flags)
    {
      base_slices_append_string (out, before);
      print_flags (out, fetch);
      before = " ";
    }
  for (guint i = 0; i < fetch->n_atts; i++)
    {
      base_slices_append_string (out, before);
      print_att (out, fetch, i);
      before = " ";
    }
  base_slices_append (out, ")", 1);
}
