/* ENVELOPE and BODYSTRUCTURE: what a message is made of [RFC3501 §7.4.2]. */
#include "imap-print-private.h"
#include "mail-envelope.h"
#include "mail-structure.h"

static void
print_mail_string (BaseSlices *out, MailString string)
{
  imap_print_string (out, string.data, string.len);
}

static void
print_addresses (BaseSlices *out, const GArray *addresses)
{
  if (addresses == NULL || addresses->len == 0)
    {
      base_slices_append_string (out, "NIL");
      return;
    }
  base_slices_append (out, "(", 1);
  for (guint i = 0; i < addresses->len; i++)
    {
      const MailAddress *address = &g_array_index (addresses, MailAddress, i);
      base_slices_append (out, "(", 1);
      print_mail_string (out, address->name);
      base_slices_append (out, " ", 1);
      print_mail_string (out, address->adl);
      base_slices_append (out, " ", 1);
      print_mail_string (out, address->mailbox);
      base_slices_append (out, " ", 1);
      print_mail_string (out, address->host);
      base_slices_append (out, ")", 1);
    }
  base_slices_append (out, ")", 1);
}

void
imap_print_envelope (BaseSlices *out, const MailMessage *message, BaseSpan header)
{
  g_autoptr (MailEnvelope) envelope = mail_envelope_new (message, header);
  const GArray *const lists[] = { envelope->from, envelope->sender, envelope->reply_to,
                                  envelope->to,   envelope->cc,     envelope->bcc };
  base_slices_append_string (out, "(");
  print_mail_string (out, envelope->date);
  base_slices_append (out, " ", 1);
  print_mail_string (out, envelope->subject);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      base_slices_append (out, " ", 1);
      print_addresses (out, lists[i]);
    }
  base_slices_append (out, " ", 1);
  print_mail_string (out, envelope->in_reply_to);
  base_slices_append (out, " ", 1);
  print_mail_string (out, envelope->message_id);
  base_slices_append (out, ")", 1);
}

/* --- structure --- */

static void
print_parameters (BaseSlices *out, MailParameters parameters)
{
  if (parameters.n == 0)
    {
      base_slices_append_string (out, "NIL");
      return;
    }
  for (guint i = 0; i < parameters.n; i++)
    {
      base_slices_append (out, i == 0 ? "(" : " ", 1);
      print_mail_string (out, parameters.items[i].name);
      base_slices_append (out, " ", 1);
      print_mail_string (out, parameters.items[i].value);
    }
  base_slices_append (out, ")", 1);
}

static void
print_disposition (BaseSlices *out, MailDisposition disposition)
{
  if (disposition.type.data == NULL)
    {
      base_slices_append_string (out, "NIL");
      return;
    }
  base_slices_append (out, "(", 1);
  print_mail_string (out, disposition.type);
  base_slices_append (out, " ", 1);
  print_parameters (out, disposition.parameters);
  base_slices_append (out, ")", 1);
}

static void
print_languages (BaseSlices *out, MailStrings languages)
{
  if (languages.n == 0)
    {
      base_slices_append_string (out, "NIL");
      return;
    }
  for (guint i = 0; i < languages.n; i++)
    {
      base_slices_append (out, i == 0 ? "(" : " ", 1);
      print_mail_string (out, languages.items[i]);
    }
  base_slices_append (out, ")", 1);
}

/* What ends the extension data of every part. */
static void
print_extension (BaseSlices *out, const MailStructure *structure)
{
  base_slices_append (out, " ", 1);
  print_disposition (out, structure->disposition);
  base_slices_append (out, " ", 1);
  print_languages (out, structure->languages);
  base_slices_append (out, " ", 1);
  print_mail_string (out, structure->location);
}

typedef struct
{
  BaseSlices *out;
  const MailMessage *message;
  BaseArena *arena;
  gboolean extended;
} StructurePrinter;

static void print_part (StructurePrinter *printer, const MailPart *part);

static void
print_multipart (StructurePrinter *printer, const MailPart *part, const MailStructure *structure)
{
  for (const MailPart *child = part->first; child != NULL; child = child->next)
    print_part (printer, child);
  base_slices_append (printer->out, " ", 1);
  print_mail_string (printer->out, structure->type.subtype);
  if (!printer->extended)
    return;
  base_slices_append (printer->out, " ", 1);
  print_parameters (printer->out, structure->type.parameters);
  print_extension (printer->out, structure);
}

static void
print_single (StructurePrinter *printer, const MailPart *part, const MailStructure *structure)
{
  BaseSlices *out = printer->out;
  const MailString strings[] = { structure->id, structure->description, structure->encoding };

  print_mail_string (out, structure->type.type);
  base_slices_append (out, " ", 1);
  print_mail_string (out, structure->type.subtype);
  base_slices_append (out, " ", 1);
  print_parameters (out, structure->type.parameters);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      base_slices_append (out, " ", 1);
      print_mail_string (out, strings[i]);
    }
  base_slices_append_printf (out, " %" G_GSIZE_FORMAT, part->body.len);
  if (part->kind == MAIL_PART_MESSAGE)
    {
      base_slices_append (out, " ", 1);
      imap_print_envelope (out, printer->message, part->first->header);
      base_slices_append (out, " ", 1);
      print_part (printer, part->first);
    }
  if (part->kind == MAIL_PART_MESSAGE || mail_part_is_text (part))
    base_slices_append_printf (out, " %" G_GUINT64_FORMAT, part->lines);
  if (!printer->extended)
    return;
  base_slices_append (out, " ", 1);
  print_mail_string (out, structure->md5);
  print_extension (out, structure);
}

/* Calls itself as deep as parts go, which is MAIL_DEPTH_MAX. */
static void
print_part (StructurePrinter *printer, const MailPart *part)
{
  MailStructure structure;

  mail_structure_read (printer->message, part, printer->arena, &structure);
  base_slices_append (printer->out, "(", 1);
  if (part->kind == MAIL_PART_MULTIPART)
    print_multipart (printer, part, &structure);
  else
    print_single (printer, part, &structure);
  base_slices_append (printer->out, ")", 1);
}

void
imap_print_structure (BaseSlices *out, const MailMessage *message, gboolean extended)
{
  g_autoptr (BaseArena) arena = base_arena_new ();
  StructurePrinter printer = { out, message, arena, extended };

  print_part (&printer, mail_message_get_root (message));
}
