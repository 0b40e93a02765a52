/* Keys asked of the messages in a session's view [RFC3501 §6.4.4]. */
#include "imap-search-private.h"

#include "mail-date.h"

/* What looking at a message costs beside its octets, in octets. */
#define MESSAGE_COST 4

/** What a message is asked about. */
typedef struct
{
  const ImapSession *session;
  const Model *model;
  const ModelRow *row;
  guint32 number;
  gboolean open; /* the haystack is at this message */
} Asked;

static gboolean
in_numbers (const GArray *numbers, guint32 number)
{
  guint low = 0, high = numbers->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const ImapNumbers *range = &g_array_index (numbers, ImapNumbers, middle);
      if (number < range->first)
        high = middle;
      else if (number > range->last)
        low = middle + 1;
      else
        return TRUE;
    }
  return FALSE;
}

static gboolean
compare (const Test *test, gint64 value)
{
  switch (test->order)
    {
    case IMAP_SEARCH_BELOW:
      return value < test->number;
    case IMAP_SEARCH_EQUAL:
      return value == test->number;
    case IMAP_SEARCH_EQUAL_OR_ABOVE:
      return value >= test->number;
    case IMAP_SEARCH_ABOVE:
    default:
      return value > test->number;
    }
}

/* Size and day as FETCH tells them. */
static gboolean
has_size (const Test *test, const ModelRow *row)
{
  ModelValue size = model_row_get (row, MODEL_FIELD_SIZE);
  ModelValue body = model_row_get (row, MODEL_FIELD_BODY);
  if (size.kind == MODEL_VALUE_NUMBER)
    return compare (test, size.number);
  return compare (test, body.kind == MODEL_VALUE_BLOB ? (gint64) g_bytes_get_size (body.blob) : 0);
}

/* The day as it is written there, whatever the time and its zone. */
static gboolean
came_on_day (const Test *test, const ModelRow *row)
{
  ModelValue date = model_row_get (row, MODEL_FIELD_INTERNALDATE);
  gint64 seconds = 0;
  int zone = 0;
  if (date.kind == MODEL_VALUE_TEXT)
    mail_date_parse_imap (date.text, -1, &seconds, &zone);
  return compare (test, mail_date_day (seconds, zone));
}

static ImapHaystack *
open_message (const ImapSearch *search, Asked *asked)
{
  if (!asked->open)
    {
      ModelValue body = model_row_get (asked->row, MODEL_FIELD_BODY);
      imap_haystack_open (search->haystack, body.kind == MODEL_VALUE_BLOB ? body.blob : NULL);
    }
  asked->open = TRUE;
  return search->haystack;
}

static gboolean
was_sent_on_day (const ImapSearch *search, const Test *test, Asked *asked)
{
  gint64 day;
  return imap_haystack_get_day (open_message (search, asked), &day) && compare (test, day);
}

static gboolean
holds (const ImapSearch *search, const Test *test, Asked *asked)
{
  switch (test->kind)
    {
    case TEST_CONST:
      return test->constant;
    case TEST_FLAGS:
      return (asked->row->flags & test->mask) == test->bits;
    case TEST_NUMBERS:
      return in_numbers (test->numbers, asked->number);
    case TEST_RECENT:
      return imap_session_is_recent (asked->session, asked->model, asked->row->key);
    case TEST_SIZE:
      return has_size (test, asked->row);
    case TEST_DAY:
      return came_on_day (test, asked->row);
    case TEST_SENT:
      return was_sent_on_day (search, test, asked);
    case TEST_HEADER:
      return imap_haystack_has_field (open_message (search, asked), test->field, &test->needle);
    case TEST_TEXT:
      return imap_haystack_has_in_header (open_message (search, asked), &test->needle)
             || imap_haystack_has_in_body (search->haystack, &test->needle);
    case TEST_BODY:
      return imap_haystack_has_in_body (open_message (search, asked), &test->needle);
    case TEST_NOT:
      return !holds (search, test->first, asked);
    case TEST_AND:
      for (const Test *child = test->first; child != NULL; child = child->next)
        if (!holds (search, child, asked))
          return FALSE;
      return TRUE;
    case TEST_OR:
      for (const Test *child = test->first; child != NULL; child = child->next)
        if (holds (search, child, asked))
          return TRUE;
      return FALSE;
    }
  g_assert_not_reached ();
}

gboolean
imap_search_go_on (ImapSearch *search, const ImapSession *session, const Model *model, gboolean uid,
                   gsize budget, GArray *found)
{
  const ModelRuns *view = imap_session_get_numbers (session, model);
  gsize limit = imap_haystack_get_cost (search->haystack) + budget;
  gsize n = 0;
  for (; search->at < search->candidates->len; search->at++, search->next = 0)
    {
      const ImapNumbers *range = &g_array_index (search->candidates, ImapNumbers, search->at);
      if (search->next == 0)
        search->next = range->first;
      for (; search->next <= range->last; search->next++)
        {
          if (imap_haystack_get_cost (search->haystack) + n++ * MESSAGE_COST >= limit)
            return FALSE;
          guint32 key = model_runs_nth (view, search->next);
          Asked asked = { session, model, imap_session_find_row (session, model, key, NULL),
                          search->next, FALSE };
          if (asked.row == NULL || !holds (search, search->root, &asked))
            continue;
          guint32 name = uid ? key : search->next;
          g_array_append_val (found, name);
        }
    }
  return TRUE;
}
