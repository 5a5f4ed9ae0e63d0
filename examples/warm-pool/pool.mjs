// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps containers created and not yet started: all the work of making one is done, and only the program is left to
 * be executed when a request comes. A created container holds some tens of kilobytes of memory.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { Runtime } from "runt";
import { makeBundle, makeConfig } from "../bundle.mjs";

export class WarmPool {
  #create;
  #size;
  #warm = [];
  #closed = false;

  /** @param create makes one container, which is not started */
  constructor(create, size) {
    this.#create = create;
    this.#size = size;
  }

  /** Makes containers until as many are warm as wanted. */
  async fill() {
    while (!this.#closed && this.#warm.length < this.#size) this.#warm.push(this.#create());
    await Promise.all(this.#warm);
  }

  /** Takes a warm container and starts it; another one takes its place in the background. */
  async start() {
    const container = await (this.#warm.shift() ?? this.#create());
    const begin = performance.now();
    await container.start();
    const startMs = performance.now() - begin;
    // After the caller's own work; a failure shows when that container is taken.
    setTimeout(() => this.fill().catch(() => undefined), 5);
    return { container, startMs };
  }

  async close() {
    this.#closed = true;
    const left = await Promise.allSettled(this.#warm);
    await Promise.all(left.map(({ value }) => value?.delete({ force: true })));
  }
}

const SIZE = 8;
const REQUESTS = 50;

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

async function main() {
  const directory = mkdtempSync(join(tmpdir(), "runt-pool."));
  const bundle = makeBundle(join(directory, "bundle"));
  const runtime = new Runtime({ root: join(directory, "state") });
  let count = 0;
  const create = () => {
    const id = `pool-${process.pid}-${++count}`;
    const config = makeConfig(["sh", "-c", "read name; echo hello $name"], { cgroupsPath: `/runt-${id}` });
    return runtime.create({ id, bundle, config, stdio: ["pipe", "pipe", "ignore"] });
  };
  const pool = new WarmPool(create, SIZE);
  try {
    await pool.fill();
    const times = [];
    for (let request = 0; request < REQUESTS; request++) {
      const { container, startMs } = await pool.start();
      times.push(startMs);
      container.stdin.end(`request ${request}\n`);
      const answer = await text(container.stdout);
      if (answer !== `hello request ${request}\n`) throw new Error(`wrong answer: ${answer}`);
      await container.wait();
      await container.delete();
      await pool.fill();
    }
    const [best, middle] = [Math.min(...times), median(times)].map((ms) => ms.toFixed(2));
    console.log(
      `${REQUESTS} requests from a pool of ${SIZE}: start took ${middle} ms in the median, ${best} ms at best`,
    );
  } finally {
    await pool.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
