#include "pop3-data.h"

#include <string.h>

/* More places to mend than so many, or than one in so many octets, are mended in a blob of its own:
 * slices would cost more than the octets. */
#define FEW_PLACES 4096
#define FAR_APART 64

/* --- out --- */

/* @what is to be put in before octet @at. */
typedef void (*Mend) (gsize at, const char *what, gpointer data);

/* Everywhere the octets on their way differ from those that are kept. */
static void
visit_places (const char *data, gsize start, gsize end, Mend mend, gpointer user)
{
  if (start == end)
    return;
  if (data[start] == '.')
    mend (start, ".", user);
  const char *feed;
  for (gsize at = start; at < end && (feed = memchr (data + at, '\n', end - at)) != NULL;)
    {
      at = (gsize) (feed - data);
      if (at == start || data[at - 1] != '\r')
        mend (at, "\r", user);
      at++;
      if (at < end && data[at] == '.')
        mend (at, ".", user);
    }
  if (data[end - 1] != '\n')
    mend (end, "\r\n", user);
}

typedef struct
{
  gsize places;
  gsize octets; /* put in */
  gsize dots;
} Count;

static void
count_place (gsize at, const char *what, gpointer data)
{
  Count *count = data;
  count->places++;
  count->octets += strlen (what);
  count->dots += what[0] == '.';
}

static Count
count_places (GBytes *message, gsize start, gsize len)
{
  Count count = { 0 };
  visit_places (g_bytes_get_data (message, NULL), start, start + len, count_place, &count);
  return count;
}

guint64
pop3_data_count (GBytes *message, gsize start, gsize len)
{
  Count count = count_places (message, start, len);
  return (guint64) len + count.octets - count.dots;
}

/* Octets on their way from one place to the next, into slices or into memory. */
typedef struct
{
  BaseSlices *slices;
  GBytes *message;
  const char *from;
  char *to;
  gsize done;
} Writer;

static void
write_shared (gsize at, const char *what, gpointer data)
{
  Writer *writer = data;
  base_slices_append_blob (writer->slices, writer->message, writer->done, at - writer->done);
  base_slices_append_string (writer->slices, what);
  writer->done = at;
}

static void
write_copied (gsize at, const char *what, gpointer data)
{
  Writer *writer = data;
  writer->to = mempcpy (writer->to, writer->from + writer->done, at - writer->done);
  writer->to = mempcpy (writer->to, what, strlen (what));
  writer->done = at;
}

guint64
pop3_data_append (BaseSlices *out, GBytes *message, gsize start, gsize len)
{
  const char *data = g_bytes_get_data (message, NULL);
  gsize end = start + len;
  Count count = count_places (message, start, len);
  Writer writer = { .slices = out, .message = message, .from = data, .done = start };
  if (count.places <= FEW_PLACES && count.places <= 1 + len / FAR_APART)
    {
      if (count.places > 0)
        visit_places (data, start, end, write_shared, &writer);
      base_slices_append_blob (out, message, writer.done, end - writer.done);
      return (guint64) len + count.octets - count.dots;
    }
  char *mended = g_malloc (len + count.octets);
  writer.to = mended;
  visit_places (data, start, end, write_copied, &writer);
  memcpy (writer.to, data + writer.done, end - writer.done);
  g_autoptr (GBytes) blob = g_bytes_new_take (mended, len + count.octets);
  base_slices_append_blob (out, blob, 0, g_bytes_get_size (blob));
  return (guint64) len + count.octets - count.dots;
}

/* --- in --- */

void
pop3_data_iter_init (Pop3DataIter *iter, GBytes *data)
{
  iter->data = g_bytes_get_data (data, &iter->size);
  iter->at = 0;
}

gboolean
pop3_data_iter_at_end (const Pop3DataIter *iter)
{
  return iter->size - iter->at == 3 && memcmp (iter->data + iter->at, POP3_DATA_END, 3) == 0;
}

/* Behind the CRLF that ends the line at @at, or the end. */
static gsize
find_line_end (const char *data, gsize at, gsize size)
{
  const char *feed;
  for (gsize from = at; from < size && (feed = memchr (data + from, '\n', size - from)) != NULL;)
    {
      from = (gsize) (feed - data) + 1;
      if (from - at >= 2 && feed[-1] == '\r')
        return from;
    }
  return size;
}

gboolean
pop3_data_iter_next (Pop3DataIter *iter, BaseSpan *whole, BaseSpan *text)
{
  if (iter->at == iter->size || pop3_data_iter_at_end (iter))
    return FALSE;
  gsize end = find_line_end (iter->data, iter->at, iter->size);
  gboolean ended = end - iter->at >= 2 && memcmp (iter->data + end - 2, "\r\n", 2) == 0;
  gsize dot = iter->data[iter->at] == '.' ? 1 : 0;
  *whole = (BaseSpan){ iter->at, end - iter->at };
  *text = (BaseSpan){ iter->at + dot, end - iter->at - dot - (ended ? 2 : 0) };
  iter->at = end;
  return TRUE;
}

GBytes *
pop3_data_unstuff (GBytes *data)
{
  gsize size;
  const char *from = g_bytes_get_data (data, &size);
  if (size >= 3 && memcmp (from + size - 3, POP3_DATA_END, 3) == 0)
    size -= 3;
  gsize dots = 0;
  for (gsize at = 0; at < size; at = find_line_end (from, at, size))
    dots += from[at] == '.';
  if (dots == 0)
    return g_bytes_new_from_bytes (data, 0, size);
  char *message = g_malloc (MAX (size - dots, 1)), *to = message;
  for (gsize at = 0; at < size;)
    {
      gsize next = find_line_end (from, at, size);
      gsize skip = from[at] == '.' ? 1 : 0;
      to = mempcpy (to, from + at + skip, next - at - skip);
      at = next;
    }
  return g_bytes_new_take (message, size - dots);
}
