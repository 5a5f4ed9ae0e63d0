// sources: addon/core/utf8.c
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/utf8.h"

struct sample {
        const char *name, *text;
        size_t valid;
        const char *repaired;
};

#define FFFD "\xEF\xBF\xBD"

static const struct sample samples[] = {
    {"an empty text is valid", "", 0, ""},
    {"ASCII is valid", "plain text of many words", 24, "plain text of many words"},
    {"two, three and four bytes are valid", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", 9,
     "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
    {"a wrong byte is found behind whole words", "12345678\xFFyz", 8, "12345678" FFFD "yz"},
    {"a continuation alone is wrong", "\x80", 0, FFFD},
    {"an overlong form is wrong byte for byte", "\xC0\x80", 0, FFFD FFFD},
    {"an overlong form of three bytes is wrong", "\xE0\x80\x80", 0, FFFD FFFD FFFD},
    {"a surrogate is one wrong part", "a\xED\xA0\x80z", 1, "a" FFFD "z"},
    {"half a surrogate at the end is wrong", "\xED\xA0", 0, FFFD FFFD},
    {"above U+10FFFF is wrong", "\xF4\x90\x80\x80", 0, FFFD FFFD FFFD FFFD},
    {"a sequence cut short is one wrong part", "\xE2\x82", 0, FFFD},
    {"a sequence interrupted is one wrong part", "\xF0\x9F\x98z", 0, FFFD "z"},
};

static const struct sample *sample;

static void agrees(void)
{
        size_t length = strlen(sample->text);
        char *text = malloc(length + 1); /* no NUL behind it: ASan sees a read too far */
        memcpy(text, sample->text, length);
        char repaired[256];
        size_t n = utf8_repair(text, length, repaired);
        CHECK_NUMBER(utf8_valid_length(text, length), sample->valid);
        CHECK_NUMBER(n, strlen(sample->repaired));
        CHECK(memcmp(repaired, sample->repaired, n) == 0);
        free(text);
}

int main(void)
{
        for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
                sample = &samples[i];
                run_case(sample->name, agrees);
        }
        return check_any_failed ? 1 : 0;
}
