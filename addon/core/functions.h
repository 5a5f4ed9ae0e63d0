/* SPDX-License-Identifier: Apache-2.0
 *
 * Every function of the native surface: its name in JavaScript, its signature (native.h) and its name in C.
 * What each does is said in src/native/native.ts.
 */
#ifndef RUNT_FUNCTIONS_H
#define RUNT_FUNCTIONS_H

#include "native.h"

/* clang-format off */
#define NATIVE_FUNCTIONS(X) \
        /* file.c */ \
        X(openat, "isii", native_openat) \
        X(openat2, "isiii", native_openat2) \
        X(mkdirat, "isi", native_mkdirat) \
        X(unlinkat, "isi", native_unlinkat) \
        X(renameat, "isis", native_renameat) \
        X(readlinkat, "is", native_readlinkat) \
        X(fchmod, "ii", native_fchmod) \
        X(fchownat, "isiii", native_fchownat) \
        X(fstatat, "isi", native_fstatat) \
        X(fstatfs, "i", native_fstatfs) \
        X(faccessat, "isi", native_faccessat) \
        X(listDirectory, "i", native_list_directory) \
        X(chdir, "s", native_chdir) \
        X(getcwd, "", native_getcwd) \
        X(umask, "i", native_umask) \
        /* content.c */ \
        X(readFile, "isii", native_read_file) \
        X(readText, "isii", native_read_text) \
        X(read, "ii", native_read) \
        X(write, "ib", native_write) \
        X(writeText, "it", native_write_text) \
        X(writeSome, "ib", native_write_some) \
        X(writeFile, "isiit", native_write_file) \
        /* descriptor.c */ \
        X(close, "i", native_close) \
        X(flock, "ii", native_flock) \
        X(dup3, "ii", native_dup3) \
        X(dupAbove, "ii", native_dup_above) \
        X(fdFlags, "i", native_fd_flags) \
        X(setNonblock, "ii", native_set_nonblock) \
        X(pipe, "", native_pipe) \
        X(eventFd, "", native_event_fd) \
        X(namespaceType, "i", native_namespace_type) \
        X(poll, "Ii", native_poll) \
        /* spawn_init.c, report.c, spawn_program.c */ \
        X(spawnInit, "ItbiiIIi", native_spawn_init) \
        X(receiveReport, "ii", native_receive_report) \
        X(lastText, "", native_last_text) \
        X(lastTimes, "", native_last_times) \
        X(sendGo, "ii", native_send_go) \
        X(spawnProgram, "sbbiI", native_spawn_program) \
        /* child.c */ \
        X(setOpenFiles, "i", native_set_open_files) \
        /* process.c */ \
        X(pidfdOpen, "ii", native_pidfd_open) \
        X(pidfdSignal, "ii", native_pidfd_signal) \
        X(kill, "ii", native_kill) \
        X(waitPidfd, "ii", native_wait_pidfd) \
        X(pidfdExit, "i", native_pidfd_exit) \
        X(reap, "", native_reap) \
        X(prctl, "ii", native_prctl) \
        X(prlimit, "iiss", native_prlimit) \
        X(getrlimit, "i", native_getrlimit) \
        X(exit, "i", native_exit) \
        /* caller.c */ \
        X(ids, "", native_ids) \
        X(getgroups, "", native_getgroups) \
        X(capabilities, "", native_capabilities) \
        X(uname, "", native_uname) \
        /* signal.c */ \
        X(signalFd, "I", native_signal_fd) \
        X(readSignal, "i", native_read_signal) \
        X(setSignal, "ii", native_set_signal) \
        /* clock.c */ \
        X(now, "", native_now) \
        X(monotonicMs, "", native_monotonic_ms) \
        X(monotonicUs, "", native_monotonic_us) \
        X(sleepMs, "i", native_sleep_ms) \
        /* socket.c */ \
        X(listenUnix, "is", native_listen_unix) \
        X(bindDatagram, "is", native_bind_datagram) \
        X(connectUnix, "isi", native_connect_unix) \
        X(acceptUnix, "i", native_accept_unix) \
        X(sendFds, "ibI", native_send_fds) \
        X(socketPair, "", native_socket_pair) \
        X(receiveBytes, "ii", native_receive_bytes) \
        /* netlink.c */ \
        X(netlinkOpen, "", native_netlink_open) \
        X(netlinkRequest, "ib", native_netlink_request) \
        /* terminal.c */ \
        X(isatty, "i", native_isatty) \
        X(ttyRaw, "i", native_tty_raw) \
        X(ttyRestore, "ib", native_tty_restore) \
        X(getWindowSize, "i", native_get_window_size) \
        X(setWindowSize, "iii", native_set_window_size) \
        /* seccomp.c */ \
        X(seccompCompile, "It", native_seccomp_compile) \
        X(seccompResolve, "it", native_seccomp_resolve) \
        X(seccompVersion, "", native_seccomp_version) \
        X(seccompHas, "i", native_seccomp_has) \
        X(seccompHasFlag, "i", native_seccomp_has_flag) \
        /* bpf.c */ \
        X(bpfLoadDevice, "b", native_bpf_load_device) \
        X(bpfAttach, "iii", native_bpf_attach) \
        X(bpfQuery, "i", native_bpf_query) \
        X(bpfProgFd, "i", native_bpf_prog_fd) \
        X(bpfIsOwn, "i", native_bpf_is_own) \
        /* json_scan.c, text.c, sha256.c */ \
        X(scanJson, "bi", native_scan_json) \
        X(decodeText, "b", native_decode_text) \
        X(encodeText, "t", native_encode_text) \
        X(sha256, "b", native_sha256)
/* clang-format on */

#define NATIVE_PROTOTYPE(name, signature, function) void function(const struct argument *, struct result *);
NATIVE_FUNCTIONS(NATIVE_PROTOTYPE)
#undef NATIVE_PROTOTYPE

#endif
