// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { suite, test } from "node:test";
import { privileged } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { EACCES, ENOENT, EPERM, errnos } from "../harness/lines.ts";

const host = testHost("devices");

const DEFAULTS: [string, number, number][] = [
  ["null", 1, 3],
  ["zero", 1, 5],
  ["full", 1, 7],
  ["random", 1, 8],
  ["urandom", 1, 9],
  ["tty", 5, 0],
];

suite("default devices", () => {
  for (const [name, major, minor] of DEFAULTS) {
    test(`/dev/${name} is ${major}:${minor}, mode 0666 and owned by root`, async () => {
      const [line] = await host.probe(() => undefined, "stat", `/dev/${name}`);
      assert.deepEqual(
        [line?.["type"], line?.["major"], line?.["minor"], line?.["mode"], line?.["uid"], line?.["gid"]],
        ["character", major, minor, 0o666, 0, 0],
      );
    });
  }

  test("their mode does not depend on the caller's umask", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "stat", "/dev/null"];
    });
    const words = host.words("run", "--bundle", bundle.directory, host.id());
    const result = await execute(["/bin/sh", "-c", 'umask 077; exec "$@"', "sh", ...words]);
    assert.equal(JSON.parse(result.stdout).mode, 0o666);
  });

  const LINKS: [string, string][] = [
    ["fd", "/proc/self/fd"],
    ["stdin", "/proc/self/fd/0"],
    ["stdout", "/proc/self/fd/1"],
    ["stderr", "/proc/self/fd/2"],
    ["ptmx", "pts/ptmx"],
  ];
  for (const [name, target] of LINKS) {
    test(`/dev/${name} is a link to ${target}`, async () => {
      const [line] = await host.probe(() => undefined, "stat", `/dev/${name}`);
      assert.equal(line?.["link"], target);
    });
  }

  test("/dev/console is absent without a terminal", async () => {
    assert.deepEqual(errnos(await host.probe(() => undefined, "stat", "/dev/console")), [ENOENT]);
  });

  test("a pty can be allocated through /dev/ptmx", async () => {
    const lines = await host.probe(() => undefined, "open", "/dev/ptmx", "rw");
    assert.deepEqual(errnos(lines), [0]);
  });

  test("reading and writing them works", async () => {
    const lines = await host.probe(
      () => undefined,
      "open",
      "/dev/null",
      "rw",
      "open",
      "/dev/zero",
      "r",
      "open",
      "/dev/urandom",
      "r",
      "write",
      "/dev/full",
      "x",
    );
    assert.deepEqual(errnos(lines), [0, 0, 0, 28]);
  });
});

suite("linux.devices", () => {
  test("makes character, block and FIFO nodes with mode and owner", async () => {
    const lines = await host.probe(
      (config) => {
        config.linux["devices"] = [
          { type: "c", path: "/dev/fuse", major: 10, minor: 229, fileMode: 0o640, uid: 5, gid: 6 },
          { type: "b", path: "/dev/loopy", major: 7, minor: 0 },
          { type: "p", path: "/dev/pipe", fileMode: 0o600 },
          { type: "u", path: "/dev/unbuffered", major: 1, minor: 3 },
          { type: "c", path: "/opt/deep/node", major: 1, minor: 5, fileMode: 0o666 },
        ];
      },
      "stat",
      "/dev/fuse",
      "stat",
      "/dev/loopy",
      "stat",
      "/dev/pipe",
      "stat",
      "/dev/unbuffered",
      "stat",
      "/opt/deep/node",
    );
    assert.deepEqual(errnos(lines), [0, 0, 0, 0, 0]);
    const [fuse, loopy, pipe, unbuffered, deep] = lines;
    assert.deepEqual(
      [fuse?.["type"], fuse?.["major"], fuse?.["minor"], fuse?.["mode"], fuse?.["uid"], fuse?.["gid"]],
      ["character", 10, 229, 0o640, 5, 6],
    );
    assert.deepEqual([loopy?.["type"], loopy?.["major"]], ["block", 7]);
    assert.deepEqual([pipe?.["type"], pipe?.["mode"]], ["fifo", 0o600]);
    assert.equal(unbuffered?.["type"], "character");
    assert.deepEqual([deep?.["type"], deep?.["minor"]], ["character", 5]);
  });

  test("an entry for a default device replaces it", async () => {
    const [line] = await host.probe(
      (config) => {
        config.linux["devices"] = [
          { type: "c", path: "/dev/null", major: 1, minor: 3, fileMode: 0o644, uid: 1, gid: 1 },
        ];
      },
      "stat",
      "/dev/null",
    );
    assert.deepEqual([line?.["mode"], line?.["uid"]], [0o644, 1]);
  });

  test("a file of the root filesystem that is no such device is an error (F27)", async () => {
    await host.refused((config, bundle) => {
      bundle.file("opt/node", "a file");
      config.linux["devices"] = [{ type: "c", path: "/opt/node", major: 1, minor: 5 }];
    }, /\/opt\/node/);
  });

  test("a node with other numbers is an error (F27)", async () => {
    await host.refused((config, bundle) => {
      config.linux["devices"] = [{ type: "c", path: "/node", major: 1, minor: 5 }];
      bundle.mkdir("dummy");
      mknod(bundle.path("node"), 1, 3);
    }, /\/node/);
  });

  test("a matching node is kept", async () => {
    const [line] = await host.probe(
      (config, bundle) => {
        config.linux["devices"] = [{ type: "c", path: "/node", major: 1, minor: 5 }];
        mknod(bundle.path("node"), 1, 5);
      },
      "stat",
      "/node",
    );
    assert.equal(line?.["minor"], 5);
  });

  for (const [what, device, wanted] of [
    ["no path", { type: "c", major: 1, minor: 3 }, /\/linux\/devices\/0/],
    ["no type", { path: "/dev/x", major: 1, minor: 3 }, /\/linux\/devices\/0/],
    ["an unknown type", { type: "x", path: "/dev/x", major: 1, minor: 3 }, /\/linux\/devices\/0/],
    ["no numbers", { type: "c", path: "/dev/x" }, /\/linux\/devices\/0/],
    ["a relative path", { type: "c", path: "dev/x", major: 1, minor: 3 }, /\/linux\/devices\/0/],
  ] as const) {
    test(`${what} is refused`, async () => {
      await host.refused((config) => {
        config.linux["devices"] = [device];
      }, wanted);
    });
  }

  test("a /dev that is a bind of the host's gets no nodes", async () => {
    const source = host.directory("dev");
    await host.report((config) => {
      config.mounts = config.mounts.filter(({ destination }) => !destination.startsWith("/dev"));
      config.mounts.push({ destination: "/dev", type: "bind", source, options: ["rbind"] });
    });
    assert.deepEqual(
      readdirSync(source).filter((name) => name === "null" || name === "zero"),
      [],
    );
  });
});

function mknod(path: string, major: number, minor: number): void {
  spawnSync("mknod", [path, "c", String(major), String(minor)]);
}

suite("linux.resources.devices", () => {
  const none =
    existsSync("/sys/fs/cgroup/devices") || existsSync("/sys/fs/cgroup/cgroup.controllers")
      ? false
      : "no device cgroup on this host";

  test("without rules only the default devices open (S10)", { skip: none }, async () => {
    const lines = await host.probe(
      (config) => {
        privileged(config);
        config.linux.resources = { devices: [] };
      },
      "mknod",
      "/block",
      "b",
      "7",
      "200",
      "open",
      "/block",
      "r",
      "open",
      "/dev/null",
      "rw",
      "open",
      "/dev/zero",
      "r",
      "mknod",
      "/mem",
      "c",
      "1",
      "1",
      "open",
      "/mem",
      "r",
    );
    assert.deepEqual(errnos(lines), [0, EPERM, 0, 0, 0, EPERM]);
  });

  test("without resources the same holds", { skip: none }, async () => {
    const lines = await host.probe(privileged, "mknod", "/mem", "c", "1", "1", "open", "/mem", "r");
    assert.deepEqual(errnos(lines), [0, EPERM]);
  });

  test("rules apply in order, the later one wins", { skip: none }, async () => {
    const rules = [
      { allow: false, access: "rwm" },
      { allow: true, type: "c", major: 1, minor: 11, access: "rw" },
      { allow: false, type: "c", major: 1, minor: 11, access: "w" },
    ];
    const lines = await host.probe(
      (config) => {
        privileged(config);
        config.linux.resources = { devices: rules };
      },
      "mknod",
      "/kmsg",
      "c",
      "1",
      "11",
      "open",
      "/kmsg",
      "r",
      "open",
      "/kmsg",
      "rw",
    );
    assert.deepEqual(errnos(lines), [0, 0, EPERM]);
  });

  test("an allow rule without numbers covers all of its type", { skip: none }, async () => {
    const lines = await host.probe(
      (config) => {
        privileged(config);
        config.linux.resources = {
          devices: [
            { allow: false, access: "rwm" },
            { allow: true, type: "c", major: 1, access: "r" },
          ],
        };
      },
      "mknod",
      "/noise",
      "c",
      "1",
      "9",
      "open",
      "/noise",
      "r",
      "mknod",
      "/kmsg",
      "c",
      "1",
      "11",
      "open",
      "/kmsg",
      "r",
    );
    assert.deepEqual(errnos(lines), [0, 0, 0, 0]);
  });

  test("the default devices open whatever the rules say before", { skip: none }, async () => {
    const lines = await host.probe(
      (config) => {
        config.linux.resources = {
          devices: [
            { allow: true, type: "c", major: 1, minor: 3, access: "rwm" },
            { allow: false, access: "rwm" },
          ],
        };
      },
      "open",
      "/dev/null",
      "rw",
      "open",
      "/dev/urandom",
      "r",
    );
    assert.deepEqual(errnos(lines), [0, 0]);
  });

  test("a node that linux.devices makes needs a rule of its own", { skip: none }, async () => {
    const lines = await host.probe(
      (config) => {
        privileged(config);
        config.linux["devices"] = [{ type: "c", path: "/dev/mem", major: 1, minor: 1, fileMode: 0o666 }];
      },
      "open",
      "/dev/mem",
      "r",
    );
    assert.ok([EPERM, EACCES].includes(Number(lines[0]?.["errno"])));
  });

  test("a rule without allow is refused", async () => {
    await host.refused((config) => {
      config.linux.resources = { devices: [{ access: "rwm" }] };
    }, /\/linux\/resources\/devices\/0/);
  });
});
