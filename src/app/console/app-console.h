#pragma once

#include <gtk/gtk.h>

#include "app-console-line.h"
#include "app-document.h"

/**
 * AppConsole: where a person acts: as one of the devices, by buttons or by lines as they go over the wire, on the
 * network and on the world. Where one cannot act (a recording, the past) it says so and how to get there. Its
 * actions: "console.focus" the line that is typed, "console.next" and "console.finish" go on with what is under way.
 */
#define APP_TYPE_CONSOLE (app_console_get_type ())
G_DECLARE_FINAL_TYPE (AppConsole, app_console, APP, CONSOLE, GtkWidget)

AppConsole *app_console_new (void);
/** app_console_set_document: where it acts; once. */
void app_console_set_document (AppConsole *self, AppDocument *document);
/** app_console_set_embedded: it stands within a page of its own (an exercise's): without margins and notices,
 * as high as it needs. */
void app_console_set_embedded (AppConsole *self);

/** app_console_send: do what stands in the entry; a line that is no act is sent by the chosen device as it is. */
void app_console_send (AppConsole *self);
/** app_console_press: the button whose act is @id ("act:move", see view-console.h); FALSE when it cannot be
 * pressed now. */
gboolean app_console_press (AppConsole *self, const char *id);

/** For tests and pictures; borrowed. */
AppConsoleLine *app_console_get_line (AppConsole *self);
GtkEditable *app_console_get_entry (AppConsole *self);
/** app_console_get_problem: what went wrong with the newest act, "" nothing. */
const char *app_console_get_problem (AppConsole *self);
/** app_console_choose: the device, message, mailbox or new mail called @name, as acts name it. */
void app_console_choose (AppConsole *self, const char *name);
