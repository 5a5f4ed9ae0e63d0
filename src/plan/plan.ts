// SPDX-License-Identifier: Apache-2.0
/** What a plan is, and what its compilers are told beside config.json. */
import type { Operation } from "../ops/operation.ts";

/** A complete list of operations for init. Nothing else is told to it. */
export interface Plan {
  /** CLONE_NEW flags of the first process. */
  cloneFlags: number;
  ops: Operation[];
  /** What the runtime passes as slots 0, 1, ...: in this order. */
  inherited: InheritedFd[];
  /** Mappings of the user namespaces behind the inherited `userns:N`, by N: for idmapped mounts. */
  idmaps: Idmap[];
  /** fds that stay open for the program above stdio (--preserve-fds and LISTEN_FDS). */
  preserveFds: number;
  /** Warnings for the log, each one line. */
  warnings: string[];
}

/** Id mappings of one idmapped mount. */
export interface Idmap {
  uidMappings: readonly IdRange[];
  gidMappings: readonly IdRange[];
}

export interface IdRange {
  containerID: number;
  hostID: number;
  size: number;
}

/** fds that the runtime opens for init. */
export type InheritedFd =
  | "gate"
  | "consoleSocket"
  | "pidfdSocket"
  | "containerPidfd"
  | `userns:${number}`
  | `handed:${number}`;

/** A compiled seccomp filter, ready to load. */
export interface SeccompFilter {
  /** Array of struct sock_filter. */
  program: Uint8Array;
  /** SECCOMP_FILTER_FLAG_ bits, without NEW_LISTENER. */
  flags: number;
  /** A rule notifies: the listener fd goes to the runtime. */
  notifies: boolean;
}

/** How the container process gets a terminal. */
export type TerminalUse =
  /** process.terminal is false */
  | "none"
  /** the pty's master goes to --console-socket */
  | "socket"
  /** the pty's master goes to the runtime, which relays (foreground run) */
  | "relay";

export interface PlanContext {
  id: string;
  /** Absolute path of the bundle. */
  bundle: string;
  /** Absolute path of the root filesystem. */
  rootfs: string;
  /** cgroup files into which init writes "0" (v1: each controller's tasks; v2: cgroup.procs where CLONE_INTO_CGROUP is not used). */
  cgroupJoin: string[];
  /** Directories of resctrl groups whose tasks files init writes "0" into. */
  rdtJoin?: string[];
  /** Directory of the container's cgroup per v1 controller name (and "" for v2), for cgroup mounts. */
  cgroupPaths: Readonly<Record<string, string>>;
  terminal: TerminalUse;
  /** The runtime puts init into its cgroup, before init does anything. */
  isPlaced?: boolean;
  /** create and start are two commands: init waits at the gate. Otherwise it waits at sync(ready). */
  gate: boolean;
  preserveFds: number;
  /** Number of LISTEN_FDS among preserveFds; adds LISTEN_FDS and LISTEN_PID to the environment. */
  listenFds: number;
  pidfdSocket: boolean;
  /** Directory of the host for the socket that takes the container's readiness. */
  notifyDirectory?: string;
  /** Targets of the mounts that are copies of symbolic links, by their position. */
  linkTargets?: ReadonlyMap<number, string> | undefined;
  noPivot: boolean;
  noNewKeyring: boolean;
  /** Standard streams that are the host's /dev/null. */
  nullStdio?: readonly number[];
  /** Compiled by the caller beforehand (native, cached). */
  seccomp?: SeccompFilter;
}
