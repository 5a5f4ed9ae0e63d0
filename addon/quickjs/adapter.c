// SPDX-License-Identifier: Apache-2.0
/* The native surface for quickjs-ng: a loop over native_table. Converts and calls, nothing else. */
#include "adapter.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../core/functions.h"

enum { MAX_ARGUMENTS = 8 };

static bool is_forbidden;

void native_forbid(bool forbidden)
{
        is_forbidden = forbidden;
}

static bool take_integer(JSContext *context, JSValueConst value, int64_t *ret)
{
        double number;
        if (JS_VALUE_GET_TAG(value) == JS_TAG_INT) {
                *ret = JS_VALUE_GET_INT(value);
                return true;
        }
        if (!JS_IsNumber(value) || JS_ToFloat64(context, &number, value) < 0)
                return false;
        if (trunc(number) != number || fabs(number) > 9007199254740991.0)
                return false;
        *ret = (int64_t)number;
        return true;
}

static bool take_text(JSContext *context, JSValueConst value, bool nul, struct argument *ret)
{
        if (!JS_IsString(value))
                return false;
        ret->text = JS_ToCStringLen(context, &ret->length, value);
        return ret->text != NULL && (nul || memchr(ret->text, '\0', ret->length) == NULL);
}

static bool take_bytes(JSContext *context, JSValueConst value, struct argument *ret)
{
        if (JS_GetTypedArrayType(value) != JS_TYPED_ARRAY_UINT8)
                return false;
        const uint8_t *bytes = JS_GetUint8Array(context, &ret->length, value);
        ret->text = ret->length == 0 ? "" : (const char *)bytes;
        return ret->text != NULL;
}

static bool take_numbers(JSContext *context, JSValueConst value, struct argument *ret)
{
        int64_t length;
        if (!JS_IsArray(value) || JS_GetLength(context, value, &length) < 0)
                return false;
        int64_t *numbers = malloc(((size_t)length + 1) * sizeof(*numbers));
        if (numbers == NULL)
                return false;
        ret->numbers = numbers;
        ret->length = (size_t)length;
        for (int64_t i = 0; i < length; i++) {
                JSValue element = JS_GetPropertyUint32(context, value, (uint32_t)i);
                bool taken = take_integer(context, element, &numbers[i]);
                JS_FreeValue(context, element);
                if (!taken)
                        return false;
        }
        return true;
}

static bool take_argument(JSContext *context, JSValueConst value, char letter, struct argument *ret)
{
        switch (letter) {
        case 'i':
                return take_integer(context, value, &ret->number);
        case 's':
                return take_text(context, value, false, ret);
        case 't':
                return take_text(context, value, true, ret);
        case 'b':
                return take_bytes(context, value, ret);
        default:
                return take_numbers(context, value, ret);
        }
}

static void free_arguments(JSContext *context, const char *signature, struct argument *arguments)
{
        for (size_t i = 0; signature[i] != '\0'; i++) {
                if (signature[i] == 'I')
                        free((void *)arguments[i].numbers);
                else if (signature[i] == 's' || signature[i] == 't')
                        JS_FreeCString(context, arguments[i].text);
        }
}

static JSValue numbers_value(JSContext *context, const int64_t *numbers, size_t count)
{
        JSValue array = JS_NewArray(context);
        for (size_t i = 0; i < count && !JS_IsException(array); i++) {
                if (JS_SetPropertyUint32(context, array, (uint32_t)i, JS_NewInt64(context, numbers[i])) < 0) {
                        JS_FreeValue(context, array);
                        array = JS_EXCEPTION;
                }
        }
        return array;
}

static JSValue result_value(JSContext *context, const struct result *result)
{
        switch (result->kind) {
        case RESULT_TEXT:
                return JS_NewStringLen(context, result->data, result->length);
        case RESULT_BYTES:
                return JS_NewUint8ArrayCopy(context, result->data, result->length);
        case RESULT_NUMBERS:
                return numbers_value(context, result->data, result->length);
        default:
                return JS_NewInt64(context, result->number);
        }
}

static const char *wanted(char letter)
{
        switch (letter) {
        case 'i':
                return "an integer";
        case 's':
                return "a string without NUL";
        case 't':
                return "a string";
        case 'b':
                return "a Uint8Array";
        default:
                return "an array of integers";
        }
}

static JSValue call_native(JSContext *context, JSValueConst this_value, int count, JSValueConst *values,
                           int row)
{
        (void)this_value;
        const struct native *function = &native_table[row];
        struct argument arguments[MAX_ARGUMENTS] = {0};
        int want = (int)strlen(function->signature);
        JSValue value = JS_UNDEFINED;
        if (is_forbidden)
                return JS_ThrowTypeError(context, "%s: called while the bundle is loaded", function->name);
        if (count != want)
                return JS_ThrowTypeError(context, "%s: wants %d arguments", function->name, want);
        for (int i = 0; i < want && !JS_IsException(value); i++) {
                char letter = function->signature[i];
                if (!take_argument(context, values[i], letter, &arguments[i]))
                        value = JS_ThrowTypeError(context, "%s: argument %d must be %s", function->name,
                                                  i + 1, wanted(letter));
        }
        if (!JS_IsException(value)) {
                struct result result = {0};
                function->call(arguments, &result);
                value = result_value(context, &result);
                free(result.data);
        }
        free_arguments(context, function->signature, arguments);
        return value;
}

/* Rows of the table, for the magic number of each function. */
enum {
#define ROW(name, signature, function) ROW_##name,
        NATIVE_FUNCTIONS(ROW)
#undef ROW
};

/* The engine makes a function of an entry when it is first read. */
static const JSCFunctionListEntry entries[] = {
#define ENTRY(name, signature, function) JS_CFUNC_MAGIC_DEF(#name, 0, call_native, ROW_##name),
    NATIVE_FUNCTIONS(ENTRY)
#undef ENTRY
};

JSValue native_object(JSContext *context)
{
        JSValue object = JS_NewObject(context);
        if (!JS_IsException(object) &&
            JS_SetPropertyFunctionList(context, object, entries, sizeof(entries) / sizeof(entries[0])) < 0) {
                JS_FreeValue(context, object);
                return JS_EXCEPTION;
        }
        return object;
}
