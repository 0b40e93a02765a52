#include "imap-fault.h"

#include "imap-faults.inc"
#include "imap-server.h"

#include <string.h>

#define DECLARE(c_name, text) extern const ImapFaultClass imap_fault_##c_name;
IMAP_FAULTS (DECLARE)
#undef DECLARE

static const ImapFaultClass *const faults[] = {
#define ROW(c_name, text) &imap_fault_##c_name,
  IMAP_FAULTS (ROW)
#undef ROW
};

static const char *const names[] = {
#define NAME(c_name, text) text,
  IMAP_FAULTS (NAME)
#undef NAME
      NULL
};

const ImapFaultClass *
imap_fault_find (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (faults); i++)
    if (strcmp (faults[i]->name, name) == 0)
      return faults[i];
  return NULL;
}

gboolean
imap_fault_exists (const char *name)
{
  return imap_fault_find (name) != NULL;
}

const char *const *
imap_fault_get_names (void)
{
  return names;
}
