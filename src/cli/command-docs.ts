// SPDX-License-Identifier: Apache-2.0
/** The texts of the command table: for help, completion and the manual. Not part of the hot bundle. */
import type { COMMANDS, CommandName, GLOBAL_OPTIONS } from "./commands.ts";

export interface CommandDocs<Options extends PropertyKey> {
  /** One line. */
  readonly about: string;
  /** Paragraphs under the options. */
  readonly notes?: string;
  readonly options: { readonly [Name in Options]: string };
}

type OptionName<Name extends CommandName> = keyof (typeof COMMANDS)[Name]["options"];

export const GLOBAL_DOCS: { readonly [Name in keyof typeof GLOBAL_OPTIONS]: string } = {
  debug: "log at level debug",
  log: "append log records to this file; errors also go to standard error",
  "log-format": "form of log records: text or json",
  "log-level": "least level that is logged: error, warning or debug",
  root: "directory for the state of containers (default /run/runt, or runt in XDG_RUNTIME_DIR for users)",
  "systemd-cgroup": "make cgroups through systemd; cgroupsPath is slice:prefix:name",
  "cgroup-manager": "who makes cgroups: cgroupfs, systemd or disabled",
  rootless: "tolerate cgroups without permission: true, false or auto",
  strict:
    "follow the specification where engines rely on the contrary: delete wants a stopped container, create and run a bundle, an unset umask is the caller's",
  trace: "write where the time went to this file, in Chrome's trace format",
  help: "show help",
  version: "show versions",
};

const BUNDLE = "directory of the bundle (default: the current one)";
const CONFIG = "configuration to use instead of config.json of the bundle";
const CONSOLE_SOCKET = "unix socket that receives the terminal's other end";
const PIDFD_SOCKET = "unix socket that receives a pidfd of the process";
const PID_FILE = "file to write the process id to";
const PRESERVE_FDS = "number of file descriptors from 3 on to hand on to the process";
const DETACH = "return once the process runs";
const CGROUPS_MODE = "how cgroups are saved: soft, full, strict or ignore";

const create = {
  bundle: BUNDLE,
  config: CONFIG,
  "console-socket": CONSOLE_SOCKET,
  "pidfd-socket": PIDFD_SOCKET,
  "pid-file": PID_FILE,
  "no-pivot": "switch roots without pivot_root, for a root in ramfs",
  "no-new-keyring": "keep the caller's session keyring",
  "no-subreaper": "do not become a subreaper",
  "preserve-fds": PRESERVE_FDS,
};

const checkpointed = {
  "image-path": "directory of the image files",
  "work-path": "directory of work files and logs",
  "tcp-established": "allow open TCP connections",
  "ext-unix-sk": "allow external unix sockets",
  "shell-job": "allow shell jobs",
  "lazy-pages": "move memory pages on demand",
  "file-locks": "allow file locks",
  "manage-cgroups-mode": CGROUPS_MODE,
  "empty-ns": "namespace to leave empty: network (repeatable)",
  "auto-dedup": "free memory images of earlier dumps",
};

export const COMMAND_DOCS: { readonly [Name in CommandName]: CommandDocs<OptionName<Name>> } = {
  create: {
    about: "Create a container",
    notes: "Sets up everything and stops short of the program, which `start` runs.",
    options: create,
  },
  start: { about: "Run the program of a created container", options: {} },
  state: { about: "Print the state of a container as JSON", options: {} },
  kill: {
    about: "Send a signal to a container's process",
    notes: "The signal is a number or a name in any case, with or without SIG (default TERM).",
    options: { all: "succeed even if the process is gone" },
  },
  delete: {
    about: "Delete a stopped or created container",
    options: { force: "kill it first; a missing container is no error" },
  },
  run: {
    about: "Create and start a container",
    notes: "In the foreground, the exit status is that of the program, or 128 + n after signal n.",
    options: { ...create, detach: DETACH, keep: "do not delete the container when it has ended" },
  },
  exec: {
    about: "Run one more process in a container",
    notes:
      "The exit status is that of the process, or 255 if it could not be run. With --process, no other option changes the process.",
    options: {
      "console-socket": CONSOLE_SOCKET,
      "pidfd-socket": PIDFD_SOCKET,
      cwd: "working directory",
      env: "environment variable to add, NAME=value (repeatable)",
      tty: "give the process a terminal",
      user: "user to run as, UID[:GID] in numbers",
      "additional-gids": "supplementary group to add (repeatable)",
      process: "file with the process section to run",
      detach: DETACH,
      "pid-file": PID_FILE,
      "process-label": "SELinux label",
      apparmor: "AppArmor profile",
      "no-new-privs": "set no_new_privs",
      cap: "capability to add (repeatable)",
      "preserve-fds": PRESERVE_FDS,
      cgroup: "cgroup below the container's own to run in; v1: [controller,...:]path (repeatable)",
      "ignore-paused": "wait in a paused container instead of failing",
    },
  },
  list: {
    about: "List containers",
    options: { format: "table or json (default table)", quiet: "print ids only" },
  },
  ps: {
    about: "Show the processes of a container",
    notes: "In table form, ps(1) of the host is asked (default options -ef).",
    options: { format: "table or json (default table)" },
  },
  pause: { about: "Freeze all processes of a container", options: {} },
  resume: { about: "Thaw a paused container", options: {} },
  events: {
    about: "Print resource usage and out-of-memory events as JSON lines",
    options: {
      interval: "time between two samples, as 5s or 1m30s (default 5s)",
      stats: "print one sample and end",
    },
  },
  update: {
    about: "Change the limits of a container",
    notes: "Sizes take the suffixes k, m, g, t and p; -1 lifts the limit.",
    options: {
      resources:
        "file with a linux.resources section, or - for standard input; other limits are then ignored",
      "blkio-weight": "weight for block I/O, 10 to 1000",
      "cpu-period": "CPU period in microseconds",
      "cpu-quota": "CPU quota in microseconds",
      "cpu-burst": "CPU burst in microseconds",
      "cpu-share": "CPU shares",
      "cpu-rt-period": "realtime period in microseconds",
      "cpu-rt-runtime": "realtime quota in microseconds",
      "cpuset-cpus": "CPUs to run on, as 0-3,7",
      "cpuset-mems": "memory nodes to use",
      "cpu-idle": "1 for SCHED_IDLE, 0 for normal",
      memory: "memory limit",
      "memory-reservation": "memory protected from reclaim under pressure",
      "memory-swap": "limit of memory and swap together",
      "pids-limit": "number of processes",
      "l3-cache-schema": "Intel RDT L3 cache schema",
      "mem-bw-schema": "Intel RDT memory bandwidth schema",
      "kernel-memory": "obsolete, ignored",
      "kernel-memory-tcp": "obsolete, ignored",
    },
  },
  spec: {
    about: "Write a config.json to start from",
    options: {
      bundle: "directory to write to (default: the current one)",
      rootless: "for callers without privileges",
    },
  },
  features: { about: "Print what this build can do as JSON", options: {} },
  validate: {
    about: "Check a bundle and print all of its problems",
    notes: "The exit status is 1 if there are any.",
    options: { bundle: BUNDLE, format: "text or json (default text)" },
  },
  plan: {
    about: "Print what create would do with a bundle, without doing it",
    notes: "Needs no privileges.",
    options: { bundle: BUNDLE, format: "text or json (default text)" },
  },
  doctor: {
    about: "Tell what this host offers to containers, what it lacks, and what to do",
    notes:
      "Needs no privileges. The exit status is 1 only if no container can run for the caller. The JSON has runs and findings, each with id, status (ok, missing or info), detail, and with what is missing a hint.",
    options: { format: "text or json (default text)", json: "the same as --format json" },
  },
  checkpoint: {
    about: "Save a container to disk",
    options: {
      ...checkpointed,
      "parent-path": "earlier image, relative to the image directory",
      "leave-running": "let the container run on",
      "tcp-skip-in-flight": "skip TCP connections that are being made",
      "link-remap": "allow files that were unlinked",
      "status-fd": "file descriptor to tell when lazy pages are ready",
      "page-server": "ADDRESS:PORT of a page server",
      "pre-dump": "dump memory only and let the container run on",
    },
  },
  restore: {
    about: "Restore a container from disk",
    options: {
      ...checkpointed,
      "console-socket": CONSOLE_SOCKET,
      "tcp-close": "close TCP connections",
      bundle: BUNDLE,
      detach: DETACH,
      "pid-file": PID_FILE,
      "no-subreaper": create["no-subreaper"],
      "no-pivot": create["no-pivot"],
      "lsm-profile": "TYPE:NAME of the security profile",
      "lsm-mount-context": "SELinux context for mounts",
    },
  },
  completion: {
    about: "Print a completion script for a shell",
    notes: "For bash: source <(runt completion bash).",
    options: {},
  },
  help: { about: "Show help on a command", options: {} },
};
