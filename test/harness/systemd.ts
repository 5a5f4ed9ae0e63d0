// SPDX-License-Identifier: Apache-2.0
/** systemd as the tests see it. */
import { existsSync, readFileSync } from "node:fs";
import { execute, type Result } from "./execute.ts";
import { succeeded } from "./host.ts";

/** Why tests of a manager can't run here, or false. */
export function lacksSystemd(): string | false {
  return existsSync("/run/systemd/system") ? false : "systemd does not run on this host";
}

/** With the caller's environment, in which a user's manager is named. */
export function systemctl(...words: string[]): Promise<Result> {
  return execute(["systemctl", ...words], { env: { ...process.env } as Record<string, string> });
}

/** Properties of a unit, as systemctl shows them. */
export async function unitProperties(unit: string, ...words: string[]): Promise<Map<string, string>> {
  const { stdout } = succeeded(await systemctl(...words, "show", unit));
  const properties = new Map<string, string>();
  for (const line of stdout.split("\n")) {
    const equals = line.indexOf("=");
    const name = line.slice(0, equals);
    const before = properties.get(name);
    const value = line.slice(equals + 1);
    properties.set(name, before === undefined ? value : `${before}\n${value}`);
  }
  return properties;
}

/** A file of a v2 cgroup. */
export function cgroupFile(cgroup: string, file: string): string {
  return readFileSync(`/sys/fs/cgroup${cgroup}/${file}`, "utf8").trim();
}
