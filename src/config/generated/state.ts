// SPDX-License-Identifier: Apache-2.0
// Made by scripts/generate-config.mjs from schemas/. Do not edit.
export type OciStatus = "creating" | "created" | "running" | "stopped";

/**
 * What the state command prints.
 */
export interface OciState {
  /**
   * A version of the runtime specification.
   */
  ociVersion: string;
  /**
   * Id of the container.
   */
  id: string;
  status: OciStatus;
  /**
   * Process id of the container process, seen from the host.
   */
  pid?: number;
  /**
   * Absolute path of the bundle.
   */
  bundle: string;
  annotations?: StringMap;
}
/**
 * Strings by name. A name without any character but line ends is not looked at.
 */
export interface StringMap {
  /**
   * This interface was referenced by `StringMap`'s JSON-Schema definition
   * via the `patternProperty` ".".
   */
  [k: string]: string;
}
