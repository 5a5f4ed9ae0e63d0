/* SPDX-License-Identifier: Apache-2.0
 *
 * The loop, and what init says to the runtime.
 */
#include "init.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

/* Keeps what goes along with the error report; the last text counts. */
void report_text(struct run *run, const char *text, size_t length)
{
        if (length >= sizeof(run->text))
                length = sizeof(run->text) - 1;
        memcpy(run->text, text, length);
        run->text[length] = '\0';
}

static int send_parts(int socket, struct iovec *parts, size_t n_parts, int fd)
{
        union {
                struct cmsghdr header;
                char space[CMSG_SPACE(sizeof(int))];
        } control = {0};
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = n_parts};
        if (fd >= 0) {
                message.msg_control = control.space;
                message.msg_controllen = sizeof(control.space);
                struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
                rights->cmsg_level = SOL_SOCKET;
                rights->cmsg_type = SCM_RIGHTS;
                rights->cmsg_len = CMSG_LEN(sizeof(int));
                memcpy(CMSG_DATA(rights), &fd, sizeof(fd));
        }
        ssize_t sent;
        do {
                sent = sendmsg(socket, &message, MSG_NOSIGNAL);
        } while (sent < 0 && errno == EINTR);
        return sent < 0 ? -errno : 0;
}

int send_with_fd(int socket, const void *data, size_t length, int fd)
{
        struct iovec part = {(void *)data, length};
        return send_parts(socket, &part, 1, fd);
}

int report_send(struct run *run, uint32_t kind, int32_t value, int fd)
{
        size_t length = kind == REPORT_ERROR || kind == REPORT_LOG ? strlen(run->text) : 0;
        struct report report = {REPORT_MAGIC, kind, run->index, run->code, value, (uint32_t)length};
        struct iovec parts[] = {{&report, sizeof(report)}, {run->text, length}};
        return send_parts(run->report_fd, parts, 2, fd);
}

void times_send(struct run *run)
{
        struct times *times = &run->times;
        if (times->count == 0)
                return;
        uint32_t length = times->count * (uint32_t)sizeof(times->list[0]);
        struct report report = {REPORT_MAGIC, REPORT_TIMES, run->index, run->code, 0, length};
        struct iovec parts[] = {{&report, sizeof(report)}, {times->list, length}};
        (void)send_parts(run->report_fd, parts, 2, -1); /* nobody may be left to read it */
        times->count = 0;
}

int report_sync(struct run *run, uint32_t point)
{
        times_send(run);
        int r = report_send(run, REPORT_SYNC, (int32_t)point, -1);
        if (r < 0)
                return r;
        struct go go = {0, 0};
        ssize_t got;
        do {
                got = recv(run->report_fd, &go, sizeof(go), 0);
        } while (got < 0 && errno == EINTR);
        if (got < 0)
                return -errno;
        return got == (ssize_t)sizeof(go) && go.magic == GO_MAGIC && go.point == point ? 0 : -ECONNABORTED;
}

/* What happens before an operation is called. */
enum readiness { READY, SKIP, BROKEN };

/* An operation that reads an absent slot does nothing, and its own slot is absent then. */
static enum readiness check_slots(struct run *run, const struct op *op)
{
        const char *signature = op_table[op->code].signature;
        enum readiness readiness = READY;
        for (unsigned i = 0; signature[i] != '\0'; i++) {
                int fd = signature[i] == 's' || signature[i] == 'o' ? run->slots[op->operand[i].number] : 0;
                if (signature[i] == 'o' && fd != SLOT_EMPTY)
                        return BROKEN;
                if (signature[i] != 's')
                        continue;
                if (fd == SLOT_EMPTY)
                        return BROKEN;
                /* enterIfAbsent fills such a slot, and close frees it. */
                bool takes_absent = (op->code == OP_ENTER_IF_ABSENT && i == 0) || op->code == OP_CLOSE;
                if (fd == SLOT_ABSENT && !takes_absent)
                        readiness = SKIP;
        }
        for (unsigned i = 0; readiness == SKIP && signature[i] != '\0'; i++) {
                if (signature[i] == 'o')
                        run->slots[op->operand[i].number] = SLOT_ABSENT;
        }
        return readiness;
}

static int call_op(struct run *run, const struct op *op)
{
        run->text[0] = '\0';
        if (!run->times.kept)
                return op_table[op->code].call(run, op);
        /* Under a filter, or with the program in place, nothing can be sent any more. */
        if (op->code == OP_SET_SECCOMP || op->code == OP_SET_SECCOMP_LISTENER || op->code == OP_EXEC) {
                times_send(run);
                run->times.kept = false;
                return op_table[op->code].call(run, op);
        }
        uint64_t begin = times_now();
        int r = op_table[op->code].call(run, op);
        times_add(run, begin);
        return r;
}

static int run_op(struct run *run, const struct op *op)
{
        switch (check_slots(run, op)) {
        case SKIP:
                return 0;
        case BROKEN:
                return -EBADF;
        default:
                return call_op(run, op);
        }
}

int run_plan(struct run *run)
{
        struct op op;
        size_t at = 0;
        for (run->index = 0; run->index < run->plan.header.ops; run->index++) {
                decode_op(&run->plan, &at, &op);
                run->code = op.code;
                int r = run_op(run, &op);
                if (r < 0) {
                        times_send(run);
                        (void)report_send(run, REPORT_ERROR, -r,
                                          -1); /* if the runtime is gone nobody is left to tell */
                        return r;
                }
        }
        run->code = 0;
        (void)report_send(run, REPORT_ERROR, EBADMSG, -1); /* a plan ends with exec */
        return -EBADMSG;
}
