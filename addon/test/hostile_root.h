/* SPDX-License-Identifier: Apache-2.0
 *
 * A root filesystem whose owner is hostile, and a directory outside it at which every attack points.
 */
#ifndef RUNT_HOSTILE_ROOT_H
#define RUNT_HOSTILE_ROOT_H

#include <limits.h>

#include "plan_builder.h"

extern int root;    /* the root filesystem */
extern int outside; /* where every attack points */
extern char outside_path[PATH_MAX];
extern struct run run;
extern struct builder builder;

/* An empty root for the case. */
void fresh_root(void);
/* Removes all roots and the directory outside. */
void remove_roots(void);

void make_directory(int dir, const char *name);
void make_link(const char *target, const char *name);
void make_empty_file(int dir, const char *name);
bool exists(int dir, const char *path);
bool is_type(int dir, const char *path, unsigned type);
bool same_file(int fd, int dir, const char *path);
/* Nothing but the file "secret" is outside. */
bool outside_is_untouched(void);

/* One operation with operands out, dir, path, `operand`: the fd or -errno. */
int make(enum opcode code, const char *path, unsigned operand);
int make_dir(const char *path);

#endif
