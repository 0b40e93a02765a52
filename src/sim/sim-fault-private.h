#pragma once

#include "sim-private.h"

/** What can happen to a link. */
typedef enum
{
  SIM_FAULT_CUT,   /* it breaks at both ends */
  SIM_FAULT_RESET, /* both ends are told that it is no more */
  SIM_FAULT_STALL, /* nothing passes for a time */
  SIM_FAULT_LOSE,  /* nothing passes any more, and nobody is told */
  SIM_N_FAULTS
} SimFaultKind;

/** SimFault: a fault that waits for a line to be sent. */
typedef struct
{
  SimFaultKind kind;
  SimDevice *device; /* of whose lines */
  guint16 number;    /* of which connection; 0: any of the device */
  gboolean from_server;
  gboolean before;
  gint64 octets; /* how many of the line's get through; -1: all of them */
  char *pattern; /* of one physical line; … stands for any octets */
  guint32 act;
} SimFault;

void sim_fault_free (SimFault *fault);

/** sim_fault_strike: it happens to @link now; @cause: the act. */
void sim_fault_strike (SimFaultKind kind, SimLink *link, guint32 cause);

/** SimTrap: the octet of a direction's stream at which a fault strikes. All zero is none. */
typedef struct
{
  gboolean set;
  gboolean before; /* before that octet, not as soon as those before it have come through */
  guint64 at;
  SimFaultKind kind;
  guint32 act;
} SimTrap;

/** sim_trap_look: a line may begin with octet @at of what the server (or the device) sends: if an armed fault waits for it, set the trap. */
void sim_trap_look (SimTrap *trap, SimLink *link, gboolean from_server, guint64 at);
/** sim_trap_is_reached: whether it strikes before octets up to @passed have all come through. */
gboolean sim_trap_is_reached (const SimTrap *trap, guint64 passed);
/** sim_trap_spring: strike. */
void sim_trap_spring (SimTrap *trap, SimLink *link);
