// SPDX-License-Identifier: Apache-2.0
/** Annotations `org.systemd.property.NAME=VALUE`: further properties of the container's unit. Pure. */
import type { Value, Variant } from "../../dbus/value.ts";
import { ConfigError, type Issue } from "../../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../../errors/pointer.ts";
import { GVariantError, parseGVariant } from "./gvariant.ts";
import type { Property } from "./property.ts";

const PREFIX = "org.systemd.property.";
const MICROSECONDS = 1_000_000;

function toMicroseconds({ signature, value }: Variant): Value {
  if (typeof value === "bigint") return value * BigInt(MICROSECONDS);
  if (typeof value !== "number")
    throw new GVariantError(`a number of seconds is needed, not a value of type "${signature}"`);
  return signature === "d" ? BigInt(Math.round(value * MICROSECONDS)) : BigInt(value) * BigInt(MICROSECONDS);
}

/** systemd's own names for times end in USec; people write Sec. */
function property(name: string, text: string, pointer: JsonPointer): Property {
  const value = parseGVariant(text);
  if (!/[a-z]Sec$/.test(name)) return { name, value, pointer };
  const microseconds = toMicroseconds(value);
  if (typeof microseconds === "bigint" && (microseconds < 0n || microseconds >= 1n << 64n))
    throw new GVariantError(`${text} s is no time`);
  return {
    name: `${name.slice(0, -"Sec".length)}USec`,
    value: { signature: "t", value: microseconds },
    pointer,
  };
}

/** @throws {ConfigError} ERR_CONFIG_RULE, with all that are wrong */
export function annotationProperties(annotations: Readonly<Record<string, string>> | undefined): Property[] {
  const properties: Property[] = [];
  const issues: Issue[] = [];
  for (const key in annotations) {
    if (!key.startsWith(PREFIX)) continue;
    const pointer = pointerTo("/annotations", key);
    const name = key.slice(PREFIX.length);
    const fail = (message: string): void => void issues.push({ code: "ERR_CONFIG_RULE", pointer, message });
    if (!/^[A-Za-z]{3,}$/.test(name)) {
      fail(`${JSON.stringify(name)} is no name of a unit property: at least three letters are needed`);
      continue;
    }
    const text = annotations[key] as string;
    try {
      properties.push(property(name, text, pointer));
    } catch (error) {
      if (!(error instanceof GVariantError)) throw error;
      fail(`${JSON.stringify(text)} is no value in GVariant's text format: ${error.message}`);
    }
  }
  if (issues.length > 0) throw new ConfigError(issues);
  return properties;
}
