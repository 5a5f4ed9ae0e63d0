// SPDX-License-Identifier: Apache-2.0
/** The session keyring that each container gets. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { type Config } from "../harness/config.ts";
import { eventually, execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { EACCES, errnos, linesOf, type Report } from "../harness/lines.ts";

const host = testHost("keyring");

suite("session keyring", () => {
  const KEYRINGS = /keyring +_ses\.(\S+?):/g;
  const owned = (config: Config): void => {
    config.linux.maskedPaths = [];
  };
  const ringsOf = (text: unknown): string[] =>
    [...String(text).matchAll(KEYRINGS)].map((match) => match[1] ?? "");

  test("is named after the container, and exec joins it", async () => {
    const bundle = host.bundle((config) => {
      owned(config);
      config.process.args = ["/probe", "wait"];
    });
    const id = await host.create(bundle);
    await host.ok(["start", id]);
    const { stdout } = await host.ok(["exec", id, "/bin/cat", "/proc/keys"]);
    // Root sees those of others too.
    const serial = stdout
      .split("\n")
      .find((line) => line.includes(`_ses.${id}:`))
      ?.split(" ")[0];
    const report = JSON.parse((await host.ok(["exec", id, "/probe", "report"])).stdout) as Report;
    assert.equal(report.keyring, Number.parseInt(serial ?? "", 16), stdout);
    await host.remove(id);
  });

  test("holds keys that exec reads, and neither another container nor the caller (K1)", async () => {
    const { id, bundle } = await host.running((config) => {
      config.process.args = ["/bin/sh", "-c", "/probe addkey secret >/key; exec /probe wait"];
    });
    const file = bundle.path("key");
    await eventually("the key is there", () => existsSync(file) && readFileSync(file, "utf8").endsWith("\n"));
    const [added] = linesOf(readFileSync(file, "utf8"));
    const reading = ["readkey", String(added?.["value"])];
    const [own] = linesOf((await host.ok(["exec", id, "/probe", ...reading])).stdout);
    assert.equal(own?.["text"], "secret");
    assert.deepEqual(errnos(await host.probe(() => undefined, ...reading)), [EACCES]);
    const byCaller = await execute([bundle.path("probe"), ...reading]);
    assert.deepEqual(errnos(linesOf(byCaller.stdout)), [EACCES]);
    await host.remove(id);
  });

  test("is named inside a user namespace too", async () => {
    // Ids of no other container: the keyrings of one user are seen by all its processes.
    const lines = await host.probe(
      (config) => {
        owned(config);
        config.linux.namespaces.push({ type: "user" });
        config.linux["uidMappings"] = [{ containerID: 0, hostID: 7_300_000, size: 65_536 }];
        config.linux["gidMappings"] = [{ containerID: 0, hostID: 7_300_000, size: 65_536 }];
      },
      "read",
      "/proc/keys",
    );
    assert.equal(ringsOf(lines[0]?.["text"]).length, 1);
  });

  test("--no-new-keyring leaves the caller's", async () => {
    const bundle = host.bundle((config) => {
      owned(config);
      config.process.args = ["/bin/cat", "/proc/keys"];
    });
    const id = host.id();
    const { stdout } = await host.ok(["run", "--no-new-keyring", "--bundle", bundle.directory, id]);
    assert.equal(ringsOf(stdout).includes(id), false);
  });
});
