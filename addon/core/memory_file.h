/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_MEMORY_FILE_H
#define RUNT_MEMORY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/uio.h>

/* A sealed memfd with this content. Returns the fd or -errno. */
int memory_file(const char *name, const struct iovec *parts, int count, bool executable);

/* A sealed memfd with init's program: made once a process and kept. Not to be closed. */
int init_image(void);

#endif
