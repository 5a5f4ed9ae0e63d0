// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/init_process.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * The built init as a process: how it starts, waits, forks, reports and executes. Needs no privileges.
 */
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "check.h"
#include "init_process.h"

#ifndef SYS_arch_prctl
#define SYS_arch_prctl SYS_set_tid_address /* x86-64 alone has it */
#endif

static struct builder builder;

/* Ends a plan: a shell command. */
static void add_shell(const char *command)
{
        const char *args[] = {"sh", "-c", command, NULL};
        const char *env[] = {"A=1", NULL};
        builder_add(&builder, OP_FIND_EXECUTABLE, "sh", "/nowhere:/bin");
        builder_add(&builder, OP_CLOSE_FROM, 3U);
        builder_add(&builder, OP_EXEC, args, env);
}

/* The next record is an error of this operation. */
static struct record check_error(int socket, uint32_t index, enum opcode code, int error)
{
        struct record record = init_record(socket);
        CHECK_NUMBER(record.head.kind, REPORT_ERROR);
        CHECK_NUMBER(record.head.index, index);
        CHECK_NUMBER(record.head.code, code);
        CHECK_NUMBER(record.head.value, error);
        return record;
}

static void check_end(const struct init_process *init, int status)
{
        CHECK_NUMBER(init_record(init->socket).head.kind, 0);
        CHECK_NUMBER(init_wait(init->pid), status);
        (void)close(init->socket);
}

static void executes(void)
{
        builder_start(&builder);
        add_shell("test \"$A\" = 1 && test $# = 0 && exit 42");
        struct init_process init = init_run(&builder, NULL, 0);
        check_end(&init, 42);
}

static void adds_home(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 0U, "/proc", (unsigned)O_PATH); /* no etc/passwd there */
        builder_add(&builder, OP_FIND_HOME, 0U, 0U);
        add_shell("test \"$HOME\" = / && exit 43");
        struct init_process init = init_run(&builder, NULL, 0);
        check_end(&init, 43);
}

static void leaves_no_fds_to_the_program(void)
{
        int slots[2] = {open("/", O_RDONLY | O_DIRECTORY), open("/dev/null", O_RDWR)};
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 5U, "/", (unsigned)O_RDONLY);
        builder_add(&builder, OP_OPEN, 6U, "/", (unsigned)O_RDONLY);
        add_shell("set -- /proc/self/fd/*; for fd; do case $fd in */[0-2]) ;; *) test ! -e $fd || exit 1;; "
                  "esac; done; exit 44");
        struct init_process init = init_run(&builder, slots, 2);
        check_end(&init, 44);
        (void)close(slots[0]);
        (void)close(slots[1]);
}

static void preserves_fds(void)
{
        const char *args[] = {"sh", "-c", "test -e /proc/self/fd/4 && test ! -e /proc/self/fd/5 && exit 45",
                              NULL};
        const char *env[] = {NULL};
        builder_start(&builder);
        builder_add(&builder, OP_FIND_EXECUTABLE, "/bin/sh", "");
        builder_add(&builder, OP_CLOSE_FROM, 5U);
        builder_add(&builder, OP_EXEC, args, env);
        struct init_process init = init_start(2);
        int plan = builder_file(&builder);
        init_send(&init, (struct start_message){START_MAGIC, 0}, &plan, 1);
        (void)close(plan);
        check_end(&init, 45);
}

static void reports_a_failed_execve(void)
{
        const char *args[] = {"x", NULL};
        char path[] = "/tmp/runt-exec-XXXXXX";
        int fd = mkstemp(path);
        CHECK(write(fd, "#!/missing/interpreter\n", 23) == 23 && fchmod(fd, 0755) == 0);
        (void)close(fd);
        builder_start(&builder);
        builder_add(&builder, OP_FIND_EXECUTABLE, path, "");
        builder_add(&builder, OP_EXEC, args, args + 1);
        struct init_process init = init_run(&builder, NULL, 0);
        (void)check_error(init.socket, 1, OP_EXEC, ENOENT);
        check_end(&init, 1);
        (void)unlink(path);
}

static void reports_the_operation_that_failed(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_SET_UMASK, 022U);
        builder_add(&builder, OP_OPEN, 0U, "/nowhere/at/all", 0U);
        builder_add(&builder, OP_SET_UMASK, 022U);
        struct init_process init = init_run(&builder, NULL, 0);
        (void)check_error(init.socket, 1, OP_OPEN, ENOENT);
        check_end(&init, 1);
}

static void waits_at_sync_points(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_SYNC, 2U);
        builder_add(&builder, OP_SYNC, 4U);
        add_shell("exit 46");
        struct init_process init = init_run(&builder, NULL, 0);
        for (uint32_t point = 2; point <= 4; point += 2) {
                struct record record = init_record(init.socket);
                CHECK(record.head.kind == REPORT_SYNC && record.head.value == (int32_t)point);
                init_go(init.socket, point);
        }
        check_end(&init, 46);
}

static void ends_when_the_runtime_is_gone(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_SYNC, 1U);
        struct init_process init = init_run(&builder, NULL, 0);
        CHECK_NUMBER(init_record(init.socket).head.kind, REPORT_SYNC);
        (void)close(init.socket);
        CHECK_NUMBER(init_wait(init.pid), 1);
        struct init_process other = init_start(0);
        (void)close(other.socket);
        CHECK_NUMBER(init_wait(other.pid), 1);
}

static void ends_at_a_wrong_go(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_SYNC, 1U);
        struct init_process init = init_run(&builder, NULL, 0);
        CHECK_NUMBER(init_record(init.socket).head.kind, REPORT_SYNC);
        init_go(init.socket, 2);
        (void)check_error(init.socket, 0, OP_SYNC, ECONNABORTED);
        check_end(&init, 1);
}

/* Its parent's report of a fork comes before anything that the child says. */
static void forks(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_FORK, 0U);
        builder_add(&builder, OP_SYNC, 1U);
        add_shell("exit 47");
        for (int i = 0; i < 100 && !check_failed; i++) {
                struct init_process init = init_run(&builder, NULL, 0);
                struct record forked = init_record(init.socket);
                CHECK_NUMBER(forked.head.kind, REPORT_FORKED);
                CHECK(forked.fd >= 0 && forked.head.value > 0 && forked.head.value != init.pid);
                CHECK_NUMBER(init_record(init.socket).head.kind, REPORT_SYNC);
                CHECK_NUMBER(init_wait(init.pid), 0);
                CHECK(syscall(SYS_pidfd_send_signal, forked.fd, 0, NULL, 0) == 0);
                init_go(init.socket, 1);
                init.pid = forked.head.value; /* a child of ours: CLONE_PARENT */
                check_end(&init, 47);
                (void)close(forked.fd);
        }
}

static void hands_fds_over(void)
{
        struct stat status;
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 0U, "/dev/zero", (unsigned)O_PATH);
        builder_add(&builder, OP_HAND_OVER, 0U, 3U);
        add_shell("exit 48");
        struct init_process init = init_run(&builder, NULL, 0);
        struct record record = init_record(init.socket);
        CHECK(record.head.kind == REPORT_HANDED && record.head.value == 3);
        CHECK(fstat(record.fd, &status) == 0 && S_ISCHR(status.st_mode));
        (void)close(record.fd);
        check_end(&init, 48);
}

static void sends_fds_and_text(void)
{
        int sockets[2];
        char text[32] = "";
        CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) == 0);
        builder_start(&builder);
        builder_add(&builder, OP_OPEN, 1U, "/dev/zero", (unsigned)O_PATH);
        builder_add(&builder, OP_SEND_FD, 0U, 1U, "/dev/ptmx");
        add_shell("exit 49");
        struct init_process init = init_run(&builder, &sockets[1], 1);
        check_end(&init, 49);
        CHECK(recv(sockets[0], text, sizeof(text) - 1, 0) == 9 && strcmp(text, "/dev/ptmx") == 0);
        (void)close(sockets[0]);
        (void)close(sockets[1]);
}

static int connect_gate(const struct sockaddr_un *address)
{
        int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        CHECK(connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0);
        return fd;
}

static void waits_at_the_gate(void)
{
        struct sockaddr_un address = {.sun_family = AF_UNIX};
        (void)snprintf(address.sun_path, sizeof(address.sun_path), "/tmp/runt-gate-%d", (int)getpid());
        int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        CHECK(bind(listener, (const struct sockaddr *)&address, sizeof(address)) == 0 &&
              listen(listener, 1) == 0);
        for (int good = 0; good < 2; good++) {
                builder_start(&builder);
                builder_add(&builder, OP_SYNC, 4U);
                builder_add(&builder, OP_GATE, 0U);
                if (good)
                        add_shell("exit 50");
                else
                        builder_add(&builder, OP_OPEN, 1U, "/nowhere", 0U);
                struct init_process init = init_run(&builder, &listener, 1);
                CHECK_NUMBER(init_record(init.socket).head.kind, REPORT_SYNC);
                init_go(init.socket, 4);
                int gate = connect_gate(&address);
                /* The first socket is closed, and what init says comes here. */
                CHECK_NUMBER(init_record(init.socket).head.kind, 0);
                (void)close(init.socket);
                init.socket = gate;
                if (!good)
                        (void)check_error(gate, 2, OP_OPEN, ENOENT);
                check_end(&init, good ? 50 : 1);
        }
        (void)close(listener);
        (void)unlink(address.sun_path);
}

static void check_start_error(struct start_message message, const int *fds, int n_fds, int error)
{
        struct init_process init = init_start(0);
        init_send(&init, message, fds, n_fds);
        (void)check_error(init.socket, 0, (enum opcode)0, error);
        check_end(&init, 1);
}

static void refuses_bad_starts(void)
{
        static const struct start_message good = {START_MAGIC, 0};
        builder_start(&builder);
        add_shell("exit 51");
        int plan = builder_file(&builder);
        int fds[2] = {plan, 0};
        check_start_error((struct start_message){START_MAGIC + 1, 0}, &plan, 1, EBADMSG);
        check_start_error((struct start_message){START_MAGIC, 1}, &plan, 1, EBADMSG);
        check_start_error(good, fds, 2, EBADMSG);
        check_start_error(good, NULL, 0, EBADMSG);
        check_start_error((struct start_message){START_MAGIC, 1}, fds, 2,
                          EBADMSG); /* more than the plan has */
        check_start_error((struct start_message){START_MAGIC, UINT32_MAX}, fds, 2, EBADMSG);
        (void)close(plan);
}

static void refuses_plans_that_can_change(void)
{
        size_t size;
        builder_start(&builder);
        add_shell("exit 52");
        void *data = builder_bytes(&builder, &size);
        int fd = memfd_create("plan", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        CHECK(write(fd, data, size) == (ssize_t)size);
        check_start_error((struct start_message){START_MAGIC, 0}, &fd, 1, EPERM);
        CHECK(fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0);
        check_start_error((struct start_message){START_MAGIC, 0}, &fd, 1, EPERM);
        (void)close(fd);
        int pipes[2];
        CHECK(pipe(pipes) == 0);
        check_start_error((struct start_message){START_MAGIC, 0}, pipes, 1, EPERM);
        (void)close(pipes[0]);
        (void)close(pipes[1]);
        free(data);
}

static void refuses_bad_arguments(void)
{
        static const char *const places[] = {"", "2", "-3", "3x", "99999999999999999999", "+3", " 3"};
        for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
                pid_t pid = fork();
                if (pid == 0) {
                        (void)execl(init_program(), "runt-init", places[i], (char *)NULL);
                        _exit(126);
                }
                CHECK_NUMBER(init_wait(pid), 2);
        }
}

static void refuses_a_plan_that_does_not_execute(void)
{
        builder_start(&builder);
        builder_add(&builder, OP_SET_UMASK, 022U);
        struct init_process init = init_run(&builder, NULL, 0);
        (void)check_error(init.socket, 1, (enum opcode)0, EBADMSG);
        check_end(&init, 1);
}

/* Behind a filter that allows nothing but execve and the start of a static program (init itself). */
static void executes_under_a_narrow_filter(void)
{
        static const struct sock_filter filter[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 4, 0),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_arch_prctl, 3, 0),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_set_tid_address, 2, 0),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        const char *args[] = {"init", "no-number", NULL};
        builder_start(&builder);
        builder_add(&builder, OP_FIND_EXECUTABLE, init_program(), "");
        builder_add(&builder, OP_SET_NO_NEW_PRIVILEGES);
        builder_add(&builder, OP_CLOSE_FROM, 3U);
        builder_add(&builder, OP_SET_SECCOMP, 0U, (unsigned)sizeof(filter), filter);
        builder_add(&builder, OP_EXEC, args, args + 2);
        struct init_process init = init_run(&builder, NULL, 0);
        check_end(&init, 2);
}

/* A filter that fails everything, so neither execve, nor the report, nor the exit works. */
static void ends_where_the_exit_is_denied(void)
{
        static const struct sock_filter filter[] = {
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        };
        const char *args[] = {"init", "no-number", NULL};
        builder_start(&builder);
        builder_add(&builder, OP_FIND_EXECUTABLE, init_program(), "");
        builder_add(&builder, OP_SET_NO_NEW_PRIVILEGES);
        builder_add(&builder, OP_SET_SECCOMP, 0U, (unsigned)sizeof(filter), filter);
        builder_add(&builder, OP_EXEC, args, args + 2);
        struct init_process init = init_run(&builder, NULL, 0);
        CHECK_NUMBER(init_record(init.socket).head.kind, 0);
        CHECK(init_wait(init.pid) < 0);
        (void)close(init.socket);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"init executes the program with its environment", executes},
            {"init adds HOME", adds_home},
            {"init leaves no fds to the program", leaves_no_fds_to_the_program},
            {"init preserves fds", preserves_fds},
            {"init reports a failed execve", reports_a_failed_execve},
            {"init reports the operation that failed", reports_the_operation_that_failed},
            {"init waits at sync points", waits_at_sync_points},
            {"init ends when the runtime is gone", ends_when_the_runtime_is_gone},
            {"init ends at a wrong go message", ends_at_a_wrong_go},
            {"init forks, and the report comes first", forks},
            {"init hands fds over", hands_fds_over},
            {"init sends fds with a text", sends_fds_and_text},
            {"init waits at the gate", waits_at_the_gate},
            {"init refuses bad start messages", refuses_bad_starts},
            {"init refuses plans that can change", refuses_plans_that_can_change},
            {"init refuses bad arguments", refuses_bad_arguments},
            {"init refuses a plan that does not execute", refuses_a_plan_that_does_not_execute},
            {"init executes under a narrow filter", executes_under_a_narrow_filter},
            {"init ends where its exit is denied", ends_where_the_exit_is_denied},
        };
        if (init_program() == NULL) {
                printf("skip init: no musl-gcc to build it with\n");
                return EXIT_SKIPPED;
        }
        return run_cases(cases, sizeof(cases) / sizeof(cases[0]));
}
