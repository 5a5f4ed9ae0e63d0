// sources: addon/init/[!m]*.c addon/test/plan_builder.c addon/test/hostile_root.c
/* SPDX-License-Identifier: Apache-2.0
 *
 * Paths below a root that its owner fills with links.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "hostile_root.h"

static void makes_what_is_missing(void)
{
        fresh_root();
        int fd = make_dir("/a/b//c/./d/");
        CHECK(fd >= 0 && same_file(fd, root, "a/b/c/d"));
        CHECK(fcntl(fd, F_GETFL) & O_PATH);
        CHECK(fcntl(fd, F_GETFD) & FD_CLOEXEC);
        (void)close(fd);
        fd = make_dir("a/b/c/d");
        CHECK(fd >= 0 && same_file(fd, root, "a/b/c/d"));
        (void)close(fd);
        fd = make_dir("/");
        CHECK(fd >= 0 && same_file(fd, root, "."));
        (void)close(fd);
}

static void makes_very_deep_paths(void)
{
        char path[800];
        fresh_root();
        for (size_t i = 0; i < sizeof(path) - 1; i++)
                path[i] = i % 2 == 0 ? '/' : 'd';
        path[sizeof(path) - 1] = '\0';
        int fd = make_dir(path);
        CHECK(fd >= 0);
        (void)close(fd);
}

static void keeps_dot_dot_inside(void)
{
        fresh_root();
        int fd = make_dir("../../../../new/../a/../../b");
        CHECK(fd >= 0 && same_file(fd, root, "b"));
        CHECK(exists(root, "new") && exists(root, "a"));
        (void)close(fd);
        fd = make_dir("x/y/../../z");
        CHECK(fd >= 0 && same_file(fd, root, "z"));
        (void)close(fd);
        CHECK(outside_is_untouched());
}

static void scopes_links_to_the_root(void)
{
        fresh_root();
        make_directory(root, "inside");
        make_link(outside_path, "absolute");
        make_link("../outside", "relative");
        make_link("/inside", "good");
        int fd = make_dir("good/new");
        CHECK(fd >= 0 && same_file(fd, root, "inside/new"));
        (void)close(fd);
        fd = make_dir("absolute/new");
        CHECK(fd >= 0 && outside_is_untouched());
        (void)close(fd);
        fd = make_dir("relative/new");
        CHECK(fd >= 0 && same_file(fd, root, "outside/new") && outside_is_untouched());
        (void)close(fd);
}

static void resolves_dangling_links_inside(void)
{
        fresh_root();
        make_directory(root, "d");
        make_link("/var/run/x", "d/link");
        make_link("link2", "link1");
        make_link("../../../etc/made", "link2");
        int fd = make_dir("d/link/y");
        CHECK(fd >= 0 && same_file(fd, root, "var/run/x/y"));
        (void)close(fd);
        fd = make(OP_MAKE_FILE, "link1", 0644);
        CHECK(fd >= 0 && same_file(fd, root, "etc/made") && is_type(root, "etc/made", S_IFREG));
        (void)close(fd);
        CHECK(is_type(root, "link1", S_IFLNK));
}

static void refuses_circles_of_links(void)
{
        fresh_root();
        make_link("two", "one");
        make_link("one", "two");
        make_link("self/x", "self");
        CHECK_NUMBER(make_dir("one"), -ELOOP);
        CHECK_NUMBER(make_dir("self/y"), -ELOOP);
        CHECK_NUMBER(make(OP_MAKE_FILE, "one", 0644), -ELOOP);
}

static void bounds_links_and_lengths(void)
{
        char name[16], target[32], path[PATH_MAX + 16], text[300];
        fresh_root();
        for (int i = 0; i < 50; i++) {
                (void)snprintf(name, sizeof(name), "l%d", i);
                (void)snprintf(target, sizeof(target), "l%d", i + 1);
                make_link(target, name);
        }
        CHECK_NUMBER(make_dir("l0"), -ELOOP);
        int fd = make_dir("l20");
        CHECK(fd >= 0 && same_file(fd, root, "l50"));
        (void)close(fd);
        memset(path, 'a', sizeof(path));
        for (size_t i = 0; i < sizeof(path); i += 100)
                path[i] = '/';
        path[sizeof(path) - 1] = '\0';
        CHECK_NUMBER(make_dir(path), -ENAMETOOLONG);
        memset(text, 'n', sizeof(text));
        text[sizeof(text) - 1] = '\0';
        CHECK_NUMBER(make_dir(text), -ENAMETOOLONG);
}

static void bounds_links_that_grow(void)
{
        char target[4000];
        fresh_root();
        memset(target, '/', sizeof(target));
        memcpy(target, "missing", 7);
        memcpy(target + sizeof(target) - 6, "/grow", 6);
        make_link(target, "grow");
        make_directory(root, "missing");
        CHECK(symlinkat("../grow", root, "missing/grow") == 0);
        int r = make_dir(
            "grow/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail/tail");
        CHECK(r == -ENAMETOOLONG || r == -ELOOP);
}

static void refuses_links_for_real_directories(void)
{
        fresh_root();
        make_directory(root, "real");
        make_link("real", "proc");
        make_link("/nowhere", "sys");
        make_link("/real", "link");
        CHECK_NUMBER(make(OP_MAKE_REAL_DIR, "/proc", 0755), -ELOOP);
        CHECK_NUMBER(make(OP_MAKE_REAL_DIR, "/sys", 0755), -ELOOP);
        CHECK_NUMBER(make(OP_MAKE_REAL_DIR, "link/sub", 0755), -ELOOP);
        CHECK(!exists(root, "nowhere") && !exists(root, "real/sub"));
        int fd = make(OP_MAKE_REAL_DIR, "/other/proc", 0755);
        CHECK(fd >= 0 && same_file(fd, root, "other/proc"));
        (void)close(fd);
}

static void makes_files(void)
{
        fresh_root();
        int fd = make(OP_MAKE_FILE, "/a/b/file", 0640);
        CHECK(fd >= 0 && same_file(fd, root, "a/b/file") && is_type(root, "a/b/file", S_IFREG));
        (void)close(fd);
        CHECK(mkfifoat(root, "fifo", 0600) == 0);
        fd = make(OP_MAKE_FILE, "fifo", 0644);
        CHECK(fd >= 0 && same_file(fd, root, "fifo"));
        (void)close(fd);
        CHECK_NUMBER(make(OP_MAKE_FILE, "a/b", 0644), -EISDIR);
        CHECK_NUMBER(make(OP_MAKE_FILE, "/", 0644), -EISDIR);
        CHECK_NUMBER(make(OP_MAKE_FILE, "a/b/file/more", 0644), -ENOTDIR);
        CHECK_NUMBER(make_dir("a/b/file"), -ENOTDIR);
        CHECK_NUMBER(make_dir("fifo/x"), -ENOTDIR);
}

static void never_creates_through_an_outside_link(void)
{
        char target[PATH_MAX];
        fresh_root();
        (void)snprintf(target, sizeof(target), "%.4000s/new", outside_path);
        make_link(target, "console");
        int fd = make(OP_MAKE_FILE, "console", 0644);
        CHECK(fd >= 0 && outside_is_untouched());
        (void)close(fd);
}

static void makes_what_matches(void)
{
        fresh_root();
        make_directory(root, "dir");
        make_empty_file(root, "file");
        for (int i = 0; i < 2; i++) {
                run_clear(&run);
                run.slots[0] = root;
                run.slots[2] = openat(root, i == 0 ? "dir" : "file", O_PATH | O_CLOEXEC);
                builder_start(&builder);
                builder_add(&builder, OP_MAKE_MATCHING, 1U, 0U, i == 0 ? "m/dir" : "m/file", 2U, 0755U);
                CHECK_NUMBER(run_here(&run, &builder).error, 0);
                (void)close(run.slots[1]);
                (void)close(run.slots[2]);
        }
        CHECK(is_type(root, "m/dir", S_IFDIR) && is_type(root, "m/file", S_IFREG));
}

static void opens_in_the_root(void)
{
        fresh_root();
        make_directory(root, "d");
        make_link(outside_path, "escape");
        make_link("/d", "good");
        int fd = make(OP_OPEN_IN, "/good", O_PATH | O_DIRECTORY);
        CHECK(fd >= 0 && same_file(fd, root, "d"));
        (void)close(fd);
        CHECK_NUMBER(make(OP_OPEN_IN, "escape/secret", O_PATH), -ENOENT);
        CHECK_NUMBER(make(OP_OPEN_IN, "../../outside/secret", O_PATH), -ENOENT);
        CHECK_NUMBER(make(OP_OPEN_REAL, "good", O_PATH), -ELOOP);
        CHECK_NUMBER(make(OP_OPEN_BENEATH, "../outside/secret", O_PATH), -EXDEV);
        CHECK_NUMBER(make(OP_OPEN_BENEATH, "escape/secret", O_PATH), -EXDEV);
        fd = make(OP_OPEN_REAL, "d", O_PATH | O_DIRECTORY | O_NOFOLLOW);
        CHECK(fd >= 0 && same_file(fd, root, "d"));
        (void)close(fd);
}

static void leaves_optional_slots_absent(void)
{
        fresh_root();
        make_empty_file(root, "file");
        CHECK_NUMBER(make(OP_OPEN_OPTIONAL, "missing", O_PATH), SLOT_ABSENT);
        CHECK_NUMBER(make(OP_OPEN_OPTIONAL, "file/below", O_PATH), SLOT_ABSENT);
        CHECK_NUMBER(make(OP_OPEN_OPTIONAL, "file", O_PATH | O_DIRECTORY), SLOT_ABSENT);
        make_link("loop", "loop");
        CHECK_NUMBER(make(OP_OPEN_OPTIONAL, "loop", O_PATH), -ELOOP);
        CHECK_NUMBER(make(OP_MAKE_DIR_OPTIONAL, "file/below", 0755), SLOT_ABSENT);
}

static void names_the_component_that_failed(void)
{
        fresh_root();
        make_directory(root, "a");
        make_empty_file(root, "a/file");
        make_link("/missing/../a/file/x", "link");
        run_clear(&run);
        run.slots[0] = root;
        builder_start(&builder);
        builder_add(&builder, OP_MAKE_DIR, 1U, 0U, "link/y", 0755U);
        struct outcome outcome = run_here(&run, &builder);
        CHECK_NUMBER(outcome.error, ENOTDIR);
        CHECK(strcmp(outcome.text, "/a/file") == 0);
}

static void leaks_no_fds(void)
{
        fresh_root();
        make_link("/x/y/z", "link");
        int before = dup(0);
        (void)close(before);
        for (int i = 0; i < 20; i++) {
                char path[64];
                (void)snprintf(path, sizeof(path), "link/../%d/../q/%d", i, i);
                int fd = make_dir(path);
                CHECK(fd >= 0);
                (void)close(fd);
                CHECK(make_dir("self") >= 0 && close(run.slots[1]) == 0);
                (void)make(OP_MAKE_FILE, "x/y/z", 0644);
        }
        int after = dup(0);
        (void)close(after);
        CHECK_NUMBER(after, before);
}

int main(void)
{
        static const struct check_case cases[] = {
            {"makeDir makes what is missing", makes_what_is_missing},
            {"makeDir makes very deep paths", makes_very_deep_paths},
            {"makeDir keeps .. inside the root", keeps_dot_dot_inside},
            {"makeDir scopes links to the root", scopes_links_to_the_root},
            {"makeDir and makeFile resolve dangling links inside", resolves_dangling_links_inside},
            {"makeDir refuses circles of links", refuses_circles_of_links},
            {"makeDir bounds links and lengths", bounds_links_and_lengths},
            {"makeDir bounds links that grow the path", bounds_links_that_grow},
            {"makeRealDir refuses every link", refuses_links_for_real_directories},
            {"makeFile makes files and takes others", makes_files},
            {"makeFile never creates outside (CVE-2026-88264)", never_creates_through_an_outside_link},
            {"makeMatching looks at the type", makes_what_matches},
            {"openIn, openReal and openBeneath stay inside", opens_in_the_root},
            {"openOptional and makeDirOptional leave slots absent", leaves_optional_slots_absent},
            {"makeDir names the component that failed", names_the_component_that_failed},
            {"makeDir leaks no fds", leaks_no_fds},
        };
        (void)umask(0);
        int r = run_cases(cases, sizeof(cases) / sizeof(cases[0]));
        remove_roots();
        return r;
}
