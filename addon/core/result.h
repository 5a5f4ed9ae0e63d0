/* SPDX-License-Identifier: Apache-2.0
 *
 * Filling struct result.
 */
#ifndef RUNT_RESULT_H
#define RUNT_RESULT_H

#include <errno.h>

#include "native.h"

static inline void result_number(struct result *ret, int64_t number)
{
        ret->kind = RESULT_NUMBER;
        ret->number = number;
}

/* The value of a system call: -1 becomes -errno. */
static inline void result_syscall(struct result *ret, long value)
{
        result_number(ret, value < 0 ? -errno : value);
}

/* Copies; text that is not UTF-8 gets U+FFFD in place of what is wrong. -ENOMEM as a number on failure. */
void result_text(struct result *ret, const char *text, size_t length);

/* Takes `data`, which must be malloc'ed, and is freed on failure too. */
void result_take_text(struct result *ret, char *data, size_t length);

/* Copies `count` numbers. */
void result_numbers(struct result *ret, const int64_t *numbers, size_t count);

/* Takes `data`, which must be malloc'ed. */
void result_take_bytes(struct result *ret, void *data, size_t length);

/* Text for lastText(), kept for the calling thread. */
void last_text_set(const char *text, size_t length);
/* Copies that text's bytes, cut to `size`; gives their number. */
size_t last_text_copy(void *target, size_t size);

#endif
