// SPDX-License-Identifier: Apache-2.0
/**
 * The command table: the one source of parsing, help, completion and the manual.
 * Its texts are in command-docs.ts, which is not loaded on the way to a container.
 */
import type { CommandRow, OptionTable, OptionValues } from "./option.ts";

const bool = { kind: "bool" } as const;
const text = { kind: "string" } as const;
const int = { kind: "int" } as const;
const repeat = { kind: "repeat" } as const;
const bundle = { kind: "string", short: "b" } as const;
const detach = { kind: "bool", short: "d" } as const;
const format = { kind: "string", short: "f" } as const;
const unlimited = Number.POSITIVE_INFINITY;
const oneId = { usage: "<container-id>", least: 1, most: 1 } as const;
const nothing = { usage: "", least: 0, most: 0 } as const;

export const GLOBAL_OPTIONS = {
  debug: bool,
  log: text,
  "log-format": text,
  "log-level": text,
  root: text,
  "systemd-cgroup": bool,
  "cgroup-manager": text,
  rootless: text,
  strict: bool,
  trace: text,
  help: { kind: "bool", short: "h" },
  version: { kind: "bool", short: "v" },
} as const satisfies OptionTable;

const createOptions = {
  bundle,
  config: { kind: "string", short: "f" },
  "console-socket": text,
  "pidfd-socket": text,
  "pid-file": text,
  "no-pivot": bool,
  "no-new-keyring": bool,
  "no-subreaper": bool,
  "preserve-fds": int,
} as const satisfies OptionTable;

const execOptions = {
  "console-socket": text,
  "pidfd-socket": text,
  cwd: text,
  env: { kind: "repeat", short: "e" },
  tty: { kind: "bool", short: "t" },
  user: { kind: "string", short: "u" },
  "additional-gids": { kind: "repeat", short: "g" },
  process: { kind: "string", short: "p" },
  detach,
  "pid-file": text,
  "process-label": text,
  apparmor: text,
  "no-new-privs": bool,
  cap: { kind: "repeat", short: "c" },
  "preserve-fds": int,
  cgroup: repeat,
  "ignore-paused": bool,
} as const satisfies OptionTable;

const updateOptions = {
  resources: { kind: "string", short: "r" },
  "blkio-weight": int,
  "cpu-period": text,
  "cpu-quota": text,
  "cpu-burst": text,
  "cpu-share": text,
  "cpu-rt-period": text,
  "cpu-rt-runtime": text,
  "cpuset-cpus": text,
  "cpuset-mems": text,
  "cpu-idle": text,
  memory: text,
  "memory-reservation": text,
  "memory-swap": text,
  "pids-limit": int,
  "l3-cache-schema": text,
  "mem-bw-schema": text,
  "kernel-memory": { kind: "string", hidden: true },
  "kernel-memory-tcp": { kind: "string", hidden: true },
} as const satisfies OptionTable;

const checkpointOptions = {
  "image-path": text,
  "work-path": text,
  "parent-path": text,
  "leave-running": bool,
  "tcp-established": bool,
  "tcp-skip-in-flight": bool,
  "link-remap": bool,
  "ext-unix-sk": bool,
  "shell-job": bool,
  "lazy-pages": bool,
  "status-fd": int,
  "page-server": text,
  "file-locks": bool,
  "pre-dump": bool,
  "manage-cgroups-mode": text,
  "empty-ns": repeat,
  "auto-dedup": bool,
} as const satisfies OptionTable;

const restoreOptions = {
  "console-socket": text,
  "image-path": text,
  "work-path": text,
  "tcp-established": bool,
  "tcp-close": bool,
  "ext-unix-sk": bool,
  "shell-job": bool,
  "file-locks": bool,
  "manage-cgroups-mode": text,
  bundle,
  detach,
  "pid-file": text,
  "no-subreaper": bool,
  "no-pivot": bool,
  "empty-ns": repeat,
  "auto-dedup": bool,
  "lazy-pages": bool,
  "lsm-profile": text,
  "lsm-mount-context": text,
} as const satisfies OptionTable;

export const COMMANDS = {
  create: { options: createOptions, ...oneId },
  start: { options: {}, ...oneId },
  state: { options: {}, ...oneId },
  kill: {
    options: { all: { kind: "bool", short: "a", hidden: true } },
    usage: "<container-id> [signal]",
    least: 1,
    most: 2,
    stopAtFirstPositional: true,
  },
  delete: { options: { force: { kind: "bool", short: "f" } }, ...oneId },
  run: { options: { ...createOptions, detach, keep: bool }, ...oneId },
  exec: {
    options: execOptions,
    usage: "<container-id> [command] [args...]",
    least: 1,
    most: unlimited,
    stopAtFirstPositional: true,
  },
  list: { options: { format, quiet: { kind: "bool", short: "q" } }, ...nothing },
  ps: {
    options: { format },
    usage: "<container-id> [ps options]",
    least: 1,
    most: unlimited,
    stopAtFirstPositional: true,
  },
  pause: { options: {}, ...oneId },
  resume: { options: {}, ...oneId },
  events: { options: { interval: { kind: "duration" }, stats: bool }, ...oneId },
  update: { options: updateOptions, ...oneId },
  spec: { options: { bundle, rootless: bool }, ...nothing },
  features: { options: {}, ...nothing },
  validate: { options: { bundle, format }, ...nothing },
  plan: { options: { bundle, format }, ...nothing },
  doctor: { options: { format, json: bool }, ...nothing },
  checkpoint: { options: checkpointOptions, ...oneId },
  restore: { options: restoreOptions, ...oneId },
  completion: { options: {}, usage: "<bash|zsh|fish>", least: 1, most: 1 },
  help: { options: {}, usage: "[command]", least: 0, most: 1 },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof COMMANDS;
export type Globals = OptionValues<typeof GLOBAL_OPTIONS>;
export type CommandOptions<Name extends CommandName> = OptionValues<(typeof COMMANDS)[Name]["options"]>;
