// SPDX-License-Identifier: Apache-2.0
/* The runtime's end of init's report socket. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "functions.h"
#include "messages.h"
#include "result.h"
#include "wire/report.h"

struct record {
        struct report report;
        char text[REPORT_MAX_TEXT];
};

static int check_report(const struct report *report, size_t length)
{
        if (length < sizeof(*report) || report->magic != REPORT_MAGIC || report->kind == 0)
                return -EBADMSG;
        return report->text_length == length - sizeof(*report) ? 0 : -EBADMSG;
}

/* A socket that ends tells it ahead of what came last, in two cases; then that is asked for. */
static ssize_t receive_record(int socket, struct record *record, int flags, int *ret_fd)
{
        ssize_t length = message_receive(socket, record, sizeof(*record), flags, ret_fd);
        /* Without waiting, the kernel looks for a message and then for the end: both may come in between. */
        if (length == 0)
                length = message_receive(socket, record, sizeof(*record), flags, ret_fd);
        /* Init died with a message unread. */
        if (length == -ECONNRESET)
                length = message_receive(socket, record, sizeof(*record), flags, ret_fd);
        return length;
}

void native_receive_report(const struct argument *arguments, struct result *ret)
{
        struct record record;
        int fd = -1;
        int flags = arguments[1].number ? 0 : MSG_DONTWAIT;
        ssize_t length = receive_record((int)arguments[0].number, &record, flags, &fd);
        last_text_set("", 0);
        if (length == -ECONNRESET || length == 0) {
                const int64_t end[] = {0, 0, 0, 0, -1, 0};
                result_numbers(ret, end, 6);
                return;
        }
        int r = length < 0 ? (int)length : check_report(&record.report, (size_t)length);
        if (r < 0) {
                if (fd >= 0)
                        (void)close(fd); /* r holds the first error */
                result_number(ret, r);
                return;
        }
        const struct report *report = &record.report;
        last_text_set(record.text, report->text_length);
        const int64_t numbers[] = {report->kind, report->index,      report->code, report->value,
                                   fd,           report->text_length};
        result_numbers(ret, numbers, 6);
}

void native_last_times(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        struct operation_time times[REPORT_MAX_TIMES];
        int64_t numbers[REPORT_MAX_TIMES * 4];
        size_t count = last_text_copy(times, sizeof(times)) / sizeof(times[0]);
        for (size_t i = 0; i < count; i++) {
                int64_t *row = numbers + i * 4;
                row[0] = times[i].index;
                row[1] = times[i].code;
                row[2] = (int64_t)(times[i].begin / 1000);
                row[3] = (int64_t)(times[i].end - times[i].begin);
        }
        result_numbers(ret, numbers, count * 4);
}

void native_send_go(const struct argument *arguments, struct result *ret)
{
        const struct go message = {GO_MAGIC, (uint32_t)arguments[1].number};
        result_number(ret, message_send((int)arguments[0].number, &message, sizeof(message), NULL, 0));
}
