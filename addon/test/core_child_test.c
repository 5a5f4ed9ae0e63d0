// sources: addon/core/child.c addon/core/me*.c addon/core/result.c addon/core/utf8.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * New processes, sealed files and messages: what reaches the other side, and what does not.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "core/child.h"
#include "core/memory_file.h"
#include "core/messages.h"
#include "core/result.h"

/* What the linker embeds elsewhere. */
const char runt_init_start[] = "program", runt_init_end[1];

static char output[4096];

static int wait_for(int pidfd)
{
        siginfo_t info = {0};
        CHECK_NUMBER(waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED), 0);
        (void)close(pidfd);
        return info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
}

/* Runs a shell script as `child` says, with its standard output in `output`. */
static int run_script(struct child child, const char *script)
{
        char *argv[] = {"sh", "-c", (char *)script, NULL};
        char *envp[] = {"PATH=/usr/bin:/bin", NULL};
        int fds[2], pidfd = -1;
        CHECK_NUMBER(pipe2(fds, O_CLOEXEC), 0);
        child.argv = argv;
        child.envp = envp;
        child.stdio[1] = fds[1];
        int r = spawn_child(&child, &pidfd);
        (void)close(fds[1]);
        if (r > 0)
                r = wait_for(pidfd);
        ssize_t n = read(fds[0], output, sizeof(output) - 1);
        output[n < 0 ? 0 : n] = '\0';
        (void)close(fds[0]);
        return r;
}

static struct child shell(void)
{
        return (struct child){
            .executable = -1,
            .path = "/bin/sh",
            .stdio = {0, 1, 2},
            .socket = -1,
            .directory = -1,
            .cgroup = -1,
        };
}

static void preserves_what_is_asked(void)
{
        int fds[2];
        CHECK_NUMBER(open("/etc/passwd", O_RDONLY | O_CLOEXEC), 3);
        CHECK_NUMBER(dup3(3, 4, O_CLOEXEC), 4);
        CHECK_NUMBER(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), 0);
        const char *script =
            "cd /proc/$$/fd; for fd in 0 1 2 3 4 5 6 7 8 9; do [ -e $fd ] && printf $fd; done; "
            "readlink 3 4; readlink 5 | cut -c 1-7";
        struct child child = shell();
        child.preserve = 2;
        child.socket = fds[1];
        child.executable = open("/bin/sh", O_PATH | O_CLOEXEC);
        CHECK_NUMBER(run_script(child, script), 0);
        CHECK(strcmp(output, "012345/etc/passwd\n/etc/passwd\nsocket:\n") == 0);
        (void)close(child.executable);
        (void)close(fds[0]);
        (void)close(fds[1]);
        (void)close(3);
        (void)close(4);
}

static void places_fds_that_are_in_each_others_places(void)
{
        /* What goes to 0 is on 3, and what goes to 3 is on 4. */
        int fds[2], stream = open("/dev/zero", O_RDWR | O_CLOEXEC);
        CHECK_NUMBER(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), 0);
        int low = fcntl(stream, F_DUPFD_CLOEXEC, 20), socket = fcntl(fds[0], F_DUPFD_CLOEXEC, 20);
        CHECK_NUMBER(dup3(low, 3, O_CLOEXEC), 3);
        CHECK_NUMBER(dup3(socket, 4, O_CLOEXEC), 4);
        struct child child = shell();
        child.stdio[0] = 3;
        child.socket = 4;
        CHECK_NUMBER(run_script(child, "cd /proc/$$/fd; readlink 0; readlink 3 | cut -c 1-7"), 0);
        CHECK(strcmp(output, "/dev/zero\nsocket:\n") == 0);
        CHECK_NUMBER(close_range(3, ~0U, 0), 0);
}

static void fails_where_a_preserved_fd_is_not_open(void)
{
        struct child child = shell();
        child.preserve = 9;
        CHECK_NUMBER(run_script(child, "echo ran"), -EBADF);
        CHECK(output[0] == '\0');
        siginfo_t info;
        CHECK(waitid(P_ALL, 0, &info, WEXITED | WNOHANG) < 0 && errno == ECHILD);
}

static void reports_an_errno_of_exec(void)
{
        struct child child = shell();
        child.path = "/absent";
        CHECK_NUMBER(run_script(child, ""), -ENOENT);
        child.executable = open("/etc/passwd", O_PATH | O_CLOEXEC);
        CHECK_NUMBER(run_script(child, ""), -EACCES);
        (void)close(child.executable);
}

static void resets_signals(void)
{
        sigset_t blocked, former;
        sigfillset(&blocked);
        CHECK_NUMBER(sigprocmask(SIG_SETMASK, &blocked, &former), 0);
        (void)signal(SIGPIPE, SIG_IGN);
        (void)signal(SIGRTMIN, SIG_IGN);
        CHECK_NUMBER(run_script(shell(), "grep -E 'SigBlk|SigIgn' /proc/self/status | tr -d '\\t\\n'"), 0);
        CHECK(strcmp(output, "SigBlk:0000000000000000SigIgn:0000000000000000") == 0);
        sigset_t now;
        CHECK_NUMBER(sigprocmask(SIG_SETMASK, &former, &now), 0);
        CHECK_NUMBER(sigismember(&now, SIGTERM), 1);
}

static void makes_a_session_in_a_directory(void)
{
        struct child child = shell();
        child.bound = true;
        child.directory = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
        CHECK_NUMBER(run_script(child, "pwd; [ $(cut -d ' ' -f 6 $$/stat) = $$ ] && echo leader"), 0);
        CHECK(strcmp(output, "/proc\nleader\n") == 0);
        (void)close(child.directory);
}

/* The program's output ends with it: were it not killed, the test would take as long as the sleep. */
static void ends_with_its_parent(void)
{
        struct child child = shell();
        char *argv[] = {"sh", "-c", "exec sleep 1000", NULL};
        char *envp[] = {"PATH=/usr/bin:/bin", NULL};
        int fds[2], status = 0;
        CHECK_NUMBER(pipe2(fds, O_CLOEXEC), 0);
        pid_t parent = fork();
        if (parent == 0) {
                int pidfd = -1;
                child.argv = argv;
                child.envp = envp;
                child.stdio[1] = fds[1];
                child.bound = true;
                _exit(spawn_child(&child, &pidfd) > 0 ? 0 : 1);
        }
        (void)close(fds[1]);
        CHECK_NUMBER(waitpid(parent, &status, 0), parent);
        CHECK_NUMBER(status, 0);
        CHECK_NUMBER(read(fds[0], output, sizeof(output)), 0);
        (void)close(fds[0]);
}

static void seals_files(void)
{
        const struct iovec parts[] = {{.iov_base = "ab", .iov_len = 2}, {.iov_base = "c", .iov_len = 1}};
        int fd = memory_file("test", parts, 2, false);
        CHECK(fd >= 0);
        CHECK_NUMBER(pread(fd, output, sizeof(output), 0), 3);
        CHECK(memcmp(output, "abc", 3) == 0);
        CHECK(pwrite(fd, "x", 1, 0) < 0 && errno == EPERM);
        CHECK(ftruncate(fd, 0) < 0 && errno == EPERM);
        CHECK(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) < 0 && errno == EPERM);
        (void)close(fd);
}

static void refuses_messages_with_more_than_one_fd(void)
{
        int fds[2], fd = -1;
        char data[8];
        CHECK_NUMBER(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), 0);
        CHECK_NUMBER(message_send(fds[0], "one", 3, (const int[]){0}, 1), 0);
        CHECK_NUMBER(message_receive(fds[1], data, sizeof(data), 0, &fd), 3);
        CHECK(fcntl(fd, F_GETFD) == FD_CLOEXEC);
        (void)close(fd);
        for (size_t n_fds = 2; n_fds <= 3; n_fds++) {
                CHECK_NUMBER(message_send(fds[0], "two", 3, (const int[]){0, 1, 2}, n_fds), 0);
                CHECK_NUMBER(message_receive(fds[1], data, sizeof(data), 0, &fd), -EBADMSG);
        }
        CHECK_NUMBER(dup(0), fds[1] + 1); /* none was left open */
        CHECK_NUMBER(message_send(fds[0], "longer than it", 14, NULL, 0), 0);
        CHECK_NUMBER(message_receive(fds[1], data, sizeof(data), 0, &fd), -EBADMSG);
        CHECK_NUMBER(message_receive(fds[1], data, sizeof(data), MSG_DONTWAIT, &fd), -EAGAIN);
        CHECK_NUMBER(message_send(fds[0], "many", 4, NULL, MESSAGE_MAX_FDS + 1), -EINVAL);
        CHECK_NUMBER(close_range(3, ~0U, 0), 0);
}

static const struct check_case cases[] = {
    {"preserves the fds that are asked for and no other", preserves_what_is_asked},
    {"places fds that are in each other's places", places_fds_that_are_in_each_others_places},
    {"fails where a preserved fd is not open, and leaves no zombie", fails_where_a_preserved_fd_is_not_open},
    {"reports the errno of exec", reports_an_errno_of_exec},
    {"resets signals and keeps the caller's", resets_signals},
    {"makes a session in a directory", makes_a_session_in_a_directory},
    {"ends with its parent", ends_with_its_parent},
    {"seals files", seals_files},
    {"refuses messages with more than one fd", refuses_messages_with_more_than_one_fd},
};

int main(void)
{
        CHECK_NUMBER(close_range(3, ~0U, 0), 0);
        return run_cases(cases, sizeof(cases) / sizeof(cases[0]));
}
