// SPDX-License-Identifier: Apache-2.0
/**
 * A client's connection to a bus, or to a peer without one. Every wait is yielded (lifecycle/task.ts), and has
 * an end.
 */
import { errnoText } from "../errors/errno.ts";
import { readable, type Task } from "../lifecycle/task.ts";
import { AT_FDCWD } from "../native/flags.ts";
import { native } from "../native/native.ts";
import { DBusFormatError } from "./format-error.ts";
import { decodeMessage, encodeMessage, MESSAGE, type Message, messageLength } from "./message.ts";
import type { Value } from "./value.ts";

const SOCK_STREAM = 1;
const CHUNK = 65_536;
/** "DATA", and "OK" with a GUID. */
const GREETING_LIMIT = 4096;
/** Signals that nobody has asked for yet. */
const SIGNAL_LIMIT = 1024;

/** The peer can't be reached, or does not speak D-Bus. */
export class DBusConnectionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DBusConnectionError";
  }
}

/** The peer's answer to a call was an error. */
export class DBusCallError extends Error {
  /** "org.freedesktop.systemd1.UnitExists" */
  readonly errorName: string;
  constructor(errorName: string, text: string) {
    super(text);
    this.name = "DBusCallError";
    this.errorName = errorName;
  }
}

export interface Call {
  /** Left out where there is no bus between. */
  destination?: string;
  path: string;
  interface: string;
  member: string;
  signature?: string;
  body?: readonly Value[];
}

export class Connection {
  readonly #fd: number;
  readonly #path: string;
  #serial = 0;
  #received: Uint8Array = new Uint8Array(0);
  #signals: Message[] = [];

  private constructor(fd: number, path: string) {
    this.#fd = fd;
    this.#path = path;
  }

  /**
   * Connects and authenticates as the user whom the kernel tells the peer.
   *
   * @throws {DBusConnectionError}, also after the timeout
   */
  static *open(path: string, timeoutMs: number): Task<Connection> {
    const fd = native().connectUnix(AT_FDCWD, path, SOCK_STREAM);
    if (fd < 0) throw new DBusConnectionError(`${path}: connect: ${errnoText(-fd)}`);
    const connection = new Connection(fd, path);
    try {
      yield* connection.#authenticate(native().monotonicMs() + timeoutMs);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  close(): void {
    native().close(this.#fd);
  }

  #fail(why: string): DBusConnectionError {
    return new DBusConnectionError(`${this.#path}: ${why}`);
  }

  #send(data: Uint8Array): void {
    const sent = native().sendFds(this.#fd, data, []);
    if (sent < 0) throw this.#fail(`send: ${errnoText(-sent)}`);
  }

  /** Waits for bytes and appends them. */
  *#receive(deadline: number): Task<void> {
    const left = deadline - native().monotonicMs();
    if (left <= 0 || !(yield* readable(this.#fd, left))) throw this.#fail("no answer in time");
    const data = native().read(this.#fd, CHUNK);
    if (typeof data === "number") throw this.#fail(`read: ${errnoText(-data)}`);
    if (data.length === 0) throw this.#fail("the connection was closed");
    const joined = new Uint8Array(this.#received.length + data.length);
    joined.set(this.#received);
    joined.set(data, this.#received.length);
    this.#received = joined;
  }

  *#line(deadline: number): Task<string> {
    for (;;) {
      const end = this.#received.indexOf(0x0a);
      if (end >= 0) {
        const line = native().decodeText(this.#received.subarray(0, end));
        this.#received = this.#received.slice(end + 1);
        return line.trimEnd();
      }
      if (this.#received.length > GREETING_LIMIT) throw this.#fail("the greeting has no end");
      yield* this.#receive(deadline);
    }
  }

  /**
   * SASL EXTERNAL without an identity: the peer takes the one of the socket, which is right in a user namespace
   * too, where the own uid is not the one that the peer sees. All in one message, as systemd's own clients send
   * it: its server overlooks a call that comes together with BEGIN alone, until more bytes come.
   */
  *#authenticate(deadline: number): Task<void> {
    this.#send(native().encodeText("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n"));
    const challenge = yield* this.#line(deadline);
    if (challenge !== "DATA") throw this.#fail(`authentication is refused: ${JSON.stringify(challenge)}`);
    const answer = yield* this.#line(deadline);
    if (!answer.startsWith("OK ")) throw this.#fail(`authentication is refused: ${JSON.stringify(answer)}`);
  }

  #decode<Result>(decode: () => Result): Result {
    try {
      return decode();
    } catch (error) {
      if (error instanceof DBusFormatError) throw this.#fail(`not a D-Bus message: ${error.message}`);
      throw error;
    }
  }

  *#message(deadline: number): Task<Message> {
    for (;;) {
      const length = this.#decode(() => messageLength(this.#received));
      if (length > 0 && this.#received.length >= length) {
        const bytes = this.#received.slice(0, length);
        this.#received = this.#received.slice(length);
        return this.#decode(() => decodeMessage(bytes));
      }
      yield* this.#receive(deadline);
    }
  }

  #keep(message: Message): void {
    if (message.type !== MESSAGE.signal) return;
    // Signals of others' units come too; those that are waited for come soon.
    if (this.#signals.length >= SIGNAL_LIMIT) this.#signals.shift();
    this.#signals.push(message);
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @returns the values of the answer
   * @throws {DBusCallError} the answer is an error; {DBusConnectionError}; {DBusFormatError} for wrong arguments
   */
  *call(call: Call, timeoutMs: number): Task<readonly Value[]> {
    const deadline = native().monotonicMs() + timeoutMs;
    this.#serial += 1;
    const serial = this.#serial;
    this.#send(encodeMessage({ ...call, type: MESSAGE.call, serial, body: call.body ?? [] }));
    for (;;) {
      const message = yield* this.#message(deadline);
      if (message.replySerial !== serial) this.#keep(message);
      else if (message.type === MESSAGE.error) {
        const [text] = message.body;
        throw new DBusCallError(message.errorName ?? "", typeof text === "string" ? text : "");
      } else if (message.type === MESSAGE.reply) return message.body;
    }
  }

  /**
   * Waits for a signal, which may have come already.
   *
   * @param wanted chooses it
   * @returns its values
   * @throws {DBusConnectionError}, also after the timeout
   */
  *signal(wanted: (message: Message) => boolean, timeoutMs: number): Task<readonly Value[]> {
    const deadline = native().monotonicMs() + timeoutMs;
    for (;;) {
      const found = this.#signals.find(wanted);
      this.#signals = [];
      if (found !== undefined) return found.body;
      this.#keep(yield* this.#message(deadline));
    }
  }
}
