#pragma once

#include <gtk/gtk.h>

#include "app-document.h"
#include "view-console.h"

/**
 * AppConsoleLine: the line of a console: an entry with its history and with what could stand next below it (Page Up
 * and Page Down choose, Tab takes it), and, while the server waits for a literal, a place to write its octets.
 * "act" is emitted with an act that is to be done; a handler returns whether it was.
 */
#define APP_TYPE_CONSOLE_LINE (app_console_line_get_type ())
G_DECLARE_FINAL_TYPE (AppConsoleLine, app_console_line, APP, CONSOLE_LINE, GtkWidget)

GtkWidget *app_console_line_new (void);
/** app_console_line_show: the moment has changed; @scene may be NULL: one cannot act. */
void app_console_line_show (AppConsoleLine *self, AppDocument *document, ViewConsole *scene);
/** app_console_line_send: do what stands in the entry; a line that is no act is sent by the chosen device. */
void app_console_line_send (AppConsoleLine *self);

/** For tests and pictures; borrowed. */
GtkEditable *app_console_line_get_entry (AppConsoleLine *self);
/** app_console_line_get_literal: the text of the literal; NULL while none is waited for. */
GtkTextBuffer *app_console_line_get_literal (AppConsoleLine *self);
/** app_console_line_send_literal: send what stands there. */
void app_console_line_send_literal (AppConsoleLine *self);
/** app_console_line_count: how many things could stand next. */
guint app_console_line_count (AppConsoleLine *self);
