#include "app-language.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#ifdef __GLIBC__
/* The way gettext's manual gives to make it look again at LANGUAGE. */
extern int _nl_msg_cat_cntr;
#endif

static const char *current = "en";
static const char *content; /* NULL: as the window */
static const char *of_system = "en";

const char *
app_language_get (void)
{
  return current;
}

const char *
app_language_get_content (void)
{
  return content != NULL ? content : current;
}

const char *
app_language_get_system (void)
{
  return of_system;
}

static const char *
known (const char *language)
{
  return g_str_has_prefix (language, "zh") ? "zh_CN" : "en";
}

void
app_language_set_content (const char *language)
{
  content = language[0] != '\0' ? known (language) : NULL;
}

void
app_language_set (const char *language)
{
  current = known (language);
  /* It has been set since the start, so that this replaces an entry and moves nothing that another
   * thread may be reading. */
  g_setenv ("LANGUAGE", current, TRUE);
#ifdef __GLIBC__
  _nl_msg_cat_cntr++;
#endif
}

static const char *
find_language (void)
{
  const char *const *names = g_get_language_names ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "zh"))
        return "zh_CN";
      if (g_str_has_prefix (names[i], "en"))
        return "en";
    }
  return "en";
}

void
app_language_init (void)
{
  setlocale (LC_ALL, "");
  of_system = find_language ();
  /* In the locale "C" nothing is ever translated; this one says the same and can be. */
  const char *messages = setlocale (LC_MESSAGES, NULL);
  if (g_strcmp0 (messages, "C") == 0 || g_strcmp0 (messages, "POSIX") == 0)
    setlocale (LC_MESSAGES, "C.UTF-8");
  const char *folder = g_getenv ("POSTGLASS_LOCALEDIR");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : POSTGLASS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  /* No textdomain(): GLib would translate nothing for the rest of the run when the first language has
   * no messages in that domain, as English has none. */
  /* Han characters take their Simplified Chinese shapes in a window of either language. */
  g_setenv ("PANGO_LANGUAGE", "en:zh-cn", FALSE);
  app_language_set (of_system);
}
