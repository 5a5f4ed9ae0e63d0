// SPDX-License-Identifier: Apache-2.0
/** state.json and the journal: nothing that they hold makes a reader fail in another way than by an error of ours. */
import { readJournal } from "../../src/state/journal.ts";
import { readState } from "../../src/state/saved.ts";
import { deriveStatus, hookState, stateDocument } from "../../src/lifecycle/status.ts";
import { assertReadsAgain, endsWell, installFuzzed } from "./invariant.ts";

let content: Uint8Array = new Uint8Array();
installFuzzed({ readFile: () => content });

const DIRECTORY = { id: "web", rootFd: -1, fd: -1 };

export function fuzz(data: Uint8Array): void {
  content = data;
  const state = endsWell(() => readState("/run/runt", DIRECTORY));
  if (state !== undefined) {
    assertReadsAgain(state, (bytes) => {
      content = bytes;
      return readState("/run/runt", DIRECTORY);
    });
    content = data;
    const status = deriveStatus(DIRECTORY, state);
    JSON.stringify(stateDocument(state, status));
    JSON.stringify(hookState(state, status, 1));
  }
  const journal = readJournal(DIRECTORY);
  if (journal === undefined) return;
  const { bootId, cgroupPaths, cgroupMade, pid } = journal;
  const paths = [...Object.values(cgroupPaths), ...cgroupMade];
  const sound = typeof bootId === "string" && paths.every((path) => typeof path === "string");
  if (!sound || (pid !== undefined && !(Number.isSafeInteger(pid) && pid > 0)))
    throw new Error("a journal that can't be used was taken");
}
