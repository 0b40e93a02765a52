#pragma once

#include "base-span.h"

/**
 * BaseSlice: a view of immutable shared bytes. Message bytes cross the program as slices of one
 * blob, so a body of 50 MiB exists once however often it is sent.
 */
typedef struct
{
  GBytes *blob; /* owned reference */
  gsize start;
  gsize len;
} BaseSlice;

/**
 * BaseSlices: a list of slices that reads as one string of octets; the form in which lines are
 * produced, queued on links and kept in traces. Short text is gathered in blobs of its own.
 */
typedef struct _BaseSlices BaseSlices;

/** base_slices_new: an empty list. Free with base_slices_free(). */
BaseSlices *base_slices_new (void);
void base_slices_free (BaseSlices *slices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseSlices, base_slices_free)

/** base_slices_append: copy @len octets (text made by a printer) to the end. */
void base_slices_append (BaseSlices *slices, const void *data, gsize len);

/** base_slices_append_string: the same for a NUL-terminated string, without the NUL. */
void base_slices_append_string (BaseSlices *slices, const char *text);

/** base_slices_append_number: the same for @number in decimal digits; much quicker than printing it. */
void base_slices_append_number (BaseSlices *slices, guint64 number);

/** base_slices_append_printf: the same for a formatted string. */
void base_slices_append_printf (BaseSlices *slices, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** base_slices_append_blob: share @len octets of @blob from @start without copying them. */
void base_slices_append_blob (BaseSlices *slices, GBytes *blob, gsize start, gsize len);

/** base_slices_append_slices: share @len octets of @other from its octet @start on. */
void base_slices_append_slices (BaseSlices *slices, const BaseSlices *other, gsize start,
                                gsize len);

/** base_slices_get_length: octets in all. */
gsize base_slices_get_length (const BaseSlices *slices);

/** base_slices_get_n: number of slices; text that was gathered counts once closed or read. */
guint base_slices_get_n (BaseSlices *slices);

/** base_slices_get: the @i-th slice; borrowed, valid until the list is changed. */
const BaseSlice *base_slices_get (BaseSlices *slices, guint i);

/** base_slices_get_copied: octets that were copied in, that is, not shared from a blob. */
gsize base_slices_get_copied (const BaseSlices *slices);

/** base_slices_drop: forget the first @len octets (at most all of them). */
void base_slices_drop (BaseSlices *slices, gsize len);

/** base_slices_flatten: all octets in one blob; the caller owns it. */
GBytes *base_slices_flatten (const BaseSlices *slices);

/** base_slices_copy: copy @len octets from @start to @out; the range must be inside. */
void base_slices_copy (const BaseSlices *slices, gsize start, gsize len, guint8 *out);
