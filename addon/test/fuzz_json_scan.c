// sources: addon/core/json_scan.c addon/core/json_name.c addon/core/utf8.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * libFuzzer target: json_scan.c reads any bytes without a fault, and its records lie within the text.
 * Build: clang -fsanitize=fuzzer,address,undefined fuzz_json_scan.c ../core/json_scan.c ../core/json_name.c
 * ../core/utf8.c
 */
#include <stdint.h>
#include <stdlib.h>

#include "../core/json_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        const struct argument arguments[2] = {{.text = (const char *)data, .length = size}, {.number = 16}};
        struct result result;
        native_scan_json(arguments, &result);
        if (result.kind != RESULT_NUMBERS || result.length % 3 != 0)
                abort();
        const int64_t *numbers = result.data;
        for (size_t i = 0; i < result.length; i += 3) {
                if (numbers[i] < JSON_SYNTAX || numbers[i] > JSON_LIMIT || numbers[i + 1] < 0 ||
                    numbers[i + 2] < 0)
                        abort();
                /* The third number of a syntax record is no length. */
                int64_t length = numbers[i] == JSON_SYNTAX ? 0 : numbers[i + 2];
                if (numbers[i + 1] + length > (int64_t)size && numbers[i] != JSON_LIMIT)
                        abort();
        }
        free(result.data);
        return 0;
}
