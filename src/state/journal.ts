// SPDX-License-Identifier: Apache-2.0
/**
 * The journal says what create is about to make, before it makes it. It is all that is needed to clean up
 * after a create that was killed, and after a damaged state.json.
 */
import { parseJson } from "../config/json.ts";
import { errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { Directory } from "./directory.ts";

const JOURNAL_LIMIT = 1024 * 1024;

export interface Journal {
  bootId: string;
  cgroupPaths: Record<string, string>;
  /** Directories that did not exist, outermost first. */
  cgroupMade: string[];
  /** resctrl groups that did not exist, outermost first. */
  intelRdtMade?: string[];
  /** The process that was spawned, if it came that far. */
  pid?: number;
  start?: string;
}

function append(directory: Directory, text: string): void {
  const written = native().writeFile(
    directory.fd,
    "journal",
    O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW,
    0o600,
    text,
  );
  if (written >= 0) return;
  throw new StateError(
    "ERR_STATE_ROOT",
    `state directory of "${directory.id}": write journal: ${errnoText(-written)}`,
  );
}

/** First entry: before the first cgroup is made. */
export function openJournal(directory: Directory, journal: Journal): void {
  append(directory, `${JSON.stringify(journal)}\n`);
}

/** Second entry: the process exists. */
export function journalProcess(directory: Directory, pid: number, start: string): void {
  append(directory, `${JSON.stringify({ pid, start })}\n`);
}

/** Reads as much of the journal as is whole; a killed writer may have left half a line. */
export function readJournal(directory: Directory): Journal | undefined {
  const bytes = native().readFile(directory.fd, "journal", O_NOFOLLOW, JOURNAL_LIMIT);
  if (typeof bytes === "number") return undefined;
  const merged: Record<string, unknown> = {};
  for (const line of native().decodeText(bytes).split("\n")) {
    if (line === "") continue;
    try {
      Object.assign(merged, parseJson(native().encodeText(line)));
    } catch {
      break;
    }
  }
  const { bootId, cgroupPaths, cgroupMade } = merged as Partial<Journal>;
  const whole = typeof bootId === "string" && typeof cgroupPaths === "object" && Array.isArray(cgroupMade);
  return whole ? (merged as unknown as Journal) : undefined;
}
