// SPDX-License-Identifier: Apache-2.0
#include "engine.h"

#include <stdio.h>
#include <stdlib.h>

JSContext *engine_context(JSRuntime *runtime)
{
        JSContext *context = JS_NewContextRaw(runtime);
        if (context == NULL)
                return NULL;
        if (JS_AddIntrinsicBaseObjects(context) < 0 || JS_AddIntrinsicRegExp(context) < 0 ||
            JS_AddIntrinsicJSON(context) < 0 || JS_AddIntrinsicMapSet(context) < 0 ||
            JS_AddIntrinsicTypedArrays(context) < 0) {
                JS_FreeContext(context);
                return NULL;
        }
        return context;
}

JSValue engine_evaluate(JSContext *context, const uint8_t *start, const uint8_t *end)
{
        JSValue script = JS_ReadObject(context, start, (size_t)(end - start), JS_READ_OBJ_BYTECODE);
        return JS_IsException(script) ? script : JS_EvalFunction(context, script);
}

char *engine_read_file(const char *path, size_t *ret_length)
{
        FILE *file = fopen(path, "rb");
        if (file == NULL)
                return NULL;
        char *text = NULL;
        long length = -1;
        if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0)
                text = calloc(1, (size_t)length + 1);
        if (text != NULL && fread(text, 1, (size_t)length, file) != (size_t)length) {
                free(text);
                text = NULL;
        }
        (void)fclose(file); /* only read */
        *ret_length = (size_t)length;
        return text;
}

static void print_property(JSContext *context, JSValueConst value)
{
        const char *text = JS_ToCString(context, value);
        if (text != NULL)
                (void)fprintf(stderr, "%s\n", text);
        JS_FreeCString(context, text);
}

void engine_print_exception(JSContext *context)
{
        JSValue exception = JS_GetException(context);
        print_property(context, exception);
        JSValue stack = JS_GetPropertyStr(context, exception, "stack");
        if (JS_IsString(stack))
                print_property(context, stack);
        JS_FreeValue(context, stack);
        JS_FreeValue(context, exception);
}
