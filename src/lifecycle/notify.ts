// SPDX-License-Identifier: Apache-2.0
/**
 * Passes on to the caller's service manager that a container is ready: sd_notify(3). In the cold segment: few
 * callers set NOTIFY_SOCKET, and those of engines do not.
 *
 * The container is not trusted: only what tells of the service's own state is passed on, and the main process
 * is named by this one.
 */
import { EINVAL, errnoText } from "../errors/errno.ts";
import { KernelError, StateError } from "../errors/errors.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { Directory } from "../state/directory.ts";
import { POLLIN, readable, type Task } from "./task.ts";

const SOCK_DGRAM = 2;
/** As much as systemd reads of a message. */
const MESSAGE_MAX = 4096;
/** How long the service manager may take to read what it was sent. */
const BARRIER_MS = 30_000;
/** Messages at a time, so that a container that sends without end does not keep signals waiting. */
const TURN_MAX = 64;
const FOLDER = "notify";
const SOCKET = "notify.sock";

/** Not MAINPID, whose number is another inside, nor what speaks of fds or of who may speak. */
const PASSED = [
  "READY",
  "STATUS",
  "RELOADING",
  "MONOTONIC_USEC",
  "STOPPING",
  "ERRNO",
  "BUSERROR",
  "WATCHDOG",
  "EXTEND_TIMEOUT_USEC",
];

/** Of a message of the container, the lines that its service manager is told. */
export function passedLines(message: string): string[] {
  return message.split("\n").filter((line) => PASSED.some((name) => line.startsWith(`${name}=`)));
}

/** Everybody in the container reaches what is made here, whatever the caller's umask. */
function withoutUmask(make: () => number): number {
  const mask = native().umask(0);
  const made = make();
  native().umask(mask);
  return made;
}

/** Makes the directory that the container's plan mounts. */
export function makeNotifyFolder(directory: Directory): void {
  const made = withoutUmask(() => native().mkdirat(directory.fd, FOLDER, 0o755));
  if (made < 0) throw failed(directory, "mkdir", made);
}

function failed({ id }: Directory, call: string, errno: number): StateError {
  const what = `notify directory of "${id}": ${call}: ${errnoText(-errno)}`;
  return new StateError("ERR_STATE_ROOT", what);
}

/** True if create was called with NOTIFY_SOCKET: the container has the socket's place. */
export function hasNotifyFolder({ fd }: Directory): boolean {
  return typeof native().fstatat(fd, FOLDER, 0) !== "number";
}

/** @throws {KernelError} with the name of the variable and what is there */
function connectManager(address: string): number {
  const known = address.startsWith("/") || address.startsWith("@");
  const fd = known ? native().connectUnix(AT_FDCWD, address, SOCK_DGRAM) : -EINVAL;
  if (fd >= 0) return fd;
  throw new KernelError(fd, "connect", `NOTIFY_SOCKET ${JSON.stringify(address)}`, {
    path: address,
    hint: known
      ? "a service manager must listen there on a unix datagram socket; unset the variable where there is none"
      : "an absolute path or @ and an abstract name is needed",
  });
}

/** Everybody in the container may write to it, whatever user namespace it has. */
function bindSocket(directory: Directory): number {
  const name = `${FOLDER}/${SOCKET}`;
  native().unlinkat(directory.fd, name, 0);
  const fd = withoutUmask(() => native().bindDatagram(directory.fd, name));
  if (fd < 0) throw failed(directory, "bind", fd);
  return fd;
}

export interface Watched {
  readonly pid: number;
  readonly pidfd: number;
}

/** Both ends: the container's socket and the service manager's. */
export class NotifyRelay {
  readonly fd: number;
  readonly #manager: number;
  readonly #warn: (message: string) => void;
  #ready = false;
  /** The last message could not be sent, which is told once. */
  #failed = false;

  /** @throws {KernelError} where nobody listens at the address */
  constructor(directory: Directory, address: string, warn: (message: string) => void) {
    this.#warn = warn;
    this.#manager = connectManager(address);
    try {
      this.fd = bindSocket(directory);
    } catch (error) {
      native().close(this.#manager);
      throw error;
    }
  }

  /** Until the container is ready or has ended; then the service manager knows `process` as the main one. */
  *untilReady(process: Watched): Task<void> {
    for (;;) {
      const [message = 0] = yield { pairs: [this.fd, POLLIN, process.pidfd, POLLIN], timeoutMs: -1 };
      if (message !== 0) this.#take(process.pid);
      if (this.#ready) return yield* this.#barrier();
      if (message === 0) return this.#warn("the container ended before it was ready (NOTIFY_SOCKET)");
    }
  }

  /** Passes on what is there. This process stays the main one: it gives the program's exit status. */
  forward(): void {
    for (let left = TURN_MAX; left > 0 && this.#isReadable(); left--) this.#take(native().ids()[0] ?? 0);
  }

  close(): void {
    native().close(this.fd);
    native().close(this.#manager);
  }

  #isReadable(): boolean {
    const revents = native().poll([this.fd, POLLIN], 0);
    return typeof revents !== "number" && revents[0] !== 0;
  }

  /** One message. fds that come along are dropped by read(2), which is the answer to a barrier. */
  #take(mainPid: number): void {
    const bytes = native().read(this.fd, MESSAGE_MAX);
    if (typeof bytes === "number") return;
    const lines = passedLines(native().decodeText(bytes));
    if (lines.length === 0) return;
    this.#send(lines.join("\n"));
    if (this.#ready || !lines.some((line) => line.startsWith("READY="))) return;
    this.#ready = true;
    this.#send(`MAINPID=${mainPid}`);
  }

  #send(text: string): void {
    const sent = native().sendFds(this.#manager, native().encodeText(`${text}\n`), []);
    if (sent < 0 && !this.#failed) this.#warn(`NOTIFY_SOCKET: send: ${errnoText(-sent)}`);
    this.#failed = sent < 0;
  }

  /** systemd tells whose message it is by the sender's cgroup, and for that the sender must be alive. */
  *#barrier(): Task<void> {
    const ends = native().pipe();
    if (typeof ends === "number") return;
    const [read = -1, write = -1] = ends;
    const sent = native().sendFds(this.#manager, native().encodeText("BARRIER=1"), [write]);
    native().close(write);
    if (sent >= 0 && !(yield* readable(read, BARRIER_MS)))
      this.#warn(`NOTIFY_SOCKET: the service manager has not answered in ${BARRIER_MS / 1000} s`);
    native().close(read);
  }
}
