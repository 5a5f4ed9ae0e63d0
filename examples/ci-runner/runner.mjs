// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the steps of a CI job, each in a container from a bundle of its own. All share one workspace, and their output
 * is shown as it comes. A step that fails ends the job; its later steps are skipped.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Runtime } from "runt";
import { makeBundle, makeConfig } from "../bundle.mjs";

/** @param bundles gives the directory of a bundle by its name */
export class Job {
  #runtime;
  #bundles;
  #workspace;

  constructor({ runtime, bundles, workspace }) {
    this.#runtime = runtime;
    this.#bundles = bundles;
    this.#workspace = workspace;
  }

  /** @returns {Promise<boolean>} whether all steps have passed */
  async run(steps, { log, signal }) {
    let passed = true;
    for (const [index, step] of steps.entries()) {
      if (!passed) {
        log(step.name, "skipped");
        continue;
      }
      const begin = performance.now();
      const status = await this.#step(step, index, { log, signal });
      passed = status.exitCode === 0;
      const seconds = ((performance.now() - begin) / 1000).toFixed(1);
      const how = passed ? "passed" : `failed: ${status.signal ?? `exit ${status.exitCode}`}`;
      log(step.name, `${how} after ${seconds} s`);
    }
    return passed;
  }

  async #step({ name, bundle, run, env = {}, timeoutSeconds = 60 }, index, { log, signal }) {
    const config = makeConfig(["sh", "-ec", run], {
      cgroupsPath: `/runt-ci-${process.pid}/${index}`,
      env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
      mounts: [{ destination: "/work", type: "bind", source: this.#workspace, options: ["rbind", "rw"] }],
    });
    const container = await this.#runtime.create({
      id: `ci-${process.pid}-${index}`,
      bundle: this.#bundles(bundle),
      config,
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    try {
      const output = [container.stdout, container.stderr].map((stream) =>
        follow(stream, (line) => log(name, line)),
      );
      await container.start();
      const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
      const ended = container.wait({
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      const status = await ended.catch(async () => {
        log(name, "out of time");
        await container.kill("SIGKILL", { all: true });
        return container.wait();
      });
      await container.delete();
      await Promise.all(output);
      return status;
    } finally {
      await container.delete({ force: true });
    }
  }
}

async function follow(stream, log) {
  for await (const line of createInterface({ input: stream })) log(line);
}

async function main(file) {
  const { steps } = JSON.parse(readFileSync(file, "utf8"));
  const directory = mkdtempSync(join(tmpdir(), "runt-ci."));
  const workspace = join(directory, "workspace");
  mkdirSync(workspace);
  chmodSync(workspace, 0o777); // the steps have no rights of root
  const made = new Map();
  const bundles = (name) => {
    if (!made.has(name)) made.set(name, makeBundle(join(directory, "bundles", name)));
    return made.get(name);
  };
  const interrupt = new AbortController();
  process.once("SIGINT", () => interrupt.abort());
  try {
    const runtime = new Runtime({ root: join(directory, "state") });
    const job = new Job({ runtime, bundles, workspace });
    const log = (name, line) => console.log(`[${name}] ${line}`);
    return await job.run(steps, { log, signal: interrupt.signal });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const file = process.argv[2] ?? join(dirname(new URL(import.meta.url).pathname), "job.json");
process.exitCode = (await main(resolve(file))) ? 0 : 1;
