// SPDX-License-Identifier: Apache-2.0
/* Who the calling process is. */
#include <inttypes.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

void native_ids(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        const int64_t numbers[] = {getpid(), getppid(), getuid(), geteuid(), getgid(), getegid()};
        result_numbers(ret, numbers, 6);
}

void native_getgroups(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        int count = getgroups(0, NULL);
        if (count < 0) {
                result_number(ret, -errno);
                return;
        }
        gid_t *groups = malloc(((size_t)count + 1) * sizeof(*groups));
        int64_t *numbers = malloc(((size_t)count + 1) * sizeof(*numbers));
        if (groups == NULL || numbers == NULL) {
                result_number(ret, -ENOMEM);
        } else if ((count = getgroups(count, groups)) < 0) {
                result_number(ret, -errno);
        } else {
                for (int i = 0; i < count; i++)
                        numbers[i] = groups[i];
                result_numbers(ret, numbers, (size_t)count);
        }
        free(groups);
        free(numbers);
}

static int read_bounding(uint64_t *ret)
{
        uint64_t bounding = 0;
        for (unsigned long capability = 0; capability < 64; capability++) {
                int r = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
                if (r < 0 && errno == EINVAL)
                        break; /* beyond the kernel's last one */
                if (r < 0)
                        return -errno;
                bounding |= (uint64_t)r << capability;
        }
        *ret = bounding;
        return 0;
}

void native_capabilities(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
        struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
        uint64_t bounding = 0;
        int r = syscall(SYS_capget, &header, sets) < 0 ? -errno : read_bounding(&bounding);
        if (r < 0) {
                result_number(ret, r);
                return;
        }
        char text[128];
        int length = snprintf(text, sizeof(text), "%" PRIx64 " %" PRIx64 " %" PRIx64 " %" PRIx64,
                              sets[0].effective | (uint64_t)sets[1].effective << 32,
                              sets[0].permitted | (uint64_t)sets[1].permitted << 32,
                              sets[0].inheritable | (uint64_t)sets[1].inheritable << 32, bounding);
        result_text(ret, text, (size_t)length);
}

void native_uname(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        struct utsname names;
        if (uname(&names) < 0) {
                result_number(ret, -errno);
                return;
        }
        char text[sizeof(names)];
        int length = snprintf(text, sizeof(text), "%s\n%s\n%s\n%s\n%s", names.sysname, names.nodename,
                              names.release, names.version, names.machine);
        result_text(ret, text, (size_t)length);
}
