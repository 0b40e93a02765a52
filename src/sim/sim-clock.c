#include "sim-clock.h"

typedef struct
{
  gint64 at;
  guint64 order;
  gboolean patient;
  gpointer owner;
  SimDue due;
  gpointer payload;
  GDestroyNotify free_payload;
} Item;

struct _SimClock
{
  gint64 now;
  guint64 n_scheduled;
  GArray *heap; /* of Item; the earliest first */
  guint n_impatient;
};

SimClock *
sim_clock_new (void)
{
  SimClock *clock = g_new0 (SimClock, 1);

  clock->heap = g_array_new (FALSE, FALSE, sizeof (Item));
  return clock;
}

static void
item_drop (Item *item)
{
  if (item->free_payload != NULL)
    item->free_payload (item->payload);
}

void
sim_clock_free (SimClock *clock)
{
  if (clock == NULL)
    return;
  for (guint i = 0; i < clock->heap->len; i++)
    item_drop (&g_array_index (clock->heap, Item, i));
  g_array_unref (clock->heap);
  g_free (clock);
}

gint64
sim_clock_get_now (const SimClock *clock)
{
  return clock->now;
}

/* --- the heap --- */

static gboolean
is_before (const Item *a, const Item *b)
{
  return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void
swap (Item *a, Item *b)
{
  Item kept = *a;

  *a = *b;
  *b = kept;
}

static void
sift_up (Item *items, guint i)
{
  while (i > 0 && is_before (&items[i], &items[(i - 1) / 2]))
    {
      swap (&items[i], &items[(i - 1) / 2]);
      i = (i - 1) / 2;
    }
}

static void
sift_down (Item *items, guint n, guint i)
{
  for (;;)
    {
      guint child = 2 * i + 1;

      if (child >= n)
        return;
      if (child + 1 < n && is_before (&items[child + 1], &items[child]))
        child++;
      if (!is_before (&items[child], &items[i]))
        return;
      swap (&items[i], &items[child]);
      i = child;
    }
}

void
sim_clock_schedule (SimClock *clock, gint64 at, gboolean patient, gpointer owner, SimDue due,
                    gpointer payload, GDestroyNotify free_payload)
{
  Item item = {
    .at = MAX (at, clock->now),
    .order = clock->n_scheduled++,
    .patient = patient,
    .owner = owner,
    .due = due,
    .payload = payload,
    .free_payload = free_payload,
  };

  g_array_append_val (clock->heap, item);
  if (!patient)
    clock->n_impatient++;
  sift_up ((Item *) (gpointer) clock->heap->data, clock->heap->len - 1);
}

void
sim_clock_forget (SimClock *clock, gpointer owner, SimDue due)
{
  Item *items = (Item *) (gpointer) clock->heap->data;
  guint kept = 0;

  for (guint i = 0; i < clock->heap->len; i++)
    if (items[i].owner == owner && (due == NULL || items[i].due == due))
      {
        if (!items[i].patient)
          clock->n_impatient--;
        item_drop (&items[i]);
      }
    else
      items[kept++] = items[i];

  if (kept == clock->heap->len)
    return;
  g_array_set_size (clock->heap, kept);
  for (guint i = kept / 2; i-- > 0;)
    sift_down (items, kept, i);
}

gint64
sim_clock_postpone (SimClock *clock, gconstpointer owner, SimDue due, gint64 usec)
{
  Item *items = (Item *) (gpointer) clock->heap->data;
  gint64 last = -1;

  for (guint i = 0; i < clock->heap->len; i++)
    if (items[i].owner == owner && items[i].due == due)
      {
        items[i].at += usec;
        last = MAX (last, items[i].at);
      }
  for (guint i = clock->heap->len / 2; i-- > 0;)
    sift_down (items, clock->heap->len, i);
  return last;
}

gboolean
sim_clock_has (const SimClock *clock, gconstpointer owner, SimDue due)
{
  for (guint i = 0; i < clock->heap->len; i++)
    {
      const Item *item = &g_array_index (clock->heap, Item, i);

      if (item->owner == owner && (due == NULL || item->due == due))
        return TRUE;
    }
  return FALSE;
}

gint64
sim_clock_get_next (const SimClock *clock)
{
  return clock->heap->len > 0 ? g_array_index (clock->heap, Item, 0).at : -1;
}

gboolean
sim_clock_is_settled (const SimClock *clock)
{
  return clock->n_impatient == 0;
}

gboolean
sim_clock_run (SimClock *clock)
{
  Item *items = (Item *) (gpointer) clock->heap->data;
  guint last = clock->heap->len;
  Item item;

  if (last == 0)
    return FALSE;

  item = items[0];
  swap (&items[0], &items[last - 1]);
  g_array_set_size (clock->heap, last - 1);
  sift_down (items, last - 1, 0);
  if (!item.patient)
    clock->n_impatient--;

  clock->now = item.at;
  item.due (item.owner, item.payload);
  item_drop (&item);
  return TRUE;
}

void
sim_clock_advance (SimClock *clock, gint64 to)
{
  g_assert (clock->heap->len == 0 || sim_clock_get_next (clock) >= to);
  clock->now = MAX (clock->now, to);
}
