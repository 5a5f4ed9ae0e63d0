// SPDX-License-Identifier: Apache-2.0
/** D-Bus values as they are written and read. */

/** A value that brings its type. */
export interface Variant {
  readonly signature: string;
  readonly value: Value;
}

/**
 * y n q i u d h: number; x t: bigint (written from numbers too); b: boolean; s o g: string; ay: bytes;
 * other arrays, structs and entries: arrays; v: Variant.
 */
export type Value = number | bigint | boolean | string | Uint8Array | Variant | readonly Value[];

/** Ranges of the integer types. */
export const RANGES: Readonly<Record<string, readonly [least: bigint, most: bigint]>> = {
  y: [0n, 0xffn],
  n: [-0x8000n, 0x7fffn],
  q: [0n, 0xffffn],
  i: [-0x8000_0000n, 0x7fff_ffffn],
  u: [0n, 0xffff_ffffn],
  h: [0n, 0xffff_ffffn],
  x: [-0x8000_0000_0000_0000n, 0x7fff_ffff_ffff_ffffn],
  t: [0n, 0xffff_ffff_ffff_ffffn],
};

export function isVariant(value: Value): value is Variant {
  return typeof value === "object" && "signature" in value;
}
