// SPDX-License-Identifier: Apache-2.0
#include "functions.h"

#define ROW(name, signature, function) {#name, signature, function},
const struct native native_table[] = {NATIVE_FUNCTIONS(ROW){NULL, NULL, NULL}};
