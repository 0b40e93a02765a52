#pragma once

#include "view-text.h"

/**
 * Contract 3: scenes. A scene is a named set of parts (ladder: lanes, rows; board: heads, and a list
 * for each card; detail: tokens, advice). Each part answers how many nodes it has and gives any
 * window of them, and makes no more than that window. A node is a plain struct that begins with a
 * ViewNode; which struct it is follows from the scene and the part.
 *
 * Who knows the scene calls its own typed functions (view_ladder_get_rows …); who draws, compares or
 * prints any scene uses these.
 */

/** ViewNode: what every node has. */
typedef struct
{
  char *id;          /* names the same thing in every scene of its kind, e.g. "e17" */
  ViewText sentence; /* all of the node in words, for those who do not see it */
} ViewNode;

typedef struct
{
  const char *name; /* of the part, for messages */
  /** whether two nodes with the same id show the same */
  gboolean (*equal) (gconstpointer a, gconstpointer b);
  /** one line for goldens: every field that is shown, texts as keys; without id and sentence */
  void (*dump) (gconstpointer node, GString *out);
} ViewNodeClass;

/** ViewScenePart: the only part of a scene that has no other. */
typedef struct
{
  ViewNodeClass nodes; /* whose name is the part's */
  guint (*count) (gconstpointer scene);
  GPtrArray *(*rows) (gconstpointer scene, guint first, guint n);
} ViewScenePart;

/** ViewSceneClass: what a scene is made of: the five functions, or the one part that there is. */
typedef struct
{
  const char *name; /* "ladder", "board", "detail" */
  guint (*get_n_parts) (gconstpointer scene);
  const char *(*get_part_name) (gconstpointer scene, guint part);
  const ViewNodeClass *(*get_node_class) (gconstpointer scene, guint part);
  guint (*count) (gconstpointer scene, guint part);
  GPtrArray *(*rows) (gconstpointer scene, guint part, guint first, guint n);
  const ViewScenePart *only; /* NULL: the functions tell */
} ViewSceneClass;

/** ViewScene: any scene, borrowed from the ladder, board or detail that it belongs to. */
typedef struct
{
  const ViewSceneClass *class;
  gconstpointer self;
} ViewScene;

/** view_scene_get_n_parts: how many parts it has; they are numbered from 0. */
guint view_scene_get_n_parts (ViewScene scene);
/** view_scene_get_part_name: "rows", "list:phone" …; borrowed. Parts of two scenes of one kind
 * belong together when their names are the same. */
const char *view_scene_get_part_name (ViewScene scene, guint part);
/** view_scene_find_part: the part called @name, G_MAXUINT when there is none. */
guint view_scene_find_part (ViewScene scene, const char *name);
/** view_scene_get_node_class: how to compare and print the nodes of @part; borrowed. */
const ViewNodeClass *view_scene_get_node_class (ViewScene scene, guint part);
/** view_scene_count: nodes in @part. */
guint view_scene_count (ViewScene scene, guint part);
/**
 * view_scene_rows: up to @n nodes of @part from the @first-th on (0-based); fewer at the end. Each
 * begins with a ViewNode; they are freed with the array, which the caller owns.
 */
GPtrArray *view_scene_rows (ViewScene scene, guint part, guint first, guint n);
/** view_scene_dump: the whole scene as text: parts, ids, what is shown, and each node's sentence in
 * the language of @catalogue (NULL: keys instead). For goldens and small scenes; caller frees. */
char *view_scene_dump (ViewScene scene, const ExplainCatalogue *catalogue);
