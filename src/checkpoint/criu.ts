// SPDX-License-Identifier: Apache-2.0
/** One criu at work: spawned for one request, told by messages over a socket pair ("criu swrk"). */
import { EAGAIN, ENOENT } from "../errors/errno.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import { closeSocket, followInit, type InitProcess, passiveEvents, spawnPlan } from "../lifecycle/init.ts";
import { readable, type Task } from "../lifecycle/task.ts";
import { native } from "../native/native.ts";
import { criuErrors } from "./log.ts";
import { compileCriuPlan, type CriuPlace } from "./plan.ts";
import {
  type CriuOptions,
  decodeResponse,
  encodeNotified,
  encodeRequest,
  REQUEST,
  type RequestType,
  type Response,
} from "./rpc.ts";

const MESSAGE_LIMIT = 65_536;
const REAP_MS = 100;
const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Called for each of criu's notifications; `fd` is -1 where none came with it. */
export type Notified = (script: string, pid: number, fd: number) => Task<void>;

export interface CriuRequest {
  type: RequestType;
  /** For messages: what criu is to do. */
  what: string;
  options?: CriuOptions;
  workPath: string;
  notified?: Notified;
}

export interface CriuSpawn extends Omit<CriuPlace, "path" | "env" | "fds"> {
  environment: readonly string[];
  stdio: number[];
  /** Beside the service socket, in the order of their numbers from HANDED_FROM + 1 on. */
  fds: readonly number[];
  warn(message: string): void;
  /** Puts the process that becomes criu into its cgroup, where `isPlaced` is set. */
  enter?(pid: number): Task<void>;
}

export class Criu {
  readonly #process: InitProcess;
  readonly #socket: number;
  /** fds of the directories that were asked for: they lie in criu's own mount namespace. */
  readonly opened: readonly number[];

  /** pidfd of the process that criu makes, once it is known. */
  #made = -1;

  private constructor(process: InitProcess, socket: number, opened: readonly number[]) {
    this.#process = process;
    this.#socket = socket;
    this.opened = opened;
  }

  /** @throws {RuntError} ERR_CRIU if criu is not installed */
  static *spawn(spawn: CriuSpawn): Task<Criu> {
    const { environment, stdio, fds, warn, enter, ...place } = spawn;
    const path = environment.find((one) => one.startsWith("PATH="))?.slice("PATH=".length) ?? DEFAULT_PATH;
    const pair = native().socketPair();
    if (typeof pair === "number") throw new KernelError(pair, "socketpair", "make a connection to criu");
    const [own = -1, theirs = -1] = pair;
    const env = [`PATH=${path}`];
    const plan = compileCriuPlan({ ...place, path, env, fds: fds.length + 1 });
    try {
      const process = spawnPlan(plan, { cgroupFd: -1, inherited: [theirs, ...fds], stdio });
      const opened: number[] = [];
      const events = {
        ...passiveEvents(warn),
        *sync(): Task<void> {
          if (enter !== undefined) yield* enter(process.pid);
        },
        handed: (tag: number, fd: number) => void (opened[tag] = fd),
      };
      yield* followInit(process, events, undefined);
      closeSocket(process);
      return new Criu(process, own, opened);
    } catch (error) {
      native().close(own);
      if (error instanceof KernelError && error.errno === -ENOENT && error.syscall === "execve") {
        const hint = "install criu (Debian: apt-get install criu)";
        throw new RuntError("ERR_CRIU", `criu: executable file not found in ${path}`, { hint, cause: error });
      }
      throw error;
    } finally {
      native().close(theirs);
    }
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Sends the request and answers criu's notifications. @throws {RuntError} ERR_CRIU with lines of its log */
  *request(request: CriuRequest): Task<Response> {
    this.#send(encodeRequest(request.type, request.options));
    let refused: unknown;
    for (;;) {
      const { response, fd } = yield* this.#receive(request);
      if (response.type !== REQUEST.notify) {
        if (refused !== undefined) throw refused;
        if (!response.success) throw failure(request, response);
        return response;
      }
      if (this.#made < 0 && request.type === REQUEST.restore && (response.pid ?? 0) > 0)
        this.#made = native().pidfdOpen(response.pid ?? 0, 0);
      try {
        if (refused === undefined && request.notified !== undefined)
          yield* request.notified(response.script ?? "", response.pid ?? 0, fd);
        else if (fd >= 0) native().close(fd);
      } catch (error) {
        refused = error;
      }
      this.#send(encodeNotified(refused === undefined));
    }
  }

  #send(bytes: Uint8Array): void {
    // A criu that is gone is found out by the next receive, with its log.
    native().sendFds(this.#socket, bytes, []);
  }

  *#receive(request: CriuRequest): Task<{ response: Response; fd: number }> {
    for (;;) {
      const message = native().receiveBytes(this.#socket, MESSAGE_LIMIT);
      if (message === -EAGAIN) {
        const arrived = yield* readable(this.#socket, this.#made < 0 ? -1 : REAP_MS);
        // It is a child of this process. A failing criu kills it, and waits until it is reaped.
        if (!arrived) native().waitPidfd(this.#made, 0);
        continue;
      }
      if (typeof message === "number" || message.length <= 1) throw failure(request, undefined);
      return { response: decodeResponse(Uint8Array.from(message.slice(1))), fd: message[0] ?? -1 };
    }
  }

  /** Ends the connection, which ends criu. */
  close(): void {
    native().close(this.#socket);
    for (const fd of this.opened) native().close(fd);
    if (this.#made >= 0) native().close(this.#made);
    native().waitPidfd(this.#process.pidfd, 1);
    native().close(this.#process.pidfd);
  }
}

function failure({ what, options, workPath }: CriuRequest, response: Response | undefined): RuntError {
  const lines = options === undefined ? [] : criuErrors(options.workFd, options.logFile);
  const said = response?.errorText?.replaceAll("\n", "").trim() ?? "";
  if (lines.length === 0 && said !== "") lines.push(said);
  const number = response?.errno === undefined ? "" : ` (errno ${response.errno})`;
  const why = response === undefined ? "it ended without an answer" : `it reports a failure${number}`;
  const text = lines.length > 0 ? lines.join("; ") : why;
  const hint =
    options === undefined
      ? "`criu check` tells what is wrong: this criu may be too old for this kernel, or the kernel lacks something"
      : `the whole log is ${workPath}/${options.logFile}`;
  return new RuntError("ERR_CRIU", `criu failed to ${what}: ${text}`, { hint });
}
