// SPDX-License-Identifier: Apache-2.0
/* Device programs of cgroup v2. */
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

/* Tells runt's programs from those of systemd on the same cgroup; at most 15 characters. */
#define PROGRAM_NAME "runt_devices"

enum { LOG_SIZE = 65536, QUERY_COUNT = 64 };

static long bpf(enum bpf_cmd command, union bpf_attr *attributes)
{
        long r;
        do
                r = syscall(SYS_bpf, command, attributes, sizeof(*attributes));
        while (r < 0 && (errno == EINTR || errno == EAGAIN));
        return r < 0 ? -errno : r;
}

/* The verifier says what is wrong in its last lines; the very last one is a statistic. */
static void keep_last_line(char *log)
{
        size_t length = strnlen(log, LOG_SIZE);
        for (;;) {
                while (length > 0 && log[length - 1] == '\n')
                        length--;
                log[length] = '\0';
                char *newline = strrchr(log, '\n');
                char *line = newline == NULL ? log : newline + 1;
                if (newline == NULL || strncmp(line, "processed ", strlen("processed ")) != 0) {
                        last_text_set(line, strlen(line));
                        return;
                }
                length = (size_t)(newline - log);
        }
}

void native_bpf_load_device(const struct argument *arguments, struct result *ret)
{
        const struct argument *program = &arguments[0];
        union bpf_attr attributes = {
            .prog_type = BPF_PROG_TYPE_CGROUP_DEVICE,
            .insns = (uint64_t)(uintptr_t)program->text,
            .insn_cnt = (uint32_t)(program->length / sizeof(struct bpf_insn)),
            .license = (uint64_t)(uintptr_t) "Apache-2.0",
            .prog_name = PROGRAM_NAME,
        };
        last_text_set("", 0);
        if (program->length % sizeof(struct bpf_insn) != 0) {
                result_number(ret, -EINVAL);
                return;
        }
        long fd = bpf(BPF_PROG_LOAD, &attributes);
        char *log = fd == -EINVAL || fd == -EACCES ? malloc(LOG_SIZE) : NULL;
        if (log != NULL) {
                /* Once more, only for the text. */
                log[0] = '\0';
                attributes.log_buf = (uint64_t)(uintptr_t)log;
                attributes.log_size = LOG_SIZE;
                attributes.log_level = 1;
                fd = bpf(BPF_PROG_LOAD, &attributes);
                if (fd < 0)
                        keep_last_line(log);
                free(log);
        }
        result_number(ret, fd);
}

void native_bpf_attach(const struct argument *arguments, struct result *ret)
{
        int replaced = (int)arguments[2].number;
        union bpf_attr attributes = {
            .target_fd = (uint32_t)arguments[0].number,
            .attach_bpf_fd = (uint32_t)arguments[1].number,
            .attach_type = BPF_CGROUP_DEVICE,
            .attach_flags = BPF_F_ALLOW_MULTI,
        };
        if (replaced >= 0) {
                attributes.attach_flags |= BPF_F_REPLACE;
                attributes.replace_bpf_fd = (uint32_t)replaced;
        }
        result_number(ret, bpf(BPF_PROG_ATTACH, &attributes));
}

void native_bpf_query(const struct argument *arguments, struct result *ret)
{
        uint32_t ids[QUERY_COUNT] = {0};
        int64_t numbers[QUERY_COUNT];
        union bpf_attr attributes = {
            .query =
                {
                    .target_fd = (uint32_t)arguments[0].number,
                    .attach_type = BPF_CGROUP_DEVICE,
                    .prog_ids = (uint64_t)(uintptr_t)ids,
                    .prog_cnt = QUERY_COUNT, /* the kernel attaches at most 64 to one cgroup */
                },
        };
        long r = bpf(BPF_PROG_QUERY, &attributes);
        if (r < 0) {
                result_number(ret, r);
                return;
        }
        uint32_t count = attributes.query.prog_cnt;
        for (uint32_t i = 0; i < count && i < QUERY_COUNT; i++)
                numbers[i] = ids[i];
        result_numbers(ret, numbers, count);
}

void native_bpf_prog_fd(const struct argument *arguments, struct result *ret)
{
        union bpf_attr attributes = {.prog_id = (uint32_t)arguments[0].number};
        result_number(ret, bpf(BPF_PROG_GET_FD_BY_ID, &attributes));
}

/* Whether a program is one of native_bpf_load_device. */
void native_bpf_is_own(const struct argument *arguments, struct result *ret)
{
        struct bpf_prog_info info = {0};
        union bpf_attr attributes = {
            .info =
                {
                    .bpf_fd = (uint32_t)arguments[0].number,
                    .info_len = sizeof(info),
                    .info = (uint64_t)(uintptr_t)&info,
                },
        };
        long r = bpf(BPF_OBJ_GET_INFO_BY_FD, &attributes);
        result_number(ret, r < 0 ? r : strncmp(info.name, PROGRAM_NAME, sizeof(info.name)) == 0);
}
