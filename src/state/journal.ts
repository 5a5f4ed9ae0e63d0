// SPDX-License-Identifier: Apache-2.0
/**
 * The journal says what create is about to make, before it makes it. It is all that is needed to clean up
 * after a create that was killed, and after a damaged state.json.
 */
import type { SavedUnit } from "../cgroup/systemd/systemd.ts";
import { parseJson } from "../config/json.ts";
import { errnoText } from "../errors/errno.ts";
import { StateError } from "../errors/errors.ts";
import { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { Directory } from "./directory.ts";
import type { PidScope } from "./process.ts";
import { isCount, isPid, isStart, isText, isTextList, isTextMap, isUnit, optional } from "./shape.ts";

const JOURNAL_LIMIT = 1024 * 1024;

export interface Journal extends PidScope {
  cgroupPaths: Record<string, string>;
  /** Directories that did not exist, outermost first. */
  cgroupMade: string[];
  /** The unit whose cgroup is made. */
  systemd?: SavedUnit;
  /** resctrl groups that did not exist, outermost first. */
  intelRdtMade?: string[];
  /** What `state` tells while create is at work. */
  bundle?: string;
  rootfs?: string;
  created?: string;
  annotations?: Record<string, string>;
  /** pid of the process that does nothing but create this container, so that `delete --force` may end it. */
  creator?: number;
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

const MEMBERS: Readonly<Record<keyof Journal, (value: unknown) => boolean>> = {
  bootId: isText,
  pidNamespace: optional(isCount),
  cgroupPaths: isTextMap,
  cgroupMade: isTextList,
  systemd: optional(isUnit),
  intelRdtMade: optional(isTextList),
  bundle: optional(isText),
  rootfs: optional(isText),
  created: optional(isText),
  annotations: optional(isTextMap),
  creator: optional(isPid),
  pid: optional(isPid),
  start: optional(isStart),
};

/** Reads as much of the journal as is whole; a killed writer may have left half a line. */
export function readJournal(directory: Directory): Journal | undefined {
  const bytes = native().readFile(directory.fd, "journal", O_NOFOLLOW, JOURNAL_LIMIT);
  if (typeof bytes === "number") return undefined;
  const merged: Record<string, unknown> = {};
  for (const line of native().decodeText(bytes).split("\n")) {
    if (line === "") continue;
    const entry = parsedLine(line);
    if (entry === undefined) break;
    for (const name in MEMBERS) if (Object.hasOwn(entry, name)) merged[name] = entry[name];
  }
  const sound = Object.entries(MEMBERS).every(([name, shape]) => shape(merged[name]));
  return sound ? (merged as unknown as Journal) : undefined;
}

function parsedLine(line: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(native().encodeText(line));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
