// SPDX-License-Identifier: Apache-2.0
/** All cases, one chapter a file of the specification. */
import type { Chapter } from "../suite/case.ts";
import { bundleCases } from "./bundle/bundle.ts";
import { annotationCases } from "./config/annotations.ts";
import { documentCases } from "./config/document.ts";
import { hookCases } from "./config/hooks.ts";
import { limitCases } from "./config/limits.ts";
import { mountOptionCases } from "./config/mount-options.ts";
import { idmapCases, mountCases } from "./config/mounts.ts";
import { processCases } from "./config/process.ts";
import { treeOptionCases } from "./config/tree-options.ts";
import { userCases } from "./config/user.ts";
import { glossaryCases } from "./glossary/glossary.ts";
import { runtimeLinuxCases } from "./runtime-linux/runtime-linux.ts";
import { lifecycleCases } from "./runtime/lifecycle.ts";
import { operationCases } from "./runtime/operations.ts";
import { stateCases } from "./runtime/state.ts";

export const CHAPTERS: readonly Chapter[] = [
  { name: "glossary", cases: glossaryCases },
  { name: "bundle", cases: bundleCases },
  { name: "runtime", cases: [...stateCases, ...lifecycleCases, ...operationCases] },
  { name: "runtime-linux", cases: runtimeLinuxCases },
  {
    name: "config",
    cases: [
      ...documentCases,
      ...mountCases,
      ...idmapCases,
      ...mountOptionCases,
      ...treeOptionCases,
      ...processCases,
      ...userCases,
      ...limitCases,
      ...hookCases,
      ...annotationCases,
    ],
  },
];
