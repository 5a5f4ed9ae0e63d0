// SPDX-License-Identifier: Apache-2.0
import { EFBIG, EINVAL, EISDIR, ELOOP, ENOENT, ENOTDIR, ENXIO, errnoText } from "../errors/errno.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { readConfig } from "./read.ts";
import type { OciConfig } from "./types.ts";

const MOST_BYTES = 64 * 1024 * 1024;

export interface ConfigSource {
  /** Exactly what was read, to be kept: the file is never read twice. */
  bytes: Uint8Array;
  /** Names the document in errors. */
  what: string;
}

export interface LoadedConfig extends ConfigSource {
  config: OciConfig;
}

/**
 * Reads and checks a config.json. Links to a regular file are followed; opening never blocks.
 *
 * @throws {RuntError} ERR_CONFIG_FILE if there is no regular file, ERR_JSON_SIZE above 64 MiB
 * @throws {ConfigError} with every problem of the content
 */
export function loadConfig(path: string): LoadedConfig {
  const bytes = readConfigBytes(path);
  return { config: readConfig(bytes, path), bytes, what: path };
}

/** @throws {RuntError} ERR_CONFIG_FILE, ERR_JSON_SIZE as loadConfig() */
export function readConfigBytes(path: string): Uint8Array {
  const bytes = native().readFile(AT_FDCWD, path, 0, MOST_BYTES);
  if (typeof bytes === "number") throw unreadable(path, -bytes);
  return bytes;
}

function unreadable(path: string, errno: number): RuntError {
  if (errno === EFBIG) return new RuntError("ERR_JSON_SIZE", `${path} is larger than 64 MiB`);
  const hint =
    errno === ENOENT ? "a bundle is a directory with a config.json: make one with runt spec" : undefined;
  return new RuntError("ERR_CONFIG_FILE", `${path}: ${reason(errno)}`, hint === undefined ? {} : { hint });
}

function reason(errno: number): string {
  switch (errno) {
    case ENOENT:
    case ENOTDIR:
      return `${errnoText(errno)}; the bundle needs this file`;
    case EISDIR:
      return "is a directory; a regular file is needed";
    case EINVAL:
    case ENXIO:
      return "is a FIFO, a socket or a device; a regular file is needed";
    case ELOOP:
      return `${errnoText(errno)}; a regular file is needed`;
    default:
      return errnoText(errno);
  }
}

/** Of a document that a command names: why it could not be read. @param errno negative */
export function documentError(errno: number, what: string, path: string): KernelError {
  const hint = errno === -EINVAL || errno === -ENXIO ? { hint: "it is no regular file" } : {};
  return new KernelError(errno, "read", `${what} ${JSON.stringify(path)}`, { path, ...hint });
}
