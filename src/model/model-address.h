#pragma once

#include "model.h"

/**
 * Addresses of cells, one spelling everywhere: OWNER:ACCOUNT:MAILBOX:MESSAGE:FIELD with middle
 * parts left out as needed; %-escapes for ':' '%' and control octets; MESSAGE is a label, u17 (a
 * UID) or n5 (a sequence number, in a connection's mailbox only); `c` + digits names a connection.
 * Examples: server:lin:INBOX:lunch:flags, server:lin:INBOX:uidnext, phone:c2:state,
 * phone:lin:INBOX:u17:body.
 */
typedef struct
{
  ModelId object;
  ModelTable table; /* MODEL_N_TABLES: a cell of the object itself */
  guint32 key;      /* of the message */
  ModelField field; /* MODEL_N_FIELDS: `exists`-like virtual cell is not used */
} ModelAddress;

#define MODEL_ADDRESS_ERROR (model_address_error_quark ())
GQuark model_address_error_quark (void);

/**
 * model_address_parse: find the cell that @text names in @model. Labels are resolved in the
 * server's mailbox of the same account and name, living or gone. A well-formed address of a message
 * or cell that is not there succeeds (its value is NONE); FALSE with a GError naming the part that
 * is wrong and what is there instead otherwise.
 */
gboolean model_address_parse (const Model *model, const char *text, ModelAddress *out,
                              GError **error);

/** model_address_format: the one spelling of a cell; messages by label where they have one. Caller
 * frees. */
char *model_address_format (const Model *model, const ModelAddress *address);

/** model_address_value: what the cell holds, as a value of its own (clear it). `exists` of a server
 * mailbox counts its table. */
ModelValue model_address_value (const Model *model, const ModelAddress *address);

/** model_address_writer: the event that wrote it. */
guint32 model_address_writer (const Model *model, const ModelAddress *address);

/**
 * model_address_show: the value as `state` prints it: flags in RFC spelling "(\Seen \Flagged)",
 * numbers and texts as they are (texts quoted when they hold spaces), blobs as "256 octets", runs
 * as "1:3,5", numbers as "1=u1 2=u2 …" in runs "1:5=u1:u5", `unknown`, `none`. Caller frees.
 */
char *model_address_show (const Model *model, const ModelAddress *address);

/** model_address_label: the label of message @uid in @mailbox (of any owner), borrowed, or NULL. */
const char *model_address_label (const Model *model, ModelId mailbox, guint32 uid);

typedef void (*ModelAddressFunc) (const ModelAddress *address, gpointer data);
/** model_address_foreach: every cell there is, objects in order of birth; the caller sorts the
 * spellings. */
void model_address_foreach (const Model *model, ModelAddressFunc func, gpointer data);
