// sources: addon/init/[!m]*.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * libFuzzer target: decode_plan() takes any bytes, and what it accepts can be read to its end.
 */
#include <stdlib.h>
#include <string.h>

#include "../init/init.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads what an operation would. */
static size_t read_op(const struct plan *plan, const struct op *op)
{
        size_t sum = 0;
        const char *kinds = op_table[op->code].signature;
        for (int k = 0; kinds[k] != '\0'; k++) {
                const struct operand *operand = &op->operand[k];
                if (kinds[k] == 't')
                        sum += strlen(operand->text);
                if (kinds[k] == 'b' && operand->length > 0)
                        sum += (size_t)operand->bytes[0] + operand->bytes[operand->length - 1];
                for (uint32_t i = 0; kinds[k] == 'T' && i < operand->length; i++)
                        sum += strlen(plan->strings + plan->offsets[operand->words[i]]);
                if ((kinds[k] == 's' || kinds[k] == 'o') && operand->number >= PLAN_MAX_SLOTS)
                        abort();
        }
        return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        /* A mapped file is aligned. */
        void *copy = malloc(size + 1);
        struct plan plan;
        memcpy(copy, data, size);
        if (decode_header(copy, size, &plan) == 0) {
                uint32_t *offsets = calloc((size_t)plan.header.strings + 1, sizeof(*offsets));
                if (decode_plan(copy, size, offsets, &plan) == 0) {
                        volatile size_t sum = 0;
                        size_t at = 0;
                        struct op op;
                        for (uint32_t i = 0; i < plan.header.ops; i++) {
                                decode_op(&plan, &at, &op);
                                sum += read_op(&plan, &op);
                        }
                        if (at != plan.header.words)
                                abort();
                }
                free(offsets);
        }
        free(copy);
        return 0;
}
