// SPDX-License-Identifier: Apache-2.0
/** Which kernel parameters a container may set: only those of a namespace that is its own. */
import type { LinuxNamespaceType, OciConfig } from "../config/types.ts";
import { pointerTo } from "../errors/pointer.ts";
import { hasLineEnd, type IssueList, quoted } from "./issues.ts";
import { namespaceOf } from "./namespaces.ts";

/** Paths below /proc/sys; one that ends in "/" stands for all below it. */
const ALLOWED: readonly (readonly [path: string, namespace: LinuxNamespaceType])[] = [
  ["kernel/msgmax", "ipc"],
  ["kernel/msgmnb", "ipc"],
  ["kernel/msgmni", "ipc"],
  ["kernel/sem", "ipc"],
  ["kernel/shmall", "ipc"],
  ["kernel/shmmax", "ipc"],
  ["kernel/shmmni", "ipc"],
  ["kernel/shm_rmid_forced", "ipc"],
  ["fs/mqueue/", "ipc"],
  ["net/", "network"],
  ["kernel/domainname", "uts"],
  ["user/", "user"],
];

const CLAUSE = "linux/sysctl/no-host-leak";

/** Path below /proc/sys. As sysctl(8) reads a name, its first "." or "/" is what separates components. */
export function sysctlPath(name: string): string {
  const dot = name.indexOf(".");
  const slash = name.indexOf("/");
  if (dot < 0 || (slash >= 0 && slash < dot)) return name;
  const swapped = name.split(".").map((part) => part.replaceAll("/", "."));
  return swapped.join("/");
}

/** The namespace that a parameter belongs to; undefined for one that no container may set. */
export function sysctlNamespace(name: string): LinuxNamespaceType | undefined {
  const path = sysctlPath(name);
  return ALLOWED.find(([allowed]) =>
    allowed.endsWith("/") ? path.startsWith(allowed) : path === allowed,
  )?.[1];
}

export function checkSysctls(config: OciConfig, list: IssueList): void {
  const sysctl = config.linux?.sysctl;
  if (sysctl === undefined) return;
  for (const name of Object.keys(sysctl)) {
    const at = pointerTo("/linux/sysctl", name);
    const problem = nameProblem(config, name);
    if (problem !== undefined) list.rule(at, CLAUSE, problem.text, problem.hint);
    if (hasLineEnd(sysctl[name] ?? ""))
      list.rule(at, "linux/sysctl/applied", "has a value with a line end; one line is needed");
  }
}

function nameProblem(config: OciConfig, name: string): { text: string; hint?: string } | undefined {
  const path = sysctlPath(name);
  for (const component of path.split("/")) {
    if (component !== "." && component !== ".." && /^[A-Za-z0-9_.:@-]+$/.test(component)) continue;
    return { text: `has ${quoted(component)} as a part of its name, which no kernel parameter has` };
  }
  const entry = ALLOWED.find(([allowed]) =>
    allowed.endsWith("/") ? path.startsWith(allowed) : path === allowed,
  );
  if (entry === undefined) {
    const text = "is not a parameter of a namespace, so it would change the host";
    return path === "kernel/hostname"
      ? { text: "can't be set", hint: "use the property hostname" }
      : { text };
  }
  if (namespaceOf(config, entry[1]) === undefined) {
    const text = `belongs to the ${entry[1]} namespace, and the container has none of its own`;
    return { text, hint: `add {"type": "${entry[1]}"} to linux.namespaces` };
  }
  if (path === "kernel/domainname" && (config.domainname ?? "") !== "")
    return { text: "contradicts the property domainname: set one of them" };
  return undefined;
}
