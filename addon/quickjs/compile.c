// SPDX-License-Identifier: Apache-2.0
/* runt-bytecode SOURCE.js OUTPUT: compiles a script to the bytecode that the executable carries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

static int write_output(const char *path, const uint8_t *bytes, size_t length)
{
        FILE *file = fopen(path, "wb");
        if (file == NULL)
                return -1;
        size_t written = fwrite(bytes, 1, length, file);
        return fclose(file) == 0 && written == length ? 0 : -1;
}

static int compile(JSContext *context, const char *source, size_t length, const char *const *paths)
{
        const char *slash = strrchr(paths[0], '/');
        JSValue script = JS_Eval(context, source, length, slash == NULL ? paths[0] : slash + 1,
                                 JS_EVAL_TYPE_GLOBAL | JS_EVAL_FLAG_COMPILE_ONLY);
        if (JS_IsException(script)) {
                engine_print_exception(context);
                return -1;
        }
        size_t size;
        uint8_t *bytes =
            JS_WriteObject(context, &size, script,
                           JS_WRITE_OBJ_BYTECODE | JS_WRITE_OBJ_STRIP_SOURCE | JS_WRITE_OBJ_STRIP_DEBUG);
        int r = bytes == NULL ? -1 : write_output(paths[1], bytes, size);
        js_free(context, bytes);
        JS_FreeValue(context, script);
        return r;
}

int main(int argc, char **argv)
{
        if (argc != 3) {
                (void)fprintf(stderr, "usage: runt-bytecode SOURCE.js OUTPUT\n");
                return 2;
        }
        size_t length;
        char *source = engine_read_file(argv[1], &length);
        if (source == NULL) {
                perror(argv[1]);
                return 1;
        }
        JSRuntime *runtime = JS_NewRuntime();
        JSContext *context = JS_NewContext(runtime);
        const char *const paths[] = {argv[1], argv[2]};
        int r = compile(context, source, length, paths);
        if (r < 0)
                (void)fprintf(stderr, "runt-bytecode: can't compile %s to %s\n", argv[1], argv[2]);
        JS_FreeContext(context);
        JS_FreeRuntime(runtime);
        free(source);
        return r < 0;
}
