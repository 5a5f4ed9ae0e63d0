// SPDX-License-Identifier: Apache-2.0
/** systemd's manager of units, over D-Bus: the system's, or the one of a user. */
import { type Call, Connection, DBusCallError, DBusConnectionError } from "../../dbus/connection.ts";
import { DBusFormatError } from "../../dbus/format-error.ts";
import type { Message } from "../../dbus/message.ts";
import { isVariant, type Value } from "../../dbus/value.ts";
import { HostError } from "../../errors/errors.ts";
import type { Task } from "../../lifecycle/task.ts";
import type { BusAddress } from "./addresses.ts";
import { callError, unreachableError } from "./failure.ts";
import type { Property } from "./property.ts";

const NAME = "org.freedesktop.systemd1";
const PATH = "/org/freedesktop/systemd1";
const MANAGER = "org.freedesktop.systemd1.Manager";
const CALL_TIMEOUT_MS = 25_000;
/** As long as engines wait for it. */
const JOB_TIMEOUT_MS = 30_000;
/** For what is only tried. */
const SHORT_TIMEOUT_MS = 1000;

const UNIT_EXISTS = "org.freedesktop.systemd1.UnitExists";
/** The unit is not there any more, which is what was wanted. */
const GONE = ["org.freedesktop.systemd1.NoSuchUnit", "org.freedesktop.systemd1.UnitNotLoaded"];

function isGone(error: unknown): boolean {
  return error instanceof DBusCallError && GONE.includes(error.errorName);
}

export class Manager {
  readonly #connection: Connection;
  readonly #onBus: boolean;
  /** A user's manager. */
  readonly user: boolean;
  /** 257 */
  version = 0;
  /** The manager's own cgroup, of which those of its units are below: "" for the system's. */
  controlGroup = "";
  #subscribed = false;

  private constructor(connection: Connection, address: BusAddress) {
    this.#connection = connection;
    this.#onBus = address.bus;
    this.user = address.user;
  }

  /**
   * Connects to the first that answers as systemd.
   *
   * @throws {HostError} ERR_SYSTEMD with what each said
   */
  static *open(addresses: readonly BusAddress[], user: boolean): Task<Manager> {
    const reasons: string[] = [];
    for (const address of addresses) {
      try {
        return yield* Manager.#openOne(address);
      } catch (error) {
        const isAnswer = error instanceof DBusCallError;
        if (!isAnswer && !(error instanceof DBusConnectionError)) throw error;
        reasons.push(isAnswer ? `${address.path}: ${error.errorName}: ${error.message}` : error.message);
      }
    }
    throw unreachableError(reasons, user);
  }

  static *#openOne(address: BusAddress): Task<Manager> {
    const connection = yield* Connection.open(address.path, CALL_TIMEOUT_MS);
    try {
      const manager = new Manager(connection, address);
      if (address.bus) yield* manager.#callBus("Hello");
      manager.version = Number.parseInt(yield* manager.#text("Version"), 10) || 0;
      const path = yield* manager.#text("ControlGroup");
      manager.controlGroup = path === "/" ? "" : path;
      return manager;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  close(): void {
    this.#connection.close();
  }

  *#call(call: Omit<Call, "destination">, timeoutMs = CALL_TIMEOUT_MS): Task<readonly Value[]> {
    const to = this.#onBus ? { destination: NAME } : {};
    return yield* this.#connection.call({ ...to, ...call }, timeoutMs);
  }

  *#callBus(member: string, signature = "", body: readonly Value[] = []): Task<readonly Value[]> {
    const destination = "org.freedesktop.DBus";
    return yield* this.#connection.call(
      { destination, path: "/org/freedesktop/DBus", interface: destination, member, signature, body },
      CALL_TIMEOUT_MS,
    );
  }

  *#text(name: string): Task<string> {
    const [value] = yield* this.#call({
      path: PATH,
      interface: "org.freedesktop.DBus.Properties",
      member: "Get",
      signature: "ss",
      body: [MANAGER, name],
    });
    if (value !== undefined && isVariant(value) && typeof value.value === "string") return value.value;
    throw new DBusConnectionError(`property ${name} of systemd's manager is no string`);
  }

  *#manage(member: string, signature: string, ...body: Value[]): Task<readonly Value[]> {
    return yield* this.#call({ path: PATH, interface: MANAGER, member, signature, body });
  }

  /** Signals come unasked where there is no bus. */
  *#subscribe(): Task<void> {
    if (this.#subscribed || !this.#onBus) return;
    const rule = `type='signal',sender='${NAME}',path='${PATH}',interface='${MANAGER}',member='JobRemoved'`;
    yield* this.#callBus("AddMatch", "s", [rule]);
    yield* this.#manage("Subscribe", "");
    this.#subscribed = true;
  }

  /** @returns the job's result: "done", "failed", ... */
  *#job(job: Value | undefined): Task<string> {
    const isEnd = ({ member, interface: from, body }: Message): boolean =>
      member === "JobRemoved" && from === MANAGER && body[1] === job;
    const [, , , result] = yield* this.#connection.signal(isEnd, JOB_TIMEOUT_MS);
    return typeof result === "string" ? result : "unknown";
  }

  /** Forgets that a unit failed, which frees its name. */
  *#reset(unit: string): Task<void> {
    try {
      yield* this.#manage("ResetFailedUnit", "s", unit);
    } catch (error) {
      // There is nothing to forget.
      if (!(error instanceof DBusCallError)) throw error;
    }
  }

  *#startOnce(unit: string, properties: readonly Property[]): Task<string> {
    const list = properties.map(({ name, value }) => [name, value]);
    const [job] = yield* this.#manage("StartTransientUnit", "ssa(sv)a(sa(sv))", unit, "replace", list, []);
    return yield* this.#job(job);
  }

  *#startTwice(unit: string, properties: readonly Property[]): Task<string> {
    try {
      return yield* this.#startOnce(unit, properties);
    } catch (error) {
      if (!(error instanceof DBusCallError) || error.errorName !== UNIT_EXISTS) throw error;
      // A unit that failed keeps its name.
      yield* this.#reset(unit);
      return yield* this.#startOnce(unit, properties);
    }
  }

  /**
   * Makes a transient unit and waits until it runs.
   *
   * @throws {HostError} ERR_SYSTEMD naming D-Bus's error, the unit and the property
   */
  *start(unit: string, properties: readonly Property[]): Task<void> {
    const what = `start unit ${unit}`;
    try {
      yield* this.#subscribe();
      const result = yield* this.#startTwice(unit, properties);
      if (result !== "done") {
        yield* this.#reset(unit);
        const hint = `the journal has more: journalctl ${this.user ? "--user " : ""}-u ${unit}`;
        throw new HostError(
          "ERR_SYSTEMD",
          "/linux/cgroupsPath",
          `${what}: systemd's job ended with "${result}"`,
          hint,
        );
      }
    } catch (error) {
      if (error instanceof DBusConnectionError) yield* this.#abandon(unit);
      throw managerError(error, what, properties);
    }
  }

  /** A job that has not ended in time may still end well: the unit is not wanted any more. */
  *#abandon(unit: string): Task<void> {
    try {
      const call = { path: PATH, interface: MANAGER, member: "StopUnit", signature: "ss" };
      yield* this.#call({ ...call, body: [unit, "replace"] }, SHORT_TIMEOUT_MS);
    } catch {
      // What has failed before is what is reported.
    }
  }

  /** Stops a unit and waits until it is gone. @throws {HostError} ERR_SYSTEMD */
  *stop(unit: string): Task<void> {
    try {
      yield* this.#subscribe();
      const [job] = yield* this.#manage("StopUnit", "ss", unit, "replace");
      yield* this.#job(job);
      yield* this.#reset(unit);
    } catch (error) {
      if (!isGone(error)) throw managerError(error, `stop unit ${unit}`, []);
    }
  }

  /** Changes a running unit: all properties, or after an error none. @throws {HostError} ERR_SYSTEMD */
  *setProperties(unit: string, properties: readonly Property[]): Task<void> {
    const list = properties.map(({ name, value }) => [name, value]);
    try {
      yield* this.#manage("SetUnitProperties", "sba(sv)", unit, true, list);
    } catch (error) {
      throw managerError(error, `change unit ${unit}`, properties);
    }
  }

  /** Moves processes into a unit, also where the caller may not. @throws {HostError} ERR_SYSTEMD */
  *attach(unit: string, subgroup: string, pids: readonly number[]): Task<void> {
    try {
      yield* this.#manage("AttachProcessesToUnit", "ssau", unit, subgroup, pids);
    } catch (error) {
      throw managerError(error, `put process ${pids.join(", ")} into unit ${unit}`, []);
    }
  }
}

function managerError(error: unknown, what: string, properties: readonly Property[]): unknown {
  if (error instanceof DBusCallError) return callError(error, what, properties);
  if (error instanceof DBusConnectionError || error instanceof DBusFormatError)
    return new HostError("ERR_SYSTEMD", undefined, `${what}: ${error.message}`);
  return error;
}
