#include "view-states.h"

#include <string.h>

#include "explain-args.h"
#include "explain-catalogue.h"
#include "explain-line.h"
#include "explain-states.h"
#include "model.h"
#include "trace.h"

/* Events looked at for a line of the connection. */
#define MAX_STEPS 65536
/* Events of a connection that has ended which may follow its end. */
#define MAX_LOOKS 64

struct _ViewStates
{
  int refs;
  const ExplainDiagram *diagram;
  gboolean pop3;
  guint current;
  guint last;
  guint32 event;
};

/* --- where the session stands --- */

static ModelId
find_session (const Model *model, guint16 connection)
{
  g_autofree char *name = g_strdup_printf ("c%u", connection);
  for (ModelId id = model_next_child (model, MODEL_ROOT, MODEL_NO_ID); id != MODEL_NO_ID;
       id = model_next_child (model, MODEL_ROOT, id))
    if (model_get_kind (model, id) == MODEL_KIND_SERVER)
      return model_find (model, id, name);
  return MODEL_NO_ID;
}

static gboolean
is_line_of (const Trace *trace, guint32 at, guint16 connection)
{
  const TraceEvent *event = trace_get (trace, at);
  return event->connection == connection
         && (event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE);
}

/* A line of the connection near @event, 0 when nothing was said on it. */
static guint32
find_line (const Trace *trace, guint32 event)
{
  guint16 connection = trace_get (trace, event)->connection;
  guint32 n = trace_get_n (trace);
  for (guint32 step = 0; step < MAX_STEPS; step++)
    {
      if (step < event && is_line_of (trace, event - step, connection))
        return event - step;
      if (event + step <= n && is_line_of (trace, event + step, connection))
        return event + step;
      if (step >= event && event + step > n)
        return 0;
    }
  return 0;
}

/* The name of the state in @model, or NULL; *@writer: the event that made it so. */
static const char *
read_state (const Model *model, guint16 connection, guint32 *writer)
{
  ModelId session = find_session (model, connection);
  if (session == MODEL_NO_ID)
    return NULL;
  *writer = model_get_writer (model, session, MODEL_FIELD_STATE);
  return model_get_text (model, session, MODEL_FIELD_STATE);
}

/* The state of the connection just after @at, VIEW_NO_STATE when nothing holds one; *@writer: the event
 * that made it so. */
static guint
look (const ViewStates *self, TraceCursor *cursor, guint16 connection, guint32 at, guint32 *writer)
{
  *writer = 0;
  trace_cursor_seek (cursor, at);
  return explain_diagram_find (self->diagram,
                               read_state (trace_cursor_get_model (cursor), connection, writer));
}

/* Not served yet, or ended: what came just before @event. */
static guint
look_before (const ViewStates *self, const Trace *trace, TraceCursor *cursor, guint32 *event,
             guint32 *writer)
{
  guint16 connection = trace_get (trace, *event)->connection;
  guint looked = 0;
  for (guint32 at = *event; at > 1 && looked < MAX_LOOKS; at--)
    {
      if (trace_get (trace, at)->connection != connection)
        continue;
      looked++;
      guint state = look (self, cursor, connection, at - 1, writer);
      if (state == VIEW_NO_STATE)
        continue;
      *event = at;
      return state;
    }
  return VIEW_NO_STATE;
}

static void
place (ViewStates *self, Trace *trace, guint32 event)
{
  guint16 connection = trace_get (trace, event)->connection;
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  guint32 writer;
  guint end = self->diagram->n_states - 1;
  guint current = look (self, cursor, connection, event, &writer);
  self->last = VIEW_NO_STATE;
  if (current == VIEW_NO_STATE)
    {
      current = look_before (self, trace, cursor, &event, &writer);
      if (current == VIEW_NO_STATE)
        return;
      if (current != end)
        {
          self->current = end;
          self->event = event;
          self->last = explain_diagram_find_transition (self->diagram, current, end);
          return;
        }
    }
  self->current = current;
  /* The cell may have been written again with what it held. */
  for (guint from = current; writer != 0 && from == current;)
    {
      self->event = writer;
      from = look (self, cursor, connection, writer - 1, &writer);
      if (from == VIEW_NO_STATE)
        from = 0;
      self->last = explain_diagram_find_transition (self->diagram, from, current);
    }
}

ViewStates *
view_states_new (Trace *trace, guint32 event)
{
  g_assert (event >= 1 && event <= trace_get_n (trace));
  guint32 line = trace_get (trace, event)->connection != 0 ? find_line (trace, event) : 0;
  if (line == 0)
    return NULL;
  ViewStates *self = g_new0 (ViewStates, 1);
  self->refs = 1;
  self->pop3 = explain_is_pop3 (trace_get (trace, line)->context);
  self->diagram = explain_diagram_get (self->pop3);
  place (self, trace, event);
  return self;
}

ViewStates *
view_states_ref (ViewStates *states)
{
  g_atomic_int_inc (&states->refs);
  return states;
}

void
view_states_unref (ViewStates *states)
{
  if (g_atomic_int_dec_and_test (&states->refs))
    g_free (states);
}

guint
view_states_get_current (const ViewStates *states)
{
  return states->current;
}

guint
view_states_get_last (const ViewStates *states)
{
  return states->last;
}

/* --- nodes --- */

void
view_state_free (ViewState *state)
{
  g_free (state->node.id);
  view_text_clear (&state->node.sentence);
  view_text_clear (&state->name);
  g_free (state->rfc);
  g_free (state);
}

void
view_transition_free (ViewTransition *transition)
{
  g_free (transition->node.id);
  view_text_clear (&transition->node.sentence);
  view_text_clear (&transition->name);
  g_free (transition);
}

static ViewState *
make_state (const ViewStates *self, guint i)
{
  const ExplainState *from = &self->diagram->states[i];
  const ExplainCatalogue *catalogue = view_catalogue_get ("en", NULL);
  ExplainArgs *args = explain_args_new ();
  ViewState *state = g_new0 (ViewState, 1);
  explain_args_add_name (args, "state", from->key);
  explain_args_add_key (args, "meaning", from->key);
  state->current = i == self->current;
  state->node.id = g_strdup_printf ("s%u", i);
  state->node.sentence = (ViewText){ state->current ? "scene.state-current" : "scene.state", args };
  state->name = (ViewText){ from->key, NULL };
  if (catalogue != NULL)
    state->rfc = g_strdup (explain_catalogue_get_source (catalogue, from->key));
  return state;
}

static ViewTransition *
make_transition (const ViewStates *self, guint i)
{
  const ExplainTransition *from = &self->diagram->transitions[i];
  ExplainArgs *args = explain_args_new ();
  ViewTransition *transition = g_new0 (ViewTransition, 1);
  explain_args_add_name (args, "from", self->diagram->states[from->from].key);
  explain_args_add_name (args, "to", self->diagram->states[from->to].key);
  explain_args_add_key (args, "meaning", from->key);
  transition->from = from->from;
  transition->to = from->to;
  transition->last = i == self->last;
  transition->node.id = g_strdup_printf ("t%u", i);
  transition->node.sentence = (ViewText){ transition->last ? "scene.transition-last"
                                                           : "scene.transition",
                                          args };
  transition->name = (ViewText){ from->key, NULL };
  return transition;
}

GPtrArray *
view_states_get_states (const ViewStates *states)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) view_state_free);
  for (guint i = 0; i < states->diagram->n_states; i++)
    g_ptr_array_add (list, make_state (states, i));
  return list;
}

GPtrArray *
view_states_get_transitions (const ViewStates *states)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) view_transition_free);
  for (guint i = 0; i < states->diagram->n_transitions; i++)
    g_ptr_array_add (list, make_transition (states, i));
  return list;
}

/* --- as a scene --- */

enum
{
  PART_STATES,
  PART_TRANSITIONS,
  N_PARTS
};

static gboolean
state_equal (gconstpointer a, gconstpointer b)
{
  const ViewState *one = a;
  const ViewState *other = b;
  return one->current == other->current && view_text_equal (&one->name, &other->name);
}

static void
state_dump (gconstpointer node, GString *out)
{
  const ViewState *state = node;
  g_string_append_printf (out, "%s%s %s", state->name.key, state->current ? " current" : "",
                          state->rfc != NULL ? state->rfc : "-");
}

static gboolean
transition_equal (gconstpointer a, gconstpointer b)
{
  const ViewTransition *one = a;
  const ViewTransition *other = b;
  return one->last == other->last && view_text_equal (&one->name, &other->name);
}

static void
transition_dump (gconstpointer node, GString *out)
{
  const ViewTransition *transition = node;
  g_string_append_printf (out, "%u → %u %s%s", transition->from, transition->to,
                          transition->name.key, transition->last ? " last" : "");
}

static const ViewNodeClass part_classes[N_PARTS] = {
  [PART_STATES] = { "states", state_equal, state_dump },
  [PART_TRANSITIONS] = { "transitions", transition_equal, transition_dump },
};

static guint
scene_get_n_parts (gconstpointer scene)
{
  return N_PARTS;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  return part_classes[part].name;
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  return &part_classes[part];
}

static guint
scene_count (gconstpointer scene, guint part)
{
  const ViewStates *self = scene;
  return part == PART_STATES ? self->diagram->n_states : self->diagram->n_transitions;
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  const ViewStates *self = scene;
  gboolean states = part == PART_STATES;
  GPtrArray *rows = g_ptr_array_new_with_free_func (states ? (GDestroyNotify) view_state_free
                                                           : (GDestroyNotify) view_transition_free);
  for (guint i = first; i < scene_count (scene, part) && n > 0; i++, n--)
    g_ptr_array_add (rows, states ? (gpointer) make_state (self, i)
                                  : (gpointer) make_transition (self, i));
  return rows;
}

ViewScene
view_states_get_scene (const ViewStates *states)
{
  static const ViewSceneClass class = {
    "states", scene_get_n_parts, scene_get_part_name, scene_get_node_class, scene_count, scene_rows
  };
  return (ViewScene){ &class, states };
}
