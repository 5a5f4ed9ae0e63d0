/* SPDX-License-Identifier: Apache-2.0
 * What the container process sees, as one JSON object.
 */
#define _GNU_SOURCE
#include "report.h"
#include "json.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

extern char **environ;

static void strings(const char *key, char *const *list)
{
        json_key(key);
        json_open('[');
        for (; *list != NULL; list++)
                json_string(*list);
        json_close(']');
}

static void ids(void)
{
        uid_t uid[3];
        gid_t gid[3];
        gid_t groups[1024];

        getresuid(&uid[0], &uid[1], &uid[2]);
        getresgid(&gid[0], &gid[1], &gid[2]);
        json_key("uid");
        json_open('[');
        for (int i = 0; i < 3; i++)
                json_number(uid[i]);
        json_close(']');
        json_key("gid");
        json_open('[');
        for (int i = 0; i < 3; i++)
                json_number(gid[i]);
        json_close(']');
        json_key("groups");
        json_open('[');
        int n = getgroups(1024, groups);
        for (int i = 0; i < n; i++)
                json_number(groups[i]);
        json_close(']');
}

static void descriptors(void)
{
        char path[64];
        struct stat st;

        json_key("fds");
        json_open('{');
        for (int fd = 0; fd < 1024; fd++) {
                if (fcntl(fd, F_GETFD) < 0)
                        continue;
                snprintf(path, sizeof(path), "%d", fd);
                json_key(path);
                json_open('{');
                snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
                json_key("link");
                json_link(path);
                json_key("mode");
                json_number(fstat(fd, &st) == 0 ? (long long)st.st_mode : -1);
                json_key("inode");
                json_number(fstat(fd, &st) == 0 ? (long long)st.st_ino : -1);
                json_close('}');
        }
        json_close('}');
}

static void namespaces(void)
{
        static const char *const types[] = {"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"};
        char path[64];

        json_key("namespaces");
        json_open('{');
        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
                snprintf(path, sizeof(path), "/proc/self/ns/%s", types[i]);
                json_key(types[i]);
                json_link(path);
        }
        json_close('}');
}

static void limits(void)
{
        json_key("rlimits");
        json_open('[');
        for (int resource = 0; resource < 16; resource++) {
                char text[64];
                struct rlimit limit;
                if (getrlimit((int)resource, &limit) < 0)
                        break;
                snprintf(text, sizeof(text), "%llu %llu", (unsigned long long)limit.rlim_cur,
                         (unsigned long long)limit.rlim_max);
                json_string(text);
        }
        json_close(']');
}

static void scheduling(void)
{
        struct {
                unsigned int size, policy;
                unsigned long long flags;
                int nice;
                unsigned int priority;
                unsigned long long runtime, deadline, period;
        } attributes = {.size = 48};
        char text[160] = "unknown";

        if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0) == 0)
                snprintf(text, sizeof(text), "policy=%u flags=%llu nice=%d priority=%u %llu/%llu/%llu",
                         attributes.policy, attributes.flags, attributes.nice, attributes.priority,
                         attributes.runtime, attributes.deadline, attributes.period);
        json_key("scheduler");
        json_string(text);
        json_key("ioPriority");
        json_number(syscall(SYS_ioprio_get, 1, 0));
}

static void terminal(void)
{
        json_key("tty");
        json_open('[');
        for (int fd = 0; fd < 3; fd++)
                json_number(isatty(fd));
        json_close(']');
        json_key("session");
        json_number(getsid(0) == getpid());
        json_key("foreground");
        json_number(tcgetpgrp(0) == getpgrp());
}

static void system_names(void)
{
        struct utsname name;
        if (uname(&name) < 0)
                return;
        json_key("hostname");
        json_string(name.nodename);
        json_key("domainname");
        json_string(name.domainname);
        json_key("machine");
        json_string(name.machine);
}

static void process_files(void)
{
        static const char *const files[] = {"status",  "mountinfo", "cgroup",        "oom_score_adj",
                                            "uid_map", "gid_map",   "timens_offsets"};
        char path[64];

        for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
                snprintf(path, sizeof(path), "/proc/self/%s", files[i]);
                json_key(files[i]);
                json_file(path);
        }
        json_key("exe");
        json_link("/proc/self/exe");
        json_key("cwdLink");
        json_link("/proc/self/cwd");
        json_key("rootLink");
        json_link("/proc/self/root");
}

int report(char *const *argv)
{
        char cwd[4096] = "";
        mode_t mask = umask(0);

        umask(mask);
        if (syscall(SYS_getcwd, cwd, sizeof(cwd)) < 0)
                snprintf(cwd, sizeof(cwd), "(none)");
        json_open('{');
        json_key("pid");
        json_number(getpid());
        json_key("ppid");
        json_number(getppid());
        ids();
        json_key("cwd");
        json_string(cwd);
        json_key("umask");
        json_number(mask);
        json_key("dumpable");
        json_number(prctl(PR_GET_DUMPABLE));
        int parent_death = -1;
        prctl(PR_GET_PDEATHSIG, &parent_death);
        json_key("parentDeathSignal");
        json_number(parent_death);
        json_key("keyring");
        json_number(syscall(SYS_keyctl, 0, -3, 0));
        strings("args", argv);
        strings("env", environ);
        descriptors();
        namespaces();
        limits();
        scheduling();
        terminal();
        system_names();
        process_files();
        json_close('}');
        json_end();
        return 0;
}
