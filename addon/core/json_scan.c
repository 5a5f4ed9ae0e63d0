/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "json_scan.h"

#define DEEPEST 10000
#define SMALL_OBJECT 16
#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

/* A member name as it stands in the text, without quotes. */
struct name {
        uint64_t hash; /* of the decoded bytes */
        const unsigned char *text;
        size_t length;
        bool escaped;
};

/* An open array or object. */
struct frame {
        bool object;
        size_t first_name; /* names of an object are names[first_name...] while it is the innermost */
};

struct scan {
        const unsigned char *text, *at, *end;
        struct frame *frames;
        size_t depth, most_depth;
        struct name *names;
        size_t n_names, room_names;
        int64_t *records;
        size_t n_records, room_records;
        int error; /* -errno; 0 while all goes well */
        bool over; /* the last record is written */
};

static bool grow(struct scan *scan, void **ret_array, size_t *room, size_t size)
{
        size_t more = *room == 0 ? 64 : *room * 2;
        void *array = realloc(*ret_array, more * size);
        if (array == NULL) {
                scan->error = -ENOMEM;
                scan->over = true;
                return false;
        }
        *ret_array = array;
        *room = more;
        return true;
}

static void record(struct scan *scan, int64_t kind, const unsigned char *at, size_t length)
{
        if (scan->over)
                return;
        if (scan->n_records == JSON_MOST_RECORDS)
                kind = JSON_LIMIT;
        if (scan->n_records * 3 + 3 > scan->room_records &&
            !grow(scan, (void **)&scan->records, &scan->room_records, sizeof(*scan->records)))
                return;
        int64_t *entry = scan->records + scan->n_records++ * 3;
        entry[0] = kind;
        entry[1] = at - scan->text;
        entry[2] = (int64_t)length;
        scan->over = kind == JSON_SYNTAX || kind == JSON_DEPTH || kind == JSON_LIMIT;
}

static void syntax(struct scan *scan, const unsigned char *at, enum json_wanted wanted)
{
        record(scan, JSON_SYNTAX, at, (size_t)wanted);
}

/* Length of the UTF-8 sequence at `at`, or 0 if it is none (RFC 3629: no overlong forms, no surrogates). */
static size_t utf8_length(const unsigned char *at, const unsigned char *end)
{
        unsigned char lead = *at, low = 0x80, high = 0xbf;
        size_t length = lead < 0x80   ? 1
                        : lead < 0xc2 ? 0
                        : lead < 0xe0 ? 2
                        : lead < 0xf0 ? 3
                        : lead < 0xf5 ? 4
                                      : 0;
        if (length < 2)
                return length;
        if ((size_t)(end - at) < length)
                return 0;
        if (lead == 0xe0)
                low = 0xa0;
        else if (lead == 0xed)
                high = 0x9f;
        else if (lead == 0xf0)
                low = 0x90;
        else if (lead == 0xf4)
                high = 0x8f;
        if (at[1] < low || at[1] > high)
                return 0;
        for (size_t i = 2; i < length; i++)
                if ((at[i] & 0xc0) != 0x80)
                        return 0;
        return length;
}

/* Neighbouring bad bytes become one record. */
static void bad_byte(struct scan *scan, const unsigned char *at)
{
        if (scan->n_records > 0) {
                int64_t *last = scan->records + (scan->n_records - 1) * 3;
                if (last[0] == JSON_UTF8 && last[1] + last[2] == at - scan->text) {
                        last[2]++;
                        return;
                }
        }
        record(scan, JSON_UTF8, at, 1);
}

/* Value of four hexadecimal digits, or -1. */
static int hex4(const unsigned char *at, const unsigned char *end)
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

/* Code point of the escape at a backslash that scan_string() found right, and its length in the text. */
static uint32_t decode_escape(const unsigned char *at, const unsigned char *end, size_t *ret_length)
{
        static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
        *ret_length = 2;
        if (at[1] != 'u') {
                const char *letter = memchr(letters, at[1], sizeof(letters) - 1);
                return letter == NULL ? at[1] : (unsigned char)values[letter - letters];
        }
        int unit = hex4(at + 2, end);
        *ret_length = 6;
        if (is_high_surrogate(unit) && end - at >= 12 && at[6] == '\\' && at[7] == 'u') {
                int second = hex4(at + 8, end);
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
        uint32_t point = decode_escape(cursor->at, cursor->end, &length);
        cursor->at += length;
        cursor->count = encode_utf8(point, cursor->pending);
        cursor->next = 1;
        return cursor->pending[0];
}

static struct cursor cursor_at(const struct name *name)
{
        return (struct cursor){.at = name->text, .end = name->text + name->length};
}

static void hash_name(struct name *name)
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

static int compare_decoded(const struct name *a, const struct name *b)
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
        const struct name *a = left, *b = right;
        if (a->hash != b->hash)
                return a->hash < b->hash ? -1 : 1;
        int order = compare_decoded(a, b);
        return order != 0 ? order : (a->text > b->text) - (a->text < b->text);
}

static bool same_name(const struct name *a, const struct name *b)
{
        return a->hash == b->hash && compare_decoded(a, b) == 0;
}

static void record_duplicate(struct scan *scan, const struct name *name)
{
        record(scan, JSON_DUPLICATE, name->text - 1, name->length + 2);
}

static void check_names(struct scan *scan, size_t first)
{
        size_t count = scan->n_names - first;
        if (count < 2)
                return;
        struct name *names = scan->names + first;
        if (count > SMALL_OBJECT) {
                qsort(names, count, sizeof(*names), compare_names);
                for (size_t i = 1; i < count; i++)
                        if (same_name(&names[i - 1], &names[i]))
                                record_duplicate(scan, &names[i]);
                return;
        }
        for (size_t i = 1; i < count; i++)
                for (size_t j = 0; j < i; j++)
                        if (same_name(&names[j], &names[i])) {
                                record_duplicate(scan, &names[i]);
                                break;
                        }
}

static void skip_space(struct scan *scan)
{
        while (scan->at < scan->end &&
               (*scan->at == ' ' || *scan->at == '\n' || *scan->at == '\t' || *scan->at == '\r'))
                scan->at++;
}

/* At a backslash. */
static void scan_escape(struct scan *scan)
{
        const unsigned char *at = scan->at;
        if (scan->end - at < 2) {
                syntax(scan, scan->end, WANTED_QUOTE);
                return;
        }
        if (at[1] != 'u') {
                if (at[1] == '\0' || strchr("\"\\/bfnrt", at[1]) == NULL)
                        syntax(scan, at, WANTED_ESCAPE);
                scan->at += 2;
                return;
        }
        int unit = hex4(at + 2, scan->end);
        if (unit < 0) {
                syntax(scan, at, WANTED_ESCAPE);
                return;
        }
        size_t length;
        uint32_t point = decode_escape(at, scan->end, &length);
        if (point == 0)
                record(scan, JSON_NUL, at, length);
        else if (point >= 0xd800 && point <= 0xdfff)
                record(scan, JSON_SURROGATE, at, length);
        scan->at += length;
}

/* At a quote; goes to the byte after the closing one. */
static void scan_string(struct scan *scan, struct name *ret_name)
{
        const unsigned char *start = ++scan->at;
        bool escaped = false;
        while (!scan->over) {
                const unsigned char *at = scan->at, *end = scan->end;
                while (at < end && *at >= 0x20 && *at < 0x80 && *at != '"' && *at != '\\')
                        at++;
                scan->at = at;
                if (at == end) {
                        syntax(scan, at, WANTED_QUOTE);
                } else if (*at == '"') {
                        *ret_name =
                            (struct name){.text = start, .length = (size_t)(at - start), .escaped = escaped};
                        scan->at++;
                        return;
                } else if (*at == '\\') {
                        escaped = true;
                        scan_escape(scan);
                } else if (*at < 0x20) {
                        record(scan, JSON_CONTROL, at, 1);
                        scan->at++;
                } else {
                        size_t length = utf8_length(at, end);
                        if (length == 0)
                                bad_byte(scan, at);
                        scan->at += length == 0 ? 1 : length;
                }
        }
}

/* Skips digits; at least one is needed. */
static size_t scan_digits(struct scan *scan)
{
        const unsigned char *start = scan->at;
        while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
                scan->at++;
        if (scan->at == start)
                syntax(scan, start, WANTED_DIGIT);
        return (size_t)(scan->at - start);
}

static bool is_special_integer(const unsigned char *digits, size_t count, bool negative)
{
        if (count == 1)
                return negative && digits[0] == '0';
        return count > 16 || (count == 16 && memcmp(digits, "9007199254740991", 16) > 0);
}

/* At a minus sign or digit. */
static void scan_number(struct scan *scan)
{
        const unsigned char *start = scan->at;
        bool negative = *start == '-', special = false;
        if (negative)
                scan->at++;
        const unsigned char *digits = scan->at;
        size_t count = scan_digits(scan);
        if (!scan->over && digits[0] == '0' && count > 1) {
                syntax(scan, digits, WANTED_DIGIT);
                return;
        }
        if (!scan->over && scan->at < scan->end && *scan->at == '.') {
                special = true;
                scan->at++;
                scan_digits(scan);
        }
        if (!scan->over && scan->at < scan->end && (*scan->at | 0x20) == 'e') {
                special = true;
                scan->at++;
                if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
                        scan->at++;
                scan_digits(scan);
        }
        if (!scan->over && (special || is_special_integer(digits, count, negative)))
                record(scan, JSON_NUMBER, start, (size_t)(scan->at - start));
}

static void scan_word(struct scan *scan, const char *word)
{
        size_t length = strlen(word);
        if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
                syntax(scan, scan->at, WANTED_VALUE);
        else
                scan->at += length;
}

static void open_container(struct scan *scan, bool object)
{
        if (scan->depth == scan->most_depth) {
                record(scan, JSON_DEPTH, scan->at, 1);
                return;
        }
        scan->frames[scan->depth++] = (struct frame){.object = object, .first_name = scan->n_names};
        scan->at++;
}

static void close_container(struct scan *scan)
{
        struct frame *frame = &scan->frames[--scan->depth];
        if (frame->object) {
                check_names(scan, frame->first_name);
                scan->n_names = frame->first_name;
        }
        scan->at++;
}

/* A member name and its colon. */
static void scan_name(struct scan *scan)
{
        struct name name;
        skip_space(scan);
        if (scan->at == scan->end || *scan->at != '"') {
                syntax(scan, scan->at, WANTED_NAME);
                return;
        }
        scan_string(scan, &name);
        if (scan->over)
                return;
        hash_name(&name);
        if (scan->n_names == scan->room_names &&
            !grow(scan, (void **)&scan->names, &scan->room_names, sizeof(name)))
                return;
        scan->names[scan->n_names++] = name;
        skip_space(scan);
        if (scan->at == scan->end || *scan->at != ':')
                syntax(scan, scan->at, WANTED_COLON);
        else
                scan->at++;
}

/* One value, or the opening of an array or object with, if it has any, its first member's name.
 * Returns true when a whole value has ended. */
static bool scan_value(struct scan *scan)
{
        struct name ignored;
        skip_space(scan);
        unsigned char first = scan->at == scan->end ? '\0' : *scan->at;
        switch (first) {
        case '{':
        case '[':
                open_container(scan, first == '{');
                if (scan->over)
                        return false;
                skip_space(scan);
                if (scan->at < scan->end && *scan->at == (first == '{' ? '}' : ']')) {
                        close_container(scan);
                        return true;
                }
                if (first == '{')
                        scan_name(scan);
                return false;
        case '"':
                scan_string(scan, &ignored);
                return true;
        case 't':
                scan_word(scan, "true");
                return true;
        case 'f':
                scan_word(scan, "false");
                return true;
        case 'n':
                scan_word(scan, "null");
                return true;
        default:
                if (first == '-' || (first >= '0' && first <= '9'))
                        scan_number(scan);
                else
                        syntax(scan, scan->at, WANTED_VALUE);
                return true;
        }
}

/* After a whole value: closes what ends here. Returns false at the end of the document. */
static bool scan_after_value(struct scan *scan)
{
        while (!scan->over && scan->depth > 0) {
                bool object = scan->frames[scan->depth - 1].object;
                skip_space(scan);
                unsigned char next = scan->at == scan->end ? '\0' : *scan->at;
                if (next == ',') {
                        scan->at++;
                        if (object)
                                scan_name(scan);
                        return true;
                }
                if (next == (object ? '}' : ']'))
                        close_container(scan);
                else
                        syntax(scan, scan->at, object ? WANTED_COMMA_OR_BRACE : WANTED_COMMA_OR_BRACKET);
        }
        return false;
}

static void scan_document(struct scan *scan)
{
        if (scan->end - scan->at >= 3 && memcmp(scan->at, "\xef\xbb\xbf", 3) == 0) {
                record(scan, JSON_BOM, scan->at, 3);
                scan->at += 3;
        }
        bool more = true;
        while (more && !scan->over)
                if (scan_value(scan))
                        more = scan_after_value(scan);
        if (scan->over)
                return;
        skip_space(scan);
        if (scan->at < scan->end)
                syntax(scan, scan->at, WANTED_END);
}

void native_scan_json(const struct argument *arguments, struct result *ret)
{
        int64_t most_depth = arguments[1].number;
        *ret = (struct result){.kind = RESULT_NUMBER, .number = -EINVAL};
        if (most_depth < 1 || most_depth > DEEPEST)
                return;
        /* An empty array may come with a null pointer, on which memcmp and arithmetic are undefined. */
        const unsigned char *text =
            arguments[0].length == 0 ? (const unsigned char *)"" : (const unsigned char *)arguments[0].text;
        struct scan scan = {
            .text = text,
            .at = text,
            .end = text + arguments[0].length,
            .frames = malloc((size_t)most_depth * sizeof(struct frame)),
            .most_depth = (size_t)most_depth,
        };
        if (scan.frames == NULL)
                scan.error = -ENOMEM;
        else
                scan_document(&scan);
        free(scan.frames);
        free(scan.names);
        if (scan.error < 0) {
                free(scan.records);
                ret->number = scan.error;
                return;
        }
        *ret = (struct result){.kind = RESULT_NUMBERS, .data = scan.records, .length = scan.n_records * 3};
}
