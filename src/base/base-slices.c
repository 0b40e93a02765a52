#include "base-slices.h"

#include <string.h>

struct _BaseSlices
{
  GArray *closed;   /* BaseSlice */
  GByteArray *open; /* text gathered behind the closed slices */
  gsize closed_len; /* octets in closed */
  gsize copied;     /* octets ever gathered from copies and not dropped */
};

static void
slice_clear (gpointer data)
{
  BaseSlice *slice = data;
  g_clear_pointer (&slice->blob, g_bytes_unref);
}

BaseSlices *
base_slices_new (void)
{
  BaseSlices *slices = g_new0 (BaseSlices, 1);
  slices->closed = g_array_new (FALSE, FALSE, sizeof (BaseSlice));
  g_array_set_clear_func (slices->closed, slice_clear);
  slices->open = g_byte_array_new ();
  return slices;
}

void
base_slices_free (BaseSlices *slices)
{
  if (slices == NULL)
    return;
  g_array_unref (slices->closed);
  g_byte_array_unref (slices->open);
  g_free (slices);
}

static void
close_text (BaseSlices *slices)
{
  if (slices->open->len == 0)
    return;
  gsize len = slices->open->len;
  BaseSlice slice = { g_byte_array_free_to_bytes (slices->open), 0, len };
  g_array_append_val (slices->closed, slice);
  slices->closed_len += len;
  slices->open = g_byte_array_new ();
}

void
base_slices_append (BaseSlices *slices, const void *data, gsize len)
{
  g_assert (len <= G_MAXUINT);
  g_byte_array_append (slices->open, data, len);
  slices->copied += len;
}

void
base_slices_append_string (BaseSlices *slices, const char *text)
{
  base_slices_append (slices, text, strlen (text));
}

void
base_slices_append_printf (BaseSlices *slices, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  base_slices_append_string (slices, text);
}

void
base_slices_append_blob (BaseSlices *slices, GBytes *blob, gsize start, gsize len)
{
  g_assert (start <= g_bytes_get_size (blob) && len <= g_bytes_get_size (blob) - start);
  if (len == 0)
    return;
  close_text (slices);
  BaseSlice slice = { g_bytes_ref (blob), start, len };
  g_array_append_val (slices->closed, slice);
  slices->closed_len += len;
}

void
base_slices_append_slices (BaseSlices *slices, const BaseSlices *other, gsize start, gsize len)
{
  g_assert (start + len <= base_slices_get_length (other));
  for (guint i = 0; i < other->closed->len && len > 0; i++)
    {
      const BaseSlice *from = &g_array_index (other->closed, BaseSlice, i);
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
    base_slices_append (slices, other->open->data + start, len);
}

gsize
base_slices_get_length (const BaseSlices *slices)
{
  return slices->closed_len + slices->open->len;
}

guint
base_slices_get_n (BaseSlices *slices)
{
  close_text (slices);
  return slices->closed->len;
}

const BaseSlice *
base_slices_get (BaseSlices *slices, guint i)
{
  close_text (slices);
  g_assert (i < slices->closed->len);
  return &g_array_index (slices->closed, BaseSlice, i);
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
      BaseSlice *slice = &g_array_index (slices->closed, BaseSlice, whole);
      if (len < slice->len)
        {
          slice->start += len;
          slice->len -= len;
          break;
        }
      len -= slice->len;
      whole++;
    }
  g_array_remove_range (slices->closed, 0, whole);
}

void
base_slices_copy (const BaseSlices *slices, gsize start, gsize len, guint8 *out)
{
  g_assert (start + len <= base_slices_get_length (slices));
  for (guint i = 0; i < slices->closed->len && len > 0; i++)
    {
      const BaseSlice *from = &g_array_index (slices->closed, BaseSlice, i);
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
    memcpy (out, slices->open->data + start, len);
}

GBytes *
base_slices_flatten (const BaseSlices *slices)
{
  gsize len = base_slices_get_length (slices);
  if (slices->closed->len == 1 && slices->open->len == 0)
    {
      const BaseSlice *only = &g_array_index (slices->closed, BaseSlice, 0);
      return g_bytes_new_from_bytes (only->blob, only->start, only->len);
    }
  guint8 *data = g_malloc (MAX (len, 1));
  base_slices_copy (slices, 0, len, data);
  return g_bytes_new_take (data, len);
}
