#include "model-flags.h"

#include <string.h>

static const char *const system_flags[] = { "\\Seen", "\\Answered", "\\Flagged", "\\Deleted",
                                            "\\Draft" };

G_STATIC_ASSERT (G_N_ELEMENTS (system_flags) == MODEL_FLAG_KEYWORD_0);

char *
model_flags_format (ModelFlags flags, const char *keywords)
{
  if (flags & MODEL_FLAGS_UNKNOWN)
    return g_strdup ("unknown");
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (system_flags); i++)
    if (flags & ((ModelFlags) 1 << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", system_flags[i]);
  if (flags >> MODEL_FLAG_KEYWORD_0 == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_auto (GStrv) names = g_strsplit (keywords != NULL ? keywords : "", " ", -1);
  for (guint i = 0; i < MODEL_N_KEYWORDS && names[i] != NULL; i++)
    if (flags & ((ModelFlags) 1 << (MODEL_FLAG_KEYWORD_0 + i)))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", names[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

ModelFlags
model_flag_parse (const char *name, const char *keywords)
{
  for (guint i = 0; i < G_N_ELEMENTS (system_flags); i++)
    if (g_ascii_strcasecmp (name, system_flags[i]) == 0)
      return (ModelFlags) 1 << i;
  g_auto (GStrv) names = g_strsplit (keywords != NULL ? keywords : "", " ", -1);
  for (guint i = 0; i < MODEL_N_KEYWORDS && names[i] != NULL; i++)
    if (*names[i] != '\0' && g_ascii_strcasecmp (name, names[i]) == 0)
      return (ModelFlags) 1 << (MODEL_FLAG_KEYWORD_0 + i);
  return 0;
}
