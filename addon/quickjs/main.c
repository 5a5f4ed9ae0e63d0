// SPDX-License-Identifier: Apache-2.0
/* The runt command: the bundle in a saved heap, the engine and the native surface in one static program. */
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapter.h"
#include "engine.h"
#include "heap.h"
#include "seed.h"

enum { STACK_LIMIT = 1 << 20, GC_THRESHOLD = 32 << 20, HEAP_STEP = 256 << 10, EXIT_DEFECT = 255 };

static JSValue strings_value(JSContext *context, char **strings)
{
        JSValue array = JS_NewArray(context);
        for (uint32_t i = 0; strings[i] != NULL; i++)
                JS_SetPropertyUint32(context, array, i, JS_NewString(context, strings[i]));
        return array;
}

static int run(struct heap *heap, char **argv, char **environment)
{
        JSContext *context = heap->context;
        JS_UpdateStackTop(heap->runtime);
        JS_SetMaxStackSize(heap->runtime, STACK_LIMIT);
        JS_SetGCThreshold(heap->runtime, GC_THRESHOLD);
        JSValue arguments[] = {strings_value(context, argv), strings_value(context, environment)};
        JSValue value = JS_Call(context, heap->start, JS_UNDEFINED, 2, arguments);
        if (JS_IsException(value)) {
                engine_print_exception(context);
                return EXIT_DEFECT;
        }
        JSContext *ran;
        while (JS_ExecutePendingJob(heap->runtime, &ran) > 0)
                ;
        /* The script ends the process itself: reaching this is a defect. */
        (void)fprintf(stderr, "runt: the script ended without an exit status\n");
        return EXIT_DEFECT;
}

/*
 * A closed standard stream would be the number of the next file or socket opened, which the container would
 * then get as its own stream. What is opened here is inherited, as the caller's would be.
 */
static bool fill_standard_streams(void)
{
        struct pollfd streams[] = {{.fd = STDIN_FILENO}, {.fd = STDOUT_FILENO}, {.fd = STDERR_FILENO}};
        if (poll(streams, 3, 0) < 0)
                return false;
        for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
                if ((streams[fd].revents & POLLNVAL) == 0)
                        continue;
                /* The lowest free number, which is this one. */
                if (open("/dev/null", O_RDWR) != fd) // NOLINT(android-cloexec-open)
                        return false;
        }
        return true;
}

int main(int argc, char **argv, char **environment)
{
        struct heap *heap = heap_saved();
        if (heap == NULL)
                return seed(argc, argv);
        if (!fill_standard_streams()) {
                perror("runt: check the standard streams");
                return EXIT_DEFECT;
        }
        /* Few calls of brk(2): the process is over before memory would be given back. */
        (void)mallopt(M_TOP_PAD, HEAP_STEP);
        (void)mallopt(M_TRIM_THRESHOLD, GC_THRESHOLD);
        /* A hook that does not read its stdin is EPIPE, not the end. Children start with the default. */
        (void)signal(SIGPIPE, SIG_IGN);
        return run(heap, argv, environment);
}
