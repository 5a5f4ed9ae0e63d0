// SPDX-License-Identifier: Apache-2.0
/** Bind mounts: a clone of the host's tree, changed while it is detached, then attached. */
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import { cleanPath, openTarget } from "./destination.ts";
import { type HostSource, takeSource } from "./host-source.ts";
import type { MountOptions } from "./mount-options.ts";
import type { PlannedMount } from "./mounts.ts";
import type { PlanWriter } from "./writer.ts";

function isShared(propagation: string | undefined): boolean {
  return propagation === "shared" || propagation === "rshared";
}

export function bindSource(planned: PlannedMount, { context, config }: CreateBuild): HostSource {
  const { index, mount, pointer, options, idmap } = planned;
  const source = mount.source ?? "";
  const recursive = options.idmap === "recursive" ? kernel.AT_RECURSIVE : 0;
  return {
    key: `mount ${index}`,
    path: source.startsWith("/") ? source : `${context.bundle}/${source}`,
    flags: options.recursive ? kernel.AT_RECURSIVE : 0,
    // Only a shared root keeps peers of the host's mounts: otherwise "shared" begins a new peer group.
    shared:
      isShared(config.linux?.rootfsPropagation) &&
      options.propagation.some(({ flag }) => flag === kernel.MS_SHARED),
    idmap: idmap === undefined ? undefined : { userns: idmap, flags: recursive },
    pointer,
    step: `bind ${source} on ${mount.destination}`,
  };
}

/** Attributes and propagation of a tree, in the order in which the options gave them. */
export function setAttributes(plan: PlanWriter, slot: Slot, options: MountOptions): void {
  const { set, clear, recursiveSet, recursiveClear } = options;
  if ((recursiveSet | recursiveClear) !== 0) {
    plan.add({
      op: "mountAttributes",
      slot,
      set: recursiveSet,
      clear: recursiveClear,
      propagation: 0,
      flags: kernel.AT_RECURSIVE,
    });
  }
  if ((set | clear) !== 0) plan.add({ op: "mountAttributes", slot, set, clear, propagation: 0, flags: 0 });
  for (const { flag, recursive } of options.propagation) {
    plan.add({
      op: "mountAttributes",
      slot,
      set: 0,
      clear: 0,
      propagation: flag,
      flags: recursive ? kernel.AT_RECURSIVE : 0,
    });
  }
}

/** The cgroup filesystems of the host come along with /sys: read-only there means them too (CVE-2023-25809). */
function effectiveOptions({ mount, options }: PlannedMount): MountOptions {
  const source = cleanPath(mount.source ?? "");
  const bringsCgroups =
    options.recursive && (source === "/" || source === "/sys" || source.startsWith("/sys/fs"));
  if (!bringsCgroups || (options.set & kernel.MOUNT_ATTR_RDONLY) === 0) return options;
  return { ...options, recursiveSet: options.recursiveSet | kernel.MOUNT_ATTR_RDONLY };
}

export function attachBind(planned: PlannedMount, build: CreateBuild): void {
  const { plan, root } = build;
  const { destination, index } = planned;
  const options = effectiveOptions(planned);
  const slot = takeSource(bindSource(planned, build), build);
  if (destination.kind === "procfs") {
    plan.add({ op: "expectFilesystem", slot, magic: kernel.PROC_SUPER_MAGIC });
    // A part of one, such as /proc/self, lacks what is to be masked: that would count as absent.
    plan.add({ op: "expectInode", slot, inode: kernel.PROC_ROOT_INODE });
  }
  const late = destination.path === "/dev" && (options.set & kernel.MOUNT_ATTR_RDONLY) !== 0;
  setAttributes(plan, slot, late ? { ...options, set: options.set & ~kernel.MOUNT_ATTR_RDONLY } : options);
  plan.attach(slot, openTarget(plan, root, destination, slot));
  if (late) build.lateReadOnly.push({ slot, index, destination: destination.path });
  else plan.close(slot);
}
