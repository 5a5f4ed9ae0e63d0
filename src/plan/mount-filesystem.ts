// SPDX-License-Identifier: Apache-2.0
/** Mounts of a filesystem by type: fsopen, fsconfig, fsmount, attach. */
import { ENOENT } from "../errors/errno.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import { type Destination, openTarget } from "./destination.ts";
import type { MountOptions } from "./mount-options.ts";
import type { PlannedMount } from "./mounts.ts";
import { ruleError } from "./refuse.ts";
import type { PlanWriter } from "./writer.ts";

/** One superblock serves many mounts, or nothing lies on disk: read-only is a matter of the mount alone. */
const KERNEL_FILESYSTEMS: ReadonlySet<string> = new Set([
  "proc",
  "sysfs",
  "tmpfs",
  "devtmpfs",
  "devpts",
  "mqueue",
  "cgroup",
  "cgroup2",
  "bpf",
  "debugfs",
  "tracefs",
  "securityfs",
]);

/** These have labels of the policy's own, or none. */
const UNLABELLED: ReadonlySet<string> = new Set(["proc", "sysfs", "mqueue", "cgroup", "cgroup2"]);

/** fsconfig(2) takes at most 255 bytes a value. */
const VALUE_LIMIT = 255;

/** The opposite of a superblock flag that is not named "no…". */
const OFF: Readonly<Record<string, string>> = { sync: "async", lazytime: "nolazytime", mand: "nomand" };

/** Attributes of a mount that is one mount only: the words for the whole tree mean the same. */
export function attributesOf(options: MountOptions): number {
  return (options.set & ~options.recursiveClear) | options.recursiveSet;
}

/** Layers of an overlay one by one, where together they are too long for one value. */
function setLayers(plan: PlanWriter, slot: Slot, layers: string): void {
  for (const value of layers.split(":")) plan.add({ op: "fsconfigString", slot, key: "lowerdir+", value });
}

function setData(
  plan: PlanWriter,
  slot: Slot,
  { pointer, options, mount }: PlannedMount,
  step: string,
): void {
  for (const { key, value, index } of options.data) {
    plan.at(`${pointer}/options/${index}`, step);
    if (value === undefined) plan.add({ op: "fsconfigFlag", slot, key });
    else if (
      mount.type === "overlay" &&
      key === "lowerdir" &&
      value.length > VALUE_LIMIT &&
      !value.includes("::")
    )
      setLayers(plan, slot, value);
    else plan.add({ op: "fsconfigString", slot, key, value });
  }
  plan.at(pointer, step);
}

/** @param changing the filesystem is mounted already, and flags can be taken away */
export function setSuperblock(plan: PlanWriter, slot: Slot, planned: PlannedMount, changing: boolean): void {
  const { options, mount } = planned;
  if (!KERNEL_FILESYSTEMS.has(mount.type ?? "")) {
    if ((attributesOf(options) & kernel.MOUNT_ATTR_RDONLY) !== 0)
      plan.add({ op: "fsconfigFlag", slot, key: "ro" });
    else if (changing && (options.clear & kernel.MOUNT_ATTR_RDONLY) !== 0)
      plan.add({ op: "fsconfigFlag", slot, key: "rw" });
  }
  for (const [name, on] of options.superblock) {
    const key = on ? name : OFF[name];
    if (key !== undefined && (on || changing)) plan.add({ op: "fsconfigFlag", slot, key });
  }
}

const CONTEXTS: readonly string[] = ["context", "fscontext", "defcontext", "rootcontext"];

/** Which kind of context a label is. @throws {ConfigError} */
function contextKind({ config }: CreateBuild): string {
  const name = "run.oci.mount_context_type";
  const kind = config.annotations?.[name] ?? "context";
  if (CONTEXTS.includes(kind)) return kind;
  throw ruleError(
    `/annotations/${name}`,
    `is ${JSON.stringify(kind)}; one of ${CONTEXTS.join(", ")} is needed`,
  );
}

/** linux.mountLabel; `run.oci.mount_context_type` names the kind of context as crun's annotation does. */
function setLabel(build: CreateBuild, slot: Slot, { pointer, mount }: PlannedMount): void {
  const { plan, config, host } = build;
  const label = config.linux?.mountLabel;
  if (label === undefined || label === "" || UNLABELLED.has(mount.type ?? "")) return;
  if (!host.selinux) {
    const warning = "linux.mountLabel is ignored: this host has no SELinux, so nothing looks at labels";
    if (!plan.warnings.includes(warning)) plan.warnings.push(warning);
    return;
  }
  const step = `label the mount on ${mount.destination}`;
  plan.at("/linux/mountLabel", step);
  plan.add({
    op: "fsconfigString",
    slot,
    key: contextKind(build),
    value: label,
  });
  plan.at(pointer, step);
}

/** tmpfs over a directory takes that directory's mode, unless `mode` is given. */
function inheritMode(plan: PlanWriter, root: Slot, slot: Slot, { path }: Destination): void {
  const like = plan.take();
  plan.add({
    op: "openOptional",
    out: like,
    dir: root,
    path,
    flags: kernel.O_PATH | kernel.O_DIRECTORY,
    tolerated: ENOENT,
  });
  plan.add({ op: "fsconfigMode", slot, like });
  plan.close(like);
}

function openContext(build: CreateBuild, planned: PlannedMount, step: string): Slot {
  const { plan, root } = build;
  const { mount, options, destination } = planned;
  const type = mount.type ?? "";
  plan.at(planned.pointer, step);
  const slot = plan.fsopen(type);
  if (mount.source !== undefined && mount.source !== "")
    plan.add({ op: "fsconfigString", slot, key: "source", value: mount.source });
  if (type === "tmpfs" && !options.data.some(({ key }) => key === "mode"))
    inheritMode(plan, root, slot, destination);
  setLabel(build, slot, planned);
  setSuperblock(plan, slot, planned, false);
  setData(plan, slot, planned, step);
  return slot;
}

/** tmpfs and whatever is on /dev: later mounts and device nodes need room in them. */
function becomesReadOnlyLate({ mount, destination, options }: PlannedMount): boolean {
  const readOnly = (attributesOf(options) & kernel.MOUNT_ATTR_RDONLY) !== 0;
  return readOnly && (mount.type === "tmpfs" || destination.path === "/dev");
}

/** proc and sysfs are mounted on real directories only: a link could put them anywhere. */
function targetOf({ mount, destination }: PlannedMount): Destination {
  const real = mount.type === "proc" || mount.type === "sysfs";
  return real && destination.kind === "ordinary" ? { path: destination.path, kind: "sysfs" } : destination;
}

export function attachFilesystem(planned: PlannedMount, build: CreateBuild): void {
  const { plan, root } = build;
  const { mount, options, index, destination, idmap } = planned;
  const late = becomesReadOnlyLate(planned);
  const slot = plan.fsmount(
    openContext(build, planned, `mount ${mount.type} on ${mount.destination}`),
    attributesOf(options) & (late ? ~kernel.MOUNT_ATTR_RDONLY : -1),
  );
  if (idmap !== undefined) plan.add({ op: "mapIds", slot, userns: idmap, flags: 0 });
  const target = openTarget(plan, root, targetOf(planned), undefined);
  if (options.copyUp >= 0) plan.add({ op: "copyTree", from: target, to: slot });
  plan.attach(slot, target);
  setPropagation(plan, slot, options);
  if (late) build.lateReadOnly.push({ slot, index, destination: destination.path });
  else plan.close(slot);
}

function setPropagation(plan: PlanWriter, slot: Slot, options: MountOptions): void {
  for (const { flag } of options.propagation) {
    plan.add({ op: "mountAttributes", slot, set: 0, clear: 0, propagation: flag, flags: 0 });
  }
}
