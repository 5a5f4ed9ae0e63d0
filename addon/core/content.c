// SPDX-License-Identifier: Apache-2.0
/* What files hold. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"
#include "utf8.h"

struct content {
        char *data;
        size_t length;
};

static ssize_t read_retry(int fd, void *to, size_t length)
{
        ssize_t n;
        do
                n = read(fd, to, length);
        while (n < 0 && errno == EINTR);
        return n < 0 ? -errno : n;
}

/* Reads to the end: the size of procfs files is 0, so the end is where read(2) says so. */
static int read_to_end(int fd, size_t expected, size_t max, struct content *ret)
{
        size_t capacity = expected == 0 ? 4096 : expected + 1;
        size_t length = 0;
        char *data = malloc(capacity);
        int r = data == NULL ? -ENOMEM : 0;
        while (r == 0) {
                ssize_t n = read_retry(fd, data + length, capacity - length);
                if (n == 0)
                        break;
                if (n < 0) {
                        r = (int)n;
                        break;
                }
                length += (size_t)n;
                if (length > max)
                        r = -EFBIG;
                else if (length == capacity) {
                        char *larger = realloc(data, 2 * capacity);
                        if (larger == NULL)
                                r = -ENOMEM;
                        else
                                data = larger;
                        capacity *= 2;
                }
        }
        if (r < 0) {
                free(data);
                return r;
        }
        ret->data = data;
        ret->length = length;
        return 0;
}

static int read_regular(int fd, size_t max, struct content *ret)
{
        struct stat st;
        if (fstat(fd, &st) < 0)
                return -errno;
        if (!S_ISREG(st.st_mode))
                return S_ISDIR(st.st_mode) ? -EISDIR : -EINVAL;
        if ((uint64_t)st.st_size > max)
                return -EFBIG;
        return read_to_end(fd, (size_t)st.st_size, max, ret);
}

static int open_and_read(const struct argument *arguments, struct content *ret)
{
        if (arguments[3].number < 0)
                return -EINVAL;
        /* O_NONBLOCK: opening a FIFO that somebody put there must not hang. */
        int flags = (int)arguments[2].number | O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
        int fd;
        do
                fd = openat((int)arguments[0].number, arguments[1].text, flags);
        while (fd < 0 && errno == EINTR);
        if (fd < 0)
                return -errno;
        int r = read_regular(fd, (size_t)arguments[3].number, ret);
        (void)close(fd); /* nothing was written */
        return r;
}

void native_read_file(const struct argument *arguments, struct result *ret)
{
        struct content content = {0};
        int r = open_and_read(arguments, &content);
        if (r < 0)
                result_number(ret, r);
        else
                result_take_bytes(ret, content.data, content.length);
}

void native_read_text(const struct argument *arguments, struct result *ret)
{
        struct content content = {0};
        int r = open_and_read(arguments, &content);
        if (r == 0 && utf8_valid_length(content.data, content.length) != content.length) {
                free(content.data);
                r = -EILSEQ;
        }
        if (r < 0)
                result_number(ret, r);
        else
                result_take_text(ret, content.data, content.length);
}

void native_read(const struct argument *arguments, struct result *ret)
{
        size_t max = (size_t)arguments[1].number;
        char *data = arguments[1].number < 0 ? NULL : malloc(max + 1);
        if (data == NULL) {
                result_number(ret, arguments[1].number < 0 ? -EINVAL : -ENOMEM);
                return;
        }
        ssize_t n = read_retry((int)arguments[0].number, data, max);
        if (n < 0) {
                free(data);
                result_number(ret, n);
                return;
        }
        result_take_bytes(ret, data, (size_t)n);
}

static int64_t write_all(int fd, const char *data, size_t length)
{
        size_t done = 0;
        while (done < length) {
                ssize_t n = write(fd, data + done, length - done);
                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return -errno;
                done += (size_t)n;
        }
        return (int64_t)length;
}

void native_write(const struct argument *arguments, struct result *ret)
{
        result_number(ret, write_all((int)arguments[0].number, arguments[1].text, arguments[1].length));
}

void native_write_text(const struct argument *arguments, struct result *ret)
{
        native_write(arguments, ret);
}

void native_write_some(const struct argument *arguments, struct result *ret)
{
        ssize_t n;
        do
                n = write((int)arguments[0].number, arguments[1].text, arguments[1].length);
        while (n < 0 && errno == EINTR);
        result_syscall(ret, n);
}

void native_write_file(const struct argument *arguments, struct result *ret)
{
        const struct argument *text = &arguments[4];
        int fd;
        do
                fd = openat((int)arguments[0].number, arguments[1].text, (int)arguments[2].number | O_CLOEXEC,
                            (mode_t)arguments[3].number);
        while (fd < 0 && errno == EINTR);
        if (fd < 0) {
                result_number(ret, -errno);
                return;
        }
        /* One write(2): control files take a value whole or not at all. */
        ssize_t n;
        do
                n = write(fd, text->text, text->length);
        while (n < 0 && errno == EINTR);
        int64_t r = n < 0 ? -errno : (size_t)n == text->length ? n : -EIO;
        if (close(fd) < 0 && r >= 0)
                r = -errno;
        result_number(ret, r);
}
