#pragma once

#include "base-slices.h"
#include "model-tx.h"

/**
 * Contract 1: the turn. How an engine (IMAP or POP3, server or client side) is driven, the same for
 * all. The driver feeds bytes to the engine's framer, takes whole lines out of it, writes an event
 * for each, opens a ModelTx with that event's number and calls turn(). An engine knows no socket,
 * clock, main loop, file or trace; time and bytes come in, effects go out.
 */

/** ModelLine: one line as the receiver framed it: up to CRLF with the literals that need no "+". */
typedef struct
{
  GBytes *bytes;   /* owned by whoever holds the line */
  guint64 start;   /* octets of this direction before it */
  guint32 context; /* parse context, the engine's own code; stored in the trace to parse it again */
  gboolean complete; /* FALSE: what had come of a line when the connection ended */
  gboolean bad;      /* framing went wrong: too long, NUL … ; the engine answers it */
} ModelLine;

typedef enum
{
  MODEL_INPUT_LINE,     /* @line came from the other side */
  MODEL_INPUT_SUBMIT,   /* client side: @text is a command without tag, or raw octets when @raw */
  MODEL_INPUT_TICK,     /* @now has reached what was asked by a wake effect */
  MODEL_INPUT_POKE,     /* something you watch may have changed: look at your mailbox's journal */
  MODEL_INPUT_WRITABLE, /* there is room for output again: go on */
  MODEL_INPUT_OPENED,   /* the connection is up: a server greets */
  MODEL_INPUT_DISMISS,  /* server side: end this session as the protocol says goodbye, because of
                           @text; instead of OPENED: refuse the connection */
  MODEL_INPUT_CLOSED    /* the connection is gone; @text says why; no sends any more */
} ModelInputKind;

typedef struct
{
  ModelInputKind kind;
  const ModelLine *line;
  guint32 command; /* LINE: the event that began the exchange this line belongs to, 0 unknown */
  const char *text;
  GBytes *raw;
} ModelInput;

typedef enum
{
  MODEL_EFFECT_SEND,  /* one line out */
  MODEL_EFFECT_WAKE,  /* call with TICK at @at (replaces an earlier wish; -1 takes it back) */
  MODEL_EFFECT_CLOSE, /* end the connection after what was sent */
  MODEL_EFFECT_FACT   /* something the one above may care for; @fact and @text */
} ModelEffectKind;

typedef struct
{
  ModelEffectKind kind;
  BaseSlices *bytes; /* SEND: owned by the list */
  guint32 context;   /* SEND: parse context of the line, as the receiver's framer will give it */
  guint32 command;   /* SEND: the event of the command line it answers or continues (as given in an
                        input), 0 none; for a client's new command G_MAXUINT32 */
  guint32 cause; /* SEND: the event that is the reason for this line when it is not the turn's own
                    (a journal entry's), else 0 */
  gint64 at;     /* WAKE */
  guint fact;    /* FACT: the engine's own code */
  char *text;    /* FACT: owned by the list */
} ModelEffect;

/** ModelEffects: what a turn did beside changing cells, in the order of happening. */
typedef struct _ModelEffects ModelEffects;

ModelEffects *model_effects_new (void);
void model_effects_free (ModelEffects *effects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelEffects, model_effects_free)
/** model_effects_get_n: how many effects there are so far. */
guint model_effects_get_n (const ModelEffects *effects);
/** model_effects_get: the @i-th effect (0-based), borrowed until the list is changed; a driver may take its @bytes. */
ModelEffect *model_effects_get (ModelEffects *effects, guint i);
/** model_effects_clear: forget all; for using the list again. */
void model_effects_clear (ModelEffects *effects);
/** model_effects_send: one line; takes @bytes. */
void model_effects_send (ModelEffects *effects, BaseSlices *bytes, guint32 context, guint32 command,
                         guint32 cause);
void model_effects_wake (ModelEffects *effects, gint64 at);
void model_effects_close (ModelEffects *effects);
/** model_effects_fact: note @fact; copies @text, which may be NULL. */
void model_effects_fact (ModelEffects *effects, guint fact, const char *text);
/** model_effects_get_copied: octets of output that are not shared message bytes; the measure of the
 * 256 KiB rule. */
gsize model_effects_get_copied (const ModelEffects *effects);

/** A turn that has made this much output (message blobs not counted) yields; a driver may ask for less. */
#define MODEL_TURN_OUTPUT (256 * 1024)

/** model_effects_set_limit: a turn is to yield after @octets of output already, at most MODEL_TURN_OUTPUT. */
void model_effects_set_limit (ModelEffects *effects, gsize octets);
/** model_effects_is_full: whether the turn has made as much output as it may. */
gboolean model_effects_is_full (const ModelEffects *effects);

typedef enum
{
  MODEL_FRAME_LINE, /* @out holds a line */
  MODEL_FRAME_MORE  /* nothing whole yet */
} ModelFrame;

/** ModelEngineClass: what each engine offers its driver. */
typedef struct
{
  const char *name; /* "imap-server" … */
  void (*free) (gpointer engine);
  /** bytes that came from the other side, in any pieces */
  void (*feed) (gpointer engine, GBytes *bytes);
  /** the next whole line; also after each turn, since a turn can change how the rest is framed */
  ModelFrame (*next_line) (gpointer engine, ModelLine *out);
  /** the rest that is not a whole line, when the connection ends; MORE when there is none */
  ModelFrame (*rest) (gpointer engine, ModelLine *out);
  /** one turn; TRUE when it can go on without new bytes (call again with WRITABLE when there is
   * room) */
  gboolean (*turn) (gpointer engine, ModelTx *tx, gint64 now, const ModelInput *input,
                    ModelEffects *effects);
  /** server side: the mailbox whose journal this engine watches, or MODEL_NO_ID */
  ModelId (*watches) (gpointer engine);
} ModelEngineClass;

typedef struct
{
  const ModelEngineClass *class;
  gpointer self;
} ModelEngine;
