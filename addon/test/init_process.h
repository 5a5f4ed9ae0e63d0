/* SPDX-License-Identifier: Apache-2.0
 *
 * The real init as a child process, and the runtime's side of its socket.
 */
#ifndef RUNT_INIT_PROCESS_H
#define RUNT_INIT_PROCESS_H

#include <sys/types.h>

#include "plan_builder.h"

struct init_process {
        pid_t pid;
        int socket;
};

struct record {
        struct report head;
        char text[REPORT_MAX_TEXT + 1];
        int fd;
};

/* $RUNT_INIT; NULL if it is not set. */
const char *init_program(void);
/* Starts init with the socket at fd 3 + preserve and no other fds above stdio but `preserve` dups of stdin.
 */
struct init_process init_start(int preserve);
/* Sends the start message with these fds; the first is the plan's. */
void init_send(const struct init_process *init, struct start_message message, const int *fds, int n_fds);
/* Starts init with a plan and slots. */
struct init_process init_run(const struct builder *builder, const int *slots, int n_slots);
/* Next record; kind 0 at the end. Gives up after ten seconds. */
struct record init_record(int socket);
void init_go(int socket, uint32_t point);
/* Exit status, or -signal. */
int init_wait(pid_t pid);

#endif
