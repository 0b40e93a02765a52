#include "base-slices.h"

#include <string.h>

/* Lines are made by the million, and most are one short text: such a one is one block of memory. */
#define SHORT_TEXT 88

struct _BaseSlices
{
  BaseSlice *closed; /* @only, or a block of its own */
  guint n;
  guint room;
  BaseSlice only;
  guint8 *text; /* gathered behind the closed slices: @short_text, or a block of its own */
  gsize text_len;
  gsize text_room;
  gsize closed_len; /* octets in closed */
  gsize copied;     /* octets ever gathered from copies and not dropped */
  guint8 short_text[SHORT_TEXT];
};

BaseSlices *
base_slices_new (void)
{
  BaseSlices *slices = g_new (BaseSlices, 1);
  slices->closed = &slices->only;
  slices->n = 0;
  slices->room = 1;
  slices->text = slices->short_text;
  slices->text_len = 0;
  slices->text_room = SHORT_TEXT;
  slices->closed_len = slices->copied = 0;
  return slices;
}

void
base_slices_free (BaseSlices *slices)
{
  if (slices == NULL)
    return;
  for (guint i = 0; i < slices->n; i++)
    g_bytes_unref (slices->closed[i].blob);
  if (slices->closed != &slices->only)
    g_free (slices->closed);
  if (slices->text != slices->short_text)
    g_free (slices->text);
  g_free (slices);
}

/* Takes @blob. */
static void
add_closed (BaseSlices *slices, GBytes *blob, gsize start, gsize len)
{
  if (slices->n == slices->room)
    {
      BaseSlice *more = g_new (BaseSlice, (gsize) slices->room * 2);
      memcpy (more, slices->closed, slices->n * sizeof *more);
      if (slices->closed != &slices->only)
        g_free (slices->closed);
      slices->closed = more;
      slices->room *= 2;
    }
  slices->closed[slices->n++] = (BaseSlice){ blob, start, len };
  slices->closed_len += len;
}

static void
close_text (BaseSlices *slices)
{
  gsize len = slices->text_len;
  if (len == 0)
    return;
  if (slices->text == slices->short_text)
    add_closed (slices, g_bytes_new (slices->text, len), 0, len);
  else
    add_closed (slices, g_bytes_new_take (slices->text, len), 0, len);
  slices->text = slices->short_text;
  slices->text_len = 0;
  slices->text_room = SHORT_TEXT;
}

/* Room for @len octets behind the text. */
static guint8 *
make_room (BaseSlices *slices, gsize len)
{
  if (slices->text_room - slices->text_len < len)
    {
      gboolean was_short = slices->text == slices->short_text;
      slices->text_room = MAX (slices->text_len + len, slices->text_room * 2);
      slices->text = g_realloc (was_short ? NULL : slices->text, slices->text_room);
      if (was_short)
        memcpy (slices->text, slices->short_text, slices->text_len);
    }
  return slices->text + slices->text_len;
}

void
base_slices_append (BaseSlices *slices, const void *data, gsize len)
{
  if (len == 0)
    return;
  memcpy (make_room (slices, len), data, len);
  slices->text_len += len;
  slices->copied += len;
}

void
base_slices_append_string (BaseSlices *slices, const char *text)
{
  base_slices_append (slices, text, strlen (text));
}

void
base_slices_append_number (BaseSlices *slices, guint64 number)
{
  char digits[20];
  guint at = sizeof digits;
  do
    digits[--at] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  base_slices_append (slices, digits + at, sizeof digits - at);
}

void
base_slices_append_printf (BaseSlices *slices, const char *format, ...)
{
  va_list args, again;
  va_start (args, format);
  va_copy (again, args);
  char *at = (char *) make_room (slices, 1);
  gsize room = slices->text_room - slices->text_len;
  int len = g_vsnprintf (at, room, format, args);
  g_assert (len >= 0);
  if ((gsize) len >= room)
    {
      at = (char *) make_room (slices, (gsize) len + 1);
      g_vsnprintf (at, (gsize) len + 1, format, again);
    }
  va_end (again);
  va_end (args);
  slices->text_len += (gsize) len;
  slices->copied += (gsize) len;
}

void
base_slices_append_blob (BaseSlices *slices, GBytes *blob, gsize start, gsize len)
{
  g_assert (start <= g_bytes_get_size (blob) && len <= g_bytes_get_size (blob) - start);
  if (len == 0)
    return;
  close_text (slices);
  add_closed (slices, g_bytes_ref (blob), start, len);
}

void
base_slices_append_slices (BaseSlices *slices, const BaseSlices *other, gsize start, gsize len)
{
  g_assert (start + len <= base_slices_get_length (other));
  for (guint i = 0; i < other->n && len > 0; i++)
    {
      const BaseSlice *from = &other->closed[i];
      if (start >= from->len)
        {
          start -= from->len;
          continue;
        }
      gsize take = MIN (len, from->len - start);
      base_slices_append_blob (slices, from->blob, from->start + start, take);
      len -= take;
      start = 0;
    }
  if (len > 0)
    base_slices_append (slices, other->text + start, len);
}

gsize
base_slices_get_length (const BaseSlices *slices)
{
  return slices->closed_len + slices->text_len;
}

guint
base_slices_get_n (BaseSlices *slices)
{
  close_text (slices);
  return slices->n;
}

const BaseSlice *
base_slices_get (BaseSlices *slices, guint i)
{
  close_text (slices);
  g_assert (i < slices->n);
  return &slices->closed[i];
}

gsize
base_slices_get_copied (const BaseSlices *slices)
{
  return MIN (slices->copied, base_slices_get_length (slices));
}

void
base_slices_drop (BaseSlices *slices, gsize len)
{
  close_text (slices);
  len = MIN (len, slices->closed_len);
  slices->closed_len -= len;
  guint whole = 0;
  while (len > 0)
    {
      BaseSlice *slice = &slices->closed[whole];
      if (len < slice->len)
        {
          slice->start += len;
          slice->len -= len;
          break;
        }
      len -= slice->len;
      whole++;
    }
  for (guint i = 0; i < whole; i++)
    g_bytes_unref (slices->closed[i].blob);
  slices->n -= whole;
  memmove (slices->closed, slices->closed + whole, slices->n * sizeof (BaseSlice));
}

void
base_slices_copy (const BaseSlices *slices, gsize start, gsize len, guint8 *out)
{
  g_assert (start + len <= base_slices_get_length (slices));
  for (guint i = 0; i < slices->n && len > 0; i++)
    {
      const BaseSlice *from = &slices->closed[i];
      if (start >= from->len)
        {
          start -= from->len;
          continue;
        }
      gsize take = MIN (len, from->len - start);
      const guint8 *data = g_bytes_get_data (from->blob, NULL);
      memcpy (out, data + from->start + start, take);
      out += take;
      len -= take;
      start = 0;
    }
  if (len > 0)
    memcpy (out, slices->text + start, len);
}

GBytes *
base_slices_flatten (const BaseSlices *slices)
{
  gsize len = base_slices_get_length (slices);
  if (slices->n == 1 && slices->text_len == 0)
    {
      const BaseSlice *only = &slices->closed[0];
      return g_bytes_new_from_bytes (only->blob, only->start, only->len);
    }
  guint8 *data = g_malloc (MAX (len, 1));
  base_slices_copy (slices, 0, len, data);
  return g_bytes_new_take (data, len);
}
