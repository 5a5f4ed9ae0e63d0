// SPDX-License-Identifier: Apache-2.0
/** Sections of linux.resources, for tables of cases. */
import type { Json } from "./config.ts";

export const RESOURCES = "/linux/resources";
export const MIB = 1_048_576;
export const memory = (more: Json): Json => ({ memory: more });
export const cpu = (more: Json): Json => ({ cpu: more });
export const block = (more: Json): Json => ({ blockIO: more });
/** A loop device, which each kernel has. */
export const DEVICE = { major: 7, minor: 0 };
