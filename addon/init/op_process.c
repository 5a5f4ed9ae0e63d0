/* SPDX-License-Identifier: Apache-2.0
 *
 * Attributes of the process: limits, scheduling, filters.
 */
#include "init.h"

#include <linux/bpf_common.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define IOPRIO_WHO_PROCESS_GROUP 2
#define BITS_A_BYTE 8

struct kernel_rlimit {
        uint64_t soft, hard;
};

struct kernel_sched_attr {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
};

int op_set_umask(struct run *run, const struct op *op)
{
        (void)run;
        (void)umask((mode_t)op->operand[0].number); /* can't fail */
        return 0;
}

int op_set_rlimit(struct run *run, const struct op *op)
{
        (void)run;
        const struct kernel_rlimit limit = {op->operand[1].number, op->operand[2].number};
        return result_of(syscall(SYS_prlimit64, 0, (int)op->operand[0].number, &limit, NULL));
}

int op_raise_rlimit(struct run *run, const struct op *op)
{
        (void)run;
        struct kernel_rlimit limit;
        if (syscall(SYS_prlimit64, 0, (int)op->operand[0].number, NULL, &limit) < 0)
                return -errno;
        if (limit.hard >= op->operand[1].number)
                return 0;
        limit.hard = op->operand[1].number;
        return result_of(syscall(SYS_prlimit64, 0, (int)op->operand[0].number, &limit, NULL));
}

int op_set_dumpable(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(prctl(PR_SET_DUMPABLE, (unsigned long)op->operand[0].number, 0L, 0L, 0L));
}

int op_set_personality(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(personality((unsigned long)op->operand[0].number));
}

int op_set_scheduler(struct run *run, const struct op *op)
{
        (void)run;
        const struct kernel_sched_attr attributes = {
            .size = sizeof(attributes),
            .policy = (uint32_t)op->operand[0].number,
            .flags = op->operand[1].number,
            .nice = (int32_t)(uint32_t)op->operand[2].number,
            .priority = (uint32_t)op->operand[3].number,
            .runtime = op->operand[4].number,
            .deadline = op->operand[5].number,
            .period = op->operand[6].number,
        };
        return result_of(syscall(SYS_sched_setattr, 0, &attributes, 0));
}

int op_set_io_priority(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS_GROUP, 0, (int)op->operand[0].number));
}

int op_set_affinity(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(syscall(SYS_sched_setaffinity, 0, op->operand[0].length, op->operand[0].bytes));
}

int op_reset_affinity(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        unsigned char all[128];
        memset(all, 0xff, sizeof(all));
        (void)syscall(SYS_sched_setaffinity, 0, sizeof(all),
                      all); /* the mask that was inherited is good too */
        return 0;
}

/* set_mempolicy(2) counts bits and ignores the last one, and reads whole longs. */
int op_set_memory_policy(struct run *run, const struct op *op)
{
        (void)run;
        unsigned long mask[128] = {0};
        uint32_t length = op->operand[1].length;
        if (length > sizeof(mask))
                return -EINVAL;
        memcpy(mask, op->operand[1].bytes, length);
        unsigned long bits = (unsigned long)length * BITS_A_BYTE;
        const unsigned long *nodes = length == 0 ? NULL : mask;
        return result_of(
            syscall(SYS_set_mempolicy, (int)op->operand[0].number, nodes, length == 0 ? 0 : bits + 1));
}

static long load_filter(const struct operand *flags, const struct operand *filter, unsigned long more)
{
        uint32_t size = sizeof(struct sock_filter);
        if (filter->length == 0 || filter->length % size != 0 || filter->length / size > BPF_MAXINSNS) {
                errno = EINVAL;
                return -1;
        }
        const struct sock_fprog program = {
            .len = (unsigned short)(filter->length / sizeof(struct sock_filter)),
            .filter = (struct sock_filter *)(uintptr_t)filter->bytes,
        };
        return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags->number | more, &program);
}

int op_set_seccomp(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(load_filter(&op->operand[0], &op->operand[1], 0));
}

int op_set_seccomp_listener(struct run *run, const struct op *op)
{
        long fd = load_filter(&op->operand[1], &op->operand[2], SECCOMP_FILTER_FLAG_NEW_LISTENER);
        return slot_set(run, op, 0, fd);
}
