// SPDX-License-Identifier: Apache-2.0
/** The version, root, platforms, extensibility, values. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EROFS } from "../../harness/lines.ts";
import type { Bundle } from "../../suite/bundle.ts";
import { type Case, refusals } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import { tmpfsWith } from "../../suite/mount-tree.ts";
import { succeeded } from "../../suite/trial.ts";

/** Members that no version of the specification has. */
const UNKNOWN: Json = {
  "/unknown": { a: 1 },
  "/process/unknown": [1],
  "/process/user/unknown": 1,
  "/root/unknown": true,
  "/mounts/0/unknown": "x",
  "/linux/unknown": null,
  "/linux/namespaces/0/unknown": 1,
  "/linux/resources": {
    unknown: 1,
    memory: { unknown: 1 },
    cpu: { unknown: 1 },
    pids: { limit: 100, unknown: 1 },
  },
  "/linux/seccomp": { defaultAction: "SCMP_ACT_ALLOW", unknown: 1 },
};

/** One bad value for each kind of property. */
const BAD_VALUES: readonly (readonly [string, unknown, string?])[] = [
  ["/process/terminal", "yes"],
  ["/process/env", "A=1"],
  ["/process/noNewPrivileges", 1],
  ["/process/oomScoreAdj", 1001, "ERR_CONFIG_RULE"],
  ["/process/oomScoreAdj", "high"],
  ["/root/readonly", "true"],
  ["/hostname", 7],
  ["/mounts", {}],
  ["/linux/namespaces", "pid"],
  ["/linux/resources/pids", { limit: "many" }],
  ["/linux/resources/memory", { limit: 1.5 }],
  ["/linux/rootfsPropagation", 3],
  ["/annotations", { a: 1 }],
];

export const documentCases: Case[] = [
  ...["1.0.0", "1.0.2-dev", "1.1.0", "1.2.1", "1.3.0"].map(
    (version): Case => ({
      name: `a configuration of version ${version} works`,
      clauses: ["config/version/compat-within-major"],
      run: async (t) => void (await t.report({ "/ociVersion": version })),
    }),
  ),
  {
    name: "root.path may be absolute",
    clauses: ["config/root/path-abs-or-bundle-relative", "bundle/rootfs/optional-artifact"],
    run: async (t) => {
      const edit = (config: Json, bundle: Bundle): void => {
        config["root"] = { path: bundle.rootfs };
      };
      assert.equal((await t.report(edit)).rootLink, "/");
    },
  },
  {
    name: "a relative root.path is below the bundle, whatever the caller's directory",
    clauses: ["config/root/path-abs-or-bundle-relative", "bundle/rootfs/optional-artifact"],
    run: async (t) => {
      const bundle = t.bundle(
        (config) => void ((config["process"] as Json)["args"] = ["/probe", "touch", "/out/here"]),
      );
      succeeded(await t.call(["run", "--bundle", bundle.directory, t.id()], { cwd: "/" }));
      rmSync(bundle.path("/out/here"));
    },
  },
  {
    name: "root.readonly makes the root read-only and leaves mounts below writable",
    clauses: ["config/root/readonly"],
    run: async (t) => {
      const edit = [{ "/root/readonly": true }, tmpfsWith()];
      const lines = await t.probe(edit, "touch", "/new", "touch", "/data/new");
      assert.deepEqual([lines[0]?.["errno"], lines[1]?.["errno"]], [EROFS, 0]);
      for (const readonly of [false, undefined])
        assert.equal((await t.act({ "/root/readonly": readonly }, "touch", "/new"))["errno"], 0);
    },
  },
  {
    name: "the template of spec has the conventional root.path",
    clauses: ["config/root/path-conventional"],
    run: async (t) => {
      const folder = t.folder();
      const result = await t.call(["spec"], { cwd: folder });
      if (result.status !== 0) t.skip("the runtime has no spec");
      const config = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as { root: Json };
      assert.equal(config.root["path"], "rootfs");
    },
  },
  {
    name: "a configuration without linux is accepted or refused with a reason",
    clauses: ["config/platform/linux"],
    run: async (t) => {
      const result = await t.run({ "/linux": undefined, "/hostname": undefined });
      assert.equal(result.timedOut, false);
      if (result.status !== 0) assert.notEqual(result.stderr, "");
    },
  },
  ...["windows", "solaris", "freebsd", "zos"].map(
    (platform): Case => ({
      name: `a section for ${platform} is ignored`,
      clauses: ["config/platform/others-ignored"],
      run: async (t) => void (await t.report({ [`/${platform}`]: { anything: ["x"], layerFolders: ["x"] } })),
    }),
  ),
  {
    name: "unknown properties are ignored everywhere",
    clauses: ["extensibility/ignore-unknown", "extensibility/log-unknown"],
    run: async (t) => {
      for (const [pointer, value] of Object.entries(UNKNOWN)) await t.report({ [pointer]: value });
    },
  },
  ...BAD_VALUES.map(
    ([pointer, value, code]): Case => ({
      name: `${pointer} with ${JSON.stringify(value)} is refused`,
      clauses: ["valid-values/invalid-is-error"],
      run: async (t) => {
        await t.refused({ [pointer]: value }, { code: code ?? "ERR_SCHEMA" });
      },
    }),
  ),
  {
    name: "a valid value that is not supported is refused, never ignored",
    clauses: ["valid-values/subset-allowed"],
    run: async (t) => {
      const result = await t.run({ "/process/scheduler": { policy: "SCHED_ISO" } });
      assert.notEqual(result.status, 0, "no kernel of the main line has SCHED_ISO");
    },
  },
  {
    name: "a root.path that is a file is refused",
    clauses: ["config/root/directory-exists"],
    run: async (t) => {
      const edit = (config: Json, bundle: Bundle): void => {
        writeFileSync(join(bundle.directory, "file"), "");
        config["root"] = { path: "file" };
      };
      const result = await t.refused(edit, { code: "ERR_ROOTFS", pointer: "/root/path" });
      assert.match(result.stderr, /file/);
    },
  },
  ...refusals([
    [
      "config/version/required-semver",
      "a configuration without ociVersion is refused",
      { "/ociVersion": undefined },
      "ERR_SCHEMA",
      "/ociVersion",
    ],
    [
      "config/version/required-semver",
      "an ociVersion that is no SemVer is refused",
      { "/ociVersion": "1.x" },
      "ERR_CONFIG_RULE",
      "/ociVersion",
    ],
    [
      "config/version/required-semver",
      "an ociVersion that is a number is refused",
      { "/ociVersion": 1 },
      "ERR_SCHEMA",
      "/ociVersion",
    ],
    [
      "config/root/required",
      "a configuration without root is refused",
      { "/root": undefined },
      "ERR_CONFIG_RULE",
      "/root",
    ],
    [
      "config/root/path-required",
      "a root without path is refused",
      { "/root": {} },
      "ERR_SCHEMA",
      "/root/path",
    ],
    [
      "config/root/directory-exists",
      "a missing root.path is refused",
      { "/root": { path: "nowhere" } },
      "ERR_ROOTFS",
      "/root/path",
    ],
  ]),
];
