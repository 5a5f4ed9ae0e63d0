// SPDX-License-Identifier: Apache-2.0
/** What the lifecycle functions are asked, by the command line and by the library. */
import type { Process } from "../config/types.ts";
import type { Tracer } from "../trace/trace.ts";

export interface Runtime {
  /** Absolute, clean path of the state root. */
  root: string;
  /** The root is the default one: a missing one is an empty list and not an error. */
  defaultRoot: boolean;
  systemdCgroup: boolean;
  /** New containers stay in the caller's cgroups, without limits. */
  noCgroups?: boolean;
  rootless: boolean | "auto";
  /** Follows the specification where engines rely on the contrary: docs/decisions, --strict. */
  strict?: boolean;
  /** The caller's environment as "NAME=value", for hooks without an own one and LISTEN_FDS. */
  environment: readonly string[];
  /** Address of the service manager that is told when a container is ready. */
  notifySocket?: string;
  /** This process does nothing else, so that another command may end it. */
  ownProcess?: boolean;
  /** Takes one line for the log at level warning. */
  warn(message: string): void;
  /** Takes a span for each phase, operation and hook. */
  trace?: Tracer;
}

export interface CreateRequest {
  id: string;
  /** Absolute path, links resolved. */
  bundle: string;
  /** Another file than <bundle>/config.json. */
  configFile?: string;
  /** The configuration itself, instead of a file. */
  configBytes?: Uint8Array;
  /** fds of the caller for the process's 0, 1 and 2; default the caller's own. */
  stdio?: number[];
  /** Absolute path. */
  pidFile?: string;
  consoleSocket?: string;
  pidfdSocket?: string;
  noPivot?: boolean;
  noNewKeyring?: boolean;
  preserveFds?: number;
}

export interface RunRequest extends CreateRequest {
  detach?: boolean;
  keep?: boolean;
  noSubreaper?: boolean;
}

export interface ExecRequest {
  id: string;
  /** The process to run: from --process, or made from the container's own and the flags. */
  process: Process;
  /** fds of the caller for the process's 0, 1 and 2; default the caller's own. */
  stdio?: number[];
  consoleSocket?: string;
  pidfdSocket?: string;
  pidFile?: string;
  detach?: boolean;
  preserveFds?: number;
  /** --cgroup values, as given. */
  cgroup?: string[];
  ignorePaused?: boolean;
}

export type Status = "creating" | "created" | "running" | "paused" | "stopped";

/** The state object (runtime.md "State") with runc's further members, in runc's order. */
export interface StateDocument {
  ociVersion: string;
  id: string;
  /** 0 when stopped. */
  pid: number;
  status: Status;
  bundle: string;
  rootfs: string;
  /** RFC 3339 with nanoseconds, UTC. */
  created: string;
  annotations?: Record<string, string>;
  owner: string;
}
