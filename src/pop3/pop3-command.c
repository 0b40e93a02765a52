/* The frame of every command: its word, and what the command's own file reads [RFC1939 §3]. */
#include "pop3-command-private.h"

#include <string.h>

static const Pop3CommandClass *const classes[] = {
#define ROW(c_name, text) &pop3_cmd_##c_name,
  POP3_COMMANDS (ROW)
#undef ROW
      NULL
};

static const Pop3CommandClass *
find (const char *name, gsize len)
{
  for (guint i = 0; classes[i] != NULL; i++)
    if (strlen (classes[i]->name) == len && g_ascii_strncasecmp (classes[i]->name, name, len) == 0)
      return classes[i];
  return NULL;
}

const Pop3CommandClass *
pop3_command_find (const char *name)
{
  return find (name, strlen (name));
}

const Pop3CommandClass *const *
pop3_command_get_classes (void)
{
  return classes;
}

const char *
pop3_command_class_get_name (const Pop3CommandClass *class)
{
  return class->name;
}

guint
pop3_command_class_get_states (const Pop3CommandClass *class)
{
  return class->states;
}

Pop3Data
pop3_command_get_data (const Pop3Command *command)
{
  if (command->class == NULL || (command->class->bare && command->has_number))
    return POP3_DATA_NONE;
  return command->class->data;
}

gboolean
pop3_command_parse_msg (Pop3Parser *parser, Pop3Command *out)
{
  guint64 number = 0;
  out->has_number = pop3_rule_sp (parser) && pop3_rule_number (parser, "msg", G_MAXUINT32, &number);
  out->number = (guint32) number;
  return out->has_number;
}

gboolean
pop3_command_parse_opt_msg (Pop3Parser *parser, Pop3Command *out)
{
  return pop3_parser_peek (parser) != ' ' || pop3_command_parse_msg (parser, out);
}

static gboolean
parse_word (Pop3Parser *parser, Pop3Command *out)
{
  gsize len, n = 0;
  const char *rest = pop3_parser_rest (parser, &len);
  while (n < len && g_ascii_isgraph (rest[n]))
    n++;
  out->class = find (rest, n);
  if (out->class == NULL)
    return pop3_parser_expect (parser, "command-name");
  pop3_parser_take (parser, n, out->class->rule);
  return TRUE;
}

Pop3Tree *
pop3_command_parse (GBytes *bytes, Pop3Command *out)
{
  Pop3Parser *parser = pop3_parser_new (bytes);
  *out = (Pop3Command){ 0 };
  if (parse_word (parser, out))
    {
      if (g_bytes_get_size (bytes) > POP3_COMMAND_MAX)
        pop3_parser_expect (parser, "line-limit");
      else if (out->class->parse == NULL || out->class->parse (parser, out))
        pop3_rule_crlf (parser);
    }
  return pop3_parser_finish (parser);
}
