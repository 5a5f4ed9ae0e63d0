/* SPDX-License-Identifier: Apache-2.0
 *
 * The last steps: current directory, HOME, the program, execve.
 */
#include "init.h"
#include "resolve.h"

#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PASSWD_MAX (1 << 20)

/* The raw call says "(unreachable)" for a directory outside the root; libc would search its way instead. */
int op_check_cwd(struct run *run, const struct op *op)
{
        (void)op;
        char path[PATH_MAX];
        long length = syscall(SYS_getcwd, path, sizeof(path));
        if (length < 0)
                return -errno;
        if (path[0] == '/')
                return 0;
        report_text(run, path, strlen(path));
        return -ENOENT;
}

/* Field `number` (from 0) of a line of colon-separated fields. */
static const char *passwd_field(const char *line, const char *end, int number, size_t *ret_length)
{
        for (; number > 0; number--) {
                line = memchr(line, ':', (size_t)(end - line));
                if (line == NULL)
                        return NULL;
                line++;
        }
        const char *colon = memchr(line, ':', (size_t)(end - line));
        *ret_length = (size_t)((colon == NULL ? end : colon) - line);
        return line;
}

static bool is_number(const char *text, size_t length, uint64_t number)
{
        uint64_t value = 0;
        for (size_t i = 0; i < length; i++) {
                if (text[i] < '0' || text[i] > '9' || value > UINT32_MAX)
                        return false;
                value = value * 10 + (uint64_t)(text[i] - '0');
        }
        return length > 0 && value == number;
}

/* Copies the home directory of the first line with this uid. */
static void take_home(struct run *run, const char *text, size_t size, uint64_t uid)
{
        const char *end = text + size;
        for (const char *line = text; line < end;) {
                const char *newline = memchr(line, '\n', (size_t)(end - line));
                const char *stop = newline == NULL ? end : newline;
                size_t length;
                const char *field = passwd_field(line, stop, 2, &length);
                if (field != NULL && is_number(field, length, uid)) {
                        field = passwd_field(line, stop, 5, &length);
                        if (field == NULL || length == 0 || length >= sizeof(run->home) - 5)
                                return;
                        memcpy(run->home + 5, field, length);
                        run->home[5 + length] = '\0';
                        return;
                }
                line = stop + 1;
        }
}

int op_find_home(struct run *run, const struct op *op)
{
        memcpy(run->home, "HOME=/", 7);
        int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
        int fd = open_resolved(slot_fd(run, op, 0), "etc/passwd", (uint64_t)flags,
                               RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        if (fd < 0)
                return 0;
        struct stat status;
        char *text = MAP_FAILED;
        if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
            status.st_size <= PASSWD_MAX)
                text = mmap(NULL, PASSWD_MAX, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (text != MAP_FAILED) {
                /* Read and not mapped: the file may shrink under a mapping. */
                ssize_t size = read(fd, text, PASSWD_MAX);
                if (size > 0)
                        take_home(run, text, (size_t)size, op->operand[1].number);
                (void)munmap(text, PASSWD_MAX);
        }
        (void)close(fd);
        return 0;
}

/* 0, or why the file can't be executed by this process. */
static int check_executable(const char *path)
{
        struct stat status;
        if (stat(path, &status) < 0)
                return -errno;
        if (S_ISDIR(status.st_mode))
                return -EISDIR;
        if (!S_ISREG(status.st_mode))
                return -EACCES;
        return result_of(syscall(SYS_faccessat2, AT_FDCWD, path, X_OK, AT_EACCESS));
}

/* Joins one element of PATH and the file's name; an empty element is the current directory. */
static int join_path(struct run *run, const char *directory, size_t length, const char *file)
{
        size_t name = strlen(file);
        if (length + 1 + name + 1 > sizeof(run->executable))
                return -ENAMETOOLONG;
        char *at = run->executable;
        memcpy(at, directory, length);
        at += length;
        if (length == 0)
                *at++ = '.';
        if (at[-1] != '/')
                *at++ = '/';
        memcpy(at, file, name + 1);
        return 0;
}

static int search_path(struct run *run, const char *path, const char *file)
{
        int result = -ENOENT;
        for (;; path++) {
                size_t element = strcspn(path, ":");
                int r = join_path(run, path, element, file);
                if (r == 0)
                        r = check_executable(run->executable);
                if (r == 0)
                        return 0;
                /* A file that is there but not executable is the better answer, if nothing else is found. */
                if (r == -EACCES)
                        result = r;
                path += element;
                if (*path == '\0')
                        return result;
        }
}

int op_find_executable(struct run *run, const struct op *op)
{
        const char *file = op->operand[0].text;
        size_t length = strlen(file);
        if (length == 0)
                return -ENOENT;
        if (strchr(file, '/') != NULL) {
                if (length >= sizeof(run->executable))
                        return -ENAMETOOLONG;
                memcpy(run->executable, file, length + 1);
                return check_executable(file);
        }
        return *op->operand[1].text == '\0' ? -ENOENT : search_path(run, op->operand[1].text, file);
}

int op_close_from(struct run *run, const struct op *op)
{
        unsigned first = (unsigned)op->operand[0].number;
        unsigned report = (unsigned)run->report_fd;
        if (report < first)
                return result_of(syscall(SYS_close_range, first, ~0U, 0));
        if (report > first && syscall(SYS_close_range, first, report - 1, 0) < 0)
                return -errno;
        return result_of(syscall(SYS_close_range, report + 1, ~0U, 0));
}

/* Writes pointers to the strings of a list, NULL at the end; gives the place behind them. */
static char **fill_vector(char **at, const struct plan *plan, const struct operand *list, char *more)
{
        for (uint32_t i = 0; i < list->length; i++)
                *at++ = (char *)(uintptr_t)(plan->strings + plan->offsets[list->words[i]]);
        if (more != NULL)
                *at++ = more;
        *at++ = NULL;
        return at;
}

/* No system call but execve: the container's filter is in force. */
int op_exec(struct run *run, const struct op *op)
{
        char **argv = run->plan.pointers;
        char **envp = fill_vector(argv, &run->plan, &op->operand[0], NULL);
        (void)fill_vector(envp, &run->plan, &op->operand[1], run->home[0] == '\0' ? NULL : run->home);
        (void)execve(run->executable, argv, envp);
        return -errno;
}
