// SPDX-License-Identifier: Apache-2.0
/** The seccomp listener and the container process state that it is sent. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../harness/execute.ts";
import { type Line, linesOf } from "../../harness/lines.ts";
import type { Case } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import { checkState } from "../../suite/state-form.ts";
import type { Container, Trial } from "../../suite/trial.ts";

const AT = "/linux/seccomp";
const ENXIO = 6;

function notify(socket: string, metadata?: string): Json {
  return {
    [AT]: {
      defaultAction: "SCMP_ACT_ALLOW",
      listenerPath: socket,
      ...(metadata === undefined ? {} : { listenerMetadata: metadata }),
      syscalls: [{ names: ["mkdir", "mkdirat"], action: "SCMP_ACT_NOTIFY" }],
    },
  };
}

/** What the probe has written, once a line is whole. */
function wholeLine(file: string): string | undefined {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const end = text.indexOf("\n");
  return end < 0 ? undefined : text.slice(0, end);
}

interface Received {
  line: Line;
  state: { ociVersion: string; fds: string[]; pid: number; metadata?: string; state: Json };
  container: Container;
}

/** Creates and starts a container whose mkdir the listener answers; gives what the listener was sent. */
async function receive(t: Trial, metadata?: string): Promise<Received> {
  const { socket, running } = await t.receiver("seccomp", String(ENXIO));
  const container = await t.created([
    notify(socket, metadata),
    { "/process/args": ["/probe", "to", "/out/lines", "mkdir", "/tmp/made", "wait"] },
  ]);
  const text = await eventually("the listener is sent a state", () => running.stdout || undefined);
  const [line] = linesOf(text);
  assert.ok(line !== undefined);
  return { line, state: JSON.parse(String(line["payload"])) as Received["state"], container };
}

export const notifyCases: Case[] = [
  {
    name: "the listener gets one state in JSON and the seccomp descriptor, and the connection is closed",
    clauses: [
      "linux/seccomp/listener-path",
      "linux/seccomp/listener-one-state",
      "linux/seccomp/listener-closed",
      "linux/seccomp/notify-fd-payload",
      "linux/seccomp-state/json-payload",
      "linux/seccomp-state/fds-by-scm-rights",
      "linux/seccomp-state/fds-first-call",
      "linux/seccomp-state/fds-index",
      "linux/seccomp-state/ociversion",
    ],
    run: async (t) => {
      const { line, state } = await receive(t);
      assert.deepEqual([line["fds"], line["fdsInFirst"], line["ended"]], [1, 1, 1]);
      assert.deepEqual(state.fds, ["seccompFd"]);
      assert.match(String(line["link"]), /anon_inode:seccomp notify/);
      assert.match(state.ociVersion, /^\d+\.\d+\.\d+/);
    },
  },
  {
    name: "the state names the container process as the runtime sees it, and holds the container's state",
    clauses: ["linux/seccomp-state/pid", "linux/seccomp-state/state"],
    run: async (t) => {
      const { state, container } = await receive(t);
      assert.equal(state.pid, container.pid);
      checkState(state.state);
      assert.deepEqual([state.state["id"], state.state["status"]], [container.id, "creating"]);
    },
  },
  {
    name: "the listener's answer is what the call gives",
    clauses: ["linux/seccomp/listener-path"],
    run: async (t) => {
      const { container } = await receive(t);
      await t.ok(["start", container.id]);
      const file = container.bundle.path("/out/lines");
      const text = await eventually("the call is answered", () => wholeLine(file));
      assert.equal(linesOf(text)[0]?.["errno"], ENXIO);
    },
  },
  {
    name: "listenerMetadata is sent along, and nothing in its place where there is none",
    clauses: ["linux/seccomp/listener-metadata", "linux/seccomp-state/metadata"],
    run: async (t) => {
      assert.equal((await receive(t, 'a;b="c"')).state.metadata, 'a;b="c"');
      assert.equal((await receive(t)).state.metadata ?? "", "");
    },
  },
  {
    name: "a large state may come in several calls",
    clauses: ["linux/seccomp-state/several-sendmsg", "linux/seccomp-state/fds-first-call"],
    run: async (t) => {
      const metadata = "m".repeat(40_000);
      const { state, line } = await receive(t, metadata);
      assert.deepEqual([state.metadata, line["fdsInFirst"]], [metadata, 1]);
    },
  },
  {
    name: "each exec makes a connection of its own, with the pid of its process and the status running",
    clauses: [
      "linux/seccomp/listener-no-reuse",
      "linux/seccomp/listener-one-state",
      "linux/seccomp-state/pid",
      "linux/seccomp-state/state",
    ],
    run: async (t) => {
      const { container } = await receive(t);
      await t.ok(["start", container.id]);
      const socket = (container.bundle.config["linux"] as { seccomp: { listenerPath: string } }).seccomp
        .listenerPath;
      rmSync(socket);
      const { running, socket: other } = await t.receiver("seccomp", String(ENXIO));
      symlinkSync(other, socket);
      await t.ok(["exec", container.id, "/probe", "mkdir", "/tmp/made"]);
      // The descriptor ends with the executed process, and the listener with it.
      const text = (await running.done).stdout;
      const state = JSON.parse(String(linesOf(text)[0]?.["payload"])) as Received["state"];
      assert.notEqual(state.pid, container.pid);
      assert.equal(state.state["status"], "running");
    },
  },
  {
    name: "a listener that is not there is an error",
    clauses: ["linux/seccomp/listener-send-failure"],
    run: async (t) => {
      const bundle = t.bundle(notify(join(t.folder(), "nobody")));
      const id = t.id();
      const made = await t.call(["create", "--bundle", bundle.directory, id]);
      if (made.status === 0) await t.fails(["start", id]);
    },
  },
  {
    name: "a listener of another socket type is an error",
    clauses: ["linux/seccomp/listener-socket-type"],
    run: async (t) => {
      const socket = join(t.folder(), "packets");
      const script = `import socket,sys,time;s=socket.socket(socket.AF_UNIX,socket.SOCK_SEQPACKET);s.bind(sys.argv[1]);s.listen();time.sleep(60)`;
      const child = spawn("python3", ["-c", script, socket], { stdio: "ignore" });
      child.on("error", () => undefined);
      t.defer(() => void child.kill("SIGKILL"));
      const there = await eventually("the socket is there", () => existsSync(socket), 5000).catch(
        () => false,
      );
      if (there === false) t.skip("python3, which makes the socket, is missing");
      const id = t.id();
      const made = await t.call(["create", "--bundle", t.bundle(notify(socket)).directory, id]);
      if (made.status === 0) await t.fails(["start", id]);
    },
  },
];
