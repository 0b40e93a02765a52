#pragma once

#include "view-scene.h"

typedef struct _Model Model;
typedef struct _ModelWorld ModelWorld;
typedef struct _Trace Trace;

/**
 * ViewConsole: what a person can do at one moment: the devices, what the chosen one can do with the chosen
 * message and mailbox, what can be done to its network and to the world, and what there is to choose from.
 * Each act carries the line of a `do` block that it stands for (lessons/README.md). Made for one moment and
 * never changed.
 */
typedef struct _ViewConsole ViewConsole;

/** ViewConsoleDevice: part "devices". Id "device:phone". */
typedef struct
{
  ViewNode node;
  char *owner;
  ViewText title;
  ViewText state; /* of its connection: "a mailbox is open", "not connected" */
  gboolean pop3;
} ViewConsoleDevice;

/** Under which heading an act stands. */
typedef enum
{
  VIEW_ACTS_SESSION, /* connect, open, look for news … */
  VIEW_ACTS_MESSAGE, /* with the chosen message */
  VIEW_ACTS_NETWORK, /* with the connection of the chosen device */
  VIEW_ACTS_WORLD,   /* new mail; time */
  VIEW_ACTS_N
} ViewActs;

/** ViewConsoleAct: part "acts". Id "act:" and what it is called there, for example "act:move". */
typedef struct
{
  ViewNode node;
  ViewActs group;
  ViewText label;   /* for a button */
  char *act;        /* "phone move lunch Archive" */
  ViewText why_not; /* it cannot be done now; nothing: it can */
} ViewConsoleAct;

/** ViewConsoleChoice: parts "messages", "mailboxes" and "mail" (new mail that was not delivered yet). Id
 * "message:lunch". */
typedef struct
{
  ViewNode node;
  char *name;     /* as acts have it: a label, u17, the mailbox's name */
  ViewText title; /* for people */
} ViewConsoleChoice;

/** ViewConsoleChosen: what is chosen; NULL, or something that is not there: the first. Borrowed. */
typedef struct
{
  const char *device;
  const char *message;
  const char *mailbox;
  const char *mail;
} ViewConsoleChosen;

/** view_console_new: the moment whose state is @model, in the world that was made of @world. Neither is kept. */
ViewConsole *view_console_new (const Model *model, const ModelWorld *world,
                               const ViewConsoleChosen *chosen);
ViewConsole *view_console_ref (ViewConsole *console);
void view_console_unref (ViewConsole *console);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewConsole, view_console_unref)

/** view_console_get_devices, _acts, _messages (the newest 1,000), _mailboxes, _mail: GPtrArray of the structs above;
 * borrowed. */
const GPtrArray *view_console_get_devices (const ViewConsole *console);
const GPtrArray *view_console_get_acts (const ViewConsole *console);
const GPtrArray *view_console_get_messages (const ViewConsole *console);
const GPtrArray *view_console_get_mailboxes (const ViewConsole *console);
const GPtrArray *view_console_get_mail (const ViewConsole *console);

/** view_console_get_device: the chosen one, NULL when there is none; borrowed. */
const ViewConsoleDevice *view_console_get_device (const ViewConsole *console);
/** view_console_get_message, _mailbox, _new_mail: the name of what is chosen, NULL none; borrowed. */
const char *view_console_get_message (const ViewConsole *console);
const char *view_console_get_mailbox (const ViewConsole *console);
const char *view_console_get_new_mail (const ViewConsole *console);

/** view_console_make_act: @text as an act: one that begins with a device or with a word for what happens in the
 * world stays as it is; all else is a line that the chosen device is to send. Caller frees. */
char *view_console_make_act (const ViewConsole *console, const char *text);

/** ViewCandidate: what the word that is being typed could become. */
typedef struct
{
  gsize start; /* octet of the line from which on @text takes its place */
  char *text;
  ViewText meaning; /* its short label, or its text */
  gboolean not_now; /* the session's state forbids it; it can be sent all the same */
} ViewCandidate;

void view_candidate_free (ViewCandidate *candidate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewCandidate, view_candidate_free)

/** view_console_complete: what the word that ends at octet @cursor of @text could become, where @text is a line of
 * the chosen device ("phone> " may stand before it) and @tag one that it has not used: GPtrArray of ViewCandidate,
 * owned by the caller; empty for an act. */
GPtrArray *view_console_complete (const ViewConsole *console, const char *text, gsize cursor,
                                  const char *tag);

/** ViewLiteral: octets that a server waits for. */
typedef struct
{
  guint64 octets; /* as they were announced */
  guint64 sent;   /* of them */
} ViewLiteral;

/** view_console_find_literal: whether the server has told @device to go on with a literal, as of @event. When all of it
 * is sent, the rest of the command's line is still to come. */
gboolean view_console_find_literal (const Trace *trace, guint32 event, const char *device,
                                    ViewLiteral *literal);

/** view_console_get_scene: parts "devices", "acts", "messages", "mailboxes", "mail"; borrowed. */
ViewScene view_console_get_scene (const ViewConsole *console);

/** view_console_find: what of a console the cell at @address (model-address.h) is about: @owner, whose it is, and
 * @message by its label; NULL where it is about none. A message without a label has no name that means it in every
 * mailbox. Caller frees both. */
void view_console_find (const char *address, char **owner, char **message);
