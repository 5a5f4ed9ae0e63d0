/* SPDX-License-Identifier: Apache-2.0 */
#include "init.h"

#define ROW(code, function, signature) [code] = {function, signature},
const struct op_row op_table[OP_COUNT + 1] = {FOR_EACH_OP(ROW)};
#undef ROW
