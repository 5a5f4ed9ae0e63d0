/* SPDX-License-Identifier: Apache-2.0
 *
 * The native surface: one table of plain C functions over integers, strings and bytes, described well
 * enough that an adapter for a JavaScript engine is a loop over the table (addon/binding for Node-API,
 * addon/quickjs for quickjs-ng). No policy, no retry but EINTR, no defaults.
 */
#ifndef RUNT_NATIVE_H
#define RUNT_NATIVE_H

#include <stddef.h>
#include <stdint.h>

/* One argument, converted by the adapter as the signature's letter says:
 *   i  integer (a JavaScript number within +-2^53)      -> number
 *   s  string without NUL, UTF-8, NUL-terminated         -> text, length
 *   t  string that may hold NUL, UTF-8                   -> text, length
 *   b  bytes (Uint8Array)                                -> text, length
 *   I  array of numbers, as int64                        -> numbers, length
 */
struct argument {
        int64_t number;
        const char *text;
        const int64_t *numbers;
        size_t length;
};

enum result_kind { RESULT_NUMBER, RESULT_TEXT, RESULT_BYTES, RESULT_NUMBERS };

/* What a function gives back: a number (0 or more, or -errno), or one of the others on success.
 * `data` is malloc'ed by the function and freed by the adapter. Text is valid UTF-8: result_text()
 * replaces what is not (U+FFFD). */
struct result {
        enum result_kind kind;
        int64_t number;
        void *data;
        size_t length; /* bytes of text or bytes; count of numbers (int64_t each) */
};

typedef void (*native_function)(const struct argument *arguments, struct result *ret);

struct native {
        const char *name;
        const char *signature; /* letters above */
        native_function call;
};

/* Ends with an entry whose name is NULL. */
extern const struct native native_table[];

#endif
