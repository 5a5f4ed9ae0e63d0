// SPDX-License-Identifier: Apache-2.0
import { type ContainerEvent, containerEvents } from "../lifecycle/events.ts";
import type { ContainerHost } from "./container.ts";
import type { EventsOptions, WaitOptions } from "./options.ts";

const INTERVAL_MS = 5000;
/** Kills for lack of memory are noticed at the latest so long after the end. */
const LAST_MS = 250;

/**
 * Events as they are asked for; those that come meanwhile are kept.
 *
 * @param wait waits for the end of the container process, with which the events end too
 */
export async function* followEvents(
  { host, loop }: ContainerHost,
  id: string,
  { intervalMs = INTERVAL_MS, signal }: EventsOptions,
  wait: (options: WaitOptions) => Promise<unknown>,
): AsyncGenerator<ContainerEvent, void, undefined> {
  const kept: ContainerEvent[] = [];
  let wake = (): void => undefined;
  let ended = false;
  const stop = new AbortController();
  const take = (event: ContainerEvent): void => {
    kept.push(event);
    wake();
  };
  const onAbort = (): void => stop.abort();
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted === true) stop.abort();
  const task = loop
    .run(containerEvents(host, { id, intervalMs, once: false }, take), { signal: stop.signal })
    .catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    })
    .finally(() => {
      ended = true;
      wake();
    });
  // The failure is told by the await below, which may come later.
  task.catch(() => undefined);
  wait({ signal: stop.signal }).then(
    () => setTimeout(() => stop.abort(), LAST_MS),
    () => undefined, // this iteration has ended first
  );
  try {
    for (;;) {
      const event = kept.shift();
      if (event !== undefined) yield event;
      else if (ended) return await task;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stop.abort();
  }
}
