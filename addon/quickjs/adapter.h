/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_ADAPTER_H
#define RUNT_ADAPTER_H

#include <stdbool.h>

#include "quickjs.h"

/* An object with every function of the native surface. */
JSValue native_object(JSContext *context);

/* While forbidden, every function throws: what it did or found out at build time would be wrong later. */
void native_forbid(bool forbidden);

#endif
