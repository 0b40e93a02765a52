#pragma once

#include <gtk/gtk.h>

/** AppSplit: a divider that keeps its share of the room when the window's size changes. */
typedef struct
{
  GtkPaned *paned; /* borrowed */
  double share;
  double least;     /* of the share, for now */
  gboolean placing; /* while it is set by us */
  gboolean moving;  /* by a key */
  void (*moved) (gpointer data);
  gpointer data;
} AppSplit;

/** app_split_init: @split, which stays where it is, takes care of @paned; @moved is called with @data when a
 * hand or a key moved the divider. */
void app_split_init (AppSplit *split, GtkPaned *paned, void (*moved) (gpointer data),
                     gpointer data);
/** app_split_set_share: give the first child @share (0 … 1) of the room. */
void app_split_set_share (AppSplit *split, double share);
/** app_split_set_least: for now give it no less than this share; 0 ends that. */
void app_split_set_least (AppSplit *split, double least);
