#pragma once

#include "app-document.h"
#include "view-console.h"

/**
 * Acting: in free play, a world of its own that lasts until something else is opened, and in an exercise
 * (app_document_try() and what follows it in app-document.h). Everything a person does comes through here.
 */

typedef struct _ModelWorld ModelWorld;

/** AppActing: whether something can be done now. */
typedef enum
{
  APP_ACTING_NONE, /* what is shown is a lesson's run, a recording or a live server: it only can be looked at */
  APP_ACTING_PAST, /* it can, but one stands in the past: only what is at the end goes on */
  APP_ACTING_NOW
} AppActing;

/**
 * app_document_open_free: free play in the world of the lesson called @lesson (slug, folder or path), before its
 * first step, or with NULL in a world of its own. FALSE with an error of lesson's, and the document stays what it was.
 */
gboolean app_document_open_free (AppDocument *self, const char *lesson, GError **error);
/** app_document_is_free: whether free play is what is looked at. */
gboolean app_document_is_free (AppDocument *self);

/** app_document_get_acting: "moved", "run" and "grown" tell when it may be another. */
AppActing app_document_get_acting (AppDocument *self);
/** app_document_get_world: what the world was made of in which one acts; NULL when one cannot. Borrowed. */
const ModelWorld *app_document_get_world (AppDocument *self);

/** app_document_new_console: what can be done at the cursor; caller unrefs. One has to be able to act. */
ViewConsole *app_document_new_console (AppDocument *self, const ViewConsoleChosen *chosen);

/** app_document_act: app_document_do(), wherever one can act. */
gboolean app_document_act (AppDocument *self, const char *act, GError **error);

/** app_document_get_stepping, _set_stepping: whether an act only begins, and app_document_step_on() leads from
 * event to event, so that lines are met on their way; else it runs to its end. Setting it emits "replied". */
gboolean app_document_get_stepping (AppDocument *self);
void app_document_set_stepping (AppDocument *self, gboolean stepping);
/** app_document_is_under_way: whether something goes on by itself. */
gboolean app_document_is_under_way (AppDocument *self);
/** app_document_step_on: to the next event of what is under way. app_document_run_on: to the end of it. */
void app_document_step_on (AppDocument *self);
void app_document_run_on (AppDocument *self);
