// SPDX-License-Identifier: Apache-2.0
/** linux.cgroupsPath and the ownership of cgroups. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, execute } from "../../harness/execute.ts";
import type { Change } from "../../suite/bundle.ts";
import type { Case } from "../../suite/case.ts";
import {
  cgroupOf,
  makeCgroup,
  needsV1,
  ownerOf,
  placeOf,
  readCgroup,
  unifiedOnly,
} from "../../suite/cgroup-file.ts";
import { type Json, type Patch, userNamespace } from "../../suite/config.ts";
import { host } from "../../suite/mount-tree.ts";
import { withNamespace } from "../../suite/namespace-file.ts";
import type { Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

const PATH = "/linux/cgroupsPath";
/** Some controller that each host has in one generation or the other. */
const ANY = "pids";

async function placesOf(t: Trial, path: string | undefined): Promise<string> {
  const { id, pid } = await t.created({ [PATH]: path });
  const places = textOf(`/proc/${pid}/cgroup`);
  await t.remove(id);
  return places.replaceAll(id, "ID");
}

const CGROUP_MOUNT: Json = {
  destination: "/sys/fs/cgroup",
  type: "cgroup",
  source: "cgroup",
  options: ["rw"],
};

/** Root of a user namespace can make no directory in the root filesystem. */
const CGROUP_MOUNT_POINT: Change = (_config, bundle) => void bundle.mkdir("/sys/fs/cgroup");

/** A container whose cgroup the process user may get. */
function delegated(more: Patch = {}): Change[] {
  return [userNamespace(), withNamespace("cgroup"), CGROUP_MOUNT_POINT, { "/mounts/-": CGROUP_MOUNT }, more];
}

/** Owner of the cgroup directory and of each file in it. */
async function ownersOf(t: Trial, edits: readonly Change[]): Promise<Map<string, number>> {
  const container = await t.created(edits);
  const directory = cgroupOf(t, ANY, container);
  return new Map([".", ...readdirSync(directory)].map((name) => [name, ownerOf(join(directory, name))]));
}

function delegateFiles(): string[] {
  return textOf("/sys/kernel/cgroup/delegate").trim().split("\n");
}

function thaw(file: string, frozen: string): void {
  if (existsSync(file)) writeFileSync(file, frozen === "1" ? "0" : "THAWED");
}

const ownerCases: Case[] = [
  {
    name: "the cgroup of a user namespace with a writable cgroup mount is the process user's: the directory and the files that the kernel lists",
    clauses: [
      "linux/cgroups/owner/may-change",
      "linux/cgroups/owner/iff-rw-mount",
      "linux/cgroups/owner/existing-files",
      "linux/cgroups/owner/only-delegate-files",
      "linux/cgroups/owner/nothing-else",
      "linux/cgroups/owner/missing-file-no-fail",
    ],
    run: async (t) => {
      unifiedOnly(t);
      const owners = await ownersOf(t, delegated());
      const given = new Set([".", ...delegateFiles()]);
      for (const [name, uid] of owners) assert.equal(uid, given.has(name) ? 100_000 : 0, name);
    },
  },
  {
    name: "without the kernel's list the three files that the specification names are given",
    clauses: ["linux/cgroups/owner/fallback-list"],
    run: async (t) => {
      unifiedOnly(t);
      const hide = t.folder("empty");
      await host("mount", "--bind", hide, "/sys/kernel/cgroup");
      t.defer(async () => void (await execute(["umount", "--lazy", "/sys/kernel/cgroup"])));
      const owners = await ownersOf(t, delegated());
      const given = new Set([".", "cgroup.procs", "cgroup.subtree_control", "cgroup.threads"]);
      for (const [name, uid] of owners) assert.equal(uid, given.has(name) ? 100_000 : 0, name);
    },
    alone: true,
  },
  {
    name: "a cgroup on v1 stays root's",
    clauses: ["linux/cgroups/owner/not-v1"],
    run: async (t) => {
      needsV1(t, ANY);
      for (const [name, uid] of await ownersOf(t, delegated())) assert.equal(uid, 0, name);
    },
  },
  ...(
    [
      [
        "without a new cgroup namespace",
        "linux/cgroups/owner/needs-cgroupns",
        [userNamespace(), CGROUP_MOUNT_POINT, { "/mounts/-": CGROUP_MOUNT }],
      ],
      [
        "with a read-only cgroup mount",
        "linux/cgroups/owner/iff-rw-mount",
        [
          userNamespace(),
          withNamespace("cgroup"),
          CGROUP_MOUNT_POINT,
          { "/mounts/-": { ...CGROUP_MOUNT, options: ["ro"] } },
        ],
      ],
      [
        "without a cgroup mount",
        "linux/cgroups/owner/no-mount-no-change",
        [userNamespace(), withNamespace("cgroup")],
      ],
    ] as const
  ).map(
    ([how, clause, edits]): Case => ({
      name: `${how} the cgroup stays root's`,
      clauses: [clause],
      run: async (t) => {
        for (const [name, uid] of await ownersOf(t, edits)) assert.equal(uid, 0, name);
      },
    }),
  ),
];

export const cgroupCases: Case[] = [
  {
    name: "an absolute cgroupsPath is below the mount point, and missing levels are made",
    clauses: ["linux/cgroups/path-absolute", "linux/cgroups/created", "linux/cgroups/path-form"],
    run: async (t) => {
      const path = `${t.cgroupParent}/a/b/c`;
      const { pid } = await t.created({ [PATH]: path });
      const procs = readFileSync(join(placeOf(t, ANY, path), "cgroup.procs"), "utf8").split("\n");
      assert.ok(procs.includes(String(pid)), procs.join(" "));
    },
  },
  {
    name: "a cgroupsPath never leaves the mount point",
    clauses: [
      "linux/cgroups/path-absolute",
      "linux/cgroups/path-some-invalid",
      "linux/cgroups/path-invalid-error",
    ],
    run: async (t) => {
      const bundle = t.bundle({ [PATH]: `/../../..${t.cgroupParent}/escape` });
      const id = t.id();
      const result = await t.call(["create", "--bundle", bundle.directory, id]);
      assert.ok(!existsSync(t.cgroupParent), "nothing is made outside");
      if (result.status !== 0) return;
      const pid = (await t.state(id)).pid ?? 0;
      assert.match(textOf(`/proc/${pid}/cgroup`), /escape/);
      await t.remove(id);
    },
  },
  {
    name: "one cgroupsPath leads to one place",
    clauses: ["linux/cgroups/path-consistent", "linux/cgroups/path-relative"],
    run: async (t) => {
      for (const path of [
        `${t.cgroupParent}/same`,
        `relative-${t.cgroupParent.slice(1).replaceAll("/", "-")}`,
      ])
        assert.equal(await placesOf(t, path), await placesOf(t, path), path);
    },
  },
  {
    name: "without cgroupsPath containers have cgroups of their own",
    clauses: ["linux/cgroups/path-default"],
    run: async (t) => {
      const one = await t.created({ [PATH]: undefined });
      const two = await t.created({ [PATH]: undefined });
      assert.notEqual(textOf(`/proc/${one.pid}/cgroup`), textOf(`/proc/${two.pid}/cgroup`));
      await t.remove(one.id, two.id);
    },
  },
  {
    name: "without resources the limits of an existing cgroup stay",
    clauses: ["linux/cgroups/resources-absent", "linux/cgroups/extra-controllers"],
    run: async (t) => {
      const path = makeCgroup(t, ANY, "premade", { "pids.max": "77" });
      const result = await t.call(["create", "--bundle", t.bundle({ [PATH]: path }).directory, t.id()]);
      if (result.status !== 0) t.skip("the runtime wants a cgroup that is not there yet");
      assert.equal(readCgroup(t, placeOf(t, ANY, path), "pids.max"), "77");
    },
  },
  {
    name: "a frozen cgroup is an error or is thawed, and nothing hangs",
    clauses: ["linux/cgroups/fitness-check", "linux/cgroups/fitness-error"],
    run: async (t) => {
      const [controller, file, text] = t.host.v1.has("freezer")
        ? ["freezer", "freezer.state", "FROZEN"]
        : [ANY, "cgroup.freeze", "1"];
      const path = makeCgroup(t, controller, "frozen", { [file]: text });
      // A runtime that hangs leaves a process in it, which only dies thawed.
      t.defer(() => thaw(join(placeOf(t, controller, path), file), text));
      const result = await t.call(["create", "--bundle", t.bundle({ [PATH]: path }).directory, t.id()]);
      assert.equal(result.timedOut, false, "create hangs");
      if (result.status !== 0) assert.notEqual(result.stderr, "");
    },
  },
  {
    name: "exec into a paused container is refused",
    clauses: ["linux/cgroups/fitness-check", "linux/cgroups/fitness-error"],
    run: async (t) => {
      const { id } = await t.running();
      if ((await t.call(["pause", id])).status !== 0) t.skip("the runtime has no pause");
      await t.fails(["exec", id, "/probe", "report"]);
      await t.ok(["resume", id]);
    },
  },
  {
    name: "a cgroup with a process in it is an error or is joined",
    clauses: ["linux/cgroups/fitness-check"],
    run: async (t) => {
      const other = await t.running();
      const path = (other.bundle.config["linux"] as Json)["cgroupsPath"] as string;
      const result = await t.call(["create", "--bundle", t.bundle({ [PATH]: path }).directory, t.id()]);
      if (result.status !== 0) assert.notEqual(result.stderr, "");
      await eventually(
        "the other container goes on",
        async () => (await t.state(other.id)).status === "running",
      );
    },
  },
  ...ownerCases,
];
