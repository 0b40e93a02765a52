#pragma once

#include <glib.h>

/**
 * base_data_find: the path of an installed data file such as "explain/en.ini" or "lessons".
 * Looks in $POSTGLASS_DATADIR, then in the source tree the program was built in, then in the
 * installed data folder. Returns NULL when it is in none of them; the caller frees.
 */
char *base_data_find (const char *relative);
