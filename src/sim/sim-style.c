#include "sim-style.h"

static const SimStyle styles[] = {
  {
      .name = "online",
      .protocol = "imap",
      .list_items = "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)",
      .known_items = "(FLAGS)",
      .body_items = "(BODY.PEEK[])",
      .marks_seen = TRUE,
      .fetches_new = TRUE,
      .knows_flags = TRUE,
      .expunge_told = TRUE,
      .remembers = TRUE,
  },
  /* The two ways that mail programs have had since the beginning: the mailbox is emptied into
     this device, or it stays and the device notes the names of what it has. [RFC1939 §8] */
  {
      .name = "download-and-delete",
      .protocol = "pop3",
      .listing = "STAT LIST",
      .deletes_fetched = TRUE,
  },
  {
      .name = "leave-on-server",
      .protocol = "pop3",
      .listing = "STAT UIDL LIST",
      .remembers = TRUE,
  },
};

const SimStyle *
sim_style_find (const char *protocol, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (styles[i].protocol, protocol) && g_str_equal (styles[i].name, name))
      return &styles[i];
  return NULL;
}

static void
add_name (GString *list, const char *name)
{
  if (list->len > 0)
    g_string_append (list, ", ");
  g_string_append (list, name);
}

char *
sim_style_list (const char *protocol)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (styles[i].protocol, protocol))
      add_name (list, styles[i].name);
  return g_string_free (list, FALSE);
}

char *
sim_style_list_protocols (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      gboolean first = TRUE;

      for (gsize j = 0; j < i; j++)
        first = first && !g_str_equal (styles[j].protocol, styles[i].protocol);
      if (first)
        add_name (list, styles[i].protocol);
    }
  return g_string_free (list, FALSE);
}
