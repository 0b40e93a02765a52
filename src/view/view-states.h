#pragma once

#include "view-scene.h"

typedef struct _Trace Trace;

/**
 * ViewStates: the states of one connection's protocol as a diagram: where the server stood just after
 * an event, and what led there. Made for one moment and never changed.
 */
typedef struct _ViewStates ViewStates;

#define VIEW_NO_STATE G_MAXUINT

/** ViewState: part "states", in the order of a session's life. Id "s" and its place from 0. */
typedef struct
{
  ViewNode node; /* sentence: its name, what it means, and whether the session is in it */
  ViewText name; /* for view_text_name(): "selected"; its text says what it means */
  char *rfc;     /* "[RFC9051 §3.3]", NULL none */
  gboolean current;
} ViewState;

/** ViewTransition: part "transitions". Id "t" and its place from 0. */
typedef struct
{
  ViewNode
      node; /* sentence: from where to where, by which commands, and whether it was the last one */
  ViewText name; /* for view_text_name(): "SELECT, EXAMINE" */
  guint from;    /* places of states */
  guint to;
  gboolean last; /* it led to where the session stands */
} ViewTransition;

void view_state_free (ViewState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewState, view_state_free)
void view_transition_free (ViewTransition *transition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewTransition, view_transition_free)

/** view_states_new: of the connection of @event, just after it; NULL when it belongs to none. Seeks in
 * the trace: for the line a person looks at. */
ViewStates *view_states_new (Trace *trace, guint32 event);
ViewStates *view_states_ref (ViewStates *states);
void view_states_unref (ViewStates *states);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewStates, view_states_unref)

/** view_states_get_current: the place of the state it is in. view_states_get_last: the place of the
 * transition that led there, VIEW_NO_STATE when it is not known or there was none. */
guint view_states_get_current (const ViewStates *states);
guint view_states_get_last (const ViewStates *states);
/** view_states_get_states, _get_transitions: ViewState, ViewTransition; caller owns. */
GPtrArray *view_states_get_states (const ViewStates *states);
GPtrArray *view_states_get_transitions (const ViewStates *states);
/** view_states_get_scene: parts "states" and "transitions"; borrowed. */
ViewScene view_states_get_scene (const ViewStates *states);
