// SPDX-License-Identifier: Apache-2.0
/** linux.intelRdt on a host whose resctrl is mounted; schemata are those that the root group has. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmdirSync } from "node:fs";
import { basename, join } from "node:path";
import { execute } from "../../harness/execute.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { hasProgram } from "../../suite/mount-tree.ts";
import type { Container, Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

const AT = "/linux/intelRdt";
const ID = "linux/intelrdt/";

/** The mount point, or the case is skipped. */
function resctrl(t: Trial): string {
  if (t.host.resctrl === undefined) t.skip("no resctrl is mounted (the CPU or the kernel has none)");
  return t.host.resctrl;
}

/** A line of the root group's schemata: a value that is valid here. */
function schema(t: Trial, prefix: string): string {
  const line = textOf(join(resctrl(t), "schemata"))
    .split("\n")
    .map((text) => text.trim())
    .find((text) => text.startsWith(prefix));
  if (line === undefined) t.skip(`resctrl has no ${prefix} schema`);
  return line;
}

function group(t: Trial, name: string): string {
  const directory = join(resctrl(t), name);
  mkdirSync(directory);
  t.defer(() => {
    if (existsSync(directory)) rmdirSync(directory);
  });
  return directory;
}

function holds(directory: string, container: Container): void {
  assert.match(textOf(join(directory, "tasks")), new RegExp(`^${container.pid}$`, "m"));
}

function unique(t: Trial): string {
  return basename(t.cgroupParent) + basename(t.directory);
}

/** Each property set goes to the schemata file of the group, in the order of the specification. */
async function written(t: Trial, settings: Record<string, unknown>, lines: string[]): Promise<void> {
  const container = await t.created({ [AT]: settings });
  const text = textOf(join(resctrl(t), container.id, "schemata")).replaceAll(" ", "");
  for (const line of lines) assert.ok(text.includes(line.replaceAll(" ", "")), text);
}

export const intelRdtCases: Case[] = [
  {
    name: "intelRdt without a mounted resctrl is refused",
    clauses: [`${ID}no-resctrl`],
    run: async (t) => {
      if (t.host.resctrl !== undefined) t.skip("resctrl is mounted here");
      await t.refused({ [AT]: {} }, { code: "ERR_HOST", pointer: AT });
    },
  },
  {
    name: "without intelRdt nothing below resctrl is touched",
    clauses: [`${ID}unset-untouched`],
    run: async (t) => {
      if (!(await hasProgram("strace"))) t.skip("strace is missing");
      const trace = join(t.folder(), "trace");
      const words = t.words("run", "--bundle", t.bundle().directory, t.id());
      const result = await execute(["strace", "-f", "-qq", "-e", "trace=file", "-o", trace, ...words]);
      if (!existsSync(trace)) t.skip(`strace does not work here: ${result.stderr.split("\n")[0]}`);
      assert.doesNotMatch(textOf(trace), /"\/sys\/fs\/resctrl\/[^"]/);
    },
  },
  {
    name: "without closID the container's id names the group: made, joined, removed by delete",
    clauses: [`${ID}closid-absent`, `${ID}tasks`, `${ID}remove-created`, `${ID}rules-applied`],
    run: async (t) => {
      const l3 = schema(t, "L3:");
      const container = await t.created({ [AT]: { l3CacheSchema: l3 } });
      const directory = join(resctrl(t), container.id);
      holds(directory, container);
      await t.remove(container.id);
      assert.ok(!existsSync(directory));
    },
  },
  {
    name: "closID / is the default group",
    clauses: [`${ID}closid-root`],
    run: async (t) => {
      const directory = resctrl(t);
      holds(directory, await t.created({ [AT]: { closID: "/" } }));
    },
  },
  {
    name: "l3CacheSchema, memBwSchema and schemata are written, alone and together",
    clauses: [
      `${ID}one-written`,
      `${ID}both-written`,
      `${ID}l3-first-mb-last`,
      `${ID}schemata-written`,
      `${ID}schemata-last`,
    ],
    run: async (t) => {
      const l3 = schema(t, "L3:");
      await written(t, { l3CacheSchema: l3 }, [l3]);
      await written(t, { schemata: [l3] }, [l3]);
      const mb = schema(t, "MB:");
      await written(t, { l3CacheSchema: l3, memBwSchema: mb }, [l3, mb]);
      await written(t, { l3CacheSchema: l3, memBwSchema: mb, schemata: [l3, mb] }, [l3, mb]);
    },
  },
  {
    name: "without a schema nothing is written, and a group that exists is joined and kept",
    clauses: [`${ID}none-no-write`, `${ID}closid-only-assign`, `${ID}keep-foreign`],
    run: async (t) => {
      const directory = group(t, unique(t));
      const before = textOf(join(directory, "schemata"));
      const container = await t.created({ [AT]: { closID: basename(directory) } });
      holds(directory, container);
      assert.equal(textOf(join(directory, "schemata")), before);
      await t.remove(container.id);
      assert.ok(existsSync(directory));
    },
  },
  {
    name: "closID alone wants a group that exists",
    clauses: [`${ID}closid-only-must-exist`],
    run: async (t) => {
      resctrl(t);
      await t.refused({ [AT]: { closID: `missing-${unique(t)}` } });
    },
  },
  {
    name: "closID with a schema makes a missing group",
    clauses: [`${ID}closid-missing-created`],
    run: async (t) => {
      const directory = join(resctrl(t), unique(t));
      t.defer(() => {
        if (existsSync(directory)) rmdirSync(directory);
      });
      holds(
        directory,
        await t.created({ [AT]: { closID: basename(directory), l3CacheSchema: schema(t, "L3:") } }),
      );
    },
  },
  {
    name: "closID with a schema that differs from the group's is refused",
    clauses: [`${ID}closid-exists-compare`],
    run: async (t) => {
      const directory = group(t, unique(t));
      const other = schema(t, "L3:").replaceAll(/=[0-9a-f]+/g, "=1");
      await t.refused({ [AT]: { closID: basename(directory), l3CacheSchema: other } });
      await t.created({ [AT]: { closID: basename(directory), l3CacheSchema: schema(t, "L3:") } });
    },
  },
  {
    name: "enableMonitoring makes a group of its own for monitoring, and delete removes it",
    clauses: [
      `${ID}mon-group-created`,
      `${ID}mon-group-name`,
      `${ID}mon-group-removed`,
      `${ID}enable-monitoring`,
    ],
    run: async (t) => {
      const directory = group(t, unique(t));
      const container = await t.created({ [AT]: { closID: basename(directory), enableMonitoring: true } });
      const monitor = join(directory, "mon_groups", container.id);
      holds(monitor, container);
      await t.remove(container.id);
      assert.ok(!existsSync(monitor) && existsSync(directory));
    },
  },
  {
    name: "a monitoring group that can't be made is an error",
    clauses: [`${ID}mon-group-failure`],
    run: async (t) => {
      const directory = group(t, unique(t));
      const id = t.id();
      mkdirSync(join(directory, "mon_groups", id));
      t.defer(() => rmdirSync(join(directory, "mon_groups", id)));
      const edit = { [AT]: { closID: basename(directory), enableMonitoring: true } };
      await t.fails(["create", "--bundle", t.bundle(edit).directory, id]);
    },
  },
  {
    name: "enableCMT and enableMBM are unknown properties now",
    clauses: [`${ID}old-flags`],
    run: async (t) => {
      resctrl(t);
      await t.created({ [AT]: { closID: "/", enableCMT: true, enableMBM: true } });
    },
  },
  ...refusals([
    [
      `${ID}l3-no-newline`,
      "an l3CacheSchema of two lines is refused",
      { [AT]: { l3CacheSchema: "L3:0=f\nMB:0=10" } },
    ],
    [
      `${ID}l3-prefix`,
      "an l3CacheSchema of another resource is refused",
      { [AT]: { l3CacheSchema: "MB:0=10" } },
    ],
    [
      `${ID}mb-prefix`,
      "a memBwSchema of another resource is refused",
      { [AT]: { memBwSchema: "L3:0=f" } },
      "ERR_SCHEMA",
    ],
    [
      `${ID}mb-no-newline`,
      "a memBwSchema of two lines is refused",
      { [AT]: { memBwSchema: "MB:0=10\nL3:0=f" } },
      "ERR_SCHEMA",
    ],
    [
      `${ID}schemata-no-newline`,
      "an element of schemata with two lines is refused",
      { [AT]: { schemata: ["MB:0=10\nL3:0=f"] } },
    ],
  ]),
];
