// SPDX-License-Identifier: Apache-2.0
/** Programs that use the library: their ends, their threads, and what of them containers get to see. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Bundle } from "../harness/bundle.ts";
import { eventually, execute, type Result } from "../harness/execute.ts";
import { succeeded } from "../harness/host.ts";
import { project } from "../harness/places.ts";
import { isAlive, LibraryPlace, openFds, threads } from "./place.ts";

const place = new LibraryPlace("library-process");
const library = pathToFileURL(join(project, "build/index.mjs")).href;

/** A program with `runtime`, `bundle` and `id()` at hand. */
function program(bundle: Bundle, body: string): string {
  return `
    import { Runtime } from ${JSON.stringify(library)};
    const runtime = new Runtime({ root: ${JSON.stringify(place.host.stateRoot)} });
    const bundle = ${JSON.stringify(bundle.directory)};
    ${body}
  `;
}

async function runProgram(bundle: Bundle, body: string, words: string[] = []): Promise<Result> {
  const file = join(place.host.directory("program"), "main.mjs");
  writeFileSync(file, program(bundle, body));
  return execute([...words, process.execPath, file], { timeoutMs: 60_000 });
}

function startWorker(bundle: Bundle, body: string): Worker {
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(program(bundle, body))}`));
}

function ended(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", resolve);
  });
}

suite("a program that ends", () => {
  test("by itself does so while its container runs", async () => {
    const id = place.host.id();
    const body = `
      const container = await runtime.create({ id: "${id}", bundle, stdio: "ignore" });
      await container.start();
    `;
    succeeded(await runProgram(place.bundle(["/probe", "wait"]), body));
    assert.equal((await place.host.state(id)).status, "running");
    await place.host.remove(id);
  });

  test("by process.exit() leaves a container that others can go on with", async () => {
    const id = place.host.id();
    const body = `
      const container = await runtime.create({ id: "${id}", bundle });
      void container.start().then(() => undefined);
      setTimeout(() => process.exit(7), 200);
      await container.wait();
    `;
    const result = await runProgram(place.bundle(["/probe", "wait"]), body);
    assert.deepEqual([result.status, result.stderr], [7, ""]);
    const container = await place.runtime.load(id);
    const { pid } = container;
    assert.equal((await container.state()).status, "running");
    await container.delete({ force: true });
    assert.ok(!isAlive(pid));
  });

  test("in the middle of a creation leaves what the next one of that id cleans up", async () => {
    const id = place.host.id();
    const slow = place.bundle(["true"], (config) => {
      config.hooks = { createRuntime: [{ path: "/bin/sleep", args: ["sleep", "1"] }] };
    });
    const body = `
      void runtime.create({ id: "${id}", bundle });
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 300);
    `;
    assert.equal((await runProgram(slow, body)).signal, "SIGKILL");
    const result = await place.runtime.run({ id, bundle: place.bundle(["true"]).directory });
    assert.equal(result.exitCode, 0);
    assert.deepEqual(await place.runtime.list(), []);
  });

  test("by an exception in a callback leaves nothing locked", async () => {
    const id = place.host.id();
    const body = `
      const container = await runtime.create({ id: "${id}", bundle, stdio: "ignore" });
      await container.start();
      setImmediate(() => { throw new Error("unexpected"); });
      await container.wait();
    `;
    const result = await runProgram(place.bundle(["/probe", "wait"]), body);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /unexpected/);
    await place.host.remove(id);
  });
});

suite("a container's limit of open files", () => {
  test("is what its caller was started with, though Node raises its own", async () => {
    const bundle = place.bundle(["sh", "-c", "ulimit -Sn; ulimit -Hn"]);
    const body = `
      const { stdout } = await runtime.run({ bundle });
      console.log(stdout.trim().split("\\n").join(" "));
    `;
    const limited = ["bash", "-c", 'ulimit -Sn 300; "$@"; exit $?', "bash"];
    const result = succeeded(await runProgram(bundle, body, limited));
    const [soft, hard] = result.stdout.trim().split(" ");
    assert.equal(soft, "300");
    assert.ok(hard === "unlimited" || Number(hard) > 300, `hard limit ${hard}`);
  });
});

suite("worker threads", () => {
  test("use the library at once, each for itself", async () => {
    const bundle = place.bundle(["sh", "-c", "cat; exit 3"]);
    const before = [threads(), openFds()];
    const workers = Array.from({ length: 4 }, (_, index) => {
      const body = `
        import assert from "node:assert/strict";
        for (let round = 0; round < 5; round++) {
          const input = "worker ${index} round " + round;
          const config = JSON.parse(${JSON.stringify(JSON.stringify(bundle.config))});
          config.linux.cgroupsPath += "-worker-${index}";
          const result = await runtime.run({ bundle, config, input });
          assert.deepEqual([result.exitCode, result.stdout], [3, input]);
        }
      `;
      return startWorker(bundle, body);
    });
    assert.deepEqual(await Promise.all(workers.map(ended)), [0, 0, 0, 0]);
    await eventually("threads and descriptors are gone", () => {
      const [threadsNow = 0, fdsNow = 0] = [threads(), openFds()];
      return threadsNow <= (before[0] ?? 0) && fdsNow <= (before[1] ?? 0);
    });
  });

  test("that are terminated in the middle of their work hold no lock and no descriptor", async () => {
    const slow = place.bundle(["true"], (config) => {
      config.hooks = { createRuntime: [{ path: "/bin/sleep", args: ["sleep", "0.5"] }] };
    });
    const before = openFds();
    const id = place.host.id();
    const worker = startWorker(slow, `await runtime.create({ id: "${id}", bundle });`);
    await eventually("the hook runs", async () => {
      const result = await place.host.runt(["state", id]);
      return !result.stderr.includes("ENOENT") && openFds() > before + 3;
    });
    await worker.terminate();
    const result = await place.runtime.run({ id, bundle: place.bundle(["true"]).directory });
    assert.equal(result.exitCode, 0);
    await eventually("descriptors are closed", () => openFds() <= before);
  });
});
