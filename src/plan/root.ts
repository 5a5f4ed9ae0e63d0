// SPDX-License-Identifier: Apache-2.0
/** The root filesystem: made a mount of its own, and switched to. pivot_root(2). */
import * as kernel from "../ops/kernel.ts";
import type { CreateBuild } from "./build.ts";
import { type HostSource, makeSlave, takeSource } from "./host-source.ts";
import { propagationOf } from "./mount-options.ts";
import { hasNamespace } from "./namespaces.ts";
import { ruleError } from "./refuse.ts";

const POINTER = "/root/path";

export function hasMountNamespace({ namespaces }: CreateBuild): boolean {
  return hasNamespace(namespaces, kernel.CLONE_NEWNS);
}

/** @throws {ConfigError} ERR_CONFIG_RULE for what would change the host's own mounts */
export function refuseMountsOfHost(build: CreateBuild): void {
  if (hasMountNamespace(build)) return;
  const { config } = build;
  const linux = config.linux;
  const hint = "add a mount namespace to linux.namespaces";
  const needs = (what: string): string =>
    `${what} without a mount namespace would change the mounts of the host`;
  if ((config.mounts ?? []).length > 0) throw ruleError("/mounts", needs("mounts"), hint);
  if ((linux?.maskedPaths ?? []).length > 0)
    throw ruleError("/linux/maskedPaths", needs("masked paths"), hint);
  if ((linux?.readonlyPaths ?? []).length > 0)
    throw ruleError("/linux/readonlyPaths", needs("read-only paths"), hint);
  if (config.root?.readonly === true)
    throw ruleError("/root/readonly", needs("a read-only root filesystem"), hint);
  if (linux?.rootfsPropagation !== undefined)
    throw ruleError("/linux/rootfsPropagation", needs("rootfsPropagation"), hint);
}

export function rootSource({ context }: CreateBuild): HostSource {
  return {
    key: "root",
    path: context.rootfs,
    flags: kernel.AT_RECURSIVE | kernel.AT_SYMLINK_NOFOLLOW,
    shared: false,
    idmap: undefined,
    pointer: POINTER,
    step: `open the root filesystem ${context.rootfs}`,
  };
}

/** No mount event of the container reaches the host, and none later of the container's parents does either. */
export function isolateMounts({ plan }: CreateBuild): void {
  plan.at("", "isolate the mount namespace");
  const slot = plan.open("/", kernel.O_PATH | kernel.O_DIRECTORY);
  makeSlave(plan, slot);
  plan.close(slot);
}

/** Mounts a clone of the root filesystem on its own path; below it, hidden, the tmpfs for masked directories. */
export function attachRoot(build: CreateBuild): void {
  const { plan, context, config } = build;
  const root = takeSource(rootSource(build), build);
  const propagation = config.linux?.rootfsPropagation;
  if (propagation !== undefined && /^r?(private|unbindable)$/.test(propagation)) {
    plan.add({
      op: "mountAttributes",
      slot: root,
      set: 0,
      clear: 0,
      propagation: kernel.MS_PRIVATE,
      flags: kernel.AT_RECURSIVE,
    });
  }
  const target = plan.open(context.rootfs, kernel.O_PATH | kernel.O_DIRECTORY | kernel.O_NOFOLLOW);
  if ((config.linux?.maskedPaths ?? []).length > 0) build.mask = attachMask(build, target);
  plan.at(POINTER, "mount the root filesystem");
  plan.attach(root, target);
  build.root = root;
}

/**
 * One empty read-only tmpfs covers every masked directory. It is attached because a detached mount can't be
 * cloned. UNTIL Linux 6.15 is our floor.
 */
function attachMask({ plan }: CreateBuild, target: number): number {
  plan.at("/linux/maskedPaths", "prepare the cover of masked directories");
  const context = plan.fsopen("tmpfs");
  plan.add({ op: "fsconfigString", slot: context, key: "source", value: "tmpfs" });
  plan.add({ op: "fsconfigString", slot: context, key: "nr_inodes", value: "1" });
  plan.add({ op: "fsconfigString", slot: context, key: "mode", value: "0755" });
  const { MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV, MOUNT_ATTR_NOEXEC } = kernel;
  const mask = plan.fsmount(
    context,
    MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC,
  );
  plan.add({ op: "moveMount", slot: mask, target });
  return mask;
}

/** Without a mount namespace the root is only a directory. */
export function openRootDirectory(build: CreateBuild): void {
  build.plan.at(POINTER, "open the root filesystem");
  build.root = build.plan.open(build.context.rootfs, kernel.O_PATH | kernel.O_DIRECTORY | kernel.O_NOFOLLOW);
}

export function makeRootReadOnly({ plan, root, config }: CreateBuild): void {
  if (config.root?.readonly !== true) return;
  plan.at("/root/readonly", "make the root filesystem read-only");
  plan.add({
    op: "mountAttributes",
    slot: root,
    set: kernel.MOUNT_ATTR_RDONLY,
    clear: 0,
    propagation: 0,
    flags: 0,
  });
}

export function switchRoot(build: CreateBuild): void {
  const { plan, root, context } = build;
  plan.at(POINTER, "switch to the root filesystem");
  plan.add({ op: "enterDirectory", slot: root });
  if (!hasMountNamespace(build)) plan.add({ op: "chroot" });
  else if (context.noPivot) {
    plan.add({ op: "moveToRoot" });
    plan.add({ op: "chroot" });
  } else {
    plan.add({ op: "pivotRoot" });
    plan.add({ op: "detachOldRoot" });
  }
  plan.add({ op: "enterDirectory", slot: root });
}

export function propagateRoot({ plan, root, config }: CreateBuild): void {
  const word = config.linux?.rootfsPropagation;
  const propagation = word === undefined ? undefined : propagationOf(word);
  if (propagation === undefined) return;
  const { flag, recursive } = propagation;
  plan.at("/linux/rootfsPropagation", `make the root mount ${word}`);
  plan.add({
    op: "mountAttributes",
    slot: root,
    set: 0,
    clear: 0,
    propagation: flag,
    flags: recursive ? kernel.AT_RECURSIVE : 0,
  });
}
