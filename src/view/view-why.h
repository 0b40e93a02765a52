#pragma once

#include "view-cell.h"
#include "view-scene.h"

/**
 * ViewWhy: why a cell holds what it holds at one moment: the event that wrote it, that event's reason, and
 * so on back to what a person did, on whichever device. Made for one moment and never changed.
 */
typedef struct _ViewWhy ViewWhy;

typedef enum
{
  VIEW_WHY_REASON, /* from the effect back: each is the reason of the one above it */
  VIEW_WHY_DURING, /* the command in whose course one of them was said */
  VIEW_WHY_START   /* nothing wrote it: the run began so */
} ViewWhyKind;

/** ViewWhyCell: part "cell", one node: what it is about. Id: the cell's address. */
typedef struct
{
  ViewNode node;
  ViewText name;   /* “flags of “Lunch on Friday?” on Phone” */
  ViewText value;  /* what it holds */
  ViewText before; /* what it held before; nothing when it never changed */
  guint32 event;   /* that made it so; 0: it was so at the beginning */
  gint64 time;     /* of it, µs of virtual time */
} ViewWhyCell;

/** ViewWhyStep: part "steps". Id "e" and the number of its event, "start" for the beginning. */
typedef struct
{
  ViewNode node; /* sentence: when, and what */
  ViewWhyKind kind;
  guint32 event; /* 0: the beginning. Of a line the arrival, where there is one */
  gint64 time;   /* µs of virtual time */
  ViewText what;
} ViewWhyStep;

/** ViewWhySibling: part "siblings": what else is known of the same thing, the cell itself among it. Id: its
 * address; sentence: its name. */
typedef struct
{
  ViewNode node;
  ViewText field; /* its short label: "flags"; for view_text_name() */
  gboolean current;
} ViewWhySibling;

void view_why_cell_free (ViewWhyCell *cell);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewWhyCell, view_why_cell_free)
void view_why_step_free (ViewWhyStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewWhyStep, view_why_step_free)

void view_why_sibling_free (ViewWhySibling *sibling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewWhySibling, view_why_sibling_free)

/** view_why_new: of @cell just after @event. */
ViewWhy *view_why_new (ViewCell *cell, guint32 event);
ViewWhy *view_why_ref (ViewWhy *why);
void view_why_unref (ViewWhy *why);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewWhy, view_why_unref)

/** view_why_get_cell: caller frees. */
ViewWhyCell *view_why_get_cell (const ViewWhy *why);
/** view_why_count, view_why_get_steps: up to @n ViewWhyStep from @first on; caller owns. */
guint view_why_count (const ViewWhy *why);
GPtrArray *view_why_get_steps (const ViewWhy *why, guint first, guint n);
/** view_why_get_siblings: ViewWhySibling; caller owns. */
GPtrArray *view_why_get_siblings (const ViewWhy *why);
/** view_why_get_scene: parts "cell", "steps" and "siblings"; borrowed. */
ViewScene view_why_get_scene (const ViewWhy *why);

/**
 * view_why_walk: add to @chain (of guint32) event @writer, its reason, that one's reason and so on; to
 * @during the commands in whose course something of the chain happened, and which are not in it.
 */
void view_why_walk (const Trace *trace, guint32 writer, GArray *chain, GArray *during);
