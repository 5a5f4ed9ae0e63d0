// SPDX-License-Identifier: Apache-2.0
/** A service of systemd whose ExecStart is `runt run`: readiness by Type=notify, and sockets by a .socket unit. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { onSystemd } from "../harness/driver.ts";
import { eventually, execute, type Result } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { lacksSystemd, unitProperties } from "../harness/systemd.ts";

const host = testHost("systemd-service");
const skip =
  lacksSystemd() || (onSystemd ? false : "once is enough: in the environment of the system's systemd");
const UNITS = "/run/systemd/system";
const NAME = `runt-test-${process.pid}`;

const units: string[] = [];

function systemctl(...words: string[]): Promise<Result> {
  return execute(["systemctl", ...words]);
}

/** The command line that systemd runs for a container. */
function runLine(bundle: Bundle, id: string): string {
  return host.words("run", "--bundle", bundle.directory, id).join(" ");
}

/** Writes a unit file, and has systemd read it. */
async function unit(name: string, ...lines: string[]): Promise<void> {
  units.push(name);
  writeFileSync(join(UNITS, name), `${lines.join("\n")}\n`);
  succeeded(await systemctl("daemon-reload"));
}

suite("a service of systemd", { skip }, () => {
  after(async () => {
    for (const name of units) {
      await systemctl("stop", name.replace("@.", "@*."));
      rmSync(join(UNITS, name));
    }
    await systemctl("daemon-reload");
  });

  test("is started when the program in the container says that it is ready, and stops with it", async () => {
    const id = host.id();
    const service = `${NAME}-notify.service`;
    const bundle = host.bundle((config) => {
      config.process.args = [
        "/bin/sh",
        "-c",
        'pause() { while [ ! -e "$1" ]; do sleep 0.1; done; }; trap "exit 0" TERM; pause /go; /probe notify READY=1; pause /end',
      ];
    });
    await unit(service, "[Service]", "Type=notify", `ExecStart=${runLine(bundle, id)}`);
    succeeded(await systemctl("--no-block", "start", service));
    await eventually("the container runs", async () => {
      return (await host.runt(["state", id])).stdout.includes('"running"');
    });
    assert.equal((await unitProperties(service)).get("ActiveState"), "activating");
    bundle.file("go", "");
    await eventually("the service is active", async () => {
      return (await unitProperties(service)).get("ActiveState") === "active";
    });
    succeeded(await systemctl("stop", service));
    assert.equal((await host.runt(["state", id])).status, 1, "the container is gone with its service");
  });

  test("fails to start when the program ends before it is ready", async () => {
    const service = `${NAME}-early.service`;
    const bundle = host.bundle((config) => {
      config.process.args = ["/bin/sh", "-c", "exit 3"];
    });
    await unit(service, "[Service]", "Type=notify", `ExecStart=${runLine(bundle, host.id())}`);
    assert.notEqual((await systemctl("start", service)).status, 0);
    const properties = await unitProperties(service);
    assert.equal(properties.get("ActiveState"), "failed");
    assert.equal(properties.get("ExecMainStatus"), "3");
  });

  test("gets the sockets of its .socket unit", async () => {
    const address = join(host.directory("s"), "socket");
    const bundle = host.bundle((config) => {
      const script = 'read -r line <&3; echo "$LISTEN_FDS $LISTEN_PID $$ $line" >&3';
      config.process.args = ["/bin/sh", "-c", script];
    });
    await unit(`${NAME}-each@.service`, "[Service]", `ExecStart=${runLine(bundle, `${host.id()}-%i`)}`);
    await unit(`${NAME}-each.socket`, "[Socket]", `ListenStream=${address}`, "Accept=yes");
    succeeded(await systemctl("start", `${NAME}-each.socket`));
    assert.equal(await ask(address, "hello\n"), "1 1 1 hello\n");
  });
});

/** What a server on a socket answers to a line. */
function ask(address: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(address, () => socket.write(line));
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => (answer += text));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
