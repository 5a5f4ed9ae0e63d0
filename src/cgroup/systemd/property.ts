// SPDX-License-Identifier: Apache-2.0
import type { Value, Variant } from "../../dbus/value.ts";
import type { JsonPointer } from "../../errors/pointer.ts";

/** A property of a unit, and what in config.json asks for it. */
export interface Property {
  readonly name: string;
  readonly value: Variant;
  readonly pointer: JsonPointer;
}

export function property(name: string, signature: string, value: Value, pointer: JsonPointer = ""): Property {
  return { name, value: { signature, value }, pointer };
}
