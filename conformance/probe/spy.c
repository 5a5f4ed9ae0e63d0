/* SPDX-License-Identifier: Apache-2.0
 *
 * spy FOUND MET: looks for ever into every process that it sees but itself. What it gets of one that is not
 * yet a program of the image, or that holds more than standard streams, is appended to FOUND, a line each;
 * MET holds how often a process let itself not be looked into, which is when the runtime's own were met.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAME_SIZE = 64, TEXT_SIZE = 512 };

static const char *found, *met;
static unsigned long refused;

static void tell(pid_t pid, const char *what, const char *text)
{
        char line[TEXT_SIZE + NAME_SIZE];
        int length = snprintf(line, sizeof(line), "%d %s %s\n", pid, what, text);
        int fd = open(found, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (fd < 0 || write(fd, line, (size_t)length) != length)
                abort();
        (void)close(fd);
}

static void count_refusal(void)
{
        char text[NAME_SIZE];
        int length = snprintf(text, sizeof(text), "%lu\n", ++refused);
        int fd = open(met, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        if (fd < 0 || write(fd, text, (size_t)length) != length)
                abort();
        (void)close(fd);
}

static ssize_t read_link(pid_t pid, const char *name, char text[static TEXT_SIZE])
{
        char path[NAME_SIZE];
        (void)snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
        ssize_t n = readlink(path, text, TEXT_SIZE - 1);
        text[n < 0 ? 0 : n] = 0;
        return n < 0 ? -errno : n;
}

/* Its own program, which anybody of its user may look into; what can't be told is the runtime's. */
static bool is_of_image(pid_t pid)
{
        char text[TEXT_SIZE];
        ssize_t n = read_link(pid, "exe", text);
        if (n == -ENOENT || n == -ESRCH)
                return true; /* it has ended */
        return strncmp(text, "/bin/", 5) == 0 || strcmp(text, "/probe") == 0 || strcmp(text, "/spy") == 0;
}

static void try_executable(pid_t pid)
{
        char path[NAME_SIZE], text[TEXT_SIZE];
        ssize_t n = read_link(pid, "exe", text);
        if (n == -EACCES || n == -EPERM)
                count_refusal();
        if (n < 0 || is_of_image(pid))
                return;
        tell(pid, "exe", text);
        (void)snprintf(path, sizeof(path), "/proc/%d/exe", pid);
        int fd = open(path, O_PATH | O_CLOEXEC);
        (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
        if (fd >= 0 && open(path, O_WRONLY | O_CLOEXEC) >= 0)
                tell(pid, "exe for writing", text);
        (void)close(fd);
}

static void try_directories(pid_t pid)
{
        struct stat own, other;
        char path[NAME_SIZE];
        (void)snprintf(path, sizeof(path), "/proc/%d/root", pid);
        if (stat("/", &own) < 0 || stat(path, &other) < 0)
                return;
        if ((own.st_ino != other.st_ino || own.st_dev != other.st_dev) && !is_of_image(pid))
                tell(pid, "root", "is another");
        (void)snprintf(path, sizeof(path), "/proc/%d/cwd", pid);
        if (stat(path, &other) == 0 && (own.st_ino != other.st_ino || own.st_dev != other.st_dev) &&
            !is_of_image(pid))
                tell(pid, "cwd", "is another");
}

static void try_descriptors(pid_t pid)
{
        char path[NAME_SIZE], text[TEXT_SIZE];
        for (int fd = 3; fd < 32; fd++) {
                (void)snprintf(path, sizeof(path), "fd/%d", fd);
                if (read_link(pid, path, text) >= 0)
                        tell(pid, path, text);
        }
}

static void try_memory(pid_t pid)
{
        char path[NAME_SIZE], byte;
        for (int i = 0; i < 2; i++) {
                const char *name = i == 0 ? "mem" : "environ";
                (void)snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
                int fd = open(path, (i == 0 ? O_RDWR : O_RDONLY) | O_CLOEXEC);
                if (fd >= 0 && !is_of_image(pid))
                        tell(pid, name, "can be opened");
                if (fd >= 0)
                        (void)close(fd);
        }
        struct iovec local = {&byte, 1}, remote = {(void *)(uintptr_t)4096, 1};
        if ((process_vm_readv(pid, &local, 1, &remote, 1, 0) >= 0 || errno == EFAULT) && !is_of_image(pid))
                tell(pid, "process_vm_readv", "is allowed");
}

static void try_tracing(pid_t pid)
{
        int status;
        if (ptrace(PTRACE_SEIZE, pid, 0, 0) < 0)
                return;
        if (!is_of_image(pid))
                tell(pid, "ptrace", "is allowed");
        (void)ptrace(PTRACE_INTERRUPT, pid, 0, 0);
        if (waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status))
                (void)ptrace(PTRACE_DETACH, pid, 0, 0);
}

int main(int argc, char *argv[])
{
        if (argc != 3)
                return 100;
        found = argv[1];
        met = argv[2];
        for (;;) {
                DIR *processes = opendir("/proc");
                const struct dirent *entry;
                while (processes != NULL && (entry = readdir(processes)) != NULL) {
                        pid_t pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
                        if (pid == 0 || pid == getpid())
                                continue;
                        try_executable(pid);
                        try_directories(pid);
                        try_descriptors(pid);
                        try_memory(pid);
                        try_tracing(pid);
                }
                if (processes != NULL)
                        (void)closedir(processes);
                while (waitpid(-1, NULL, WNOHANG) > 0)
                        continue;
        }
}
