// SPDX-License-Identifier: Apache-2.0
/** The plan of the process that becomes criu: init sets the place up, and executes it. */
import * as kernel from "../ops/kernel.ts";
import { makeSlave } from "../plan/host-source.ts";
import type { Plan } from "../plan/plan.ts";
import { PlanWriter } from "../plan/writer.ts";
import type { ExternalMount } from "./mounts.ts";

/** fds that are handed to criu have numbers from here on: the service socket is the first. */
export const HANDED_FROM = 200;

export interface CriuPlace {
  /** PATH for finding criu, and the programs that it calls. */
  path: string;
  env: readonly string[];
  /** How many fds are handed over. */
  fds: number;
  /** Files to join the container's cgroup by. */
  cgroupJoin: readonly string[];
  /** For restore: the root filesystem becomes a mount in a mount namespace of criu's own. */
  rootfs?: string;
  /** Directories and files that must be there in the root filesystem for the mounts of the container. */
  directories: readonly string[];
  external: readonly ExternalMount[];
  /** Directories to open as criu sees them; init hands their fds over, in this order. */
  opened: readonly string[];
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
  plan.at("/mounts", "make mount points");
  for (const path of place.directories) plan.close(plan.makeDir(root, path, 0o755));
  for (const { point, source } of place.external) {
    const like = plan.open(source, kernel.O_PATH);
    const out = plan.take();
    plan.add({ op: "makeMatching", out, dir: root, path: point, like, mode: 0o755 });
    plan.close(out);
    plan.close(like);
  }
  plan.close(root);
}

export function compileCriuPlan(place: CriuPlace): Plan {
  const plan = new PlanWriter();
  const handed = Array.from({ length: place.fds }, (_none, index) => plan.inherit(`handed:${index}`));
  plan.at("/linux/cgroupsPath", "join the container's cgroup");
  for (const file of place.cgroupJoin) plan.writeHostFile(file, kernel.O_WRONLY, "0");
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
