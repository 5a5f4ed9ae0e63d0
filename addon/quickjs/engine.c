// SPDX-License-Identifier: Apache-2.0
#include "engine.h"

#include <stdio.h>

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
