/* SPDX-License-Identifier: Apache-2.0
 *
 * Bounds everything in a plan before its first operation runs: sizes, string and blob ranges, slots,
 * opcodes. The words and strings are used in place.
 */
#include "init.h"

#include <string.h>

/* The sizes must add up to the file's. */
int decode_header(const void *data, size_t size, struct plan *ret_plan)
{
        if (size < sizeof(ret_plan->header))
                return -EBADMSG;
        memcpy(&ret_plan->header, data, sizeof(ret_plan->header));
        const struct plan_header *header = &ret_plan->header;
        if (header->magic != PLAN_MAGIC || header->version != PLAN_VERSION || header->slots > PLAN_MAX_SLOTS)
                return -EBADMSG;
        /* Three u32 products and sums can't overflow 64 bits. */
        uint64_t words_end = sizeof(*header) + (uint64_t)header->words * sizeof(uint32_t);
        uint64_t strings_end = words_end + header->strings_size;
        if (strings_end + header->blobs_size != size || header->strings > header->strings_size)
                return -EBADMSG;
        ret_plan->words = (const uint32_t *)((const uint8_t *)data + sizeof(*header));
        ret_plan->strings = (const char *)data + words_end;
        ret_plan->blobs = (const uint8_t *)data + strings_end;
        ret_plan->offsets = NULL;
        ret_plan->pointers = NULL;
        return 0;
}

/* Every string has its NUL, and there are as many as the header says. */
static int index_strings(struct plan *plan)
{
        const char *at = plan->strings;
        const char *end = at + plan->header.strings_size;
        for (uint32_t i = 0; i < plan->header.strings; i++) {
                const char *zero = memchr(at, '\0', (size_t)(end - at));
                if (zero == NULL)
                        return -EBADMSG;
                plan->offsets[i] = (uint32_t)(at - plan->strings);
                at = zero + 1;
        }
        return at == end ? 0 : -EBADMSG;
}

/* Number of words of one operand, or -EBADMSG when it reaches beyond the plan. */
static int64_t check_operand(const struct plan *plan, char kind, const uint32_t *word, uint64_t left)
{
        const struct plan_header *header = &plan->header;
        uint64_t size = kind == 'q' || kind == 'b' ? 2 : 1;
        if (left < size)
                return -EBADMSG;
        switch (kind) {
        case 's':
        case 'o':
                return word[0] < header->slots ? 1 : -EBADMSG;
        case 't':
                return word[0] < header->strings ? 1 : -EBADMSG;
        case 'b':
                return (uint64_t)word[0] + word[1] <= header->blobs_size ? 2 : -EBADMSG;
        case 'N':
        case 'T':
                if (word[0] > left - 1)
                        return -EBADMSG;
                for (uint32_t i = 0; kind == 'T' && i < word[0]; i++) {
                        if (word[1 + i] >= header->strings)
                                return -EBADMSG;
                }
                return 1 + (int64_t)word[0];
        default:
                return (int64_t)size;
        }
}

static int check_ops(const struct plan *plan)
{
        uint64_t at = 0;
        uint64_t end = plan->header.words;
        uint32_t count = 0;
        for (; at < end; count++) {
                uint32_t code = plan->words[at++];
                if (code == 0 || code > OP_COUNT)
                        return -ENOSYS;
                for (const char *kind = op_table[code].signature; *kind != '\0'; kind++) {
                        int64_t size = check_operand(plan, *kind, plan->words + at, end - at);
                        if (size < 0)
                                return (int)size;
                        at += (uint64_t)size;
                }
        }
        return count == plan->header.ops ? 0 : -EBADMSG;
}

int decode_plan(const void *data, size_t size, uint32_t *offsets, struct plan *ret_plan)
{
        struct plan plan;
        int r = decode_header(data, size, &plan);
        if (r < 0)
                return r;
        plan.offsets = offsets;
        r = index_strings(&plan);
        if (r == 0)
                r = check_ops(&plan);
        if (r == 0)
                *ret_plan = plan;
        return r;
}

void decode_op(const struct plan *plan, size_t *at, struct op *ret_op)
{
        const uint32_t *word = plan->words + *at;
        struct operand *operand = ret_op->operand;
        ret_op->code = *word++;
        for (const char *kind = op_table[ret_op->code].signature; *kind != '\0'; kind++, operand++) {
                uint32_t first = *word++;
                operand->number = first;
                operand->length = first;
                operand->words = word;
                switch (*kind) {
                case 'q':
                        operand->number |= (uint64_t)*word++ << 32;
                        break;
                case 't':
                        operand->text = plan->strings + plan->offsets[first];
                        break;
                case 'b':
                        operand->bytes = plan->blobs + first;
                        operand->length = *word++;
                        break;
                case 'N':
                case 'T':
                        word += first;
                        break;
                default:
                        break;
                }
        }
        *at = (size_t)(word - plan->words);
}
