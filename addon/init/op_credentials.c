/* SPDX-License-Identifier: Apache-2.0
 *
 * Ids, groups and capabilities. Every id is read back: setresuid(-1, -1, -1) succeeds and changes nothing.
 */
#include "init.h"

#include <grp.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define GROUPS_MAX 65536
#define PR_CAP_AMBIENT_ 47
#define AMBIENT_RAISE 2
#define AMBIENT_CLEAR 4

struct capability_sets {
        uint64_t effective, permitted, inheritable;
};

static int get_sets(struct capability_sets *ret_sets)
{
        struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
        struct __user_cap_data_struct data[2];
        if (syscall(SYS_capget, &header, data) < 0)
                return -errno;
        ret_sets->effective = data[0].effective | (uint64_t)data[1].effective << 32;
        ret_sets->permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
        ret_sets->inheritable = data[0].inheritable | (uint64_t)data[1].inheritable << 32;
        return 0;
}

int op_set_groups(struct run *run, const struct op *op)
{
        (void)run;
        uint32_t length = op->operand[0].length;
        if (length > GROUPS_MAX)
                return -EINVAL;
        int r = result_of(syscall(SYS_setgroups, length, op->operand[0].words));
        if (r != -EPERM || length > 0)
                return r;
        /* With the capability only the user namespace can refuse, one that was joined: no group is wanted. */
        struct capability_sets now = {0};
        int error = get_sets(&now);
        return error == 0 && (now.effective >> CAP_SETGID & 1) != 0 ? 0 : r;
}

int op_set_gid(struct run *run, const struct op *op)
{
        (void)run;
        gid_t gid = (gid_t)op->operand[0].number;
        gid_t real, effective, saved;
        if (syscall(SYS_setresgid, gid, gid, gid) < 0 ||
            syscall(SYS_getresgid, &real, &effective, &saved) < 0)
                return -errno;
        return real == gid && effective == gid && saved == gid ? 0 : -EPERM;
}

int op_set_uid(struct run *run, const struct op *op)
{
        (void)run;
        uid_t uid = (uid_t)op->operand[0].number;
        uid_t real, effective, saved;
        if (syscall(SYS_setresuid, uid, uid, uid) < 0 ||
            syscall(SYS_getresuid, &real, &effective, &saved) < 0)
                return -errno;
        return real == uid && effective == uid && saved == uid ? 0 : -EPERM;
}

int op_keep_capabilities(struct run *run, const struct op *op)
{
        (void)run;
        return result_of(prctl(PR_SET_KEEPCAPS, (unsigned long)op->operand[0].number, 0L, 0L, 0L));
}

/* The kernel says where its capabilities end: EINVAL. Another error must not leave the rest in the set. */
int op_drop_bounding(struct run *run, const struct op *op)
{
        (void)run;
        for (unsigned long capability = 0; capability < 64; capability++) {
                int present = prctl(PR_CAPBSET_READ, capability, 0L, 0L, 0L);
                if (present < 0)
                        return errno == EINVAL ? 0 : -errno;
                bool keep = op->operand[0].number >> capability & 1;
                if (present == 1 && !keep && prctl(PR_CAPBSET_DROP, capability, 0L, 0L, 0L) < 0)
                        return -errno;
        }
        return 0;
}

static uint64_t bounding_set(void)
{
        uint64_t set = 0;
        for (unsigned long capability = 0; capability < 64; capability++) {
                int present = prctl(PR_CAPBSET_READ, capability, 0L, 0L, 0L);
                if (present < 0)
                        break;
                set |= (uint64_t)present << capability;
        }
        return set;
}

static int set_sets(const struct capability_sets *sets)
{
        struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
        struct __user_cap_data_struct data[2];
        for (int half = 0; half < 2; half++) {
                data[half].effective = (uint32_t)(sets->effective >> (32 * half));
                data[half].permitted = (uint32_t)(sets->permitted >> (32 * half));
                data[half].inheritable = (uint32_t)(sets->inheritable >> (32 * half));
        }
        return result_of(syscall(SYS_capset, &header, data));
}

/* What the process does not have can't be granted; the plan's maker has warned of it. */
int op_set_capabilities(struct run *run, const struct op *op)
{
        (void)run;
        struct capability_sets now = {0};
        int r = get_sets(&now);
        if (r < 0)
                return r;
        struct capability_sets wanted;
        wanted.permitted = op->operand[1].number & now.permitted;
        wanted.effective = op->operand[0].number & wanted.permitted;
        /* capset(2): what is added to the inheritable set must be permitted and bounding. */
        wanted.inheritable = op->operand[2].number & (now.inheritable | (now.permitted & bounding_set()));
        return set_sets(&wanted);
}

int op_set_ambient(struct run *run, const struct op *op)
{
        (void)run;
        struct capability_sets now = {0};
        int r = get_sets(&now);
        if (r < 0)
                return r;
        if (prctl(PR_CAP_AMBIENT_, (unsigned long)AMBIENT_CLEAR, 0L, 0L, 0L) < 0)
                return -errno;
        /* The kernel raises only what is permitted and inheritable. */
        uint64_t mask = op->operand[0].number & now.permitted & now.inheritable;
        for (unsigned long capability = 0; capability < 64; capability++) {
                bool wanted = mask >> capability & 1;
                if (wanted && prctl(PR_CAP_AMBIENT_, (unsigned long)AMBIENT_RAISE, capability, 0L, 0L) < 0)
                        return -errno;
        }
        return 0;
}

int op_raise_effective(struct run *run, const struct op *op)
{
        (void)run;
        struct capability_sets sets = {0};
        int r = get_sets(&sets);
        if (r < 0)
                return r;
        sets.effective |= op->operand[0].number & sets.permitted;
        return set_sets(&sets);
}

int op_set_no_new_privileges(struct run *run, const struct op *op)
{
        (void)run;
        (void)op;
        return result_of(prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L));
}
