/* SPDX-License-Identifier: Apache-2.0
 *
 * Compiles a seccomp profile with libseccomp. src/seccomp/profile.ts writes what is read here.
 *
 * Words, all unsigned 32-bit values:
 *   default action, optimisation level (0 leaves libseccomp's own), number of architectures,
 *   the architectures' libseccomp tokens, number of rules, and each rule:
 *     action, number of names, number of conditions, and each condition:
 *       argument index, operator (enum scmp_compare), value high, low, second value high, low
 * The names of all rules, in order, are in the text, each ended by a NUL.
 */
#include <seccomp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

/* UNTIL the C library's headers have them. */
#define OPERATION_SET_MODE_FILTER 1
#define OPERATION_GET_ACTION_AVAIL 2

/* One for each argument: libseccomp refuses more in one rule. */
#define CONDITIONS_MAX 6

struct profile {
        const int64_t *words;
        size_t count;
        const char *names;
        const char *end;
        int error; /* -EINVAL once something is missing */
};

static uint32_t next_word(struct profile *profile)
{
        if (profile->count == 0 || *profile->words < 0 || *profile->words > UINT32_MAX) {
                profile->error = -EINVAL;
                return 0;
        }
        profile->count--;
        return (uint32_t)*profile->words++;
}

static const char *next_name(struct profile *profile)
{
        const char *name = profile->names;
        const char *nul = memchr(name, '\0', (size_t)(profile->end - name));
        if (nul == NULL) {
                profile->error = -EINVAL;
                return NULL;
        }
        profile->names = nul + 1;
        return name;
}

static uint64_t next_value(struct profile *profile)
{
        uint64_t high = next_word(profile);
        return high << 32 | next_word(profile);
}

__attribute__((format(printf, 1, 2))) static void explain(const char *format, ...)
{
        char text[512];
        va_list list;
        va_start(list, format);
        int length = vsnprintf(text, sizeof(text), format, list);
        va_end(list);
        if (length < 0)
                return;
        last_text_set(text, (size_t)length < sizeof(text) ? (size_t)length : sizeof(text) - 1);
}

static int add_rule(scmp_filter_ctx context, struct profile *profile, uint32_t index)
{
        struct scmp_arg_cmp conditions[CONDITIONS_MAX];
        uint32_t action = next_word(profile);
        uint32_t n_names = next_word(profile);
        uint32_t n_conditions = next_word(profile);
        if (profile->error < 0 || n_conditions > CONDITIONS_MAX)
                return -EINVAL;
        for (uint32_t i = 0; i < n_conditions; i++) {
                conditions[i].arg = next_word(profile);
                conditions[i].op = (enum scmp_compare)next_word(profile);
                conditions[i].datum_a = next_value(profile);
                conditions[i].datum_b = next_value(profile);
        }
        for (uint32_t i = 0; i < n_names && profile->error == 0; i++) {
                const char *name = next_name(profile);
                if (name == NULL)
                        break;
                int number = seccomp_syscall_resolve_name(name);
                if (number == __NR_SCMP_ERROR)
                        continue; /* newer than the library: the default action holds for it */
                int r = seccomp_rule_add_array(context, action, number, n_conditions, conditions);
                if (r < 0) {
                        explain("rule %u, system call \"%s\": %s", index, name, strerror(-r));
                        return r;
                }
        }
        return profile->error;
}

static int add_architectures(scmp_filter_ctx context, struct profile *profile)
{
        uint32_t count = next_word(profile);
        for (uint32_t i = 0; i < count && profile->error == 0; i++) {
                uint32_t token = next_word(profile);
                int r = seccomp_arch_add(context, token);
                if (r < 0 && r != -EEXIST) {
                        explain("architecture 0x%x: %s", token, strerror(-r));
                        return r;
                }
        }
        return profile->error;
}

static int fill_filter(scmp_filter_ctx context, struct profile *profile)
{
        uint32_t optimize = next_word(profile);
        int r = add_architectures(context, profile);
        if (r < 0)
                return r;
        uint32_t rules = next_word(profile);
        for (uint32_t i = 0; i < rules && profile->error == 0; i++) {
                r = add_rule(context, profile, i);
                if (r < 0)
                        return r;
        }
        if (profile->error < 0 || profile->count != 0 || profile->names != profile->end)
                return -EINVAL;
        return optimize == 0 ? 0 : seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, optimize);
}

/* Reads the program back from the memory file that libseccomp wrote. */
static int read_back(int fd, void **ret_program, size_t *ret_length)
{
        struct stat status;
        if (fstat(fd, &status) < 0)
                return -errno;
        size_t length = (size_t)status.st_size;
        char *program = malloc(length + 1);
        if (program == NULL)
                return -ENOMEM;
        size_t done = 0;
        while (done < length) {
                ssize_t n = pread(fd, program + done, length - done, (off_t)done);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0) {
                        int r = n < 0 ? -errno : -EIO;
                        free(program);
                        return r;
                }
                done += (size_t)n;
        }
        *ret_program = program;
        *ret_length = length;
        return 0;
}

static int export_program(scmp_filter_ctx context, void **ret_program, size_t *ret_length)
{
        int fd = memfd_create("seccomp", MFD_CLOEXEC);
        if (fd < 0)
                return -errno;
        int r = seccomp_export_bpf(context, fd);
        if (r < 0)
                explain("export of the program: %s", strerror(-r));
        else
                r = read_back(fd, ret_program, ret_length);
        (void)close(fd); /* nothing of it is kept */
        return r;
}

void native_seccomp_compile(const struct argument *arguments, struct result *ret)
{
        struct profile profile = {
            .words = arguments[0].numbers,
            .count = arguments[0].length,
            .names = arguments[1].text,
            .end = arguments[1].text + arguments[1].length,
        };
        explain("malformed profile");
        uint32_t action = next_word(&profile);
        scmp_filter_ctx context = profile.error < 0 ? NULL : seccomp_init(action);
        if (context == NULL) {
                explain("default action 0x%x is not supported by libseccomp or the kernel", action);
                result_number(ret, -EINVAL);
                return;
        }
        void *program = NULL;
        size_t length = 0;
        int r = fill_filter(context, &profile);
        if (r == 0)
                r = export_program(context, &program, &length);
        seccomp_release(context);
        if (r < 0)
                result_number(ret, r);
        else
                result_take_bytes(ret, program, length);
}

static size_t count_names(const struct profile *names)
{
        size_t count = 0;
        for (const char *at = names->names; at < names->end; at++)
                count += *at == '\0';
        return count;
}

void native_seccomp_resolve(const struct argument *arguments, struct result *ret)
{
        uint32_t token = (uint32_t)arguments[0].number;
        struct profile names = {
            .names = arguments[1].text,
            .end = arguments[1].text + arguments[1].length,
        };
        if (token == SCMP_ARCH_NATIVE)
                token = seccomp_arch_native();
        if (seccomp_syscall_resolve_name_arch(token, "read") == __NR_SCMP_ERROR) {
                result_number(ret, -EINVAL);
                return;
        }
        size_t count = count_names(&names);
        int64_t *numbers = malloc((count + 1) * sizeof(*numbers));
        if (numbers == NULL) {
                result_number(ret, -ENOMEM);
                return;
        }
        numbers[0] = token;
        for (size_t i = 0; i < count; i++)
                numbers[1 + i] = seccomp_syscall_resolve_name_arch(token, next_name(&names));
        result_numbers(ret, numbers, count + 1);
        free(numbers);
}

void native_seccomp_version(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        const struct scmp_version *version = seccomp_version();
        char text[64];
        int length = snprintf(text, sizeof(text), "%u.%u.%u", version->major, version->minor, version->micro);
        result_text(ret, text, (size_t)length);
}

void native_seccomp_has(const struct argument *arguments, struct result *ret)
{
        uint32_t action = (uint32_t)arguments[0].number;
        result_number(ret, syscall(SYS_seccomp, OPERATION_GET_ACTION_AVAIL, 0, &action) == 0);
}

/* A filter at NULL is never loaded: the kernel checks the flags first (EINVAL), then the address (EFAULT). */
void native_seccomp_has_flag(const struct argument *arguments, struct result *ret)
{
        long r = syscall(SYS_seccomp, OPERATION_SET_MODE_FILTER, (unsigned int)arguments[0].number, NULL);
        result_number(ret, r < 0 && errno == EFAULT);
}
