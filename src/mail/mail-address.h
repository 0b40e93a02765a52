#pragma once

#include "mail-string.h"

/**
 * MailAddress: one address structure of an ENVELOPE [RFC9051 §7.5.2]. @name and the start of a
 * group hold a phrase without its quoting and not decoded, @adl an obsolete source route without
 * the final colon, @mailbox a local-part without its quoting.
 * @host NIL with @mailbox: a group of that name starts; both NIL: the group ends. An address
 * without a domain therefore has an empty @host, never NIL.
 */
typedef struct
{
  MailString name;
  MailString adl;
  MailString mailbox;
  MailString host;
} MailAddress;

/** Addresses of one list after which the rest is left out, which only hostile mail reaches. */
#define MAIL_ADDRESS_MAX 65536

/**
 * mail_address_list_parse: append the addresses in the @len octets of @value, a field's value still
 * folded, to @list, an array of MailAddress; their text is kept in @store. Any octets will do: what
 * is no address-list [RFC5322 §3.4] [RFC5322 §4.4] is read as far as it makes sense, groups are
 * always closed, and a comment behind a bare address serves as its name. Cost: one pass.
 */
void mail_address_list_parse (const char *value, gsize len, GStringChunk *store, GArray *list);

/** mail_address_is_group_start: whether @address opens a group rather than being one. */
static inline gboolean
mail_address_is_group_start (const MailAddress *address)
{
  return address->host.data == NULL && address->mailbox.data != NULL;
}

/** mail_address_is_group_end: whether @address closes a group. */
static inline gboolean
mail_address_is_group_end (const MailAddress *address)
{
  return address->host.data == NULL && address->mailbox.data == NULL;
}
