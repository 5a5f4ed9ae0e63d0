// SPDX-License-Identifier: Apache-2.0
/* Requests over NETLINK_ROUTE sockets: one message out, the whole answer back. What is in them is
 * src/network's. */
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "functions.h"
#include "result.h"

/* The kernel fills up to 32 KiB of a reader's buffer in a dump. */
enum { BUFFER_SIZE = 32768, ANSWER_SECONDS = 10, ANSWER_MAX = 16 << 20 };

struct answer {
        char *data;
        size_t length;
        int error; /* of the acknowledgement; valid once `complete` */
        int complete;
};

void native_netlink_open(const struct argument *arguments, struct result *ret)
{
        (void)arguments;
        result_syscall(ret, socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
}

/* Of what the kernel says beside the errno only the text is taken. */
static void keep_text(const struct nlmsghdr *header, const struct nlmsgerr *error)
{
        last_text_set("", 0);
        if ((header->nlmsg_flags & NLM_F_ACK_TLVS) == 0)
                return;
        size_t offset = sizeof(*header) + sizeof(*error);
        if ((header->nlmsg_flags & NLM_F_CAPPED) == 0)
                offset += error->msg.nlmsg_len - sizeof(error->msg);
        while (offset + NLA_HDRLEN <= header->nlmsg_len) {
                const struct nlattr *attribute = (const void *)((const char *)header + offset);
                if (attribute->nla_len < NLA_HDRLEN || offset + attribute->nla_len > header->nlmsg_len)
                        return;
                if (attribute->nla_type == NLMSGERR_ATTR_MSG) {
                        const char *text = (const char *)attribute + NLA_HDRLEN;
                        last_text_set(text, strnlen(text, attribute->nla_len - NLA_HDRLEN));
                }
                offset += NLA_ALIGN(attribute->nla_len);
        }
}

static int append(struct answer *answer, const struct nlmsghdr *header)
{
        size_t length = NLMSG_ALIGN(header->nlmsg_len);
        if (answer->length + length > ANSWER_MAX)
                return -EMSGSIZE;
        char *data = realloc(answer->data, answer->length + length);
        if (data == NULL)
                return -ENOMEM;
        memset(data + answer->length, 0, length);
        memcpy(data + answer->length, header, header->nlmsg_len);
        answer->data = data;
        answer->length += length;
        return 0;
}

/* 0 or -errno of our own; the kernel's verdict is answer->error. */
static int take_message(struct answer *answer, const struct nlmsghdr *header)
{
        const struct nlmsgerr *error = NLMSG_DATA(header);
        switch (header->nlmsg_type) {
        case NLMSG_NOOP:
                return 0;
        case NLMSG_ERROR:
                if (header->nlmsg_len < NLMSG_LENGTH(sizeof(*error)))
                        return -EBADMSG;
                answer->complete = 1;
                answer->error = error->error;
                keep_text(header, error);
                return 0;
        case NLMSG_DONE:
                answer->complete = 1;
                return 0;
        default:
                return append(answer, header);
        }
}

static int receive_some(int fd, uint32_t sequence, struct answer *answer)
{
        _Alignas(struct nlmsghdr) static _Thread_local char buffer[BUFFER_SIZE];
        ssize_t got;
        do
                got = recv(fd, buffer, sizeof(buffer), MSG_TRUNC);
        while (got < 0 && errno == EINTR);
        if (got < 0)
                return errno == EAGAIN ? -ETIMEDOUT : -errno;
        if ((size_t)got > sizeof(buffer))
                return -EMSGSIZE;
        size_t left = (size_t)got;
        const char *at = buffer;
        while (left >= sizeof(struct nlmsghdr) && !answer->complete) {
                const struct nlmsghdr *header = (const void *)at;
                if (header->nlmsg_len < sizeof(*header) || header->nlmsg_len > left)
                        return -EBADMSG;
                int r = header->nlmsg_seq == sequence ? take_message(answer, header) : 0;
                if (r < 0)
                        return r;
                size_t step = NLMSG_ALIGN(header->nlmsg_len);
                left -= step < left ? step : left;
                at += step;
        }
        return 0;
}

static int prepare(int fd)
{
        const struct timeval limit = {.tv_sec = ANSWER_SECONDS};
        const int on = 1;
        if (setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on)) < 0 ||
            setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit)) < 0)
                return -errno;
        return 0;
}

static int request(int fd, const char *message, size_t length, struct answer *answer)
{
        struct nlmsghdr header;
        if (length < sizeof(header))
                return -EINVAL;
        memcpy(&header, message, sizeof(header));
        int r = prepare(fd);
        if (r < 0)
                return r;
        if (send(fd, message, length, MSG_NOSIGNAL) < 0)
                return -errno;
        while (!answer->complete) {
                r = receive_some(fd, header.nlmsg_seq, answer);
                if (r < 0)
                        return r;
        }
        return answer->error;
}

void native_netlink_request(const struct argument *arguments, struct result *ret)
{
        struct answer answer = {0};
        last_text_set("", 0);
        int r = request((int)arguments[0].number, arguments[1].text, arguments[1].length, &answer);
        if (r < 0) {
                free(answer.data);
                result_number(ret, r);
        } else if (answer.data == NULL) {
                result_take_bytes(ret, malloc(1), 0);
        } else {
                result_take_bytes(ret, answer.data, answer.length);
        }
}
