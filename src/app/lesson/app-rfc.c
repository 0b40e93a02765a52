#include "app-rfc.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define SITE "https://www.rfc-editor.org/rfc/rfc"
#define SECTION "\302\247" /* § */
#define NBSP "\302\240"

static AppRfcOpener opener;
static gpointer opener_data;

/* --- references --- */

/** Parts: of a reference, as places in its text. */
typedef struct
{
  const char *number;
  gsize number_len;
  const char *section;
  gsize section_len;
  const char *end;
} Parts;

/* "RFC", digits, a blank, "§", a section; @at stands on the R. */
static gboolean
read_reference (const char *at, Parts *out)
{
  if (!g_str_has_prefix (at, "RFC"))
    return FALSE;
  at += strlen ("RFC");
  out->number = at;
  out->number_len = strspn (at, "0123456789");
  at += out->number_len;
  gboolean blank = *at == ' ' || g_str_has_prefix (at, NBSP);
  at += !blank ? 0 : *at == ' ' ? 1 : strlen (NBSP);
  if (out->number_len == 0 || !blank || !g_str_has_prefix (at, SECTION))
    return FALSE;
  out->section = at + strlen (SECTION);
  out->section_len = strspn (out->section, "0123456789.ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  /* A full stop behind it ends the sentence. */
  while (out->section_len > 0 && out->section[out->section_len - 1] == '.')
    out->section_len--;
  out->end = out->section + out->section_len;
  return out->section_len > 0;
}

static char *
uri_of (const Parts *parts)
{
  const char *kind = g_ascii_isalpha (parts->section[0]) ? "appendix" : "section";
  return g_strdup_printf (SITE "%.*s#%s-%.*s", (int) parts->number_len, parts->number, kind,
                          (int) parts->section_len, parts->section);
}

char *
app_rfc_dup_uri (const char *reference)
{
  Parts parts;
  gboolean bracket = *reference == '[';
  if (!read_reference (reference + bracket, &parts) || !g_str_equal (parts.end, bracket ? "]" : ""))
    return NULL;
  return uri_of (&parts);
}

static gsize
find_parts (const char *text, gsize *start, Parts *parts)
{
  for (const char *at = text; (at = strchr (at, '[')) != NULL; at++)
    if (read_reference (at + 1, parts) && *parts->end == ']')
      {
        *start = (gsize) (at - text);
        return (gsize) (parts->end + 1 - at);
      }
  return 0;
}

gsize
app_rfc_find (const char *text, gsize *start)
{
  Parts parts;
  return find_parts (text, start, &parts);
}

static void
append_escaped (GString *out, const char *text, gsize len)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) len);
  g_string_append (out, escaped);
}

char *
app_rfc_dup_markup (const char *text)
{
  GString *out = g_string_new (NULL);
  Parts parts;
  gsize start, len;
  while ((len = find_parts (text, &start, &parts)) > 0)
    {
      g_autofree char *uri = uri_of (&parts);
      append_escaped (out, text, start);
      g_string_append_printf (out, "<a href=\"%s\">[RFC%.*s" NBSP SECTION "%.*s]</a>", uri,
                              (int) parts.number_len, parts.number, (int) parts.section_len,
                              parts.section);
      text += start + len;
    }
  append_escaped (out, text, strlen (text));
  return g_string_free (out, FALSE);
}

/* --- opening --- */

void
app_rfc_set_opener (AppRfcOpener open, gpointer data)
{
  opener = open;
  opener_data = data;
}

static void
say_copied (GtkWidget *from, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (from);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), uri);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("No program shows web pages here"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("The address was copied. Paste it into a browser:\n%s"), uri);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
app_rfc_open (GtkWidget *from, const char *uri)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  gboolean opened = opener != NULL ? opener (uri, opener_data)
                                   : g_app_info_launch_default_for_uri (uri, NULL, NULL);
  if (!opened)
    say_copied (from, uri);
}
