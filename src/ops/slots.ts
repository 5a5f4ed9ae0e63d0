// SPDX-License-Identifier: Apache-2.0
/** Gives out slots and takes closed ones back, so that init's table stays as small as the fds open at once. */
import type { Slot } from "./operation.ts";

export class SlotAllocator {
  #next = 0;
  readonly #free: Slot[] = [];

  take(): Slot {
    return this.#free.pop() ?? this.#next++;
  }

  release(slot: Slot): void {
    this.#free.push(slot);
  }

  /** Slots ever in use: what init's table must hold. */
  get size(): number {
    return this.#next;
  }
}
