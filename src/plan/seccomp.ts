// SPDX-License-Identifier: Apache-2.0
/** Loads the compiled filter. config-linux.md "Seccomp"; seccomp(2). */
import { HostError } from "../errors/errors.ts";
import { CAP_SYS_ADMIN, hasCapability } from "../ops/capabilities.ts";
import { HANDED } from "../ops/table.ts";
import type { ProcessBuild } from "./build.ts";
import { type CapabilitySets, keepsAdminForSeccomp } from "./credentials.ts";

const POINTER = "/linux/seccomp";

/** @throws {HostError} ERR_HOST */
export function checkSeccomp({ seccomp, process, host, userNamespace }: ProcessBuild): void {
  if (seccomp === undefined || process.noNewPrivileges === true || userNamespace) return;
  if (hasCapability(host.capabilities, CAP_SYS_ADMIN)) return;
  const message = "cannot load a seccomp filter: the caller lacks CAP_SYS_ADMIN";
  throw new HostError("ERR_HOST", POINTER, message, 'set "noNewPrivileges": true in process');
}

function raiseAdmin(build: ProcessBuild, sets: CapabilitySets): void {
  if (keepsAdminForSeccomp(build, sets)) build.plan.add({ op: "raiseEffective", mask: 2 ** CAP_SYS_ADMIN });
}

/** A filter that notifies is loaded while the runtime is still there to take its listener. */
export function compileListener(build: ProcessBuild, sets: CapabilitySets): void {
  const { plan, seccomp } = build;
  if (seccomp === undefined || !seccomp.notifies) return;
  plan.at(POINTER, "load the seccomp filter");
  raiseAdmin(build, sets);
  const out = plan.take();
  plan.add({ op: "setSeccompListener", out, flags: seccomp.flags, filter: seccomp.program });
  plan.add({ op: "handOver", slot: out, tag: HANDED.seccompListener });
  plan.close(out);
}

/** Other filters come as late as possible, since they bind init too. */
export function compileSeccompFilter(build: ProcessBuild, sets: CapabilitySets): void {
  const { plan, seccomp } = build;
  if (seccomp === undefined || seccomp.notifies) return;
  plan.at(POINTER, "load the seccomp filter");
  raiseAdmin(build, sets);
  plan.add({ op: "setSeccomp", flags: seccomp.flags, filter: seccomp.program });
}
