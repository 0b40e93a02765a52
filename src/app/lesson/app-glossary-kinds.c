#include "app-glossary-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *kind;
  const char *words;
  const char *all;
} kinds[] = {
  { "word", N_ ("word"), N_ ("Words of everyday and of this program") },
  { "command", N_ ("command"), N_ ("Commands") },
  { "response", N_ ("response"), N_ ("Responses") },
  { "code", N_ ("response code"), N_ ("Response codes") },
  { "item", N_ ("data item"), N_ ("Data items") },
  { "key", N_ ("search or sort key"), N_ ("Search and sort keys") },
  { "flag", N_ ("flag"), N_ ("Flags") },
  { "state", N_ ("state of a session"), N_ ("States of a session") },
  { "syntax", N_ ("piece of syntax"), N_ ("Pieces of syntax") },
  { "capability", N_ ("capability"), N_ ("Capabilities") },
  { "mech", N_ ("way to log in"), N_ ("Ways to log in") },
  { "attr", N_ ("attribute"), N_ ("Attributes") },
};

const char *
app_glossary_kind_name (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return _ (kinds[i].words);
  return kind;
}

/* "command · IMAP4rev1", "response code · IMAP, extension CONDSTORE" */
char *
app_glossary_kind_describe (const ViewTerm *term)
{
  static const struct
  {
    const char *protocol;
    const char *name;
  } names[] = { { "imap", "IMAP" }, { "imap4rev1", "IMAP4rev1" }, { "imap4rev2", "IMAP4rev2" },
                { "pop3", "POP3" }, { "sasl", "SASL" },           { "net", "TCP, TLS" } };
  const char *kind = app_glossary_kind_name (term->kind);
  const char *plus = strchr (term->protocol, '+');
  g_autofree char *base = plus != NULL ? g_strndup (term->protocol, (gsize) (plus - term->protocol))
                                       : g_strdup (term->protocol);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].protocol, base))
      return plus != NULL
                 ? g_strdup_printf (_ ("%s · %s, extension %s"), kind, names[i].name, plus + 1)
                 : g_strdup_printf ("%s · %s", kind, names[i].name);
  return g_strdup (kind);
}

const char *
app_glossary_kind_get (guint i)
{
  return i < G_N_ELEMENTS (kinds) ? kinds[i].kind : NULL;
}

const char *
app_glossary_kind_all (guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (kinds), NULL);
  return _ (kinds[i].all);
}
