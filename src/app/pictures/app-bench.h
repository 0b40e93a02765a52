#pragma once

#include <adwaita.h>

/**
 * app_bench_run: measure the window with two recordings in @folder: ladder.postglass (many rows) and
 * board.postglass (many messages, a thousand of which change their flags in its last exchanges). Prints one
 * line a figure on standard output, "NAME MILLISECONDS …": first-frame (when it is there), open, forward, back,
 * jump, scroll, flags; for repeated ones the median and the 95th of 100. With "" for @folder it ends after
 * the first frame. FALSE with an error when a recording cannot be opened.
 */
gboolean app_bench_run (AdwApplication *application, const char *folder, GError **error);
