/* SPDX-License-Identifier: Apache-2.0
 *
 * The probe's actions on its streams, its memory policy, its clocks, its keys, and its service manager.
 */
#define _GNU_SOURCE
#include "system.h"
#include "json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Runs a program with one word in a child; its lines are printed in place. */
int do_spawn(char *const *words)
{
        int status;

        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
                execl(words[0], words[0], words[1], (char *)NULL);
                _exit(102);
        }
        return pid < 0 || waitpid(pid, &status, 0) < 0 ? -errno : 0;
}

/* What is printed from now on goes to a file; a container's stdout may be gone. */
int do_to(char *const *words)
{
        fflush(stdout);
        return freopen(words[0], "a", stdout) == NULL ? -errno : 0;
}

/* Standard input as text: the state that hooks are given. */
int do_input(char *const *words)
{
        static char text[1 << 16];
        size_t length = 0;

        (void)words;
        while (length < sizeof(text)) {
                ssize_t n = read(0, text + length, sizeof(text) - length);
                if (n <= 0)
                        break;
                length += (size_t)n;
        }
        json_key("text");
        json_text(text, length);
        return 0;
}

int do_mempolicy(char *const *words)
{
        unsigned long nodes[16] = {0};
        int mode = 0;

        (void)words;
        if (syscall(SYS_get_mempolicy, &mode, nodes, sizeof(nodes) * 8, 0, 0) < 0)
                return -errno;
        json_key("mode");
        json_number(mode);
        json_key("nodes");
        json_number((long long)nodes[0]);
        return 0;
}

static void seconds(const char *key, clockid_t clock)
{
        struct timespec now = {0};

        clock_gettime(clock, &now);
        json_key(key);
        json_number((long long)now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* Milliseconds. */
int do_clock(char *const *words)
{
        (void)words;
        seconds("monotonic", CLOCK_MONOTONIC);
        seconds("boottime", CLOCK_BOOTTIME);
        return 0;
}

/* sd_notify(3): one datagram to the socket that NOTIFY_SOCKET names. */
int do_notify(char *const *words)
{
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        const char *path = getenv("NOTIFY_SOCKET");
        int error = 0;

        json_key("socket");
        json_string(path == NULL ? "" : path);
        if (path == NULL)
                return -ENOENT;
        int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (fd < 0)
                return -errno;
        strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
        if (sendto(fd, words[0], strlen(words[0]), 0, (struct sockaddr *)&address, sizeof(address)) < 0)
                error = -errno;
        close(fd);
        return error;
}

/* musl has no header of keyctl(2). */
enum { SESSION_KEYRING = -3, READ_KEY = 11 };

/* Adds a key to the session keyring and gives its number. */
int do_addkey(char *const *words)
{
        long key = syscall(SYS_add_key, "user", "probe", words[0], strlen(words[0]), SESSION_KEYRING);
        if (key < 0)
                return -errno;
        json_key("value");
        json_number(key);
        return 0;
}

int do_readkey(char *const *words)
{
        char text[256] = "";
        long length = syscall(SYS_keyctl, READ_KEY, atol(words[0]), text, sizeof(text) - 1, 0);
        if (length < 0)
                return -errno;
        json_key("text");
        json_string(text);
        return 0;
}
