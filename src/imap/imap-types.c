#include "imap-types.h"

const char *
imap_state_get_name (ImapState state)
{
  switch (state)
    {
    case IMAP_STATE_NOT_AUTHENTICATED:
      return "not-authenticated";
    case IMAP_STATE_AUTHENTICATED:
      return "authenticated";
    case IMAP_STATE_SELECTED:
      return "selected";
    case IMAP_STATE_LOGOUT:
      return "logout";
    }
  g_assert_not_reached ();
}
