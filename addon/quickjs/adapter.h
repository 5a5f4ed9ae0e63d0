/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_ADAPTER_H
#define RUNT_ADAPTER_H

#include "quickjs.h"

/* An object with every function of the native surface. */
JSValue native_object(JSContext *context);

#endif
