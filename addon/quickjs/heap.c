// SPDX-License-Identifier: Apache-2.0
#include "heap.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../core/native.h"

/* In heap_image.S, at the address that heap.ld gives it. */
extern char heap_image_start[], heap_image_end[];

static const char MAGIC[8] = "runtheap";

enum { PAGE_SIZE = 4096, ALIGN = 16, LISTS = 2048, LARGEST_SMALL_BLOCK = 504, ARENA_STEP = 8 };

/* Before each block of the heap. */
struct block {
        size_t size; /* of what follows */
        struct block *next_free;
};

_Static_assert(sizeof(struct block) == ALIGN, "blocks are aligned as malloc() aligns");

/* The heap that is being made; all zero in the executable. */
static struct {
        char *at, *end;
        struct block *free_blocks[LISTS]; /* by size / ALIGN */
        bool is_full;
} making;

static bool in_heap(const void *pointer)
{
        return (const char *)pointer >= heap_image_start && (const char *)pointer < heap_image_end;
}

static bool is_making(void)
{
        return making.at != NULL;
}

static struct block *block_of(void *pointer)
{
        return (struct block *)pointer - 1;
}

static void *make_block(size_t size)
{
        if (making.is_full)
                return NULL;
        size = (size + ALIGN - 1) / ALIGN * ALIGN;
        struct block **list = size / ALIGN < LISTS ? &making.free_blocks[size / ALIGN] : NULL;
        struct block *block;
        if (list != NULL && *list != NULL) {
                block = *list;
                *list = block->next_free;
        } else if (size + sizeof(*block) > (size_t)(making.end - making.at)) {
                return NULL;
        } else {
                block = (struct block *)(void *)making.at;
                making.at += sizeof(*block) + size;
        }
        block->size = size;
        block->next_free = NULL;
        return block + 1;
}

static void free_block(void *pointer)
{
        struct block *block = block_of(pointer);
        memset(pointer, 0, block->size); /* the same source gives the same file */
        if (block->size / ALIGN < LISTS) {
                block->next_free = making.free_blocks[block->size / ALIGN];
                making.free_blocks[block->size / ALIGN] = block;
        }
}

static void *heap_malloc(void *opaque, size_t size)
{
        (void)opaque;
        return is_making() ? make_block(size) : malloc(size);
}

static void *heap_calloc(void *opaque, size_t count, size_t size)
{
        (void)opaque;
        if (!is_making())
                return calloc(count, size);
        void *pointer = make_block(count * size);
        return pointer == NULL ? NULL : memset(pointer, 0, count * size);
}

static void heap_free(void *opaque, void *pointer)
{
        (void)opaque;
        if (is_making() && pointer != NULL)
                free_block(pointer);
        else if (!in_heap(pointer))
                free(pointer);
}

static void *heap_realloc(void *opaque, void *pointer, size_t size)
{
        if (pointer == NULL)
                return heap_malloc(opaque, size);
        if (!is_making() && !in_heap(pointer))
                return realloc(pointer, size);
        size_t former = block_of(pointer)->size;
        if (size <= former)
                return pointer;
        void *moved = heap_malloc(opaque, size);
        if (moved != NULL) {
                memcpy(moved, pointer, former);
                heap_free(opaque, pointer);
        }
        return moved;
}

static size_t heap_usable_size(const void *pointer)
{
        if (is_making() || in_heap(pointer))
                return block_of((void *)pointer)->size;
        return malloc_usable_size((void *)pointer);
}

const JSMallocFunctions heap_functions = {
    .js_calloc = heap_calloc,
    .js_malloc = heap_malloc,
    .js_free = heap_free,
    .js_realloc = heap_realloc,
    .js_malloc_usable_size = heap_usable_size,
};

static void set_check(struct heap *heap)
{
        heap->code = (const void *)heap_saved;
        heap->table = native_table;
}

struct heap *heap_saved(void)
{
        struct heap *heap = (struct heap *)(void *)heap_image_start;
        struct heap check;
        if (memcmp(heap->magic, MAGIC, sizeof(MAGIC)) != 0)
                return NULL;
        set_check(&check);
        if (heap->code != check.code || heap->table != check.table)
                abort(); /* linked with the heap of another program: no build gets past its first run */
        return heap;
}

struct heap *heap_new(void)
{
        struct heap *heap = (struct heap *)(void *)heap_image_start;
        memcpy(heap->magic, MAGIC, sizeof(MAGIC));
        set_check(heap);
        making.at = (char *)heap + (sizeof(*heap) + ALIGN - 1) / ALIGN * ALIGN;
        making.end = heap_image_end;
        return heap;
}

/* The engine keeps small blocks in arenas of a page, a list for each size. Here all their free places are
 * taken, and then one new arena is made for each size: so what a command allocates lies together there,
 * instead of making the kernel copy one more page of the heap for each block. */
static void renew_arenas(JSRuntime *runtime)
{
        making.is_full = true;
        for (size_t size = LARGEST_SMALL_BLOCK; size > 0; size -= ARENA_STEP) {
                while (js_malloc_rt(runtime, size) != NULL)
                        ;
        }
        making.is_full = false;
        making.at += -(uintptr_t)making.at % PAGE_SIZE;
        for (size_t size = LARGEST_SMALL_BLOCK; size > 0; size -= ARENA_STEP) {
                if (js_malloc_rt(runtime, size) != NULL)
                        making.at += -(uintptr_t)making.at % PAGE_SIZE;
        }
}

int heap_save(struct heap *heap, const char *path)
{
        renew_arenas(heap->runtime);
        heap->used = (size_t)(making.at - (char *)heap);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (fd < 0)
                return -errno;
        ssize_t n = write(fd, heap, heap->used);
        int r = n < 0 ? -errno : (size_t)n == heap->used ? 0 : -ENOSPC;
        if (close(fd) < 0 && r == 0)
                r = -errno;
        return r;
}
