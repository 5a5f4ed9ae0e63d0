/* SPDX-License-Identifier: Apache-2.0
 *
 * pty ROWS COLUMNS COMMAND...: runs a command on a new terminal, relays stdin and stdout, obeys lines on fd 3
 * ("size ROWS COLUMNS", "mode") and prints to fd 4: "raw" or "cooked" for each "mode", and at the end
 * "exit STATUS restored" or "exit STATUS changed", which compares the terminal's settings with those before.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

static void obey(int terminal, const char *line)
{
        struct winsize size = {0};
        struct termios mode;

        if (sscanf(line, "size %hu %hu", &size.ws_row, &size.ws_col) == 2)
                (void)ioctl(terminal, TIOCSWINSZ, &size);
        if (strncmp(line, "mode", 4) == 0 && tcgetattr(terminal, &mode) == 0)
                dprintf(4, "%s\n", (mode.c_lflag & (ICANON | ECHO)) == 0 ? "raw" : "cooked");
}

/* Copies what is ready on `from`; 0 at its end. */
static int copy(int from, int to)
{
        char buffer[4096];
        ssize_t n = read(from, buffer, sizeof(buffer));
        if (n <= 0)
                return 0;
        (void)!write(to, buffer, (size_t)n);
        return 1;
}

static void relay(int terminal)
{
        struct pollfd fds[3] = {
            {.fd = terminal, .events = POLLIN}, {.fd = 0, .events = POLLIN}, {.fd = 3, .events = POLLIN}};
        char line[256];

        for (;;) {
                if (poll(fds, 3, -1) < 0)
                        return;
                if (fds[0].revents != 0 && !copy(terminal, 1))
                        return;
                if (fds[1].revents != 0 && !copy(0, terminal))
                        fds[1].fd = -1;
                if (fds[2].revents != 0) {
                        ssize_t n = read(3, line, sizeof(line) - 1);
                        if (n <= 0) {
                                fds[2].fd = -1;
                                continue;
                        }
                        line[n] = '\0';
                        for (char *word = strtok(line, "\n"); word != NULL; word = strtok(NULL, "\n"))
                                obey(terminal, word);
                }
        }
}

int main(int argc, char *argv[])
{
        struct winsize size = {0};
        struct termios before, after;
        int terminal, peer, status = 0;

        if (argc < 4)
                return 100;
        size.ws_row = (unsigned short)atoi(argv[1]);
        size.ws_col = (unsigned short)atoi(argv[2]);
        if (openpty(&terminal, &peer, NULL, NULL, &size) < 0)
                return 1;
        (void)tcgetattr(peer, &before);
        pid_t pid = fork();
        if (pid == 0) {
                close(terminal);
                close(3);
                close(4);
                login_tty(peer);
                execvp(argv[3], argv + 3);
                _exit(127);
        }
        /* The peer stays open here: its settings are looked at after the command has ended. */
        pid_t watcher = fork();
        if (watcher == 0) {
                close(peer);
                relay(terminal);
                _exit(0);
        }
        (void)waitpid(pid, &status, 0);
        (void)tcgetattr(peer, &after);
        close(peer);
        close(terminal);
        (void)waitpid(watcher, NULL, 0);
        int same = before.c_lflag == after.c_lflag && before.c_iflag == after.c_iflag &&
                   before.c_oflag == after.c_oflag;
        dprintf(4, "exit %d %s\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                same ? "restored" : "changed");
        return 0;
}
