#pragma once

#include <adwaita.h>

/** AppGlossary: a window with all words and what they mean, in the language of contents, and a search. */
#define APP_TYPE_GLOSSARY (app_glossary_get_type ())
G_DECLARE_FINAL_TYPE (AppGlossary, app_glossary, APP, GLOSSARY, AdwWindow)

/** app_glossary_show: the one of @parent, made when there is none; with the term @id, or "" for the search. It
 * goes away with @parent. Belongs to GTK. */
AppGlossary *app_glossary_show (GtkWindow *parent, const char *id);

/** app_glossary_retell: the language has changed: where @parent has one open, it says the same in the new one. */
void app_glossary_retell (GtkWindow *parent);

/** app_glossary_search: look for @query. app_glossary_count: how many were found. app_glossary_choose: show the
 * @i-th of them. app_glossary_get_shown: the id of what is shown, NULL none; borrowed. */
void app_glossary_search (AppGlossary *self, const char *query);
/** app_glossary_choose_kind: show only terms of @kind ("command", "flag" …; NULL all). FALSE: there is no such kind. */
gboolean app_glossary_choose_kind (AppGlossary *self, const char *kind);
guint app_glossary_count (AppGlossary *self);
void app_glossary_choose (AppGlossary *self, guint i);
const char *app_glossary_get_shown (AppGlossary *self);
