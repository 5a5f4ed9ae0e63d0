// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

void native_isatty(const struct argument *arguments, struct result *ret)
{
        if (isatty((int)arguments[0].number))
                result_number(ret, 1);
        else
                result_number(ret, errno == EBADF ? -EBADF : 0);
}

void native_tty_raw(const struct argument *arguments, struct result *ret)
{
        int fd = (int)arguments[0].number;
        struct termios *former = malloc(sizeof(*former));
        int r = former == NULL ? -ENOMEM : 0;
        if (r == 0 && tcgetattr(fd, former) < 0)
                r = -errno;
        if (r == 0) {
                struct termios raw = *former;
                cfmakeraw(&raw);
                /* Output is translated by the container's terminal already; OPOST here would do it twice. */
                if (tcsetattr(fd, TCSANOW, &raw) < 0)
                        r = -errno;
        }
        if (r < 0) {
                free(former);
                result_number(ret, r);
                return;
        }
        result_take_bytes(ret, former, sizeof(*former));
}

void native_tty_restore(const struct argument *arguments, struct result *ret)
{
        struct termios settings;
        if (arguments[1].length != sizeof(settings)) {
                result_number(ret, -EINVAL);
                return;
        }
        memcpy(&settings, arguments[1].text, sizeof(settings));
        result_syscall(ret, tcsetattr((int)arguments[0].number, TCSANOW, &settings));
}

void native_get_window_size(const struct argument *arguments, struct result *ret)
{
        struct winsize size;
        if (ioctl((int)arguments[0].number, TIOCGWINSZ, &size) < 0) {
                result_number(ret, -errno);
                return;
        }
        const int64_t numbers[] = {size.ws_row, size.ws_col};
        result_numbers(ret, numbers, 2);
}

void native_set_window_size(const struct argument *arguments, struct result *ret)
{
        const struct winsize size = {
            .ws_row = (unsigned short)arguments[1].number,
            .ws_col = (unsigned short)arguments[2].number,
        };
        result_syscall(ret, ioctl((int)arguments[0].number, TIOCSWINSZ, &size));
}
