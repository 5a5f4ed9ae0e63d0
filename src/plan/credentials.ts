// SPDX-License-Identifier: Apache-2.0
/**
 * Ids and capabilities. config.md "user", "capabilities"; capabilities(7), credentials(7).
 *
 * Without `process.capabilities` all five sets are empty: nothing that is not granted is kept.
 */
import { pointerTo } from "../errors/pointer.ts";
import { CAP_SYS_ADMIN, capabilityNumber, hasCapability } from "../ops/capabilities.ts";
import type { ProcessBuild } from "./build.ts";
import { deniesGroups } from "./own-mapping.ts";
import { ruleError } from "./refuse.ts";

type SetName = "bounding" | "effective" | "permitted" | "inheritable" | "ambient";

export interface CapabilitySets {
  readonly bounding: ReadonlySet<number>;
  readonly effective: ReadonlySet<number>;
  readonly permitted: ReadonlySet<number>;
  readonly inheritable: ReadonlySet<number>;
  readonly ambient: ReadonlySet<number>;
}

function maskOf(numbers: ReadonlySet<number>): number {
  let mask = 0;
  for (const number of numbers) mask += 2 ** number;
  return mask;
}

/** A user namespace grants all; otherwise the process can have what the caller has. */
function isGrantable(number: number, { host, userNamespace }: ProcessBuild): boolean {
  if (number > host.lastCapability) return false;
  return userNamespace || hasCapability(host.capabilities & host.bounding, number);
}

class Warnings {
  readonly #seen = new Set<string>();
  readonly #lines: string[];

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  once(name: string): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    this.#lines.push(`capability ${JSON.stringify(name)} is left out: the caller can't grant it`);
  }
}

function readSet(build: ProcessBuild, set: SetName, warnings: Warnings): Set<number> {
  const numbers = new Set<number>();
  for (const name of build.process.capabilities?.[set] ?? []) {
    const number = capabilityNumber(name);
    if (number < 0) continue;
    if (isGrantable(number, build)) numbers.add(number);
    else warnings.once(name);
  }
  return numbers;
}

function subset(numbers: Set<number>, of: readonly ReadonlySet<number>[]): Set<number> {
  for (const number of numbers) {
    if (!of.every((set) => set.has(number))) numbers.delete(number);
  }
  return numbers;
}

/**
 * What the process gets, with a warning for each capability that the caller can't grant: policy/warnings.ts has
 * those that nobody could. config.md "capabilities".
 */
export function planCapabilities(build: ProcessBuild): CapabilitySets {
  const warnings = new Warnings(build.plan.warnings);
  const bounding = readSet(build, "bounding", warnings);
  const permitted = readSet(build, "permitted", warnings);
  const inheritable = readSet(build, "inheritable", warnings);
  const effective = subset(readSet(build, "effective", warnings), [permitted]);
  const ambient = subset(readSet(build, "ambient", warnings), [permitted, inheritable]);
  return { bounding, effective, permitted, inheritable, ambient };
}

/**
 * Loading a filter takes CAP_SYS_ADMIN or no_new_privs. For that moment it stays permitted; not being in any
 * set that execve(2) passes on, it is gone with the program.
 */
export function keepsAdminForSeccomp({ seccomp, process }: ProcessBuild, sets: CapabilitySets): boolean {
  return seccomp !== undefined && process.noNewPrivileges !== true && !sets.effective.has(CAP_SYS_ADMIN);
}

/** The annotation is crun's; podman sets it for `--group-add keep-groups`. */
function keepsGroups({ config }: ProcessBuild): boolean {
  const value = config.annotations?.["run.oci.keep_original_groups"];
  return value !== undefined && value !== "0";
}

/** A caller without privileges has given up setgroups(2) for the right to map its group. user_namespaces(7). */
function compileGroups(build: ProcessBuild): void {
  const { plan, process, host, config } = build;
  const gids = process.user?.additionalGids ?? [];
  if (keepsGroups(build)) return;
  if (deniesGroups(config, host)) {
    if (gids.length === 0) return;
    throw ruleError(
      "/process/user/additionalGids",
      "cannot set any additional groups in a rootless container: the caller may not call setgroups(2)",
      "map subordinate group ids too (/etc/subgid), or leave additionalGids away",
    );
  }
  plan.add({ op: "setGroups", gids });
}

export function dropPrivileges(build: ProcessBuild, sets: CapabilitySets): void {
  const { plan, process } = build;
  const { uid = 0, gid = 0 } = process.user ?? {};
  plan.at(pointerTo("/process/capabilities", "bounding"), "drop capabilities");
  plan.add({ op: "dropBounding", keep: maskOf(sets.bounding) });
  plan.at("/process/user", `become user ${uid} and group ${gid}`);
  plan.add({ op: "keepCapabilities", on: 1 });
  plan.add({ op: "chownStdio", uid });
  compileGroups(build);
  plan.add({ op: "setGid", gid });
  plan.add({ op: "setUid", uid });
  plan.at("/process/capabilities", "drop capabilities");
  const permitted = keepsAdminForSeccomp(build, sets)
    ? new Set([...sets.permitted, CAP_SYS_ADMIN])
    : sets.permitted;
  plan.add({
    op: "setCapabilities",
    effective: maskOf(sets.effective),
    permitted: maskOf(permitted),
    inheritable: maskOf(sets.inheritable),
  });
  plan.add({ op: "setAmbient", ambient: maskOf(sets.ambient) });
}
