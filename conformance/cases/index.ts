// SPDX-License-Identifier: Apache-2.0
/** All cases, one chapter a file of the specification. */
import type { Chapter } from "../suite/case.ts";
import { lifecycleCases } from "./runtime/lifecycle.ts";
import { operationCases } from "./runtime/operations.ts";
import { stateCases } from "./runtime/state.ts";

export const CHAPTERS: readonly Chapter[] = [
  { name: "runtime", cases: [...stateCases, ...lifecycleCases, ...operationCases] },
];
