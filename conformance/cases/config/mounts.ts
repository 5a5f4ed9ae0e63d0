// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { succeeded, type Trial } from "../../suite/trial.ts";
import { parseMounts } from "../../harness/mountinfo.ts";
import type { Bundle } from "../../suite/bundle.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { ALL_CAPABILITIES, type Json } from "../../suite/config.ts";
import { host, mountOf, tmpfsWith } from "../../suite/mount-tree.ts";

const MOUNT = "/mounts/-";

/** A folder of the host that holds `file`. */
function folderWithFile(t: Trial): string {
  const folder = t.folder("source");
  writeFileSync(join(folder, "file"), "text of the host");
  return folder;
}

export const mountCases: Case[] = [
  {
    name: "mounts are made in the order of the list",
    clauses: ["config/mounts/order"],
    run: async (t) => {
      const source = folderWithFile(t);
      const inner = { destination: "/data/b", type: "none", source, options: ["bind"] };
      const outer = { destination: "/data", type: "tmpfs", source: "t" };
      assert.equal(
        (await t.act([{ [MOUNT]: outer }, { [MOUNT]: inner }], "read", "/data/b/file"))["errno"],
        0,
      );
      const hidden = await t.act([{ [MOUNT]: inner }, { [MOUNT]: outer }], "read", "/data/b/file");
      assert.equal(hidden["errno"], 2);
    },
  },
  {
    name: "type, source and options mean what they mean to mount(2)",
    clauses: [
      "config/mounts/mount2-parameters",
      "config/mounts/type",
      "config/mounts/source",
      "config/mounts/options",
    ],
    run: async (t) => {
      const { mountinfo } = await t.report([
        tmpfsWith("size=1m"),
        { [MOUNT]: { destination: "/dev/mqueue", type: "mqueue", source: "queues", options: ["nosuid"] } },
        { [MOUNT]: { destination: "/tmp", type: "tmpfs", source: "no-options" } },
        { [MOUNT]: { destination: "/out", type: "tmpfs", source: "empty", options: [] } },
      ]);
      const seen = parseMounts(mountinfo).map((mount) => `${mount.point} ${mount.type} ${mount.source}`);
      for (const line of [
        "/data tmpfs scratch",
        "/dev/mqueue mqueue queues",
        "/tmp tmpfs no-options",
        "/out tmpfs empty",
        "/proc proc proc",
      ])
        assert.ok(seen.includes(line), `${line} is not among ${seen.join("; ")}`);
    },
  },
  {
    name: "an overlay is mounted with its data",
    clauses: ["config/mounts/mount2-parameters"],
    run: async (t) => {
      const [lower, upper, work] = [folderWithFile(t), t.folder("upper"), t.folder("work")];
      const options = [`lowerdir=${lower}`, `upperdir=${upper}`, `workdir=${work}`];
      const edit = { [MOUNT]: { destination: "/data", type: "overlay", source: "overlay", options } };
      assert.equal((await t.act(edit, "read", "/data/file"))["text"], "text of the host");
    },
  },
  {
    name: "a relative destination is below the root, whatever cwd is",
    clauses: ["config/mounts/destination-relative-to-root", "config/mounts/destination-relative-allowed"],
    run: async (t) => {
      const edit = [
        { "/process/cwd": "/tmp" },
        { [MOUNT]: { destination: "data", type: "tmpfs", source: "x" } },
      ];
      assert.equal((await mountOf(t, edit)).source, "x");
    },
  },
  {
    name: "an absolute destination is mounted there",
    clauses: ["config/mounts/destination-absolute"],
    run: async (t) => {
      assert.equal((await mountOf(t, tmpfsWith())).source, "scratch");
    },
  },
  {
    name: "a destination is resolved in the container's root, links included",
    clauses: ["config/mounts/destination-inside-rootfs"],
    run: async (t) => {
      const outside = t.folder("outside");
      const edit = (config: Json, bundle: Bundle): void => {
        bundle.link("/evil", `/../../../../../../..${outside}`);
        (config["mounts"] as unknown[]).push({ destination: "/evil/x", type: "tmpfs", source: "inside" });
      };
      const result = await t.run(edit);
      assert.ok(!existsSync(join(outside, "x")), "the host's directory is not touched");
      if (result.status !== 0) return;
      assert.match(result.stdout, / inside /);
    },
  },
  {
    name: "a relative bind source is below the bundle, whatever the caller's directory",
    clauses: ["config/mounts/source-bind-relative"],
    run: async (t) => {
      const edit = (config: Json, bundle: Bundle): void => {
        writeFileSync(join(bundle.directory, "own"), "of the bundle");
        bundle.file("/data/own", "");
        const mount = { destination: "/data/own", type: "bind", source: "own", options: ["bind"] };
        (config["mounts"] as unknown[]).push(mount);
        (config["process"] as Json)["args"] = ["/probe", "read", "/data/own"];
      };
      const result = succeeded(await t.run(edit, { cwd: "/" }));
      assert.match(result.stdout, /of the bundle/);
    },
  },
  {
    name: "bind in options makes a bind mount, whatever the type says",
    clauses: ["config/mounts/bind-detection"],
    run: async (t) => {
      const source = folderWithFile(t);
      for (const [type, option] of [
        ["tmpfs", "bind"],
        ["none", "rbind"],
        ["bind", "bind"],
      ]) {
        const edit = { [MOUNT]: { destination: "/data", type, source, options: [option] } };
        assert.equal(
          (await t.act(edit, "read", "/data/file"))["text"],
          "text of the host",
          `${type} ${option}`,
        );
      }
    },
  },
  {
    name: "unknown options go to the filesystem as data",
    clauses: ["config/mounts/unknown-options-to-data"],
    run: async (t) => {
      const mount = await mountOf(t, tmpfsWith("size=1m", "mode=1770", "nr_inodes=10"));
      for (const word of ["size=1024k", "mode=1770", "nr_inodes=10"])
        assert.ok(mount.superOptions.includes(word), `${word}: ${mount.superOptions.join(",")}`);
    },
  },
  {
    name: "a further option is one that features lists",
    clauses: ["config/mounts/custom-options", "config/mounts/custom-options-follow-mount8"],
    run: async (t) => {
      const result = await t.call(["features"]);
      if (result.status !== 0) t.skip("the runtime has no features");
      const listed = (JSON.parse(result.stdout) as { mountOptions?: string[] }).mountOptions ?? [];
      const custom = listed.filter((option) => /^X-|^x-|^nofail$|^comment/.test(option));
      for (const option of custom) {
        const mount = await mountOf(t, tmpfsWith(option));
        assert.ok(!mount.superOptions.includes(option), `${option} is handed to the kernel`);
      }
    },
  },
  ...refusals([
    [
      "config/mounts/destination-required",
      "a mount without destination is refused",
      { [MOUNT]: { type: "tmpfs" } },
      "ERR_SCHEMA",
      "/mounts/3/destination",
    ],
    [
      "config/mounts/type",
      "an unknown filesystem type is refused",
      { [MOUNT]: { destination: "/data", type: "nosuchfs", source: "x" } },
      "ENODEV",
      "/mounts/3",
    ],
    [
      "config/mounts/unknown-options-to-data",
      "an option that the filesystem does not know is refused",
      tmpfsWith("bogus"),
      "EINVAL",
      "/mounts/3/options/0",
    ],
    [
      "config/mounts/source-bind-relative",
      "a bind without source is refused",
      { [MOUNT]: { destination: "/data", options: ["bind"] } },
      "ERR_CONFIG_RULE",
      "/mounts/3",
    ],
  ]),
];

interface IdOptions {
  options: string[];
  uid?: unknown;
  gid?: unknown;
  userns?: boolean;
}

const MAP = (first: number): Json[] => [{ containerID: 0, hostID: first, size: 65_536 }];

function idMount(source: string, { options, uid, gid, userns }: IdOptions): (config: Json) => void {
  return (config) => {
    const linux = config["linux"] as Json;
    if (userns === true) {
      (linux["namespaces"] as unknown[]).push({ type: "user" });
      linux["uidMappings"] = MAP(100_000);
      linux["gidMappings"] = MAP(100_000);
    }
    const mount: Json = { destination: "/data", type: "none", source, options };
    if (uid !== undefined) mount["uidMappings"] = uid;
    if (gid !== undefined) mount["gidMappings"] = gid;
    (config["mounts"] as unknown[]).push(mount);
  };
}

/** Owners of a file in the mount, and of one in the mount below it. */
async function ownersOf(t: Trial, options: IdOptions): Promise<unknown[]> {
  const tree = await ownedTree(t);
  const actions = ["/data/file", "/data/sub/file"].flatMap((path) => ["stat", path]);
  const lines = await t.probe([ALL_CAPABILITIES, idMount(tree, options)], ...actions);
  return lines.flatMap((line) => [line["uid"], line["gid"]]);
}

async function ownedTree(t: Trial): Promise<string> {
  const tree = t.folder("owned");
  const script = `mount -t tmpfs t "$0" && mkdir "$0/sub" && mount -t tmpfs t "$0/sub" && touch "$0/file" "$0/sub/file"`;
  await host("sh", "-c", script, tree);
  return tree;
}

function idCase(kind: "idmap" | "ridmap", bind: string): Case[] {
  const own = { options: [bind, kind], uid: MAP(5000), gid: MAP(7000) };
  const inside = (first: unknown[]): unknown[] =>
    kind === "idmap" ? [...first, 0, 0] : [...first, ...first];
  const id = `config/mounts/${kind}`;
  return [
    {
      name: `${kind} maps the owners of files as the mount's own mappings say`,
      clauses: [
        `${id}/applied`,
        `${id}/recursive`,
        `${id}/own-mappings-win`,
        `${id}/mechanism`,
        `${id}/not-passed-to-mount2`,
        `config/mounts/option/${kind}`,
        "config/mounts/uidmappings",
        "config/mounts/gidmappings",
        "config/mounts/uidmappings-mount-setattr",
        "config/mounts/gidmappings-mount-setattr",
        "config/mounts/uidmappings-needs-option",
        "config/mounts/gidmappings-needs-option",
      ].filter((clause) => !clause.endsWith(kind === "idmap" ? "/recursive" : "/applied")),
      run: async (t) => {
        assert.deepEqual(await ownersOf(t, own), inside([5000, 7000]));
        const tree = await ownedTree(t);
        await t.report(idMount(tree, own));
        assert.equal(await host("stat", "-c", "%u:%g", join(tree, "file")), "0:0\n", "nothing is chowned");
      },
    },
    {
      name: `${kind} without own mappings takes those of the user namespace or is refused`,
      clauses: [`${id}/userns-mapping-fallback`, `${id}/no-fallback-is-error`],
      run: async (t) => {
        const tree = await ownedTree(t);
        const edit = idMount(tree, { options: [bind, kind], userns: true });
        const result = await t.run([edit, { "/process/args": ["/probe", "stat", "/data/file"] }]);
        if (result.status === 0) assert.match(result.stdout, /"uid":0,"gid":0/);
        else assert.notEqual(result.stderr, "");
      },
    },
    {
      name: `${kind} with neither mappings nor user namespace is refused`,
      clauses: [`${id}/no-userns-no-mappings`],
      run: async (t) => {
        const edit = idMount(t.folder(), { options: [bind, kind] });
        await t.refused(edit, { code: "ERR_CONFIG_RULE", pointer: "/mounts/3/options/1" });
      },
    },
  ];
}

export const idmapCases: Case[] = [
  ...idCase("idmap", "rbind"),
  ...idCase("ridmap", "rbind"),
  {
    name: "mappings of a mount win over those of the user namespace",
    clauses: ["config/mounts/idmap/own-mappings-win"],
    run: async (t) => {
      const options = { options: ["bind", "idmap"], uid: MAP(100_003), gid: MAP(100_004), userns: true };
      const tree = await ownedTree(t);
      const line = await t.act(idMount(tree, options), "stat", "/data/file");
      assert.deepEqual([line["uid"], line["gid"]], [3, 4]);
    },
  },
  ...refusals([
    [
      "config/mounts/uidmappings-with-gid",
      "uidMappings without gidMappings are refused",
      idMount("/", { options: ["bind", "idmap"], uid: MAP(5) }),
      "ERR_CONFIG_RULE",
      "/mounts/3/gidMappings",
    ],
    [
      "config/mounts/gidmappings-with-uid",
      "gidMappings without uidMappings are refused",
      idMount("/", { options: ["bind", "idmap"], gid: MAP(5) }),
      "ERR_CONFIG_RULE",
      "/mounts/3/uidMappings",
    ],
    [
      "config/mounts/uidmappings-format",
      "a mapping of a mount without size is refused",
      idMount("/", { options: ["bind", "idmap"], uid: [{ containerID: 0, hostID: 5 }], gid: MAP(5) }),
      "ERR_SCHEMA",
      "/mounts/3/uidMappings/0/size",
    ],
  ]),
];
