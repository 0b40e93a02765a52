#pragma once

#include <glib.h>

/**
 * cli_bench_serve: print the rows of `serve` beside a private Dovecot, with and without recording;
 * where Dovecot is not installed a line says so. @quick: a tenth of the messages, fewer runs.
 */
gboolean cli_bench_serve (gboolean quick, GError **error);
