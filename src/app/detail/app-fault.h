#pragma once

#include <gtk/gtk.h>

/** AppFault: says that the program itself failed, and not who uses it: another sign, other words and another look
 * than advice has, and a report to copy. Not to be seen while there is nothing to say. */
#define APP_TYPE_FAULT (app_fault_get_type ())
G_DECLARE_FINAL_TYPE (AppFault, app_fault, APP, FAULT, GtkWidget)

/** app_fault_show: what failed, and at what: both go into the report. @what NULL: nothing. */
void app_fault_show (AppFault *self, const char *what, const char *where);
/** app_fault_get_report: what "Copy report" copies; borrowed, NULL nothing. */
const char *app_fault_get_report (AppFault *self);
