// SPDX-License-Identifier: Apache-2.0
/** The program of a container: its directory, arguments and environment, and how one that is not found is told. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { testHost } from "../harness/host.ts";
import { type Report } from "../harness/lines.ts";

const host = testHost("program");

suite("cwd, args and env", () => {
  test("the program starts in cwd", async () => {
    const report = await host.report((config) => {
      config.process.cwd = "/tmp";
    });
    assert.equal(report.cwd, "/tmp");
  });

  test("a cwd that is missing is made", async () => {
    const report = await host.report((config) => {
      config.process.cwd = "/made/for/us";
    });
    assert.equal(report.cwd, "/made/for/us");
  });

  test("a cwd that root has entered is kept, although the user may not enter it", async () => {
    const report = await host.report((config, bundle) => {
      bundle.mkdir("closed", 0o700);
      config.process.cwd = "/closed";
      config.process.user = { uid: 1000, gid: 1000 };
      config.process.capabilities = {};
    });
    assert.equal(report.cwd, "/closed");
  });

  test("a relative cwd is refused", async () => {
    await host.refused((config) => {
      config.process.cwd = "tmp";
    }, /cwd/i);
  });

  test("a cwd that is a file is refused", async () => {
    await host.refused((config) => {
      config.process.cwd = "/probe";
    }, /not a directory/);
  });

  test("env is passed as it is, with nothing of the caller's", async () => {
    const env = [
      "PATH=/bin",
      "A=1",
      "B=",
      "C=x=y",
      "D=with\nnewline",
      'E=\u00fc "quoted"',
      "HOME=/somewhere",
    ];
    const bundle = host.bundle((config) => {
      config.process.env = env;
    });
    const result = await host.run(bundle, { env: { PATH: "/usr/bin", SECRET: "of the caller" } });
    assert.deepEqual((JSON.parse(result.stdout) as Report).env, env);
  });

  test("HOME is taken from the container's passwd file when it is missing", async () => {
    const report = await host.report((config, bundle) => {
      bundle.file(
        "etc/passwd",
        "root:x:0:0:root:/root:/bin/sh\nsomeone:x:1000:1000::/home/someone:/bin/sh\n",
      );
      config.process.user = { uid: 1000, gid: 1000 };
    });
    assert.ok(report.env.includes("HOME=/home/someone"), report.env.join());
  });

  test("HOME is / when no passwd file tells it", async () => {
    const report = await host.report();
    assert.ok(report.env.includes("HOME=/"), report.env.join());
  });

  test("env without an equals sign, or with an empty name, never takes the caller's value (S58)", async () => {
    for (const entry of ["FOO", "=x"]) {
      const bundle = host.bundle((config) => {
        config.process.env = ["PATH=/bin", entry];
      });
      const result = await host.run(bundle, { env: { PATH: "/usr/bin:/bin", FOO: "of the caller" } });
      assert.equal(result.stdout.includes("of the caller"), false);
      if (result.status !== 0) assert.match(result.stderr, /env/);
    }
  });

  test("of a name given twice the last value counts (S58)", async () => {
    const report = await host.report((config) => {
      config.process.env = ["PATH=/bin", "A=first", "A=last"];
    });
    assert.equal(report.env.filter((entry) => entry.startsWith("A=")).at(-1), "A=last");
  });

  test("args are passed as they are", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = [
        "/bin/sh",
        "-c",
        'for word; do echo "[$word]"; done',
        "sh",
        "",
        "a b",
        "x\ny",
        "*",
        "$HOME",
      ];
    });
    assert.equal((await host.run(bundle)).stdout, "[]\n[a b]\n[x\ny]\n[*]\n[$HOME]\n");
  });

  test("args[0] without a slash is searched in the container's PATH", async () => {
    const report = await host.report((config, bundle) => {
      bundle.mkdir("elsewhere").link("elsewhere/tool", "../probe");
      config.process.env = ["PATH=/nonexistent:/elsewhere"];
      config.process.args = ["tool", "report"];
    });
    assert.equal(report.args[0], "tool");
  });

  test("args[0] with a slash is relative to cwd", async () => {
    const report = await host.report((config, bundle) => {
      bundle.mkdir("work").link("work/tool", "../probe");
      config.process.cwd = "/work";
      config.process.args = ["./tool", "report"];
    });
    assert.equal(report.args[0], "./tool");
  });

  test("a script with an interpreter runs", async () => {
    const bundle = host.bundle((config, made) => {
      made.file("script", "#!/bin/sh\necho from the script\n", 0o755);
      config.process.args = ["/script"];
    });
    assert.equal((await host.run(bundle)).stdout, "from the script\n");
  });
});

suite("a program that can't be run fails create, in the words that engines look for", () => {
  const cases: [string, string[], RegExp][] = [
    ["a name not in PATH", ["nosuchprogram"], /exec: "nosuchprogram": executable file not found in \$PATH/],
    [
      "a path that is missing",
      ["/no/such/program"],
      /exec: "\/no\/such\/program": stat \/no\/such\/program: no such file or directory/,
    ],
    ["a directory", ["/etc"], /exec: "\/etc": .*(is a directory|permission denied)/],
    ["a file without x", ["/plain"], /exec: "\/plain": permission denied/],
    ["a path through a file", ["/probe/x"], /not a directory/],
  ];
  for (const [what, args, wanted] of cases) {
    test(what, async () => {
      await host.refused((config, bundle) => {
        bundle.file("plain", "x");
        config.process.args = args;
      }, wanted);
    });
  }

  test("args that are missing or empty are refused", async () => {
    for (const args of [[], undefined]) {
      const bundle = host.bundle((config) => {
        Object.assign(config.process, { args });
      });
      const result = await host.run(bundle);
      assert.equal(result.status, 1);
      assert.match(result.stderr, /args/);
    }
  });
});
