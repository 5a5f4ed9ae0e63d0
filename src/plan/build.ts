// SPDX-License-Identifier: Apache-2.0
/** What the compilers of one plan pass among each other. */
import type { OciConfig, Process } from "../config/types.ts";
import type { HostFacts } from "../host/facts.ts";
import { CAP_SYS_ADMIN, hasCapability } from "../ops/capabilities.ts";
import type { Slot } from "../ops/operation.ts";
import type { Namespaces } from "./namespaces.ts";
import type { PlanContext, SeccompFilter, TerminalUse } from "./plan.ts";
import type { PlanWriter } from "./writer.ts";

/** What is the same for the first process of a container and for one that exec adds. */
export interface ProcessBuild {
  readonly plan: PlanWriter;
  readonly config: OciConfig;
  readonly process: Process;
  readonly host: HostFacts;
  /** The container has a user namespace of its own. */
  readonly userNamespace: boolean;
  readonly terminal: TerminalUse;
  readonly listenFds: number;
  /** Path in the container of the socket that takes its readiness; "" for none. */
  readonly notifySocket: string;
  readonly preserveFds: number;
  /** Program to run where it is not args[0]. */
  readonly executable: string | undefined;
  readonly seccomp: SeccompFilter | undefined;
  readonly consoleSocket: Slot | undefined;
  readonly pidfdSocket: Slot | undefined;
  /** Root directory of the container, once it is open. */
  root: Slot;
  /** procfs of our own for `attr`, where config.json has labels. */
  attributes: Slot | undefined;
}

/** A mount that becomes read-only after everything else is mounted. */
export interface LateReadOnly {
  readonly slot: Slot;
  readonly index: number;
  readonly destination: string;
}

export interface CreateBuild extends ProcessBuild {
  readonly context: PlanContext;
  readonly namespaces: Namespaces;
  readonly gate: Slot | undefined;
  /** Trees of the host that were cloned ahead, by their key. */
  readonly trees: Map<string, Slot>;
  readonly lateReadOnly: LateReadOnly[];
  /** User namespace file of idmapped mounts that are mapped as the joined one is. */
  joinedUserns: Slot | undefined;
  /** procfs of our own with sys, where config.json has sysctls. */
  sysctls: Slot | undefined;
  /** Attached tmpfs that covers masked directories. */
  mask: Slot | undefined;
}

/** The caller may mount, and clone mounts, in its own mount namespace. */
export function mayMount(host: HostFacts): boolean {
  return hasCapability(host.capabilities, CAP_SYS_ADMIN);
}
