// SPDX-License-Identifier: Apache-2.0
/** Prints plans for people (text) and programs (JSON). Golden files hold the text, so a change of it is a change of them. */
import type { Plan } from "../plan/plan.ts";
import { capabilityNames, CAPABILITY_OPERANDS, cloneNames, DECODERS } from "./names.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS, type OperandKind } from "./table.ts";

const UNLIMITED = (1n << 64n) - 1n;

/** FNV-1a of 32 bits, enough to see that a program has changed. */
function digest(data: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of data) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function hex(data: Uint8Array): string {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Masks print whole, filters by size and digest. */
function formatBytes(data: Uint8Array): string {
  if (data.length <= 32) return data.length === 0 ? "none" : hex(data);
  return `${data.length} bytes, digest ${digest(data)}`;
}

function formatWide(name: string, value: number | bigint): string {
  if (CAPABILITY_OPERANDS.has(name)) return capabilityNames(value);
  return BigInt(value) === UNLIMITED ? "unlimited" : String(value);
}

function formatOperand(operation: Operation, name: string, kind: OperandKind): string {
  const value = (operation as unknown as Record<string, unknown>)[name];
  if (kind === "slot") return `slot ${String(value)}`;
  if (kind === "str") return JSON.stringify(value);
  if (kind === "strv") return `[${(value as string[]).map((text) => JSON.stringify(text)).join(", ")}]`;
  if (kind === "u32v") return `[${(value as number[]).join(", ")}]`;
  if (kind === "bytes") return formatBytes(value as Uint8Array);
  if (kind === "u64") return formatWide(name, value as number | bigint);
  return DECODERS[operation.op]?.[name]?.(value as number) ?? String(value);
}

/** One line: `#21 slot 4 = openIn(slot 0, "/dev", O_PATH)   /mounts/1`. */
export function formatOperation(operation: Operation, index: number): string {
  let target = "";
  const operands: string[] = [];
  const kinds: Readonly<Record<string, OperandKind>> = OPERATIONS[operation.op].operands;
  for (const [name, kind] of Object.entries(kinds)) {
    if (kind === "out") target = `slot ${String((operation as unknown as Record<string, unknown>)[name])} = `;
    else operands.push(formatOperand(operation, name, kind));
  }
  const text = `#${index} ${target}${operation.op}(${operands.join(", ")})`;
  return operation.pointer === "" ? text : `${text}   ${operation.pointer}`;
}

function formatText(plan: Plan): string {
  const lines = [`clone ${cloneNames(plan.cloneFlags)}`];
  plan.inherited.forEach((name, slot) => lines.push(`slot ${slot} = ${name}`));
  plan.idmaps.forEach(({ uidMappings, gidMappings }, index) => {
    const ids = (kind: string, mappings: typeof uidMappings): string =>
      mappings.map(({ containerID, hostID, size }) => `${kind} ${containerID}:${hostID}:${size}`).join(" ");
    lines.push(`userns:${index} maps ${ids("uid", uidMappings)} ${ids("gid", gidMappings)}`);
  });
  if (plan.preserveFds > 0) lines.push(`preserve ${plan.preserveFds} fds`);
  for (const warning of plan.warnings) lines.push(`warning: ${warning}`);
  let step: string | undefined;
  plan.ops.forEach((operation, index) => {
    if (operation.step !== step) {
      step = operation.step;
      lines.push("", step);
    }
    lines.push(`  ${formatOperation(operation, index)}`);
  });
  return `${lines.join("\n")}\n`;
}

/** bigint as decimal text when beyond 2^53, bytes as hex. */
function jsonValue(value: unknown): unknown {
  if (typeof value === "bigint")
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
  return value instanceof Uint8Array ? hex(value) : value;
}

function formatJson(plan: Plan): string {
  const ops = plan.ops.map((operation, index) => {
    const entry: Record<string, unknown> = { index };
    for (const [name, value] of Object.entries(operation)) entry[name] = jsonValue(value);
    return entry;
  });
  return `${JSON.stringify({ ...plan, ops }, undefined, 2)}\n`;
}

export function formatPlan(plan: Plan, format: "text" | "json"): string {
  return format === "json" ? formatJson(plan) : formatText(plan);
}
