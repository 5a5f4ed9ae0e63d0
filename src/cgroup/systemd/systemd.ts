// SPDX-License-Identifier: Apache-2.0
/** Entry of the segment for the systemd driver: the container's cgroup is that of a transient unit. */
import type { LinuxDeviceCgroup, OciConfig } from "../../config/types.ts";
import { HostError } from "../../errors/errors.ts";
import type { CgroupLayout, HostFacts } from "../../host/facts.ts";
import type { Task } from "../../lifecycle/task.ts";
import { AT_FDCWD } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import { parseDeviceRules } from "../device-rules.ts";
import { parseOwnCgroups } from "../layout.ts";
import type { CgroupPlacement } from "../place.ts";
import type { CgroupWrite } from "../write.ts";
import { type Caller, systemAddresses, userAddresses } from "./addresses.ts";
import { annotationProperties } from "./annotations.ts";
import { type DevicePolicy, devicePolicy, parseDriverNames } from "./device-policy.ts";
import { completeBandwidth, limitProperties, type ReadLimit, roundQuotas } from "./limits.ts";
import { Manager } from "./manager.ts";
import { type Property, property } from "./property.ts";
import { type Unit, placeUnit, unitOf } from "./unit.ts";

const PROC_LIMIT = 65_536;
/** v1 hierarchies in which systemd makes and removes the cgroups of its units. */
const MANAGED = ["name=systemd", "cpu", "cpuacct", "memory", "pids", "blkio", "devices"];

/** What later commands need to know of the unit. */
export interface SavedUnit {
  name: string;
  /** Of the user's manager. */
  user: boolean;
}

/** Root's own user manager, which is no reason not to use the system's. */
function isRoots(manager: Manager): boolean {
  return /\/user@0\.service(\/|$)/.test(manager.controlGroup);
}

/**
 * The manager that a caller uses: root the system's, others their own. Root of a user namespace is either root
 * of a system container, with its own systemd, or an ordinary user outside of it.
 */
function* managerFor(caller: Caller, initialUserNamespace: boolean): Task<Manager> {
  if (caller.euid !== 0) return yield* Manager.open(userAddresses(caller), true);
  if (!initialUserNamespace) {
    let manager: Manager | undefined;
    try {
      manager = yield* Manager.open(userAddresses(caller), true);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
    if (manager !== undefined && !isRoots(manager)) return manager;
    manager?.close();
  }
  return yield* Manager.open(systemAddresses(caller), false);
}

function policyOf(
  devices: readonly LinuxDeviceCgroup[] | undefined,
  mode: CgroupLayout["mode"],
): DevicePolicy {
  const text = native().readText(AT_FDCWD, "/proc/devices", 0, PROC_LIMIT);
  const drivers = parseDriverNames(typeof text === "string" ? text : "");
  return devicePolicy(parseDeviceRules(devices, "/linux/resources/devices"), drivers, mode !== "v2");
}

/** What the unit depends on of its manager. */
type ManagerFacts = Pick<Manager, "user" | "controlGroup" | "version">;

interface ContainerInit {
  id: string;
  pid: number;
}

/** Makes the unit of one container. */
export class UnitDriver {
  readonly #facts: ManagerFacts;
  /** Absent where nothing is to be made. */
  readonly #manager: Manager | undefined;
  readonly #host: HostFacts;
  #unit: Unit | undefined;
  #config: OciConfig | undefined;
  #placement: CgroupPlacement | undefined;

  private constructor(facts: ManagerFacts, host: HostFacts, manager?: Manager) {
    this.#facts = facts;
    this.#manager = manager;
    this.#host = host;
  }

  /** For showing what would be made: with a systemd that knows all properties, without asking it. */
  static planned(host: HostFacts): UnitDriver {
    const user = host.euid !== 0;
    const controlGroup = user ? `/user.slice/user-${host.euid}.slice/user@${host.euid}.service` : "";
    return new UnitDriver({ user, controlGroup, version: Number.POSITIVE_INFINITY }, host);
  }

  /** @throws {HostError} ERR_SYSTEMD: systemd can't be reached, or can't do it on this host */
  static *open(environment: readonly string[], host: HostFacts): Task<UnitDriver> {
    const manager = yield* managerFor({ environment, euid: host.euid }, host.initialUserNamespace);
    if (manager.user && host.cgroup.mode !== "v2") {
      manager.close();
      throw new HostError(
        "ERR_SYSTEMD",
        undefined,
        "a user's systemd can't delegate cgroups of version 1",
        "boot with cgroup v2 alone (systemd.unified_cgroup_hierarchy=1), or leave out --systemd-cgroup",
      );
    }
    return new UnitDriver(manager, host, manager);
  }

  close(): void {
    this.#manager?.close();
  }

  get saved(): SavedUnit {
    return { name: this.#unit?.name ?? "", user: this.#facts.user };
  }

  /** systemd moves init into a scope; into a slice it goes by itself. */
  get joinsByItself(): boolean {
    return this.#unit?.isSlice === true;
  }

  /** Changes nothing. @throws {ConfigError} the path or an annotation is wrong */
  place(config: OciConfig, id: string): CgroupPlacement {
    this.#config = config;
    this.#unit = unitOf(config.linux?.cgroupsPath, id, this.#facts.user);
    annotationProperties(config.annotations);
    this.#placement = placeUnit(this.#unit, this.#facts.controlGroup, this.#host.cgroup);
    return this.#placement;
  }

  /** Of the directories that are missing, those that delete has to remove: slices are systemd's own. */
  made(missing: readonly string[]): string[] {
    const directories = this.#placement?.directories ?? [];
    return missing.filter((path) => {
      const own = directories.find(({ mountPoint }) => path.startsWith(`${mountPoint}/`));
      const isManaged =
        own?.version === 2 || own?.controllers.some((each) => MANAGED.includes(each)) === true;
      return !isManaged || directories.some((each) => each.path === path);
    });
  }

  /** Writes with the values that systemd will have too. */
  adjust(writes: readonly CgroupWrite[]): CgroupWrite[] {
    return roundQuotas(writes);
  }

  #base(unit: Unit, id: string, pid: number): Property[] {
    const v1 = this.#host.cgroup.mode !== "v2";
    const place = unit.isSlice
      ? [property("Wants", "as", unit.slice === "" ? [] : [unit.slice])]
      : [
          property("Slice", "s", unit.slice, "/linux/cgroupsPath"),
          property("PIDs", "au", [pid]),
          property("Delegate", "b", true),
        ];
    return [
      property("Description", "s", `runt container ${id}`),
      ...(unit.isSlice && unit.slice === "" ? [] : place),
      property("MemoryAccounting", "b", true),
      property("CPUAccounting", "b", true),
      property(v1 ? "BlockIOAccounting" : "IOAccounting", "b", true),
      property("TasksAccounting", "b", true),
      property("DefaultDependencies", "b", false),
    ];
  }

  #devices(warn: (message: string) => void): Property[] {
    if (!this.#host.initialUserNamespace || this.#facts.user) return [];
    const { mode } = this.#host.cgroup;
    const { properties, warnings } = policyOf(this.#config?.linux?.resources?.devices, mode);
    if (mode === "v2") return properties;
    for (const warning of warnings) warn(`after a reload of systemd: ${warning}`);
    return properties;
  }

  /** All properties that the unit starts with; of a name the last counts. */
  properties(
    { id, pid }: ContainerInit,
    writes: readonly CgroupWrite[],
    warn: (message: string) => void,
  ): Property[] {
    const properties = new Map<string, Property>();
    const lists = [
      this.#base(this.#unit as Unit, id, pid),
      annotationProperties(this.#config?.annotations),
      // After the annotations: what the files have is what the unit must have.
      this.#devices(warn),
      limitProperties(writes, this.#facts.version),
    ];
    for (const one of lists.flat()) properties.set(one.name, one);
    return [...properties.values()];
  }

  /**
   * Starts the unit with a process that has done nothing yet, and with all limits.
   *
   * @throws {HostError} ERR_SYSTEMD; then there is no unit
   */
  *start(
    container: ContainerInit,
    writes: readonly CgroupWrite[],
    warn: (message: string) => void,
  ): Task<void> {
    const unit = this.#unit as Unit;
    yield* this.#connected().start(unit.name, this.properties(container, writes, warn));
    if (!unit.isSlice) this.#checkPlace(container.pid);
  }

  #connected(): Manager {
    if (this.#manager === undefined) throw new TypeError("a planned unit can't be made");
    return this.#manager;
  }

  /** systemd decides where the unit lies; all that follows relies on where it should. */
  #checkPlace(pid: number): void {
    const wanted = this.#placement?.directories.find(({ version }) => version === 2);
    if (this.#host.cgroup.mode !== "v2" || wanted === undefined) return;
    const text = native().readText(AT_FDCWD, `/proc/${pid}/cgroup`, 0, PROC_LIMIT);
    const own = typeof text === "string" ? parseOwnCgroups(text)[0]?.path : undefined;
    if (own === undefined || own === `/${wanted.below}`) return;
    throw new HostError(
      "ERR_SYSTEMD",
      "/linux/cgroupsPath",
      `systemd has put the container's first process into ${own}, and not into /${wanted.below}`,
    );
  }

  *stop(): Task<void> {
    yield* this.#connected().stop(this.saved.name);
  }
}

function* reopen(unit: SavedUnit, environment: readonly string[]): Task<Manager> {
  const [, , , euid = 0] = native().ids();
  const caller = { environment, euid };
  return yield* Manager.open(unit.user ? userAddresses(caller) : systemAddresses(caller), unit.user);
}

/** @throws {HostError} ERR_SYSTEMD */
export function* stopUnit(unit: SavedUnit, environment: readonly string[]): Task<void> {
  const manager = yield* reopen(unit, environment);
  try {
    yield* manager.stop(unit.name);
  } finally {
    manager.close();
  }
}

/** Properties that a unit keeps as it was started with: the files alone are changed. */
const FIXED: readonly string[] = ["OOMPolicy"];

export interface UnitUpdate {
  writes: readonly CgroupWrite[];
  /** All rules, where they change. */
  devices: readonly LinuxDeviceCgroup[] | undefined;
  mode: CgroupLayout["mode"];
}

/**
 * Gives the unit the limits that were written, or systemd puts the former ones back some time.
 *
 * @throws {HostError} ERR_SYSTEMD; then no property was changed
 */
export function* updateUnit(
  unit: SavedUnit,
  environment: readonly string[],
  { writes, devices, mode }: UnitUpdate,
): Task<void> {
  const manager = yield* reopen(unit, environment);
  try {
    const properties = limitProperties(writes, manager.version).filter(({ name }) => !FIXED.includes(name));
    if (devices !== undefined && !manager.user) properties.push(...policyOf(devices, mode).properties);
    if (properties.length > 0) yield* manager.setProperties(unit.name, properties);
  } finally {
    manager.close();
  }
}

/** Has systemd put a process into the container's cgroup: for callers who may not. */
export function* attachToUnit(
  unit: SavedUnit,
  environment: readonly string[],
  { pid, subgroup }: { pid: number; subgroup: string },
): Task<void> {
  const manager = yield* reopen(unit, environment);
  try {
    yield* manager.attach(unit.name, subgroup, [pid]);
  } finally {
    manager.close();
  }
}

/** The writes of an update with the values that systemd will have too. */
export function adjustUpdate(writes: readonly CgroupWrite[], read: ReadLimit): CgroupWrite[] {
  return roundQuotas(completeBandwidth(writes, read));
}
