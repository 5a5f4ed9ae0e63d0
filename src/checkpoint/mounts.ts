// SPDX-License-Identifier: Apache-2.0
/**
 * Which mounts of a container come from outside of it: criu saves none of their content, and restore mounts
 * them again from the host. Pure.
 */
import type { OciConfig } from "../config/types.ts";
import { HostError } from "../errors/errors.ts";
import { makesNamespace } from "../policy/namespaces.ts";

export interface ContainerMount {
  id: number;
  /** major:minor */
  device: string;
  /** What of the filesystem is mounted. */
  root: string;
  /** Where, in the container. */
  point: string;
  type: string;
}

/** A mount point of the container, and the path of the host that is mounted there. */
export interface ExternalMount {
  point: string;
  source: string;
}

/** What else of a container decides where its mounts come from. */
export interface MountSite {
  config: OciConfig;
  bundle: string;
  /** v1: controller to directory; v2: "" to directory. */
  cgroupPaths: Readonly<Record<string, string>>;
}

/** Spaces and the like are octal escapes in /proc/<pid>/mountinfo. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

/** @param text of /proc/<pid>/mountinfo */
export function parseMountinfo(text: string): ContainerMount[] {
  const mounts: ContainerMount[] = [];
  for (const line of text.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const [id, , device, root, point] = before.split(" ");
    const [type] = after.split(" ");
    if (device === undefined || root === undefined || point === undefined || type === undefined) continue;
    mounts.push({ id: Number(id), device, root: unescaped(root), point: unescaped(point), type });
  }
  return mounts;
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === "/" ? "/" : `${directory}/`);
}

type ConfigMount = NonNullable<OciConfig["mounts"]>[number];

/** The mount of config.json that covers a path: the one with the longest destination. */
function coveringMount(config: OciConfig, path: string): ConfigMount | undefined {
  let found: ConfigMount | undefined;
  for (const mount of config.mounts ?? []) {
    const destination = mount.destination.replace(/(.)\/+$/, "$1");
    if (!isBelow(path, destination)) continue;
    if (found === undefined || destination.length >= found.destination.length) found = mount;
  }
  return found;
}

function isBind({ type, options = [] }: ConfigMount): boolean {
  return type === "bind" || options.some((option) => option === "bind" || option === "rbind");
}

/** Where a cgroup hierarchy of v1 that is mounted below `point` lies on the host, for this container. */
function cgroupSource(point: string, cgroupPaths: MountSite["cgroupPaths"]): string | undefined {
  const name = point.slice(point.lastIndexOf("/") + 1);
  if (name === "unified") return cgroupPaths[""];
  for (const controller of name.split(",")) {
    const path = cgroupPaths[controller] ?? cgroupPaths[`name=${controller}`];
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Where restore takes a mount from: by config.json, which may name other sources than at the dump. */
export function sourceOf(point: string, site: MountSite): string | undefined {
  const covering = coveringMount(site.config, point);
  if (covering !== undefined && isBind(covering)) {
    const { source = "", destination } = covering;
    const path = source.startsWith("/") ? source : `${site.bundle}/${source}`;
    return path.replace(/(.)\/+$/, "$1") + point.slice(destination.replace(/(.)\/+$/, "$1").length);
  }
  if (covering?.type !== "cgroup" && covering?.type !== "cgroup2") return undefined;
  if (!isUnified(site)) return cgroupSource(point, site.cgroupPaths);
  // The container's own cgroup is the root that its namespace shows; without one criu mounts all of them.
  return makesNamespace(site.config, "cgroup") ? site.cgroupPaths[""] : undefined;
}

/** cgroup v2 alone. */
function isUnified({ cgroupPaths }: MountSite): boolean {
  return Object.hasOwn(cgroupPaths, "") && Object.keys(cgroupPaths).length === 1;
}

/** A part of a filesystem of which the container has no other mount: of the host's /dev, for example. */
function isForeign(mount: ContainerMount, all: readonly ContainerMount[]): boolean {
  if (mount.type === "devtmpfs") return true;
  if (mount.root === "/") return false;
  return !all.some(({ device, root }) => device === mount.device && root === "/");
}

/**
 * External mounts of a running container.
 *
 * @param mounts of the container process, as parseMountinfo() gives them
 */
export function externalMounts(mounts: readonly ContainerMount[], site: MountSite): ExternalMount[] {
  const external: ExternalMount[] = [];
  const rootDevice = mounts.find(({ point }) => point === "/")?.device;
  for (const mount of mounts) {
    const { point, type, root } = mount;
    if (point === "/") continue;
    const covering = coveringMount(site.config, point);
    const source = sourceOf(point, site);
    if (covering !== undefined && isBind(covering)) external.push({ point, source: source ?? "" });
    else if (type.startsWith("cgroup")) {
      if (source !== undefined) external.push({ point, source });
    } else if (mount.device !== rootDevice && isForeign(mount, mounts))
      external.push({ point, source: root.endsWith("/null") ? "/dev/null" : `/dev${root}` });
  }
  return external;
}

/** Where restore mounts something. Pieces of the root filesystem that are mounted onto themselves are there anyway. */
export function mountPoints(mounts: readonly ContainerMount[], external: readonly ExternalMount[]): string[] {
  const rootDevice = mounts.find(({ point }) => point === "/")?.device;
  const known = new Set(external.map(({ point }) => point));
  const points = mounts.filter(({ device, point }) => device !== rootDevice || known.has(point));
  return [...new Set(points.map(({ point }) => point))];
}

/**
 * criu takes a mount as "mnt[KEY]:VALUE" and looks for the first "]:": another one in a mount point would choose
 * another mount or another directory of the host (CVE-2026-119101).
 */
function keyOf(point: string): string {
  if (!point.includes("]") && !/[\0\n]/.test(point)) return point;
  throw new HostError(
    "ERR_CONFIG_UNSUPPORTED",
    undefined,
    `mount point ${JSON.stringify(point)} can't be named to criu: it holds "]" or a line break`,
    "mount it elsewhere",
  );
}

/** For a dump: the key under which criu saves a mount is its mount point. @throws {HostError} */
export function dumpedExternals(mounts: readonly ExternalMount[]): string[] {
  return mounts.map(({ point }) => `mnt[${keyOf(point)}]:${point}`);
}

/** For a restore. @throws {HostError} */
export function restoredExternals(mounts: readonly ExternalMount[]): string[] {
  return mounts.map(({ point, source }) => `mnt[${keyOf(point)}]:${source}`);
}
