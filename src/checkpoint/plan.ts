// SPDX-License-Identifier: Apache-2.0
/** The plan of the process that becomes criu: init sets the place up, and executes it. */
import * as kernel from "../ops/kernel.ts";
import { makeSlave } from "../plan/host-source.ts";
import type { Plan } from "../plan/plan.ts";
import type { Slot } from "../ops/operation.ts";
import { joinCgroups, waitForCgroup } from "../plan/process.ts";
import { PlanWriter } from "../plan/writer.ts";
import type { RestoredMounts } from "./restored-mounts.ts";

/** fds that are handed to criu have numbers from here on: the service socket is the first. */
export const HANDED_FROM = 200;

export interface CriuPlace {
  /** PATH for finding criu, and the programs that it calls. */
  path: string;
  env: readonly string[];
  /** How many fds are handed over. */
  fds: number;
  /** systemd puts criu, and with it what criu makes, into the container's cgroup. */
  isPlaced?: boolean;
  /** Files to join the container's cgroup by. */
  cgroupJoin: readonly string[];
  /** For restore: the root filesystem becomes a mount in a mount namespace of criu's own. */
  rootfs?: string;
  /** Directories and files that must be there in the root filesystem for the mounts of the container. */
  mounts?: RestoredMounts;
  /** Directories to open as criu sees them; init hands their fds over, in this order. */
  opened: readonly string[];
}

/** criu goes to a mount point by its path: a link that the root filesystem has got since would lead it out. */
function refuseLinks(plan: PlanWriter, root: Slot, path: string): void {
  const out = plan.take();
  plan.add({ op: "openReal", out, dir: root, path, flags: kernel.O_PATH });
  plan.close(out);
}

function makeMountPoints(plan: PlanWriter, root: Slot, mounts: RestoredMounts): void {
  for (const path of mounts.directories) {
    plan.at("/mounts", `make the mount point ${path}`);
    plan.close(plan.makeDir(root, path, 0o755));
    if (mounts.areReal) refuseLinks(plan, root, path);
  }
  for (const { point, source } of mounts.binds) {
    plan.at("/mounts", `make the mount point ${point}`);
    const like = plan.open(source, kernel.O_PATH);
    const out = plan.take();
    plan.add({ op: "makeMatching", out, dir: root, path: point, like, mode: 0o755 });
    plan.close(out);
    plan.close(like);
    if (mounts.areReal) refuseLinks(plan, root, point);
  }
}

function mountRoot(plan: PlanWriter, place: CriuPlace, rootfs: string): void {
  plan.at("", "isolate the mounts of criu");
  const top = plan.open("/", kernel.O_PATH | kernel.O_DIRECTORY);
  makeSlave(plan, top);
  plan.close(top);
  plan.at("/root/path", "mount the root filesystem");
  const root = plan.openTree(rootfs, kernel.AT_RECURSIVE | kernel.AT_SYMLINK_NOFOLLOW);
  const target = plan.open(rootfs, kernel.O_PATH | kernel.O_DIRECTORY | kernel.O_NOFOLLOW);
  plan.attach(root, target);
  if (place.mounts !== undefined) makeMountPoints(plan, root, place.mounts);
  plan.close(root);
}

export function compileCriuPlan(place: CriuPlace): Plan {
  const plan = new PlanWriter();
  const handed = Array.from({ length: place.fds }, (_none, index) => plan.inherit(`handed:${index}`));
  if (place.isPlaced === true) waitForCgroup(plan);
  joinCgroups(plan, place.cgroupJoin);
  if (place.rootfs !== undefined) mountRoot(plan, place, place.rootfs);
  plan.at("", "open the directories of the checkpoint");
  for (const [tag, path] of place.opened.entries()) {
    const slot = plan.open(path, kernel.O_DIRECTORY);
    plan.add({ op: "handOver", slot, tag });
    plan.close(slot);
  }
  plan.at("", "run criu");
  for (const [index, slot] of handed.entries()) plan.add({ op: "dupTo", slot, fd: HANDED_FROM + index });
  plan.add({ op: "findExecutable", file: "criu", path: place.path });
  plan.add({ op: "exec", args: ["criu", "swrk", String(HANDED_FROM)], env: place.env });
  return plan.finish(place.rootfs === undefined ? 0 : kernel.CLONE_NEWNS, 0);
}
