// SPDX-License-Identifier: Apache-2.0
/** On directories that look like resctrl: what the kernel adds to a new group is made by the test. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, suite, test } from "node:test";
import { installNative } from "../native/native.ts";
import { loadAddon } from "../node/addon.ts";
import type { RdtGroup } from "../plan/intel-rdt.ts";
import { makeGroups, missingGroups, removeGroups } from "./groups.ts";

const real = loadAddon();
let root = "";

/** A new group has its files at once. */
function mkdirat(dirfd: number, path: string, mode: number): number {
  const made = real.mkdirat(dirfd, path, mode);
  if (made >= 0) fill(path);
  return made;
}

/** The files of a group would hinder rmdir(2) here. */
function unlinkat(dirfd: number, path: string, flags: number): number {
  for (const name of ["schemata", "tasks", "mon_groups"])
    rmSync(join(path, name), { recursive: true, force: true });
  return real.unlinkat(dirfd, path, flags);
}

function fill(path: string, schemata = ""): void {
  mkdirSync(join(path, "mon_groups"), { recursive: true });
  writeFileSync(join(path, "schemata"), schemata);
  writeFileSync(join(path, "tasks"), "");
}

const group = (changes: Partial<RdtGroup> = {}): RdtGroup => ({
  root,
  control: join(root, "web"),
  monitor: undefined,
  lines: [],
  own: true,
  ...changes,
});

function make(wanted: RdtGroup): string[] {
  const missing = missingGroups(wanted);
  makeGroups(wanted, missing);
  return missing.map((path) => path.slice(root.length + 1));
}

suite("makeGroups()", () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "runt-resctrl."));
    fill(root, "L3:0=fff\n");
    installNative({ ...real, mkdirat, unlinkat });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
    installNative(real);
  });

  test("makes the container's own group and writes its lines in order", () => {
    assert.deepEqual(make(group({ lines: ["L3:0=ff", "MB:0=20", "L2:0=f"] })), ["web"]);
    assert.equal(readFileSync(join(root, "web/schemata"), "utf8"), "L3:0=ff\nMB:0=20\nL2:0=f\n");
  });

  test("writes no schemata where none are given", () => {
    make(group());
    assert.equal(readFileSync(join(root, "web/schemata"), "utf8"), "");
  });

  test("makes a group with a name where there are schemata for it", () => {
    assert.deepEqual(make(group({ own: false, lines: ["L3:0=f"] })), ["web"]);
    assert.equal(readFileSync(join(root, "web/schemata"), "utf8"), "L3:0=f\n");
  });

  test("takes a group with a name that has the values, and makes nothing", () => {
    fill(join(root, "web"), "    L3:0=00f;1=ff\n");
    assert.deepEqual(make(group({ own: false, lines: ["L3:0=f"] })), []);
    assert.equal(readFileSync(join(root, "web/schemata"), "utf8"), "    L3:0=00f;1=ff\n");
  });

  test("refuses a group whose values differ, and leaves it", () => {
    fill(join(root, "web"), "L3:0=ff\n");
    assert.throws(() => make(group({ own: false, lines: ["L3:0=f"] })), {
      code: "ERR_HOST",
      pointer: "/linux/intelRdt",
      message: /has L3:0=ff, and config\.json wants L3:0=f$/,
    });
    assert.equal(readFileSync(join(root, "web/schemata"), "utf8"), "L3:0=ff\n");
  });

  test("refuses a group with a name only that does not exist", () => {
    assert.throws(() => make(group({ own: false })), { code: "ERR_HOST", pointer: "/linux/intelRdt/closID" });
    assert.equal(existsSync(join(root, "web")), false);
  });

  test("takes the root group as it is", () => {
    assert.deepEqual(make(group({ own: false, control: root })), []);
  });

  test("makes a monitoring group below the control group", () => {
    const monitor = join(root, "web/mon_groups/id");
    assert.deepEqual(make(group({ monitor })), ["web", "web/mon_groups/id"]);
    assert.equal(existsSync(monitor), true);
  });

  test("fails with the pointer where the monitoring group can't be made", () => {
    const monitor = join(root, "nowhere/mon_groups/id");
    assert.throws(() => make(group({ monitor })), {
      code: "ENOENT",
      pointer: "/linux/intelRdt/enableMonitoring",
    });
  });

  test("tells what resctrl says about schemata that it refuses", () => {
    mkdirSync(join(root, "info"));
    writeFileSync(join(root, "info/last_cmd_status"), "Unknown or unsupported resource name 'L9'\n");
    installNative({ ...real, mkdirat, unlinkat, writeFile: () => -22 });
    assert.throws(() => make(group({ lines: ["L9:0=1"] })), {
      code: "EINVAL",
      pointer: "/linux/intelRdt",
      kernelText: "Unknown or unsupported resource name 'L9'",
    });
  });

  test("is undone by removeGroups(), innermost first and without a word about what is gone", () => {
    const wanted = group({ monitor: join(root, "web/mon_groups/id") });
    const missing = missingGroups(wanted);
    makeGroups(wanted, missing);
    const warnings: string[] = [];
    removeGroups(missing, (message) => void warnings.push(message));
    removeGroups(missing, (message) => void warnings.push(message));
    assert.deepEqual([existsSync(join(root, "web")), warnings], [false, []]);
  });
});
