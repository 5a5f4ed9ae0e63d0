/* SPDX-License-Identifier: Apache-2.0 */
#include "hostile_root.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct builder builder;
struct run run;
int root, outside;
char outside_path[PATH_MAX];
static char base[] = "/tmp/runt-root-XXXXXX";

static void require(bool condition)
{
        if (!condition) {
                perror("fixture");
                abort();
        }
}

void make_directory(int dir, const char *name)
{
        require(mkdirat(dir, name, 0755) == 0);
}

void make_link(const char *target, const char *name)
{
        require(symlinkat(target, root, name) == 0);
}

void make_empty_file(int dir, const char *name)
{
        int fd = openat(dir, name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
        require(fd >= 0);
        (void)close(fd);
}

bool exists(int dir, const char *path)
{
        struct stat status;
        return fstatat(dir, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

bool is_type(int dir, const char *path, unsigned type)
{
        struct stat status;
        return fstatat(dir, path, &status, AT_SYMLINK_NOFOLLOW) == 0 && (status.st_mode & S_IFMT) == type;
}

bool same_file(int fd, int dir, const char *path)
{
        struct stat one, other;
        if (fstat(fd, &one) < 0 || fstatat(dir, path, &other, AT_SYMLINK_NOFOLLOW) < 0)
                return false;
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool outside_is_untouched(void)
{
        DIR *list = opendir(outside_path);
        require(list != NULL);
        int names = 0;
        while (readdir(list) != NULL)
                names++;
        (void)closedir(list);
        return names == 3 && is_type(outside, "secret", S_IFREG); /* with "." and ".." */
}

static void make_base(void)
{
        require(mkdtemp(base) != NULL && chmod(base, 0755) == 0);
        (void)snprintf(outside_path, sizeof(outside_path), "%s/outside", base);
        require(mkdir(outside_path, 0755) == 0);
        outside = open(outside_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        require(outside >= 0);
        make_empty_file(outside, "secret");
}

void fresh_root(void)
{
        char name[64];
        if (outside == 0)
                make_base();
        (void)snprintf(name, sizeof(name), "%s/root-XXXXXX", base);
        require(mkdtemp(name) != NULL && chmod(name, 0755) == 0);
        if (root > 0)
                (void)close(root);
        root = open(name, O_PATH | O_DIRECTORY | O_CLOEXEC);
        require(root >= 0);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
        (void)status;
        (void)type;
        (void)place;
        return remove(path);
}

void remove_roots(void)
{
        (void)nftw(base, remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

int make(enum opcode code, const char *path, unsigned operand)
{
        run_clear(&run);
        run.slots[0] = root;
        builder_start(&builder);
        builder_add(&builder, code, 1U, 0U, path, operand, (unsigned)ENOENT);
        struct outcome outcome = run_here(&run, &builder);
        return outcome.error != 0 ? -outcome.error : run.slots[1];
}

int make_dir(const char *path)
{
        return make(OP_MAKE_DIR, path, 0755);
}
