// SPDX-License-Identifier: Apache-2.0
/** A namespace that is joined by path may be the host's own: then nothing of it may be set. */
import type { LinuxNamespaceType, OciConfig } from "../config/types.ts";
import { ConfigError, type Issue, KernelError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { EACCES, ENOENT, ENOTDIR, errnoText } from "../errors/errno.ts";
import { AT_FDCWD, O_NONBLOCK } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { sysctlNamespace } from "../policy/sysctl.ts";

const FILE: Readonly<Partial<Record<LinuxNamespaceType, string>>> = {
  ipc: "ipc",
  network: "net",
  user: "user",
  uts: "uts",
};

/** undefined where it is out of reach, which opening it tells. */
function statusOf(path: string): number[] | undefined {
  const status = native().fstatat(AT_FDCWD, path, 0);
  if (typeof status !== "number") return status;
  if (status === -ENOENT || status === -ENOTDIR || status === -EACCES) return undefined;
  throw new KernelError(status, "fstatat", `look at ${path}`, { path });
}

/** The path leads to the namespace of this process. @throws {KernelError} what can't be looked at may be the host's */
function isOwn(type: LinuxNamespaceType, path: string): boolean {
  const file = FILE[type];
  if (file === undefined) return false;
  const own = statusOf(`/proc/self/ns/${file}`);
  const joined = statusOf(path);
  if (own === undefined || joined === undefined) return false;
  return own[5] === joined[5] && own[6] === joined[6];
}

/** A namespace that config.json wants to join; plan/namespaces.ts. */
interface Joined {
  readonly type: LinuxNamespaceType;
  readonly flag: number;
  readonly path: string;
  readonly pointer: JsonPointer;
}

/** config-linux.md "Namespaces": why a path can't be joined as what it is meant to be. */
export function namespaceProblem({ type, flag, path, pointer }: Joined): Issue | undefined {
  const name = `the ${type} namespace ${JSON.stringify(path)}`;
  const fd = native().openat(AT_FDCWD, path, O_NONBLOCK, 0);
  if (fd < 0) {
    const message = `cannot open ${name}: ${errnoText(-fd)}`;
    return { code: "ERR_HOST", pointer, message, clause: "linux/namespaces/path-join" };
  }
  const found = native().namespaceType(fd);
  native().close(fd);
  if (found === flag) return undefined;
  const what = found < 0 ? "it is no namespace" : "it is a namespace of another type";
  const clause = "linux/namespaces/path-type-mismatch";
  return { code: "ERR_CONFIG_RULE", pointer, message: `cannot join ${name}: ${what}`, clause };
}

/** What config.json sets in each namespace: pointer and name. */
function settings(config: OciConfig): { type: LinuxNamespaceType; pointer: JsonPointer; what: string }[] {
  const all: { type: LinuxNamespaceType; pointer: JsonPointer; what: string }[] = [];
  for (const what of ["hostname", "domainname"] as const) {
    if ((config[what] ?? "") !== "") all.push({ type: "uts", pointer: `/${what}`, what });
  }
  for (const what of Object.keys(config.linux?.netDevices ?? {}))
    all.push({ type: "network", pointer: pointerTo("/linux/netDevices", what), what });
  for (const what of Object.keys(config.linux?.sysctl ?? {})) {
    const type = sysctlNamespace(what);
    if (type !== undefined) all.push({ type, pointer: pointerTo("/linux/sysctl", what), what });
  }
  return all;
}

/** @throws {ConfigError} ERR_CONFIG_RULE for each setting that would change the host */
export function refuseHostNamespaces(config: OciConfig): void {
  const set = settings(config);
  if (set.length === 0) return;
  const issues: Issue[] = [];
  for (const { type, path } of config.linux?.namespaces ?? []) {
    const touched = path === undefined ? [] : set.filter((setting) => setting.type === type);
    if (touched.length === 0 || !isOwn(type, path ?? "")) continue;
    for (const { pointer, what } of touched) {
      issues.push({
        code: "ERR_CONFIG_RULE",
        pointer,
        message: `${what} would change the host: the ${type} namespace ${path} is the host's own`,
        clause: "linux/sysctl/no-host-leak",
        hint: `give the container a ${type} namespace of its own`,
      });
    }
  }
  if (issues.length > 0) throw new ConfigError(issues);
}
