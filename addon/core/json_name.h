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

/* Calls `duplicate` for each name that an earlier one in the text equals. May change the order of the names.
 */
void json_names_check(struct json_name *names, size_t count,
                      void (*duplicate)(void *context, const struct json_name *name), void *context);

#endif
