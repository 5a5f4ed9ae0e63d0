// SPDX-License-Identifier: Apache-2.0
/* Makes init: its plan, its socket, its process. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "functions.h"
#include "memory_file.h"
#include "messages.h"
#include "result.h"
#include "wire/plan.h"

_Static_assert(START_MAX_SLOTS == MESSAGE_MAX_FDS - 1, "the plan's memfd comes first");

static uint32_t count_strings(const struct argument *strings)
{
        uint32_t count = 0;
        const char *end = strings->text + strings->length;
        for (const char *at = strings->text; at < end; count++) {
                const char *zero = memchr(at, '\0', (size_t)(end - at));
                at = zero == NULL ? end : zero + 1;
        }
        return count;
}

/* The first two numbers are counts for the header; the others are the plan's words. */
static int make_words(const struct argument *given, struct plan_header *ret_header, uint32_t **ret_words)
{
        if (given->length < 2)
                return -EINVAL;
        uint32_t *words = malloc(given->length * sizeof(*words));
        if (words == NULL)
                return -ENOMEM;
        for (size_t i = 0; i < given->length; i++) {
                if (given->numbers[i] < INT32_MIN || given->numbers[i] > UINT32_MAX) {
                        free(words);
                        return -ERANGE;
                }
                words[i] = (uint32_t)given->numbers[i];
        }
        ret_header->words = (uint32_t)given->length - 2;
        ret_header->ops = words[0];
        ret_header->slots = words[1];
        *ret_words = words;
        return 0;
}

static int plan_file(const struct argument *numbers, const struct argument *strings,
                     const struct argument *blobs)
{
        if (numbers->length > UINT32_MAX || strings->length > UINT32_MAX || blobs->length > UINT32_MAX)
                return -E2BIG;
        struct plan_header header = {
            .magic = PLAN_MAGIC,
            .version = PLAN_VERSION,
            .strings = count_strings(strings),
            .strings_size = (uint32_t)strings->length,
            .blobs_size = (uint32_t)blobs->length,
        };
        uint32_t *words;
        int r = make_words(numbers, &header, &words);
        if (r < 0)
                return r;
        const struct iovec parts[] = {
            {.iov_base = &header, .iov_len = sizeof(header)},
            {.iov_base = words + 2, .iov_len = header.words * sizeof(*words)},
            {.iov_base = (void *)strings->text, .iov_len = strings->length},
            {.iov_base = (void *)blobs->text, .iov_len = blobs->length},
        };
        r = memory_file("runt-plan", parts, sizeof(parts) / sizeof(parts[0]), false);
        free(words);
        return r;
}

/* Queued before init exists: it finds the message when it reads. */
static int send_slots(int socket, int plan, const struct argument *inherited)
{
        int fds[1 + START_MAX_SLOTS];
        if (inherited->length > START_MAX_SLOTS)
                return -EINVAL;
        fds[0] = plan;
        for (size_t i = 0; i < inherited->length; i++)
                fds[1 + i] = (int)inherited->numbers[i];
        const struct start_message message = {START_MAGIC, (uint32_t)inherited->length};
        return message_send(socket, &message, sizeof(message), fds, 1 + inherited->length);
}

static int start_init(const struct child *common, const struct argument *arguments, int *ret_pidfd)
{
        struct child child = *common;
        char place[16];
        char *argv[] = {"runt-init", place, NULL};
        char *envp[] = {NULL};
        const struct argument *stdio = &arguments[6];
        child.executable = init_image();
        if (child.executable < 0)
                return child.executable;
        (void)snprintf(place, sizeof(place), "%d", 3 + child.preserve);
        for (int i = 0; i < 3; i++)
                child.stdio[i] = (int)stdio->numbers[i];
        child.argv = argv;
        child.envp = envp;
        return spawn_child(&child, ret_pidfd);
}

static int spawn_with_plan(int plan, const struct argument *arguments, int64_t ret_numbers[3])
{
        int sockets[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
                return -errno;
        const struct child child = {
            .socket = sockets[1],
            .preserve = (int)arguments[7].number,
            .directory = -1,
            .cgroup = (int)arguments[4].number,
            .clone_flags = (uint64_t)arguments[3].number,
        };
        int pidfd = -1;
        int r = send_slots(sockets[0], plan, &arguments[5]);
        if (r == 0)
                r = start_init(&child, arguments, &pidfd);
        (void)close(sockets[1]); /* the child has its copy */
        if (r < 0) {
                (void)close(sockets[0]); /* r holds the first error */
                return r;
        }
        ret_numbers[0] = r;
        ret_numbers[1] = pidfd;
        ret_numbers[2] = sockets[0];
        return 0;
}

void native_spawn_init(const struct argument *arguments, struct result *ret)
{
        int64_t preserve = arguments[7].number;
        last_text_set("", 0);
        if (arguments[6].length != 3 || preserve < 0 || preserve > UINT16_MAX) {
                result_number(ret, -EINVAL);
                return;
        }
        int plan = plan_file(&arguments[0], &arguments[1], &arguments[2]);
        if (plan < 0) {
                result_number(ret, plan);
                return;
        }
        int64_t numbers[3];
        int r = spawn_with_plan(plan, arguments, numbers);
        (void)close(plan); /* init has its copy */
        if (r < 0)
                result_number(ret, r);
        else
                result_numbers(ret, numbers, 3);
}
