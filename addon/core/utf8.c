// SPDX-License-Identifier: Apache-2.0
#include "utf8.h"

#include <stdint.h>
#include <string.h>

/* Looks at one sequence: its length if it is valid, else minus the length of the wrong part. */
static int sequence_length(const unsigned char *at, size_t left)
{
        unsigned char lead = at[0];
        if (lead < 0x80)
                return 1;
        if (lead < 0xC2 || lead > 0xF4)
                return -1;
        int want = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (left < 2 || at[1] < low || at[1] > high) {
                /* Engines that keep lone surrogates encode them like this: one character, one replacement. */
                bool surrogate =
                    lead == 0xED && left >= 3 && at[1] >= 0xA0 && at[1] <= 0xBF && (at[2] & 0xC0) == 0x80;
                return surrogate ? -3 : -1;
        }
        for (int i = 2; i < want; i++) {
                if ((size_t)i >= left || (at[i] & 0xC0) != 0x80)
                        return -i;
        }
        return want;
}

size_t utf8_valid_length(const char *text, size_t length)
{
        const unsigned char *bytes = (const unsigned char *)text;
        size_t i = 0;
        while (i < length) {
                uint64_t word;
                while (i + sizeof(word) <= length) {
                        memcpy(&word, bytes + i, sizeof(word));
                        if (word & UINT64_C(0x8080808080808080))
                                break;
                        i += sizeof(word);
                }
                if (i == length)
                        break;
                int n = sequence_length(bytes + i, length - i);
                if (n < 0)
                        return i;
                i += (size_t)n;
        }
        return length;
}

size_t utf8_repair(const char *text, size_t length, char *to)
{
        size_t written = 0;
        while (length > 0) {
                size_t valid = utf8_valid_length(text, length);
                memcpy(to + written, text, valid);
                written += valid;
                text += valid;
                length -= valid;
                if (length == 0)
                        break;
                size_t wrong = (size_t)-sequence_length((const unsigned char *)text, length);
                memcpy(to + written, "\xEF\xBF\xBD", 3);
                written += 3;
                text += wrong;
                length -= wrong;
        }
        return written;
}
