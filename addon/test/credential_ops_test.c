// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/hostile_root.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Operations on namespaces, ids, capabilities and keys, which need root. Each case runs in a child.
 */
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "hostile_root.h"

static void start(void)
{
        run_clear(&run);
        run.slots[0] = root;
        builder_start(&builder);
}

static struct outcome finish(void)
{
        return run_here(&run, &builder);
}

static void namespace_checks(void)
{
        char name[65];
        start();
        builder_add(&builder, OP_OPEN, 1U, "/proc/self/ns/uts", 0U);
        builder_add(&builder, OP_UNSHARE, (unsigned)(CLONE_NEWUTS | CLONE_NEWNET));
        builder_add(&builder, OP_SET_HOSTNAME, "inside");
        builder_add(&builder, OP_SET_DOMAINNAME, "domain");
        builder_add(&builder, OP_LOOPBACK_UP);
        CHECK_NUMBER(finish().error, 0);
        CHECK(gethostname(name, sizeof(name)) == 0 && strcmp(name, "inside") == 0);
        CHECK(getdomainname(name, sizeof(name)) == 0 && strcmp(name, "domain") == 0);
        builder_start(&builder);
        builder_add(&builder, OP_SETNS, 1U, (unsigned)CLONE_NEWNET);
        CHECK_NUMBER(finish().error, EINVAL);
        builder_start(&builder);
        builder_add(&builder, OP_SETNS, 1U, (unsigned)CLONE_NEWUTS);
        CHECK_NUMBER(finish().error, 0);
        CHECK(gethostname(name, sizeof(name)) == 0 && strcmp(name, "inside") != 0);
}

static void makes_and_joins_namespaces(void)
{
        in_child(namespace_checks);
}

static uint64_t read_set(const char *name)
{
        char line[256];
        unsigned long long value = 0;
        FILE *file = fopen("/proc/self/status", "re");
        while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
                if (strncmp(line, name, strlen(name)) == 0)
                        value = strtoull(line + strlen(name) + 1, NULL, 16);
        }
        if (file != NULL)
                (void)fclose(file);
        return value;
}

#define BIT(capability) (UINT64_C(1) << (capability))

static void credential_checks(void)
{
        static const uint32_t gids[] = {7, 8};
        uint64_t net = BIT(CAP_NET_BIND_SERVICE), kill = BIT(CAP_KILL), raw = BIT(CAP_NET_RAW);
        start();
        builder_add(&builder, OP_DROP_BOUNDING, net | kill | BIT(63));
        builder_add(&builder, OP_KEEP_CAPABILITIES, 1U);
        builder_add(&builder, OP_SET_GROUPS, 2U, gids);
        builder_add(&builder, OP_SET_GID, 1001U);
        builder_add(&builder, OP_SET_UID, 1000U);
        /* More than there is to be had: unknown ones, and one (NET_RAW) that is not bounding any more. */
        builder_add(&builder, OP_SET_CAPABILITIES, net | BIT(62), net | kill | BIT(62), net | raw | BIT(62));
        builder_add(&builder, OP_SET_AMBIENT, net | kill);
        CHECK_NUMBER(finish().error, 0);
        CHECK(read_set("CapBnd") == (net | kill) && read_set("CapEff") == net &&
              read_set("CapPrm") == (net | kill));
        CHECK(read_set("CapInh") == net && read_set("CapAmb") == net);
        gid_t groups[4];
        CHECK(getgroups(4, groups) == 2 && groups[0] == 7 && groups[1] == 8);
        uid_t ids[3];
        CHECK(getresuid(&ids[0], &ids[1], &ids[2]) == 0 && ids[0] == 1000 && ids[1] == 1000 &&
              ids[2] == 1000);
        start();
        builder_add(&builder, OP_RAISE_EFFECTIVE, kill | raw);
        CHECK_NUMBER(finish().error, 0);
        CHECK(read_set("CapEff") == (net | kill));
        start();
        builder_add(&builder, OP_SET_UID, 0U);
        CHECK_NUMBER(finish().error, EPERM);
}

static void changes_credentials(void)
{
        in_child(credential_checks);
}

static void empty_credential_checks(void)
{
        start();
        builder_add(&builder, OP_DROP_BOUNDING, UINT64_C(0));
        builder_add(&builder, OP_SET_GROUPS, 0U, NULL);
        builder_add(&builder, OP_SET_CAPABILITIES, UINT64_C(0), UINT64_C(0), UINT64_C(0));
        builder_add(&builder, OP_SET_AMBIENT, UINT64_C(0));
        CHECK_NUMBER(finish().error, 0);
        CHECK((read_set("CapBnd") | read_set("CapEff") | read_set("CapPrm") | read_set("CapInh") |
               read_set("CapAmb")) == 0);
        CHECK(getgroups(0, NULL) == 0);
}

static void drops_everything(void)
{
        in_child(empty_credential_checks);
}

static void write_text(const char *path, const char *text)
{
        int fd = open(path, O_WRONLY | O_CLOEXEC);
        CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
        (void)close(fd);
}

static void denied_group_checks(void)
{
        static const uint32_t gids[] = {0};
        CHECK(unshare(CLONE_NEWUSER) == 0);
        write_text("/proc/self/setgroups", "deny");
        write_text("/proc/self/gid_map", "0 0 1");
        start();
        builder_add(&builder, OP_SET_GROUPS, 0U, NULL);
        CHECK_NUMBER(finish().error, 0);
        start();
        builder_add(&builder, OP_SET_GROUPS, 1U, gids);
        CHECK_NUMBER(finish().error, EPERM);
        start();
        builder_add(&builder, OP_SET_CAPABILITIES, UINT64_C(0), UINT64_C(0), UINT64_C(0));
        builder_add(&builder, OP_SET_GROUPS, 0U, NULL);
        CHECK_NUMBER(finish().error, EPERM);
}

static void needs_no_groups_where_denied(void)
{
        in_child(denied_group_checks);
}

static void id_checks(void)
{
        start();
        builder_add(&builder, OP_SET_UID, UINT32_MAX);
        CHECK_NUMBER(finish().error, EPERM);
        start();
        builder_add(&builder, OP_SET_GID, UINT32_MAX);
        CHECK_NUMBER(finish().error, EPERM);
        CHECK(getuid() == 0 && getgid() == 0);
}

static void refuses_no_id(void)
{
        in_child(id_checks);
}

static void keyring_checks(void)
{
        long before = syscall(SYS_keyctl, 0 /* KEYCTL_GET_KEYRING_ID */, -3 /* session */, 0, 0, 0);
        start();
        builder_add(&builder, OP_JOIN_KEYRING, "", 0U);
        int error = finish().error;
        CHECK_NUMBER(error, 0);
        long after = syscall(SYS_keyctl, 0, -3, 0, 0, 0);
        CHECK(before < 0 || after != before);
        start();
        builder_add(&builder, OP_JOIN_KEYRING, "runt-test", 0x080000U);
        CHECK_NUMBER(finish().error, 0);
        char text[256] = "";
        long length = syscall(SYS_keyctl, 6, -3, text, sizeof(text) - 1, 0);
        if (length < 0)
                return; /* a kernel without keyrings */
        CHECK(strstr(text, "runt-test") != NULL);
        const char *bits = strrchr(text, ';') - 8;
        CHECK((strtoul(bits, NULL, 16) & 0x080000) != 0);
}

static void joins_keyrings(void)
{
        in_child(keyring_checks);
}

static void stdio_checks(void)
{
        int pipes[2];
        struct stat before, status;
        fresh_root();
        start();
        make_empty_file(root, "log");
        CHECK(pipe(pipes) == 0 && stat("/dev/null", &before) == 0);
        (void)dup2(pipes[1], 0);
        int saved = dup(1), file = openat(root, "log", O_WRONLY | O_CLOEXEC),
            null = open("/dev/null", O_RDWR | O_CLOEXEC);
        int saved_error = dup(2);
        (void)dup2(file, 1);
        (void)dup2(null, 2);
        builder_add(&builder, OP_CHOWN_STDIO, 4321U);
        struct outcome outcome = finish();
        (void)dup2(saved, 1);
        (void)dup2(saved_error, 2);
        CHECK_NUMBER(outcome.error, 0);
        CHECK(fstat(0, &status) == 0 && status.st_uid == 4321);
        CHECK(fstatat(root, "log", &status, 0) == 0 && status.st_uid == 0);
        CHECK(stat("/dev/null", &status) == 0 && status.st_uid == before.st_uid);
}

static void gives_away_streams_only(void)
{
        in_child(stdio_checks);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"unshare, setns, hostname, loopback", makes_and_joins_namespaces},
            {"ids, groups and capabilities", changes_credentials},
            {"everything can be dropped", drops_everything},
            {"setGroups without groups in a user namespace that denies it", needs_no_groups_where_denied},
            {"setUid and setGid refuse -1 (CVE-2026-30892)", refuses_no_id},
            {"joinKeyring", joins_keyrings},
            {"chownStdio leaves files and devices alone (CVE-2026-88265)", gives_away_streams_only},
        };
        if (geteuid() != 0) {
                printf("skip privileged operations: not root\n");
                return EXIT_SKIPPED;
        }
        (void)umask(0);
        fresh_root();
        int r = run_cases(cases, sizeof(cases) / sizeof(cases[0]));
        remove_roots();
        return r;
}
