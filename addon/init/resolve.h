/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths of a hostile tree, below a root fd.
 */
#ifndef RUNT_RESOLVE_H
#define RUNT_RESOLVE_H

#include <stdint.h>
#include <sys/types.h>

enum make_kind { MAKE_DIRECTORY, MAKE_REAL_DIRECTORY, MAKE_FILE };

struct make {
        enum make_kind kind;
        mode_t mode;
};

/* openat2(2) with O_CLOEXEC; EAGAIN, which a rename anywhere on the host can cause, is retried. fd or -errno.
 */
int open_resolved(int dir, const char *path, uint64_t flags, uint64_t resolve);

/* 1, 0 or -errno. */
int is_directory(int fd);

/* Resolves `path` with `root` as its root and makes what is missing, one component at a time. Gives an O_PATH
 * fd of the last one. Links are followed inside the root, also those that dangle; with MAKE_REAL_DIRECTORY
 * any link is -ELOOP. On error `failed` (PATH_MAX bytes) holds the path of the component that failed below
 * the root, or "" where the walk did not begin. */
int make_path(int root, const char *path, struct make make, char *failed);

#endif
