#include "imap-set.h"

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  const ImapNumbers *x = a, *y = b;
  return x->first < y->first ? -1 : x->first > y->first;
}

/* Sorts and joins what overlaps or touches, so that each message comes once and in order. */
static void
normalize (GArray *numbers)
{
  if (numbers->len == 0)
    return;
  g_array_sort (numbers, compare_numbers);
  guint kept = 0;
  for (guint i = 1; i < numbers->len; i++)
    {
      ImapNumbers *last = &g_array_index (numbers, ImapNumbers, kept);
      ImapNumbers next = g_array_index (numbers, ImapNumbers, i);
      if (next.first <= last->last + 1)
        last->last = MAX (last->last, next.last);
      else
        g_array_index (numbers, ImapNumbers, ++kept) = next;
    }
  g_array_set_size (numbers, kept + 1);
}

guint
imap_view_lower (const ModelRuns *view, guint32 uid)
{
  guint low = 1, high = model_runs_total (view) + 1;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (model_runs_nth (view, middle) < uid)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

GArray *
imap_set_resolve (const ImapSet *set, gboolean uid, const ModelRuns *view)
{
  guint32 count = model_runs_total (view);
  guint32 star = uid ? model_runs_nth (view, count) : count;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (ImapNumbers));
  for (guint i = 0; i < set->n; i++)
    {
      const ImapRange *range = &set->ranges[i];
      guint32 a = range->first_star ? star : range->first;
      guint32 b = range->last_star ? star : range->last;
      ImapNumbers found = { MIN (a, b), MAX (a, b) };
      if (!uid && (found.first == 0 || found.last > count))
        return NULL;
      if (uid)
        {
          guint first = imap_view_lower (view, found.first);
          /* The UID behind the highest is 0: nothing lies behind it. */
          guint behind = found.last < G_MAXUINT32 ? imap_view_lower (view, found.last + 1)
                                                  : count + 1;
          if (found.last == 0 || first >= behind)
            continue;
          found = (ImapNumbers){ first, behind - 1 };
        }
      g_array_append_val (numbers, found);
    }
  normalize (numbers);
  return g_steal_pointer (&numbers);
}

guint
imap_set_count (const GArray *numbers)
{
  guint count = 0;
  for (guint i = 0; i < numbers->len; i++)
    {
      const ImapNumbers *run = &g_array_index (numbers, ImapNumbers, i);
      count += run->last - run->first + 1;
    }
  return count;
}

GArray *
imap_set_uids (const GArray *numbers, const ModelRuns *view, gboolean touching)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  for (guint i = 0; i < numbers->len; i++)
    {
      const ImapNumbers *range = &g_array_index (numbers, ImapNumbers, i);
      if (touching)
        {
          guint32 first = model_runs_nth (view, range->first);
          guint32 last = model_runs_nth (view, range->last);
          ModelRun run = { .first = first, .count = last - first + 1 };
          g_array_append_val (uids, run);
          continue;
        }
      for (guint n = range->first; n <= range->last; n++)
        {
          guint32 uid = model_runs_nth (view, n);
          ModelRun *last = uids->len > 0 ? &g_array_index (uids, ModelRun, uids->len - 1) : NULL;
          if (last != NULL && uid == last->first + last->count)
            last->count++;
          else
            {
              ModelRun run = { .first = uid, .count = 1 };
              g_array_append_val (uids, run);
            }
        }
    }
  return uids;
}
