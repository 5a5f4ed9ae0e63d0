// SPDX-License-Identifier: Apache-2.0
/**
 * Every attack, rule and fault that runt is tested against. A test proves an id by naming it in its title, as in
 * "(S07)" or "(rule 2.1.3)". What has no test of its own says why, or which ids prove it.
 */
import { FAULTS } from "./ids-faults.ts";
import { ATTACKS } from "./ids-attacks.ts";
import { RULES } from "./ids-rules.ts";

export interface Subject {
  id: string;
  /** What is attacked, or what must hold. */
  what: string;
  /** Ids whose tests prove it too. */
  by?: readonly string[];
  /** Tests that can't name ids, or prove more: file and name. */
  cases?: readonly string[];
  /** Why it can't apply, or what of it can't be tried. */
  reason?: string;
}

export const SUBJECTS: readonly Subject[] = [...ATTACKS, ...RULES, ...FAULTS];
