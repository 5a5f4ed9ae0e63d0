// SPDX-License-Identifier: Apache-2.0
/** What the library's functions are asked. */
import type { Capabilities, LinuxResources, OciConfig, Process, User } from "../config/types.ts";
import type { Json } from "./documents.ts";
import type { StdioOptions } from "./stdio.ts";
import type { Tracer } from "../trace/trace.ts";
import type { TerminalSize } from "./terminal.ts";

export interface RuntimeOptions {
  /**
   * Directory of the containers' state, the same as the command line's `--root`: containers of one root are seen by
   * both. Default /run/runt, or runt in XDG_RUNTIME_DIR for users without privileges.
   */
  root?: string;
  /** Environment of hooks that have none of their own, and for the default root. Default `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Takes warnings, each one line. Default `process.emitWarning()`. */
  onWarning?: (message: string) => void;
  /** Takes a span for each phase, operation and hook, as it ends: where the time goes. `chromeTrace` makes a file of them. */
  onSpan?: Tracer;
}

/** Where a container's configuration and root filesystem come from. */
export interface BundleOptions {
  /** Directory with the root filesystem and config.json. Default the current directory. */
  bundle?: string;
  /** The configuration, in place of the bundle's config.json. A relative `root.path` starts at the bundle. */
  config?: Json<OciConfig>;
}

/** What a new process is connected to. */
export interface ConnectionOptions {
  /** Default `"pipe"`. Without meaning where the process has a terminal. */
  stdio?: StdioOptions;
  /** First size of the terminal, where `process.terminal` is true. */
  terminal?: TerminalSize;
  /** A unix socket that takes the terminal, in place of the library's object. */
  consoleSocket?: string;
  /** A unix socket that takes a pidfd of the process. */
  pidfdSocket?: string;
  /** File to which the process's pid is written. */
  pidFile?: string;
}

export interface CreateOptions extends BundleOptions, ConnectionOptions {
  /** Name of the container, unique in the state root: 1 to 240 of `A-Z a-z 0-9 _ + - .` */
  id: string;
  /** Aborts the creation: everything is undone, and the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** For root filesystems in which pivot_root(2) can't be done (an initramfs). Less safe. */
  noPivot?: boolean;
  /** The container process keeps the caller's session keyring. */
  noNewKeyring?: boolean;
}

export interface RunOptions
  extends BundleOptions,
    Omit<ConnectionOptions, "stdio" | "terminal" | "consoleSocket"> {
  /** Name of the container. Default a random one. */
  id?: string;
  /** Default: stdin is `input` or /dev/null, stdout and stderr are collected. */
  stdio?: StdioOptions;
  /** What the program reads from its standard input. */
  input?: string | Uint8Array;
  /** Collected output of each stream beyond this is dropped, and the result says so. Default 16 MiB. */
  maxOutputBytes?: number;
  /** Kills and deletes the container; the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  noPivot?: boolean;
  noNewKeyring?: boolean;
}

export interface ExecOptions extends ConnectionOptions {
  /** The program and its arguments. Needed, unless `process` is given. */
  args?: readonly string[];
  /** Added to the environment of the container's own process. */
  env?: Readonly<Record<string, string>>;
  /** Default that of the container's own process. */
  cwd?: string;
  user?: User;
  capabilities?: Capabilities;
  noNewPrivileges?: boolean;
  /** A whole process section in place of the container's own; the members above change it. */
  process?: Json<Process>;
  /** The process gets a terminal: of this size, or with `true` of none yet. */
  tty?: boolean;
  /** Sub-cgroups of the container's cgroup, as `exec --cgroup` takes them. */
  cgroup?: readonly string[];
  /** Starts the process in a paused container: it runs once that is resumed. */
  ignorePaused?: boolean;
  /** Kills the process; while it starts, the promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
}

export interface KillOptions {
  /** A container that is gone is no error. */
  all?: boolean;
}

export interface DeleteOptions {
  /** A running container is killed first; a missing one is no error. */
  force?: boolean;
}

export interface WaitOptions {
  /** Ends the wait, not the process. */
  signal?: AbortSignal | undefined;
}

export interface EventsOptions {
  /** Time between two samples of statistics. Default 5000. */
  intervalMs?: number;
  /** Ends the iteration without an error. */
  signal?: AbortSignal | undefined;
}

/** Limits as `linux.resources` has them; what is absent stays as it is. */
export type Resources = Json<LinuxResources>;
