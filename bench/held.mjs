// SPDX-License-Identifier: Apache-2.0
/** Many containers held at once: what creating and deleting one costs then, and the memory of each. */
import { readFileSync } from "node:fs";
import { privateMemory } from "./rows.mjs";
import { median } from "./statistics.mjs";

const NEAR = 10;

function availableKib() {
  return Number(/^MemAvailable: *(\d+)/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]);
}

/** Median of the values around a position. */
function near(times, position) {
  const from = Math.max(0, Math.min(position - NEAR / 2, times.length - NEAR));
  return median(times.slice(from, from + NEAR));
}

/** @returns undefined where so many would not fit into memory */
export function measureHeld(contender, count) {
  const probe = contender.id();
  contender.series(0, contender.create(probe));
  const expected = privateMemory(contender.pid(probe)) * count;
  contender.series(0, contender.remove(probe));
  if (expected > availableKib() / 3) return undefined;
  const id = contender.id("-%");
  const before = availableKib();
  const created = contender.spawn("series", 0, count, ...contender.create(id)).map(([ns]) => ns / 1e6);
  const memory = (before - availableKib()) / count;
  const deleted = contender.spawn("series", 0, count, ...contender.remove(id)).map(([ns]) => ns / 1e6);
  const seconds = [...created, ...deleted].reduce((sum, ms) => sum + ms, 0) / 1000;
  return {
    "create, the 1st": near(created, 0),
    ...(count > 200 ? { "create, the 100th": near(created, 100) } : {}),
    [`create, the ${count}th`]: near(created, count),
    "delete, the 1st": near(deleted, 0),
    [`delete, the ${count}th`]: near(deleted, count),
    "containers a second, created and deleted": count / seconds,
    "memory of the system for each, KiB": memory,
  };
}
