#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * LLVMFuzzerTestOneInput: what each fuzz-<unit>.c defines. @data is @size octets of any content, not
 * NUL-terminated and not kept. Must return 0, hold no state between calls, and assert what has to be
 * true of every input; not to crash is the least of it.
 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
