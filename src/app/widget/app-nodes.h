#pragma once

#include <gio/gio.h>

#include "view-scene.h"

/** AppNode: one node of a scene as an item of a list. "changed" is emitted when the same thing has
 * other contents at another moment. */
#define APP_TYPE_NODE (app_node_get_type ())
G_DECLARE_FINAL_TYPE (AppNode, app_node, APP, NODE, GObject)

/** app_node_get: the struct of the scene (ViewRow, ViewMessage …); borrowed, until its serial is another. */
gconstpointer app_node_get (AppNode *self);
/** app_node_get_serial: another number whenever what is to be seen of it is something else. */
guint app_node_get_serial (AppNode *self);

/** AppNodes: one part of a scene as a GListModel that makes only the items it is asked for. */
#define APP_TYPE_NODES (app_nodes_get_type ())
G_DECLARE_FINAL_TYPE (AppNodes, app_nodes, APP, NODES, GObject)

AppNodes *app_nodes_new (void);

/**
 * app_nodes_show: from now on show the first @n nodes of part @part of @scene. @owner is what the
 * scene belongs to, kept and given to @unref in the end. Items of nodes that stay stay too and tell
 * that they changed. @n is at most what the part counts.
 */
void app_nodes_show (AppNodes *self, ViewScene scene, guint part, guint n, gpointer owner,
                     GDestroyNotify unref);
/** app_nodes_refresh: the scene is the same, and its nodes may be different. */
void app_nodes_refresh (AppNodes *self);
/** app_nodes_clear: show nothing. */
void app_nodes_clear (AppNodes *self);
