#pragma once

#include "model-tx.h"
#include "model-words.h"

/**
 * ModelWorld: what a `world` block says: the server, its accounts, mailboxes and messages, and the
 * devices with their links, before anything happens. One thing a line; the grammar with an example
 * of each line is in lessons/README.md. Plain structs that their maker owns and readers only look
 * at.
 */

/** Where in the block something is said: 1-based line, 1-based octet of the line; 0 when it is a
 * default. */
typedef struct
{
  guint line;
  guint column;
} ModelPlace;

/** `server mail.example.test [preset=imap4rev1] [expunge-order=low-first|high-first] [pop3-lock=yes|no] [fault=NAME]`
 */
typedef struct
{
  char *hostname;              /* "mail.example.test" when there is no such line */
  char *preset;                /* the capabilities it announces: "imap4rev1" */
  gboolean expunge_high_first; /* policy [RFC9051 §6.4.3] */
  gboolean shares_maildrop;    /* policy: several POP3 sessions at once, against [RFC1939 §4] */
  char *fault;                 /* one broken rule, or NULL; the engines know the names */
  ModelPlace preset_place;
  ModelPlace fault_place; /* for whoever refuses the name */
} ModelWorldServer;

/** `account lin password=noodles` */
typedef struct
{
  char *name;
  char *password;
  ModelPlace place;
} ModelWorldAccount;

/** `mailbox INBOX [account=lin] [uidvalidity=N] [uidnext=N] [recent-from=UID] [highestmodseq=N] [subscribed=yes|no]` */
typedef struct
{
  char *account;
  char *name;
  guint32 uidvalidity;   /* 1 when not said */
  guint32 uidnext;       /* one more than the highest UID when not said */
  guint32 recent_from;   /* first UID no session was told of as \Recent; uidnext when not said: all
                            are old */
  guint64 highestmodseq; /* 1 when not said */
  gboolean subscribed;   /* TRUE when not said */
  guint32 last_uid;      /* highest UID of its messages, 0 without any */
  char *
      keywords; /* keywords its messages carry, in order of appearance, parted by blanks; or NULL */
  ModelPlace place;
} ModelWorldMailbox;

/**
 * `message lunch in=INBOX uid=2 from="Wei <wei@example.test>" subject="Lunch on Friday?" …`
 * `message news undelivered from=…`: waits until an act delivers it.
 * Options: account= (when there are several), to= date= internaldate= octets= flags= body= picture=
 */
typedef struct
{
  char *label;   /* how acts and expectations name it; NULL for generated ones */
  char *account; /* NULL when undelivered and not said */
  char *mailbox; /* NULL: undelivered */
  guint32 uid;   /* one more than the message before when not said; 0 when undelivered */
  char *from;    /* "Wei <wei@example.test>" */
  char *to;
  char *subject;       /* UTF-8 */
  char *body;          /* UTF-8, lines parted by \n */
  char *picture;       /* file name of a generated JPEG attachment, or NULL */
  gsize octets;        /* how long the whole message has to be; 0: as it comes */
  gint64 date;         /* the Date field: seconds since 1970, UTC */
  int date_zone;       /* minutes east, as written */
  gint64 internaldate; /* when it arrived; the date when not said */
  int internaldate_zone;
  char *flags;   /* "\Seen $Junk", or "" */
  GBytes *bytes; /* the message as it travels */
  ModelPlace place;
} ModelWorldMessage;

/**
 * `messages 500 in=INBOX [account=lin] [uid=FIRST] [flags=…] [octets=N]`: many short messages with
 * subjects "Message 1" … and dates a minute apart; kept as one entry, made when the world is built.
 */
typedef struct
{
  char *account;
  char *mailbox;
  guint32 count;
  guint32 uid; /* of the first */
  char *flags;
  gsize octets; /* of each; 0: as it comes */
  gint64 date;  /* of the first */
  ModelPlace place;
} ModelWorldBatch;

/** `device phone imap online account=lin [rtt=200ms | delay=100ms] [rate=1Mbit] [tag=a] [reconnect=yes]` */
typedef struct
{
  char *name;
  char *protocol; /* "imap" */
  char *style;    /* how it syncs: "online" */
  char *account;
  gint64 delay;        /* one way, µs of virtual time; half the rtt; 0 when not said */
  guint64 rate;        /* bits a second each way; 0: no limit */
  char tag;            /* its tags are this letter and a number */
  gboolean reconnects; /* it tries again when its connection is lost */
  ModelPlace place;
  ModelPlace protocol_place; /* for whoever refuses the name */
  ModelPlace style_place;
} ModelWorldDevice;

typedef struct _ModelWorld ModelWorld;
struct _ModelWorld
{
  ModelWorldServer server;
  GPtrArray *accounts;  /* of ModelWorldAccount, in order of lines; so are all below */
  GPtrArray *mailboxes; /* of ModelWorldMailbox */
  GPtrArray *messages;  /* of ModelWorldMessage */
  GPtrArray *batches;   /* of ModelWorldBatch */
  GPtrArray *devices;   /* of ModelWorldDevice */
  gint64 clock; /* `clock 2024-03-05T09:00:00Z`: the date at virtual time 0, seconds since 1970; the
                   default is that one */
};

/** The most messages a world may hold, and the most octets of messages as its lines say them. */
#define MODEL_WORLD_MESSAGES 1000000
#define MODEL_WORLD_OCTETS (G_GUINT64_CONSTANT (1) << 30)
/** The longest single message. */
#define MODEL_WORLD_MESSAGE_OCTETS (50 * 1024 * 1024)

/**
 * model_world_parse: read a `world` block (its lines, without the fence). Everything that can be
 * wrong is refused here, but for the names whose lists live higher up (preset, fault, protocol,
 * style): the simulation refuses those with their places. NULL with a MODEL_WORLD_ERROR whose
 * message begins "LINE:COLUMN: " (1-based in the block) and says what to write instead.
 */
ModelWorld *model_world_parse (const char *text, GError **error);
void model_world_free (ModelWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelWorld, model_world_free)

/** model_world_count: messages in all mailboxes, generated ones included. */
guint model_world_count (const ModelWorld *world);

/** model_world_account, _device, _message: by name or label; borrowed, NULL when there is none. */
const ModelWorldAccount *model_world_account (const ModelWorld *world, const char *name);
const ModelWorldDevice *model_world_device (const ModelWorld *world, const char *name);
const ModelWorldMessage *model_world_message (const ModelWorld *world, const char *label);

/**
 * model_world_row: @message as a row for a mailbox of the server: body, size, dates, decoded
 * subject and sender, label. @seconds: when it arrives, since 1970 (-1: as its line says); the row
 * is the caller's.
 * @flags and @modseq as the mailbox gives them.
 */
ModelRow *model_world_row (const ModelWorldMessage *message, guint32 uid, gint64 seconds,
                           ModelFlags flags, guint64 modseq);

/**
 * model_world_build: put the world into an empty @model as event 0: the owner "server" with
 * accounts, mailboxes and messages, then each device as an owner with its account (and no mailbox:
 * it knows nothing yet). Cannot fail for a parsed world.
 */
void model_world_build (const ModelWorld *world, Model *model);

/** model_world_build_server: the same without the devices: others will come, from outside. */
void model_world_build_server (const ModelWorld *world, Model *model);
