// SPDX-License-Identifier: Apache-2.0
/**
 * Components of the root filesystem that change between check and use. First each step alone: strace holds one
 * system call of create while the attacker swaps. Then for RUNT_RACE_SECONDS (60) at random. RUNT_FAULTS=full
 * holds every call.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { makeTarget, Swapper } from "../harness/attack.ts";
import type { Bundle } from "../harness/bundle.ts";
import type { Config } from "../harness/config.ts";
import { execute, Running } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isRunt, isStatic } from "../harness/places.ts";

const host = testHost("races");
const CORE_PATTERN = "/proc/sys/kernel/core_pattern";
const SECONDS = Number(process.env["RUNT_RACE_SECONDS"] ?? 60);
const full = process.env["RUNT_FAULTS"] === "full";
const skip = !existsSync("/usr/bin/strace")
  ? "strace is missing"
  : isRunt && !isStatic
    ? "the static executable runs the same code"
    : false;

interface Scene {
  id: string;
  what: string;
  /** Path in the root filesystem that is a directory, and then a link to the host. */
  place: string;
  edit(config: Config, bundle: Bundle): void;
  /** What must be different in each round of swaps all the time. */
  vary?(config: Config, round: number): void;
}

const without = (config: Config, prefix: string): void => {
  config.mounts = config.mounts.filter(({ destination }) => !destination.startsWith(prefix));
};

const SCENES: readonly Scene[] = [
  {
    id: "S07",
    what: "a component of mount points",
    place: "v",
    edit(config, bundle) {
      const source = join(bundle.directory, "source");
      mkdirSync(source);
      writeFileSync(join(source, "mark"), "of the bind");
      for (let index = 0; index < 3; index += 1)
        config.mounts.push({ destination: `/v/x${index}`, source, options: ["bind"] });
      config.mounts.push({ destination: "/v/t", type: "tmpfs", source: "tmpfs" });
    },
  },
  {
    id: "S13",
    what: "a component of mount points that are missing",
    place: "w/deep",
    edit(config) {
      config.mounts.push({ destination: "/w/deep/x/y/z", type: "tmpfs", source: "tmpfs" });
    },
    vary(config, round) {
      const last = config.mounts.at(-1);
      if (last !== undefined) last.destination = `/w/deep/x${round}/y/z`;
    },
  },
  { id: "S06", what: "/proc", place: "proc", edit: () => undefined },
  { id: "S06", what: "/sys", place: "sys", edit: () => undefined },
  {
    id: "S17",
    what: "/dev without a mount",
    place: "dev",
    edit: (config) => without(config, "/dev"),
  },
  {
    id: "S14",
    what: "a component of masked and read-only paths",
    place: "m",
    edit(config) {
      config.linux.maskedPaths.push("/m/null", "/m/sub");
      config.linux.readonlyPaths.push("/m/sub", "/m/ptmx");
    },
  },
  {
    id: "S12",
    what: "a component of the working directory",
    place: "c",
    edit(config) {
      config.process.cwd = "/c/sub";
    },
  },
];

interface Stage {
  bundle: Bundle;
  /** The directory, and the link that takes its place. */
  names: [string, string];
  /** Undoes what swaps and earlier runs have made of the names: mount points are missing again. */
  reset(): void;
  untouched(): void;
}

function setUp(scene: Scene): Stage {
  const aim = makeTarget(host.directory("target"));
  const bundle = host.bundle((config, made) => {
    config.process.args = ["/bin/busybox", "ls", "-a", `/${scene.place}`, "."];
    scene.edit(config, made);
  });
  const core = readFileSync(CORE_PATTERN, "utf8");
  const names: [string, string] = [bundle.path(scene.place), bundle.path(`${scene.place}.other`)];
  const reset = (): void => {
    for (const name of names) rmSync(name, { recursive: true, force: true });
    bundle.mkdir(scene.id === "S12" ? `${scene.place}/sub` : scene.place);
    symlinkSync(aim.path, names[1]);
  };
  reset();
  return {
    bundle,
    names,
    reset,
    untouched() {
      aim.untouched();
      assert.equal(readFileSync(CORE_PATTERN, "utf8"), core);
    },
  };
}

/** The attacker's step: the two names are exchanged, as well as three renames can. */
function exchange([a, b]: readonly [string, string]): void {
  const spare = `${a}.spare`;
  try {
    renameSync(a, spare);
    renameSync(b, a);
    renameSync(spare, b);
  } catch {
    // The runtime may have a mount there in its own namespace; the names outside are free all the same.
    rmSync(spare, { force: true, recursive: true });
  }
}

/** "ls" must not have seen the host's directory, whose marker is the file ptmx next to sub. */
function sawHost(output: string): boolean {
  return /^ptmx$/m.test(output) && /^null$/m.test(output) && /^sub$/m.test(output) && !/^zero$/m.test(output);
}

/** Calls that take a path, as init and the runtime make them on the root filesystem. */
const PATH_CALLS = [
  "openat2",
  "mkdirat",
  "mknodat",
  "symlinkat",
  "unlinkat",
  "fchownat",
  "move_mount",
  "open_tree",
];

/** Other runtimes make hundreds; one of them is what S13 is about. */
const CALLS = isRunt ? PATH_CALLS : ["mkdirat"];

/** Name and number of each such call of a run that is not disturbed. */
async function countCalls(bundle: Bundle): Promise<{ name: string; when: number }[]> {
  const file = join(host.directory("trace"), "calls");
  const words = host.words("run", "--bundle", bundle.directory, host.id());
  await execute(["strace", "-f", "-qq", "-o", file, "-e", `trace=${CALLS.join(",")}`, ...words]);
  const counts = new Map<string, number>();
  const calls: { name: string; when: number }[] = [];
  for (const [, pid = "", name = ""] of readFileSync(file, "utf8").matchAll(/^(\d+) +([a-z_0-9]+)\(/gm)) {
    const when = (counts.get(`${pid} ${name}`) ?? 0) + 1;
    counts.set(`${pid} ${name}`, when);
    if (!calls.some((call) => call.name === name && call.when === when)) calls.push({ name, when });
  }
  return calls;
}

/** Runs the bundle with one call held; swaps each time that a call is held. */
async function swapDuring(stage: Stage, { name, when }: { name: string; when: number }): Promise<number> {
  stage.reset();
  const file = join(host.directory("trace"), "calls");
  const words = host.words("run", "--bundle", stage.bundle.directory, host.id());
  const inject = `inject=${name}:delay_enter=250000:when=${when}`;
  const running = new Running([
    "strace",
    "-f",
    "-qq",
    "-o",
    file,
    "-e",
    `trace=${name}`,
    "-e",
    "signal=none",
    "-e",
    inject,
    ...words,
  ]);
  let ended = false;
  void running.done.then(() => (ended = true));
  let swaps = 0;
  let held = "";
  while (!ended) {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const last = text.slice(text.lastIndexOf("\n") + 1);
    const place = `${text.length}`;
    // strace has written the call, but not yet its result: it is held. What others hold tells its path.
    if (last !== "" && place !== held && (isRunt || last.includes(stage.names[0]))) {
      held = place;
      exchange(stage.names);
      swaps += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const result = await running.done;
  assert.equal(result.timedOut, false, `${name} ${when}`);
  if (result.status === 0) assert.equal(sawHost(result.stdout), false, `${name} ${when}: ${result.stdout}`);
  stage.untouched();
  return swaps;
}

suite("one step of create, and a swap before it", { skip }, () => {
  for (const scene of SCENES.filter(({ id }) => isRunt || id === "S13")) {
    test(`${scene.id}: ${scene.what} becomes a link to the host at each call that takes a path`, {
      timeout: 3_600_000,
    }, async () => {
      const stage = setUp(scene);
      const calls = await countCalls(stage.bundle);
      const most = full || !isRunt ? calls.length : 6;
      const step = Math.max(1, Math.ceil(calls.length / most));
      const tried = calls.filter(
        (_call, index) => index % step === Math.floor(Date.now() / 86_400_000) % step,
      );
      let swaps = 0;
      for (const call of tried) swaps += await swapDuring(stage, call);
      console.error(
        `${scene.id}, ${scene.what}: ${tried.length} of ${calls.length} calls held, ${swaps} swaps`,
      );
      assert.ok(swaps > 0);
    });
  }
});

suite(`swaps all the time, ${SECONDS} s in all`, () => {
  for (const scene of SCENES) {
    test(`${scene.id}: ${scene.what} is a directory and a link to the host by turns`, {
      timeout: (SECONDS + 300) * 1000,
    }, async () => {
      const stage = setUp(scene);
      const swapper = new Swapper(stage.names);
      const end = Date.now() + (SECONDS * 1000) / SCENES.length;
      let created = 0;
      let refused = 0;
      try {
        while (Date.now() < end) {
          scene.vary?.(stage.bundle.config, created + refused);
          const result = await host.run(stage.bundle.save());
          assert.equal(result.timedOut, false);
          assert.notEqual(result.status, null);
          if (result.status === 0) {
            created += 1;
            assert.equal(sawHost(result.stdout), false, result.stdout);
          } else refused += 1;
        }
      } finally {
        await swapper.stop();
      }
      stage.untouched();
      console.error(`${scene.id}, ${scene.what}: ${created} created, ${refused} refused`);
    });
  }
});
