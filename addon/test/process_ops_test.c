// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/hostile_root.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Operations that change the process, each case in a child; and the lookups of HOME and of the program.
 */
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "hostile_root.h"

static struct outcome finish(void)
{
        return run_here(&run, &builder);
}

static void start(void)
{
        run_clear(&run);
        builder_start(&builder);
}

/* What exec would run, or -errno. */
static int find(const char *file, const char *path)
{
        start();
        builder_add(&builder, OP_FIND_EXECUTABLE, file, path);
        return -finish().error;
}

static void make_program(const char *path, mode_t mode)
{
        make_empty_file(root, path);
        CHECK(fchmodat(root, path, mode, 0) == 0);
}

static void find_executable_checks(void)
{
        fresh_root();
        make_directory(root, "one");
        make_directory(root, "two");
        make_directory(root, "one/dir");
        make_directory(root, "two/dir");
        make_program("one/plain", 0644);
        make_program("two/plain", 0755);
        make_program("one/locked", 0644);
        make_program("two/prog", 0755);
        make_program("here", 0755);
        CHECK(mkfifoat(root, "one/fifo", 0755) == 0);
        CHECK(fchdir(root) == 0);

        CHECK_NUMBER(find("prog", "one:two"), 0);
        CHECK(strcmp(run.executable, "two/prog") == 0);
        CHECK_NUMBER(find("plain", "one:two/"), 0);
        CHECK(strcmp(run.executable, "two/plain") == 0);
        CHECK_NUMBER(find("locked", "one:two"), -EACCES);
        CHECK_NUMBER(find("fifo", "one:two"), -EACCES);
        CHECK_NUMBER(find("dir", "one:two"), -ENOENT);
        CHECK_NUMBER(find("missing", "one:two"), -ENOENT);
        CHECK_NUMBER(find("prog", ""), -ENOENT);
        CHECK_NUMBER(find("", "one"), -ENOENT);
        CHECK_NUMBER(find("here", "one::two"), 0);
        CHECK(strcmp(run.executable, "./here") == 0);
        CHECK_NUMBER(find("here", ":one"), 0);
        CHECK_NUMBER(find("here", "one:"), 0);
        CHECK_NUMBER(find("here", "one"), -ENOENT);

        CHECK_NUMBER(find("./two/prog", "one"), 0);
        CHECK(strcmp(run.executable, "./two/prog") == 0);
        CHECK_NUMBER(find("one/dir", ""), -EISDIR);
        CHECK_NUMBER(find("one/plain", ""), -EACCES);
        CHECK_NUMBER(find("one/fifo", ""), -EACCES);
        CHECK_NUMBER(find("one/missing", ""), -ENOENT);
        CHECK_NUMBER(find("here/prog", ""), -ENOTDIR);
}

static void finds_executables(void)
{
        in_child(find_executable_checks);
}

static void bounds_the_executables_path(void)
{
        char longer[8192];
        memset(longer, 'a', sizeof(longer));
        longer[sizeof(longer) - 1] = '\0';
        CHECK_NUMBER(find(longer, "/bin"), -ENOENT);
        CHECK_NUMBER(find("sh", longer), -ENOENT);
        longer[0] = '/';
        CHECK_NUMBER(find(longer, ""), -ENAMETOOLONG);
        longer[5000] = ':';
        (void)snprintf(longer + 5001, 16, "/bin");
        CHECK_NUMBER(find("sh", longer), 0);
        CHECK(strcmp(run.executable, "/bin/sh") == 0);
}

static const char *home_of(uint32_t uid)
{
        run_clear(&run);
        builder_start(&builder);
        run.slots[0] = root;
        builder_add(&builder, OP_FIND_HOME, 0U, uid);
        CHECK_NUMBER(finish().error, 0);
        return run.home;
}

static void write_passwd(const char *text)
{
        (void)unlinkat(root, "etc/passwd", 0);
        int fd = openat(root, "etc/passwd", O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0644);
        CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
        (void)close(fd);
}

static void finds_homes(void)
{
        fresh_root();
        CHECK(strcmp(home_of(0), "HOME=/") == 0);
        make_directory(root, "etc");
        write_passwd(
            "root:x:0:0:root:/root:/bin/sh\n1000:x:0:0::/trap:/bin/sh\nuser:x:1000:1000::/home/user:/bin/sh\n"
            "none:x:5:5:::\nshort:x:6\nbad:x:7x:0::/seven:\nhuge:x:4294967297:0::/one:\nlast:x:9:9::/home/"
            "last");
        CHECK(strcmp(home_of(0), "HOME=/root") == 0);
        CHECK(strcmp(home_of(1000), "HOME=/home/user") == 0);
        CHECK(strcmp(home_of(5), "HOME=/") == 0);
        CHECK(strcmp(home_of(6), "HOME=/") == 0);
        CHECK(strcmp(home_of(7), "HOME=/") == 0);
        CHECK(strcmp(home_of(1), "HOME=/") == 0);
        CHECK(strcmp(home_of(9), "HOME=/home/last") == 0);
}

static void survives_hostile_passwd_files(void)
{
        char target[PATH_MAX + 16];
        fresh_root();
        make_directory(root, "etc");
        CHECK(mkfifoat(root, "etc/passwd", 0644) == 0);
        CHECK(strcmp(home_of(0), "HOME=/") == 0);
        CHECK(unlinkat(root, "etc/passwd", 0) == 0);

        make_empty_file(root, "etc/passwd");
        int fd = openat(root, "etc/passwd", O_WRONLY | O_CLOEXEC);
        CHECK(ftruncate(fd, INT64_C(4) << 30) == 0);
        (void)close(fd);
        CHECK(strcmp(home_of(0), "HOME=/") == 0);
        CHECK(unlinkat(root, "etc/passwd", 0) == 0);

        make_link("/dev/zero", "etc/passwd");
        CHECK(strcmp(home_of(0), "HOME=/") == 0);
        CHECK(unlinkat(root, "etc/passwd", 0) == 0);

        (void)snprintf(target, sizeof(target), "%s/secret", outside_path);
        make_link(target, "etc/passwd");
        CHECK(strcmp(home_of(0), "HOME=/") == 0);
        CHECK(unlinkat(root, "etc/passwd", 0) == 0);

        make_directory(root, "etc/passwd");
        CHECK(strcmp(home_of(0), "HOME=/") == 0);
}

static void bounds_the_home(void)
{
        char line[2048];
        fresh_root();
        make_directory(root, "etc");
        memset(line, 'h', sizeof(line));
        memcpy(line, "u:x:3:3::/", 10);
        line[sizeof(line) - 1] = '\0';
        write_passwd(line);
        CHECK(strcmp(home_of(3), "HOME=/") == 0);
}

static void limit_checks(void)
{
        struct rlimit limit;
        start();
        builder_add(&builder, OP_SET_UMASK, 027U);
        builder_add(&builder, OP_SET_RLIMIT, (unsigned)RLIMIT_CORE, UINT64_C(5), UINT64_C(9));
        builder_add(&builder, OP_RAISE_RLIMIT, (unsigned)RLIMIT_CORE, UINT64_C(7));
        CHECK_NUMBER(finish().error, 0);
        CHECK(umask(0) == 027);
        CHECK(getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 5 && limit.rlim_max == 9);
        start();
        builder_add(&builder, OP_SET_RLIMIT, (unsigned)RLIMIT_CORE, UINT64_C(9), UINT64_C(5));
        CHECK_NUMBER(finish().error, EINVAL);
        start();
        builder_add(&builder, OP_SET_RLIMIT, 99U, UINT64_C(1), UINT64_C(1));
        CHECK_NUMBER(finish().error, EINVAL);
}

static void sets_limits(void)
{
        in_child(limit_checks);
}

static void scheduling_checks(void)
{
        uint64_t mask[16] = {0};
        CHECK(setpgid(0, 0) == 0); /* the I/O priority is that of the whole group */
        CHECK(syscall(SYS_sched_getaffinity, 0, sizeof(mask), mask) > 0);
        unsigned first = 0;
        while ((mask[first / 64] >> first % 64 & 1) == 0)
                first++;
        uint8_t wanted[128] = {0};
        wanted[first / 8] = (uint8_t)(1U << first % 8);
        start();
        builder_add(&builder, OP_SET_AFFINITY, first / 8 + 1, wanted);
        builder_add(&builder, OP_SET_IO_PRIORITY, 2U << 13 | 6U);
        builder_add(&builder, OP_SET_SCHEDULER, (unsigned)SCHED_BATCH, UINT64_C(0), 19U, 0U, UINT64_C(0),
                    UINT64_C(0), UINT64_C(0));
        builder_add(&builder, OP_SET_PERSONALITY, 0U);
        builder_add(&builder, OP_SET_NO_NEW_PRIVILEGES);
        builder_add(&builder, OP_SET_DUMPABLE, 0U);
        CHECK_NUMBER(finish().error, 0);
        cpu_set_t set;
        CHECK(sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) == 1);
        CHECK(syscall(SYS_ioprio_get, 1, 0) == (2 << 13 | 6));
        CHECK(sched_getscheduler(0) == SCHED_BATCH && getpriority(PRIO_PROCESS, 0) == 19);
        CHECK(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 && prctl(PR_GET_DUMPABLE) == 0);
        start();
        builder_add(&builder, OP_RESET_AFFINITY);
        CHECK_NUMBER(finish().error, 0);
        start();
        builder_add(&builder, OP_SET_AFFINITY, 1U, "\0");
        CHECK_NUMBER(finish().error, EINVAL);
}

static void sets_scheduling(void)
{
        in_child(scheduling_checks);
}

static void session_checks(void)
{
        start();
        builder_add(&builder, OP_SET_SESSION);
        builder_add(&builder, OP_SET_SESSION);
        builder_add(&builder, OP_OPEN_PIDFD, 0U);
        builder_add(&builder, OP_CHECK_CWD);
        CHECK_NUMBER(finish().error, 0);
        CHECK(getsid(0) == getpid());
}

static void starts_a_session(void)
{
        in_child(session_checks);
}

static void duplication_checks(void)
{
        start();
        builder_add(&builder, OP_OPEN, 0U, "/dev/zero", (unsigned)O_RDWR);
        builder_add(&builder, OP_DUP_TO, 0U, 2U);
        CHECK_NUMBER(finish().error, 0);
        CHECK((fcntl(2, F_GETFD) & FD_CLOEXEC) == 0 && same_file(2, AT_FDCWD, "/dev/zero"));
        start();
        run.slots[0] = 1;
        builder_add(&builder, OP_DUP_TO, 0U, 3U);
        CHECK_NUMBER(finish().error, EINVAL);
}

static void duplicates_onto_stdio(void)
{
        in_child(duplication_checks);
}

static void filter_checks(void)
{
        start();
        builder_add(&builder, OP_SET_NO_NEW_PRIVILEGES);
        builder_add(&builder, OP_SET_SECCOMP, 0U, 7U, "\0\0\0\0\0\0\0");
        CHECK_NUMBER(finish().error, EINVAL);
        start();
        builder_add(&builder, OP_SET_SECCOMP, 0U, 8U, "\0\0\0\0\0\0\0\0");
        CHECK_NUMBER(finish().error, EINVAL);
        start();
        builder_add(&builder, OP_SET_SECCOMP, 0U, 0U, NULL);
        CHECK_NUMBER(finish().error, EINVAL);
        start(); /* BPF_RET | BPF_K, SECCOMP_RET_ALLOW */
        builder_add(&builder, OP_SET_SECCOMP, 0x40000000U, 8U, "\6\0\0\0\0\0\xff\x7f");
        CHECK_NUMBER(finish().error, EINVAL);
        start();
        builder_add(&builder, OP_SET_SECCOMP, 0U, 8U, "\6\0\0\0\0\0\xff\x7f");
        CHECK_NUMBER(finish().error, 0);
        CHECK(prctl(PR_GET_SECCOMP) == 2);
}

static void loads_filters(void)
{
        in_child(filter_checks);
}

static void memory_policy_checks(void)
{
        start();
        builder_add(&builder, OP_SET_MEMORY_POLICY, 0U, 0U, NULL);
        int error = finish().error;
        if (error == ENOSYS)
                return;
        CHECK_NUMBER(error, 0);
        start();
        builder_add(&builder, OP_SET_MEMORY_POLICY, 2U, 1U, "\1"); /* MPOL_BIND on node 0 */
        CHECK_NUMBER(finish().error, 0);
        start();
        builder_add(&builder, OP_SET_MEMORY_POLICY, 2U, 0U, NULL);
        CHECK_NUMBER(finish().error, EINVAL);
}

static void sets_memory_policies(void)
{
        in_child(memory_policy_checks);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"findExecutable follows PATH", finds_executables},
            {"findExecutable bounds paths", bounds_the_executables_path},
            {"findHome reads etc/passwd", finds_homes},
            {"findHome survives hostile files (FIFO, huge, device, link, directory)",
             survives_hostile_passwd_files},
            {"findHome bounds the value", bounds_the_home},
            {"setUmask, setRlimit and raiseRlimit", sets_limits},
            {"scheduling, personality, no_new_privs, dumpable", sets_scheduling},
            {"setSession, openPidfd, checkCwd", starts_a_session},
            {"dupTo", duplicates_onto_stdio},
            {"setSeccomp", loads_filters},
            {"setMemoryPolicy", sets_memory_policies},
        };
        (void)umask(0);
        fresh_root(); /* before any child, so that all share one place */
        int r = run_cases(cases, sizeof(cases) / sizeof(cases[0]));
        remove_roots();
        return r;
}
