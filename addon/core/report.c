// SPDX-License-Identifier: Apache-2.0
/* The runtime's end of init's report socket. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "functions.h"
#include "messages.h"
#include "result.h"

/* addon/wire/report.h says what init sends. */
enum { REPORT_MAX_TEXT = 4096 };
#define REPORT_MAGIC UINT32_C(0x54504552)
#define GO_MAGIC UINT32_C(0x204f4721)

struct record {
        uint32_t magic, kind, index, code;
        int32_t value;
        uint32_t text_length;
        char text[REPORT_MAX_TEXT];
};

struct go_message {
        uint32_t magic, point;
};

enum { RECORD_HEADER = offsetof(struct record, text) };

static int check_record(const struct record *record, size_t length)
{
        if (length < RECORD_HEADER || record->magic != REPORT_MAGIC || record->kind == 0)
                return -EBADMSG;
        return record->text_length == length - RECORD_HEADER ? 0 : -EBADMSG;
}

void native_receive_report(const struct argument *arguments, struct result *ret)
{
        struct record record;
        int fd = -1;
        int flags = arguments[1].number ? 0 : MSG_DONTWAIT;
        ssize_t length = message_receive((int)arguments[0].number, &record, sizeof(record), flags, &fd);
        last_text_set("", 0);
        if (length == -ECONNRESET || length == 0) {
                /* Reset: init died with a message unread. Its end is what counts. */
                const int64_t end[] = {0, 0, 0, 0, -1, 0};
                result_numbers(ret, end, 6);
                return;
        }
        int r = length < 0 ? (int)length : check_record(&record, (size_t)length);
        if (r < 0) {
                if (fd >= 0)
                        (void)close(fd); /* r holds the first error */
                result_number(ret, r);
                return;
        }
        last_text_set(record.text, record.text_length);
        const int64_t numbers[] = {record.kind,  record.index, record.code,
                                   record.value, fd,           record.text_length};
        result_numbers(ret, numbers, 6);
}

void native_send_go(const struct argument *arguments, struct result *ret)
{
        const struct go_message message = {GO_MAGIC, (uint32_t)arguments[1].number};
        result_number(ret, message_send((int)arguments[0].number, &message, sizeof(message), NULL, 0));
}
