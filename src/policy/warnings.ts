// SPDX-License-Identifier: Apache-2.0
/** What is allowed but worth a word in the log. Each warning is one line. */
import type { Capabilities, Mount, OciConfig, Process } from "../config/types.ts";
import { capabilityNumber } from "../ops/capabilities.ts";
import { isAbsolute, quoted } from "./issues.ts";
import { hasMappings, idmapOption } from "./mounts.ts";
import { namespaceOf } from "./namespaces.ts";

const SETS = ["bounding", "effective", "permitted", "inheritable", "ambient"] as const;

/** config.md "Platform-specific configuration": none of them concerns a runtime of Linux containers. */
const FOREIGN = ["freebsd", "solaris", "vm", "windows", "zos"] as const;

/** @param config without issues */
export function configWarnings(config: OciConfig): string[] {
  const warnings: string[] = [];
  if (config.process !== undefined) warnings.push(...processWarnings(config.process));
  (config.mounts ?? []).forEach((mount, index) => warnings.push(...mountWarnings(mount, `mounts[${index}]`)));
  if ((config.hooks?.prestart?.length ?? 0) > 0)
    warnings.push("hooks.prestart is deprecated: use createRuntime, createContainer or startContainer");
  for (const section of FOREIGN)
    if (Object.hasOwn(config, section))
      warnings.push(`${section} is ignored: it is not for Linux containers`);
  warnings.push(...linuxWarnings(config));
  return warnings;
}

function processWarnings({ user, capabilities }: Process): string[] {
  const warnings: string[] = [];
  for (const id of ["uid", "gid"] as const)
    if (user?.[id] === undefined) warnings.push(`process.user.${id} is missing: 0 is used`);
  if (capabilities !== undefined) warnings.push(...capabilityWarnings(capabilities));
  return warnings;
}

/** config.md "Linux Process": a capability that can't be mapped or granted is a warning, not an error. */
export function capabilityWarnings(capabilities: Capabilities): string[] {
  const unknown = new Set<string>();
  for (const set of SETS)
    for (const name of capabilities[set] ?? []) if (capabilityNumber(name) < 0) unknown.add(name);
  const warnings = [...unknown].map((name) => `unknown capability ${quoted(name)} is ignored`);
  for (const name of capabilities.effective ?? []) {
    if (unknown.has(name) || capabilities.permitted?.includes(name) === true) continue;
    warnings.push(`effective capability ${quoted(name)} is not granted: it must be permitted too`);
  }
  for (const name of capabilities.ambient ?? []) {
    if (unknown.has(name)) continue;
    if (capabilities.permitted?.includes(name) === true && capabilities.inheritable?.includes(name) === true)
      continue;
    warnings.push(
      `ambient capability ${quoted(name)} is not granted: it must be permitted and inheritable too`,
    );
  }
  return warnings;
}

function mountWarnings(mount: Mount, name: string): string[] {
  const warnings: string[] = [];
  if (!isAbsolute(mount.destination)) {
    warnings.push(
      `${name}.destination ${quoted(mount.destination)} is relative, which is deprecated: it is taken from /`,
    );
  }
  if (hasMappings(mount) && idmapOption(mount) < 0) {
    warnings.push(`${name} has id mappings without the option idmap: other runtimes may ignore them`);
  }
  return warnings;
}

/** Mappings beside the path of a user namespace, as some engines write them: they must be those that it has. */
export function describesJoinedUserns(config: OciConfig): boolean {
  const { uidMappings = [], gidMappings = [] } = config.linux ?? {};
  return uidMappings.length + gidMappings.length > 0 && (namespaceOf(config, "user")?.path ?? "") !== "";
}

function linuxWarnings(config: OciConfig): string[] {
  const warnings: string[] = [];
  const linux = config.linux;
  if (describesJoinedUserns(config)) {
    warnings.push(
      "linux.uidMappings and gidMappings are not used: the user namespace that is joined has its own",
    );
  }
  const memory = linux?.resources?.memory;
  for (const name of ["kernel", "kernelTCP"] as const) {
    if (memory?.[name] !== undefined && memory[name] !== 0)
      warnings.push(`linux.resources.memory.${name} is not recommended`);
  }
  const seen = new Set<string>();
  (linux?.devices ?? []).forEach(({ type, major, minor, path }) => {
    const numbers = `${type} ${major}:${minor}`;
    if (type !== "p" && seen.has(numbers))
      warnings.push(`device ${numbers} is listed again as ${quoted(path)}`);
    seen.add(numbers);
  });
  return warnings;
}
