#pragma once

#include <glib.h>

/*
 * The names of all nodes a tree can have, and of what is expected where it ends. A name is the key of
 * its explanation, too, behind "pop3.rule.". [RFC1939 §9] [RFC2449 §4]
 */

/** What commands and replies share. */
#define POP3_RULES_COMMON(X)                                                                       \
  X ("line") /* the root: all that was framed */                                                   \
  X ("bad")  /* octets the grammar has no place for */                                             \
  X ("sp")                                                                                         \
  X ("crlf")                                                                                       \
  X ("msg")                                                                                        \
  X ("line-limit") /* expected: no more octets than a line may have */

#define POP3_RULES_COMMAND(X)                                                                      \
  X ("command-name")    /* expected: one of those below */                                         \
  X ("command.unknown") /* a word that is none, to whoever explains it */                          \
  X ("command.user")                                                                               \
  X ("command.pass")                                                                               \
  X ("command.quit")                                                                               \
  X ("command.capa")                                                                               \
  X ("command.stat")                                                                               \
  X ("command.list")                                                                               \
  X ("command.uidl")                                                                               \
  X ("command.retr")                                                                               \
  X ("command.top")                                                                                \
  X ("command.dele")                                                                               \
  X ("command.rset")                                                                               \
  X ("command.noop")                                                                               \
  X ("user-name")                                                                                  \
  X ("password")                                                                                   \
  X ("lines") /* of TOP */

#define POP3_RULES_REPLY(X)                                                                        \
  X ("status") /* expected: one of the two */                                                      \
  X ("status-ok")                                                                                  \
  X ("status-err")                                                                                 \
  X ("resp-code.in-use")                                                                           \
  X ("resp-code.login-delay")                                                                      \
  X ("resp-code.auth")                                                                             \
  X ("resp-code.sys-temp")                                                                         \
  X ("resp-code.sys-perm")                                                                         \
  X ("resp-code.other")                                                                            \
  X ("text")                                                                                       \
  X ("message-count")                                                                              \
  X ("octets")                                                                                     \
  X ("unique-id")                                                                                  \
  X ("reply-data") /* the root of DATA */                                                          \
  X ("size-entry") /* a line of LIST */                                                            \
  X ("id-entry")   /* a line of UIDL */                                                            \
  X ("capability") /* a line of CAPA */                                                            \
  X ("capa.top")                                                                                   \
  X ("capa.uidl")                                                                                  \
  X ("capa.user")                                                                                  \
  X ("capa.sasl")                                                                                  \
  X ("capa.stls")                                                                                  \
  X ("capa.resp-codes")                                                                            \
  X ("capa.auth-resp-code")                                                                        \
  X ("capa.login-delay")                                                                           \
  X ("capa.pipelining")                                                                            \
  X ("capa.expire")                                                                                \
  X ("capa.implementation")                                                                        \
  X ("capa.utf8")                                                                                  \
  X ("capa.lang")                                                                                  \
  X ("capa.other")                                                                                 \
  X ("capa-argument")                                                                              \
  X ("data-line") /* a line of who knows what */                                                   \
  X ("stuffed-dot")                                                                                \
  X ("message-header")                                                                             \
  X ("message-body")                                                                               \
  X ("message-text")                                                                               \
  X ("empty-line") /* between header and body */                                                   \
  X ("terminator")                                                                                 \
  X ("more") /* what is left of a long line, to whoever explains it */

/** POP3_RULES: X ("name") for each rule there is. */
#define POP3_RULES(X) POP3_RULES_COMMON (X) POP3_RULES_COMMAND (X) POP3_RULES_REPLY (X)

/** pop3_rules_get: all of them, NULL-terminated, in the order above. */
const char *const *pop3_rules_get (void);

/**
 * pop3_rules_member: the rule "@group.@name" with @name in any case, slashes read as hyphens;
 * "@group.other" when the list has no such member. The result is a string of the list.
 */
const char *pop3_rules_member (const char *group, const char *name, gsize len);
