#pragma once

#include "model-turn.h"

/**
 * ImapFramer: cuts a stream into lines (see ModelLine): up to CRLF, with the literals that need no
 * "+". For a server's ear a synchronizing {n} ends a line; the engine then says accept (its octets
 * begin the next line) or refuse (the client will not send them). For a client's ear every literal
 * is part of its line; lines of human text have none, whatever they end with. The result does not
 * depend on how the input was split, and every octet is in exactly one line. [RFC9051 §4.3]
 * [RFC7888 §4]
 *
 * Beyond the limits a line is `bad` and comes in pieces, the later ones CONTINUED, up to its end; a
 * literal that is too long comes in pieces of its own, if it need not be waited for. An
 * announcement of more than 2^32 - 1 octets is none.
 */
typedef struct _ImapFramer ImapFramer;

/** Octets of a line at a server's ear, literals not counted. */
#define IMAP_LINE_MAX (64 * 1024)
/** The same at a client's ear: a list of 100,000 numbers has to fit. */
#define IMAP_RESPONSE_LINE_MAX (1024 * 1024)
/** Octets of all literals of a command or response. */
#define IMAP_LITERAL_MAX (50 * 1024 * 1024)
/** Literals of a command. */
#define IMAP_LITERALS_MAX 1000

typedef enum
{
  IMAP_EAR_SERVER, /* reads commands */
  IMAP_EAR_CLIENT  /* reads responses */
} ImapEar;

/** imap_framer_new: stand before the first octet of a stream; context COMMAND or RESPONSE. */
ImapFramer *imap_framer_new (ImapEar ear);
void imap_framer_free (ImapFramer *framer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapFramer, imap_framer_free)
/** imap_framer_feed: more of the stream; a reference is kept, lines inside one piece share it. */
void imap_framer_feed (ImapFramer *framer, GBytes *bytes);
/**
 * imap_framer_next: the next line, @out->bytes owned by the caller. After a line that announced a
 * synchronizing literal nothing more comes until accept or refuse. Every octet is looked at once.
 */
ModelFrame imap_framer_next (ImapFramer *framer, ModelLine *out);
/** imap_framer_rest: what is left at the end of the stream, marked incomplete; MORE when nothing.
 */
ModelFrame imap_framer_rest (ImapFramer *framer, ModelLine *out);
/**
 * imap_framer_awaits: octets announced by the last line's synchronizing literal, or -1 when it
 * announced none (or was answered).
 */
gint64 imap_framer_awaits (const ImapFramer *framer);
/** imap_framer_accept: the engine has said "+"; only while a literal is awaited. */
void imap_framer_accept (ImapFramer *framer);
/** imap_framer_refuse: the engine has said NO or BAD; the command is over. Only while awaited. */
void imap_framer_refuse (ImapFramer *framer);
/** imap_framer_set_context: the context of the next first lines (COMMAND or IDLE). */
void imap_framer_set_context (ImapFramer *framer, guint32 context);
