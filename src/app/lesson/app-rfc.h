#pragma once

#include <gtk/gtk.h>

/**
 * app_rfc_dup_uri: where the section of @reference can be read: "[RFC9051 §7.5.1]", with or without its
 * brackets, becomes "https://www.rfc-editor.org/rfc/rfc9051#section-7.5.1". NULL when it is no such
 * reference; caller frees.
 */
char *app_rfc_dup_uri (const char *reference);

/**
 * app_rfc_dup_markup: @text as Pango markup in which each reference is a link, not broken between number and
 * section; @text is plain. Labels with it give their "activate-link" to app_words_follow(). Caller frees.
 */
char *app_rfc_dup_markup (const char *text);

/** app_rfc_find: the first reference in @text, with its brackets: its octets, or 0 for none; *@start becomes
 * where it begins. */
gsize app_rfc_find (const char *text, gsize *start);

/** app_rfc_open: read @uri in the system's browser. Where there is none, the address is copied and a dialog
 * says so. */
void app_rfc_open (GtkWidget *from, const char *uri);

/** app_rfc_set_opener: who opens addresses instead of the system, for tests; NULL: the system again. It
 * returns whether it could. */
typedef gboolean (*AppRfcOpener) (const char *uri, gpointer data);
void app_rfc_set_opener (AppRfcOpener opener, gpointer data);
