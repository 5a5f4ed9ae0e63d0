// SPDX-License-Identifier: Apache-2.0
/** Which mounts criu finds made when it restores a container, and where they come from. Pure. */
import { HostError } from "../errors/errors.ts";
import { type ExternalMount, type MountSite, sourceOf } from "./mounts.ts";

/** What the image tells of the mounts. */
export interface SavedMounts {
  external: ExternalMount[] | undefined;
  /** All mount points but "/". */
  points: string[] | undefined;
}

export interface RestoredMounts {
  external: ExternalMount[];
  /** In the root filesystem itself: other mount points come with the image. */
  directories: string[];
  binds: ExternalMount[];
  /** The mount points are those of the container itself: its kernel had followed all symbolic links. */
  areReal: boolean;
}

function isDevice(path: string): boolean {
  return path.startsWith("/dev/") && path.length > "/dev/".length && !path.split("/").includes("..");
}

/**
 * config.json decides what of the host a container has. The image adds no more than nodes of /dev, which stand
 * for masked paths and devices.
 */
function sourceFor({ point, source }: ExternalMount, site: MountSite): string {
  const configured = sourceOf(point, site);
  if (configured !== undefined) return configured;
  if (isDevice(source)) return source;
  throw new HostError(
    "ERR_CONFIG_UNSUPPORTED",
    "/mounts",
    `the checkpoint has a mount of the host at ${JSON.stringify(point)}, which config.json does not have`,
    "add the mount to config.json: restore takes what it mounts from there",
  );
}

/** For an image that another runtime made. */
function configuredMounts(site: MountSite): ExternalMount[] {
  const { mounts = [], linux } = site.config;
  const binds = mounts.flatMap(({ destination: point }) => {
    const source = sourceOf(point, site);
    return source === undefined ? [] : [{ point, source }];
  });
  return [...binds, ...(linux?.maskedPaths ?? []).map((point) => ({ point, source: "/dev/null" }))];
}

/** @throws {HostError} ERR_CONFIG_UNSUPPORTED: the image wants more of the host than config.json gives */
export function restoredMounts(site: MountSite, saved: SavedMounts): RestoredMounts {
  const external =
    saved.external?.map((one) => ({ point: one.point, source: sourceFor(one, site) })) ??
    configuredMounts(site);
  const destinations = (site.config.mounts ?? []).map(({ destination }) => destination);
  const points = saved.points ?? destinations;
  const covering = points.map((point) => `${point.replace(/(.)\/+$/, "$1")}/`);
  const inRootfs = (point: string): boolean =>
    covering.every((one) => one === `${point}/` || !point.startsWith(one));
  const known = new Set(external.map(({ point }) => point));
  return {
    external,
    directories: points.filter((point) => !known.has(point) && inRootfs(point)),
    binds: external.filter(({ point }) => inRootfs(point)),
    areReal: saved.points !== undefined,
  };
}
