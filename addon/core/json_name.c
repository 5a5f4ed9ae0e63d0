/* SPDX-License-Identifier: Apache-2.0 */
#include "json_name.h"

#include <stdlib.h>
#include <string.h>

#define SMALL_OBJECT 16
#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

int json_hex4(const unsigned char *at, const unsigned char *end)
{
        int value = 0;
        if (end - at < 4)
                return -1;
        for (int i = 0; i < 4; i++) {
                unsigned char c = at[i];
                int digit = c >= '0' && c <= '9'                     ? c - '0'
                            : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                                     : -1;
                if (digit < 0)
                        return -1;
                value = value * 16 + digit;
        }
        return value;
}

static bool is_high_surrogate(int unit)
{
        return unit >= 0xd800 && unit <= 0xdbff;
}

static bool is_low_surrogate(int unit)
{
        return unit >= 0xdc00 && unit <= 0xdfff;
}

uint32_t json_decode_escape(const unsigned char *at, const unsigned char *end, size_t *ret_length)
{
        static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
        *ret_length = 2;
        if (at[1] != 'u') {
                const char *letter = memchr(letters, at[1], sizeof(letters) - 1);
                return letter == NULL ? at[1] : (unsigned char)values[letter - letters];
        }
        int unit = json_hex4(at + 2, end);
        *ret_length = 6;
        if (is_high_surrogate(unit) && end - at >= 12 && at[6] == '\\' && at[7] == 'u') {
                int second = json_hex4(at + 8, end);
                if (is_low_surrogate(second)) {
                        *ret_length = 12;
                        return 0x10000 + (((uint32_t)unit - 0xd800) << 10) + ((uint32_t)second - 0xdc00);
                }
        }
        return (uint32_t)unit;
}

static size_t encode_utf8(uint32_t point, unsigned char *ret_bytes)
{
        if (point < 0x80) {
                ret_bytes[0] = (unsigned char)point;
                return 1;
        }
        size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        for (size_t i = length - 1; i > 0; i--) {
                ret_bytes[i] = 0x80 | (point & 0x3f);
                point >>= 6;
        }
        ret_bytes[0] = (unsigned char)((0xf0u << (4 - length)) | point);
        return length;
}

/* Walks the decoded bytes of a name. */
struct cursor {
        const unsigned char *at, *end;
        unsigned char pending[4];
        size_t next, count;
};

/* The next decoded byte, or -1 at the end. */
static int cursor_next(struct cursor *cursor)
{
        if (cursor->next < cursor->count)
                return cursor->pending[cursor->next++];
        if (cursor->at == cursor->end)
                return -1;
        if (*cursor->at != '\\')
                return *cursor->at++;
        size_t length;
        uint32_t point = json_decode_escape(cursor->at, cursor->end, &length);
        cursor->at += length;
        cursor->count = encode_utf8(point, cursor->pending);
        cursor->next = 1;
        return cursor->pending[0];
}

static struct cursor cursor_at(const struct json_name *name)
{
        return (struct cursor){.at = name->text, .end = name->text + name->length};
}

void json_name_hash(struct json_name *name)
{
        struct cursor cursor = cursor_at(name);
        uint64_t hash = FNV_START;
        if (name->escaped)
                for (int byte; (byte = cursor_next(&cursor)) >= 0;)
                        hash = (hash ^ (uint64_t)byte) * FNV_PRIME;
        else
                for (size_t i = 0; i < name->length; i++)
                        hash = (hash ^ name->text[i]) * FNV_PRIME;
        name->hash = hash;
}

static int compare_decoded(const struct json_name *a, const struct json_name *b)
{
        if (!a->escaped && !b->escaped) {
                int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
                return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
        }
        struct cursor in_a = cursor_at(a), in_b = cursor_at(b);
        for (;;) {
                int byte_a = cursor_next(&in_a), byte_b = cursor_next(&in_b);
                if (byte_a != byte_b || byte_a < 0)
                        return (byte_a > byte_b) - (byte_a < byte_b);
        }
}

/* By hash, then by content, so that crafted hashes cost no more than n log n; equal names by place. */
static int compare_names(const void *left, const void *right)
{
        const struct json_name *a = left, *b = right;
        if (a->hash != b->hash)
                return a->hash < b->hash ? -1 : 1;
        int order = compare_decoded(a, b);
        return order != 0 ? order : (a->text > b->text) - (a->text < b->text);
}

static bool same_name(const struct json_name *a, const struct json_name *b)
{
        return a->hash == b->hash && compare_decoded(a, b) == 0;
}

void json_names_check(struct json_name *names, size_t count,
                      void (*duplicate)(void *context, const struct json_name *name), void *context)
{
        if (count > SMALL_OBJECT) {
                qsort(names, count, sizeof(*names), compare_names);
                for (size_t i = 1; i < count; i++)
                        if (same_name(&names[i - 1], &names[i]))
                                duplicate(context, &names[i]);
                return;
        }
        for (size_t i = 1; i < count; i++)
                for (size_t j = 0; j < i; j++)
                        if (same_name(&names[j], &names[i])) {
                                duplicate(context, &names[i]);
                                break;
                        }
}
