// SPDX-License-Identifier: Apache-2.0
/**
 * Every property of the schema has a golden plan that shows it: without the property the text is another one, or
 * there is none. What can't show in a plan is listed with the reason.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { OciConfig } from "../../src/config/types.ts";
import { goldenText, names, readGolden } from "./compile.ts";

type Schema = { readonly [name: string]: unknown };
type Container = Record<string, unknown>;

const SCHEMAS = join(process.cwd(), "schemas");
const schemas = Object.fromEntries(
  readdirSync(SCHEMAS).map((name) => [name, JSON.parse(readFileSync(join(SCHEMAS, name), "utf8")) as Schema]),
);

/** Properties that no plan shows, "*" for a name or an index; those below are meant too. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "/ociVersion": "checked, and nothing depends on it",
  "/annotations": "kept in the state",
  "/hooks/prestart": "run by the runtime, after the sync point that hooks.json shows for createRuntime",
  "/hooks/createRuntime/*": "run by the runtime",
  "/hooks/startContainer": "run by start with a plan of its own",
  "/hooks/poststart": "run by the runtime after start",
  "/hooks/poststop": "run by the runtime after delete",
  "/hooks/createContainer/*/timeout": "kept by the runtime",
  "/process/commandLine": "only for Windows",
  "/process/user/username": "only for Windows",
  "/process/terminal": "the runtime says where the terminal goes: terminal.json",
  "/root/path": "made absolute by the runtime",
  "/linux/cgroupsPath": "made a directory by the runtime",
  "/linux/personality/flags": "no flag is defined, so only an empty list is valid",
  "/linux/seccomp": "compiled by libseccomp beforehand: src/seccomp/compile.test.ts",
  "/linux/resources/memory/checkBeforeUpdate": "only for update",
  "/linux/resources/memory/kernel": "ignored with a warning: kernel memory counts as memory",
  "/linux/resources/memory/useHierarchy": "v1 hierarchies are made so by every kernel that runt runs on",
};

function pathsOf(schema: Schema, file: string, at: string): string[] {
  if (schema["x-foreign"] === true) return [];
  if (typeof schema.$ref === "string") {
    const [name = "", fragment = ""] = schema.$ref.split("#");
    const target = name === "" ? file : name;
    const tokens = fragment.split("/").slice(1);
    const found = tokens.reduce<Schema>((part, token) => part[token] as Schema, schemas[target] as Schema);
    return pathsOf(found, target, at);
  }
  const inner = (part: unknown, step: string): string[] => pathsOf(part as Schema, file, `${at}/${step}`);
  if (schema.items !== undefined) return inner(schema.items, "*");
  if (schema.additionalProperties !== undefined) return inner(schema.additionalProperties, "*");
  return Object.entries((schema.properties ?? {}) as Container).flatMap(([name, part]) =>
    (part as Schema)["x-foreign"] === true ? [] : [`${at}/${name}`, ...inner(part, name)],
  );
}

function isElsewhere(path: string): boolean {
  return Object.keys(ELSEWHERE).some((known) => path === known || path.startsWith(`${known}/`));
}

/** Copies of a configuration, each without the property in one place. */
function without(config: OciConfig, path: string): OciConfig[] {
  const steps = path.split("/").slice(1);
  const copies: OciConfig[] = [];
  const visit = (places: readonly string[], depth: number, part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    const step = steps[depth] ?? "";
    for (const name of step === "*" ? Object.keys(part) : [step]) {
      if (!Object.hasOwn(part, name)) continue;
      if (depth < steps.length - 1) visit([...places, name], depth + 1, (part as Container)[name]);
      else copies.push(removed(config, [...places, name]));
    }
  };
  visit([], 0, config);
  return copies;
}

function removed(config: OciConfig, places: readonly string[]): OciConfig {
  const copy = structuredClone(config);
  let part = copy as unknown as Container;
  for (const place of places.slice(0, -1)) part = part[place] as Container;
  delete part[places.at(-1) ?? ""];
  return copy;
}

function textOf(name: string, config: OciConfig): string {
  try {
    return goldenText(name, config);
  } catch {
    return "";
  }
}

const goldens = names.map((name) => ({ name, config: readGolden(name), text: textOf(name, readGolden(name)) }));

function isShown(path: string): boolean {
  return goldens.some(({ name, config, text }) => without(config, path).some((other) => textOf(name, other) !== text));
}

suite("properties of the schema", () => {
  const paths = [...new Set(pathsOf(schemas["config-schema.json"] as Schema, "config-schema.json", ""))];

  test("are found", () => {
    assert.ok(paths.length > 150, String(paths.length));
    assert.ok(paths.includes("/linux/resources/blockIO/weightDevice/*/leafWeight"));
  });

  test("that are said to show elsewhere exist", () => {
    const stale = Object.keys(ELSEWHERE).filter((known) => !paths.some((path) => path === known || path.startsWith(`${known}/`)));
    assert.deepEqual(stale, []);
  });

  test("each have a golden plan that shows them", () => {
    assert.deepEqual(paths.filter((path) => !isElsewhere(path) && !isShown(path)), []);
  });
});
