// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../../suite/case.ts";
import { succeeded } from "../../suite/trial.ts";

export const bundleCases: Case[] = [
  {
    name: "a bundle without config.json is refused",
    clauses: ["bundle/config-json/name-and-place"],
    run: async (t) => {
      const bundle = t.bundle();
      rmSync(join(bundle.directory, "config.json"));
      await t.refusedBundle(bundle, { code: "ERR_CONFIG_FILE" });
    },
  },
  {
    name: "a config.json one level down is refused",
    clauses: ["bundle/config-json/name-and-place"],
    run: async (t) => {
      const bundle = t.bundle();
      mkdirSync(join(bundle.directory, "below"));
      renameSync(join(bundle.directory, "config.json"), join(bundle.directory, "below/config.json"));
      await t.refusedBundle(bundle, { code: "ERR_CONFIG_FILE" });
    },
  },
  {
    name: "the content of a bundle works in a directory of another name",
    clauses: ["bundle/artifacts/one-directory"],
    run: async (t) => {
      const bundle = t.bundle();
      const elsewhere = join(t.directory, "another name");
      cpSync(bundle.directory, elsewhere, { recursive: true, verbatimSymlinks: true });
      succeeded(await t.call(["run", "--bundle", elsewhere, t.id()]));
    },
  },
];
