// SPDX-License-Identifier: Apache-2.0
/** linux.intelRdt in the course of create and delete; the work itself is in the cold segment (src/resctrl). */
import { loadSegment } from "../native/segments.ts";
import type { RdtGroup } from "../plan/intel-rdt.ts";
import type { Prepared } from "./prepare.ts";
import type { SavedState } from "../state/saved.ts";

type Groups = typeof import("../resctrl/groups.ts");

const groups = (): Groups => loadSegment<Groups>("cold");

/** For the journal and state.json: names of directories, some of which are not there yet. */
export type RdtState = Pick<SavedState, "intel_rdt_path" | "intel_rdt_mon_path" | "intelRdtMade">;

export function rdtState({ rdt }: Prepared): RdtState {
  if (rdt === undefined) return {};
  return {
    intel_rdt_path: rdt.control,
    ...(rdt.monitor === undefined ? {} : { intel_rdt_mon_path: rdt.monitor }),
    intelRdtMade: groups().missingGroups(rdt),
  };
}

export function makeRdtGroups(rdt: RdtGroup | undefined, state: RdtState): void {
  if (rdt !== undefined) groups().makeGroups(rdt, state.intelRdtMade ?? []);
}

/** A group that somebody gave a name to is for others too, and stays when the container goes. */
export function keptUntilDelete(rdt: RdtGroup | undefined, state: RdtState): RdtState {
  if (rdt === undefined || rdt.own) return state;
  return { ...state, intelRdtMade: (state.intelRdtMade ?? []).filter((path) => path !== rdt.control) };
}

export function removeRdtGroups(made: readonly string[] | undefined, warn: (message: string) => void): void {
  if (made !== undefined && made.length > 0) groups().removeGroups(made, warn);
}
