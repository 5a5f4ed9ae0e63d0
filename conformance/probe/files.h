/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBE_FILES_H
#define PROBE_FILES_H

/* Each takes its words and gives 0 or -errno. */
int do_open(char *const *words);
int do_direct(char *const *words);
int do_read(char *const *words);
int do_write(char *const *words);
int do_stat(char *const *words);
int do_statfs(char *const *words);
int do_list(char *const *words);
int do_mkdir(char *const *words);
int do_unlink(char *const *words);
int do_mknod(char *const *words);
int do_mount(char *const *words);
int do_umount(char *const *words);
int do_chmod(char *const *words);
int do_chown(char *const *words);

#endif
