// SPDX-License-Identifier: Apache-2.0
/** Parts of the program that are read only when they are needed; each host installs how. */

export type SegmentName = "explain" | "cold" | "systemd";

let load: ((name: SegmentName) => unknown) | undefined;
const loaded: Partial<Record<SegmentName, unknown>> = {};

/** Called once by each host's entry. */
export function installSegments(loader: (name: SegmentName) => unknown): void {
  load = loader;
}

/** The exports of a segment's entry, as its caller types them. @throws {TypeError} before installSegments() */
export function loadSegment<Exports>(name: SegmentName): Exports {
  if (load === undefined) throw new TypeError("no loader of segments is installed");
  loaded[name] ??= load(name);
  return loaded[name] as Exports;
}
