/* SPDX-License-Identifier: Apache-2.0 */
#include "plan_builder.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static void require(bool condition)
{
        if (!condition)
                abort();
}

void builder_start(struct builder *builder)
{
        memset(builder, 0, sizeof(*builder));
        builder->header.magic = PLAN_MAGIC;
        builder->header.version = PLAN_VERSION;
}

static void add_word(struct builder *builder, uint32_t word)
{
        require(builder->header.words < BUILDER_WORDS);
        builder->words[builder->header.words++] = word;
}

static void add_slot(struct builder *builder, uint32_t slot)
{
        if (slot >= builder->header.slots)
                builder->header.slots = slot + 1;
        add_word(builder, slot);
}

static void add_string(struct builder *builder, const char *text)
{
        size_t size = strlen(text) + 1;
        require(builder->header.strings_size + size <= BUILDER_TEXT);
        memcpy(builder->strings + builder->header.strings_size, text, size);
        builder->header.strings_size += (uint32_t)size;
        add_word(builder, builder->header.strings++);
}

static void add_strings(struct builder *builder, const char *const *texts)
{
        uint32_t count = 0;
        while (texts[count] != NULL)
                count++;
        add_word(builder, count);
        for (uint32_t i = 0; i < count; i++)
                add_string(builder, texts[i]);
}

static void add_bytes(struct builder *builder, uint32_t length, const void *bytes)
{
        require(builder->header.blobs_size + length <= BUILDER_TEXT);
        add_word(builder, builder->header.blobs_size);
        add_word(builder, length);
        if (length > 0)
                memcpy(builder->blobs + builder->header.blobs_size, bytes, length);
        builder->header.blobs_size += length;
}

static void add_numbers(struct builder *builder, uint32_t count, const uint32_t *numbers)
{
        add_word(builder, count);
        for (uint32_t i = 0; i < count; i++)
                add_word(builder, numbers[i]);
}

static void add_wide(struct builder *builder, uint64_t number)
{
        add_word(builder, (uint32_t)number);
        add_word(builder, (uint32_t)(number >> 32));
}

void builder_add(struct builder *builder, enum opcode code, ...)
{
        va_list list;
        va_start(list, code);
        builder->header.ops++;
        add_word(builder, code);
        for (const char *kind = op_table[code].signature; *kind != '\0'; kind++) {
                if (*kind == 's' || *kind == 'o') {
                        add_slot(builder, va_arg(list, unsigned));
                } else if (*kind == 'n') {
                        add_word(builder, va_arg(list, unsigned));
                } else if (*kind == 'q') {
                        add_wide(builder, va_arg(list, uint64_t));
                } else if (*kind == 't') {
                        add_string(builder, va_arg(list, const char *));
                } else if (*kind == 'T') {
                        add_strings(builder, va_arg(list, const char *const *));
                } else {
                        uint32_t count = va_arg(list, unsigned);
                        const void *elements = va_arg(list, const void *);
                        if (*kind == 'N')
                                add_numbers(builder, count, elements);
                        else
                                add_bytes(builder, count, elements);
                }
        }
        va_end(list);
}

void *builder_bytes(const struct builder *builder, size_t *ret_size)
{
        const struct plan_header *header = &builder->header;
        size_t words_size = header->words * sizeof(uint32_t);
        *ret_size = sizeof(*header) + words_size + header->strings_size + header->blobs_size;
        char *data = malloc(*ret_size);
        require(data != NULL);
        char *at = data;
        memcpy(at, header, sizeof(*header));
        at += sizeof(*header);
        memcpy(at, builder->words, words_size);
        at += words_size;
        memcpy(at, builder->strings, header->strings_size);
        at += header->strings_size;
        memcpy(at, builder->blobs, header->blobs_size);
        return data;
}

int builder_file(const struct builder *builder)
{
        size_t size;
        void *data = builder_bytes(builder, &size);
        int fd = memfd_create("plan", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
        require(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW) == 0);
        free(data);
        return fd;
}

void run_clear(struct run *run)
{
        memset(run, 0, sizeof(*run));
        for (int i = 0; i < PLAN_MAX_SLOTS; i++)
                run->slots[i] = SLOT_EMPTY;
}

static struct outcome read_outcome(int socket, uint32_t ops)
{
        struct {
                struct report head;
                char text[REPORT_MAX_TEXT];
        } record;
        struct outcome outcome = {0};
        ssize_t got;
        do {
                got = recv(socket, &record, sizeof(record), 0);
                require(got >= (ssize_t)sizeof(record.head) && record.head.magic == REPORT_MAGIC);
        } while (record.head.kind != REPORT_ERROR);
        require(record.head.text_length == (size_t)got - sizeof(record.head));
        memcpy(outcome.text, record.text, record.head.text_length);
        outcome.error = record.head.index == ops ? 0 : record.head.value;
        outcome.failed_at = record.head.index == ops ? -1 : (int)record.head.index;
        return outcome;
}

struct outcome run_here(struct run *run, const struct builder *builder)
{
        int sockets[2];
        size_t size;
        void *data = builder_bytes(builder, &size);
        uint32_t *offsets = calloc(builder->header.strings + 1, sizeof(*offsets));
        char **pointers = calloc((size_t)builder->header.words + 3, sizeof(*pointers));
        require(offsets != NULL && pointers != NULL);
        require(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0);
        require(decode_plan(data, size, offsets, &run->plan) == 0);
        run->plan.pointers = pointers;
        run->report_fd = sockets[1];
        (void)run_plan(run);
        struct outcome outcome = read_outcome(sockets[0], builder->header.ops);
        (void)close(sockets[0]);
        (void)close(sockets[1]);
        free(pointers);
        free(offsets);
        free(data);
        return outcome;
}
