// SPDX-License-Identifier: Apache-2.0
/** linux.netDevices in the course of create; the work itself is in the cold segment (src/network). */
import type { OciConfig } from "../config/types.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import type { MovedDevice, NetDevices } from "../network/devices.ts";

type Network = typeof import("../network/devices.ts");

const network = (): Network => loadSegment<Network>("cold");

export function netDevicesOf(config: OciConfig): NetDevices | undefined {
  const devices = config.linux?.netDevices;
  return devices === undefined || Object.keys(devices).length === 0 ? undefined : devices;
}

/** @throws {HostError} ERR_HOST with the pointer of a device that the host lacks */
export function checkNetDevices(config: OciConfig): void {
  const devices = netDevicesOf(config);
  if (devices !== undefined) network().checkDevices(devices);
}

/** What create has moved. */
export class DeviceMove {
  readonly #moved: MovedDevice[] = [];
  #socket = -1;

  /** @param socket netlink socket of the container's network namespace, owned from now on */
  take(socket: number): void {
    this.#socket = socket;
  }

  move(config: OciConfig, pid: number): void {
    const devices = netDevicesOf(config);
    if (devices !== undefined) network().moveDevices(devices, { socket: this.#socket, pid }, this.#moved);
  }

  /** The devices are the container's now. */
  done(): void {
    if (this.#socket >= 0) native().close(this.#socket);
    this.#socket = -1;
  }

  undo(warn: (message: string) => void): void {
    if (this.#moved.length > 0) network().giveBackDevices(this.#moved, this.#socket, warn);
    this.done();
  }
}
