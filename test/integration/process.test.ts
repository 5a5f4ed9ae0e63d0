// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { capabilityMask, type Config } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { statusField, type Report } from "../harness/lines.ts";

const host = testHost("process");

const SETS = ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] as const;

function capabilitiesOf(report: Report): string[] {
  return SETS.map((set) => statusField(report.status, set));
}

const NONE = "0000000000000000";

suite("process.user", () => {
  test("uid and gid are real, effective and saved, without any passwd entry", async () => {
    const report = await host.report((config) => {
      config.process.user = { uid: 1001, gid: 1002 };
    });
    assert.deepEqual(
      [report.uid, report.gid],
      [
        [1001, 1001, 1001],
        [1002, 1002, 1002],
      ],
    );
  });

  test("a passwd entry whose name is the number changes nothing (S02)", async () => {
    const report = await host.report((config, bundle) => {
      bundle.file("etc/passwd", "1000:x:0:0::/:/bin/sh\nroot:x:0:0::/root:/bin/sh\n");
      config.process.user = { uid: 1000, gid: 1000 };
    });
    assert.equal(statusField(report.status, "Uid"), "1000\t1000\t1000\t1000");
  });

  test("groups are exactly additionalGids, also when the caller has some (S53)", async () => {
    const bundle = host.bundle((config) => {
      config.process.user = { uid: 0, gid: 0, additionalGids: [5, 6, 1234567] };
    });
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const result = await execute(["setpriv", "--groups", "4,27", ...words]);
    assert.deepEqual((JSON.parse(result.stdout) as Report).groups, [5, 6, 1234567]);
  });

  test("without additionalGids there are none, also when the caller has some (S53)", async () => {
    const words = host.words("run", "--bundle", host.bundle().directory, host.id());
    const result = await execute(["setpriv", "--groups", "4,27", ...words]);
    assert.deepEqual((JSON.parse(result.stdout) as Report).groups, []);
  });

  for (const [decimal, wanted] of [
    [0o77, 0o77],
    [0, 0],
    [0o777, 0o777],
  ] as const) {
    test(`umask ${decimal}`, async () => {
      const report = await host.report((config) => {
        config.process.user = { uid: 0, gid: 0, umask: decimal };
      });
      assert.equal(report.umask, wanted);
    });
  }

  test("without umask it is 022", async () => {
    const words = host.words("run", "--bundle", host.bundle().directory, host.id());
    const result = await execute(["/bin/sh", "-c", 'umask 077; exec "$@"', "sh", ...words]);
    assert.equal((JSON.parse(result.stdout) as Report).umask, 0o22);
  });

  for (const [what, user] of [
    ["a negative uid", { uid: -1, gid: 0 }],
    ["uid 4294967295", { uid: 4294967295, gid: 0 }],
    ["uid 4294967296", { uid: 4294967296, gid: 0 }],
    ["a fraction", { uid: 1.5, gid: 0 }],
    ["a name", { uid: "root", gid: 0 }],
    ["gid 4294967295", { uid: 0, gid: 4294967295 }],
    ["an additional gid 4294967295", { uid: 0, gid: 0, additionalGids: [4294967295] }],
    ["an additional gid of -1", { uid: 0, gid: 0, additionalGids: [1, -1] }],
    ["65,537 additional gids", { uid: 0, gid: 0, additionalGids: Array.from({ length: 65_537 }, () => 1) }],
    ...["", ":", "1", "1:", ":1", "-1", "+1", " 1", "01x", "0x1", "1e3"].map(
      (uid) => [`uid ${JSON.stringify(uid)}`, { uid, gid: 0 }] as const,
    ),
  ] as const) {
    test(`${what} is refused (S22)`, async () => {
      await host.refused((config) => {
        config.process.user = { ...user };
      }, /\/process\/user/);
    });
  }

  for (const number of [
    "18446744073709551617",
    "4294967297",
    "1e300",
    "1.00000000001",
    "-0.5",
    "01",
    "+1",
    "0x1",
  ])
    test(`${number} is refused and does not wrap to another (S22)`, async () => {
      const bundle = host.bundle();
      bundle.saveText(JSON.stringify(bundle.config).replace('"uid":0', `"uid":${number}`));
      await host.refusedBundle(bundle, /\/process\/user\/uid|stands where/);
    });
});

suite("process.capabilities", () => {
  const set = (config: Config, sets: Record<string, string[]>) => {
    config.process.capabilities = sets;
  };

  test("each set is as configured, inheritable and ambient empty by default (S09)", async () => {
    const names = ["CAP_KILL", "CAP_NET_BIND_SERVICE"];
    const bounding = [...names, "CAP_CHOWN"];
    const report = await host.report((config) =>
      set(config, { bounding, permitted: names, effective: names }),
    );
    assert.deepEqual(capabilitiesOf(report), [
      NONE,
      capabilityMask(names),
      capabilityMask(names),
      capabilityMask(bounding),
      NONE,
    ]);
  });

  test("inheritable is exactly what is asked for (S09)", async () => {
    const report = await host.report((config) =>
      set(config, {
        bounding: ["CAP_KILL"],
        permitted: ["CAP_KILL"],
        effective: ["CAP_KILL"],
        inheritable: ["CAP_KILL"],
      }),
    );
    assert.equal(capabilitiesOf(report)[0], capabilityMask(["CAP_KILL"]));
  });

  test("a user that is not root has what ambient lists, and nothing without it", async () => {
    const names = ["CAP_NET_BIND_SERVICE"];
    const all = { bounding: names, permitted: names, effective: names, inheritable: names };
    const ambient = await host.report((config) => {
      config.process.user = { uid: 1000, gid: 1000 };
      set(config, { ...all, ambient: names });
    });
    assert.deepEqual(capabilitiesOf(ambient), Array(5).fill(capabilityMask(names)));
    const plain = await host.report((config) => {
      config.process.user = { uid: 1000, gid: 1000 };
      set(config, { bounding: names, permitted: names, effective: names });
    });
    assert.deepEqual(capabilitiesOf(plain), [NONE, NONE, NONE, capabilityMask(names), NONE]);
  });

  test("empty sets drop all, bounding included", async () => {
    const report = await host.report((config) => set(config, {}));
    assert.deepEqual(capabilitiesOf(report), Array(5).fill(NONE));
  });

  test("absent capabilities drop all, bounding included (S30)", async () => {
    const report = await host.report((config) => {
      delete config.process.capabilities;
    });
    assert.deepEqual(capabilitiesOf(report), Array(5).fill(NONE));
  });

  test("an unknown capability is a warning and no failure", async () => {
    const bundle = host.bundle((config) =>
      set(config, { bounding: ["CAP_BOGUS", "CAP_KILL"], permitted: ["CAP_BOGUS", "CAP_KILL"] }),
    );
    const log = `${host.directory()}/log`;
    const result = await host.runt(["--log", log, "run", "--bundle", bundle.directory, host.id()]);
    assert.equal(result.status, 0, result.stderr);
    assert.match(readFileSync(log, "utf8"), /warn.*CAP_BOGUS/);
    assert.equal(capabilitiesOf(JSON.parse(result.stdout) as Report)[3], capabilityMask(["CAP_KILL"]));
  });
});

suite("process.rlimits", () => {
  const rlimits =
    (...list: Record<string, unknown>[]) =>
    (config: Config) => {
      config.process["rlimits"] = list;
    };
  /** Of getrlimit(2), by number. */
  const RESOURCES = [
    "CPU",
    "FSIZE",
    "DATA",
    "STACK",
    "CORE",
    "RSS",
    "NPROC",
    "NOFILE",
    "MEMLOCK",
    "AS",
    "LOCKS",
    "SIGPENDING",
    "MSGQUEUE",
    "NICE",
    "RTPRIO",
    "RTTIME",
  ];

  test("soft and hard are as configured, for every resource that needs no raising", async () => {
    const list = [
      { type: "RLIMIT_CPU", soft: 3600, hard: 7200 },
      { type: "RLIMIT_FSIZE", soft: 1000000, hard: 2000000 },
      { type: "RLIMIT_DATA", soft: 1073741824, hard: 1073741824 },
      { type: "RLIMIT_STACK", soft: 1048576, hard: 2097152 },
      { type: "RLIMIT_CORE", soft: 0, hard: 0 },
      { type: "RLIMIT_RSS", soft: 12345, hard: 23456 },
      { type: "RLIMIT_NPROC", soft: 500, hard: 600 },
      { type: "RLIMIT_NOFILE", soft: 1000, hard: 2000 },
      { type: "RLIMIT_MEMLOCK", soft: 4096, hard: 8192 },
      { type: "RLIMIT_AS", soft: 2147483648, hard: 4294967296 },
      { type: "RLIMIT_LOCKS", soft: 100, hard: 200 },
      { type: "RLIMIT_SIGPENDING", soft: 100, hard: 200 },
      { type: "RLIMIT_MSGQUEUE", soft: 1000, hard: 2000 },
      { type: "RLIMIT_NICE", soft: 0, hard: 0 },
      { type: "RLIMIT_RTPRIO", soft: 0, hard: 0 },
      { type: "RLIMIT_RTTIME", soft: 1000000, hard: 2000000 },
    ];
    const report = await host.report(rlimits(...list));
    for (const { type, soft, hard } of list) {
      assert.equal(report.rlimits[RESOURCES.indexOf(type.replace("RLIMIT_", ""))], `${soft} ${hard}`, type);
    }
  });

  test("a value above 2^53 keeps every digit", async () => {
    const bundle = host.bundle(rlimits({ type: "RLIMIT_FSIZE", soft: 1, hard: 2 }));
    bundle.saveText(
      JSON.stringify(bundle.config).replace(
        '"soft":1,"hard":2',
        '"soft":9007199254740993,"hard":9223372036854775807',
      ),
    );
    const result = await host.run(bundle);
    assert.equal(result.status, 0, result.stderr);
    assert.equal((JSON.parse(result.stdout) as Report).rlimits[1], "9007199254740993 9223372036854775807");
  });

  for (const [what, list, wanted] of [
    ["an unknown type", [{ type: "RLIMIT_BOGUS", soft: 1, hard: 1 }], /\/process\/rlimits\/0|RLIMIT_BOGUS/],
    [
      "a type twice",
      [
        { type: "RLIMIT_NOFILE", soft: 1, hard: 1 },
        { type: "RLIMIT_NOFILE", soft: 2, hard: 2 },
      ],
      /\/process\/rlimits\/1|RLIMIT_NOFILE/,
    ],
    ["no soft", [{ type: "RLIMIT_NOFILE", hard: 1 }], /\/process\/rlimits\/0/],
    ["no type", [{ soft: 1, hard: 1 }], /\/process\/rlimits\/0/],
    [
      "soft above hard",
      [{ type: "RLIMIT_NOFILE", soft: 20, hard: 10 }],
      /\/process\/rlimits\/0|RLIMIT_NOFILE|invalid argument/,
    ],
    ["a negative value", [{ type: "RLIMIT_NOFILE", soft: -1, hard: 1 }], /\/process\/rlimits\/0/],
  ] as const) {
    test(`${what} is refused`, async () => {
      await host.refused(rlimits(...list), wanted);
    });
  }
});

suite("other process properties", () => {
  for (const on of [true, false]) {
    test(`noNewPrivileges ${on}`, async () => {
      const report = await host.report((config) => {
        config.process.noNewPrivileges = on;
      });
      assert.equal(statusField(report.status, "NoNewPrivs"), on ? "1" : "0");
    });
  }

  for (const value of [100, 0, 1000]) {
    test(`oomScoreAdj ${value}`, async () => {
      const report = await host.report((config) => {
        config.process["oomScoreAdj"] = value;
      });
      assert.equal(report.oom_score_adj.trim(), String(value));
    });
  }

  test("without oomScoreAdj the caller's is kept", async () => {
    const words = host.words("run", "--bundle", host.bundle().directory, host.id());
    const result = await execute([
      "/bin/sh",
      "-c",
      'echo 321 > /proc/self/oom_score_adj; exec "$@"',
      "sh",
      ...words,
    ]);
    assert.equal((JSON.parse(result.stdout) as Report).oom_score_adj.trim(), "321");
  });

  test("oomScoreAdj 1001 is refused", async () => {
    await host.refused((config) => {
      config.process["oomScoreAdj"] = 1001;
    }, /oomScoreAdj|oom_score_adj/);
  });

  for (const [scheduler, wanted] of [
    [{ policy: "SCHED_OTHER", nice: 7 }, /policy=0 .*nice=7/],
    [{ policy: "SCHED_BATCH", nice: 3 }, /policy=3 .*nice=3/],
    [{ policy: "SCHED_IDLE" }, /policy=5/],
  ] as const) {
    test(`scheduler ${scheduler.policy}`, async () => {
      const report = await host.report((config) => {
        config.process["scheduler"] = scheduler;
      });
      assert.match(report.scheduler, wanted);
    });
  }

  for (const [what, scheduler] of [
    ["without a policy", {}],
    ["of an unknown policy", { policy: "SCHED_FOO" }],
    ["with an unknown flag", { policy: "SCHED_OTHER", flags: ["SCHED_FLAG_BOGUS"] }],
  ] as const) {
    test(`a scheduler ${what} is refused`, async () => {
      await host.refused((config) => {
        config.process["scheduler"] = scheduler;
      }, /scheduler|SCHED_/);
    });
  }

  test("ioPriority is that of the process", async () => {
    const report = await host.report((config) => {
      config.process["ioPriority"] = { class: "IOPRIO_CLASS_BE", priority: 6 };
    });
    assert.equal(report.ioPriority, (2 << 13) | 6);
  });

  test("an unknown ioPriority class is refused", async () => {
    await host.refused((config) => {
      config.process["ioPriority"] = { class: "IOPRIO_CLASS_X", priority: 1 };
    }, /ioPriority|IOPRIO_CLASS_X/);
  });

  test("personality LINUX32 shows a 32-bit machine", async () => {
    const report = await host.report((config) => {
      config.linux["personality"] = { domain: "LINUX32" };
    });
    assert.notEqual(report.machine, "x86_64");
  });

  test("personality flags are refused", async () => {
    await host.refused((config) => {
      config.linux["personality"] = { domain: "LINUX", flags: ["ADDR_NO_RANDOMIZE"] };
    }, /personality/);
  });

  test("the session keyring is not the caller's (K1)", async () => {
    const words = host.words("run", "--bundle", host.bundle().directory, host.id());
    const first = JSON.parse((await execute(words)).stdout) as Report;
    const second = await host.report();
    assert.notEqual(first.keyring, second.keyring);
  });
});
