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
        int (*run)(char *const *words);
        int words;
        int prints_itself;
} actions[] = {
    {"report", do_report, 0, 1},       {"open", do_open, 2, 0},
    {"direct", do_direct, 2, 0},       {"read", do_read, 1, 0},
    {"write", do_write, 2, 0},         {"stat", do_stat, 1, 0},
    {"statfs", do_statfs, 1, 0},       {"list", do_list, 1, 0},
    {"mkdir", do_mkdir, 1, 0},         {"unlink", do_unlink, 1, 0},
    {"mknod", do_mknod, 4, 0},         {"mount", do_mount, 4, 0},
    {"umount", do_umount, 1, 0},       {"chmod", do_chmod, 2, 0},
    {"chown", do_chown, 2, 0},         {"hostname", do_hostname, 1, 0},
    {"setuid", do_setuid, 1, 0},       {"unshare", do_unshare, 1, 0},
    {"syscall", do_syscall, 4, 0},     {"tiocsti", do_tiocsti, 0, 0},
    {"tiocsctty", do_tiocsctty, 0, 0}, {"winsize", do_winsize, 0, 0},
    {"exec", do_exec, 1, 0},           {"fork", do_fork, 1, 0},
    {"allocate", do_allocate, 1, 0},   {"disposition", do_disposition, 1, 0},
    {"blocked", do_blocked, 0, 0},     {"sleep", do_sleep, 1, 0},
    {"exit", do_exit, 1, 0},           {"raise", do_raise, 1, 0},
    {"wait", do_wait, 0, 0},           {"trap", do_trap, 1, 0},
    {"touch", do_touch, 1, 0},         {"to", do_to, 1, 1},
    {"spawn", do_spawn, 2, 1},         {"input", do_input, 0, 0},
    {"mempolicy", do_mempolicy, 0, 0}, {"clock", do_clock, 0, 0},
    {"notify", do_notify, 1, 0},       {"addkey", do_addkey, 1, 0},
    {"readkey", do_readkey, 1, 0},
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
