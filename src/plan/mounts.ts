// SPDX-License-Identifier: Apache-2.0
/** Compiles `mounts`: dispatch by what each one is. config.md "Mounts". */
import type { Mount } from "../config/types.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import type { CreateBuild } from "./build.ts";
import { type Destination, planDestination } from "./destination.ts";
import { attachBind, bindSource } from "./mount-bind.ts";
import { attachCgroup, cgroupSources } from "./mount-cgroup.ts";
import { attachFilesystem } from "./mount-filesystem.ts";
import { type MountOptions, parseMountOptions } from "./mount-options.ts";
import { remount } from "./mount-remount.ts";
import type { HostSource } from "./host-source.ts";
import { ruleError } from "./refuse.ts";

export interface PlannedMount {
  readonly index: number;
  readonly mount: Mount;
  readonly pointer: JsonPointer;
  readonly destination: Destination;
  readonly options: MountOptions;
  readonly kind: "bind" | "cgroup" | "remount" | "filesystem";
  /** User namespace whose mappings the mount gets, once there is a slot for it. */
  idmap: Slot | undefined;
}

function kindOf(mount: Mount, options: MountOptions): PlannedMount["kind"] {
  if (options.remount) return "remount";
  if (options.bind || mount.type === "bind") return "bind";
  return mount.type === "cgroup" || mount.type === "cgroup2" ? "cgroup" : "filesystem";
}

/** @throws {ConfigError} ERR_CONFIG_RULE */
function refuseContradictions(planned: PlannedMount): void {
  const { mount, options, pointer, kind } = planned;
  if (options.copyUp >= 0 && (kind !== "filesystem" || mount.type !== "tmpfs")) {
    throw ruleError(
      `${pointer}/options/${options.copyUp}`,
      `tmpcopyup needs a tmpfs, and the type is ${JSON.stringify(mount.type ?? "")}`,
    );
  }
  if (kind === "filesystem" && (mount.type === undefined || mount.type === "")) {
    throw ruleError(
      pointer,
      `mount on ${JSON.stringify(mount.destination)} has no type`,
      'name a filesystem, or add the option "bind"',
    );
  }
  if (
    planned.destination.kind === "procfs" &&
    (kind === "cgroup" || (kind === "filesystem" && mount.type !== "proc"))
  ) {
    throw ruleError(
      pointerTo(pointer, "type"),
      `cannot mount ${JSON.stringify(mount.type)} on /proc: only procfs may be there`,
    );
  }
  if (options.copyLink && (kind !== "bind" || planned.destination.kind !== "ordinary"))
    throw ruleError(pointer, "copy-symlink needs a bind mount outside of /proc and /sys");
  if (kind === "bind" && (mount.source === undefined || mount.source === "")) {
    throw ruleError(pointer, `bind mount on ${JSON.stringify(mount.destination)} has no source`);
  }
}

/** @throws {ConfigError} ERR_CONFIG_RULE for what contradicts itself; nothing is compiled yet */
export function planMount(
  mount: Mount,
  index: number,
  pointer: JsonPointer = `/mounts/${index}`,
): PlannedMount {
  const options = parseMountOptions(mount.options ?? []);
  const destination = planDestination(mount.destination, pointerTo(pointer, "destination"));
  const kind = kindOf(mount, options);
  const planned: PlannedMount = { index, mount, pointer, destination, options, kind, idmap: undefined };
  refuseContradictions(planned);
  return planned;
}

/** Reads every mount. */
export function planMounts(mounts: readonly Mount[] | undefined): PlannedMount[] {
  return (mounts ?? []).map((mount, index) => planMount(mount, index));
}

/** Trees of the host that a mount clones. */
export function sourcesOf(planned: PlannedMount, build: CreateBuild): HostSource[] {
  if (build.context.linkTargets?.has(planned.index) === true) return [];
  if (planned.kind === "bind") return [bindSource(planned, build)];
  return planned.kind === "cgroup" ? cgroupSources(planned, build) : [];
}

/** The kernel has no place for them: the source is mounted already. Engines and test suites write them all the same. */
function warnOfIgnored({ mount, options }: PlannedMount, build: CreateBuild): void {
  for (const { index, key } of options.data) {
    const word = mount.options?.[index] ?? key;
    build.plan.warnings.push(
      `option ${JSON.stringify(word)} of the bind mount on ${JSON.stringify(mount.destination)} is ignored: it is the filesystem's`,
    );
  }
}

/** A file that is there already stays. */
function copyLink({ destination, pointer }: PlannedMount, target: string, { plan, root }: CreateBuild): void {
  const slash = destination.path.lastIndexOf("/");
  plan.at(pointer, `copy a link to ${destination.path}`);
  const dir = plan.makeDir(root, slash === 0 ? "/" : destination.path.slice(0, slash), 0o755);
  plan.add({ op: "makeLink", dir, name: destination.path.slice(slash + 1), target });
  plan.close(dir);
}

function attach(planned: PlannedMount, build: CreateBuild): void {
  const link = build.context.linkTargets?.get(planned.index);
  if (link !== undefined) copyLink(planned, link, build);
  else if (planned.kind === "remount") remount(planned, build);
  else if (planned.kind === "bind") {
    warnOfIgnored(planned, build);
    attachBind(planned, build);
  } else if (planned.kind === "cgroup") attachCgroup(planned, build);
  else attachFilesystem(planned, build);
}

export function attachMounts(mounts: readonly PlannedMount[], build: CreateBuild): void {
  for (const planned of mounts) attach(planned, build);
}

/** What was mounted writable so that later mounts found room for their mount points. */
export function makeLateReadOnly({ plan, lateReadOnly }: CreateBuild): void {
  for (const { slot, index, destination } of lateReadOnly) {
    plan.at(`/mounts/${index}/options`, `make ${destination} read-only`);
    plan.add({
      op: "mountAttributes",
      slot,
      set: kernel.MOUNT_ATTR_RDONLY,
      clear: 0,
      propagation: 0,
      flags: 0,
    });
    plan.close(slot);
  }
}
