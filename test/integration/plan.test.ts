// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { takeCanary } from "../harness/canary.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isRunt, isStatic, runtime } from "../harness/places.ts";

const host = testHost("plan");
const NOBODY = { uid: 65534, gid: 65534 };

/** nobody can only run what it can reach. */
async function unreachable(): Promise<string | false> {
  if (!isRunt) return "only runt has plan";
  const result = await execute([...runtime, "--version"], NOBODY);
  return result.status === 0 ? false : `nobody can't run ${runtime.join(" ")}`;
}

suite("plan", async () => {
  const skip = await unreachable().catch(() => "nobody can't run the command");

  test("prints the ordered operations with their pointers, as nobody and without any effect", {
    skip,
  }, async () => {
    const bundle = host.bundle((config) => {
      config.linux.resources = { pids: { limit: 10 } };
      config.process["rlimits"] = [{ type: "RLIMIT_NOFILE", soft: 100, hard: 200 }];
    });
    const canary = takeCanary(host);
    const result = await execute([...runtime, "plan", "--bundle", bundle.directory], NOBODY);
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stdout, /\/mounts\/0/);
    assert.match(result.stdout, /\/process\/rlimits\/0/);
    const lines = result.stdout.split("\n");
    const at = (word: RegExp) => lines.findIndex((line) => word.test(line));
    assert.ok(at(/pivotRoot/) > at(/moveMount/), "mounts come before the switch of the root");
    assert.ok(at(/\bexec\(/) > at(/setUid/), "exec comes last");
    assert.deepEqual(takeCanary(host), canary);
  });

  test("shows the unit of the systemd driver with its properties, as nobody and without systemd", {
    skip,
  }, async () => {
    const { directory } = host.bundle((config) => {
      config.linux.cgroupsPath = "a-b.slice:docker:x";
      config.linux.resources = { pids: { limit: 10 }, cpu: { quota: 20_500 } };
      config.annotations = { "org.systemd.property.TimeoutStopSec": "7" };
    });
    const words = [...runtime, "--systemd-cgroup", "plan", "--bundle", directory];
    const { stdout } = await execute(words, NOBODY);
    for (const line of [
      "unit docker-x.scope of the system's manager",
      'property Slice = "a-b.slice"   /linux/cgroupsPath',
      "property TasksMax = 10   /linux/resources/pids/limit",
      "property CPUQuotaPerSecUSec = 210000   /linux/resources/cpu/quota",
      "property TimeoutStopUSec = 7000000   /annotations/org.systemd.property.TimeoutStopSec",
    ])
      assert.ok(stdout.split("\n").includes(line), `${line} is not in ${stdout}`);
    assert.match(stdout, /^cgroup \S+: \/sys\/fs\/cgroup\/(\S+\/)?a\.slice\/a-b\.slice\/docker-x\.scope$/m);
    const json = JSON.parse((await execute([...words, "--format", "json"], NOBODY)).stdout);
    assert.equal(json.unit.name, "docker-x.scope");
    assert.ok(
      json.unit.properties.some(
        (one: { name: string; value: unknown }) => one.name === "TasksMax" && one.value === 10,
      ),
    );
  });

  test("is the same text twice", { skip }, async () => {
    const { directory } = host.bundle();
    const words = [...runtime, "plan", "--bundle", directory];
    const first = await execute(words, NOBODY);
    assert.equal(first.stdout, (await execute(words, NOBODY)).stdout);
    assert.notEqual(first.stdout, "");
  });

  test("a bad bundle is refused as by create", { skip }, async () => {
    const bundle = host.bundle((config) => {
      Object.assign(config, { hostname: 5 });
    });
    const result = await execute([...runtime, "plan", "--bundle", bundle.directory], NOBODY);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /config\.json:\d+:\d+: \/hostname/);
  });
});

suite("validate", () => {
  test("tells every problem of a bundle with its pointer", {
    skip: isRunt ? false : "only runt has validate",
  }, async () => {
    const bundle = host.bundle((config) => {
      Object.assign(config, { hostname: 5, mounts: {} });
      config.process.cwd = "relative";
    });
    const result = await host.runt(["validate", "--bundle", bundle.directory]);
    assert.equal(result.status, 1);
    const text = result.stdout + result.stderr;
    for (const pointer of ["/hostname", "/mounts", "/process/cwd"])
      assert.ok(text.includes(pointer), `${pointer} in ${text}`);
  });

  test("tells problems of form, rules and host together, each with its place and clause", {
    skip: isRunt ? false : "only runt has validate",
  }, async () => {
    const bundle = host.bundle((config) => {
      Object.assign(config, { hostname: 5 });
      config.process["rlimits"] = [{ type: "RLIMIT_NOFILE", soft: 5, hard: 3 }];
      config.process["selinuxLabel"] = "system_u:system_r:none_t:s0";
      config.root.path = "missing";
      config.mounts.push({ destination: "/m", type: "bind", source: "/nonexistent", options: ["bind"] });
      config.hooks = { poststop: [{ path: "/nonexistent/hook" }] };
      config.linux.namespaces = config.linux.namespaces.map((one) =>
        one.type === "network" ? { ...one, path: "/proc/self/ns/uts" } : one,
      );
    });
    const canary = takeCanary(host);
    const result = await host.runt(["validate", "--format", "json", "--bundle", bundle.directory]);
    assert.equal(result.status, 1);
    const { issues } = JSON.parse(result.stdout) as {
      issues: { code: string; pointer: string; line?: number; clause?: string }[];
    };
    assert.deepEqual(issues.map(({ code, pointer }) => `${code} ${pointer}`).sort(), [
      "ERR_CONFIG_RULE /linux/namespaces/1/path",
      "ERR_CONFIG_RULE /process/rlimits/0/soft",
      "ERR_HOST /hooks/poststop/0/path",
      "ERR_HOST /mounts/6/source",
      "ERR_HOST /process/selinuxLabel",
      "ERR_ROOTFS /root/path",
      "ERR_SCHEMA /hostname",
    ]);
    assert.deepEqual(
      issues.filter(({ line, clause }) => line === undefined || clause === undefined),
      [],
    );
    assert.deepEqual(takeCanary(host), canary);
  });

  test("an error of create's plan has its place in config.json", async () => {
    await host.refused(
      (config) => {
        config.mounts.push({
          destination: "/m",
          type: "bind",
          source: "/tmp",
          options: ["bind", "tmpcopyup"],
        });
      },
      isRunt ? /config\.json:\d+:\d+: \/mounts\/6\/options\/1/ : /tmpcopyup/,
    );
  });

  test("says nothing bad about a good bundle", {
    skip: isRunt ? false : "only runt has validate",
  }, async () => {
    await host.ok(["validate", "--bundle", host.bundle().directory]);
  });
});

suite("a hostile current directory and environment (J1)", () => {
  const marker = () => join(host.base, "marker");

  /** Files that language runtimes read from where they are started. */
  function hostileDirectory(): string {
    const bundle = host.bundle();
    const script = `require("node:fs").writeFileSync(${JSON.stringify(marker())}, "x")`;
    const put = (name: string, text: string) => {
      mkdirSync(join(bundle.directory, name, ".."), { recursive: true });
      writeFileSync(join(bundle.directory, name), text);
    };
    put("bunfig.toml", 'preload = ["./evil.js"]\n');
    put("evil.js", script);
    put(".env", "NODE_OPTIONS=--require=./evil.js\nBUN_OPTIONS=--preload=./evil.js\n");
    put("package.json", '{"type": "commonjs", "main": "evil.js", "imports": {"#a": "./evil.js"}}');
    put("tsconfig.json", '{"compilerOptions": {"paths": {"*": ["./evil.js"]}}}');
    put(".npmrc", "node-options=--require=./evil.js\n");
    put("node_modules/fs/index.js", script);
    return bundle.directory;
  }

  const HOSTILE = {
    NODE_OPTIONS: "--require=./evil.js",
    BUN_OPTIONS: "--preload=./evil.js",
    BUN_BE_BUN: "1",
    BUN_INSPECT_PRELOAD: "./evil.js",
    NODE_PATH: ".",
    LD_PRELOAD: "./evil.so",
    LD_LIBRARY_PATH: ".",
    LD_AUDIT: "./evil.so",
    GCONV_PATH: ".",
    QUICKJS_STD: "./evil.js",
    TMPDIR: ".",
  };

  const skip = isStatic
    ? false
    : "Node obeys NODE_OPTIONS by design; engines are given the static executable";

  test("no file of the current directory but config.json is opened, and no variable starts anything", {
    skip,
  }, async () => {
    const directory = hostileDirectory();
    for (const words of [
      ["--version"],
      ["list"],
      ["state", "nobody"],
      ["delete", "--force", "nobody"],
      ["run", "hostile"],
    ]) {
      const trace = join(host.base, "trace");
      const command = [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=open,openat,openat2,execve,execveat",
        "-o",
        trace,
        ...host.words(...words),
      ];
      await execute(
        [
          "env",
          ...Object.entries(HOSTILE)
            .filter(([name]) => !name.startsWith("LD_"))
            .map(([name, value]) => `${name}=${value}`),
          ...command,
        ],
        { cwd: directory },
      );
      assert.equal(existsSync(marker()), false, words.join(" "));
      assert.doesNotMatch(
        readFileSync(trace, "utf8"),
        /evil|bunfig|\.env"|package\.json|tsconfig|npmrc|node_modules/,
        words.join(" "),
      );
    }
  });

  test("the loader's variables have no effect on a static executable", { skip }, async () => {
    const result = await execute([...runtime, "--version"], { cwd: hostileDirectory(), env: HOSTILE });
    assert.equal(result.status, 0);
    assert.equal(result.stderr, "");
  });
});
