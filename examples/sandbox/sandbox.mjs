// SPDX-License-Identifier: Apache-2.0
/** Runs code that nobody trusts: limited in time, memory, processes and output, without network and without rights. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Runtime } from "runt";
import { makeBundle, makeConfig } from "../bundle.mjs";

const MIB = 1024 * 1024;
const LIMITS = { timeoutMs: 10_000, memoryBytes: 32 * MIB, processes: 16, outputBytes: 64 * 1024 };

export class Sandbox {
  #directory = mkdtempSync(join(tmpdir(), "runt-sandbox."));
  #runtime = new Runtime({ root: join(this.#directory, "state") });
  #bundle = makeBundle(join(this.#directory, "bundle"));
  #count = 0;

  /** @returns a verdict ("ok", "error", "timeout" or "out of memory"), and what the code has printed */
  async run(code, limits = {}) {
    const { timeoutMs, memoryBytes, processes, outputBytes } = { ...LIMITS, ...limits };
    const begin = performance.now();
    const config = makeConfig(["sh", "-c", 'eval "$(cat)"'], {
      cgroupsPath: `/runt-sandbox-${process.pid}/${++this.#count}`,
      resources: { memory: { limit: memoryBytes }, pids: { limit: processes } },
      mounts: [
        {
          destination: "/work",
          type: "tmpfs",
          source: "tmpfs",
          options: ["nosuid", "nodev", "size=8m", "mode=1777"],
        },
      ],
    });
    try {
      const result = await this.#runtime.run({
        bundle: this.#bundle,
        config,
        input: code,
        maxOutputBytes: outputBytes,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const verdict = result.oomKilled ? "out of memory" : result.exitCode === 0 ? "ok" : "error";
      return { ...result, verdict, milliseconds: Math.round(performance.now() - begin) };
    } catch (error) {
      if (error.name !== "TimeoutError") throw error;
      return {
        verdict: "timeout",
        stdout: "",
        stderr: "",
        milliseconds: Math.round(performance.now() - begin),
      };
    }
  }

  [Symbol.dispose]() {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Code, and the limits that are not the usual ones. */
const SAMPLES = {
  "a sum": ["seq 1 100 | { s=0; while read n; do s=$((s + n)); done; echo $s; }"],
  "an error": ["echo partial; cat /nothing; exit 3"],
  "an endless loop": ["while :; do :; done", { timeoutMs: 1000 }],
  "a memory hog": ["dd if=/dev/zero of=/dev/null bs=200M count=1"],
  "a fork bomb": ["f() { f | f & }; f 2>/dev/null; sleep 0.2; echo survived"],
  "a flood": ["seq 1 1000000"],
  "a look around": ["id -u; echo x > /etc/x"],
};

async function main() {
  const sandbox = new Sandbox();
  try {
    for (const [name, [code, limits]] of Object.entries(SAMPLES)) {
      const { verdict, exitCode = null, stdout, stderr, truncated = false } = await sandbox.run(code, limits);
      const cut = truncated ? ", output cut" : "";
      console.log(`${name}: ${verdict} (exit ${exitCode}${cut})`);
      const [first = ""] = (stdout + stderr).trim().split("\n");
      if (first !== "") console.log(`  ${first}`);
    }
  } finally {
    sandbox[Symbol.dispose]();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
