#include "app-split.h"

static int
room_of (GtkPaned *paned)
{
  gboolean across = gtk_orientable_get_orientation (GTK_ORIENTABLE (paned))
                    == GTK_ORIENTATION_HORIZONTAL;
  return across ? gtk_widget_get_width (GTK_WIDGET (paned))
                : gtk_widget_get_height (GTK_WIDGET (paned));
}

static void
place (AppSplit *split)
{
  int room = room_of (split->paned);
  split->placing = TRUE;
  if (room > 0)
    gtk_paned_set_position (split->paned, (int) (room * MAX (split->share, split->least)));
  split->placing = FALSE;
}

static void
on_room (GtkPaned *paned, GParamSpec *property, AppSplit *split)
{
  place (split);
}

/* Whether the pointer is at the divider itself: elsewhere in the panes it is no hand on it. */
static gboolean
is_held (GtkPaned *paned)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (paned)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != gtk_paned_get_start_child (paned) && child != gtk_paned_get_end_child (paned)
        && (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_PRELIGHT) != 0)
      return TRUE;
  return FALSE;
}

static void
on_position (GtkPaned *paned, GParamSpec *property, AppSplit *split)
{
  int room = room_of (paned);
  /* Only a hand on the divider counts, not what GTK does while it gives out room. */
  if (split->placing || room <= 0 || !(split->moving || is_held (paned)))
    return;
  split->share = CLAMP ((double) gtk_paned_get_position (paned) / room, 0.01, 0.99);
  split->moved (split->data);
}

static gboolean
on_move (GtkPaned *paned, GtkScrollType how, AppSplit *split)
{
  split->moving = TRUE;
  return FALSE;
}

static void
on_moved (GtkPaned *paned, GtkScrollType how, AppSplit *split)
{
  split->moving = FALSE;
}

void
app_split_set_share (AppSplit *split, double share)
{
  split->share = share;
  place (split);
}

void
app_split_set_least (AppSplit *split, double least)
{
  gboolean changed = split->least < least || split->least > least;
  split->least = least;
  if (changed)
    place (split);
}

void
app_split_init (AppSplit *split, GtkPaned *paned, void (*moved) (gpointer data), gpointer data)
{
  *split = (AppSplit){ .paned = paned, .share = 0.5, .moved = moved, .data = data };
  g_signal_connect (paned, "notify::max-position", G_CALLBACK (on_room), split);
  g_signal_connect (paned, "notify::min-position", G_CALLBACK (on_room), split);
  g_signal_connect (paned, "notify::position", G_CALLBACK (on_position), split);
  /* The keys move it between the two. */
  g_signal_connect (paned, "move-handle", G_CALLBACK (on_move), split);
  g_signal_connect_after (paned, "move-handle", G_CALLBACK (on_moved), split);
}
