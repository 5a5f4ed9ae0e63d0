/* SPDX-License-Identifier: Apache-2.0
 *
 * The pty of the container, and fds that leave init.
 */
#include "init.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>

#ifndef TIOCGPTPEER
#define TIOCGPTPEER 0x5441
#endif

int op_unlock_pty(struct run *run, const struct op *op)
{
        int locked = 0;
        return result_of(ioctl(slot_fd(run, op, 0), TIOCSPTLCK, &locked));
}

int op_open_pty_peer(struct run *run, const struct op *op)
{
        return slot_set(run, op, 0, ioctl(slot_fd(run, op, 1), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

int op_set_window_size(struct run *run, const struct op *op)
{
        const struct winsize size = {
            .ws_row = (unsigned short)op->operand[1].number,
            .ws_col = (unsigned short)op->operand[2].number,
        };
        return result_of(ioctl(slot_fd(run, op, 0), TIOCSWINSZ, &size));
}

int op_control_terminal(struct run *run, const struct op *op)
{
        return result_of(ioctl(slot_fd(run, op, 0), TIOCSCTTY, 0));
}

int op_send_fd(struct run *run, const struct op *op)
{
        const char *text = op->operand[2].text;
        return send_with_fd(slot_fd(run, op, 0), text, strlen(text), slot_fd(run, op, 1));
}

int op_hand_over(struct run *run, const struct op *op)
{
        return report_send(run, REPORT_HANDED, (int32_t)op->operand[1].number, slot_fd(run, op, 0));
}
