#pragma once

#include <glib.h>

/** Octets of the smallest picture mail_jpeg_new() makes. */
#define MAIL_JPEG_MIN 170

/**
 * mail_jpeg_new: a real, plain grey JPEG picture of exactly @octets, at least MAIL_JPEG_MIN: a
 * photo to attach whose size matters and whose content does not. The same size gives the same
 * octets. Caller owns it.
 */
GByteArray *mail_jpeg_new (gsize octets);
