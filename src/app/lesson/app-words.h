#pragma once

#include <gtk/gtk.h>

/**
 * Words that the glossary knows, as links in texts: the meaning stands in the tip of the link, and following it
 * opens the glossary there. References such as [RFC9051 §7.5.1] are links to the document.
 */

/** APP_WORDS_SCHEME: what links to words begin with; their ids follow. */
#define APP_WORDS_SCHEME "glossary:"

/** app_words_begin: a new passage begins, such as a step of a lesson: each word is marked once in it. */
void app_words_begin (void);
/** app_words_set_protocol: from now on LIST is that of "pop3" or "imap"; static, NULL: any. */
void app_words_set_protocol (const char *protocol);
/** app_words_append: put @text (plain) behind @markup (Pango markup), words and references as links. */
void app_words_append (GString *markup, const char *text);
/** app_words_dup_passage: @text (plain) as markup, a passage of its own, in which the words of @protocol come first;
 * what was begun and set for others stays as it was. Caller frees. */
char *app_words_dup_passage (const char *text, const char *protocol);
/** app_words_follow: what a label with such links gives its "activate-link" to. */
gboolean app_words_follow (GtkWidget *label, const char *uri);
