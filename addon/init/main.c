/* SPDX-License-Identifier: Apache-2.0
 *
 * init: receives a plan over the socket that argv[1] names, checks it, and runs it. The plan says when it
 * stops being dumpable (setDumpable): before that, id mappings have to be written.
 *
 * Built from all .c files of addon/init by: musl-gcc -std=gnu11 -Os -static -ffunction-sections
 * -fdata-sections -fno-asynchronous-unwind-tables -idirafter /usr/include -idirafter
 * /usr/include/x86_64-linux-gnu -Iaddon -Wl,--gc-sections,--build-id=none -s
 */
#include "init.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW)

static struct run the_run; /* zero pages until used: the stack would count */

/* A decimal number up to 65538; -1 for anything else. */
static int parse_fd(const char *text)
{
        int value = 0;
        if (*text == '\0')
                return -1;
        for (; *text != '\0'; text++) {
                if (*text < '0' || *text > '9' || value > 65538)
                        return -1;
                value = value * 10 + (*text - '0');
        }
        return value;
}

/* Everything above the socket is not meant for the program. */
static int guard_fds(int socket)
{
        if (fcntl(socket, F_SETFD, FD_CLOEXEC) < 0)
                return -errno;
        return result_of(syscall(SYS_close_range, (unsigned)socket + 1, ~0U, 0));
}

/* One message: how many slots, and the fds of plan and slots. */
static int receive_start(int socket, int *fds)
{
        union {
                struct cmsghdr header;
                char space[CMSG_SPACE(sizeof(int) * (1 + START_MAX_SLOTS))];
        } control;
        struct start_message start = {0, 0};
        struct iovec part = {&start, sizeof(start)};
        struct msghdr message = {.msg_iov = &part,
                                 .msg_iovlen = 1,
                                 .msg_control = control.space,
                                 .msg_controllen = sizeof(control.space)};
        ssize_t got;
        do {
                got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
        } while (got < 0 && errno == EINTR);
        if (got < 0)
                return -errno;
        struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
        if (got != (ssize_t)sizeof(start) || start.magic != START_MAGIC || start.slots > START_MAX_SLOTS ||
            rights == NULL)
                return -EBADMSG;
        if ((message.msg_flags & MSG_CTRUNC) != 0 ||
            rights->cmsg_len != CMSG_LEN(sizeof(int) * (1 + start.slots)))
                return -EBADMSG;
        memcpy(fds, CMSG_DATA(rights), sizeof(int) * (1 + start.slots));
        return (int)start.slots;
}

/* Maps the sealed plan, so that nobody can change it after the check. */
static int load_plan(int fd, struct plan *ret_plan)
{
        struct stat status;
        int seals = fcntl(fd, F_GET_SEALS);
        if (seals < 0 || (seals & SEALS) != SEALS)
                return -EPERM;
        if (fstat(fd, &status) < 0)
                return -errno;
        if (status.st_size < (off_t)sizeof(struct plan_header) || status.st_size > INT32_MAX)
                return -EBADMSG;
        size_t size = (size_t)status.st_size;
        void *data = mmap(NULL, size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
        if (data == MAP_FAILED)
                return -errno;
        int r = decode_header(data, size, ret_plan);
        if (r < 0)
                return r;
        /* Pages that are never touched cost nothing. */
        size_t pointers_size = plan_pointers(ret_plan) * sizeof(char *);
        size_t room = pointers_size + ((size_t)ret_plan->header.strings) * sizeof(uint32_t);
        char **pointers = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pointers == MAP_FAILED)
                return -errno;
        r = decode_plan(data, size, (uint32_t *)(pointers + plan_pointers(ret_plan)), ret_plan);
        if (r == 0)
                ret_plan->pointers = pointers;
        return r;
}

static int prepare(struct run *run)
{
        int fds[1 + START_MAX_SLOTS] = {-1};
        int n_slots = receive_start(run->report_fd, fds);
        if (n_slots < 0)
                return n_slots;
        int r = load_plan(fds[0], &run->plan);
        (void)close(fds[0]); /* the mapping stays */
        if (r < 0)
                return r;
        if ((uint32_t)n_slots > run->plan.header.slots)
                return -EBADMSG;
        for (uint32_t i = 0; i < run->plan.header.slots; i++)
                run->slots[i] = i < (uint32_t)n_slots ? fds[1 + i] : SLOT_EMPTY;
        return 0;
}

/* A seccomp filter can deny the exit, and libc would try it for ever: then only a fault ends the process. */
static _Noreturn void end_process(int status)
{
        (void)syscall(SYS_exit_group, status);
        __builtin_trap();
}

int main(int argc, char **argv)
{
        int socket = argc == 2 ? parse_fd(argv[1]) : -1;
        if (socket < 3)
                return 2;
        /* How the runtime tells a container that waits from one that runs. */
        (void)prctl(PR_SET_NAME, "runt-init");
        the_run.report_fd = socket;
        int r = guard_fds(socket);
        if (r == 0)
                r = prepare(&the_run);
        if (r < 0) {
                (void)report_send(&the_run, REPORT_ERROR, -r, -1);
                return 1;
        }
        (void)run_plan(&the_run); /* reports its failure itself */
        end_process(1);
}
