#include "model-delta.h"

/* LEB128, least significant seven bits first; signed numbers as zigzag. */

static void
put_number (GByteArray *out, guint64 number)
{
  do
    {
      guint8 octet = number & 0x7f;
      number >>= 7;
      if (number != 0)
        octet |= 0x80;
      g_byte_array_append (out, &octet, 1);
    }
  while (number != 0);
}

static void
put_difference (GByteArray *out, gint64 difference)
{
  put_number (out, ((guint64) difference << 1) ^ (guint64) (difference >> 63));
}

static gboolean
get_number (ModelMaskIter *iter, guint64 *out)
{
  guint64 number = 0;
  for (guint shift = 0; iter->at < iter->end && shift < 64; shift += 7)
    {
      guint8 octet = *iter->at++;
      number |= (guint64) (octet & 0x7f) << shift;
      if ((octet & 0x80) == 0)
        {
          *out = number;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
get_difference (ModelMaskIter *iter, gint64 *sum)
{
  guint64 zigzag;
  if (!get_number (iter, &zigzag))
    return FALSE;
  guint64 difference = (zigzag >> 1) ^ -(zigzag & 1);
  *sum = (gint64) ((guint64) *sum + difference);
  return TRUE;
}

ModelMask *
model_mask_new (const ModelMaskRun *runs, guint n, guint64 modseq)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  ModelMask *mask = g_new0 (ModelMask, 1);
  guint32 last = 0;
  gint64 writer = 0;
  gint64 earlier = 0;
  for (guint i = 0; i < n; i++)
    {
      g_assert (runs[i].first > last && runs[i].count > 0);
      put_number (out, runs[i].first - last);
      put_number (out, runs[i].count);
      put_number (out, runs[i].flipped);
      put_difference (out, (gint64) runs[i].writer - writer);
      put_difference (out, (gint64) (runs[i].modseq - (guint64) earlier));
      last = runs[i].first;
      writer = runs[i].writer;
      earlier = (gint64) runs[i].modseq;
      mask->n += runs[i].count;
    }
  mask->modseq = modseq;
  mask->runs = g_bytes_new (out->data, out->len);
  return mask;
}

void
model_mask_free (ModelMask *mask)
{
  g_bytes_unref (mask->runs);
  g_free (mask);
}

void
model_mask_iter_init (ModelMaskIter *iter, const ModelMask *mask)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (mask->runs, &size);
  *iter = (ModelMaskIter){ .at = data, .end = data + size };
}

gboolean
model_mask_iter_next (ModelMaskIter *iter, ModelMaskRun *run)
{
  guint64 gap, count, flipped;
  if (iter->at == iter->end || !get_number (iter, &gap) || !get_number (iter, &count)
      || !get_number (iter, &flipped) || !get_difference (iter, &iter->writer)
      || !get_difference (iter, &iter->modseq))
    return FALSE;
  if (gap == 0 || gap > G_MAXUINT32 - iter->last || count == 0 || count > G_MAXUINT32
      || flipped > G_MAXUINT32 || iter->writer < 0 || iter->writer > G_MAXUINT32)
    return FALSE;
  iter->last += (guint32) gap;
  *run = (ModelMaskRun){ .first = iter->last,
                         .count = (guint32) count,
                         .flipped = (ModelFlags) flipped,
                         .writer = (guint32) iter->writer,
                         .modseq = (guint64) iter->modseq };
  return TRUE;
}
