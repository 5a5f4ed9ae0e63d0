/* SPDX-License-Identifier: Apache-2.0
 *
 * Messages with file descriptors over AF_UNIX sockets.
 */
#ifndef RUNT_MESSAGES_H
#define RUNT_MESSAGES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The kernel's limit of fds in one message (SCM_MAX_FD). */
enum { MESSAGE_MAX_FDS = 253 };

/* One message; never raises SIGPIPE. Returns 0 or -errno (EIO: sent in part). */
int message_send(int socket, const void *data, size_t length, const int *fds, size_t n_fds);

/* One message with at most one fd (-1: none), close-on-exec. Returns its length, 0 at the end, or -errno;
 * EBADMSG if it is longer than `length` or carries more. `flags` may be MSG_DONTWAIT. */
ssize_t message_receive(int socket, void *data, size_t length, int flags, int *ret_fd);

#endif
