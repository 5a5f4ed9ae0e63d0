// SPDX-License-Identifier: Apache-2.0
#include "memory_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Linux 6.3; older headers lack them. */
#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x8U
#endif
#ifndef MFD_EXEC
#define MFD_EXEC 0x10U
#endif
#ifndef F_SEAL_EXEC
#define F_SEAL_EXEC 0x20
#endif

extern const char runt_init_start[], runt_init_end[];

static _Atomic int image = -1;

/* The newer flags say what a file is for; a kernel without them (EINVAL) takes every memfd as executable. */
static int make(const char *name, bool executable)
{
        unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
        int fd = memfd_create(name, flags | (executable ? MFD_EXEC : MFD_NOEXEC_SEAL));
        if (fd < 0 && errno == EINVAL)
                fd = memfd_create(name, flags);
        return fd < 0 ? -errno : fd;
}

static int fill(int fd, const struct iovec *parts, int count)
{
        size_t length = 0;
        for (int i = 0; i < count; i++)
                length += parts[i].iov_len;
        ssize_t n = writev(fd, parts, count);
        if (n < 0)
                return -errno;
        return (size_t)n == length ? 0 : -ENOSPC;
}

static int seal(int fd, bool executable)
{
        int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
        if (executable && fchmod(fd, 0511) < 0)
                return -errno;
        /* F_SEAL_EXEC fixes the mode; a kernel that does not know it (EINVAL) gets the other seals. */
        if (executable && fcntl(fd, F_ADD_SEALS, seals | F_SEAL_EXEC | F_SEAL_SEAL) == 0)
                return 0;
        return fcntl(fd, F_ADD_SEALS, seals | F_SEAL_SEAL) < 0 ? -errno : 0;
}

int memory_file(const char *name, const struct iovec *parts, int count, bool executable)
{
        int fd = make(name, executable);
        if (fd < 0)
                return fd;
        int r = fill(fd, parts, count);
        if (r == 0)
                r = seal(fd, executable);
        if (r < 0) {
                (void)close(fd); /* r holds the first error */
                return r;
        }
        return fd;
}

int init_image(void)
{
        int fd = atomic_load(&image);
        if (fd >= 0)
                return fd;
        const struct iovec program = {
            .iov_base = (void *)runt_init_start,
            .iov_len = (size_t)(runt_init_end - runt_init_start),
        };
        fd = memory_file("runt-init", &program, 1, true);
        int none = -1;
        if (fd >= 0 && !atomic_compare_exchange_strong(&image, &none, fd)) {
                (void)close(fd); /* another thread was faster */
                fd = none;
        }
        return fd;
}
