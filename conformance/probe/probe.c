/* SPDX-License-Identifier: Apache-2.0
 *
 * The program that test containers run. Its arguments are actions, done in order; each prints one JSON line
 * {"do":NAME,"errno":N,...}. See `actions` for names and numbers of arguments.
 */
#define _GNU_SOURCE
#include "files.h"
#include "json.h"
#include "report.h"
#include "system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

static char *const *whole_command;

static int do_report(char *const *words)
{
        (void)words;
        return report(whole_command);
}

static int do_hostname(char *const *words)
{
        return sethostname(words[0], strlen(words[0])) < 0 ? -errno : 0;
}

static int do_setuid(char *const *words)
{
        return setuid((uid_t)atoi(words[0])) < 0 ? -errno : 0;
}

static int do_unshare(char *const *words)
{
        return unshare((int)strtoul(words[0], NULL, 0)) < 0 ? -errno : 0;
}

/* A system call by number with three arguments. */
static int do_syscall(char *const *words)
{
        long result = syscall(strtol(words[0], NULL, 0), strtoull(words[1], NULL, 0),
                              strtoull(words[2], NULL, 0), strtoull(words[3], NULL, 0));
        if (result < 0)
                return -errno;
        json_key("value");
        json_number(result);
        return 0;
}

static int do_tiocsti(char *const *words)
{
        (void)words;
        return ioctl(0, TIOCSTI, "x") < 0 ? -errno : 0;
}

static int do_tiocsctty(char *const *words)
{
        (void)words;
        return ioctl(0, TIOCSCTTY, 0) < 0 ? -errno : 0;
}

static int do_winsize(char *const *words)
{
        struct winsize size;
        (void)words;
        if (ioctl(0, TIOCGWINSZ, &size) < 0)
                return -errno;
        json_key("rows");
        json_number(size.ws_row);
        json_key("columns");
        json_number(size.ws_col);
        return 0;
}

/* Executes a program in a child; the child's errno if that fails, its status otherwise. */
static int do_exec(char *const *words)
{
        int status;
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
                execl(words[0], words[0], (char *)NULL);
                _exit(errno == 0 ? 255 : errno);
        }
        if (pid < 0 || waitpid(pid, &status, 0) < 0)
                return -errno;
        json_key("status");
        json_number(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        return 0;
}

/* Forks that many sleeping children, until the first failure. */
static int do_fork(char *const *words)
{
        int made = 0, error = 0;
        fflush(stdout);
        for (int i = 0; i < atoi(words[0]); i++) {
                pid_t pid = fork();
                if (pid == 0) {
                        for (;;)
                                pause();
                }
                if (pid < 0) {
                        error = errno;
                        break;
                }
                made++;
        }
        json_key("made");
        json_number(made);
        return -error;
}

static int do_allocate(char *const *words)
{
        size_t size = (size_t)atol(words[0]) << 20;
        char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
                return -errno;
        memset(memory, 1, size);
        return 0;
}

static int do_disposition(char *const *words)
{
        struct sigaction action;
        if (sigaction(atoi(words[0]), NULL, &action) < 0)
                return -errno;
        json_key("ignored");
        json_number(action.sa_handler == SIG_IGN);
        return 0;
}

static int do_blocked(char *const *words)
{
        sigset_t set;
        (void)words;
        sigprocmask(SIG_SETMASK, NULL, &set);
        json_key("signals");
        json_open('[');
        for (int signal = 1; signal < 65; signal++)
                if (sigismember(&set, signal) == 1)
                        json_number(signal);
        json_close(']');
        return 0;
}

static int do_sleep(char *const *words)
{
        usleep((useconds_t)(atof(words[0]) * 1e6));
        return 0;
}

static int do_exit(char *const *words)
{
        _exit(atoi(words[0]));
}

static int do_raise(char *const *words)
{
        return raise(atoi(words[0])) != 0 ? -errno : 0;
}

static int do_wait(char *const *words)
{
        (void)words;
        fflush(stdout);
        while (pause() < 0)
                continue;
        return 0;
}

static int trap_fd = -1;

static void note_signal(int signal)
{
        char text[16];
        int length = snprintf(text, sizeof(text), "%d\n", signal);
        (void)!write(trap_fd, text, (size_t)length);
        if (signal == SIGTERM)
                _exit(15);
}

/* Writes the number of each signal to a file, "ready" first; SIGTERM ends it with status 15. */
static int do_trap(char *const *words)
{
        trap_fd = open(words[0], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (trap_fd < 0)
                return -errno;
        for (int signal = 1; signal < 65; signal++)
                if (signal != SIGKILL && signal != SIGSTOP && signal != SIGCHLD)
                        sigaction(signal, &(struct sigaction){.sa_handler = note_signal}, NULL);
        (void)!write(trap_fd, "ready\n", 6);
        for (;;)
                pause();
}

static int do_touch(char *const *words)
{
        int fd = open(words[0], O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (fd < 0)
                return -errno;
        close(fd);
        return 0;
}

static const struct action {
        const char *name;
        int words;
        int (*run)(char *const *words);
        int prints_itself;
} actions[] = {
    {"report", 0, do_report, 1},       {"open", 2, do_open, 0},
    {"direct", 2, do_direct, 0},       {"read", 1, do_read, 0},
    {"write", 2, do_write, 0},         {"stat", 1, do_stat, 0},
    {"statfs", 1, do_statfs, 0},       {"list", 1, do_list, 0},
    {"mkdir", 1, do_mkdir, 0},         {"unlink", 1, do_unlink, 0},
    {"mknod", 4, do_mknod, 0},         {"mount", 4, do_mount, 0},
    {"umount", 1, do_umount, 0},       {"chmod", 2, do_chmod, 0},
    {"chown", 2, do_chown, 0},         {"hostname", 1, do_hostname, 0},
    {"setuid", 1, do_setuid, 0},       {"unshare", 1, do_unshare, 0},
    {"syscall", 4, do_syscall, 0},     {"tiocsti", 0, do_tiocsti, 0},
    {"tiocsctty", 0, do_tiocsctty, 0}, {"winsize", 0, do_winsize, 0},
    {"exec", 1, do_exec, 0},           {"fork", 1, do_fork, 0},
    {"allocate", 1, do_allocate, 0},   {"disposition", 1, do_disposition, 0},
    {"blocked", 0, do_blocked, 0},     {"sleep", 1, do_sleep, 0},
    {"exit", 1, do_exit, 0},           {"raise", 1, do_raise, 0},
    {"wait", 0, do_wait, 0},           {"trap", 1, do_trap, 0},
    {"touch", 1, do_touch, 0},         {"to", 1, do_to, 1},
    {"spawn", 2, do_spawn, 1},         {"input", 0, do_input, 0},
    {"mempolicy", 0, do_mempolicy, 0}, {"clock", 0, do_clock, 0},
};

static const struct action *find_action(const char *name)
{
        for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
                if (strcmp(actions[i].name, name) == 0)
                        return &actions[i];
        return NULL;
}

static void perform(const struct action *action, char *const *words)
{
        json_open('{');
        json_key("do");
        json_string(action->name);
        int result = action->run(words);
        json_key("errno");
        json_number(-result);
        json_close('}');
        json_end();
}

int main(int argc, char *argv[])
{
        whole_command = argv;
        for (int i = 1; i < argc;) {
                const struct action *action = find_action(argv[i]);
                if (action == NULL || argc - i - 1 < action->words) {
                        fprintf(stderr, "probe: no such action: %s\n", argv[i]);
                        return 100;
                }
                if (!action->prints_itself)
                        perform(action, argv + i + 1);
                else if (action->run(argv + i + 1) < 0)
                        return 101;
                i += 1 + action->words;
        }
        fflush(stdout);
        return 0;
}
