// SPDX-License-Identifier: Apache-2.0
/** Steps that a container's first process and those of exec share; order.ts puts them in sequence. */
import { O_RDWR, O_WRONLY } from "../ops/kernel.ts";
import { SYNC } from "../ops/table.ts";
import type { Process } from "../config/types.ts";
import type { ProcessBuild } from "./build.ts";
import { type Environment, planEnvironment } from "./environment.ts";
import { ruleError } from "./refuse.ts";
import type { PlanWriter } from "./writer.ts";

const DEFAULT_UMASK = 0o022;

/** @throws {ConfigError} ERR_CONFIG_RULE */
export function requireArgs(process: Process): [string, ...string[]] {
  const [file, ...rest] = process.args ?? [];
  if (file === undefined)
    throw ruleError("/process/args", "args must not be empty: a container needs a program to start");
  return [file, ...rest];
}

/** Modes in plans are meant as they are. */
export function clearUmask({ plan }: ProcessBuild): void {
  plan.at("", "prepare");
  plan.add({ op: "setUmask", mask: 0 });
}

export function compileUmask({ plan, process }: ProcessBuild): void {
  const { umask } = process.user ?? {};
  plan.at(umask === undefined ? "" : "/process/user/umask", "set the umask");
  plan.add({ op: "setUmask", mask: umask ?? DEFAULT_UMASK });
}

/** By the host's procfs, as the very first thing: later the file may be out of reach. */
export function compileOomScore({ plan }: ProcessBuild, score: number | undefined): void {
  if (score === undefined) return;
  plan.at("/process/oomScoreAdj", `set oom_score_adj to ${score}`);
  const slot = plan.open("/proc/self/oom_score_adj", O_RDWR);
  plan.add({ op: "write", slot, data: String(score) });
  plan.add({ op: "expect", slot, data: String(score) });
  plan.close(slot);
}

/** "0" is the writing process: the kernel need not look for it. */
export function joinCgroups(plan: PlanWriter, files: readonly string[]): void {
  plan.at("/linux/cgroupsPath", "join the cgroup");
  for (const file of files) plan.writeHostFile(file, O_WRONLY, "0");
}

/** Before anything that counts against a limit. */
export function waitForCgroup(plan: PlanWriter): void {
  plan.at("/linux/cgroupsPath", "wait to be put into the cgroup");
  plan.add({ op: "sync", point: SYNC.placed });
}

/** No process of the container can look into init, which still has fds of the host. */
export function protectInit({ plan }: ProcessBuild): void {
  plan.at("", "prepare");
  plan.add({ op: "setDumpable", on: 0 });
}

/** keyctl(2): search by the owner, and by others, whom the root of a user namespace is one of. */
const KEY_USR_SEARCH = 0x80000;
const KEY_OTH_SEARCH = 0x8;

/** The name is the one that tools of other runtimes know; exec joins the ring of the container by it. */
export function compileKeyring(build: ProcessBuild, id: string, noNewKeyring: boolean): void {
  if (noNewKeyring) return;
  build.plan.at("", "make a session keyring");
  const permissions = build.userNamespace ? KEY_OTH_SEARCH : KEY_USR_SEARCH;
  build.plan.add({ op: "joinKeyring", name: `_ses.${id}`, permissions });
}

export function startSession({ plan }: ProcessBuild): void {
  plan.at("", "start a session");
  plan.add({ op: "setSession" });
}

export function compileNoNewPrivileges({ plan, process }: ProcessBuild): void {
  if (process.noNewPrivileges !== true) return;
  plan.at("/process/noNewPrivileges", "set no_new_privs");
  plan.add({ op: "setNoNewPrivileges" });
}

export function findProgram(build: ProcessBuild): Environment {
  const { plan, process, root, listenFds, notifySocket } = build;
  const environment = planEnvironment(process.env ?? [], listenFds, notifySocket);
  if (environment.lacksHome) {
    plan.at("/process/env", "find the home directory");
    plan.add({ op: "findHome", dir: root, uid: process.user?.uid ?? 0 });
  }
  const file = build.executable ?? requireArgs(process)[0];
  plan.at("/process/args/0", `find the program ${file}`);
  plan.add({ op: "findExecutable", file, path: environment.path });
  return environment;
}

/** Before the seccomp filter, which may not allow close_range(2). */
export function closeForeignFds({ plan, preserveFds }: ProcessBuild): void {
  plan.at("", "close what is not the program's");
  plan.add({ op: "closeFrom", fd: 3 + preserveFds });
}

export function execute({ plan, process }: ProcessBuild, { env }: Environment): void {
  const args = requireArgs(process);
  plan.at("/process/args/0", `run ${args[0]}`);
  plan.add({ op: "exec", args, env });
}
