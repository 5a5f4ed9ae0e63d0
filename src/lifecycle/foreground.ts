// SPDX-License-Identifier: Apache-2.0
/** Stays with a foreground program: forwards signals, relays its terminal, reaps. */
import { KernelError } from "../errors/errors.ts";
import { native } from "../native/native.ts";
import type { Relay } from "../terminal/relay.ts";
import type { InitProcess } from "./init.ts";
import type { Caught } from "./interrupt.ts";
import type { NotifyRelay } from "./notify.ts";
import { POLLIN, type Task } from "./task.ts";

const SIGCHLD = 17;
const SIGURG = 23;
const SIGWINCH = 28;
const SIGNAL_MAX = 64;
/** SIGKILL and SIGSTOP can't be caught, 32 and 33 are the C library's, the others are raised by the runtime's own faults. */
const OWN_SIGNALS: ReadonlySet<number> = new Set([4, 5, 7, 8, 9, 11, 19, 31, 32, 33]);

/** How a process ended. */
export interface Ending {
  /** 1 exited, 2 killed by a signal. */
  how: number;
  /** Exit code or signal number. */
  value: number;
}

/** Every signal that is the program's, or says that a child is dead. */
export function catchSignals(): Caught {
  const signals: number[] = [];
  for (let signal = 1; signal <= SIGNAL_MAX; signal++) if (!OWN_SIGNALS.has(signal)) signals.push(signal);
  const fd = native().signalFd(signals);
  if (fd < 0) throw new KernelError(fd, "sigaction", "catch signals");
  return { fd, early: [] };
}

export function exitStatus({ how, value }: Ending): number {
  return how === 2 ? 128 + value : value;
}

export interface Foreground {
  process: InitProcess;
  /** From catchSignals(). */
  caught: Caught;
  relay: Relay | undefined;
  /** Takes what the container tells its service manager. */
  notify?: NotifyRelay | undefined;
}

/**
 * Reaps every dead child; gives the program's ending when it is among them.
 *
 * @throws {KernelError} else it would be waited for for ever
 */
function reapChildren(pid: number): Ending | undefined {
  let ending: Ending | undefined;
  for (;;) {
    const child = native().reap();
    if (typeof child === "number") throw new KernelError(child, "waitid", "wait for the program");
    if (child[0] === 0) return ending;
    if (child[0] === pid) ending = { how: child[1] ?? 0, value: child[2] ?? 0 };
  }
}

function passOn(signal: number, { process, relay }: Foreground): void {
  if (signal === SIGWINCH && relay !== undefined) relay.resize();
  else if (signal !== SIGURG && signal !== SIGCHLD) native().pidfdSignal(process.pidfd, signal);
}

function takeSignals(foreground: Foreground): Ending | undefined {
  for (;;) {
    const taken = native().readSignal(foreground.caught.fd);
    if (typeof taken === "number") return undefined;
    const signal = taken[0] ?? 0;
    if (signal === SIGCHLD) {
      const ending = reapChildren(foreground.process.pid);
      if (ending !== undefined) return ending;
    } else passOn(signal, foreground);
  }
}

/** Waits for the program's end. */
export function* followProgram(foreground: Foreground): Task<Ending> {
  let { relay } = foreground;
  const { notify } = foreground;
  let ending = reapChildren(foreground.process.pid);
  for (const signal of foreground.caught.early) passOn(signal, foreground);
  while (ending === undefined) {
    const relayed = relay?.pairs() ?? [];
    const told = notify === undefined ? [] : [notify.fd, POLLIN];
    const revents = yield { pairs: [foreground.caught.fd, POLLIN, ...relayed, ...told], timeoutMs: -1 };
    if (relay !== undefined && !relay.handle(revents.slice(1))) relay = undefined;
    if (revents[0] !== 0) ending = takeSignals(foreground);
    notify?.forward();
  }
  notify?.forward();
  return ending;
}
