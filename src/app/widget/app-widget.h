#pragma once

#include <gtk/gtk.h>

/** app_widget_dispose_template: for dispose(): give back all that the template of @type put into
 * @widget, children without a name too. */
void app_widget_dispose_template (GtkWidget *widget, GType type);

/** app_widget_mark_language: give @widget the class "han" where Chinese is read in it. */
void app_widget_mark_language (GtkWidget *widget);

/** app_widget_set_tooltip: what is said when the pointer rests on @widget; NULL or "": nothing. For rows that
 * are filled often: gtk_widget_set_tooltip_text() asks the display where the pointer is each time. */
void app_widget_set_tooltip (GtkWidget *widget, const char *text);

/** app_widget_close_on_escape: Escape closes the window @widget, as it does dialogs. */
void app_widget_close_on_escape (GtkWidget *widget);

/** app_widget_keep_focus: for windows in which texts have links: what had the focus stays in memory until the
 * focus has moved. GtkLabel looks at it once more when a link takes the focus, and a list may have let go of the
 * row by then (GTK 4.8). */
void app_widget_keep_focus (GtkWindow *window);

/** app_widget_renew_actions: after @widget was put to another place: its buttons ask anew whether their actions are
 * enabled. In GTK 4.8 they take them for disabled as long as they have no place, and stay so. */
void app_widget_renew_actions (GtkWidget *widget);

/** app_widget_tell_cut: labels of @widget and below it that have no room for all of their words tell them to whoever
 * points at them; those that have a tooltip already keep it. */
void app_widget_tell_cut (GtkWidget *widget);

/** app_widget_name_buttons: once: from now on screen readers read labels, and with them buttons, without the
 * underscore of the mnemonic; GTK 4.8 gives them the label as it was written. */
void app_widget_name_buttons (void);
/** app_widget_name_below: the same at once for @widget and all below it, such as pages nobody has seen yet. */
void app_widget_name_below (GtkWidget *widget);
