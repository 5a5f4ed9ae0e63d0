// SPDX-License-Identifier: Apache-2.0
#include "result.h"

#include <stdlib.h>
#include <string.h>

#include "functions.h"
#include "utf8.h"

static _Thread_local struct {
        char text[4096];
        size_t length;
} last;

void result_take_text(struct result *ret, char *data, size_t length)
{
        if (utf8_valid_length(data, length) != length) {
                char *repaired = malloc(3 * length);
                if (repaired == NULL) {
                        free(data);
                        result_number(ret, -ENOMEM);
                        return;
                }
                length = utf8_repair(data, length, repaired);
                free(data);
                data = repaired;
        }
        ret->kind = RESULT_TEXT;
        ret->data = data;
        ret->length = length;
}

void result_text(struct result *ret, const char *text, size_t length)
{
        char *copy = malloc(length + 1);
        if (copy == NULL) {
                result_number(ret, -ENOMEM);
                return;
        }
        memcpy(copy, text, length);
        result_take_text(ret, copy, length);
}

void result_numbers(struct result *ret, const int64_t *numbers, size_t count)
{
        int64_t *copy = malloc((count + 1) * sizeof(*copy));
        if (copy == NULL) {
                result_number(ret, -ENOMEM);
                return;
        }
        memcpy(copy, numbers, count * sizeof(*copy));
        ret->kind = RESULT_NUMBERS;
        ret->data = copy;
        ret->length = count;
}

void result_take_bytes(struct result *ret, void *data, size_t length)
{
        ret->kind = RESULT_BYTES;
        ret->data = data;
        ret->length = length;
}

void last_text_set(const char *text, size_t length)
{
        last.length = length < sizeof(last.text) ? length : sizeof(last.text);
        memcpy(last.text, text, last.length);
}

size_t last_text_copy(void *target, size_t size)
{
        size_t length = last.length < size ? last.length : size;
        memcpy(target, last.text, length);
        return length;
}

void native_last_text(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        result_text(ret, last.text, last.length);
}
