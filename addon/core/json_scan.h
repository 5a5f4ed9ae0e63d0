/* SPDX-License-Identifier: Apache-2.0
 *
 * One strict pass over JSON text (RFC 8259) that finds what JSON.parse lets through or loses: repeated
 * member names, NUL characters, lone surrogates, invalid UTF-8, numbers that a double can't hold. It goes
 * on past all of these, so that a user hears of every one; only broken syntax ends the pass.
 */
#ifndef RUNT_JSON_SCAN_H
#define RUNT_JSON_SCAN_H

#include "native.h"

/* What a record tells. src/config/scan.ts has the same numbers. */
enum json_record {
        JSON_SYNTAX = 1,    /* the third number is an enum json_wanted; last record */
        JSON_DEPTH = 2,     /* an array or object too deep; last record */
        JSON_BOM = 3,       /* a byte order mark at the start */
        JSON_UTF8 = 4,      /* a run of bytes that is not UTF-8 */
        JSON_SURROGATE = 5, /* an escape of half a surrogate pair */
        JSON_NUL = 6,       /* an escaped NUL */
        JSON_CONTROL = 7,   /* a raw control character in a string */
        JSON_DUPLICATE = 8, /* a member name, quotes included, that the object has already */
        JSON_NUMBER = 9,    /* a number beyond +-(2^53 - 1), with fraction or exponent, or -0: no error yet */
        JSON_LIMIT = 10,    /* more records than JSON_MOST_RECORDS; last record */
};

/* What would have been right where JSON_SYNTAX points. */
enum json_wanted {
        WANTED_VALUE = 1,
        WANTED_NAME = 2,
        WANTED_COLON = 3,
        WANTED_COMMA_OR_BRACE = 4,
        WANTED_COMMA_OR_BRACKET = 5,
        WANTED_END = 6,
        WANTED_DIGIT = 7,
        WANTED_ESCAPE = 8,
        WANTED_QUOTE = 9,
};

#define JSON_MOST_RECORDS 65536

/*
 * scanJson(data, maxDepth): records of three numbers each, [kind, offset, length], offsets in bytes.
 * Duplicate names are told when their object ends, the rest in order. -EINVAL: maxDepth is not 1 to 10000.
 */
void native_scan_json(const struct argument *arguments, struct result *ret);

#endif
