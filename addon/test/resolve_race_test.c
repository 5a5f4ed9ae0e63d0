// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/hostile_root.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths below a root that its owner changes while init walks.
 */
#include <fcntl.h>
#include <linux/fs.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "hostile_root.h"

struct swapping {
        atomic_bool stop;
        atomic_long swaps;
};

/* Exchanges a directory and a link to the outside as fast as it can. */
static void *swap(void *argument)
{
        struct swapping *swapping = argument;
        while (!atomic_load(&swapping->stop)) {
                if (syscall(SYS_renameat2, root, "v", root, "w", RENAME_EXCHANGE) == 0)
                        atomic_fetch_add(&swapping->swaps, 1);
        }
        return NULL;
}

static void survives_exchanged_components(void)
{
        struct swapping swapping = {.stop = false};
        pthread_t thread;
        char path[64];
        fresh_root();
        make_directory(root, "v");
        make_link(outside_path, "w");
        CHECK(pthread_create(&thread, NULL, swap, &swapping) == 0);
        time_t begin = time(NULL);
        int rounds = 0;
        /* Two seconds, and on a busy machine until both have had their turns. */
        for (; !check_failed && time(NULL) < begin + 60; rounds++) {
                if (time(NULL) >= begin + 2 && rounds > 100 && atomic_load(&swapping.swaps) > 100)
                        break;
                (void)snprintf(path, sizeof(path), "v/new/%d/x", rounds % 500);
                int fd = make_dir(path);
                CHECK(fd >= 0 || fd == -EAGAIN || fd == -ENOENT || fd == -ENOTDIR);
                if (fd >= 0)
                        (void)close(fd);
                (void)snprintf(path, sizeof(path), "v/new/file-%d", rounds % 500);
                fd = make(OP_MAKE_FILE, path, 0644);
                CHECK(fd >= 0 || fd == -EAGAIN || fd == -ENOENT || fd == -ENOTDIR);
                if (fd >= 0)
                        (void)close(fd);
                fd = make(OP_OPEN_IN, "v/secret", O_PATH);
                CHECK(fd == -ENOENT || fd == -EAGAIN);
        }
        atomic_store(&swapping.stop, true);
        (void)pthread_join(thread, NULL);
        CHECK(atomic_load(&swapping.swaps) > 100 && rounds > 100);
        CHECK(outside_is_untouched());
}

/* Removes what is made. */
static void *remove_all(void *argument)
{
        struct swapping *swapping = argument;
        while (!atomic_load(&swapping->stop)) {
                (void)unlinkat(root, "gone/x/y", AT_REMOVEDIR);
                (void)unlinkat(root, "gone/x", AT_REMOVEDIR);
                (void)unlinkat(root, "gone", AT_REMOVEDIR);
        }
        return NULL;
}

static void ends_when_others_remove_what_it_makes(void)
{
        struct swapping swapping = {.stop = false};
        pthread_t thread;
        fresh_root();
        CHECK(pthread_create(&thread, NULL, remove_all, &swapping) == 0);
        time_t end = time(NULL) + 1;
        while (time(NULL) < end) {
                int fd = make_dir("gone/x/y");
                CHECK(fd >= 0 || fd == -ENOENT || fd == -EAGAIN);
                if (fd >= 0)
                        (void)close(fd);
        }
        atomic_store(&swapping.stop, true);
        (void)pthread_join(thread, NULL);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"makeDir survives exchanged components (CVE-2024-45310)", survives_exchanged_components},
            {"makeDir ends when others remove what it makes", ends_when_others_remove_what_it_makes},
        };
        (void)umask(0);
        int r = run_cases(cases, sizeof(cases) / sizeof(cases[0]));
        remove_roots();
        return r;
}
