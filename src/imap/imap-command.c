/* The frame of every command: tag, word, and what the command's own file reads [RFC3501 §9]. */
#include "imap-command-private.h"
#include "imap-response.h"

static const ImapCommandClass *const classes[] = {
#define ROW(c_name, text) &imap_cmd_##c_name,
  IMAP_COMMANDS (ROW)
#undef ROW
      NULL
};

const ImapCommandClass *
imap_command_find (const char *name)
{
  for (guint i = 0; classes[i] != NULL; i++)
    if (g_ascii_strcasecmp (classes[i]->name, name) == 0)
      return classes[i];
  return NULL;
}

const ImapCommandClass *const *
imap_command_get_classes (void)
{
  return classes;
}

const char *
imap_command_class_get_name (const ImapCommandClass *class)
{
  return class->name;
}

guint
imap_command_class_get_states (const ImapCommandClass *class)
{
  return class->states;
}

gboolean
imap_parse_mailbox (ImapParser *parser, ImapCommand *out)
{
  return imap_rule_sp (parser) && imap_rule_mailbox (parser, &out->mailbox);
}

/* The word of a command; behind UID only of those that have such a form. */
static gboolean
parse_word (ImapParser *parser, ImapCommand *out)
{
  for (guint i = 0; classes[i] != NULL; i++)
    {
      if (out->uid && (classes[i]->flags & IMAP_COMMAND_HAS_UID) == 0)
        continue;
      if (imap_rule_word (parser, classes[i]->name, classes[i]->rule))
        {
          out->class = classes[i];
          return TRUE;
        }
    }
  return imap_parser_expect (parser, "command-name");
}

static gboolean
parse_name (ImapParser *parser, ImapCommand *out)
{
  out->uid = imap_rule_word (parser, "UID", "command.uid");
  if (out->uid && !imap_rule_sp (parser))
    return FALSE;
  return parse_word (parser, out);
}

static gboolean
parse_command (ImapParser *parser, ImapCommand *out)
{
  return imap_rule_tag (parser, &out->tag) && imap_rule_sp (parser) && parse_name (parser, out)
         && (out->class->parse == NULL || out->class->parse (parser, out))
         && imap_rule_crlf (parser);
}

ImapTree *
imap_command_parse (GBytes *bytes, ImapCommand *out)
{
  return imap_command_parse_lines (&bytes, 1, out);
}

ImapTree *
imap_command_parse_lines (GBytes *const *lines, guint n, ImapCommand *out)
{
  ImapParser *parser = imap_parser_new_pieces (lines, n);
  *out = (ImapCommand){ 0 };
  parse_command (parser, out);
  return imap_parser_finish (parser);
}

static ImapTree *
parse_idle_line (GBytes *bytes)
{
  ImapParser *parser = imap_parser_new (bytes);
  if (imap_rule_word (parser, "DONE", "idle-done"))
    imap_rule_crlf (parser);
  return imap_parser_finish (parser);
}

ImapTree *
imap_line_parse (GBytes *bytes, guint32 context)
{
  ImapCommand command;
  ImapResponse response;
  switch (context)
    {
    case IMAP_CONTEXT_IDLE:
      return parse_idle_line (bytes);
    case IMAP_CONTEXT_RESPONSE:
      return imap_response_parse (bytes, &response);
    default:
      return imap_command_parse (bytes, &command);
    }
}
