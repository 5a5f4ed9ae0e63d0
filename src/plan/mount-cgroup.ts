// SPDX-License-Identifier: Apache-2.0
/**
 * Mounts of type cgroup: the container's own cgroup, whatever the host's layout.
 *
 * cgroup2: the filesystem itself, whose root a cgroup namespace makes the container's cgroup; without one, a
 * bind of that cgroup's directory. cgroup v1: a tmpfs with one directory a hierarchy, each of them so.
 */
import { HostError } from "../errors/errors.ts";
import type { V1Hierarchy } from "../host/facts.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import { openTarget } from "./destination.ts";
import { type HostSource, takeSource } from "./host-source.ts";
import { attributesOf } from "./mount-filesystem.ts";
import type { PlannedMount } from "./mounts.ts";
import { hasNamespace } from "./namespaces.ts";

const V2 = "";
const HARDENED = kernel.MOUNT_ATTR_NOSUID | kernel.MOUNT_ATTR_NODEV | kernel.MOUNT_ATTR_NOEXEC;

function ownsCgroupNamespace({ namespaces }: CreateBuild): boolean {
  return hasNamespace(namespaces, kernel.CLONE_NEWCGROUP);
}

/** Name of a hierarchy's directory below the tmpfs: as on the host, "cpu,cpuacct" or "systemd". */
function directoryName({ mountPoint }: V1Hierarchy): string {
  return mountPoint.slice(mountPoint.lastIndexOf("/") + 1);
}

function sourceOf(planned: PlannedMount, build: CreateBuild, controller: string): HostSource | undefined {
  const path = build.context.cgroupPaths[controller];
  if (path === undefined) return undefined;
  return {
    key: `mount ${planned.index} ${controller}`,
    path,
    flags: 0,
    shared: false,
    idmap: undefined,
    pointer: planned.pointer,
    step: `mount the cgroup on ${planned.mount.destination}`,
  };
}

/** Directories of the host that are bound: none with a cgroup namespace. */
export function cgroupSources(planned: PlannedMount, build: CreateBuild): HostSource[] {
  if (ownsCgroupNamespace(build)) return [];
  const { hierarchies, mode } = build.host.cgroup;
  const controllers =
    mode === "v2" || planned.mount.type === "cgroup2"
      ? []
      : hierarchies.map((hierarchy) => hierarchy.controllers[0] ?? "");
  return [...controllers, V2]
    .map((controller) => sourceOf(planned, build, controller))
    .filter((source) => source !== undefined);
}

/** A detached mount of the container's cgroup in one hierarchy, or nothing where it has none. */
function openCgroup(planned: PlannedMount, build: CreateBuild, controller: string): Slot | undefined {
  const source = sourceOf(planned, build, controller);
  if (source === undefined) return undefined;
  const slot = takeSource(source, build);
  const set = HARDENED | attributesOf(planned.options);
  // A bind has its host's way of access times, which the kernel changes only if it is cleared first.
  const clear = (set & kernel.MOUNT_ATTR__ATIME) === 0 ? 0 : kernel.MOUNT_ATTR__ATIME;
  build.plan.add({ op: "mountAttributes", slot, set, clear, propagation: 0, flags: 0 });
  return slot;
}

function mountHierarchy({ plan }: CreateBuild, { controllers }: V1Hierarchy, attributes: number): Slot {
  const context = plan.fsopen("cgroup");
  plan.add({ op: "fsconfigString", slot: context, key: "source", value: "cgroup" });
  for (const controller of controllers) {
    if (!controller.startsWith("name=")) plan.add({ op: "fsconfigFlag", slot: context, key: controller });
    else {
      plan.add({ op: "fsconfigFlag", slot: context, key: "none" });
      plan.add({ op: "fsconfigString", slot: context, key: "name", value: controller.slice(5) });
    }
  }
  return plan.fsmount(context, attributes);
}

function mountUnified(planned: PlannedMount, build: CreateBuild): Slot | undefined {
  if (!ownsCgroupNamespace(build)) return openCgroup(planned, build, V2);
  build.plan.at(planned.pointer, `mount the cgroup on ${planned.mount.destination}`);
  const context = build.plan.fsopen("cgroup2");
  build.plan.add({
    op: "fsconfigString",
    slot: context,
    key: "source",
    value: planned.mount.source ?? "cgroup",
  });
  for (const { key, value, index } of planned.mount.type === "cgroup2" ? planned.options.data : []) {
    build.plan.at(`${planned.pointer}/options/${index}`, `mount the cgroup on ${planned.mount.destination}`);
    if (value === undefined) build.plan.add({ op: "fsconfigFlag", slot: context, key });
    else build.plan.add({ op: "fsconfigString", slot: context, key, value });
  }
  build.plan.at(planned.pointer, `mount the cgroup on ${planned.mount.destination}`);
  return build.plan.fsmount(context, HARDENED | attributesOf(planned.options));
}

function attachV2(planned: PlannedMount, build: CreateBuild): void {
  const { plan, root } = build;
  const slot = mountUnified(planned, build);
  if (slot === undefined) throw noCgroup(planned);
  plan.attach(slot, openTarget(plan, root, planned.destination, undefined));
  plan.close(slot);
}

function noCgroup({ pointer, mount }: PlannedMount): HostError {
  const hint = "mount cgroup2 on /sys/fs/cgroup, or leave the mount out";
  return new HostError(
    "ERR_HOST",
    pointer,
    `cannot mount the cgroup on ${mount.destination}: the container has none on this host`,
    hint,
  );
}

interface Below {
  readonly tmpfs: Slot;
  readonly name: string;
  readonly mount: Slot;
}

function attachBelow({ plan }: CreateBuild, { tmpfs, name, mount }: Below): void {
  plan.attach(mount, plan.makeDir(tmpfs, name, 0o755));
  plan.close(mount);
}

function attachHierarchy(
  planned: PlannedMount,
  build: CreateBuild,
  tmpfs: Slot,
  hierarchy: V1Hierarchy,
): void {
  const { plan, context } = build;
  const first = hierarchy.controllers[0] ?? "";
  if (context.cgroupPaths[first] === undefined) return;
  plan.at(planned.pointer, `mount the ${first} cgroup on ${planned.mount.destination}`);
  const mount = ownsCgroupNamespace(build)
    ? mountHierarchy(build, hierarchy, HARDENED | attributesOf(planned.options))
    : openCgroup(planned, build, first);
  if (mount === undefined) return;
  const name = directoryName(hierarchy);
  attachBelow(build, { tmpfs, name, mount });
  for (const controller of hierarchy.controllers) {
    const link = controller.startsWith("name=") ? controller.slice(5) : controller;
    if (link !== name) plan.add({ op: "makeLink", dir: tmpfs, name: link, target: name });
  }
}

function attachV1(planned: PlannedMount, build: CreateBuild): void {
  const { plan, root, host } = build;
  plan.at(planned.pointer, `mount the cgroup on ${planned.mount.destination}`);
  const context = plan.fsopen("tmpfs");
  plan.add({ op: "fsconfigString", slot: context, key: "source", value: "tmpfs" });
  plan.add({ op: "fsconfigString", slot: context, key: "mode", value: "0755" });
  const tmpfs = plan.fsmount(context, (HARDENED | attributesOf(planned.options)) & ~kernel.MOUNT_ATTR_RDONLY);
  plan.attach(tmpfs, openTarget(plan, root, planned.destination, undefined));
  for (const hierarchy of host.cgroup.hierarchies) attachHierarchy(planned, build, tmpfs, hierarchy);
  if (host.cgroup.mode === "hybrid") {
    const mount = build.context.cgroupPaths[V2] === undefined ? undefined : mountUnified(planned, build);
    if (mount !== undefined) attachBelow(build, { tmpfs, name: "unified", mount });
  }
  if ((attributesOf(planned.options) & kernel.MOUNT_ATTR_RDONLY) !== 0) {
    plan.add({
      op: "mountAttributes",
      slot: tmpfs,
      set: kernel.MOUNT_ATTR_RDONLY,
      clear: 0,
      propagation: 0,
      flags: 0,
    });
  }
  plan.close(tmpfs);
}

export function attachCgroup(planned: PlannedMount, build: CreateBuild): void {
  const { mode } = build.host.cgroup;
  if (mode === "none") throw noCgroup(planned);
  if (mode === "v2" || planned.mount.type === "cgroup2") attachV2(planned, build);
  else attachV1(planned, build);
}
