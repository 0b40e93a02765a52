#pragma once

#include "base-arena.h"
#include "mail-string.h"

/* The structured fields of MIME. Each reader takes the @len octets of a field's value, still folded,
 * comments and all, and keeps what it finds in @arena. Text is not decoded. Any octets will do. */

/** Parameters of one field beyond which the rest is left out, which only hostile mail reaches. */
#define MAIL_PARAMETERS_MAX 64

/** MailParameter: one attribute=value, the value without its quoting. */
typedef struct
{
  MailString name;
  MailString value;
} MailParameter;

/**
 * MailParameters: those of a field, in order. A value in continuations is one parameter, at the
 * place of its first piece [RFC2231 §3] [RFC2231 §6]; where a piece has a charset or is
 * percent-encoded, the whole is, and its name ends with "*" [RFC2231 §4.1].
 */
typedef struct
{
  const MailParameter *items;
  guint n;
} MailParameters;

/** MailMediaType: the value of a Content-Type field as it is spelled. */
typedef struct
{
  MailString type;
  MailString subtype;
  MailParameters parameters;
} MailMediaType;

/** MailDisposition: the value of a Content-Disposition field; @type NIL for none [RFC2183 §2]. */
typedef struct
{
  MailString type;
  MailParameters parameters;
} MailDisposition;

/** MailStrings: several strings in order. */
typedef struct
{
  const MailString *items;
  guint n;
} MailStrings;

/**
 * mail_mime_read_type: a Content-Type [RFC2045 §5.1]. FALSE, leaving @out alone, when there is no
 * type and subtype; a bad parameter is passed over.
 */
gboolean mail_mime_read_type (const char *value, gsize len, BaseArena *arena, MailMediaType *out);

/** mail_mime_read_disposition: a Content-Disposition. */
MailDisposition mail_mime_read_disposition (const char *value, gsize len, BaseArena *arena);

/** mail_mime_read_token: the first token, as of Content-Transfer-Encoding; NIL for none. */
MailString mail_mime_read_token (const char *value, gsize len, BaseArena *arena);

/** mail_mime_read_languages: the tags of Content-Language, parted by commas [RFC3282 §2]. */
MailStrings mail_mime_read_languages (const char *value, gsize len, BaseArena *arena);

/** mail_parameters_find: the value of the first parameter called @name in any case; or NIL. */
MailString mail_parameters_find (MailParameters parameters, const char *name);

/** mail_parameters_with_default: @parameters and behind them @name=@value, unless it is there. */
MailParameters mail_parameters_with_default (MailParameters parameters, const char *name,
                                             const char *value, BaseArena *arena);
