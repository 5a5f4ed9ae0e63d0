// SPDX-License-Identifier: Apache-2.0
/** The form of a container state that runtime.md and its schema ask for. */
import assert from "node:assert/strict";

const STATUSES = ["creating", "created", "running", "stopped", "paused"];

export function checkState(value: unknown): void {
  assert.ok(typeof value === "object" && value !== null && !Array.isArray(value), "a state is an object");
  const state = value as Record<string, unknown>;
  for (const name of ["ociVersion", "id", "status", "bundle"])
    assert.equal(typeof state[name], "string", `${name} is a string`);
  assert.ok(STATUSES.includes(state["status"] as string), `status ${String(state["status"])}`);
  assert.ok(String(state["bundle"]).startsWith("/"), "bundle is absolute");
  if (state["pid"] !== undefined) assert.ok(Number.isInteger(state["pid"]) && (state["pid"] as number) >= 0);
  if (["created", "running"].includes(state["status"] as string))
    assert.ok((state["pid"] as number) > 0, "pid is there while created or running");
  const annotations = state["annotations"] ?? {};
  for (const text of Object.values(annotations as object)) assert.equal(typeof text, "string");
}
