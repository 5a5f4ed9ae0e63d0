/* SPDX-License-Identifier: Apache-2.0
 *
 * Member names of JSON objects, compared by what their escapes stand for.
 */
#ifndef RUNT_JSON_NAME_H
#define RUNT_JSON_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A member name as it stands in the text, without quotes. Its escapes are known to be right. */
struct json_name {
        uint64_t hash; /* of the decoded bytes; see json_name_hash() */
        const unsigned char *text;
        size_t length;
        bool escaped;
};

/* Value of four hexadecimal digits, or -1. */
int json_hex4(const unsigned char *at, const unsigned char *end);

/* Code point of the right escape at a backslash, and its length in the text. A lone surrogate is its own
 * code point. */
uint32_t json_decode_escape(const unsigned char *at, const unsigned char *end, size_t *ret_length);

void json_name_hash(struct json_name *name);

bool json_name_equal(const struct json_name *a, const struct json_name *b);

/* For qsort(): by hash, then by content, so that crafted hashes cost no more than n log n; equal names by
 * place in the text. */
int json_name_compare(const void *left, const void *right);

#endif
