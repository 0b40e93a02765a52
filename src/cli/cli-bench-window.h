#pragma once

#include <glib.h>

/**
 * cli_bench_window: the rows of the window: makes two recordings, has the program postglass beside this one
 * measure itself with them, and prints its figures. With @quick fewer rows and messages. Where there is no
 * display or no such program it says so and is TRUE. FALSE with an error when that program failed.
 */
gboolean cli_bench_window (gboolean quick, GError **error);
