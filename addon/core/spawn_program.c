// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "child.h"
#include "functions.h"
#include "result.h"

/* The pointers and the strings of an argv or environment, in one allocation. */
static char **split(const struct argument *joined)
{
        size_t count = joined->length > 0;
        for (size_t i = 0; i < joined->length; i++)
                count += joined->text[i] == '\0';
        size_t pointers = (count + 1) * sizeof(char *);
        char **strings = malloc(pointers + joined->length + 1);
        if (strings == NULL)
                return NULL;
        char *text = (char *)strings + pointers;
        if (joined->length > 0)
                memcpy(text, joined->text, joined->length);
        text[joined->length] = '\0';
        for (size_t i = 0; i < count; i++) {
                strings[i] = text;
                text += strlen(text) + 1;
        }
        strings[count] = NULL;
        return strings;
}

void native_spawn_program(const struct argument *arguments, struct result *ret)
{
        const struct argument *stdio = &arguments[4];
        last_text_set("", 0);
        if (stdio->length != 3 || arguments[0].text[0] != '/') {
                result_number(ret, -EINVAL);
                return;
        }
        char **argv = split(&arguments[1]);
        char **envp = split(&arguments[2]);
        int pidfd = -1;
        int r = -ENOMEM;
        if (argv != NULL && envp != NULL) {
                const struct child child = {
                    .executable = -1,
                    .path = arguments[0].text,
                    .argv = argv,
                    .envp = envp,
                    .stdio = {(int)stdio->numbers[0], (int)stdio->numbers[1], (int)stdio->numbers[2]},
                    .socket = -1,
                    .directory = (int)arguments[3].number,
                    .cgroup = -1,
                    .bound = true,
                };
                r = spawn_child(&child, &pidfd);
        }
        free(argv);
        free(envp);
        if (r < 0) {
                result_number(ret, r);
                return;
        }
        const int64_t numbers[] = {r, pidfd};
        result_numbers(ret, numbers, 2);
}
