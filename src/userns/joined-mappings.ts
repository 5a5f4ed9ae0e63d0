// SPDX-License-Identifier: Apache-2.0
/**
 * Mappings beside the path of a user namespace. Some engines repeat those that the namespace has, which is fine;
 * others would be a wish that can't come true.
 */
import type { OciConfig } from "../config/types.ts";
import { ConfigError, type Issue, KernelError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { SYNC } from "../ops/table.ts";
import type { IdRange } from "../plan/plan.ts";
import { compileLookPlan } from "../plan/userns.ts";
import { describesJoinedUserns } from "../policy/warnings.ts";
import { closeInit, followInit, killAndWait, passiveEvents, spawnPlan } from "../lifecycle/init.ts";
import type { Task } from "../lifecycle/task.ts";

/** Ranges in order, and those that go on where another ends as one with it. */
export function merged(ranges: readonly IdRange[]): IdRange[] {
  const result: IdRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.containerID - b.containerID)) {
    const last = result.at(-1);
    const goesOn =
      last !== undefined &&
      last.containerID + last.size === range.containerID &&
      last.hostID + last.size === range.hostID;
    if (goesOn) last.size += range.size;
    else result.push({ ...range });
  }
  return result;
}

/** Lines of uid_map or gid_map. */
export function parseMap(text: string): IdRange[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [containerID = 0, hostID = 0, size = 0] = line.trim().split(/\s+/).map(Number);
    return { containerID, hostID, size };
  });
}

function mapText(ranges: readonly IdRange[]): string {
  return (
    ranges.map(({ containerID, hostID, size }) => `${containerID}:${hostID}:${size}`).join(",") || "none"
  );
}

function mappingIssue(kind: "uid" | "gid", wanted: readonly IdRange[], pid: number): Issue | undefined {
  if (wanted.length === 0) return undefined;
  const path = `/proc/${pid}/${kind}_map`;
  const text = native().readText(AT_FDCWD, path, 0, 1 << 16);
  if (typeof text === "number") throw new KernelError(text, "read", `read ${path}`, { path });
  const [asked, there] = [mapText(merged(wanted)), mapText(merged(parseMap(text)))];
  if (asked === there) return undefined;
  return {
    code: "ERR_CONFIG_RULE",
    pointer: `/linux/${kind}Mappings`,
    message: `linux.${kind}Mappings is ${asked}, but the user namespace that is joined has ${there}`,
    clause: `linux/userns/${kind}mappings`,
    hint: "leave the mappings out: a user namespace with a path keeps its own",
  };
}

/**
 * @throws {ConfigError} ERR_CONFIG_RULE unless the mappings are those of the joined user namespace
 * @throws {KernelError} where it can't be joined
 */
export function* checkJoinedMappings(config: OciConfig, warn: (message: string) => void): Task<void> {
  if (!describesJoinedUserns(config)) return;
  const namespaces = config.linux?.namespaces ?? [];
  const index = namespaces.findIndex(({ type }) => type === "user");
  const plan = compileLookPlan(namespaces[index]?.path ?? "", `/linux/namespaces/${index}/path`);
  const process = spawnPlan(plan, { cgroupFd: -1, inherited: [], stdio: [0, 1, 2] });
  try {
    yield* followInit(process, passiveEvents(warn), SYNC.mapped);
    const { uidMappings = [], gidMappings = [] } = config.linux ?? {};
    const issues = [
      mappingIssue("uid", uidMappings, process.pid),
      mappingIssue("gid", gidMappings, process.pid),
    ].filter((issue) => issue !== undefined);
    if (issues.length > 0) throw new ConfigError(issues);
  } finally {
    yield* killAndWait(process.pidfd);
    closeInit(process);
  }
}
