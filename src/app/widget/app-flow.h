#pragma once

#include <gtk/gtk.h>

/**
 * AppFlow: buttons that flow like words, in a GtkFlowBox, through which Tab goes one by one and out at the end. A
 * GtkFlowBox of GTK 4.8 keeps the focus where its next child cannot take it: hidden, or not to be pressed now.
 */
#define APP_TYPE_FLOW (app_flow_get_type ())
G_DECLARE_FINAL_TYPE (AppFlow, app_flow, APP, FLOW, GtkWidget)

/** app_flow_new: around @flow, which it takes. Floating. */
AppFlow *app_flow_new (GtkFlowBox *flow);
