// SPDX-License-Identifier: Apache-2.0
/** Statistics of blkio (v1) and io (v2). */
import type { OpenDirectory } from "./open.ts";
import { type Amount, type Pressure, nonZero, parseAmount, readLines, readPressure } from "./stats-read.ts";

export interface BlockIoEntry {
  major?: Amount;
  minor?: Amount;
  op?: string;
  value?: Amount;
}

type Member =
  | "ioServiceBytesRecursive"
  | "ioServicedRecursive"
  | "ioQueueRecursive"
  | "ioServiceTimeRecursive"
  | "ioWaitTimeRecursive"
  | "ioMergedRecursive"
  | "ioTimeRecursive"
  | "sectorsRecursive";

export type BlockIoStats = { [Name in Member]?: BlockIoEntry[] } & { psi?: Pressure };

/** The first file of each list that has content; which exist depends on the I/O scheduler. */
const V1_FILES: readonly (readonly [Member, readonly string[]])[] = [
  [
    "ioServiceBytesRecursive",
    [
      "bfq.io_service_bytes_recursive",
      "io_service_bytes_recursive",
      "throttle.io_service_bytes_recursive",
      "throttle.io_service_bytes",
    ],
  ],
  [
    "ioServicedRecursive",
    [
      "bfq.io_serviced_recursive",
      "io_serviced_recursive",
      "throttle.io_serviced_recursive",
      "throttle.io_serviced",
    ],
  ],
  ["ioQueueRecursive", ["bfq.io_queued_recursive", "io_queued_recursive"]],
  ["ioServiceTimeRecursive", ["bfq.io_service_time_recursive", "io_service_time_recursive"]],
  ["ioWaitTimeRecursive", ["bfq.io_wait_time_recursive", "io_wait_time_recursive"]],
  ["ioMergedRecursive", ["bfq.io_merged_recursive", "io_merged_recursive"]],
  ["ioTimeRecursive", ["bfq.time_recursive", "time_recursive"]],
  ["sectorsRecursive", ["bfq.sectors_recursive", "sectors_recursive"]],
];

function device(text: string): Pick<BlockIoEntry, "major" | "minor"> | undefined {
  const [major, minor] = text.split(":").map(parseAmount);
  if (major === undefined || minor === undefined) return undefined;
  return { ...nonZero("major", major), ...nonZero("minor", minor) };
}

/** "8:0 Read 4096" or "8:0 12"; the line "Total 4096" is left out. */
export function parseBlkio(lines: readonly string[]): BlockIoEntry[] {
  const entries: BlockIoEntry[] = [];
  for (const line of lines) {
    const fields = line.split(" ");
    const numbers = device(fields[0] ?? "");
    if (numbers === undefined) continue;
    const op = fields.length > 2 ? fields[1] : undefined;
    const value = parseAmount(fields.at(-1) ?? "");
    entries.push({ ...numbers, ...(op === undefined ? {} : { op }), ...nonZero("value", value) });
  }
  return entries;
}

/** io.stat: "8:0 rbytes=4096 wbytes=0 rios=1 wios=0 dbytes=0 dios=0". */
export function parseIoStat(lines: readonly string[]): BlockIoStats {
  const bytes: BlockIoEntry[] = [];
  const requests: BlockIoEntry[] = [];
  const places: Record<string, readonly [BlockIoEntry[], string]> = {
    rbytes: [bytes, "Read"],
    wbytes: [bytes, "Write"],
    rios: [requests, "Read"],
    wios: [requests, "Write"],
  };
  for (const line of lines) {
    const [first = "", ...fields] = line.split(" ");
    const numbers = device(first);
    if (numbers === undefined) continue;
    for (const field of fields) {
      const [name = "", value = ""] = field.split("=");
      const place = places[name];
      if (place !== undefined)
        place[0].push({ ...numbers, op: place[1], ...nonZero("value", parseAmount(value)) });
    }
  }
  return {
    ...(bytes.length === 0 ? {} : { ioServiceBytesRecursive: bytes }),
    ...(requests.length === 0 ? {} : { ioServicedRecursive: requests }),
  };
}

export function readBlockIo(directory: OpenDirectory | undefined): BlockIoStats {
  if (directory === undefined) return {};
  const { fd, version } = directory;
  if (version === 2) return { ...parseIoStat(readLines(fd, "io.stat")), ...readPressure(fd, "io.pressure") };
  const stats: BlockIoStats = {};
  for (const [member, files] of V1_FILES) {
    for (const file of files) {
      const entries = parseBlkio(readLines(fd, `blkio.${file}`));
      if (entries.length === 0) continue;
      stats[member] = entries;
      break;
    }
  }
  return stats;
}
