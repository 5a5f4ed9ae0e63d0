/* SPDX-License-Identifier: Apache-2.0
 *
 * copyTree: one directory's content into another, fd to fd (tmpcopyup). The source is the image's: links are
 * copied as links and never followed, special files are left out.
 */
#include "init.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define DEPTH_MAX 64
#define COPY_CHUNK (1 << 20)
#define LIST_SIZE 4096

struct directory_entry {
        uint64_t inode;
        int64_t offset;
        uint16_t length;
        uint8_t type;
        char name[];
};

static int copy_directory(int from, int to, int depth);

/* Owner first: chown clears the set-id bits that chmod sets. */
static int copy_attributes(int fd, const struct stat *status)
{
        if (fchown(fd, status->st_uid, status->st_gid) < 0 || fchmod(fd, status->st_mode & 07777) < 0)
                return -errno;
        const struct timespec times[2] = {status->st_atim, status->st_mtim};
        return result_of(futimens(fd, times));
}

static int copy_extent(int in, int out, off_t size)
{
        while (size > 0) {
                size_t chunk = size < COPY_CHUNK ? (size_t)size : COPY_CHUNK;
                ssize_t copied = syscall(SYS_copy_file_range, in, NULL, out, NULL, chunk, 0);
                if (copied < 0 &&
                    (errno == EXDEV || errno == EINVAL || errno == EOPNOTSUPP || errno == ENOSYS))
                        copied = syscall(SYS_sendfile, out, in, NULL, chunk);
                if (copied < 0 && errno == EINTR)
                        continue;
                if (copied <= 0)
                        return copied < 0 ? -errno : 0;
                size -= copied;
        }
        return 0;
}

/* Holes stay holes, and a file that grows meanwhile ends where it did: a file of the image may claim any
 * size. */
static int copy_data(int in, int out, off_t size)
{
        for (off_t hole = 0; hole < size;) {
                off_t data = lseek(in, hole, SEEK_DATA);
                if (data < 0 && errno != ENXIO)
                        return -errno;
                if (data < 0 || data >= size)
                        break;
                hole = lseek(in, data, SEEK_HOLE);
                if (hole < 0 || lseek(in, data, SEEK_SET) < 0 || lseek(out, data, SEEK_SET) < 0)
                        return -errno;
                hole = hole > size ? size : hole;
                int r = copy_extent(in, out, hole - data);
                if (r < 0)
                        return r;
        }
        return result_of(ftruncate(out, size));
}

/* `in` is a regular file, even if the name stood for something else a moment ago. */
static int copy_opened(int in, int to, const char *name)
{
        struct stat status;
        if (fstat(in, &status) < 0)
                return -errno;
        if (!S_ISREG(status.st_mode))
                return -ESTALE;
        int out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (out < 0)
                return -errno;
        int r = copy_data(in, out, status.st_size);
        if (r == 0)
                r = copy_attributes(out, &status);
        (void)close(out);
        return r;
}

static int copy_file(int from, int to, const char *name)
{
        int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (in < 0)
                return -errno;
        int r = copy_opened(in, to, name);
        (void)close(in);
        return r;
}

static int copy_link(int from, int to, const char *name, const struct stat *status)
{
        char target[PATH_MAX];
        ssize_t length = readlinkat(from, name, target, sizeof(target) - 1);
        if (length < 0)
                return -errno;
        target[length] = '\0';
        if (symlinkat(target, to, name) < 0)
                return -errno;
        return result_of(fchownat(to, name, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW));
}

static int copy_subdirectory(int from, int to, const char *name, int depth)
{
        struct stat status = {0};
        int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        int in = openat(from, name, flags);
        if (in < 0)
                return -errno;
        int out = mkdirat(to, name, 0700) < 0 ? -1 : openat(to, name, flags);
        int r = out < 0 || fstat(in, &status) < 0 ? -errno : copy_directory(in, out, depth + 1);
        if (r == 0)
                r = copy_attributes(out, &status);
        if (out >= 0)
                (void)close(out);
        (void)close(in);
        return r;
}

static int copy_entry(int from, int to, const char *name, int depth)
{
        struct stat status;
        if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
                return -errno;
        if (S_ISREG(status.st_mode))
                return copy_file(from, to, name);
        if (S_ISLNK(status.st_mode))
                return copy_link(from, to, name, &status);
        return S_ISDIR(status.st_mode) ? copy_subdirectory(from, to, name, depth) : 0;
}

static int copy_directory(int from, int to, int depth)
{
        _Alignas(uint64_t) char list[LIST_SIZE];
        if (depth > DEPTH_MAX)
                return -ELOOP;
        for (;;) {
                long size = syscall(SYS_getdents64, from, list, sizeof(list));
                if (size <= 0)
                        return size < 0 ? -errno : 0;
                for (long at = 0; at < size;) {
                        const struct directory_entry *entry = (const struct directory_entry *)(list + at);
                        at += entry->length;
                        if (strcmp(entry->name, ".") == 0 || strcmp(entry->name, "..") == 0)
                                continue;
                        int r = copy_entry(from, to, entry->name, depth);
                        if (r < 0)
                                return r;
                }
        }
}

/* The slots may be O_PATH: both directories are opened anew for reading. */
int op_copy_tree(struct run *run, const struct op *op)
{
        int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        int from = openat(slot_fd(run, op, 0), ".", flags);
        if (from < 0)
                return -errno;
        int to = openat(slot_fd(run, op, 1), ".", flags);
        int r = to < 0 ? -errno : copy_directory(from, to, 0);
        if (to >= 0)
                (void)close(to);
        (void)close(from);
        return r;
}
