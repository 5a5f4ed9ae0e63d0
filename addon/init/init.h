/* SPDX-License-Identifier: Apache-2.0
 *
 * init runs a plan: what its files share. It is single-threaded, allocates nothing but pages by mmap, and
 * reads no configuration: the plan is complete.
 */
#ifndef RUNT_INIT_H
#define RUNT_INIT_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../wire/ops.h"
#include "../wire/plan.h"
#include "../wire/report.h"

#define MAX_OPERANDS 8
#define SLOT_EMPTY (-1)
#define SLOT_ABSENT (-2) /* an optional open found nothing */

/* One operand, by the letter of its signature (addon/wire/ops.h). */
struct operand {
        uint64_t number;       /* s o n q */
        const char *text;      /* t */
        const uint32_t *words; /* T N: the elements */
        const uint8_t *bytes;  /* b */
        uint32_t length;       /* T N b */
};

struct op {
        uint32_t code;
        struct operand operand[MAX_OPERANDS];
};

/* The mapped plan; checked as a whole by decode_plan(). */
struct plan {
        struct plan_header header;
        const uint32_t *words;
        const uint8_t *blobs;
        const char *strings;
        uint32_t *offsets; /* of each string */
        char **pointers;   /* room for what execve(2) takes: plan_pointers() of them */
};

/* Times of operations not yet sent; pages that are never touched cost nothing. */
struct times {
        bool kept;
        uint32_t count;
        struct operation_time list[REPORT_MAX_TIMES];
};

/* State of the run. */
struct run {
        struct plan plan;
        int report_fd;
        uint32_t index; /* operation at work, from 0 */
        uint32_t code;
        int slots[PLAN_MAX_SLOTS];
        char text[REPORT_MAX_TEXT]; /* goes along with an error report */
        char home[512];             /* "HOME=..." found by findHome, or empty */
        char executable[4096];      /* found by findExecutable */
        struct times times;
};

typedef int (*op_function)(struct run *run, const struct op *op);

struct op_row {
        op_function call;
        const char *signature;
};
extern const struct op_row op_table[OP_COUNT + 1];

/* Checks header, sizes, strings and every operation. 0 or -errno; `plan` is valid only after 0. */
int decode_plan(const void *data, size_t size, uint32_t *offsets, struct plan *ret_plan);
/* Reads the header and finds the sections; the first step of decode_plan(). 0 or -errno. */
int decode_header(const void *data, size_t size, struct plan *ret_plan);
/* Decodes the operation at *at of a checked plan and moves *at behind it. */
void decode_op(const struct plan *plan, size_t *at, struct op *ret_op);

/* Runs all operations; returns only after a failure, which it has reported. */
int run_plan(struct run *run);

int report_send(struct run *run, uint32_t kind, int32_t value, int fd);
void report_text(struct run *run, const char *text, size_t length);
uint64_t times_now(void);
/* Keeps the time of the operation at work. */
void times_add(struct run *run, uint64_t begin);
/* Sends the times kept so far. */
void times_send(struct run *run);
/* Sends a sync report and waits for the go message. */
int report_sync(struct run *run, uint32_t point);

/* Sends bytes with one fd (-1: none) over a socket. */
int send_with_fd(int socket, const void *data, size_t length, int fd);

/* Whether both are the same file of the same mount: 1, 0 or -errno. */
int is_same_place(int one, int other);

/* The slot's fd. run_plan() has checked that it is not empty or absent. */
static inline int slot_fd(const struct run *run, const struct op *op, unsigned operand)
{
        return run->slots[op->operand[operand].number];
}

static inline int slot_set(struct run *run, const struct op *op, unsigned operand, long fd)
{
        if (fd < 0)
                return -errno;
        run->slots[op->operand[operand].number] = (int)fd;
        return 0;
}

/* Pointers that exec can need at most: one a word, HOME and two NULLs. */
static inline size_t plan_pointers(const struct plan *plan)
{
        return (size_t)plan->header.words + 3;
}

/* 0 for a result that is not negative, else -errno. */
static inline int result_of(long result)
{
        return result < 0 ? -errno : 0;
}

#define DECLARE_OP(code, function, signature) int function(struct run *run, const struct op *op);
FOR_EACH_OP(DECLARE_OP)
#undef DECLARE_OP

#endif
