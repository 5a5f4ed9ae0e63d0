/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "json_name.h"
#include "json_scan.h"
#include "utf8.h"

#define DEEPEST 10000
#define FEW_FRAMES 128
#define FEW_NAMES 64

/* An open array or object. */
struct frame {
        bool object;
        size_t first_name; /* names of an object are names[first_name...] while it is the innermost */
};

struct scan {
        const unsigned char *text, *at, *end;
        struct frame *frames;
        size_t depth, most_depth;
        struct json_name *names;
        size_t n_names, room_names;
        int64_t *records;
        size_t n_records, room_records;
        int error; /* -errno; 0 while all goes well */
        bool over; /* the last record is written */
        /* Enough for most documents, so that reading them needs no memory. */
        struct frame few_frames[FEW_FRAMES];
        struct json_name few_names[FEW_NAMES];
};

static bool no_memory(struct scan *scan)
{
        scan->error = -ENOMEM;
        scan->over = true;
        return false;
}

static bool more_records(struct scan *scan)
{
        size_t room = scan->room_records == 0 ? 64 : scan->room_records * 2;
        int64_t *records = realloc(scan->records, room * sizeof(*records));
        if (records == NULL)
                return no_memory(scan);
        scan->records = records;
        scan->room_records = room;
        return true;
}

static bool more_names(struct scan *scan)
{
        bool few = scan->names == scan->few_names;
        size_t room = scan->room_names * 2;
        struct json_name *names = realloc(few ? NULL : scan->names, room * sizeof(*names));
        if (names == NULL)
                return no_memory(scan);
        if (few)
                memcpy(names, scan->few_names, sizeof(scan->few_names));
        scan->names = names;
        scan->room_names = room;
        return true;
}

static void record(struct scan *scan, int64_t kind, const unsigned char *at, size_t length)
{
        if (scan->over)
                return;
        if (scan->n_records == JSON_MOST_RECORDS)
                kind = JSON_LIMIT;
        if (scan->n_records * 3 + 3 > scan->room_records && !more_records(scan))
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

/* Length of the UTF-8 sequence at `at`, or 0 if it is none. */
static size_t sequence_length(const unsigned char *at, const unsigned char *end)
{
        size_t length = *at < 0xc2 ? 0 : *at < 0xe0 ? 2 : *at < 0xf0 ? 3 : 4;
        if ((size_t)(end - at) < length || utf8_valid_length((const char *)at, length) != length)
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

static void record_duplicate(void *scan, const struct json_name *name)
{
        record(scan, JSON_DUPLICATE, name->text - 1, name->length + 2);
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
        int unit = json_hex4(at + 2, scan->end);
        if (unit < 0) {
                syntax(scan, at, WANTED_ESCAPE);
                return;
        }
        size_t length;
        uint32_t point = json_decode_escape(at, scan->end, &length);
        if (point == 0)
                record(scan, JSON_NUL, at, length);
        else if (point >= 0xd800 && point <= 0xdfff)
                record(scan, JSON_SURROGATE, at, length);
        scan->at += length;
}

/* At a quote; goes to the byte after the closing one. */
static void scan_string(struct scan *scan, struct json_name *ret_name)
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
                        *ret_name = (struct json_name){
                            .text = start, .length = (size_t)(at - start), .escaped = escaped};
                        scan->at++;
                        return;
                } else if (*at == '\\') {
                        escaped = true;
                        scan_escape(scan);
                } else if (*at < 0x20) {
                        record(scan, JSON_CONTROL, at, 1);
                        scan->at++;
                } else {
                        size_t length = sequence_length(at, end);
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
                json_names_check(scan->names + frame->first_name, scan->n_names - frame->first_name,
                                 record_duplicate, scan);
                scan->n_names = frame->first_name;
        }
        scan->at++;
}

/* A member name and its colon. */
static void scan_name(struct scan *scan)
{
        struct json_name name;
        skip_space(scan);
        if (scan->at == scan->end || *scan->at != '"') {
                syntax(scan, scan->at, WANTED_NAME);
                return;
        }
        scan_string(scan, &name);
        if (scan->over)
                return;
        json_name_hash(&name);
        if (scan->n_names == scan->room_names && !more_names(scan))
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
        struct json_name ignored;
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
        struct scan scan;
        memset(&scan, 0, offsetof(struct scan, few_frames));
        scan.text = scan.at = text;
        scan.end = text + arguments[0].length;
        scan.frames =
            most_depth <= FEW_FRAMES ? scan.few_frames : calloc((size_t)most_depth, sizeof(struct frame));
        scan.most_depth = (size_t)most_depth;
        scan.names = scan.few_names;
        scan.room_names = FEW_NAMES;
        if (scan.frames == NULL)
                no_memory(&scan);
        else
                scan_document(&scan);
        if (scan.frames != scan.few_frames)
                free(scan.frames);
        if (scan.names != scan.few_names)
                free(scan.names);
        if (scan.error < 0) {
                free(scan.records);
                ret->number = scan.error;
                return;
        }
        *ret = (struct result){.kind = RESULT_NUMBERS, .data = scan.records, .length = scan.n_records * 3};
}
