// SPDX-License-Identifier: Apache-2.0
/** What callers of runc rely on: argument rules, exit statuses, error words and the shapes of output. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { execute, type Result } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isRunt, project } from "../harness/places.ts";

const host = testHost("compat");

const runc = join(project, ".cache/peers/bin/runc");
const compared = { skip: existsSync(runc) ? false : "runc is not here: scripts/fetch-peers.sh brings it" };
const own = { skip: isRunt ? false : "the words are runt's" };

/** Words, exit status, and what standard error must hold. */
type Row = readonly [words: string, status: number, stderr: RegExp];

const WORDS: readonly Row[] = [
  ["state", 1, /"state" requires exactly 1 argument\(s\)/],
  ["state a b", 1, /"state" requires exactly 1 argument\(s\)/],
  ["kill", 1, /"kill" requires a minimum of 1 argument\(s\)/],
  ["kill a b c", 1, /"kill" requires a maximum of 2 argument\(s\)/],
  ["exec", 1, /"exec" requires a minimum of 1 argument\(s\)/],
  ["features x", 1, /"features" requires exactly 0 argument\(s\)/],
  ["unheard-of", 3, /No help topic for 'unheard-of'/],
  ["list --nope", 1, /flag provided but not defined: -nope/],
  ["list -nope", 1, /flag provided but not defined: -nope/],
  ["run -td x", 1, /flag provided but not defined: -td/],
  ["list --format", 1, /flag needs an argument: --format/],
  ["list -format", 1, /flag needs an argument: -format/],
  ["list --quiet=maybe", 1, /invalid .*"maybe" for .*-quiet/],
  ["create --preserve-fds x y", 1, /invalid value "x" for flag -preserve-fds/],
  ["--log-format xml list", 1, /invalid log-format: xml/],
  ["list --format xml", 1, /invalid format option/],
];

const ABSENT: readonly Row[] = [
  ["state nobody", 1, /container does not exist/],
  ["start nobody", 1, /does not exist/],
  ["kill nobody 9", 1, /does not exist/],
  ["kill -a nobody 9", 1, /does not exist/],
  ["delete nobody", 1, /does not exist/],
  ["delete -force nobody", 0, /^$/],
  ["pause nobody", 1, /does not exist/],
  ["resume nobody", 1, /does not exist/],
  ["ps -format json nobody -ef", 1, /does not exist/],
  ["events nobody", 1, /does not exist/],
  ["update --memory -1 nobody", 1, /does not exist/],
  ["update nobody --memory -1", 1, /does not exist/],
  ["exec nobody true", 255, /exec failed: .*does not exist/],
  ["exec nobody", 255, /exec failed: .*does not exist/],
  ["state a/b", 1, /invalid container ID format/],
  ["state ..", 1, /invalid container ID format/],
];

const RUNNING: readonly Row[] = [
  ["exec ID", 255, /exec failed: exec args cannot be empty/],
  ["exec --user name ID /bin/true", 255, /exec failed: .*name/],
  ["exec --additional-gids x ID /bin/true", 1, /invalid value "x" for .*-(additional-gids|g)\b/],
  ["exec --process /nonexistent ID", 255, /exec failed: .*no such file or directory/],
  ["exec ID /nonexistent", 255, /exec failed: .*exec: "\/nonexistent": stat \/nonexistent: no such file/],
  ["exec ID nonexistent", 255, /exec: "nonexistent": executable file not found in \$PATH/],
  ["exec -t -d ID /bin/true", 255, /cannot allocate tty if .* detach without setting console socket/],
  [
    "exec --console-socket /s ID /bin/true",
    255,
    /cannot use console socket if .* not detach or allocate tty/,
  ],
  ["resume ID", 1, /container not paused/],
  ["start ID", 1, /cannot start an already running container/],
  ["delete ID", 1, /cannot delete container .* that is not stopped: running/],
  ["kill ID 0", 0, /^$/],
  ["exec ID sh -c exit\t7", 7, /^$/],
  ["exec ID sh -c kill\t-9\t$$", 137, /^$/],
];

const STOPPED: readonly Row[] = [
  ["kill ID 9", 1, /container not running/],
  ["kill --all ID 9", 0, /^$/],
  ["exec ID true", 255, /exec failed: cannot exec in a stopped container/],
  ["pause ID", 1, /container not running/],
  ["resume ID", 1, /container not paused/],
  ["start ID", 1, /cannot start a container that has stopped/],
  ["events --stats ID", 1, /container with id ID is not running/],
  ["update --pids-limit 5 ID", 1, /container not running/],
];

/** A tab in a row's word stands for a space. */
async function check(rows: readonly Row[], id = "ID"): Promise<void> {
  for (const [text, status, stderr] of rows) {
    const words = text.split(" ").map((word) => (word === "ID" ? id : word.replaceAll("\t", " ")));
    const result = await host.runt(words);
    assert.equal(result.status, status, `${text}: ${result.stderr}`);
    assert.match(result.stderr.replaceAll(id, "ID"), stderr, text);
  }
}

/** Every place of a value with the value's type, sorted. */
function shapeOf(value: unknown, place = ""): string[] {
  if (value === null || typeof value !== "object")
    return [`${place}: ${value === null ? "null" : typeof value}`];
  const isList = Array.isArray(value);
  const inner = isList
    ? value.flatMap((item) => shapeOf(item, `${place}/*`))
    : Object.entries(value).flatMap(([name, item]) => shapeOf(item, `${place}/${name}`));
  return [...new Set([`${place}: ${isList ? "list" : "object"}`, ...inner])].sort();
}

function json(result: Result): unknown {
  assert.equal(result.status, 0, result.stderr);
  return JSON.parse(result.stdout);
}

suite("words of the command line", () => {
  test("wrong words end with the status and the text that runc has", () => check(WORDS));

  test("a usage mistake shows the help on standard output", async () => {
    assert.match((await host.runt(["state"])).stdout, /^Incorrect Usage\.\n/);
    const result = await host.runt(["list", "--nope"]);
    assert.match(result.stdout, /^Incorrect Usage: flag provided but not defined: -nope\n/);
  });

  test("one dash, an equals sign and options after the command mean the same", async () => {
    for (const words of [
      ["list", "-format", "json"],
      ["list", "-f=json"],
      ["list", "--format=json"],
    ])
      assert.equal(json(await host.runt([...words, "--root", host.directory()])), null, words.join(" "));
    for (const words of [["checkpoint", "--help"], ["checkpoint", "-help"], ["help"], ["-h"], ["list", "-h"]])
      await host.ok(words);
  });

  test("--version and -v print a name, the commit and the specification's version", own, async () => {
    const { stdout } = await host.ok(["--version"]);
    assert.match(stdout, /^runt version \d+\.\d+\.\d+\S*\n(commit: \S+\n)?spec: \d+\.\d+\.\d+\n/);
    assert.equal((await host.ok(["-v"])).stdout, stdout);
    for (const line of stdout.trimEnd().split("\n")) assert.match(line, /^(runt version|[a-z]+:) \S+$/);
  });
});

suite("errors of commands", () => {
  test("an id that no container has", () => check(ABSENT));

  test("a container that runs, and then has stopped", async () => {
    const { id } = await host.running();
    await check(RUNNING, id);
    await host.ok(["kill", id, "sigkill"]);
    await host.reached(id, "stopped");
    await check(STOPPED, id);
    assert.equal(json(await host.runt(["ps", "--format", "json", id])), null);
    await host.ok(["delete", id]);
  });
});

suite("checkpoint with a criu that does not work", own, () => {
  test("names the parent image that is missing, and says how to find out about criu", async () => {
    const { id } = await host.running();
    const directory = host.directory("criu");
    writeFileSync(join(directory, "criu"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const checkpoint = (...words: string[]): Promise<Result> =>
      execute([
        "env",
        `PATH=${directory}:${process.env["PATH"]}`,
        ...host.words("checkpoint", "--image-path", join(directory, "image"), ...words, id),
      ]);
    const absent = await checkpoint("--parent-path", "nope");
    assert.match(absent.stderr, /--parent-path .*\/image\/nope: stat: no such file or directory/);
    const broken = await checkpoint("--pre-dump");
    assert.match(broken.stderr, /criu failed to look for kernel features: [^]*`criu check`/);
    await host.reached(id, "running");
    await host.remove(id);
  });
});

suite("--cgroup-manager disabled", () => {
  const create = (id: string, words: string[]): Promise<Result> => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
      config.linux.resources = { pids: { limit: 20 } };
    });
    return host.ok([...words, "create", "--bundle", bundle.directory, id]);
  };

  test("the container stays in the caller's cgroups, and unused limits are named", own, async () => {
    const id = host.id();
    const { stderr } = await create(id, ["--cgroup-manager", "disabled"]);
    assert.match(stderr, /nothing of \/linux\/resources is applied: pids/);
    await host.ok(["start", id]);
    const { pid } = await host.state(id);
    assert.equal(readFileSync(`/proc/${pid}/cgroup`, "utf8"), readFileSync("/proc/self/cgroup", "utf8"));
    assert.equal((await host.ok(["exec", id, "sh", "-c", "echo ran"])).stdout, "ran\n");
    assert.deepEqual(json(await host.runt(["ps", "--format", "json", id])), [pid]);
    const paused = await host.runt(["pause", id]);
    assert.equal(paused.status, 1);
    assert.match(paused.stderr, /no cgroup with a freezer/);
    await host.ok(["kill", id, "9"]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
  });

  test("it wins over --systemd-cgroup", own, async () => {
    const id = host.id();
    await create(id, ["--systemd-cgroup", "--cgroup-manager", "disabled"]);
    await host.remove(id);
  });

  test("another name is refused", own, async () => {
    const result = await host.runt(["--cgroup-manager", "none", "create", "x"]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /invalid value "none" for flag -cgroup-manager/);
  });
});

suite("shapes of output", () => {
  test("state, list, ps and events have runc's names and types", compared, async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
      config.annotations = { "org.example.name": "value" };
    });
    const other = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
      config.annotations = { "org.example.name": "value" };
    });
    const peer = [runc, "--root", host.directory("runc")];
    const id = host.id();
    await host.ok(["run", "--detach", "--bundle", bundle.directory, id]);
    try {
      const made = await execute([...peer, "run", "--detach", "--bundle", other.directory, id]);
      assert.equal(made.status, 0, made.stderr);
      for (const words of [
        ["state", id],
        ["list", "--format", "json"],
        ["ps", "--format", "json", id],
      ]) {
        const [mine, theirs] = [await host.runt(words), await execute([...peer, ...words])];
        assert.deepEqual(shapeOf(json(mine)), shapeOf(json(theirs)), words.join(" "));
      }
      // On a hybrid host runc does not see the controllers of v2; a page cache of zero is left out.
      const stats = async (command: readonly string[]): Promise<string[]> =>
        shapeOf(json(await execute([...command, "events", "--stats", id]))).filter(
          (place) => !/^\/data\/(hugetlb|memory\/cache)/.test(place),
        );
      assert.deepEqual(await stats(host.words()), await stats(peer), "events --stats");
      const [mine, theirs] = [await host.ok(["state", id]), await execute([...peer, "state", id])];
      const names = ({ stdout }: Result): string[] => stdout.match(/^ *"[^"]+":/gm) ?? [];
      assert.deepEqual(names(mine), names(theirs), "order and indentation");
      assert.equal(mine.stdout.endsWith("}"), theirs.stdout.endsWith("}"), "no newline at the end");
    } finally {
      await execute([...peer, "delete", "--force", id]);
      await host.remove(id);
    }
  });

  test("features has every member that runc's has, with its type", compared, async () => {
    const features = json(await host.runt(["features"])) as { annotations: Record<string, string> };
    assert.equal(features.annotations["org.opencontainers.runc.checkpoint.enabled"], "true");
    const mine = new Set(shapeOf(features));
    const theirs = shapeOf(json(await execute([runc, "features"])));
    const missing = theirs.filter(
      (place) => !mine.has(place) && !place.startsWith("/annotations/org.opencontainers"),
    );
    assert.deepEqual(missing, []);
  });
});
