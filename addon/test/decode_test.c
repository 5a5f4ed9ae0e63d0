// sources: addon/init/[!m]*.c addon/test/plan_builder.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * The decoder: what it takes, and that it refuses every plan that is not whole. With a directory as argument
 * it writes the fuzzer's first inputs there instead.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "plan_builder.h"

static struct builder builder;

/* Walks the whole plan as run_plan() does; the sanitizers see what is read out of bounds. */
static uint64_t touch_all(const struct plan *plan)
{
        uint64_t sum = 0;
        size_t at = 0;
        struct op op;
        for (uint32_t i = 0; i < plan->header.ops; i++) {
                decode_op(plan, &at, &op);
                const char *kinds = op_table[op.code].signature;
                for (int k = 0; kinds[k] != '\0'; k++) {
                        const struct operand *operand = &op.operand[k];
                        if (kinds[k] == 't')
                                sum += strlen(operand->text);
                        for (uint32_t n = 0; kinds[k] == 'T' && n < operand->length; n++)
                                sum += strlen(plan->strings + plan->offsets[operand->words[n]]);
                        for (uint32_t n = 0; kinds[k] == 'N' && n < operand->length; n++)
                                sum += operand->words[n];
                        for (uint32_t n = 0; kinds[k] == 'b' && n < operand->length; n++)
                                sum += operand->bytes[n];
                }
        }
        return at == plan->header.words ? sum : UINT64_MAX;
}

/* Decodes a copy of exactly this size. */
static int decode(const void *data, size_t size)
{
        void *copy = malloc(size > 0 ? size : 1);
        if (size > 0)
                memcpy(copy, data, size);
        struct plan plan;
        int r = decode_header(copy, size, &plan);
        if (r == 0) {
                uint32_t *offsets = calloc((size_t)plan.header.strings + 1, sizeof(*offsets));
                r = decode_plan(copy, size, offsets, &plan);
                if (r == 0 && touch_all(&plan) == UINT64_MAX)
                        r = -EPROTO;
                free(offsets);
        }
        free(copy);
        return r;
}

static void build_every_kind(void)
{
        static const char *const args[] = {"/bin/sh", "-c", "", NULL};
        static const char *const none[] = {NULL};
        static const uint32_t gids[] = {4, 27, UINT32_MAX};
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 0U, "/", (unsigned)O_PATH);
        builder_add(&builder, OP_SET_RLIMIT, 7U, UINT64_C(0xfedcba9876543210), UINT64_MAX);
        builder_add(&builder, OP_SET_GROUPS, 3U, gids);
        builder_add(&builder, OP_SET_AFFINITY, 4U, "\1\2\3\4");
        builder_add(&builder, OP_SET_MEMORY_POLICY, 0U, 0U, NULL);
        builder_add(&builder, OP_MAKE_NODE, 0U, "null", 020666U, 1U, 3U);
        builder_add(&builder, OP_PIVOT_ROOT);
        builder_add(&builder, OP_CLOSE, 0U);
        builder_add(&builder, OP_EXEC, args, none);
}

static void takes_every_operand(void)
{
        build_every_kind();
        size_t size;
        void *data = builder_bytes(&builder, &size);
        CHECK_NUMBER(decode(data, size), 0);
        struct plan plan;
        uint32_t offsets[16];
        CHECK_NUMBER(decode_plan(data, size, offsets, &plan), 0);
        size_t at = 0;
        struct op op;
        decode_op(&plan, &at, &op);
        CHECK_NUMBER(op.code, OP_OPEN);
        CHECK(strcmp(op.operand[1].text, "/") == 0 && op.operand[2].number == O_PATH);
        decode_op(&plan, &at, &op);
        CHECK(op.operand[1].number == UINT64_C(0xfedcba9876543210) && op.operand[2].number == UINT64_MAX);
        decode_op(&plan, &at, &op);
        CHECK(op.operand[0].length == 3 && op.operand[0].words[2] == UINT32_MAX);
        decode_op(&plan, &at, &op);
        CHECK(op.operand[0].length == 4 && memcmp(op.operand[0].bytes, "\1\2\3\4", 4) == 0);
        free(data);
}

static void takes_an_empty_plan(void)
{
        builder_start(&builder);
        size_t size;
        void *data = builder_bytes(&builder, &size);
        CHECK_NUMBER(decode(data, size), 0);
        free(data);
}

static void refuses_every_truncation(void)
{
        build_every_kind();
        size_t size;
        void *data = builder_bytes(&builder, &size);
        for (size_t length = 0; length < size; length++)
                CHECK(decode(data, length) < 0);
        free(data);
}

static void survives_every_flipped_bit(void)
{
        build_every_kind();
        size_t size;
        uint8_t *data = builder_bytes(&builder, &size);
        for (size_t bit = 0; bit < size * 8; bit++) {
                data[bit / 8] ^= (uint8_t)(1U << bit % 8);
                int r = decode(data, size);
                /* In the header any change must be seen but that of the slot count. */
                CHECK(r == 0 || r == -EBADMSG || r == -ENOSYS);
                CHECK(bit / 8 >= 28 || r < 0);
                data[bit / 8] ^= (uint8_t)(1U << bit % 8);
        }
        free(data);
}

static void survives_extreme_words(void)
{
        static const uint32_t extremes[] = {0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 0x40000000};
        build_every_kind();
        size_t size;
        uint8_t *data = builder_bytes(&builder, &size);
        for (size_t at = 0; at + 4 <= size; at += 4) {
                uint32_t kept;
                memcpy(&kept, data + at, 4);
                for (size_t i = 0; i < sizeof(extremes) / sizeof(extremes[0]); i++) {
                        memcpy(data + at, &extremes[i], 4);
                        int r = decode(data, size);
                        CHECK(r == 0 || r == -EBADMSG || r == -ENOSYS);
                }
                memcpy(data + at, &kept, 4);
        }
        free(data);
}

static int decode_changed(size_t word, uint32_t value)
{
        size_t size;
        uint32_t *data = builder_bytes(&builder, &size);
        data[word] = value;
        int r = decode(data, size);
        free(data);
        return r;
}

static void refuses_unknown_opcodes(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_PIVOT_ROOT);
        CHECK_NUMBER(decode_changed(8, 0), -ENOSYS);
        CHECK_NUMBER(decode_changed(8, OP_COUNT + 1), -ENOSYS);
        CHECK_NUMBER(decode_changed(8, UINT32_MAX), -ENOSYS);
}

static void refuses_slots_beyond_the_table(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_CLOSE, 3U);
        CHECK_NUMBER(decode_changed(9, 4), -EBADMSG);
        CHECK_NUMBER(decode_changed(9, UINT32_MAX), -EBADMSG);
        CHECK_NUMBER(decode_changed(7, PLAN_MAX_SLOTS), 0);
        CHECK_NUMBER(decode_changed(7, PLAN_MAX_SLOTS + 1), -EBADMSG);
}

static void refuses_ranges_beyond_the_sections(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_SET_AFFINITY, 4U, "\1\2\3\4");
        CHECK_NUMBER(decode_changed(10, 5), -EBADMSG);
        CHECK_NUMBER(decode_changed(9, 1), -EBADMSG);
        CHECK_NUMBER(decode_changed(9, UINT32_MAX), -EBADMSG);
        builder_start(&builder);
        builder_add(&builder, OP_SET_HOSTNAME, "name");
        CHECK_NUMBER(decode_changed(9, 1), -EBADMSG);
        builder_start(&builder);
        builder_add(&builder, OP_SET_GROUPS, 1U, &(uint32_t){7});
        CHECK_NUMBER(decode_changed(9, 2), -EBADMSG);
        CHECK_NUMBER(decode_changed(9, UINT32_MAX), -EBADMSG);
}

static void refuses_wrong_counts(void)
{
        build_every_kind();
        const struct plan_header *header = &builder.header;
        CHECK_NUMBER(decode_changed(6, header->ops + 1), -EBADMSG);
        CHECK_NUMBER(decode_changed(6, header->ops - 1), -EBADMSG);
        CHECK_NUMBER(decode_changed(3, header->strings + 1), -EBADMSG);
        CHECK_NUMBER(decode_changed(3, header->strings - 1), -EBADMSG);
        CHECK_NUMBER(decode_changed(3, UINT32_MAX), -EBADMSG);
        CHECK_NUMBER(decode_changed(1, PLAN_VERSION + 1), -EBADMSG);
}

static void decodes_two_hundred_operations_fast(void)
{
        builder_start(&builder);
        for (unsigned i = 0; i < 200; i++)
                builder_add(&builder, OP_OPEN_IN, 1U, 0U, "/some/path/of/a/container", 0U);
        size_t size;
        void *data = builder_bytes(&builder, &size);
        uint32_t offsets[256];
        struct plan plan;
        struct timespec begin, end;
        (void)clock_gettime(CLOCK_MONOTONIC, &begin);
        for (int i = 0; i < 100; i++)
                CHECK_NUMBER(decode_plan(data, size, offsets, &plan), 0);
        (void)clock_gettime(CLOCK_MONOTONIC, &end);
        int64_t ns = (end.tv_sec - begin.tv_sec) * INT64_C(1000000000) + end.tv_nsec - begin.tv_nsec;
        /* 20 us in the real build; the sanitizers and a busy machine take their share. */
        CHECK(ns / 100 < 2000000);
        free(data);
}

static int write_corpus(const char *directory)
{
        char path[4096];
        for (int i = 0; i < 3; i++) {
                if (i == 0)
                        builder_start(&builder);
                else
                        build_every_kind();
                if (i == 2)
                        builder_add(&builder, OP_SET_SECCOMP, 2U, 16U,
                                    "\6\0\0\0\0\0\xff\x7f\6\0\0\0\0\0\xff\x7f");
                size_t size;
                void *data = builder_bytes(&builder, &size);
                (void)snprintf(path, sizeof(path), "%s/plan-%d.bin", directory, i);
                int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
                if (fd < 0 || write(fd, data, size) != (ssize_t)size)
                        return 1;
                (void)close(fd);
                free(data);
        }
        return 0;
}

int main(int argc, char **argv)
{
        static const struct check_case cases[] = {
            {"decode_plan takes every kind of operand", takes_every_operand},
            {"decode_plan takes an empty plan", takes_an_empty_plan},
            {"decode_plan refuses a plan cut off at any length", refuses_every_truncation},
            {"decode_plan stays in bounds with any bit flipped", survives_every_flipped_bit},
            {"decode_plan stays in bounds with extreme words", survives_extreme_words},
            {"decode_plan refuses unknown opcodes", refuses_unknown_opcodes},
            {"decode_plan refuses slots beyond the table", refuses_slots_beyond_the_table},
            {"decode_plan refuses ranges beyond their section", refuses_ranges_beyond_the_sections},
            {"decode_plan refuses wrong counts", refuses_wrong_counts},
            {"decode_plan is fast", decodes_two_hundred_operations_fast},
        };
        if (argc == 2)
                return write_corpus(argv[1]);
        return run_cases(cases, sizeof(cases) / sizeof(cases[0]));
}
