/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs a plan file (docs/operations.md, "Wire format") with $RUNT_INIT, answers every sync point, and prints
 * the reports. run-plan.mjs makes plan files of JSON.
 *
 * Usage: run_plan PLAN [CLONE_FLAGS [PATH...]]    the paths are opened O_PATH and become slots 0, 1, ...
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "init_process.h"

#define NAME(code, function, signature) [code] = #code,
static const char *const op_names[OP_COUNT + 1] = {FOR_EACH_OP(NAME)};
#undef NAME

static int fail(const char *what)
{
        perror(what);
        exit(2);
}

static int load(const char *path)
{
        struct stat status;
        int file = open(path, O_RDONLY | O_CLOEXEC);
        int plan = memfd_create("plan", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        if (file < 0 || plan < 0 || fstat(file, &status) < 0)
                return fail(path);
        if (copy_file_range(file, NULL, plan, NULL, (size_t)status.st_size, 0) != status.st_size) {
                void *data = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
                if (data == MAP_FAILED || pwrite(plan, data, (size_t)status.st_size, 0) != status.st_size)
                        return fail(path);
        }
        if (fcntl(plan, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) < 0)
                return fail("seal");
        return plan;
}

static void print(const struct record *record)
{
        const struct report *head = &record->head;
        static const char *const kinds[] = {"end", "sync", "error", "forked", "handed", "log"};
        const char *name = head->code <= OP_COUNT ? op_names[head->code] : NULL;
        printf("%s value %d", head->kind <= REPORT_LOG ? kinds[head->kind] : "unknown", head->value);
        if (head->kind == REPORT_ERROR)
                printf(" (%s) operation %u %s", strerror(head->value), head->index, name == NULL ? "" : name);
        printf("%s%s\n", head->text_length > 0 ? ": " : "", record->text);
        (void)fflush(stdout);
}

int main(int argc, char **argv)
{
        int fds[253];
        int n_slots = argc > 3 ? argc - 3 : 0;
        if (argc < 2 || n_slots > START_MAX_SLOTS || init_program() == NULL) {
                (void)fprintf(stderr, "usage: RUNT_INIT=... run_plan PLAN [CLONE_FLAGS [PATH...]]\n");
                return 2;
        }
        fds[0] = load(argv[1]);
        for (int i = 0; i < n_slots; i++) {
                fds[1 + i] = open(argv[3 + i], O_PATH | O_CLOEXEC);
                if (fds[1 + i] < 0)
                        return fail(argv[3 + i]);
        }
        if (argc > 2 && unshare((int)strtoul(argv[2], NULL, 0)) < 0)
                return fail("unshare");
        struct init_process init = init_start(0);
        init_send(&init, (struct start_message){START_MAGIC, (uint32_t)n_slots}, fds, 1 + n_slots);
        for (;;) {
                struct record record = init_record(init.socket);
                print(&record);
                if (record.head.kind == 0)
                        break;
                if (record.head.kind == REPORT_SYNC)
                        init_go(init.socket, (uint32_t)record.head.value);
                if (record.head.kind == REPORT_FORKED) {
                        (void)init_wait(init.pid);
                        init.pid = record.head.value;
                }
        }
        printf("exit status %d\n", init_wait(init.pid));
        return 0;
}
