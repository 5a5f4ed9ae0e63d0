/* SPDX-License-Identifier: Apache-2.0 */
#include "resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define OPEN_TRIES 128
#define OPEN_DEADLINE_NS 2000000
#define LINKS_MAX 40
#define RACES_MAX 64

static int64_t monotonic_ns(void)
{
        struct timespec now;
        (void)clock_gettime(CLOCK_MONOTONIC, &now);
        return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int open_resolved(int dir, const char *path, uint64_t flags, uint64_t resolve)
{
        const struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = resolve};
        int64_t deadline = 0;
        for (int tries = 0;; tries++) {
                long fd = syscall(SYS_openat2, dir, path, &how, sizeof(how));
                if (fd >= 0)
                        return (int)fd;
                if (errno != EAGAIN && errno != EINTR)
                        return -errno;
                if (deadline == 0)
                        deadline = monotonic_ns() + OPEN_DEADLINE_NS;
                else if (tries >= OPEN_TRIES && monotonic_ns() > deadline)
                        return -EAGAIN;
        }
}

int is_directory(int fd)
{
        struct stat status;
        return fstat(fd, &status) < 0 ? -errno : S_ISDIR(status.st_mode);
}

/* A walk below a root, component by component. */
struct walk {
        int root;
        int here;            /* O_PATH fd of the directory that is reached */
        char done[PATH_MAX]; /* its path below the root, free of links: "a/b" */
        char rest[PATH_MAX]; /* what is left to walk */
        unsigned links;
        struct make make;
};

/* Moves on to `fd`, which the walk then owns. */
static void walk_enter(struct walk *walk, int fd)
{
        if (walk->here != walk->root)
                (void)close(walk->here);
        walk->here = fd;
}

/* Cuts the next component off the rest; NULL at the end. */
static char *walk_next(struct walk *walk, char *component)
{
        size_t start = strspn(walk->rest, "/");
        size_t length = strcspn(walk->rest + start, "/");
        if (length == 0)
                return NULL;
        if (length > NAME_MAX)
                length = NAME_MAX + 1; /* openat2 says ENAMETOOLONG */
        memcpy(component, walk->rest + start, length);
        component[length] = '\0';
        memmove(walk->rest, walk->rest + start + length, strlen(walk->rest + start + length) + 1);
        return component;
}

static bool walk_is_last(const struct walk *walk)
{
        return walk->rest[strspn(walk->rest, "/")] == '\0';
}

/* ".." goes by the path walked so far, so that it can't leave the root. */
static int walk_up(struct walk *walk)
{
        char *slash = strrchr(walk->done, '/');
        *(slash == NULL ? walk->done : slash) = '\0';
        if (walk->done[0] == '\0') {
                walk_enter(walk, walk->root);
                return 0;
        }
        int fd = open_resolved(walk->root, walk->done, O_PATH | O_DIRECTORY,
                               RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
        if (fd < 0)
                return fd;
        walk_enter(walk, fd);
        return 0;
}

/* Puts the link's target in front of the rest. */
static int walk_link(struct walk *walk, int link)
{
        char target[PATH_MAX];
        if (walk->make.kind == MAKE_REAL_DIRECTORY || ++walk->links > LINKS_MAX)
                return -ELOOP;
        ssize_t length = readlinkat(link, "", target, sizeof(target) - 1);
        if (length < 0)
                return -errno;
        size_t rest = strlen(walk->rest);
        if ((size_t)length + 1 + rest + 1 > sizeof(walk->rest))
                return -ENAMETOOLONG;
        memmove(walk->rest + length + 1, walk->rest, rest + 1);
        memcpy(walk->rest, target, (size_t)length);
        walk->rest[length] = '/';
        if (target[0] == '/') {
                walk->done[0] = '\0';
                walk_enter(walk, walk->root);
        }
        return 0;
}

/* Makes the component that is missing; somebody else may be faster. */
static int walk_make(struct walk *walk, const char *component)
{
        if (walk->make.kind != MAKE_FILE || !walk_is_last(walk)) {
                mode_t mode = walk->make.kind == MAKE_FILE ? 0755 : walk->make.mode;
                return mkdirat(walk->here, component, mode) < 0 && errno != EEXIST ? -errno : 0;
        }
        int flags = O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC | O_NOCTTY;
        int fd = openat(walk->here, component, flags, walk->make.mode);
        if (fd < 0)
                return errno == EEXIST ? 0 : -errno;
        (void)close(fd);
        return 0;
}

/* Opens the component without following it, and makes it first if need be. */
static int walk_open(struct walk *walk, const char *component)
{
        for (int races = 0; races < RACES_MAX; races++) {
                int fd = open_resolved(walk->here, component, O_PATH | O_NOFOLLOW,
                                       RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
                if (fd != -ENOENT)
                        return fd;
                int r = walk_make(walk, component);
                if (r < 0)
                        return r;
        }
        return -EAGAIN; /* somebody removes what is made */
}

static int walk_append(struct walk *walk, const char *component)
{
        size_t done = strlen(walk->done);
        size_t length = strlen(component);
        if (done + 1 + length + 1 > sizeof(walk->done))
                return -ENAMETOOLONG;
        if (done > 0)
                walk->done[done++] = '/';
        memcpy(walk->done + done, component, length + 1);
        return 0;
}

/* One component. 1 when `*ret_file` holds the file that was looked for. */
static int walk_step(struct walk *walk, const char *component, int *ret_file)
{
        struct stat status;
        int fd = walk_open(walk, component);
        if (fd < 0)
                return fd;
        int r = fstat(fd, &status) < 0 ? -errno : 0;
        if (r == 0 && S_ISDIR(status.st_mode)) {
                r = walk_append(walk, component);
                if (r == 0) {
                        walk_enter(walk, fd);
                        return 0;
                }
        } else if (r == 0 && S_ISLNK(status.st_mode)) {
                r = walk_link(walk, fd);
        } else if (r == 0 && walk->make.kind == MAKE_FILE && walk_is_last(walk)) {
                *ret_file = fd;
                return 1;
        } else if (r == 0) {
                r = -ENOTDIR;
        }
        (void)close(fd);
        return r;
}

/* Gives the fd that is reached at the end of the path. `component` has NAME_MAX + 2 bytes: after an error it
 * is the one that failed. */
static int walk_to_end(struct walk *walk, char *component)
{
        int file = -1;
        while (walk_next(walk, component) != NULL) {
                int r = 0;
                if (strcmp(component, "..") == 0)
                        r = walk_up(walk);
                else if (strcmp(component, ".") != 0)
                        r = walk_step(walk, component, &file);
                if (r < 0)
                        return r;
                if (r == 1)
                        return file;
        }
        if (walk->make.kind == MAKE_FILE)
                return -EISDIR;
        int fd = fcntl(walk->here, F_DUPFD_CLOEXEC, 3);
        return fd < 0 ? -errno : fd;
}

/* Most mount points exist: one call finds them. */
static int open_present(int root, const char *path, enum make_kind kind)
{
        uint64_t resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
        if (kind == MAKE_REAL_DIRECTORY)
                resolve |= RESOLVE_NO_SYMLINKS;
        return open_resolved(root, path, kind == MAKE_FILE ? O_PATH : O_PATH | O_DIRECTORY, resolve);
}

/* "/done/component", shortened at its end if need be. */
static void describe(const struct walk *walk, const char *component, char *failed)
{
        const char *parts[] = {"/", walk->done, walk->done[0] == '\0' ? "" : "/", component};
        char *at = failed;
        for (int i = 0; i < 4; i++) {
                size_t length = strnlen(parts[i], PATH_MAX - 1 - (size_t)(at - failed));
                memcpy(at, parts[i], length);
                at += length;
        }
        *at = '\0';
}

int make_path(int root, const char *path, struct make make, char *failed)
{
        failed[0] = '\0';
        int fd = open_present(root, path, make.kind);
        if (fd >= 0 && make.kind == MAKE_FILE && is_directory(fd) != 0) {
                (void)close(fd);
                return -EISDIR;
        }
        if (fd != -ENOENT)
                return fd;
        struct walk walk = {.root = root, .here = root, .make = make};
        char component[NAME_MAX + 2] = "";
        size_t length = strlen(path);
        if (length >= sizeof(walk.rest))
                return -ENAMETOOLONG;
        memcpy(walk.rest, path, length + 1);
        fd = walk_to_end(&walk, component);
        if (fd < 0)
                describe(&walk, component, failed);
        walk_enter(&walk, root);
        return fd;
}
