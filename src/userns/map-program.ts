// SPDX-License-Identifier: Apache-2.0
/** newuidmap(1) and newgidmap(1): set-user-ID programs that write what /etc/subuid and /etc/subgid grant. */
import { type HookOutcome, runProgram } from "../hooks/program.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { findProgram } from "../host/find-program.ts";
import { loadSegment } from "../native/segments.ts";
import type { IdKind } from "../plan/own-mapping.ts";
import type { IdRange } from "../plan/plan.ts";
import type * as Diagnosis from "./map-diagnosis.ts";
import type { Task } from "../lifecycle/task.ts";

/** They look up users, which can ask a directory server. */
const TIMEOUT_SECONDS = 30;

export interface MapRequest {
  kind: IdKind;
  mappings: readonly IdRange[];
  /** The caller's. */
  uid: number;
  /** First process of the user namespace: our own child, so the pid can't be another's. */
  pid: number;
  pointer: JsonPointer;
}

function run(file: string, { pid, mappings }: MapRequest): Task<HookOutcome> {
  const numbers = mappings.flatMap(({ containerID, hostID, size }) => [containerID, hostID, size]);
  return runProgram(file, [file.slice(file.lastIndexOf("/") + 1), pid, ...numbers], TIMEOUT_SECONDS);
}

/** @throws {HostError} ERR_HOST naming what is missing: the program, its rights, or an entry for the user */
export function* runMapProgram(request: MapRequest): Task<void> {
  const file = findProgram(`new${request.kind}map`);
  const outcome = file === undefined ? undefined : yield* run(file, request);
  if (outcome?.exitCode === 0) return;
  throw loadSegment<typeof Diagnosis>("cold").mapError(request, file, outcome);
}
