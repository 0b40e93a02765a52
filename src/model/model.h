#pragma once

#include "model-flags.h"
#include "model-value.h"

/**
 * Model: everything that is true or believed at one moment, as objects with cells.
 *
 * Objects form a tree: root → owner (the server, each device) → account → mailbox, and
 * owner → connection → mailbox (what dies with the connection). Each object has scalar cells, and
 * a mailbox has tables of messages besides. Every cell knows the event that wrote it (0: the world
 * as it began). Nothing here changes state: see model-tx.h.
 *
 * Copies share all that is equal (tables are chunked and copied on write), so a copy of a world of
 * 400,000 messages costs about as much as its list of chunks.
 */
typedef struct _Model Model;

/** ModelId: an object, for as long as the model (or any copy of it) lives; 0 is the root. Ids are
 * never reused. */
typedef guint32 ModelId;
#define MODEL_ROOT ((ModelId) 0)
#define MODEL_NO_ID G_MAXUINT32

/** The name of the owner of kind OUTSIDE; it is born with the first message that somebody sends. */
#define MODEL_NAME_OUTSIDE "outside"

typedef enum
{
  MODEL_KIND_ROOT,
  MODEL_KIND_SERVER, /* an owner: the mail server */
  MODEL_KIND_DEVICE, /* an owner: a device */
  MODEL_KIND_ACCOUNT,
  MODEL_KIND_MAILBOX,
  MODEL_KIND_CONNECTION,
  MODEL_KIND_OUTSIDE /* an owner: the servers of those who send mail to here */
} ModelKind;

/*
 * Every cell there is: X (NAME, "spelling in addresses", how to show it).
 * Kinds of show: NUMBER TEXT BLOB FLAGS RUNS NUMBERS DATE (INTERNALDATE, µs since 1970 are not
 * used: text).
 */
#define MODEL_FIELDS(X)                                                                            \
  /* of a message */                                                                               \
  X (FLAGS, "flags", FLAGS)                                                                        \
  X (INTERNALDATE, "internaldate", TEXT)                                                           \
  X (SIZE, "size", NUMBER)                                                                         \
  X (ENVELOPE, "envelope", BLOB) /* as it stood on the wire */                                     \
  X (SUBJECT, "subject", TEXT)   /* decoded for people */                                          \
  X (FROM, "from", TEXT)         /* decoded for people */                                          \
  X (HEADER, "header", BLOB)                                                                       \
  X (BODY, "body", BLOB) /* the whole message; on the server the message itself */                 \
  X (UIDL, "uidl", TEXT) /* POP3: its unique-id, as a device remembers it */                       \
  X (LABEL, "label", TEXT)                                                                         \
  /* of a mailbox */                                                                               \
  X (UIDVALIDITY, "uidvalidity", NUMBER)                                                           \
  X (UIDNEXT, "uidnext", NUMBER)                                                                   \
  X (HIGHESTMODSEQ, "highestmodseq", NUMBER)                                                       \
  X (EXISTS, "exists", NUMBER) /* as believed or told; the server's own is the table's length */   \
  X (RECENT_FROM, "recent-from", NUMBER) /* first UID that no session was told of as \Recent */    \
  X (KEYWORDS, "keywords", TEXT)                                                                   \
  X (JOURNAL, "journal", RUNS)                                                                     \
  X (NAME, "name", TEXT)           /* after RENAME; without it the name it was born with */        \
  X (NOSELECT, "noselect", NUMBER) /* 1: a level of names, no mailbox */                           \
  X (LOCK, "lock", TEXT)           /* the POP3 session that has the maildrop, "c2" */              \
  /* of an account at the server */                                                                \
  X (SUBSCRIPTIONS, "subscriptions", TEXT) /* names, %-escaped, parted by blanks */                \
  /* of a connection, at the server or at a device */                                              \
  X (PROTOCOL, "protocol", TEXT) /* "imap", "pop3" */                                              \
  X (STATE, "state", TEXT)                                                                         \
  X (USER, "user", TEXT)                                                                           \
  X (MAILBOX, "mailbox", TEXT)                                                                     \
  X (READ_ONLY, "read-only", NUMBER)                                                               \
  X (NUMBERS, "numbers", NUMBERS) /* sequence number → UID */                                    \
  X (TOLD, "told", NUMBER)        /* journal entries already taken into this session's view */     \
  X (GHOSTS, "ghosts", RUNS)      /* expunged, this session not told yet */                        \
  X (UNTOLD, "untold", RUNS)      /* flag changes this session was not told yet */                 \
  X (RECENT, "recent", RUNS)      /* UIDs that are \Recent in this session */                      \
  X (RECENT_COUNT, "recent-count", NUMBER) /* what a client was told by RECENT */                  \
  X (FIRST_UNSEEN, "first-unseen", NUMBER)                                                         \
  X (PERMANENTFLAGS, "permanentflags", TEXT)                                                       \
  X (CAPABILITIES, "capabilities", TEXT)                                                           \
  X (COMMAND, "command", TEXT)     /* the command in progress */                                   \
  X (MARKED, "marked", RUNS)       /* POP3: UIDs that QUIT will remove */                          \
  X (HELD_IN, "held-in", NUMBER)   /* lines that arrived and were not acted on yet */              \
  X (HELD_OUT, "held-out", NUMBER) /* lines acted on and not sent yet */                           \
  X (IDLING, "idling", NUMBER)                                                                     \
  X (LINK, "link", TEXT) /* "up", "cut", "closed"; of the server: "down" while it is */            \
  /* of a device */                                                                                \
  X (SHOWN, "shown", TEXT) /* the mailbox or message on its screen */                              \
  X (QUEUE, "queue", TEXT) /* what waits to be sent; outside: labels of messages not handed over */

typedef enum
{
#define MODEL_FIELD_ENUM(NAME, spelling, show) MODEL_FIELD_##NAME,
  MODEL_FIELDS (MODEL_FIELD_ENUM)
#undef MODEL_FIELD_ENUM
      MODEL_N_FIELDS
} ModelField;

typedef enum
{
  MODEL_SHOW_NUMBER,
  MODEL_SHOW_TEXT,
  MODEL_SHOW_BLOB,
  MODEL_SHOW_FLAGS,
  MODEL_SHOW_RUNS,
  MODEL_SHOW_NUMBERS
} ModelShow;

/** model_field_get_name / _get_show / _by_name: the spelling in addresses and how a value is shown;
 * by_name gives MODEL_N_FIELDS when there is none. */
const char *model_field_get_name (ModelField field);
ModelShow model_field_get_show (ModelField field);
ModelField model_field_by_name (const char *name);

/** The message tables of a mailbox. GHOSTS: expunged but readable while a session was not told.
 * GONE: labels of what is no more. */
typedef enum
{
  MODEL_TABLE_LIVE,
  MODEL_TABLE_GHOSTS,
  MODEL_TABLE_GONE,
  MODEL_N_TABLES
} ModelTable;

/** One cell of a message beside its flags. */
typedef struct
{
  ModelField field;
  guint32 writer;
  ModelValue value;
} ModelCell;

typedef struct _ModelCells ModelCells;

/** ModelRow: one message of a table. @key is the UID (in a connection's mailbox: the sequence
 * number). */
typedef struct
{
  guint32 key;
  ModelFlags flags;
  guint32 flags_writer;
  guint32 born; /* the event that put it here */
  guint64 modseq;
  ModelCells *cells; /* shared, immutable from outside */
} ModelRow;

Model *model_new (void);
/** model_copy: an independent moment that shares what is equal; cheap. */
Model *model_copy (const Model *model);
void model_free (Model *model);
/**
 * model_forget_connections: for a model without a trace, which will never go back: the ids of the
 * newest connections are given again when they are dead, so that a long run of them costs nothing.
 */
void model_forget_connections (Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

/** model_equal: whether two models hold the same objects, cells and writers. Slow; for tests. */
gboolean model_equal (const Model *a, const Model *b);

/* --- objects --- */

/** model_exists: whether @id is a living object. */
gboolean model_exists (const Model *model, ModelId id);
ModelKind model_get_kind (const Model *model, ModelId id);
const char *model_get_name (const Model *model, ModelId id);
ModelId model_get_parent (const Model *model, ModelId id);

/** model_find: the living child of @parent called @name (a mailbox called INBOX in any case), or
 * MODEL_NO_ID. */
ModelId model_find (const Model *model, ModelId parent, const char *name);

/** model_next_child: children of @parent in order of birth: start with MODEL_NO_ID, ends with
 * MODEL_NO_ID. */
ModelId model_next_child (const Model *model, ModelId parent, ModelId previous);

/* --- cells of objects --- */

/** model_get: the value of a cell, borrowed until the model changes; never NULL (kind NONE when
 * absent). */
const ModelValue *model_get (const Model *model, ModelId id, ModelField field);
/** model_get_writer: the event that wrote the cell last (0 when never or at the beginning). */
guint32 model_get_writer (const Model *model, ModelId id, ModelField field);
/** model_get_number: the number in a cell, or @otherwise when it holds none. */
gint64 model_get_number (const Model *model, ModelId id, ModelField field, gint64 otherwise);
/** model_get_text: the text in a cell, borrowed, or NULL. */
const char *model_get_text (const Model *model, ModelId id, ModelField field);
/** model_get_runs: the list in a cell, borrowed, or NULL (an empty list). */
ModelRuns *model_get_runs (const Model *model, ModelId id, ModelField field);

/* --- messages of a mailbox --- */

/** model_count: messages in a table. */
guint model_count (const Model *model, ModelId mailbox, ModelTable table);
/** model_row: the message with key @key, borrowed until the model changes, or NULL. O(log n). */
const ModelRow *model_row (const Model *model, ModelId mailbox, ModelTable table, guint32 key);
/** model_row_at: the @index-th message (0-based, ascending keys), or NULL. */
const ModelRow *model_row_at (const Model *model, ModelId mailbox, ModelTable table, guint index);
/** model_row_index: how many messages have a key below @key (0-based place of @key or of the gap).
 */
guint model_row_index (const Model *model, ModelId mailbox, ModelTable table, guint32 key);
/** model_row_from: the first message whose key is @key or more, or NULL. */
const ModelRow *model_row_from (const Model *model, ModelId mailbox, ModelTable table, guint32 key);
/** model_row_get: a cell of a message; borrowed, never NULL. FLAGS comes as a number. */
ModelValue model_row_get (const ModelRow *row, ModelField field);
/** model_row_get_writer: the event that wrote that cell; the row's birth when it has none. */
guint32 model_row_get_writer (const ModelRow *row, ModelField field);
/** model_row_n_cells / model_row_cell: the cells beside flags, sorted by field. */
guint model_row_n_cells (const ModelRow *row);
const ModelCell *model_row_cell (const ModelRow *row, guint i);
/** How many messages of a table a write copies when another moment shares them. */
#define MODEL_ROWS_CHUNK 8
