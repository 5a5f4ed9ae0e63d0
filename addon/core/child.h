/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_CHILD_H
#define RUNT_CHILD_H

#include <stdbool.h>
#include <stdint.h>

/* What a new process is to be. All fds are the caller's numbers, close-on-exec or not. */
struct child {
        int executable;   /* fd of the program, or -1: `path` */
        const char *path; /* absolute */
        char *const *argv;
        char *const *envp;
        int stdio[3];
        int socket;    /* goes to 3 + preserve; -1: none */
        int preserve;  /* number of fds from 3 on that stay open */
        int directory; /* becomes the current one; -1: keep */
        int cgroup;    /* CLONE_INTO_CGROUP; -1: none */
        bool bound;    /* leads a session, and is killed when the thread that starts it ends */
        uint64_t clone_flags;
};

/* Starts it with default signal dispositions, an empty signal mask and no other fds.
 * Returns the pid; -errno once everything is undone, with the failed call's name in lastText(). */
int spawn_child(const struct child *child, int *ret_pidfd);

#endif
