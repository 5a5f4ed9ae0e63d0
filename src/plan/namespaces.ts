// SPDX-License-Identifier: Apache-2.0
/** Which namespaces are made and joined, and in how many stages. config-linux.md "Namespaces"; namespaces(7). */
import type { Linux, LinuxNamespace } from "../config/types.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import * as kernel from "../ops/kernel.ts";
import { SYNC } from "../ops/table.ts";
import { type CreateBuild, mayMount } from "./build.ts";
import { unsupportedError } from "./refuse.ts";

const FLAGS: Readonly<Record<LinuxNamespace["type"], number>> = {
  cgroup: kernel.CLONE_NEWCGROUP,
  ipc: kernel.CLONE_NEWIPC,
  mount: kernel.CLONE_NEWNS,
  network: kernel.CLONE_NEWNET,
  pid: kernel.CLONE_NEWPID,
  time: kernel.CLONE_NEWTIME,
  user: kernel.CLONE_NEWUSER,
  uts: kernel.CLONE_NEWUTS,
};

interface JoinedNamespace {
  readonly type: LinuxNamespace["type"];
  readonly flag: number;
  readonly path: string;
  readonly pointer: JsonPointer;
}

export interface Namespaces {
  /** CLONE_NEW flags of new ones. */
  readonly created: number;
  /** CLONE_NEW flags of those with a path. */
  readonly joinedFlags: number;
  readonly joined: readonly JoinedNamespace[];
  /** A first process prepares with the host's rights, and its child becomes the container process. */
  readonly twoStages: boolean;
}

export function planNamespaces(linux: Linux | undefined): Namespaces {
  let created = 0;
  let joinedFlags = 0;
  const joined: JoinedNamespace[] = [];
  for (const [index, { type, path }] of (linux?.namespaces ?? []).entries()) {
    const flag = FLAGS[type];
    if (path === undefined || path === "") created |= flag;
    else {
      joinedFlags |= flag;
      joined.push({ type, flag, path, pointer: `/linux/namespaces/${index}/path` });
    }
  }
  const forks =
    ((created | joinedFlags) & kernel.CLONE_NEWUSER) !== 0 || (joinedFlags & kernel.CLONE_NEWPID) !== 0;
  return { created, joinedFlags, joined, twoStages: forks };
}

/** The container has this namespace apart from the runtime's, new or joined. */
export function hasNamespace(namespaces: Namespaces, flag: number): boolean {
  return ((namespaces.created | namespaces.joinedFlags) & flag) !== 0;
}

/** Flags that clone and fork take; a cgroup namespace waits for the cgroup, a time namespace for its offsets. */
export function cloneableFlags(namespaces: Namespaces): number {
  return namespaces.created & ~(kernel.CLONE_NEWCGROUP | kernel.CLONE_NEWTIME);
}

/**
 * Order of joins. With the caller's rights everything else comes before the user namespace, whose rights may
 * not reach a network namespace of the host; without them the user namespace is what gives any. pid counts for
 * the child only, and mount changes what paths mean.
 */
function joinOrder({ flag }: JoinedNamespace, privileged: boolean): number {
  if (flag === kernel.CLONE_NEWUSER) return privileged ? 3 : 0;
  if (flag === kernel.CLONE_NEWNS) return 2;
  return 1;
}

/** Opens every namespace by its path, then joins them. What stands there may be a FIFO, which must not be waited for. */
export function joinNamespaces({ plan, namespaces, host }: CreateBuild): void {
  const privileged = mayMount(host);
  const order = [...namespaces.joined].sort((a, b) => joinOrder(a, privileged) - joinOrder(b, privileged));
  const opened = order.map((namespace) => {
    plan.at(namespace.pointer, `join the ${namespace.type} namespace ${namespace.path}`);
    return { ...namespace, slot: plan.open(namespace.path, kernel.O_NONBLOCK) };
  });
  for (const { slot, flag, pointer, type, path } of opened) {
    plan.at(pointer, `join the ${type} namespace ${path}`);
    plan.add({ op: "setns", slot, type: flag });
  }
  for (const { slot } of opened) plan.close(slot);
}

/** Second stage only: the process that goes on is a child in the new namespaces. */
export function forkChild({ plan, namespaces, config }: CreateBuild): void {
  plan.at("/linux/namespaces", "make namespaces");
  plan.add({ op: "fork", flags: cloneableFlags(namespaces) });
  if ((namespaces.created & kernel.CLONE_NEWUSER) !== 0) plan.add({ op: "sync", point: SYNC.mapped });
  if (!hasNamespace(namespaces, kernel.CLONE_NEWUSER)) return;
  plan.at("/linux/uidMappings", "become root of the user namespace");
  plan.add({ op: "setGid", gid: rootId(config.linux?.gidMappings) });
  plan.add({ op: "setUid", uid: rootId(config.linux?.uidMappings) });
}

/** 0 where it is mapped or nothing is known, else the first id that is. */
export function rootId(mappings: readonly { containerID: number; size: number }[] | undefined): number {
  const first = mappings?.[0];
  if (mappings === undefined || first === undefined) return 0;
  return mappings.some(({ containerID, size }) => containerID === 0 && size > 0) ? 0 : first.containerID;
}

export function makeCgroupNamespace({ plan, namespaces }: CreateBuild): void {
  if ((namespaces.created & kernel.CLONE_NEWCGROUP) === 0) return;
  plan.at("/linux/namespaces", "make the cgroup namespace");
  plan.add({ op: "unshare", flags: kernel.CLONE_NEWCGROUP });
}

function offsetLine(
  clock: string,
  offset: { secs?: number | bigint; nanosecs?: number } | undefined,
): string {
  return offset === undefined ? "" : `${clock} ${offset.secs ?? 0} ${offset.nanosecs ?? 0}\n`;
}

/** A time namespace belongs to the user namespace that makes it: with one of the container's, it waits for that. */
export function makeEarlyTimeNamespace(build: CreateBuild): void {
  if (!hasNamespace(build.namespaces, kernel.CLONE_NEWUSER)) makeTimeNamespace(build);
}

export function makeLateTimeNamespace(build: CreateBuild): void {
  if (!hasNamespace(build.namespaces, kernel.CLONE_NEWUSER)) return;
  if (
    (build.namespaces.joinedFlags & kernel.CLONE_NEWNS) !== 0 &&
    (build.namespaces.created & kernel.CLONE_NEWTIME) !== 0
  ) {
    throw unsupportedError(
      "/linux/namespaces",
      "a new time namespace beside a user namespace and a joined mount namespace is not supported",
    );
  }
  makeTimeNamespace(build);
}

/** time_namespaces(7): offsets can be set only until the first process enters, which here is init itself. */
function makeTimeNamespace({ plan, namespaces, config }: CreateBuild): void {
  if ((namespaces.created & kernel.CLONE_NEWTIME) === 0) return;
  plan.at("/linux/timeOffsets", "make the time namespace");
  plan.add({ op: "unshare", flags: kernel.CLONE_NEWTIME });
  const offsets = config.linux?.timeOffsets;
  const lines = offsetLine("monotonic", offsets?.monotonic) + offsetLine("boottime", offsets?.boottime);
  if (lines !== "") plan.writeHostFile("/proc/self/timens_offsets", kernel.O_WRONLY, lines);
  const slot = plan.open("/proc/self/ns/time_for_children", 0);
  plan.add({ op: "setns", slot, type: kernel.CLONE_NEWTIME });
  plan.close(slot);
}
