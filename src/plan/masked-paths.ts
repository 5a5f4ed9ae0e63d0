// SPDX-License-Identifier: Apache-2.0
/** config-linux.md "Masked Paths" and "Readonly Paths": missing paths are skipped. */
import { ENOENT } from "../errors/errno.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import { cleanPath } from "./destination.ts";

function openPath({ plan, root }: CreateBuild, path: string): Slot {
  const out = plan.take();
  plan.add({
    op: "openOptional",
    out,
    dir: root,
    path: cleanPath(path),
    flags: kernel.O_PATH,
    tolerated: ENOENT,
  });
  return out;
}

export function compileReadonlyPaths(build: CreateBuild): void {
  const { plan } = build;
  for (const [index, path] of (build.config.linux?.readonlyPaths ?? []).entries()) {
    plan.at(`/linux/readonlyPaths/${index}`, `make ${path} read-only`);
    const target = openPath(build, path);
    const mount = plan.cloneTree(target, kernel.AT_RECURSIVE);
    plan.add({
      op: "mountAttributes",
      slot: mount,
      set: kernel.MOUNT_ATTR_RDONLY,
      clear: 0,
      propagation: 0,
      flags: kernel.AT_RECURSIVE,
    });
    plan.attach(mount, target);
    plan.close(mount);
  }
}

/** Directories get the tmpfs of attachRoot(), files the host's /dev/null, which is checked to be it. */
export function compileMaskedPaths(build: CreateBuild): void {
  const { plan, mask } = build;
  const paths = build.config.linux?.maskedPaths ?? [];
  if (mask === undefined || paths.length === 0) return;
  plan.at("/linux/maskedPaths", "prepare the cover of masked files");
  const file = plan.open("/dev/null", kernel.O_PATH);
  plan.add({ op: "expectDevice", slot: file, major: 1, minor: 3 });
  for (const [index, path] of paths.entries()) {
    plan.at(`/linux/maskedPaths/${index}`, `mask ${path}`);
    const target = openPath(build, path);
    const out = plan.take();
    plan.add({ op: "cloneCover", out, target, directory: mask, file });
    plan.attach(out, target);
    plan.close(out);
  }
  plan.close(file);
  plan.close(mask);
}
