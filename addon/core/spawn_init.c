// SPDX-License-Identifier: Apache-2.0
/* Makes init: its plan, its socket, its process. */
#define _GNU_SOURCE
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

/* addon/wire/plan.h says what init reads. */
enum { PLAN_VERSION = 1, PLAN_HEADER_WORDS = 8, MAX_INHERITED = MESSAGE_MAX_FDS - 1 };
#define PLAN_MAGIC UINT32_C(0x544e5552)
#define SLOTS_MAGIC UINT32_C(0x54524154)

struct slots_message {
        uint32_t magic, n_slots;
};

struct plan_arguments {
        const struct argument *words, *strings, *blobs;
};

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

/* Header and words; the first two words given are counts, which go into the header. */
static int make_words(const struct plan_arguments *plan, uint32_t **ret_words, size_t *ret_count)
{
        const struct argument *given = plan->words;
        if (given->length < 2)
                return -EINVAL;
        size_t n_words = given->length - 2;
        uint32_t *words = malloc((PLAN_HEADER_WORDS + n_words) * sizeof(*words));
        if (words == NULL)
                return -ENOMEM;
        for (size_t i = 0; i < given->length; i++) {
                if (given->numbers[i] < INT32_MIN || given->numbers[i] > UINT32_MAX) {
                        free(words);
                        return -ERANGE;
                }
                words[i < 2 ? 6 + i : PLAN_HEADER_WORDS + i - 2] = (uint32_t)given->numbers[i];
        }
        words[0] = PLAN_MAGIC;
        words[1] = PLAN_VERSION;
        words[2] = (uint32_t)n_words;
        words[3] = count_strings(plan->strings);
        words[4] = (uint32_t)plan->strings->length;
        words[5] = (uint32_t)plan->blobs->length;
        *ret_words = words;
        *ret_count = PLAN_HEADER_WORDS + n_words;
        return 0;
}

static int plan_file(const struct plan_arguments *plan)
{
        uint32_t *words;
        size_t count;
        if (plan->strings->length > UINT32_MAX || plan->blobs->length > UINT32_MAX)
                return -E2BIG;
        int r = make_words(plan, &words, &count);
        if (r < 0)
                return r;
        const struct iovec parts[] = {
            {.iov_base = words, .iov_len = count * sizeof(*words)},
            {.iov_base = (void *)plan->strings->text, .iov_len = plan->strings->length},
            {.iov_base = (void *)plan->blobs->text, .iov_len = plan->blobs->length},
        };
        r = memory_file("runt-plan", parts, 3, false);
        free(words);
        return r;
}

/* Queued before init exists: it finds the message when it reads. */
static int send_slots(int socket, int plan, const struct argument *inherited)
{
        int fds[1 + MAX_INHERITED];
        if (inherited->length > MAX_INHERITED)
                return -EINVAL;
        fds[0] = plan;
        for (size_t i = 0; i < inherited->length; i++)
                fds[1 + i] = (int)inherited->numbers[i];
        const struct slots_message message = {SLOTS_MAGIC, (uint32_t)inherited->length};
        return message_send(socket, &message, sizeof(message), fds, 1 + inherited->length);
}

static int start_init(struct child *child, const struct argument *arguments, int *ret_pidfd)
{
        char place[16];
        char *argv[] = {"runt-init", place, NULL};
        char *envp[] = {NULL};
        const struct argument *stdio = &arguments[6];
        child->executable = init_image();
        if (child->executable < 0)
                return child->executable;
        (void)snprintf(place, sizeof(place), "%d", 3 + child->preserve);
        for (int i = 0; i < 3; i++)
                child->stdio[i] = (int)stdio->numbers[i];
        child->argv = argv;
        child->envp = envp;
        return spawn_child(child, ret_pidfd);
}

static int spawn_with_plan(int plan, const struct argument *arguments, int64_t ret_numbers[3])
{
        int sockets[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0)
                return -errno;
        struct child child = {
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
        const struct plan_arguments parts = {&arguments[0], &arguments[1], &arguments[2]};
        int64_t preserve = arguments[7].number;
        last_text_set("", 0);
        if (arguments[6].length != 3 || preserve < 0 || preserve > UINT16_MAX) {
                result_number(ret, -EINVAL);
                return;
        }
        int plan = plan_file(&parts);
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
