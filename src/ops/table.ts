// SPDX-License-Identifier: Apache-2.0
/**
 * The operation table: the one source of what init can do.
 *
 * The TypeScript types, the wire encoder, the plan printer, addon/wire/ops.h and docs/operations.md all
 * come from it. An operation is one system call that can fail (the few exceptions say so in their doc).
 *
 * Slots hold file descriptors. A slot is written once (`out`), read (`slot`), and can be reused after
 * `close`. An optional open leaves its slot *absent*; an operation that reads an absent slot does nothing
 * and leaves its own `out` slot absent, so a missing masked path skips all that follows from it.
 */

/** How an operand travels: see docs/operations.md, "Wire format". */
export type OperandKind = "slot" | "out" | "u32" | "u64" | "str" | "strv" | "u32v" | "bytes";

export interface OperationRow {
  /** Operands in wire order. */
  readonly operands: Readonly<Record<string, OperandKind>>;
  /** System call named in errors. */
  readonly syscall: string;
  /** One line for docs/operations.md. */
  readonly doc: string;
}

export const OPERATIONS = {
  // Files
  open: {
    operands: { out: "out", path: "str", flags: "u32" },
    syscall: "openat",
    doc: "Opens a path of the runtime's mount namespace, O_CLOEXEC added. Only before the root is switched.",
  },
  openIn: {
    operands: { out: "out", dir: "slot", path: "str", flags: "u32" },
    syscall: "openat2",
    doc: "Opens `path` with `dir` as its root: RESOLVE_IN_ROOT, RESOLVE_NO_MAGICLINKS; EAGAIN is retried.",
  },
  openReal: {
    operands: { out: "out", dir: "slot", path: "str", flags: "u32" },
    syscall: "openat2",
    doc: "As openIn, but no component may be a symbolic link (RESOLVE_NO_SYMLINKS).",
  },
  openBeneath: {
    operands: { out: "out", dir: "slot", path: "str", flags: "u32" },
    syscall: "openat2",
    doc: "Opens `path` below `dir` on the same mount: RESOLVE_BENEATH, RESOLVE_NO_XDEV, RESOLVE_NO_MAGICLINKS.",
  },
  openOptional: {
    operands: { out: "out", dir: "slot", path: "str", flags: "u32", tolerated: "u32" },
    syscall: "openat2",
    doc: "As openIn; the errno `tolerated` (ENOENT stands for ENOTDIR too) leaves the slot absent, and `dir` itself is EBUSY.",
  },
  makeDir: {
    operands: { out: "out", dir: "slot", path: "str", mode: "u32" },
    syscall: "mkdirat",
    doc: "Resolves `path` with `dir` as its root, makes missing directories one by one, and opens it O_PATH|O_DIRECTORY. Symlinks that dangle are resolved inside the root.",
  },
  makeRealDir: {
    operands: { out: "out", dir: "slot", path: "str", mode: "u32" },
    syscall: "mkdirat",
    doc: "As makeDir, but no component may be a symbolic link: for /proc and /sys.",
  },
  makeFile: {
    operands: { out: "out", dir: "slot", path: "str", mode: "u32" },
    syscall: "openat2",
    doc: "As makeDir for the parent; the last component is made as an empty regular file (O_EXCL|O_NOFOLLOW) if missing, and opened O_PATH. An existing file of any type but a directory is taken.",
  },
  makeMatching: {
    operands: { out: "out", dir: "slot", path: "str", like: "slot", mode: "u32" },
    syscall: "mkdirat",
    doc: "makeDir if `like` is a directory, else makeFile (mode 0644): the mount point of a bind.",
  },
  makeNode: {
    operands: { dir: "slot", name: "str", mode: "u32", major: "u32", minor: "u32" },
    syscall: "mknodat",
    doc: "Makes a device node or FIFO; an existing node is kept only if type and numbers are equal (else EEXIST).",
  },
  makeLink: {
    operands: { dir: "slot", name: "str", target: "str" },
    syscall: "symlinkat",
    doc: "Makes a symbolic link; an existing file of that name is left alone.",
  },
  unlink: {
    operands: { dir: "slot", name: "str" },
    syscall: "unlinkat",
    doc: "Removes a name; a missing one is no error.",
  },
  chown: {
    operands: { slot: "slot", uid: "u32", gid: "u32" },
    syscall: "fchownat",
    doc: "Changes owner and group by fd (AT_EMPTY_PATH). 4294967295 leaves that id alone.",
  },
  chownStdio: {
    operands: { uid: "u32" },
    syscall: "fchown",
    doc: "Gives fds 0 to 2 to `uid` unless they have it, or are char 1:3, or not a pipe/socket/tty of ours; EPERM and EROFS are ignored.",
  },
  write: {
    operands: { slot: "slot", data: "str" },
    syscall: "write",
    doc: "Writes the text in one call; a short write is EIO.",
  },
  expect: {
    operands: { slot: "slot", data: "str" },
    syscall: "pread",
    doc: "Reads the file from its start and compares up to a NUL or newline; EBADMSG if it differs.",
  },
  expectFilesystem: {
    operands: { slot: "slot", magic: "u32" },
    syscall: "fstatfs",
    doc: "ENOTSUP unless the fd lies on a filesystem with this magic number.",
  },
  expectDevice: {
    operands: { slot: "slot", major: "u32", minor: "u32" },
    syscall: "fstat",
    doc: "ENODEV unless the fd is a character device with these numbers.",
  },
  close: { operands: { slot: "slot" }, syscall: "close", doc: "Closes the slot, which can then be reused." },
  dupTo: {
    operands: { slot: "slot", fd: "u32" },
    syscall: "dup3",
    doc: "Duplicates the slot onto fd 0, 1 or 2, or one from 200 to 255, without close-on-exec.",
  },
  makeDirOptional: {
    operands: { out: "out", dir: "slot", path: "str", mode: "u32", tolerated: "u32" },
    syscall: "mkdirat",
    doc: "As makeDir; the errno `tolerated` leaves the slot absent (process.cwd on a volume that root may not enter).",
  },
  refuseTarget: {
    operands: { slot: "slot", root: "slot", magic: "u32" },
    syscall: "fstatfs",
    doc: "Where a symlink may have led a mount point: EPERM if it lies on a filesystem with this magic number (procfs), EBUSY if it is the root itself.",
  },
  expectInode: {
    operands: { slot: "slot", inode: "u64" },
    syscall: "fstat",
    doc: "ENOTSUP unless the fd has this inode number: what is bound on /proc is a procfs as a whole.",
  },

  // Mounts
  fsopen: { operands: { out: "out", type: "str" }, syscall: "fsopen", doc: "Opens a filesystem context." },
  fspick: {
    operands: { out: "out", slot: "slot" },
    syscall: "fspick",
    doc: "Opens the context of a mounted filesystem, to reconfigure it.",
  },
  fsconfigString: {
    operands: { slot: "slot", key: "str", value: "str" },
    syscall: "fsconfig",
    doc: "Sets one filesystem option with a value; the kernel's text goes into the report on failure.",
  },
  fsconfigFlag: {
    operands: { slot: "slot", key: "str" },
    syscall: "fsconfig",
    doc: "Sets one filesystem option without a value.",
  },
  fsconfigCreate: {
    operands: { slot: "slot" },
    syscall: "fsconfig",
    doc: "Makes the superblock (FSCONFIG_CMD_CREATE).",
  },
  fsconfigReconfigure: {
    operands: { slot: "slot" },
    syscall: "fsconfig",
    doc: "Applies changed options (FSCONFIG_CMD_RECONFIGURE).",
  },
  fsmount: {
    operands: { out: "out", slot: "slot", attributes: "u32" },
    syscall: "fsmount",
    doc: "Makes a detached mount with MOUNT_ATTR_ flags.",
  },
  openTree: {
    operands: { out: "out", path: "str", flags: "u32" },
    syscall: "open_tree",
    doc: "Clones the mount at a path of the runtime's mount namespace as a detached mount (OPEN_TREE_CLONE added).",
  },
  cloneTree: {
    operands: { out: "out", slot: "slot", flags: "u32" },
    syscall: "open_tree",
    doc: "Clones the mount at an fd as a detached mount (OPEN_TREE_CLONE and AT_EMPTY_PATH added).",
  },
  cloneCover: {
    operands: { out: "out", target: "slot", directory: "slot", file: "slot" },
    syscall: "open_tree",
    doc: "Clones `directory` if `target` is a directory, else `file`: what covers a masked path.",
  },
  mountAttributes: {
    operands: { slot: "slot", set: "u32", clear: "u32", propagation: "u32", flags: "u32" },
    syscall: "mount_setattr",
    doc: "Changes a mount's attributes and propagation by fd; flags may hold AT_RECURSIVE.",
  },
  mapIds: {
    operands: { slot: "slot", userns: "slot", flags: "u32" },
    syscall: "mount_setattr",
    doc: "Makes a detached mount idmapped with the mappings of a user namespace.",
  },
  moveMount: {
    operands: { slot: "slot", target: "slot" },
    syscall: "move_mount",
    doc: "Attaches a detached mount on the target fd.",
  },
  copyTree: {
    operands: { from: "slot", to: "slot" },
    syscall: "copy_file_range",
    doc: "Copies the content of one directory into another, fd to fd (tmpcopyup): modes, owners, links. Several system calls.",
  },
  enterDirectory: {
    operands: { slot: "slot" },
    syscall: "fchdir",
    doc: "Makes the directory the current one.",
  },
  enterPath: {
    operands: { out: "out", dir: "slot", path: "str", tolerated: "u32" },
    syscall: "chdir",
    doc: "Opens the directory as openIn does and makes it the current one; the errno `tolerated` of either leaves the slot absent.",
  },
  enterIfAbsent: {
    operands: { slot: "slot", dir: "slot", path: "str" },
    syscall: "chdir",
    doc: "As enterPath into `slot`, but only if that slot is absent. The one operation that fills a read slot.",
  },
  pivotRoot: {
    operands: {},
    syscall: "pivot_root",
    doc: 'pivot_root(".", "."): the current directory becomes the root.',
  },
  detachOldRoot: {
    operands: {},
    syscall: "umount2",
    doc: "Unmounts the old root, which pivotRoot left on top of the new one (MNT_DETACH).",
  },
  moveToRoot: {
    operands: {},
    syscall: "mount",
    doc: "Moves the mount at the current directory onto / (MS_MOVE): root switch without pivot_root.",
  },
  chroot: { operands: {}, syscall: "chroot", doc: "Makes the current directory the root directory." },
  fsconfigMode: {
    operands: { slot: "slot", like: "slot" },
    syscall: "fsconfig",
    doc: "Sets the filesystem option `mode` to the permission bits of `like` (octal text), as tmpfs takes over those of the directory it covers.",
  },

  // Namespaces
  setns: {
    operands: { slot: "slot", type: "u32" },
    syscall: "setns",
    doc: "Joins a namespace (or those of a pidfd) of the given CLONE_NEW type.",
  },
  unshare: {
    operands: { flags: "u32" },
    syscall: "unshare",
    doc: "Makes new namespaces for the calling process.",
  },
  fork: {
    operands: { flags: "u32" },
    syscall: "clone3",
    doc: "Goes on in a child made with these CLONE_NEW flags (CLONE_PARENT added); the parent reports the pid and pidfd and exits.",
  },
  sync: {
    operands: { point: "u32" },
    syscall: "recvmsg",
    doc: "Tells the runtime that a point is reached and waits for its word to go on.",
  },
  gate: {
    operands: { slot: "slot" },
    syscall: "accept4",
    doc: "Waits for `start` to connect to the listening socket; later reports go there.",
  },
  openNetlink: {
    operands: { out: "out" },
    syscall: "socket",
    doc: "Opens a NETLINK_ROUTE socket of the network namespace, through which the runtime sets up network devices.",
  },
  loopbackUp: { operands: {}, syscall: "ioctl", doc: "Brings up lo (SIOCSIFFLAGS)." },
  setHostname: {
    operands: { name: "str" },
    syscall: "sethostname",
    doc: "Sets the hostname of the UTS namespace.",
  },
  setDomainname: {
    operands: { name: "str" },
    syscall: "setdomainname",
    doc: "Sets the NIS domain name of the UTS namespace.",
  },
  setSession: {
    operands: {},
    syscall: "setsid",
    doc: "Starts a new session; EPERM (already a leader) is no error.",
  },
  joinKeyring: {
    operands: { name: "str", permissions: "u32" },
    syscall: "keyctl",
    doc: 'Joins a session keyring ("" makes an anonymous one) and adds permission bits; ENOSYS is no error.',
  },
  openPidfd: {
    operands: { out: "out" },
    syscall: "pidfd_open",
    doc: "Opens a pidfd of the calling process, for --pidfd-socket.",
  },

  // Terminal
  unlockPty: {
    operands: { slot: "slot" },
    syscall: "ioctl",
    doc: "Unlocks the pty's other end (TIOCSPTLCK).",
  },
  openPtyPeer: {
    operands: { out: "out", slot: "slot" },
    syscall: "ioctl",
    doc: "Opens the pty's other end by fd (TIOCGPTPEER).",
  },
  setWindowSize: {
    operands: { slot: "slot", height: "u32", width: "u32" },
    syscall: "ioctl",
    doc: "Sets the terminal's size (TIOCSWINSZ).",
  },
  controlTerminal: {
    operands: { slot: "slot" },
    syscall: "ioctl",
    doc: "Makes the terminal the controlling one (TIOCSCTTY).",
  },
  sendFd: {
    operands: { socket: "slot", slot: "slot", text: "str" },
    syscall: "sendmsg",
    doc: "Sends one fd and a text over a stream socket (SCM_RIGHTS).",
  },
  handOver: {
    operands: { slot: "slot", tag: "u32" },
    syscall: "sendmsg",
    doc: "Sends one fd to the runtime over the report socket, with a tag.",
  },

  // Process
  setUmask: { operands: { mask: "u32" }, syscall: "umask", doc: "Sets the file mode creation mask." },
  setRlimit: {
    operands: { resource: "u32", soft: "u64", hard: "u64" },
    syscall: "prlimit64",
    doc: "Sets one resource limit of the process.",
  },
  raiseRlimit: {
    operands: { resource: "u32", hard: "u64" },
    syscall: "prlimit64",
    doc: "Raises the hard limit to at least `hard`, before a user namespace takes away the right to.",
  },
  setGroups: {
    operands: { gids: "u32v" },
    syscall: "setgroups",
    doc: "Sets the supplementary groups, exactly these; without any it lets a user namespace deny the call.",
  },
  setGid: {
    operands: { gid: "u32" },
    syscall: "setresgid",
    doc: "Sets real, effective and saved gid, and reads them back.",
  },
  setUid: {
    operands: { uid: "u32" },
    syscall: "setresuid",
    doc: "Sets real, effective and saved uid, and reads them back.",
  },
  keepCapabilities: { operands: { on: "u32" }, syscall: "prctl", doc: "PR_SET_KEEPCAPS." },
  dropBounding: {
    operands: { keep: "u64" },
    syscall: "prctl",
    doc: "Drops every bounding capability not in `keep`, up to the kernel's last one.",
  },
  setCapabilities: {
    operands: { effective: "u64", permitted: "u64", inheritable: "u64" },
    syscall: "capset",
    doc: "Sets the three sets, each without what the process can't have (a capability that can't be granted is a warning of the plan's maker).",
  },
  setAmbient: {
    operands: { ambient: "u64" },
    syscall: "prctl",
    doc: "Clears the ambient set and raises exactly these.",
  },
  raiseEffective: {
    operands: { mask: "u64" },
    syscall: "capset",
    doc: "Adds permitted capabilities to the effective set.",
  },
  setNoNewPrivileges: { operands: {}, syscall: "prctl", doc: "PR_SET_NO_NEW_PRIVS." },
  setDumpable: { operands: { on: "u32" }, syscall: "prctl", doc: "PR_SET_DUMPABLE." },
  setPersonality: { operands: { persona: "u32" }, syscall: "personality", doc: "Sets the execution domain." },
  setScheduler: {
    operands: {
      policy: "u32",
      flags: "u64",
      nice: "u32",
      priority: "u32",
      runtime: "u64",
      deadline: "u64",
      period: "u64",
    },
    syscall: "sched_setattr",
    doc: "Sets the scheduling attributes; nice is an int32 in two's complement.",
  },
  setIoPriority: {
    operands: { value: "u32" },
    syscall: "ioprio_set",
    doc: "Sets the I/O priority of the process group.",
  },
  setAffinity: {
    operands: { mask: "bytes" },
    syscall: "sched_setaffinity",
    doc: "Sets the CPU affinity mask (little-endian bits).",
  },
  resetAffinity: {
    operands: {},
    syscall: "sched_setaffinity",
    doc: "Allows all CPUs that the cgroup allows; failure is no error.",
  },
  setMemoryPolicy: {
    operands: { mode: "u32", nodes: "bytes" },
    syscall: "set_mempolicy",
    doc: "Sets the NUMA memory policy; nodes is a bit mask, empty for none.",
  },
  checkCwd: {
    operands: {},
    syscall: "getcwd",
    doc: "ENOENT unless the current directory lies below the root directory.",
  },
  findHome: {
    operands: { dir: "slot", uid: "u32" },
    syscall: "openat2",
    doc: "Adds HOME to exec's environment from etc/passwd in `dir` (regular file, at most 1 MiB), else HOME=/. Never fails.",
  },
  findExecutable: {
    operands: { file: "str", path: "str" },
    syscall: "execve",
    doc: "Decides what exec runs: `file` if it holds a slash, else the first executable in the colon list `path`. ENOENT, EACCES, EISDIR, ENOTDIR.",
  },
  setSeccomp: {
    operands: { flags: "u32", filter: "bytes" },
    syscall: "seccomp",
    doc: "Loads a filter of struct sock_filter.",
  },
  setSeccompListener: {
    operands: { out: "out", flags: "u32", filter: "bytes" },
    syscall: "seccomp",
    doc: "Loads a filter and keeps its notification fd (SECCOMP_FILTER_FLAG_NEW_LISTENER added).",
  },
  closeFrom: {
    operands: { fd: "u32" },
    syscall: "close_range",
    doc: "Closes every fd from this number on but the report socket, which is close-on-exec.",
  },
  recordTimes: {
    operands: {},
    syscall: "clock_gettime",
    doc: "From here on the times of operations are sent along at sync points, the end and a failure, up to the seccomp filter. For --trace.",
  },
  exec: {
    operands: { args: "strv", env: "strv" },
    syscall: "execve",
    doc: "Runs what findExecutable chose, with this argv and environment. Last.",
  },
} as const satisfies Record<string, OperationRow>;

export type OperationName = keyof typeof OPERATIONS;

/** Numbers of `sync` points, in the order in which they can come. */
export const SYNC = {
  /** Nothing is done yet: the systemd driver puts the process into its cgroup. */
  placed: 0,
  /** The process exists; id mappings can be written. */
  mapped: 1,
  /** The network namespace is entered, and the runtime has a netlink socket of it: network devices can come. */
  network: 2,
  /** Mounts are done: prestart and createRuntime hooks. */
  createRuntime: 3,
  /** createContainer hooks. */
  createContainer: 4,
  /** All of create is done; `run` lets the process go on, or `gate` follows. */
  ready: 5,
} as const;

/** Tags of `handOver`. */
export const HANDED = { terminal: 1, seccompListener: 2, pidfd: 3, netlink: 4 } as const;
