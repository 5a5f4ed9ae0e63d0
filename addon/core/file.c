// SPDX-License-Identifier: Apache-2.0
/* Names and attributes of files. */
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

void native_openat(const struct argument *arguments, struct result *ret)
{
        int flags = (int)arguments[2].number | O_CLOEXEC;
        long fd;
        do
                fd = openat((int)arguments[0].number, arguments[1].text, flags, (mode_t)arguments[3].number);
        while (fd < 0 && errno == EINTR);
        result_syscall(ret, fd);
}

void native_openat2(const struct argument *arguments, struct result *ret)
{
        const struct open_how how = {
            .flags = (uint64_t)arguments[2].number | O_CLOEXEC,
            .mode = (uint64_t)arguments[3].number,
            .resolve = (uint64_t)arguments[4].number,
        };
        long fd;
        do
                fd = syscall(SYS_openat2, (int)arguments[0].number, arguments[1].text, &how, sizeof(how));
        while (fd < 0 && errno == EINTR);
        result_syscall(ret, fd);
}

void native_mkdirat(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret,
                       mkdirat((int)arguments[0].number, arguments[1].text, (mode_t)arguments[2].number));
}

void native_unlinkat(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, unlinkat((int)arguments[0].number, arguments[1].text, (int)arguments[2].number));
}

void native_renameat(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, renameat((int)arguments[0].number, arguments[1].text, (int)arguments[2].number,
                                     arguments[3].text));
}

void native_readlinkat(const struct argument *arguments, struct result *ret)
{
        char target[PATH_MAX + 1];
        ssize_t length = readlinkat((int)arguments[0].number, arguments[1].text, target, sizeof(target));
        if (length < 0)
                result_syscall(ret, length);
        else if ((size_t)length == sizeof(target))
                result_number(ret, -ENAMETOOLONG);
        else
                result_text(ret, target, (size_t)length);
}

void native_fchmod(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, fchmod((int)arguments[0].number, (mode_t)arguments[1].number));
}

void native_fchownat(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, fchownat((int)arguments[0].number, arguments[1].text, (uid_t)arguments[2].number,
                                     (gid_t)arguments[3].number, (int)arguments[4].number));
}

void native_fstatat(const struct argument *arguments, struct result *ret)
{
        struct stat st;
        if (fstatat((int)arguments[0].number, arguments[1].text, &st, (int)arguments[2].number) < 0) {
                result_number(ret, -errno);
                return;
        }
        const int64_t numbers[] = {
            st.st_mode,         st.st_uid,
            st.st_gid,          (int64_t)st.st_nlink,
            st.st_size,         (int64_t)st.st_dev,
            (int64_t)st.st_ino, major(st.st_rdev),
            minor(st.st_rdev),  (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec,
        };
        result_numbers(ret, numbers, sizeof(numbers) / sizeof(numbers[0]));
}

/* With the effective ids, as the C library's own does it only on kernels that have the call. */
void native_faccessat(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, syscall(SYS_faccessat2, (int)arguments[0].number, arguments[1].text,
                                    (int)arguments[2].number, AT_EACCESS));
}

void native_fstatfs(const struct argument *arguments, struct result *ret)
{
        struct statfs st;
        if (fstatfs((int)arguments[0].number, &st) < 0)
                result_number(ret, -errno);
        else
                result_number(ret, (uint32_t)st.f_type);
}

struct names {
        char *text;
        size_t length, capacity;
};

static int names_add(struct names *names, const char *name)
{
        size_t length = strlen(name);
        if (names->length + length + 1 > names->capacity) {
                size_t capacity = 2 * names->capacity + length + 512;
                char *text = realloc(names->text, capacity);
                if (text == NULL)
                        return -ENOMEM;
                names->text = text;
                names->capacity = capacity;
        }
        if (names->length > 0)
                names->text[names->length++] = '/';
        memcpy(names->text + names->length, name, length);
        names->length += length;
        return 0;
}

static int names_add_entries(struct names *names, const char *buffer, long length)
{
        int r = 0;
        for (long at = 0; at < length && r == 0;) {
                const struct dirent64 *entry = (const struct dirent64 *)(const void *)(buffer + at);
                at += entry->d_reclen;
                if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
                        r = names_add(names, entry->d_name);
        }
        return r;
}

void native_list_directory(const struct argument *arguments, struct result *ret)
{
        int fd = (int)arguments[0].number;
        _Alignas(struct dirent64) char buffer[16384];
        struct names names = {0};
        int r = lseek(fd, 0, SEEK_SET) < 0 ? -errno : 0;
        while (r == 0) {
                long length = syscall(SYS_getdents64, fd, buffer, sizeof(buffer));
                if (length == 0)
                        break;
                r = length < 0 ? -errno : names_add_entries(&names, buffer, length);
        }
        if (r == 0 && names.text != NULL) {
                result_take_text(ret, names.text, names.length);
        } else if (r == 0) {
                result_text(ret, "", 0);
        } else {
                free(names.text);
                result_number(ret, r);
        }
}

void native_chdir(const struct argument *arguments, struct result *ret)
{
        result_syscall(ret, chdir(arguments[0].text));
}

void native_getcwd(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        char path[PATH_MAX];
        /* Not getcwd(3), which hides the kernel's "(unreachable)". */
        long length = syscall(SYS_getcwd, path, sizeof(path));
        if (length < 0)
                result_syscall(ret, length);
        else
                result_text(ret, path, strlen(path));
}

void native_umask(const struct argument *arguments, struct result *ret)
{
        result_number(ret, umask((mode_t)arguments[0].number));
}
