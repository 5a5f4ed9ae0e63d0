/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBE_JSON_H
#define PROBE_JSON_H

#include <stddef.h>

/* Values to standard output, with a comma before every value but the first of its object or array. */
void json_open(char bracket);
void json_close(char bracket);
void json_key(const char *key);
void json_text(const char *text, size_t length);
void json_string(const char *text);
void json_number(long long number);
/* The whole file as a string; null if it can't be read. */
void json_file(const char *path);
/* The target of a symbolic link; null if there is none. */
void json_link(const char *path);
void json_null(void);
void json_end(void);

#endif
