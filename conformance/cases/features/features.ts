// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import type { Case } from "../../suite/case.ts";
import { compareVersions, type Features, featuresOf } from "../../suite/features.ts";
import { setHooks } from "../../suite/hook.ts";
import { mountOf } from "../../suite/mount-tree.ts";
import type { Trial } from "../../suite/trial.ts";

/** A member of the structure, or the case is skipped. */
async function listed<Key extends keyof Features>(t: Trial, key: Key): Promise<NonNullable<Features[Key]>> {
  const value = (await featuresOf(t))[key];
  if (value === undefined || value === null) t.skip(`features does not tell ${key}`);
  return value as NonNullable<Features[Key]>;
}

/** Members of the structure by the version that defined them. */
const SINCE: Readonly<Record<string, string>> = {
  potentiallyUnsafeConfigAnnotations: "1.2.0",
  mountExtensions: "1.2.0",
  memoryPolicy: "1.3.0",
  netDevices: "1.3.0",
};

/** Options that only make sense on top of something. */
const NEEDS_SOURCE = /^r?bind$/;
const NO_FLAG = /^(remount|idmap|ridmap|copy-symlink|src-nofollow|dest-nofollow|mand|nomand)$/;

export const featureCases: Case[] = [
  {
    name: "features prints a structure with the versions",
    clauses: [
      "features/provide",
      "features/version-min-required",
      "features/version-max-required",
      "features/version-order",
      "features/null-or-absent",
      "features/linux",
    ],
    run: async (t) => {
      const { ociVersionMin, ociVersionMax } = await featuresOf(t);
      for (const version of [ociVersionMin, ociVersionMax]) assert.match(version, /^\d+\.\d+\.\d+/);
      assert.ok(compareVersions(ociVersionMin, ociVersionMax) <= 0, `${ociVersionMin} ${ociVersionMax}`);
    },
  },
  ...(["ociVersionMin", "ociVersionMax"] as const).map(
    (key): Case => ({
      name: `a configuration of ${key} is accepted`,
      clauses: [`features/version-${key.slice(-3).toLowerCase()}-accepted`],
      run: async (t) => void (await t.report({ "/ociVersion": (await featuresOf(t))[key] })),
    }),
  ),
  {
    name: "the structure has no member that is newer than ociVersionMax",
    clauses: ["features/no-newer-properties"],
    run: async (t) => {
      const features = await featuresOf(t);
      const members = [...Object.keys(features), ...Object.keys(features.linux ?? {})];
      for (const member of members) {
        const since = SINCE[member];
        if (since !== undefined) assert.ok(compareVersions(since, features.ociVersionMax) <= 0, member);
      }
    },
  },
  {
    name: "what is not supported is false or empty, and not null",
    clauses: ["features/null-not-empty"],
    run: async (t) => {
      const nulls = Object.entries(await featuresOf(t)).filter(([, value]) => value === null);
      assert.deepEqual(nulls, []);
    },
  },
  {
    name: "each listed hook runs",
    clauses: ["features/hooks"],
    run: async (t) => {
      const kinds = await listed(t, "hooks");
      for (const kind of kinds) {
        const program = kind === "startContainer" ? "/probe" : "/bin/true";
        await t.report((config) => setHooks(config, kind as "prestart", { path: program }));
      }
    },
  },
  {
    name: "each listed mount option is recognised, and none is data of a filesystem",
    clauses: ["features/mount-options", "features/mount-options-no-fs-specific"],
    run: async (t) => {
      const options = await listed(t, "mountOptions");
      for (const option of ["size", "mode", "uid", "gid"]) assert.ok(!options.includes(option), option);
      const source = t.folder();
      // One container with a mount for each option; a tmpfs refuses what it does not know.
      const mounts = options
        .filter((option) => !NO_FLAG.test(option))
        .map((option, index) => ({
          destination: `/data/${index}`,
          ...(NEEDS_SOURCE.test(option) ? { type: "none", source } : { type: "tmpfs", source: option }),
          options: [option],
        }));
      const edit = (config: Record<string, unknown>): void =>
        void (config["mounts"] as unknown[]).push(...mounts);
      await mountOf(t, edit, `/data/${mounts.length - 1}`);
    },
  },
  {
    name: "annotations are texts with names",
    clauses: ["features/annotations", "features/annotations-convention"],
    run: async (t) => {
      for (const [key, value] of Object.entries(await listed(t, "annotations"))) {
        assert.notEqual(key, "");
        assert.equal(typeof value, "string", key);
      }
    },
  },
  {
    name: "the annotations that can change the runtime's behaviour are listed as names or prefixes",
    clauses: ["features/unsafe-annotations", "features/unsafe-annotations-prefix"],
    run: async (t) => {
      for (const name of await listed(t, "potentiallyUnsafeConfigAnnotations"))
        assert.match(name, /^[\w./-]+$/);
    },
  },
];
