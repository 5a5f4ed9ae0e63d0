// SPDX-License-Identifier: Apache-2.0
/** A peer that speaks D-Bus as systemd does on its private socket, and answers as a test tells it. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { after } from "node:test";
import {
  decodeMessage,
  encodeMessage,
  MESSAGE,
  type Message,
  messageLength,
} from "../../src/dbus/message.ts";
import type { Value, Variant } from "../../src/dbus/value.ts";
import { installNative, type Native } from "../../src/native/native.ts";
import { v2 } from "./limits.ts";

const MANAGER = "org.freedesktop.systemd1.Manager";
const PATH = "/org/freedesktop/systemd1";
const GREETING = "BEGIN\r\n";

// All that src/dbus asks of the native surface.
installNative({
  encodeText: (text: string) => new Uint8Array(Buffer.from(text)),
  decodeText: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
} as Native);

/** One client, as long as it is connected. */
export class Peer {
  readonly #socket: Socket;
  #serial = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  #send(message: Omit<Message, "serial">): void {
    this.#serial += 1;
    this.#socket.write(encodeMessage({ serial: this.#serial, ...message }));
  }

  reply(call: Message, signature = "", ...body: Value[]): void {
    this.#send({ type: MESSAGE.reply, replySerial: call.serial, signature, body });
  }

  fail(call: Message, errorName: string, text: string): void {
    const { serial: replySerial } = call;
    this.#send({ type: MESSAGE.error, replySerial, errorName, signature: "s", body: [text] });
  }

  /** A job has ended. */
  jobRemoved(job: string, unit: string, result: string): void {
    const place = { path: PATH, interface: MANAGER, member: "JobRemoved" };
    this.#send({ type: MESSAGE.signal, ...place, signature: "uoss", body: [1, job, unit, result] });
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** Answers one call. @returns false for the usual answer */
export type Answer = (call: Message, peer: Peer) => boolean;

export class FakeSystemd {
  readonly path: string;
  /** Members and their units, in the order in which they came: "StopUnit a.scope". */
  readonly calls: string[] = [];
  /** Properties of the last StartTransientUnit or SetUnitProperties. */
  properties = new Map<string, Value>();
  answer: Answer = () => false;
  version = "257";
  readonly #server: Server;
  readonly #made: string[] = [];
  #jobs = 0;

  constructor(directory: string) {
    this.path = join(directory, "bus");
    this.#server = createServer((socket) => this.#serve(socket)).listen(this.path);
  }

  /** For a runtime that is to find this peer and no other. */
  get environment(): Record<string, string> {
    return { PATH: process.env["PATH"] ?? "", DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${this.path}` };
  }

  close(): void {
    this.#server.close();
    for (const path of this.#made.reverse()) rmSync(path, { recursive: true, force: true });
  }

  /** A path for a job that no other has. */
  newJob(): string {
    this.#jobs += 1;
    return `${PATH}/job/${this.#jobs}`;
  }

  #serve(socket: Socket): void {
    const peer = new Peer(socket);
    let received = Buffer.alloc(0);
    let greeted = false;
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      received = Buffer.concat([received, data]);
      const begin = received.indexOf(GREETING);
      if (!greeted && begin >= 0) {
        greeted = true;
        socket.write("DATA\r\nOK 0123456789abcdef0123456789abcdef\r\n");
        received = received.subarray(begin + GREETING.length);
      }
      while (greeted && messageLength(received) > 0 && messageLength(received) <= received.length) {
        const length = messageLength(received);
        this.#take(decodeMessage(received.subarray(0, length)), peer);
        received = received.subarray(length);
      }
    });
  }

  #take(call: Message, peer: Peer): void {
    const { member = "", body } = call;
    this.calls.push(
      member.endsWith("Unit") || member.endsWith("Properties") ? `${member} ${body[0]}` : member,
    );
    const list = body.find((value) => Array.isArray(value) && Array.isArray(value[0]));
    if (member === "StartTransientUnit" || member === "SetUnitProperties")
      this.properties = new Map(
        ((list ?? []) as [string, Variant][]).map(([name, { value }]) => [name, value]),
      );
    if (!this.answer(call, peer)) this.usual(call, peer);
  }

  /** What systemd would do. */
  usual(call: Message, peer: Peer): void {
    const [unit = ""] = call.body as string[];
    switch (call.member) {
      case "Get":
        return peer.reply(call, "v", {
          signature: "s",
          value: call.body[1] === "Version" ? this.version : "/",
        });
      case "Hello":
        return peer.reply(call, "s", ":1.7");
      case "StartTransientUnit":
      case "StopUnit": {
        const job = this.newJob();
        if (call.member === "StartTransientUnit") this.#place(unit);
        peer.reply(call, "o", job);
        return peer.jobRemoved(job, unit, "done");
      }
      default:
        return peer.reply(call);
    }
  }

  /** On v1 init joins by itself what is there then; on cgroup2 systemd puts it into the scope. */
  #place(unit: string): void {
    const pids = this.properties.get("PIDs") as readonly number[] | undefined;
    const slice = this.properties.get("Slice");
    if (!v2 || pids === undefined) return;
    const directory = join("/sys/fs/cgroup", String(slice), unit);
    mkdirSync(directory, { recursive: true });
    for (const pid of pids) writeFileSync(join(directory, "cgroup.procs"), String(pid));
  }
}

/** One for a test file. */
export function fakeSystemd(directory: string): FakeSystemd {
  const fake = new FakeSystemd(directory);
  after(() => fake.close());
  return fake;
}
