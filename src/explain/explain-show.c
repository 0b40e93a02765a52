#include "explain-private.h"

static void
append_octet (GString *out, guint8 octet)
{
  g_string_append_printf (out, "\\x%02X", octet);
}

char *
explain_show (const char *data, gsize len, guint max)
{
  GString *out = g_string_new (NULL);
  const char *end = data + len;
  for (guint shown = 0; data < end; shown++)
    {
      if (shown == max)
        {
          g_string_append (out, "…");
          break;
        }
      gunichar c = g_utf8_get_char_validated (data, end - data);
      if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0 || !g_unichar_isprint (c))
        append_octet (out, (guint8) *data++);
      else
        {
          g_string_append_unichar (out, c);
          data = g_utf8_next_char (data);
        }
    }
  return g_string_free (out, FALSE);
}

char *
explain_show_span (GBytes *bytes, BaseSpan span, guint max)
{
  const char *data = g_bytes_get_data (bytes, NULL);
  if (base_span_is_none (span) || span.len == 0)
    return g_strdup ("");
  g_assert (base_span_end (span) <= g_bytes_get_size (bytes));
  return explain_show (data + span.start, span.len, max);
}

char *
explain_show_flags (const ImapFlagList *flags)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < flags->n; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", flags->names[i]);
  return g_string_free (out, FALSE);
}

void
explain_add_flags (ExplainArgs *args, const ImapFlagList *flags)
{
  if (flags->n == 0)
    explain_args_add_key (args, "flags", "phrase.no-flags");
  else
    explain_args_take_text (args, "flags", explain_show_flags (flags));
}

void
explain_add_client (ExplainArgs *args, const char *name, const char *client, gboolean begins)
{
  if (client != NULL)
    explain_args_add_device (args, name, client);
  else
    explain_args_add_key (args, name, begins ? "phrase.client" : "phrase.the-client");
}

ExplainSentence
explain_sentence (const char *key, ExplainArgs *args)
{
  return (ExplainSentence){ g_intern_string (key), args };
}

ExplainSentence
explain_sentence_copy (const ExplainSentence *sentence)
{
  return (ExplainSentence){ sentence->key,
                            sentence->args != NULL ? explain_args_ref (sentence->args) : NULL };
}

void
explain_sentence_clear (ExplainSentence *sentence)
{
  g_clear_pointer (&sentence->args, explain_args_unref);
  sentence->key = NULL;
}
