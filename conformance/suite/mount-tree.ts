// SPDX-License-Identifier: Apache-2.0
/** Mounts that cases make for containers to bind, in the suite's own mount namespace. */
import assert from "node:assert/strict";
import { chmodSync, chownSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execute } from "../harness/execute.ts";
import { mountAt, type MountLine } from "../harness/mountinfo.ts";
import type { Change, Edit } from "./bundle.ts";
import { program } from "./places.ts";
import { succeeded, type Trial } from "./trial.ts";

export async function host(...command: string[]): Promise<string> {
  return succeeded(await execute(command)).stdout;
}

/** Whether the host has the program; cases that need it skip without it. */
export async function hasProgram(name: string): Promise<boolean> {
  return (await execute(["sh", "-c", `command -v ${name}`])).status === 0;
}

/**
 * A tmpfs with a tmpfs below it at `sub`, both mounted with these options. Each has `file`, `link` to it,
 * a device node `null` as 1:3 and the set-uid program `probe`.
 */
export async function makeTree(t: Trial, options = "rw"): Promise<string> {
  const tree = t.folder("tree");
  await host("mount", "-t", "tmpfs", "-o", "mode=755", "tree", tree);
  await fill(tree);
  mkdirSync(join(tree, "sub"));
  await host("mount", "-t", "tmpfs", "-o", "mode=755", "tree", join(tree, "sub"));
  await fill(join(tree, "sub"));
  if (options !== "rw")
    for (const place of [tree, join(tree, "sub")])
      await host("mount", "-o", `remount,bind,${options}`, place);
  return tree;
}

async function fill(folder: string): Promise<void> {
  writeFileSync(join(folder, "file"), "text");
  symlinkSync("file", join(folder, "link"));
  await host("mknod", "-m", "666", join(folder, "null"), "c", "1", "3");
  copyFileSync(program("probe"), join(folder, "probe"));
  chownSync(join(folder, "probe"), 0, 0);
  chmodSync(join(folder, "probe"), 0o4755);
}

export function bindOf(source: string, ...options: string[]): Change {
  return { "/mounts/-": { destination: "/data", type: "none", source, options } };
}

export function tmpfsWith(...options: string[]): Change {
  return { "/mounts/-": { destination: "/data", type: "tmpfs", source: "scratch", options } };
}

/** The mount at a place of a container made so. */
export async function mountOf(t: Trial, edit: Edit, point = "/data"): Promise<MountLine> {
  const mount = mountAt((await t.report(edit)).mountinfo, point);
  assert.ok(mount !== undefined, `nothing is mounted at ${point}`);
  return mount;
}

/** The mounts at /data and /data/sub. */
export async function treeOf(t: Trial, edit: Edit): Promise<MountLine[]> {
  const { mountinfo } = await t.report(edit);
  return ["/data", "/data/sub"].map((point) => {
    const mount = mountAt(mountinfo, point);
    assert.ok(mount !== undefined, `nothing is mounted at ${point}`);
    return mount;
  });
}
