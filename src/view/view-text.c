#include "view-text.h"

#include "base-time.h"
#include "explain-catalogue.h"

void
view_text_clear (ViewText *text)
{
  g_clear_pointer (&text->args, explain_args_unref);
  text->key = NULL;
}

gboolean
view_text_equal (const ViewText *a, const ViewText *b)
{
  return g_strcmp0 (a->key, b->key) == 0
         && (a->args == b->args || explain_args_equal (a->args, b->args));
}

char *
view_text_dump (const ViewText *text)
{
  if (text->key == NULL)
    return g_strdup ("-");
  if (text->args == NULL || explain_args_get_n (text->args) == 0)
    return g_strdup (text->key);
  g_autofree char *args = explain_args_dump (text->args);
  return g_strconcat (text->key, " ", args, NULL);
}

const ExplainCatalogue *
view_catalogue_get (const char *language, GError **error)
{
  return explain_catalogue_get (language, error);
}

char *
view_text (const ExplainCatalogue *catalogue, const ViewText *text)
{
  if (text->key == NULL)
    return g_strdup ("");
  return explain_catalogue_format (catalogue, text->key, text->args);
}

const char *
view_text_name (const ExplainCatalogue *catalogue, const ViewText *text)
{
  return text->key != NULL ? explain_catalogue_get_name (catalogue, text->key) : "";
}

char *
view_text_more_octets (const ExplainCatalogue *catalogue, gsize octets)
{
  g_autoptr (ExplainArgs) args = explain_args_new ();
  explain_args_add_number (args, "octets", (gint64) octets);
  return explain_catalogue_format (catalogue, "scene.more-octets", args);
}

char *
view_text_because (const ExplainCatalogue *catalogue, const char *what, gint64 time)
{
  g_autoptr (ExplainArgs) args = explain_args_new ();
  explain_args_add_text (args, "cause", what);
  explain_args_take_text (args, "at", base_time_format_short (time));
  return explain_catalogue_format (catalogue, "scene.because", args);
}
