/* SPDX-License-Identifier: Apache-2.0
 *
 * clone3(2) for a child that shares the caller's memory: it needs a stack of its own from its first
 * instruction on, which a C function around the system call can't give it.
 */
#ifndef RUNT_CLONE_CALL_H
#define RUNT_CLONE_CALL_H

#include <linux/sched.h>
#include <sys/syscall.h>

/* Returns the pid or -errno; in the child, calls run(argument), which must not return.
 * `args` holds CLONE_VM and a stack. */
static inline long clone_call(const struct clone_args *args, void (*run)(void *), void *argument)
{
#if defined(__x86_64__)
        long ret = SYS_clone3;
        register void (*child_run)(void *) __asm__("r12") = run;
        register void *child_argument __asm__("r13") = argument;
        __asm__ volatile("syscall\n\t"
                         "test %%rax, %%rax\n\t"
                         "jnz 1f\n\t"
                         "xor %%ebp, %%ebp\n\t"
                         "mov %%r13, %%rdi\n\t"
                         "call *%%r12\n\t"
                         "hlt\n"
                         "1:"
                         : "+a"(ret)
                         : "D"(args), "S"(sizeof(*args)), "r"(child_run), "r"(child_argument)
                         : "rcx", "r11", "memory", "cc");
        return ret;
#elif defined(__aarch64__)
        register long number __asm__("x8") = SYS_clone3;
        register const struct clone_args *x0 __asm__("x0") = args;
        register unsigned long x1 __asm__("x1") = sizeof(*args);
        register void (*child_run)(void *) __asm__("x9") = run;
        register void *child_argument __asm__("x10") = argument;
        __asm__ volatile("svc #0\n\t"
                         "cbnz x0, 1f\n\t"
                         "mov x29, xzr\n\t"
                         "mov x0, x10\n\t"
                         "blr x9\n\t"
                         "brk #1\n"
                         "1:"
                         : "+r"(x0)
                         : "r"(number), "r"(x1), "r"(child_run), "r"(child_argument)
                         : "memory", "cc");
        return (long)x0;
#else
#error "clone_call() is written for x86-64 and arm64 only"
#endif
}

#endif
