#pragma once

#include <glib.h>

/** MailString: octets of any kind with their number, also NUL-terminated; @data NULL is NIL. */
typedef struct
{
  const char *data;
  gsize len;
} MailString;

/** mail_string_is: whether @string has the NUL-terminated @text; ASCII letters without case. */
static inline gboolean
mail_string_is (MailString string, const char *text)
{
  for (gsize i = 0; i < string.len; i++)
    if (text[i] == '\0' || g_ascii_tolower (string.data[i]) != g_ascii_tolower (text[i]))
      return FALSE;
  return string.data != NULL && text[string.len] == '\0';
}
