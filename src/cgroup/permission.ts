// SPDX-License-Identifier: Apache-2.0
/**
 * Rootless: a container whose configuration names no cgroup goes without one where the caller may make none.
 * It then stays in the caller's own, and no limit can be set.
 */
import { ENOENT } from "../errors/errno.ts";
import { HostError } from "../errors/errors.ts";
import type { CgroupLayout } from "../host/facts.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { DELEGATION_HINT, DENIED_WORDS } from "./denied.ts";
import type { CgroupDirectory, CgroupPlacement } from "./place.ts";
import type { CompiledResources } from "./resources.ts";
import type { CgroupWrite } from "./write.ts";

const W_OK = 2;
const X_OK = 1;

export interface PermittedPlacement {
  readonly placement: CgroupPlacement;
  /** Where the caller may make no cgroup. */
  readonly denied: readonly CgroupDirectory[];
}

function mayAccess(path: string, mode: number): boolean {
  return native().faccessat(AT_FDCWD, path, mode) === 0;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/** The directory that exists and in which the first missing one is to be made; the cgroup itself where it exists. */
function existingPart({ path, mountPoint }: CgroupDirectory): string {
  let existing = path;
  while (existing.length > mountPoint.length && native().faccessat(AT_FDCWD, existing, 0) === -ENOENT)
    existing = parentOf(existing);
  return existing;
}

/** Longest common directory of two paths "a/b" below a mount point. */
function commonPart(one: string, other: string): string {
  const parts = one.split("/");
  const others = other.split("/");
  let depth = 0;
  while (depth < parts.length && parts[depth] === others[depth]) depth++;
  return parts.slice(0, depth).join("/");
}

/** cgroups(7): on v2 a process is moved only by who may write to cgroup.procs of the common ancestor too. */
function mayMove({ mountPoint, below }: CgroupDirectory, ownPath: string): boolean {
  const common = commonPart(below, ownPath.slice(1));
  return mayAccess(`${mountPoint}/${common === "" ? "" : `${common}/`}cgroup.procs`, W_OK);
}

function isPermitted(directory: CgroupDirectory, layout: CgroupLayout): boolean {
  if (!mayAccess(existingPart(directory), W_OK | X_OK)) return false;
  return directory.version === 1 || mayMove(directory, layout.v2?.ownPath ?? "/");
}

/**
 * Leaves out the hierarchies in which the caller may make no cgroup. Reads only.
 *
 * @param isNamed config.json names the cgroup. It is a must then, but for the v2 mirror of a hybrid host: what is
 *   delegated there is often the v1 part alone.
 */
export function permittedPlacement(
  placement: CgroupPlacement,
  layout: CgroupLayout,
  isNamed: boolean,
): PermittedPlacement {
  const mayLack = ({ version }: CgroupDirectory): boolean =>
    !isNamed || (placement.mode === "hybrid" && version === 2);
  const denied = placement.directories.filter((each) => mayLack(each) && !isPermitted(each, layout));
  if (denied.length === 0) return { placement, denied };
  const directories = placement.directories.filter((directory) => !denied.includes(directory));
  return { placement: { mode: placement.mode, directories }, denied };
}

function limitError(write: CgroupWrite, denied: readonly CgroupDirectory[]): HostError {
  const directory = denied.find(({ controllers }) => controllers.includes(write.controller));
  return new HostError(
    "ERR_CGROUP",
    write.pointer,
    `${DENIED_WORDS}: cannot set ${write.file} to "${write.value}": the caller may not make cgroup ${directory?.path}`,
    `leave linux.resources away, or ${DELEGATION_HINT}`,
  );
}

/**
 * The writes that are left. Device rules of a hierarchy without a cgroup are dropped, with a warning where
 * config.json lists any: a caller without privileges can't make device nodes anyway.
 *
 * @throws {HostError} ERR_CGROUP for a limit that can't be set
 */
export function permittedResources(
  compiled: CompiledResources,
  denied: readonly CgroupDirectory[],
  listsDevices: boolean,
): CompiledResources {
  if (denied.length === 0) return compiled;
  const lost = new Set(denied.flatMap(({ controllers }) => controllers));
  const writes = compiled.writes.filter(({ controller }) => !lost.has(controller));
  const refused = compiled.writes.find(({ controller }) => controller !== "devices" && lost.has(controller));
  if (refused !== undefined) throw limitError(refused, denied);
  const { devices, ...rest } = compiled;
  const dropped = lost.has("devices") || (devices !== undefined && lost.has(""));
  const warnings =
    dropped && listsDevices
      ? [...compiled.warnings, "device rules are not applied: the caller may not make a cgroup for them"]
      : compiled.warnings;
  return { ...rest, ...(devices === undefined || lost.has("") ? {} : { devices }), writes, warnings };
}
