// SPDX-License-Identifier: Apache-2.0
/** linux.devices, the default devices and the rules of resources.devices. */
import assert from "node:assert/strict";
import { EPERM } from "../../harness/lines.ts";
import { execute } from "../../harness/execute.ts";
import { parseMounts } from "../../harness/mountinfo.ts";
import type { Bundle, Change } from "../../suite/bundle.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { ALL_CAPABILITIES, type Json, userNamespace } from "../../suite/config.ts";
import { host } from "../../suite/mount-tree.ts";
import { succeeded, type Trial } from "../../suite/trial.ts";

const FUSE = { path: "/dev/fuse", type: "c", major: 10, minor: 229 };
const DEVICES = "/linux/devices";
const RULES = "/linux/resources";

function device(more: Json = {}): Json {
  return { [DEVICES]: [{ ...FUSE, ...more }] };
}

async function statOf(t: Trial, edit: Change, path = "/dev/fuse"): Promise<Json> {
  return t.act([edit], "stat", path);
}

function standard(name: string, major: number, minor: number): Case {
  return {
    name: `/dev/${name} is supplied`,
    clauses: [`linux/default-devices/${name}`],
    run: async (t) => {
      const { type, major: seenMajor, minor: seenMinor, mode } = await t.act({}, "stat", `/dev/${name}`);
      assert.deepEqual([type, seenMajor, seenMinor, mode], ["character", major, minor, 0o666]);
    },
  };
}

/** Without the tmpfs, so that /dev is the root filesystem's own. */
const plainDev: Change = (config) => {
  config["mounts"] = (config["mounts"] as Json[]).filter(
    (mount) => !String(mount["destination"]).startsWith("/dev"),
  );
};

function rules(...list: Json[]): Change {
  return { [RULES]: { devices: list } };
}

const DENY_ALL = { allow: false, access: "rwm" };

/** 10:229, 10:200 and so on are no default devices; opening the node of the kernel's log tells by EPERM from rules. */
async function opens(t: Trial, edit: Change, mode: string): Promise<unknown> {
  const node = { path: "/dev/zz", type: "c", major: 1, minor: 11, fileMode: 0o666 };
  const lines = await t.probe([ALL_CAPABILITIES, { [DEVICES]: [node] }, edit], "open", "/dev/zz", mode);
  return lines.at(-1)?.["errno"];
}

export const deviceCases: Case[] = [
  {
    name: "a device of the list is there with its numbers, mode and owner",
    clauses: [
      "linux/devices/available",
      "linux/devices/filemode",
      "linux/devices/uid",
      "linux/devices/gid",
      "linux/devices/supply-method",
    ],
    run: async (t) => {
      const bundle = t.bundle([
        device({ fileMode: 0o640, uid: 5, gid: 6 }),
        { "/process/args": ["/probe", "stat", "/dev/fuse"] },
      ]);
      const words = t.words("run", "--bundle", bundle.directory, t.id());
      const { stdout } = succeeded(await execute(["sh", "-c", 'umask 077; exec "$@"', "sh", ...words]));
      const { type, major, minor, mode, uid, gid } = JSON.parse(stdout) as Json;
      assert.deepEqual([type, major, minor, mode, uid, gid], ["character", 10, 229, 0o640, 5, 6]);
    },
  },
  {
    name: "a device of type u is a character device, and p a FIFO without numbers",
    clauses: ["linux/devices/type-required", "linux/devices/major-minor-required"],
    run: async (t) => {
      assert.equal((await statOf(t, device({ type: "u" })))["type"], "character");
      assert.equal(
        (await statOf(t, { [DEVICES]: [{ path: "/dev/pipe", type: "p" }] }, "/dev/pipe"))["type"],
        "fifo",
      );
    },
  },
  {
    name: "a device may be anywhere, and parents are made",
    clauses: ["linux/devices/path-anywhere"],
    run: async (t) => {
      const line = await statOf(t, device({ path: "/opt/deep/x" }), "/opt/deep/x");
      assert.deepEqual([line["type"], line["minor"]], ["character", 229]);
    },
  },
  {
    name: "in a user namespace devices are supplied too",
    clauses: ["linux/devices/supply-method"],
    run: async (t) => {
      const line = await t.act([userNamespace(), device()], "stat", "/dev/null");
      assert.deepEqual([line["major"], line["minor"]], [1, 3]);
    },
  },
  {
    name: "a plain file in the place of a device is refused",
    clauses: ["linux/devices/existing-mismatch"],
    run: async (t) => {
      const file = (_config: Json, bundle: Bundle): void => void bundle.file("/opt/fuse", "a file");
      await t.refused([plainDev, device({ path: "/opt/fuse" }), file], {
        code: "EEXIST",
        pointer: "/linux/devices/0",
      });
    },
  },
  {
    name: "a device node with other numbers in the place of a device is refused",
    clauses: ["linux/devices/existing-mismatch"],
    run: async (t) => {
      const bundle = t.bundle([plainDev, device({ path: "/opt/fuse" })]).mkdir("/opt");
      await host("mknod", bundle.path("/opt/fuse"), "c", "1", "3");
      await t.refusedBundle(bundle, { code: "EEXIST", pointer: "/linux/devices/0" });
    },
  },
  {
    name: "a matching node in the place of a device is kept",
    clauses: ["linux/devices/existing-mismatch"],
    run: async (t) => {
      const bundle = t.bundle([plainDev, device({ path: "/opt/fuse" })]).mkdir("/opt");
      await host("mknod", bundle.path("/opt/fuse"), "c", "10", "229");
      succeeded(await t.call(["run", "--bundle", bundle.directory, t.id()]));
    },
  },
  {
    name: "two devices of one number are accepted or refused with a reason",
    clauses: ["linux/devices/no-duplicates"],
    run: async (t) => {
      const result = await t.run({ [DEVICES]: [FUSE, { ...FUSE, path: "/dev/again" }] });
      if (result.status !== 0) assert.notEqual(result.stderr, "");
    },
  },
  {
    name: "a node that the root filesystem brings along can't be opened where no rule allows it",
    clauses: ["linux/devices/only-listed"],
    run: async (t) => {
      const bundle = t
        .bundle([rules(DENY_ALL), { "/process/args": ["/probe", "open", "/opt/log", "r"] }])
        .mkdir("/opt");
      await host("mknod", "-m", "666", bundle.path("/opt/log"), "c", "1", "11");
      const { stdout } = succeeded(await t.call(["run", "--bundle", bundle.directory, t.id()]));
      assert.match(stdout, new RegExp(`"errno":${EPERM}}`));
    },
  },
  standard("null", 1, 3),
  standard("zero", 1, 5),
  standard("full", 1, 7),
  standard("random", 1, 8),
  standard("urandom", 1, 9),
  standard("tty", 5, 0),
  {
    name: "/dev/ptmx is the container's own",
    clauses: ["linux/default-devices/ptmx"],
    run: async (t) => {
      const [stat, report] = await t.probe({}, "stat", "/dev/ptmx", "report");
      const bound = parseMounts(String(report?.["mountinfo"])).some((mount) => mount.point === "/dev/ptmx");
      assert.ok(bound || /(^|\/)pts\/ptmx$/.test(String(stat?.["link"])), String(stat?.["link"]));
    },
  },
  {
    name: "with a terminal /dev/console is the terminal, without one it is absent",
    clauses: ["linux/default-devices/console"],
    run: async (t) => {
      const { socket, running } = await t.receiver("console");
      const bundle = t.bundle({
        "/process/terminal": true,
        "/process/args": ["/probe", "stat", "/dev/console"],
      });
      const id = await t.create(bundle, "--console-socket", socket);
      await t.ok(["start", id]);
      await t.reached(id, "stopped");
      assert.match((await running.done).stdout, /"type":"(character|link)".*"errno":0/);
      assert.equal((await t.act({}, "stat", "/dev/console"))["errno"], 2);
    },
  },
  {
    name: "rules of devices work in their order, the last one wins",
    clauses: ["linux/devcgroup/order", "linux/devcgroup/access"],
    run: async (t) => {
      const allow = { allow: true, type: "c", major: 1, minor: 11, access: "rw" };
      const deny = { allow: false, type: "c", major: 1, minor: 11, access: "w" };
      assert.notEqual(await opens(t, rules(DENY_ALL, allow), "r"), EPERM);
      assert.notEqual(await opens(t, rules(DENY_ALL, allow, deny), "r"), EPERM);
      assert.equal(await opens(t, rules(DENY_ALL, allow, deny), "w"), EPERM);
      assert.equal(await opens(t, rules(allow, DENY_ALL), "r"), EPERM);
    },
  },
  {
    name: "a rule without type is one for all devices",
    clauses: ["linux/devcgroup/type-default-all"],
    run: async (t) => {
      assert.equal(await opens(t, rules(DENY_ALL), "r"), EPERM);
      assert.notEqual(await opens(t, rules(DENY_ALL, { allow: true, access: "rwm" }), "r"), EPERM);
    },
  },
  {
    name: "a rule without numbers is one for all numbers",
    clauses: ["linux/devcgroup/numbers-default-all"],
    run: async (t) => {
      assert.notEqual(
        await opens(t, rules(DENY_ALL, { allow: true, type: "c", major: 1, access: "r" }), "r"),
        EPERM,
      );
      assert.equal(
        await opens(t, rules(DENY_ALL, { allow: true, type: "c", major: 7, access: "r" }), "r"),
        EPERM,
      );
      assert.notEqual(await opens(t, rules(DENY_ALL, { allow: true, type: "c", access: "r" }), "r"), EPERM);
    },
  },
  {
    name: "access m allows to make a node and not to open it",
    clauses: ["linux/devcgroup/access"],
    run: async (t) => {
      const only = rules(DENY_ALL, { allow: true, type: "c", major: 1, minor: 11, access: "m" });
      const lines = await t.probe(
        [ALL_CAPABILITIES, only],
        "mknod",
        "/dev/made",
        "c",
        "1",
        "11",
        "open",
        "/dev/made",
        "r",
      );
      assert.deepEqual([lines[0]?.["errno"], lines[1]?.["errno"]], [0, EPERM]);
    },
  },
  ...refusals([
    [
      "linux/devices/type-required",
      "a device without type is refused",
      device({ type: undefined }),
      "ERR_SCHEMA",
      "/linux/devices/0/type",
    ],
    [
      "linux/devices/type-required",
      "an unknown device type is refused",
      device({ type: "x" }),
      "ERR_SCHEMA",
      "/linux/devices/0/type",
    ],
    [
      "linux/devices/path-required",
      "a device without path is refused",
      device({ path: undefined }),
      "ERR_SCHEMA",
      "/linux/devices/0/path",
    ],
    [
      "linux/devices/major-minor-required",
      "a character device without major is refused",
      device({ major: undefined }),
      "ERR_CONFIG_RULE",
      "/linux/devices/0/major",
    ],
    [
      "linux/devcgroup/allow-required",
      "a device rule without allow is refused",
      rules({ access: "r" }),
      "ERR_SCHEMA",
      "/linux/resources/devices/0/allow",
    ],
    [
      "linux/devcgroup/access",
      "a device rule with an unknown access is refused",
      rules({ allow: true, access: "x" }),
      "ERR_CONFIG_RULE",
      "/linux/resources/devices/0/access",
    ],
  ]),
];
