#pragma once

#include <glib.h>

/*
 * The names of all nodes a tree can have. A name is the grammar rule [RFC3501 §9] and the key of its
 * explanation at once; "group.member" where one rule has members that mean different things. A leaf
 * made of a string (quoted or literal) is an inner node with its own name over the string's parts.
 */

/* What commands and responses share. */
#define IMAP_RULES_COMMON(X)                                                                       \
  X ("line") /* the root: all that was framed */                                                   \
  X ("bad")  /* octets the grammar has no place for */                                             \
  X ("sp")                                                                                         \
  X ("crlf")                                                                                       \
  X ("tag")                                                                                        \
  X ("paren-open")                                                                                 \
  X ("paren-close")                                                                                \
  X ("nil")                                                                                        \
  X ("number")                                                                                     \
  X ("nz-number")                                                                                  \
  X ("atom")                                                                                       \
  X ("astring")                                                                                    \
  X ("string")                                                                                     \
  X ("nstring")                                                                                    \
  X ("dquote")                                                                                     \
  X ("quoted-text")                                                                                \
  X ("quoted-escape") /* \" or \\ */                                                               \
  X ("literal-announcement")                                                                       \
  X ("literal-open")                                                                               \
  X ("literal-size")                                                                               \
  X ("literal-close")                                                                              \
  X ("literal-octets")                                                                             \
  X ("mailbox")                                                                                    \
  X ("mailbox.inbox")                                                                              \
  X ("sequence-set")                                                                               \
  X ("seq-range")                                                                                  \
  X ("seq-number")                                                                                 \
  X ("seq-star")                                                                                   \
  X ("seq-colon")                                                                                  \
  X ("seq-comma")                                                                                  \
  X ("flag-list")                                                                                  \
  X ("flag") /* what is expected where a flag has to stand */                                      \
  X ("flag.seen")                                                                                  \
  X ("flag.answered")                                                                              \
  X ("flag.flagged")                                                                               \
  X ("flag.deleted")                                                                               \
  X ("flag.draft")                                                                                 \
  X ("flag.recent")                                                                                \
  X ("flag.any") /* \* of PERMANENTFLAGS */                                                        \
  X ("flag.extension")                                                                             \
  X ("flag.keyword")                                                                               \
  X ("date-time")                                                                                  \
  X ("date-day")                                                                                   \
  X ("date-dash")                                                                                  \
  X ("date-month")                                                                                 \
  X ("date-year")                                                                                  \
  X ("time")                                                                                       \
  X ("zone")                                                                                       \
  X ("section")                                                                                    \
  X ("section-open")                                                                               \
  X ("section-close")                                                                              \
  X ("section-part")                                                                               \
  X ("section-number")                                                                             \
  X ("section-dot")                                                                                \
  X ("section.header")                                                                             \
  X ("section.header-fields")                                                                      \
  X ("section.header-fields-not")                                                                  \
  X ("section.text")                                                                               \
  X ("section.mime")                                                                               \
  X ("header-list")                                                                                \
  X ("header-fld-name")                                                                            \
  X ("partial")                                                                                    \
  X ("partial-open")                                                                               \
  X ("partial-start")                                                                              \
  X ("partial-dot")                                                                                \
  X ("partial-count")                                                                              \
  X ("partial-close")                                                                              \
  X ("fetch-att") /* one item of FETCH over its parts, and what is expected there */               \
  X ("fetch-att.uid")                                                                              \
  X ("fetch-att.flags")                                                                            \
  X ("fetch-att.internaldate")                                                                     \
  X ("fetch-att.rfc822-size")                                                                      \
  X ("fetch-att.envelope")                                                                         \
  X ("fetch-att.body")                                                                             \
  X ("fetch-att.body-peek")                                                                        \
  X ("fetch-att.rfc822")                                                                           \
  X ("fetch-att.rfc822-header")                                                                    \
  X ("fetch-att.rfc822-text")                                                                      \
  X ("status-att-list")                                                                            \
  X ("status-att")                                                                                 \
  X ("status-att.messages")                                                                        \
  X ("status-att.recent")                                                                          \
  X ("status-att.uidnext")                                                                         \
  X ("status-att.uidvalidity")                                                                     \
  X ("status-att.unseen")                                                                          \
  X ("status-att.other")

/* What only a client sends. The word of each command is "command.NAME". */
#define IMAP_RULES_COMMAND(X)                                                                      \
  X ("command")                                                                                    \
  X ("command-name") /* what is expected where a command has to stand */                           \
  X ("command.unknown")                                                                            \
  X ("command.uid")                                                                                \
  X ("command.capability")                                                                         \
  X ("command.noop")                                                                               \
  X ("command.login")                                                                              \
  X ("command.logout")                                                                             \
  X ("command.select")                                                                             \
  X ("command.examine")                                                                            \
  X ("command.fetch")                                                                              \
  X ("command.store")                                                                              \
  X ("command.expunge")                                                                            \
  X ("command.close")                                                                              \
  X ("command.unselect")                                                                           \
  X ("command.idle")                                                                               \
  X ("command.status")                                                                             \
  X ("command.list")                                                                               \
  X ("command.append")                                                                             \
  X ("command.create")                                                                             \
  X ("command.delete")                                                                             \
  X ("command.rename")                                                                             \
  X ("command.subscribe")                                                                          \
  X ("command.unsubscribe")                                                                        \
  X ("command.lsub")                                                                               \
  X ("command.check")                                                                              \
  X ("command.copy")                                                                               \
  X ("append-message")                                                                             \
  X ("command.search")                                                                             \
  X ("idle-done")                                                                                  \
  X ("userid")                                                                                     \
  X ("password")                                                                                   \
  X ("list-reference")                                                                             \
  X ("list-mailbox")                                                                               \
  X ("fetch-att-list")                                                                             \
  X ("fetch-att.all")                                                                              \
  X ("fetch-att.fast")                                                                             \
  X ("fetch-att.full")                                                                             \
  X ("fetch-att.rfc822")                                                                           \
  X ("fetch-att.rfc822-header")                                                                    \
  X ("fetch-att.rfc822-text")                                                                      \
  X ("fetch-att.body-alone") /* BODY without brackets */                                           \
  X ("fetch-att.bodystructure")                                                                    \
  X ("store-att-flags")                                                                            \
  X ("store.replace")                                                                              \
  X ("store.add")                                                                                  \
  X ("store.remove")                                                                               \
  X ("store.silent")                                                                               \
  X ("search-charset")                                                                             \
  X ("charset")                                                                                    \
  X ("search-key")     /* one key over its parts, and what is expected there */                    \
  X ("search-nesting") /* what is expected where keys lie too deep */                              \
  X ("search-key.all")                                                                             \
  X ("search-key.answered")                                                                        \
  X ("search-key.bcc")                                                                             \
  X ("search-key.before")                                                                          \
  X ("search-key.body")                                                                            \
  X ("search-key.cc")                                                                              \
  X ("search-key.deleted")                                                                         \
  X ("search-key.draft")                                                                           \
  X ("search-key.flagged")                                                                         \
  X ("search-key.from")                                                                            \
  X ("search-key.header")                                                                          \
  X ("search-key.keyword")                                                                         \
  X ("search-key.larger")                                                                          \
  X ("search-key.new")                                                                             \
  X ("search-key.not")                                                                             \
  X ("search-key.old")                                                                             \
  X ("search-key.on")                                                                              \
  X ("search-key.or")                                                                              \
  X ("search-key.recent")                                                                          \
  X ("search-key.seen")                                                                            \
  X ("search-key.sentbefore")                                                                      \
  X ("search-key.senton")                                                                          \
  X ("search-key.sentsince")                                                                       \
  X ("search-key.since")                                                                           \
  X ("search-key.smaller")                                                                         \
  X ("search-key.subject")                                                                         \
  X ("search-key.text")                                                                            \
  X ("search-key.to")                                                                              \
  X ("search-key.uid")                                                                             \
  X ("search-key.unanswered")                                                                      \
  X ("search-key.undeleted")                                                                       \
  X ("search-key.undraft")                                                                         \
  X ("search-key.unflagged")                                                                       \
  X ("search-key.unkeyword")                                                                       \
  X ("search-key.unseen")                                                                          \
  X ("search-text")                                                                                \
  X ("search-octets")                                                                              \
  X ("date")

/* What only a server sends. */
#define IMAP_RULES_RESPONSE(X)                                                                     \
  X ("response") /* what is expected behind "* " */                                                \
  X ("response-untagged")                                                                          \
  X ("response-tagged")                                                                            \
  X ("continue-req")                                                                               \
  X ("untagged") /* * */                                                                           \
  X ("continue") /* + */                                                                           \
  X ("status")                                                                                     \
  X ("status.ok")                                                                                  \
  X ("status.no")                                                                                  \
  X ("status.bad")                                                                                 \
  X ("status.bye")                                                                                 \
  X ("status.preauth")                                                                             \
  X ("text")                                                                                       \
  X ("resp-text-code")                                                                             \
  X ("resp-code-open")                                                                             \
  X ("resp-code-close")                                                                            \
  X ("resp-code.alert")                                                                            \
  X ("resp-code.alreadyexists")                                                                    \
  X ("resp-code.appenduid")                                                                        \
  X ("resp-code.authenticationfailed")                                                             \
  X ("resp-code.authorizationfailed")                                                              \
  X ("resp-code.badcharset")                                                                       \
  X ("resp-code.cannot")                                                                           \
  X ("resp-code.capability")                                                                       \
  X ("resp-code.clientbug")                                                                        \
  X ("resp-code.closed")                                                                           \
  X ("resp-code.contactadmin")                                                                     \
  X ("resp-code.copyuid")                                                                          \
  X ("resp-code.corruption")                                                                       \
  X ("resp-code.expired")                                                                          \
  X ("resp-code.expungeissued")                                                                    \
  X ("resp-code.haschildren")                                                                      \
  X ("resp-code.highestmodseq")                                                                    \
  X ("resp-code.inuse")                                                                            \
  X ("resp-code.limit")                                                                            \
  X ("resp-code.nomodseq")                                                                         \
  X ("resp-code.nonexistent")                                                                      \
  X ("resp-code.noperm")                                                                           \
  X ("resp-code.overquota")                                                                        \
  X ("resp-code.parse")                                                                            \
  X ("resp-code.permanentflags")                                                                   \
  X ("resp-code.privacyrequired")                                                                  \
  X ("resp-code.read-only")                                                                        \
  X ("resp-code.read-write")                                                                       \
  X ("resp-code.serverbug")                                                                        \
  X ("resp-code.toobig")                                                                           \
  X ("resp-code.trycreate")                                                                        \
  X ("resp-code.uidnext")                                                                          \
  X ("resp-code.uidnotsticky")                                                                     \
  X ("resp-code.uidvalidity")                                                                      \
  X ("resp-code.unavailable")                                                                      \
  X ("resp-code.unseen")                                                                           \
  X ("resp-code.other")                                                                            \
  X ("resp-code-text") /* arguments of a code that has no rule of its own here */                  \
  X ("response.capability")                                                                        \
  X ("response.list")                                                                              \
  X ("response.lsub")                                                                              \
  X ("response.status")                                                                            \
  X ("response.search")                                                                            \
  X ("response.flags")                                                                             \
  X ("response.exists")                                                                            \
  X ("response.recent")                                                                            \
  X ("response.expunge")                                                                           \
  X ("response.fetch")                                                                             \
  X ("response.other")                                                                             \
  X ("response-data") /* what follows the name of a response that has no rule here */              \
  X ("capability")                                                                                 \
  X ("capability.imap4rev1")                                                                       \
  X ("capability.imap4rev2")                                                                       \
  X ("capability.idle")                                                                            \
  X ("capability.uidplus")                                                                         \
  X ("capability.unselect")                                                                        \
  X ("capability.auth")                                                                            \
  X ("capability.other")                                                                           \
  X ("message-count")                                                                              \
  X ("message-number")                                                                             \
  X ("mbx-list-flags")                                                                             \
  X ("mbx-list-flag")                                                                              \
  X ("mbx-list-flag.haschildren")                                                                  \
  X ("mbx-list-flag.hasnochildren")                                                                \
  X ("mbx-list-flag.marked")                                                                       \
  X ("mbx-list-flag.noinferiors")                                                                  \
  X ("mbx-list-flag.nonexistent")                                                                  \
  X ("mbx-list-flag.noselect")                                                                     \
  X ("mbx-list-flag.unmarked")                                                                     \
  X ("mbx-list-flag.other")                                                                        \
  X ("delimiter")                                                                                  \
  X ("status-value")                                                                               \
  X ("search-number")                                                                              \
  X ("msg-att") /* all items of a FETCH response */                                                \
  X ("msg-att-item")                                                                               \
  X ("fetch-att.other")                                                                            \
  X ("value") /* of an item that has no rule here */                                               \
  X ("value-list")                                                                                 \
  X ("value-atom")                                                                                 \
  X ("uid")                                                                                        \
  X ("size")                                                                                       \
  X ("body-section") /* the octets asked for */                                                    \
  X ("envelope")                                                                                   \
  X ("env-date")                                                                                   \
  X ("env-subject")                                                                                \
  X ("env-from")                                                                                   \
  X ("env-sender")                                                                                 \
  X ("env-reply-to")                                                                               \
  X ("env-to")                                                                                     \
  X ("env-cc")                                                                                     \
  X ("env-bcc")                                                                                    \
  X ("env-in-reply-to")                                                                            \
  X ("env-message-id")                                                                             \
  X ("address")                                                                                    \
  X ("addr-name")                                                                                  \
  X ("addr-adl")                                                                                   \
  X ("addr-mailbox")                                                                               \
  X ("addr-host")                                                                                  \
  X ("body") /* what is told of one part, other parts inside */                                    \
  X ("media-type")                                                                                 \
  X ("media-subtype")                                                                              \
  X ("body-fld-param")                                                                             \
  X ("body-param-name")                                                                            \
  X ("body-param-value")                                                                           \
  X ("body-fld-id")                                                                                \
  X ("body-fld-desc")                                                                              \
  X ("body-fld-enc")                                                                               \
  X ("body-fld-octets")                                                                            \
  X ("body-fld-lines")                                                                             \
  X ("body-fld-md5")                                                                               \
  X ("body-fld-dsp")                                                                               \
  X ("body-dsp-type")                                                                              \
  X ("body-fld-lang")                                                                              \
  X ("body-lang")                                                                                  \
  X ("body-fld-loc")                                                                               \
  X ("body-extension") /* extension data that nothing defines yet */

/** IMAP_RULES: X ("name") for each rule there is. */
#define IMAP_RULES(X) IMAP_RULES_COMMON (X) IMAP_RULES_COMMAND (X) IMAP_RULES_RESPONSE (X)

/** imap_rules_get: all of them, NULL-terminated, in the order above. */
const char *const *imap_rules_get (void);

/**
 * imap_rules_member: the rule "@group.@name" with @name in any case, or "@group.other" when the list
 * has no such member (NULL when it has not even that). The result is a string of the list.
 */
const char *imap_rules_member (const char *group, const char *name, gsize len);
