// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include "functions.h"
#include "result.h"
#include "utf8.h"

void native_decode_text(const struct argument *arguments, struct result *ret)
{
        result_text(ret, arguments[0].text, arguments[0].length);
}

void native_encode_text(const struct argument *arguments, struct result *ret)
{
        char *bytes = malloc(3 * arguments[0].length + 1);
        if (bytes == NULL) {
                result_number(ret, -ENOMEM);
                return;
        }
        /* An engine may hand over lone surrogates. */
        result_take_bytes(ret, bytes, utf8_repair(arguments[0].text, arguments[0].length, bytes));
}
