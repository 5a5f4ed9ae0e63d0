/* SPDX-License-Identifier: Apache-2.0
 *
 * The probe's actions on files and mounts.
 */
#define _GNU_SOURCE
#include "files.h"
#include "json.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int open_flags(const char *mode)
{
        if (strcmp(mode, "r") == 0)
                return O_RDONLY;
        if (strcmp(mode, "w") == 0)
                return O_WRONLY;
        if (strcmp(mode, "rw") == 0)
                return O_RDWR;
        return O_WRONLY | O_CREAT;
}

int do_open(char *const *words)
{
        int fd = open(words[0], open_flags(words[1]) | O_NONBLOCK | O_NOCTTY, 0644);
        if (fd < 0)
                return -errno;
        close(fd);
        return 0;
}

static long long monotonic_ms(void)
{
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Writes MiB past the page cache into a new file; prints how long it took. */
int do_direct(char *const *words)
{
        enum { BLOCK = 1 << 20 };
        void *block;
        if (posix_memalign(&block, 4096, BLOCK) != 0)
                return -ENOMEM;
        memset(block, 1, BLOCK);
        int fd = open(words[0], O_WRONLY | O_CREAT | O_TRUNC | O_DIRECT, 0644);
        int error = fd < 0 ? errno : 0;
        long long begin = monotonic_ms();
        for (int left = atoi(words[1]); error == 0 && left > 0; left--)
                if (write(fd, block, BLOCK) != BLOCK)
                        error = errno ? errno : EIO;
        json_key("ms");
        json_number(monotonic_ms() - begin);
        if (fd >= 0)
                close(fd);
        free(block);
        return -error;
}

int do_read(char *const *words)
{
        char byte;
        int fd = open(words[0], O_RDONLY | O_NONBLOCK);
        if (fd < 0)
                return -errno;
        ssize_t n = read(fd, &byte, 1);
        int error = errno;
        close(fd);
        if (n < 0)
                return -error;
        json_key("text");
        json_file(words[0]);
        return 0;
}

int do_write(char *const *words)
{
        int fd = open(words[0], O_WRONLY | O_NONBLOCK);
        if (fd < 0)
                return -errno;
        ssize_t n = write(fd, words[1], strlen(words[1]));
        int error = errno;
        close(fd);
        return n < 0 ? -error : 0;
}

int do_stat(char *const *words)
{
        struct stat st;
        if (lstat(words[0], &st) < 0)
                return -errno;
        const char *type = S_ISDIR(st.st_mode)    ? "directory"
                           : S_ISREG(st.st_mode)  ? "file"
                           : S_ISCHR(st.st_mode)  ? "character"
                           : S_ISBLK(st.st_mode)  ? "block"
                           : S_ISFIFO(st.st_mode) ? "fifo"
                           : S_ISLNK(st.st_mode)  ? "link"
                                                  : "socket";
        json_key("type");
        json_string(type);
        json_key("mode");
        json_number(st.st_mode & 07777);
        json_key("uid");
        json_number(st.st_uid);
        json_key("gid");
        json_number(st.st_gid);
        json_key("major");
        json_number(major(st.st_rdev));
        json_key("minor");
        json_number(minor(st.st_rdev));
        json_key("size");
        json_number(st.st_size);
        json_key("link");
        json_link(words[0]);
        return 0;
}

int do_statfs(char *const *words)
{
        struct statfs st;
        if (statfs(words[0], &st) < 0)
                return -errno;
        json_key("magic");
        json_number((long long)st.f_type);
        json_key("bytes");
        json_number((long long)st.f_blocks * st.f_bsize);
        return 0;
}

int do_list(char *const *words)
{
        DIR *directory = opendir(words[0]);
        if (directory == NULL)
                return -errno;
        json_key("names");
        json_open('[');
        for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
                if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
                        json_string(entry->d_name);
        json_close(']');
        closedir(directory);
        return 0;
}

int do_mkdir(char *const *words)
{
        return mkdir(words[0], 0755) < 0 ? -errno : 0;
}

int do_unlink(char *const *words)
{
        return unlink(words[0]) < 0 ? -errno : 0;
}

int do_mknod(char *const *words)
{
        mode_t type = words[1][0] == 'b' ? S_IFBLK : words[1][0] == 'p' ? S_IFIFO : S_IFCHR;
        dev_t device = makedev((unsigned)atoi(words[2]), (unsigned)atoi(words[3]));
        return mknod(words[0], type | 0666, device) < 0 ? -errno : 0;
}

int do_mount(char *const *words)
{
        return mount(words[0], words[1], words[2], strtoul(words[3], NULL, 0), NULL) < 0 ? -errno : 0;
}

int do_umount(char *const *words)
{
        return umount2(words[0], 0) < 0 ? -errno : 0;
}

int do_chmod(char *const *words)
{
        return chmod(words[0], (mode_t)strtoul(words[1], NULL, 8)) < 0 ? -errno : 0;
}

int do_chown(char *const *words)
{
        return chown(words[0], (uid_t)atoi(words[1]), (gid_t)atoi(words[1])) < 0 ? -errno : 0;
}
