// SPDX-License-Identifier: Apache-2.0
/**
 * The raw native surface, one line a function, as addon/core implements it. Every function gives 0 or more,
 * or a value, and on failure -errno. Nothing here throws but a TypeError for wrong argument types.
 * Callers use the typed functions beside this file, which turn -errno into KernelError.
 *
 * Signature letters of the C table: number = i, string = s (t where it may hold NUL), Uint8Array = b, number[] = I.
 */
export interface Native {
  /** Node makes every fd that it inherits close-on-exec, so that the flag does not tell them from its own. */
  readonly marksInherited?: boolean;
  // Files. `dirfd` -100 is the current directory. O_CLOEXEC is always added.
  openat(dirfd: number, path: string, flags: number, mode: number): number;
  openat2(dirfd: number, path: string, flags: number, mode: number, resolve: number): number;
  close(fd: number): number;
  /** Opens (flags added to O_RDONLY|O_NONBLOCK|O_NOCTTY), requires a regular file or procfs-like file, reads all, closes. EFBIG above `max` bytes; EISDIR/EINVAL (FIFO, device) for other types. */
  readFile(dirfd: number, path: string, flags: number, max: number): Uint8Array | number;
  /** readFile, decoded as UTF-8 (EILSEQ if it is not). */
  readText(dirfd: number, path: string, flags: number, max: number): string | number;
  /** One read(2). */
  read(fd: number, max: number): Uint8Array | number;
  /** Writes all of it; gives the length. */
  write(fd: number, data: Uint8Array): number;
  writeText(fd: number, text: string): number;
  /** One write(2); gives how much it took. */
  writeSome(fd: number, data: Uint8Array): number;
  /** openat + one write + close; the errno of whichever failed. For control files and new files. */
  writeFile(dirfd: number, path: string, flags: number, mode: number, text: string): number;
  mkdirat(dirfd: number, path: string, mode: number): number;
  unlinkat(dirfd: number, path: string, flags: number): number;
  renameat(olddir: number, oldpath: string, newdir: number, newpath: string): number;
  readlinkat(dirfd: number, path: string): string | number;
  fchmod(fd: number, mode: number): number;
  fchownat(dirfd: number, path: string, uid: number, gid: number, flags: number): number;
  /** [mode, uid, gid, nlink, size, dev, ino, rdevMajor, rdevMinor, mtimeNs]. `flags` 0x1000 with path "" is fstat. */
  fstatat(dirfd: number, path: string, flags: number): number[] | number;
  /** May the caller (its effective ids) do that with the file? `mode` is a sum of R_OK 4, W_OK 2, X_OK 1. */
  faccessat(dirfd: number, path: string, mode: number): number;
  /** Filesystem magic number. */
  fstatfs(fd: number): number;
  /** Names without "." and "..", joined by "/". */
  listDirectory(dirfd: number): string | number;
  flock(fd: number, operation: number): number;
  chdir(path: string): number;
  /** getcwd(2) as the kernel gives it. */
  getcwd(): string | number;
  umask(mask: number): number;
  dup3(fd: number, to: number): number;
  /** F_DUPFD_CLOEXEC at or above `least`. */
  dupAbove(fd: number, least: number): number;
  /** fcntl F_GETFD: EBADF if it is not open. */
  fdFlags(fd: number): number;
  /** O_NONBLOCK of the open file: 1 sets it, 0 takes it away. */
  setNonblock(fd: number, on: number): number;
  pipe(): number[] | number;
  /** eventfd(2), not blocking; read() gives its 8 bytes. */
  eventFd(): number;
  /** CLONE_NEW flag of the namespace that an fd of nsfs is (NS_GET_NSTYPE); ENOTTY for any other fd. */
  namespaceType(fd: number): number;

  // Processes
  /**
   * Makes init: writes the three sections of a plan (ops/encode.ts) into a sealed memfd, makes a socketpair,
   * clones with `cloneFlags` (CLONE_NEW bits; CLONE_VM|CLONE_VFORK and CLONE_PIDFD are added; CLONE_INTO_CGROUP when cgroupFd >= 0),
   * puts stdio[0..2] on 0..2 and the socket on 3 + preserve, executes init from its sealed memfd with an
   * empty environment, and sends it the plan's memfd and `inherited` fds, which become slots 0, 1, ...
   * @returns [pid, pidfd, report socket]
   */
  spawnInit(
    words: number[],
    strings: string,
    blobs: Uint8Array,
    cloneFlags: number,
    cgroupFd: number,
    inherited: number[],
    stdio: number[],
    preserve: number,
  ): number[] | number;
  /**
   * Next record of init: [kind, index, code, value, fd, text length] with the text in `lastText()`; kind 0 is EOF.
   * Does not block when `wait` is 0 (EAGAIN).
   */
  receiveReport(socket: number, wait: number): number[] | number;
  /** Text of the last received record or message. */
  lastText(): string;
  /** Times of operations in the last received record: position, opcode, begin (CLOCK_MONOTONIC, us), duration (ns); flat. */
  lastTimes(): number[];
  /** Lets init go on from a sync point. */
  sendGo(socket: number, point: number): number;
  /**
   * A program for hooks: absolute path, argv and env NUL-separated ("a\\0b"; no NUL can be inside) as bytes, stdio fds, cwd fd (-1: keep).
   * Own session (setsid), default signals, every other fd closed.
   * @returns [pid, pidfd]
   */
  spawnProgram(
    path: string,
    argv: Uint8Array,
    env: Uint8Array,
    cwd: number,
    stdio: number[],
  ): number[] | number;
  /** Soft limit of open files of every process that is made from now on, by any thread; -1: the caller's own. */
  setOpenFiles(soft: number): number;
  pidfdOpen(pid: number, flags: number): number;
  pidfdSignal(pidfd: number, signal: number): number;
  kill(pid: number, signal: number): number;
  /** [state, status]: state 0 alive, 1 exited (status is the code), 2 killed (status is the signal). ECHILD if it is not a child. `wait` 1 blocks; 2 leaves a dead one to be reaped by another. */
  waitPidfd(pidfd: number, wait: number): number[] | number;
  /** [state, status] of a process that somebody has reaped since the pidfd was opened; Linux 6.15. ENODATA before, ENOTTY and EINVAL on older kernels. */
  pidfdExit(pidfd: number): number[] | number;
  /** waitid(P_ALL, WNOHANG): [pid, state, status] or [0, 0, 0] when none is dead. */
  reap(): number[] | number;
  /** poll(2): pairs fd, events; gives revents in the same order; all 0 after a timeout. timeout -1 waits. EINTR is returned. */
  poll(pairs: number[], timeoutMs: number): number[] | number;
  prctl(option: number, argument: number): number;
  prlimit(pid: number, resource: number, soft: string, hard: string): number;
  /** [soft, hard] as decimal text, space between. */
  getrlimit(resource: number): string | number;
  /** [pid, ppid, uid, euid, gid, egid] */
  ids(): number[];
  getgroups(): number[] | number;
  /** Capability sets of the caller as hex: "effective permitted inheritable bounding" (bounding by prctl). */
  capabilities(): string | number;
  /** sysname, nodename, release, version, machine, joined by newline. */
  uname(): string | number;
  exit(status: number): never;

  // Signals and time
  /** Blocks these signals and gives a signalfd for them. */
  signalFd(signals: number[]): number;
  /** Next pending signal number of a signalfd, or EAGAIN. [signal, sender pid, code] */
  readSignal(fd: number): number[] | number;
  /** signal -> SIG_IGN (1) or SIG_DFL (0). */
  setSignal(signal: number, ignore: number): number;
  /** [seconds, nanoseconds] of CLOCK_REALTIME. */
  now(): number[];
  /** CLOCK_MONOTONIC in milliseconds, with fractions lost. */
  monotonicMs(): number;
  /** CLOCK_MONOTONIC in microseconds. */
  monotonicUs(): number;
  sleepMs(milliseconds: number): number;

  // Sockets
  /** Listening AF_UNIX SOCK_SEQPACKET socket at a name in a directory (bound through /proc/self/fd/<dirfd>/name). */
  listenUnix(dirfd: number, name: string): number;
  /** AF_UNIX SOCK_DGRAM socket bound to a name in a directory, as listenUnix() binds; its mode is 0777 without the umask. */
  bindDatagram(dirfd: number, name: string): number;
  /** Connects to a unix socket. type 1 stream, 2 datagram, 5 seqpacket. `dirfd` -100: path as is (a path above 107 bytes goes through its directory's fd; "@name" is an abstract address). */
  connectUnix(dirfd: number, path: string, type: number): number;
  acceptUnix(fd: number): number;
  /** Sends bytes with fds; never raises SIGPIPE. */
  sendFds(socket: number, data: Uint8Array, fds: number[]): number;
  /** Two ends of an AF_UNIX SOCK_SEQPACKET connection. */
  socketPair(): number[] | number;
  /** One message of at most `max` bytes (EBADMSG: longer, or with two fds): its fd or -1, then its bytes; the fd alone is the end. Does not block (EAGAIN). */
  receiveBytes(socket: number, max: number): number[] | number;

  /** NETLINK_ROUTE socket of the caller's network namespace. */
  netlinkOpen(): number;
  /**
   * Sends one message that asks for an acknowledgement or a dump, and gives the messages of the answer without
   * the acknowledgement; the errno of that, with the kernel's text in lastText(). ETIMEDOUT after 10 seconds.
   */
  netlinkRequest(socket: number, message: Uint8Array): Uint8Array | number;

  // Terminals
  isatty(fd: number): number;
  /** Raw mode; gives the former settings for ttyRestore. */
  ttyRaw(fd: number): Uint8Array | number;
  ttyRestore(fd: number, settings: Uint8Array): number;
  /** [rows, columns] */
  getWindowSize(fd: number): number[] | number;
  setWindowSize(fd: number, rows: number, columns: number): number;

  // Kernel features
  /** Compiles a profile with libseccomp. See src/seccomp/profile.ts for the words. Gives struct sock_filter bytes. */
  seccompCompile(words: number[], strings: string): Uint8Array | number;
  /**
   * Numbers of the system calls, each name ended by a NUL, on an architecture (libseccomp's token, 0: the
   * program's own): [token, number, ...], negative where the architecture has no such call. EINVAL if libseccomp
   * does not know the architecture.
   */
  seccompResolve(architecture: number, names: string): number[] | number;
  /** "2.5.4" of the linked library. */
  seccompVersion(): string;
  /** SECCOMP_GET_ACTION_AVAIL: 1 or 0. */
  seccompHas(action: number): number;
  /** The kernel knows this SECCOMP_FILTER_FLAG_: 1 or 0. */
  seccompHasFlag(flag: number): number;
  /** BPF_PROG_LOAD of type CGROUP_DEVICE; verifier's last line in lastText() on failure. */
  bpfLoadDevice(instructions: Uint8Array): number;
  /** BPF_PROG_ATTACH to a cgroup (device), BPF_F_ALLOW_MULTI, replacing `replaceFd` when >= 0. */
  bpfAttach(cgroupFd: number, progFd: number, replaceFd: number): number;
  /** BPF_PROG_QUERY: ids of device programs attached to the cgroup. */
  bpfQuery(cgroupFd: number): number[] | number;
  bpfProgFd(id: number): number;
  /** The program was loaded by bpfLoadDevice(): 1 or 0. */
  bpfIsOwn(progFd: number): number;
  /** One pass over JSON text: see src/config/scan.ts. */
  scanJson(data: Uint8Array, maxDepth: number): number[] | number;
  /** UTF-8 text of bytes (invalid sequences become U+FFFD). */
  decodeText(data: Uint8Array): string;
  /** UTF-8 bytes of text (lone surrogates become U+FFFD). */
  encodeText(text: string): Uint8Array;
  /** SHA-256 in hex. */
  sha256(data: Uint8Array): string;
}

let installed: Native | undefined;

/** Called once by each host's entry, before anything else. */
export function installNative(native: Native): void {
  installed = native;
}

/** @throws {TypeError} before installNative() */
export function native(): Native {
  if (installed === undefined) throw new TypeError("the native surface is not installed");
  return installed;
}
