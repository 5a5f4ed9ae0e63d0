// sources: addon/core/json_scan.c addon/core/json_name.c addon/core/utf8.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of json_scan.c. Build it with -fsanitize=address,undefined together with that file, json_name.c and
 * utf8.c.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/json_scan.h"

struct record {
        int64_t kind, offset, length;
};

struct sample {
        const char *name;
        const char *text;
        size_t length;            /* 0: strlen */
        struct record records[6]; /* ends with kind 0 */
};

#define TEXT(text) (text), sizeof(text) - 1

static const struct sample samples[] = {
    {"takes a plain object", TEXT("{\"a\": [1, -2, true, false, null, \"x\"]}"), {{0}}},
    {"takes a scalar and spaces", TEXT(" \t\r\n7 \n"), {{0}}},
    {"takes empty containers", TEXT("[{}, [], [[ ]], { } ]"), {{0}}},
    {"takes one name in two objects", TEXT("[{\"a\":1},{\"a\":{\"a\":2}}]"), {{0}}},
    {"takes UTF-8 of all lengths",
     TEXT("\"\xc2\x80\xe0\xa0\x80\xed\x9f\xbf\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\""),
     {{0}}},
    {"takes a surrogate pair", TEXT("\"\\ud83d\\uDE00\""), {{0}}},
    {"refuses nothing at all", TEXT(""), {{JSON_SYNTAX, 0, WANTED_VALUE}}},
    {"refuses trailing data", TEXT("{} x"), {{JSON_SYNTAX, 3, WANTED_END}}},
    {"refuses a second document", TEXT("1\n2"), {{JSON_SYNTAX, 2, WANTED_END}}},
    {"refuses a trailing comma in an object", TEXT("{\"a\":1,}"), {{JSON_SYNTAX, 7, WANTED_NAME}}},
    {"refuses a trailing comma in an array", TEXT("[1,]"), {{JSON_SYNTAX, 3, WANTED_VALUE}}},
    {"refuses a missing comma", TEXT("[1 2]"), {{JSON_SYNTAX, 3, WANTED_COMMA_OR_BRACKET}}},
    {"refuses a missing colon", TEXT("{\"a\" 1}"), {{JSON_SYNTAX, 5, WANTED_COLON}}},
    {"refuses a bare name", TEXT("{a:1}"), {{JSON_SYNTAX, 1, WANTED_NAME}}},
    {"refuses the wrong bracket", TEXT("{\"a\":1]"), {{JSON_SYNTAX, 6, WANTED_COMMA_OR_BRACE}}},
    {"refuses an open array", TEXT("[1"), {{JSON_SYNTAX, 2, WANTED_COMMA_OR_BRACKET}}},
    {"refuses an open string", TEXT("\"abc"), {{JSON_SYNTAX, 4, WANTED_QUOTE}}},
    {"refuses an open escape", TEXT("\"abc\\"), {{JSON_SYNTAX, 5, WANTED_QUOTE}}},
    {"refuses an unknown escape", TEXT("\"\\x\""), {{JSON_SYNTAX, 1, WANTED_ESCAPE}}},
    {"refuses a short \\u", TEXT("\"\\u12\""), {{JSON_SYNTAX, 1, WANTED_ESCAPE}}},
    {"refuses half a word", TEXT("tru"), {{JSON_SYNTAX, 0, WANTED_VALUE}}},
    {"refuses a comment", TEXT("/* */ 1"), {{JSON_SYNTAX, 0, WANTED_VALUE}}},
    {"refuses NaN", TEXT("[NaN]"), {{JSON_SYNTAX, 1, WANTED_VALUE}}},
    {"refuses a leading zero", TEXT("012"), {{JSON_SYNTAX, 0, WANTED_DIGIT}}},
    {"refuses a lone minus", TEXT("-"), {{JSON_SYNTAX, 1, WANTED_DIGIT}}},
    {"refuses a plus sign", TEXT("+1"), {{JSON_SYNTAX, 0, WANTED_VALUE}}},
    {"refuses a bare fraction", TEXT("1."), {{JSON_SYNTAX, 2, WANTED_DIGIT}}},
    {"refuses an empty exponent", TEXT("1e+"), {{JSON_SYNTAX, 3, WANTED_DIGIT}}},
    {"refuses a NUL between tokens", TEXT("[\0]"), {{JSON_SYNTAX, 1, WANTED_VALUE}}},
    {"tells a byte order mark and goes on",
     TEXT("\xef\xbb\xbf{\"a\":-0}"),
     {{JSON_BOM, 0, 3}, {JSON_NUMBER, 8, 2}}},
    {"tells a duplicate", TEXT("{\"a\":1,\"b\":2,\"a\":3}"), {{JSON_DUPLICATE, 13, 3}}},
    {"tells a duplicate behind an escape", TEXT("{\"a/\":1,\"\\u0061\\/\":2}"), {{JSON_DUPLICATE, 8, 10}}},
    {"tells a duplicate beyond the first plane",
     TEXT("{\"\\ud83d\\ude00\":1,\"\xf0\x9f\x98\x80\":2}"),
     {{JSON_DUPLICATE, 18, 6}}},
    {"tells every third one too",
     TEXT("{\"\":1,\"\":2,\"\":3}"),
     {{JSON_DUPLICATE, 6, 2}, {JSON_DUPLICATE, 11, 2}}},
    {"tells NULs in names and values",
     TEXT("{\"\\u0000\":\"\\u0000\"}"),
     {{JSON_NUL, 2, 6}, {JSON_NUL, 11, 6}}},
    {"tells lone surrogates",
     TEXT("[\"\\ud800\",\"\\udc00x\",\"\\ud800\\ud800\\udc00\"]"),
     {{JSON_SURROGATE, 2, 6}, {JSON_SURROGATE, 11, 6}, {JSON_SURROGATE, 21, 6}}},
    {"tells runs of bad bytes",
     TEXT("[\"\xff\xfe\",\"\xc0\xaf\",\"\xed\xa0\x80\"]"),
     {{JSON_UTF8, 2, 2}, {JSON_UTF8, 7, 2}, {JSON_UTF8, 12, 3}}},
    {"tells a cut sequence", TEXT("\"\xe2\x82\""), {{JSON_UTF8, 1, 2}}},
    {"tells control characters", TEXT("\"a\nb\0\""), {{JSON_CONTROL, 2, 1}, {JSON_CONTROL, 4, 1}}},
    {"passes numbers that a double holds", TEXT("[9007199254740991,-9007199254740991,0,1234567890]"), {{0}}},
    {"tells numbers that it may not",
     TEXT("[9007199254740992,-9007199254740992,18446744073709551616]"),
     {{JSON_NUMBER, 1, 16}, {JSON_NUMBER, 18, 17}, {JSON_NUMBER, 36, 20}}},
    {"tells fractions and exponents",
     TEXT("[1.5,1e3,1E-3,-0.0]"),
     {{JSON_NUMBER, 1, 3}, {JSON_NUMBER, 5, 3}, {JSON_NUMBER, 9, 4}, {JSON_NUMBER, 14, 4}}},
};

static struct result scan(const char *text, size_t length, int64_t most_depth)
{
        const struct argument arguments[2] = {{.text = text, .length = length}, {.number = most_depth}};
        struct result result;
        native_scan_json(arguments, &result);
        return result;
}

static bool failed(const char *name, const struct result *result)
{
        printf("not ok - %s: kind %d, %" PRId64 ":", name, (int)result->kind, result->number);
        const int64_t *numbers = result->data;
        for (size_t i = 0; result->kind == RESULT_NUMBERS && i < result->length && i < 30; i++)
                printf(" %" PRId64, numbers[i]);
        printf("\n");
        return false;
}

static bool run_sample(const struct sample *sample)
{
        /* Exactly sized, so that the sanitizer sees a read past the end. */
        char *copy = malloc(sample->length == 0 ? 1 : sample->length);
        if (copy == NULL)
                return false;
        memcpy(copy, sample->text, sample->length);
        struct result result = scan(copy, sample->length, 128);
        free(copy);
        size_t count = 0;
        while (count < 6 && sample->records[count].kind != 0)
                count++;
        bool good = result.kind == RESULT_NUMBERS && result.length == count * 3 &&
                    (count == 0 || memcmp(result.data, sample->records, count * sizeof(struct record)) == 0);
        if (!good)
                failed(sample->name, &result);
        free(result.data);
        return good;
}

/* `levels` of arrays are fine up to the limit; the next one is told at its bracket. */
static bool test_depth(void)
{
        char text[2 * 129];
        memset(text, '[', 129);
        memset(text + 129, ']', 129);
        struct result fine = scan(text + 1, 256, 128), deep = scan(text, 258, 128);
        const int64_t *numbers = deep.data;
        bool good = fine.length == 0 && deep.length == 3 && numbers[0] == JSON_DEPTH && numbers[1] == 128;
        if (!good)
                failed("limits the depth", &deep);
        free(fine.data);
        free(deep.data);
        return good;
}

/* Beyond a few members names are sorted: 3,000 names, of which the last is the first again. */
static bool test_many_names(void)
{
        const size_t size = 64 * 1024;
        char *text = malloc(size);
        if (text == NULL)
                return false;
        size_t length = 0;
        text[length++] = '{';
        for (int i = 0; i < 3000; i++)
                length += (size_t)snprintf(text + length, size - length, "\"n%d\":%d,", i, i);
        size_t place = length;
        length += (size_t)snprintf(text + length, size - length, "\"\\u006e0\":1}");
        struct result result = scan(text, length, 128);
        const int64_t *numbers = result.data;
        bool good = result.length == 3 && numbers[0] == JSON_DUPLICATE && numbers[1] == (int64_t)place;
        if (!good)
                failed("finds a duplicate among many", &result);
        free(result.data);
        free(text);
        return good;
}

static bool test_most_records(void)
{
        size_t count = JSON_MOST_RECORDS + 10;
        char *text = malloc(count * 3 + 2);
        if (text == NULL)
                return false;
        for (size_t i = 0; i < count; i++)
                memcpy(text + i * 3, "-0,", 3);
        memmove(text + 1, text, count * 3);
        text[0] = '[';
        struct result result = scan(text, count * 3 + 1, 128);
        const int64_t *numbers = result.data;
        bool good = result.length == (JSON_MOST_RECORDS + 1) * 3 && numbers[result.length - 3] == JSON_LIMIT;
        if (!good)
                failed("stops at too many records", &result);
        free(result.data);
        free(text);
        return good;
}

static bool test_arguments(void)
{
        /* A depth that needs frames from the heap. */
        struct result deep = scan("[[1]]", 5, 10000);
        struct result none = scan("1", 1, 0), much = scan("1", 1, 10001), empty = scan(NULL, 0, 1);
        bool good = none.number == -EINVAL && much.number == -EINVAL && empty.length == 3 && deep.length == 0;
        free(empty.data);
        free(deep.data);
        return good || failed("checks its arguments", &none);
}

int main(void)
{
        bool good = true;
        for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
                good &= run_sample(&samples[i]);
        good &= test_depth();
        good &= test_many_names();
        good &= test_most_records();
        good &= test_arguments();
        printf("%s json_scan\n", good ? "ok" : "not ok");
        return good ? 0 : 1;
}
