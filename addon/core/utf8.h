/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RUNT_UTF8_H
#define RUNT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the prefix that is valid UTF-8 (no overlong forms, no surrogates, at most U+10FFFF). */
size_t utf8_valid_length(const char *text, size_t length);

/* Replaces each maximal wrong part by U+FFFD; a lone surrogate in three bytes counts as one part.
 * `to` holds at least 3 * length bytes. Returns the length written. */
size_t utf8_repair(const char *text, size_t length, char *to);

#endif
