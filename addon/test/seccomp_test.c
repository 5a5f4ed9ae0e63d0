// sources: addon/core/seccomp.c addon/core/result.c addon/core/utf8.c
// libs: -lseccomp
/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of seccomp.c: what it makes of words, and that malformed ones are refused.
 */
#include <linux/filter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/functions.h"
#include "../core/result.h"

#define ALLOW 0x7fff0000
#define ERRNO_1 0x00050001
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int failures;

static void check(int holds, const char *what)
{
        if (holds)
                return;
        fprintf(stderr, "not ok: %s\n", what);
        failures++;
}

static struct result compile(const int64_t *words, size_t count, const char *names, size_t length)
{
        struct result ret = {0};
        /* A copy of the exact size, so that a sanitizer sees a read behind the end. */
        int64_t *exact_words = malloc(count * sizeof(*words) + 1);
        char *exact_names = malloc(length + 1);
        memcpy(exact_words, words, count * sizeof(*words));
        memcpy(exact_names, names, length);
        exact_names[length] = '\0';
        const struct argument arguments[] = {
            {.numbers = exact_words, .length = count},
            {.text = exact_names, .length = length},
        };
        native_seccomp_compile(arguments, &ret);
        free(exact_words);
        free(exact_names);
        return ret;
}

static void test_program(void)
{
        const int64_t words[] = {ALLOW, 0, 0, 1, ERRNO_1, 2, 0};
        struct result ret = compile(words, COUNT(words), "mkdir\0newcall999\0", 17);
        check(ret.kind == RESULT_BYTES, "a valid profile gives bytes");
        check(ret.length > 0 && ret.length % sizeof(struct sock_filter) == 0, "whole instructions");
        free(ret.data);
}

static void test_refused(const char *what, const int64_t *words, size_t count, const char *names,
                         size_t length)
{
        struct result ret = compile(words, count, names, length);
        check(ret.kind == RESULT_NUMBER && ret.number < 0, what);
        if (ret.kind == RESULT_BYTES)
                free(ret.data);
}

static void test_malformed(void)
{
        const int64_t whole[] = {ALLOW, 0, 0, 1, ERRNO_1, 1, 1, 0, 4, 0, 1, 0, 0};
        for (size_t count = 0; count < COUNT(whole); count++)
                test_refused("words that end too early", whole, count, "mkdir\0", 6);
        test_refused("no name", whole, COUNT(whole), "", 0);
        test_refused("a name without an end", whole, COUNT(whole), "mkdir", 5);
        test_refused("a name too many", whole, COUNT(whole), "mkdir\0read\0", 11);

        const int64_t more[] = {ALLOW, 0, 0, 0, 7};
        test_refused("a word too many", more, COUNT(more), "", 0);
        const int64_t negative[] = {ALLOW, 0, 0, -1};
        test_refused("a negative word", negative, COUNT(negative), "", 0);
        const int64_t action[] = {0x12345678, 0, 0, 0};
        test_refused("an unknown action", action, COUNT(action), "", 0);
        const int64_t architecture[] = {ALLOW, 0, 1, 0x1234, 0};
        test_refused("an unknown architecture", architecture, COUNT(architecture), "", 0);
        const int64_t conditions[] = {ALLOW, 0, 0, 1, ERRNO_1, 1, 7};
        test_refused("more conditions than arguments", conditions, COUNT(conditions), "mkdir\0", 6);
        const int64_t huge[] = {ALLOW, 0, 0, 1, ERRNO_1, UINT32_MAX, 0};
        test_refused("more names than there are", huge, COUNT(huge), "mkdir\0", 6);
}

static void test_kernel(void)
{
        struct result ret = {0};
        struct argument argument = {.number = ALLOW};
        native_seccomp_has(&argument, &ret);
        check(ret.number == 1, "the kernel has ALLOW");
        argument.number = 0x12340000;
        native_seccomp_has(&argument, &ret);
        check(ret.number == 0, "the kernel has no such action");
        argument.number = 1 << 14;
        native_seccomp_has_flag(&argument, &ret);
        check(ret.number == 0, "the kernel has no such flag");
        native_seccomp_version(NULL, &ret);
        check(ret.kind == RESULT_TEXT && ret.length >= 5, "the library has a version");
        free(ret.data);
}

int main(void)
{
        test_program();
        test_malformed();
        test_kernel();
        if (failures == 0)
                puts("ok seccomp");
        return failures != 0;
}
