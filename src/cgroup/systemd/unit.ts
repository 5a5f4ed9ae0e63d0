// SPDX-License-Identifier: Apache-2.0
/**
 * Which unit of systemd a container is, and where its cgroup lies. Pure.
 *
 * linux.cgroupsPath is `slice:prefix:name` then: scope `prefix-name.scope` in that slice. A name that ends in
 * `.slice` is a slice itself. Slice `a-b.slice` lies in `a.slice`; `-.slice` is the root.
 */
import { ConfigError } from "../../errors/errors.ts";
import type { JsonPointer } from "../../errors/pointer.ts";
import type { CgroupLayout } from "../../host/facts.ts";
import type { CgroupDirectory, CgroupPlacement } from "../place.ts";

const POINTER: JsonPointer = "/linux/cgroupsPath";
const NAME_LIMIT = 255;
/** As engines that give no path know it. */
const DEFAULT_PREFIX = "runc";

export interface Unit {
  /** "docker-0123.scope" */
  readonly name: string;
  /** "system.slice"; "" for the root. */
  readonly slice: string;
  /** The unit is a slice: systemd puts no process into it. */
  readonly isSlice: boolean;
  /** Below the manager's own cgroup: "system.slice/docker-0123.scope". */
  readonly below: string;
}

function fail(message: string, hint?: string): ConfigError {
  const issue = { code: "ERR_CONFIG_RULE", pointer: POINTER, message } as const;
  return new ConfigError([hint === undefined ? issue : { ...issue, hint }]);
}

/** @throws {ConfigError} systemd would refuse the name */
function checkName(name: string): string {
  const bad = name.match(/[^A-Za-z0-9:_.\\@-]/)?.[0];
  if (bad !== undefined)
    throw fail(
      `unit name ${JSON.stringify(name)} can't hold ${JSON.stringify(bad)}`,
      "systemd.unit(5) lists the characters",
    );
  if (name.length > NAME_LIMIT)
    throw fail(`unit name ${JSON.stringify(name)} is longer than ${NAME_LIMIT} characters`);
  if (name.startsWith("@") || name.includes("@."))
    throw fail(`unit name ${JSON.stringify(name)} is a template's, which can't run`);
  return name;
}

/**
 * The path of a slice: "a-b.slice" is "a.slice/a-b.slice".
 *
 * @returns "" for the root slice
 * @throws {ConfigError}
 */
export function expandSlice(slice: string): string {
  if (slice === "-.slice") return "";
  const stem = slice.slice(0, -".slice".length);
  const wrong = !slice.endsWith(".slice") || slice.includes("/") || stem.split("-").includes("");
  if (wrong) {
    throw fail(
      `invalid slice name ${JSON.stringify(slice)}`,
      'a slice is written "a.slice", or "a-b.slice" for one in "a.slice", without slashes',
    );
  }
  checkName(slice);
  const parts = stem.split("-");
  return parts.map((_, index) => `${parts.slice(0, index + 1).join("-")}.slice`).join("/");
}

function join(...parts: string[]): string {
  return parts.filter((part) => part !== "").join("/");
}

/**
 * @param user the manager is a user's
 * @throws {ConfigError} ERR_CONFIG_RULE
 */
export function unitOf(cgroupsPath: string | undefined, id: string, user: boolean): Unit {
  const asked = cgroupsPath === undefined || cgroupsPath === "" ? `:${DEFAULT_PREFIX}:${id}` : cgroupsPath;
  const [slice = "", prefix = "", name = "", ...more] = asked.split(":");
  if (asked.split(":").length < 3 || more.length > 0) {
    throw fail(
      `expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups, got ${JSON.stringify(asked)} instead`,
      "the systemd driver was chosen with --systemd-cgroup",
    );
  }
  if (name === "") throw fail(`cgroupsPath ${JSON.stringify(asked)} has no name after its second colon`);
  if (name.endsWith(".slice")) {
    const below = expandSlice(name);
    if (below === "") throw fail("the root slice can't be a container's");
    const parent = below.split("/").at(-2) ?? "";
    return { name, slice: parent, isSlice: true, below };
  }
  const parent = slice === "" ? (user ? "user.slice" : "system.slice") : slice;
  const scope = checkName(prefix === "" ? `${name}.scope` : `${prefix}-${name}.scope`);
  return {
    name: scope,
    slice: parent,
    isSlice: false,
    below: join(expandSlice(parent), scope),
  };
}

/**
 * The unit's directory in every hierarchy: systemd gives it the same path in those that it manages.
 *
 * @param managerPath the manager's own cgroup: "" or "/user.slice/..."
 */
export function placeUnit(unit: Unit, managerPath: string, layout: CgroupLayout): CgroupPlacement {
  const below = join(...managerPath.split("/"), unit.below);
  const place = (version: 1 | 2, controllers: readonly string[], mountPoint: string): CgroupDirectory => ({
    version,
    controllers,
    mountPoint,
    below,
    path: `${mountPoint}/${below}`,
  });
  const directories = layout.hierarchies.map(({ controllers, mountPoint }) =>
    place(1, controllers, mountPoint),
  );
  if (layout.v2 !== undefined) directories.push(place(2, [""], layout.v2.mountPoint));
  return { mode: layout.mode, directories };
}
