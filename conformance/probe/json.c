/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "json.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int need_comma;

static void separate(void)
{
        if (need_comma)
                putchar(',');
        need_comma = 1;
}

void json_open(char bracket)
{
        separate();
        putchar(bracket);
        need_comma = 0;
}

void json_close(char bracket)
{
        putchar(bracket);
        need_comma = 1;
}

void json_text(const char *text, size_t length)
{
        separate();
        putchar('"');
        for (size_t i = 0; i < length; i++) {
                unsigned char c = (unsigned char)text[i];
                if (c == '"' || c == '\\')
                        printf("\\%c", c);
                else if (c < 0x20)
                        printf("\\u%04x", c);
                else
                        putchar(c);
        }
        putchar('"');
}

void json_string(const char *text)
{
        json_text(text, strlen(text));
}

void json_key(const char *key)
{
        json_string(key);
        putchar(':');
        need_comma = 0;
}

void json_number(long long number)
{
        separate();
        printf("%lld", number);
}

void json_null(void)
{
        separate();
        printf("null");
}

void json_file(const char *path)
{
        static char text[1 << 18];
        size_t length = 0;
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (fd < 0) {
                json_null();
                return;
        }
        while (length < sizeof(text)) {
                ssize_t n = read(fd, text + length, sizeof(text) - length);
                if (n <= 0)
                        break;
                length += (size_t)n;
        }
        close(fd);
        json_text(text, length);
}

void json_link(const char *path)
{
        char target[4096];
        ssize_t n = readlink(path, target, sizeof(target));
        if (n < 0)
                json_null();
        else
                json_text(target, (size_t)n);
}

void json_end(void)
{
        putchar('\n');
        fflush(stdout);
        need_comma = 0;
}
