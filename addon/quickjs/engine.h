/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine as the compiler of the bytecode and the program that runs it set it up.
 */
#ifndef RUNT_ENGINE_H
#define RUNT_ENGINE_H

#include "quickjs.h"

/* A context with the built-in objects that the bundle uses. */
JSContext *engine_context(JSRuntime *runtime);

/* Text of the pending exception, with its stack, on standard error. */
void engine_print_exception(JSContext *context);

#endif
