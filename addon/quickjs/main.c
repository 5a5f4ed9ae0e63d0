// SPDX-License-Identifier: Apache-2.0
/* The runt command: the bundle's bytecode, the engine and the native surface in one static program. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapter.h"
#include "engine.h"
#include "segments.h"

enum { STACK_LIMIT = 1 << 20, GC_THRESHOLD = 32 << 20, EXIT_DEFECT = 255 };

static JSValue evaluate(JSContext *context, const struct segment *segment)
{
        JSValue script = JS_ReadObject(context, segment->start, (size_t)(segment->end - segment->start),
                                       JS_READ_OBJ_BYTECODE);
        return JS_IsException(script) ? script : JS_EvalFunction(context, script);
}

static JSValue load_segment(JSContext *context, JSValueConst this_value, int count, JSValueConst *values)
{
        (void)this_value;
        const char *name = count == 1 ? JS_ToCString(context, values[0]) : NULL;
        const struct segment *segment = name == NULL ? NULL : segment_find(name);
        JSValue value = segment == NULL ? JS_ThrowTypeError(context, "__segment: unknown name")
                                        : evaluate(context, segment);
        JS_FreeCString(context, name);
        return value;
}

static JSValue strings_value(JSContext *context, char **strings)
{
        JSValue array = JS_NewArray(context);
        for (uint32_t i = 0; strings[i] != NULL; i++)
                JS_SetPropertyUint32(context, array, i, JS_NewString(context, strings[i]));
        return array;
}

static void set_globals(JSContext *context, char **argv, char **environment)
{
        JSValue global = JS_GetGlobalObject(context);
        JS_SetPropertyStr(context, global, "__native", native_object(context));
        JS_SetPropertyStr(context, global, "__argv", strings_value(context, argv));
        JS_SetPropertyStr(context, global, "__env", strings_value(context, environment));
        JS_SetPropertyStr(context, global, "__segment", JS_NewCFunction(context, load_segment, "__segment", 1));
        JS_FreeValue(context, global);
}

int main(int argc, char **argv, char **environment)
{
        (void)argc;
        /* A hook that does not read its stdin is EPIPE, not the end. Children start with the default. */
        (void)signal(SIGPIPE, SIG_IGN);
        JSRuntime *runtime = JS_NewRuntime();
        JSContext *context = runtime == NULL ? NULL : engine_context(runtime);
        if (context == NULL) {
                (void)fprintf(stderr, "runt: cannot allocate memory\n");
                return EXIT_DEFECT;
        }
        JS_SetMaxStackSize(runtime, STACK_LIMIT);
        JS_SetGCThreshold(runtime, GC_THRESHOLD);
        set_globals(context, argv, environment);
        JSValue value = evaluate(context, segment_find("main"));
        if (JS_IsException(value)) {
                engine_print_exception(context);
                return EXIT_DEFECT;
        }
        JSContext *ran;
        while (JS_ExecutePendingJob(runtime, &ran) > 0)
                ;
        /* The script ends the process itself: reaching this is a defect. */
        (void)fprintf(stderr, "runt: the script ended without an exit status\n");
        return EXIT_DEFECT;
}
