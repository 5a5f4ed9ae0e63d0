// SPDX-License-Identifier: Apache-2.0
/** What dump and restore tell criu alike. */
import type { OciConfig } from "../config/types.ts";
import { HostError } from "../errors/errors.ts";
import { AT_FDCWD, CLONE_NEWNET, CLONE_NEWPID } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { ImageDirectories } from "./image.ts";
import type { CriuSettings } from "./requests.ts";
import type { CriuOptions } from "./rpc.ts";

const CONFIG_ANNOTATION = "org.criu.config";
const CONFIG_FILE = "/etc/criu/runc.conf";
const LOG_LEVEL = 4;

/** Namespaces that criu can leave to whoever made them, and the keys under which images know them. */
export const EXTERNAL_NAMESPACES = [
  { type: "network", criu: "net", flag: CLONE_NEWNET, key: "extRootNetNS" },
  { type: "pid", criu: "pid", flag: CLONE_NEWPID, key: "extRootPidNS" },
] as const;

/** The annotation may be empty, for none; without it the file is optional. */
function configFile(config: OciConfig): string | undefined {
  const named = config.annotations?.[CONFIG_ANNOTATION];
  if (named !== undefined) return named === "" ? undefined : named;
  return typeof native().fstatat(AT_FDCWD, CONFIG_FILE, 0) === "number" ? undefined : CONFIG_FILE;
}

export function commonOptions(
  settings: CriuSettings,
  config: OciConfig,
  directories: ImageDirectories,
  logFile: string,
): CriuOptions {
  const { tcpEstablished, extUnixSk, shellJob, fileLocks, autoDedup, lazyPages, emptyNamespaces } = settings;
  const file = configFile(config);
  return {
    imagesFd: directories.imagesFd,
    workFd: directories.workFd,
    logLevel: LOG_LEVEL,
    logFile,
    cgroupMode: settings.cgroupMode,
    external: [],
    orphanPtsMaster: true,
    ...(file === undefined ? {} : { configFile: file }),
    ...(tcpEstablished === true ? { tcpEstablished } : {}),
    ...(extUnixSk === true ? { extUnixSk } : {}),
    ...(shellJob === true ? { shellJob } : {}),
    ...(fileLocks === true ? { fileLocks } : {}),
    ...(autoDedup === true ? { autoDedup } : {}),
    ...(lazyPages === true ? { lazyPages } : {}),
    ...(emptyNamespaces === undefined ? {} : { emptyNamespaces }),
  };
}

/** Paths of namespaces that the container joined, by type. */
export function joinedPath(config: OciConfig, type: string): string | undefined {
  const found = config.linux?.namespaces?.find((one) => one.type === type);
  return found?.path === undefined || found.path === "" ? undefined : found.path;
}

/** @throws {HostError} ERR_HOST: criu's work needs root */
export function requireRoot(what: string): void {
  const [, , , euid] = native().ids();
  if (euid === 0) return;
  throw new HostError("ERR_HOST", undefined, `${what} needs root: criu can't do it for user ${euid}`);
}
