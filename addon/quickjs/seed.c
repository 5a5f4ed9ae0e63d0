// SPDX-License-Identifier: Apache-2.0
#include "seed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapter.h"
#include "engine.h"
#include "heap.h"
#include "segments.h"

static JSValue load_segment(JSContext *context, JSValueConst this_value, int count, JSValueConst *values)
{
        (void)this_value;
        const char *name = count == 1 ? JS_ToCString(context, values[0]) : NULL;
        const struct segment *segment = name == NULL ? NULL : segment_find(name);
        JSValue value = segment == NULL ? JS_ThrowTypeError(context, "__segment: unknown name")
                                        : engine_evaluate(context, segment->start, segment->end);
        JS_FreeCString(context, name);
        return value;
}

/* Its state would be saved too: every process would draw the same numbers. */
static void remove_random(JSContext *context, JSValueConst global)
{
        JSValue math = JS_GetPropertyStr(context, global, "Math");
        JSAtom name = JS_NewAtom(context, "random");
        (void)JS_DeleteProperty(context, math, name, 0);
        JS_FreeAtom(context, name);
        JS_FreeValue(context, math);
}

static void set_globals(JSContext *context)
{
        JSValue global = JS_GetGlobalObject(context);
        remove_random(context, global);
        JS_SetPropertyStr(context, global, "__native", native_object(context));
        JS_SetPropertyStr(context, global, "__segment",
                          JS_NewCFunction(context, load_segment, "__segment", 1));
        JS_FreeValue(context, global);
}

/* The bundle's entry sets __start; nothing of it may call the native surface before that runs. */
static int evaluate_bundle(struct heap *heap, const char *path)
{
        size_t length;
        char *bytecode = engine_read_file(path, &length);
        if (bytecode == NULL) {
                perror(path);
                return -1;
        }
        const uint8_t *start = (const uint8_t *)bytecode;
        JSValue value = engine_evaluate(heap->context, start, start + length);
        free(bytecode);
        if (JS_IsException(value)) {
                engine_print_exception(heap->context);
                return -1;
        }
        JS_FreeValue(heap->context, value);
        JSValue global = JS_GetGlobalObject(heap->context);
        heap->start = JS_GetPropertyStr(heap->context, global, "__start");
        JS_FreeValue(heap->context, global);
        return JS_IsFunction(heap->context, heap->start) ? 0 : -1;
}

int seed(int argc, char **argv)
{
        if (argc != 3) {
                (void)fprintf(stderr, "usage: runt-seed BYTECODE OUTPUT\n");
                return 2;
        }
        struct heap *heap = heap_new();
        heap->runtime = JS_NewRuntime2(&heap_functions, NULL);
        heap->context = heap->runtime == NULL ? NULL : engine_context(heap->runtime);
        if (heap->context == NULL) {
                (void)fprintf(stderr, "runt-seed: the engine can't be started\n");
                return 1;
        }
        native_forbid(true);
        set_globals(heap->context);
        if (evaluate_bundle(heap, argv[1]) < 0) {
                (void)fprintf(stderr, "runt-seed: %s can't be evaluated, or sets no __start\n", argv[1]);
                return 1;
        }
        JS_RunGC(heap->runtime);
        int r = heap_save(heap, argv[2]);
        if (r < 0)
                (void)fprintf(stderr, "runt-seed: %s: %s\n", argv[2], strerror(-r));
        return r < 0;
}
