/* The order and choice of lanes. */
#include "view-lanes.h"

#include "view-ladder-private.h"

#include <string.h>

typedef struct
{
  char *owner;
  guint lane; /* of the ladder that was taken in last */
  gboolean is_server;
  gboolean hidden;
} Place;

struct _ViewLanes
{
  GArray *places;  /* Place */
  GArray *columns; /* guint: of each lane of the ladder */
};

static void
clear_place (gpointer data)
{
  g_free (((Place *) data)->owner);
}

ViewLanes *
view_lanes_new (void)
{
  ViewLanes *lanes = g_new0 (ViewLanes, 1);
  lanes->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (lanes->places, clear_place);
  lanes->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  return lanes;
}

void
view_lanes_free (ViewLanes *lanes)
{
  g_array_unref (lanes->places);
  g_array_unref (lanes->columns);
  g_free (lanes);
}

static Place *
peek (const ViewLanes *lanes, guint place)
{
  g_assert (place < lanes->places->len);
  return &g_array_index (lanes->places, Place, place);
}

static void
count_columns (ViewLanes *lanes)
{
  guint column = 0;
  g_array_set_size (lanes->columns, lanes->places->len);
  for (guint i = 0; i < lanes->places->len; i++)
    g_array_index (lanes->columns, guint,
                   peek (lanes, i)->lane) = peek (lanes, i)->hidden ? VIEW_NO_LANE : column++;
}

/* --- the lanes of a ladder --- */

static const LadderLane *
lane_at (const ViewLadder *ladder, guint lane)
{
  return &g_array_index (ladder->lanes, LadderLane, lane);
}

static Place *
find (const ViewLanes *lanes, const char *owner)
{
  for (guint i = 0; i < lanes->places->len; i++)
    if (strcmp (peek (lanes, i)->owner, owner) == 0)
      return peek (lanes, i);
  return NULL;
}

static gboolean
forget (ViewLanes *lanes, const ViewLadder *ladder)
{
  gboolean changed = FALSE;
  for (guint i = lanes->places->len; i-- > 0;)
    {
      gboolean there = FALSE;
      for (guint lane = 0; lane < ladder->lanes->len && !there; lane++)
        there = strcmp (lane_at (ladder, lane)->owner, peek (lanes, i)->owner) == 0;
      if (!there)
        g_array_remove_index (lanes->places, i);
      changed |= !there;
    }
  return changed;
}

gboolean
view_lanes_update (ViewLanes *lanes, const ViewLadder *ladder)
{
  gboolean changed = forget (lanes, ladder);
  for (guint lane = 0; lane < ladder->lanes->len; lane++)
    {
      const LadderLane *from = lane_at (ladder, lane);
      Place *place = find (lanes, from->owner);
      if (place != NULL)
        {
          changed |= place->lane != lane;
          place->lane = lane;
          continue;
        }
      Place new = { g_strdup (from->owner), lane, from->is_server, FALSE };
      /* The first client of a server that had none stands before it. */
      guint at = lane == 0 && lanes->places->len == 1 ? 0 : lanes->places->len;
      g_array_insert_val (lanes->places, at, new);
      changed = TRUE;
    }
  count_columns (lanes);
  return changed;
}

/* --- asking --- */

guint
view_lanes_count (const ViewLanes *lanes)
{
  return lanes->places->len;
}

guint
view_lanes_get_lane (const ViewLanes *lanes, guint place)
{
  return peek (lanes, place)->lane;
}

const char *
view_lanes_get_owner (const ViewLanes *lanes, guint place)
{
  return peek (lanes, place)->owner;
}

gboolean
view_lanes_is_shown (const ViewLanes *lanes, guint place)
{
  return !peek (lanes, place)->hidden;
}

gboolean
view_lanes_is_server (const ViewLanes *lanes, guint place)
{
  return peek (lanes, place)->is_server;
}

guint
view_lanes_get_column (const ViewLanes *lanes, guint lane)
{
  return lane < lanes->columns->len ? g_array_index (lanes->columns, guint, lane) : VIEW_NO_LANE;
}

gboolean
view_lanes_is_plain (const ViewLanes *lanes)
{
  for (guint i = 0; i < lanes->places->len; i++)
    if (peek (lanes, i)->hidden || peek (lanes, i)->lane != i)
      return FALSE;
  return TRUE;
}

/* --- choosing --- */

gboolean
view_lanes_show (ViewLanes *lanes, guint place, gboolean shown)
{
  if (place >= lanes->places->len || (!shown && peek (lanes, place)->is_server))
    return FALSE;
  peek (lanes, place)->hidden = !shown;
  count_columns (lanes);
  return TRUE;
}

gboolean
view_lanes_move (ViewLanes *lanes, guint place, guint to)
{
  if (place >= lanes->places->len || to >= lanes->places->len)
    return FALSE;
  Place moved = *peek (lanes, place);
  peek (lanes, place)->owner = NULL;
  g_array_remove_index (lanes->places, place);
  g_array_insert_val (lanes->places, to, moved);
  count_columns (lanes);
  return TRUE;
}

static int
compare_lanes (gconstpointer a, gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;
  return one->lane < other->lane ? -1 : one->lane > other->lane;
}

void
view_lanes_reset (ViewLanes *lanes)
{
  g_array_sort (lanes->places, compare_lanes);
  for (guint i = 0; i < lanes->places->len; i++)
    peek (lanes, i)->hidden = FALSE;
  count_columns (lanes);
}
