/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine as the programs of this folder set it up: compile.c, seed.c, main.c.
 */
#ifndef RUNT_ENGINE_H
#define RUNT_ENGINE_H

#include "quickjs.h"

/* A context with the built-in objects that the bundle uses. */
JSContext *engine_context(JSRuntime *runtime);

/* Value of a compiled script. */
JSValue engine_evaluate(JSContext *context, const uint8_t *start, const uint8_t *end);

/* A file's content, malloc'ed, with a NUL behind it. NULL on failure (errno). */
char *engine_read_file(const char *path, size_t *ret_length);

/* Text of the pending exception, with its stack, on standard error. */
void engine_print_exception(JSContext *context);

#endif
