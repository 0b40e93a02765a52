/* A baseline JPEG of one component, 64 by 48 pixels, each block of 8 by 8 the same grey; comment
 * segments fill it up (ITU-T T.81, annex B). */

#include "mail-jpeg.h"

#include <string.h>

#define COMMENT_OVERHEAD 4
#define COMMENT_MAX (65535 + 2)

static const guint8 jfif_start[] = {
  0xff, 0xd8,                                                          /* SOI */
  0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, /* APP0 */
};

static const guint8 frame[] = {
  0xff, 0xc0, 0, 11, 8,    0, 48,   0, 64, 1, 1, 0x11, 0, /* SOF0: 8 bits, 48 lines of 64 */
  0xff, 0xc4, 0, 20, 0x00, 1, 0,    0, 0,  0, 0, 0,    0,
  0,    0,    0, 0,  0,    0, 0,    0, 0, /* DC: "0" is no change */
  0xff, 0xc4, 0, 20, 0x10, 1, 0,    0, 0,  0, 0, 0,    0,
  0,    0,    0, 0,  0,    0, 0,    0, 0,           /* AC: "0" ends a block */
  0xff, 0xda, 0, 8,  1,    1, 0x00, 0, 63, 0,       /* SOS */
  0,    0,    0, 0,  0,    0, 0,    0, 0,  0, 0, 0, /* 48 blocks of two bits */
};

static const guint8 end_of_image[] = { 0xff, 0xd9 };

static void
add_quantization (GByteArray *out)
{
  static const guint8 head[] = { 0xff, 0xdb, 0, 67, 0 };
  guint8 table[64];

  memset (table, 1, sizeof table);
  g_byte_array_append (out, head, sizeof head);
  g_byte_array_append (out, table, sizeof table);
}

static void
add_comment (GByteArray *out, gsize octets)
{
  static const char text[] = "Hills, a lake, and the bus that brought us there. ";
  gsize length = octets - 2;
  guint8 head[COMMENT_OVERHEAD] = { 0xff, 0xfe, (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (out, head, sizeof head);
  for (gsize left = octets - COMMENT_OVERHEAD; left > 0;)
    {
      gsize n = MIN (left, sizeof text - 1);

      g_byte_array_append (out, (const guint8 *) text, (guint) n);
      left -= n;
    }
}

GByteArray *
mail_jpeg_new (gsize octets)
{
  static const guint8 fill[COMMENT_OVERHEAD - 1] = { 0xff, 0xff, 0xff };
  GByteArray *out = g_byte_array_new ();
  gsize left = octets - MAIL_JPEG_MIN;

  g_assert (octets >= MAIL_JPEG_MIN);
  g_byte_array_append (out, jfif_start, sizeof jfif_start);
  while (left >= COMMENT_OVERHEAD)
    {
      gsize n = MIN (left, COMMENT_MAX);

      add_comment (out, n);
      left -= n;
    }
  /* Any number of FF octets may stand before a marker. */
  g_byte_array_append (out, fill, (guint) left);
  add_quantization (out);
  g_byte_array_append (out, frame, sizeof frame);
  g_byte_array_append (out, end_of_image, sizeof end_of_image);
  g_assert (out->len == octets);
  return out;
}
