// SPDX-License-Identifier: Apache-2.0
/** Lines of /proc/PID/mountinfo. */

export interface MountLine {
  id: number;
  parent: number;
  root: string;
  point: string;
  /** Options of the mount: "ro", "nosuid", ... */
  options: string[];
  /** "shared:1", "master:2", "unbindable". */
  propagation: string[];
  type: string;
  source: string;
  superOptions: string[];
}

export function parseMounts(text: string): MountLine[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [left = "", right = ""] = line.split(" - ");
      const words = left.split(" ");
      const [type = "", source = "", superOptions = ""] = right.split(" ");
      return {
        id: Number(words[0]),
        parent: Number(words[1]),
        root: words[3] ?? "",
        point: words[4] ?? "",
        options: (words[5] ?? "").split(","),
        propagation: words.slice(6),
        type,
        source,
        superOptions: superOptions.split(","),
      };
    });
}

/** The topmost mount at a mount point. */
export function mountAt(text: string, point: string): MountLine | undefined {
  return parseMounts(text).findLast((mount) => mount.point === point);
}
