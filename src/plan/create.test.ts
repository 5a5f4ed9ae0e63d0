// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createContext, rootHost, rootlessHost } from "../../test/golden/surroundings.ts";
import type { Linux, LinuxNamespace, Mount, OciConfig, Process } from "../config/types.ts";
import { checkPlan } from "../ops/check.ts";
import type { Operation, OperationOf } from "../ops/operation.ts";
import { type OperationName, SYNC } from "../ops/table.ts";
import { compileCreatePlan } from "./create.ts";

interface Parts {
  process?: Partial<Process>;
  linux?: Partial<Linux>;
  mounts?: Mount[];
  rest?: Partial<OciConfig>;
}

const NAMESPACES: LinuxNamespace[] = [{ type: "mount" }, { type: "pid" }];

function config({ process, linux, mounts, rest }: Parts = {}): OciConfig {
  return {
    ociVersion: "1.3.0",
    root: { path: "rootfs" },
    process: { cwd: "/", args: ["/bin/true"], env: ["PATH=/bin"], user: { uid: 0, gid: 0 }, ...process },
    linux: { namespaces: NAMESPACES, ...linux },
    ...(mounts === undefined ? {} : { mounts }),
    ...rest,
  };
}

const compile = (parts: Parts, host = rootHost(), context = createContext()): Operation[] =>
  compileCreatePlan(config(parts), context, host).ops;

function named<Name extends OperationName>(ops: readonly Operation[], name: Name): OperationOf<Name>[] {
  return ops.filter((operation): operation is OperationOf<Name> & Operation => operation.op === name);
}

const position = (ops: readonly Operation[], name: OperationName): number =>
  ops.findIndex(({ op }) => op === name);

suite("compileCreatePlan()", () => {
  const refused: [name: string, parts: Parts, code: string, pointer: string][] = [
    ["no args", { process: { args: [] } }, "ERR_CONFIG_RULE", "/process/args"],
    ["a relative cwd", { process: { cwd: "srv" } }, "ERR_CONFIG_RULE", "/process/cwd"],
    [
      "mounts without a mount namespace",
      { linux: { namespaces: [] }, mounts: [{ destination: "/a", type: "tmpfs" }] },
      "ERR_CONFIG_RULE",
      "/mounts",
    ],
    [
      "masks without a mount namespace",
      { linux: { namespaces: [], maskedPaths: ["/a"] } },
      "ERR_CONFIG_RULE",
      "/linux/maskedPaths",
    ],
    [
      "read-only paths without a mount namespace",
      { linux: { namespaces: [], readonlyPaths: ["/a"] } },
      "ERR_CONFIG_RULE",
      "/linux/readonlyPaths",
    ],
    [
      "a read-only root without a mount namespace",
      { linux: { namespaces: [] }, rest: { root: { path: "r", readonly: true } } },
      "ERR_CONFIG_RULE",
      "/root/readonly",
    ],
    [
      "a mount on the root",
      { mounts: [{ destination: "/", type: "tmpfs" }] },
      "ERR_CONFIG_RULE",
      "/mounts/0/destination",
    ],
    ["a mount without a type", { mounts: [{ destination: "/a" }] }, "ERR_CONFIG_RULE", "/mounts/0"],
    [
      "a bind without a source",
      { mounts: [{ destination: "/a", options: ["bind"] }] },
      "ERR_CONFIG_RULE",
      "/mounts/0",
    ],
    [
      "tmpcopyup of a bind",
      { mounts: [{ destination: "/a", source: "/b", options: ["bind", "tmpcopyup"] }] },
      "ERR_CONFIG_RULE",
      "/mounts/0/options/1",
    ],
    [
      "tmpcopyup of another filesystem",
      { mounts: [{ destination: "/a", type: "ext4", options: ["tmpcopyup"] }] },
      "ERR_CONFIG_RULE",
      "/mounts/0/options/0",
    ],
    [
      "tmpfs on /proc",
      { mounts: [{ destination: "/proc", type: "tmpfs" }] },
      "ERR_CONFIG_RULE",
      "/mounts/0/type",
    ],
    [
      "idmap without mappings",
      { mounts: [{ destination: "/a", source: "/b", options: ["bind", "idmap"] }] },
      "ERR_CONFIG_RULE",
      "/mounts/0",
    ],
    [
      "one kind of mappings",
      {
        mounts: [
          {
            destination: "/a",
            source: "/b",
            options: ["bind"],
            uidMappings: [{ containerID: 0, hostID: 1, size: 1 }],
          },
        ],
      },
      "ERR_CONFIG_RULE",
      "/mounts/0",
    ],
    [
      "a device of another type",
      { linux: { devices: [{ path: "/dev/x", type: "d" }] } },
      "ERR_CONFIG_RULE",
      "/linux/devices/0/type",
    ],
    [
      "a device without a name",
      { linux: { devices: [{ path: "/dev/..", type: "p" }] } },
      "ERR_CONFIG_RULE",
      "/linux/devices/0/path",
    ],
    [
      "an unknown limit",
      { process: { rlimits: [{ type: "RLIMIT_NONE", soft: 1, hard: 1 }] } },
      "ERR_CONFIG_RULE",
      "/process/rlimits/0/type",
    ],
    [
      "a sysctl that climbs",
      { linux: { sysctl: { "net/../kernel/core_pattern": "x" } } },
      "ERR_CONFIG_RULE",
      "/linux/sysctl/net~1..~1kernel~1core_pattern",
    ],
    [
      "personality flags",
      { linux: { personality: { domain: "LINUX", flags: ["X"] } } },
      "ERR_CONFIG_UNSUPPORTED",
      "/linux/personality/flags",
    ],
    [
      "an I/O priority out of range",
      { process: { ioPriority: { class: "IOPRIO_CLASS_BE", priority: 8 } } },
      "ERR_CONFIG_RULE",
      "/process/ioPriority/priority",
    ],
    [
      "AppArmor that the host lacks",
      { process: { apparmorProfile: "p" } },
      "ERR_HOST",
      "/process/apparmorProfile",
    ],
    ["SELinux that the host lacks", { process: { selinuxLabel: "l" } }, "ERR_HOST", "/process/selinuxLabel"],
  ];
  for (const [name, parts, code, pointer] of refused) {
    test(`refuses ${name}`, () => assert.throws(() => compile(parts), { code, pointer }));
  }

  test("refuses a config without process", () => {
    const { process: _, ...rest } = config();
    assert.throws(() => compileCreatePlan(rest, createContext(), rootHost()), {
      code: "ERR_CONFIG_RULE",
      pointer: "/process",
    });
  });

  test("refuses to raise a hard limit without CAP_SYS_RESOURCE", () => {
    const parts: Parts = { process: { rlimits: [{ type: "RLIMIT_NOFILE", soft: 1, hard: 2_000_000 }] } };
    assert.throws(() => compile(parts, rootHost({ capabilities: 1n << 21n })), {
      code: "ERR_RLIMIT_RAISE",
      pointer: "/process/rlimits/0",
    });
  });

  test("refuses additional groups for a caller that may not set them", () => {
    const parts: Parts = {
      process: { user: { uid: 0, gid: 0, additionalGids: [5] } },
      linux: {
        namespaces: [{ type: "user" }, { type: "mount" }],
        uidMappings: [{ containerID: 0, hostID: 1000, size: 1 }],
        gidMappings: [{ containerID: 0, hostID: 1000, size: 1 }],
      },
    };
    assert.throws(() => compile(parts, rootlessHost()), {
      code: "ERR_CONFIG_RULE",
      pointer: "/process/user/additionalGids",
    });
  });

  test("refuses a seccomp filter that the caller can't load", () => {
    const seccomp = { program: new Uint8Array(8), flags: 0, notifies: false };
    const parts: Parts = { linux: { namespaces: [] }, mounts: [] };
    assert.throws(() => compile(parts, rootHost({ capabilities: 0n }), createContext({ seccomp })), {
      code: "ERR_HOST",
      pointer: "/linux/seccomp",
    });
  });

  test("refuses namespaces to a caller without CAP_SYS_ADMIN and without a user namespace", () => {
    assert.throws(() => compile({}, rootHost({ capabilities: 0n })), {
      code: "ERR_HOST",
      pointer: "/linux/namespaces",
    });
  });

  test("empties all capability sets where the section is absent", () => {
    const ops = compile({});
    assert.equal(named(ops, "dropBounding")[0]?.keep, 0);
    assert.deepEqual(
      named(ops, "setCapabilities").map(({ effective, permitted, inheritable }) => [
        effective,
        permitted,
        inheritable,
      ]),
      [[0, 0, 0]],
    );
    assert.equal(named(ops, "setAmbient")[0]?.ambient, 0);
  });

  test("warns once of a capability that the caller can't grant", () => {
    const sets = { bounding: ["CAP_BPF"], permitted: ["CAP_BPF"] };
    const { warnings } = compileCreatePlan(
      config({ process: { capabilities: sets } }),
      createContext(),
      rootHost({ bounding: 1n }),
    );
    assert.deepEqual(warnings, ['capability "CAP_BPF" is left out: the caller can\'t grant it']);
  });

  test("warns once of a mount label that the host has no use for", () => {
    const mounts = ["/a", "/b"].map((destination) => ({ destination, type: "tmpfs" }));
    const labelled = config({ linux: { mountLabel: "l" }, mounts });
    const { warnings } = compileCreatePlan(labelled, createContext(), rootHost());
    assert.deepEqual(warnings, [
      "linux.mountLabel is ignored: this host has no SELinux, so nothing looks at labels",
    ]);
  });

  test("warns of filesystem options of a bind", () => {
    const mounts = [{ destination: "/a", source: "/a", options: ["bind", "size=1k"] }];
    const { warnings } = compileCreatePlan(config({ mounts }), createContext(), rootHost());
    assert.deepEqual(warnings, [
      'option "size=1k" of the bind mount on "/a" is ignored: it is the filesystem\'s',
    ]);
  });

  test("opens the working directory anew after the masks, which could cover it", () => {
    const ops = compile({
      process: { cwd: "/proc/scsi" },
      linux: { maskedPaths: ["/proc/scsi"] },
      mounts: [{ destination: "/proc", type: "proc" }],
    });
    assert.ok(position(ops, "makeDirOptional") < position(ops, "cloneCover"));
    assert.ok(position(ops, "enterIfAbsent") > position(ops, "cloneCover"));
    const made = ops[position(ops, "makeDirOptional") + 1];
    assert.equal(made?.op, "close");
  });

  test("clones a shared bind while it is still a peer of the host's mount", () => {
    const ops = compile({
      linux: { rootfsPropagation: "shared" },
      mounts: [
        { destination: "/a", source: "/a", options: ["rbind", "rshared"] },
        { destination: "/b", source: "/b", options: ["rbind"] },
      ],
    });
    const slaved = ops.findIndex(
      (operation) => operation.op === "mountAttributes" && operation.step === "isolate the mount namespace",
    );
    const opened = (path: string): number =>
      ops.findIndex((operation) => operation.op === "openTree" && operation.path === path);
    assert.ok(opened("/a") < slaved);
    assert.ok(opened("/b") > slaved);
  });

  test("joins the cgroup before it makes the cgroup namespace", () => {
    const ops = compile(
      { linux: { namespaces: [{ type: "cgroup" }] } },
      rootHost(),
      createContext({ cgroupJoin: ["/c/tasks"] }),
    );
    assert.ok(position(ops, "write") < position(ops, "unshare"));
  });

  test("maps ids in the first stage, where the filesystem's owner is", () => {
    const mapping = [{ containerID: 0, hostID: 100_000, size: 10 }];
    const ops = compile({
      linux: {
        namespaces: [{ type: "user" }, { type: "mount" }],
        uidMappings: mapping,
        gidMappings: mapping,
      },
      mounts: [{ destination: "/a", source: "/a", options: ["rbind", "ridmap"] }],
    });
    assert.ok(position(ops, "mapIds") < position(ops, "fork"));
  });

  test("keeps the mode of an existing directory for a tmpfs unless one is given", () => {
    const modes = (options: string[]): number =>
      named(compile({ mounts: [{ destination: "/a", type: "tmpfs", options }] }), "fsconfigMode").length;
    assert.equal(modes([]), 1);
    assert.equal(modes(["mode=700"]), 0);
  });

  test("sets read-only on a filesystem of a disk, and on the mount alone of a kernel filesystem", () => {
    const flags = (type: string): string[] =>
      named(compile({ mounts: [{ destination: "/a", type, options: ["ro"] }] }), "fsconfigFlag").map(
        ({ key }) => key,
      );
    assert.deepEqual(flags("ext4"), ["ro"]);
    assert.deepEqual(flags("sysfs"), []);
  });

  test("leaves the groups alone where the annotation asks for it", () => {
    const ops = compile({ rest: { annotations: { "run.oci.keep_original_groups": "1" } } });
    assert.equal(position(ops, "setGroups"), -1);
  });

  test("resolves a relative bind source against the bundle", () => {
    const ops = compile({ mounts: [{ destination: "/a", source: "data", options: ["bind"] }] });
    assert.ok(named(ops, "openTree").some(({ path }) => path === "/bundle/data"));
  });

  test("makes the cgroups below a read-only recursive bind of /sys read-only too", () => {
    const recursive = (source: string): number =>
      named(
        compile({ mounts: [{ destination: "/s", source, options: ["rbind", "ro"] }] }),
        "mountAttributes",
      ).filter(({ set, flags }) => set === 1 && flags !== 0).length;
    assert.equal(recursive("/sys"), 1);
    assert.equal(recursive("/srv"), 0);
  });

  test("waits for hooks only where there are some", () => {
    const points = (hooks: OciConfig["hooks"]): number[] =>
      named(compile({ rest: hooks === undefined ? {} : { hooks } }), "sync").map(({ point }) => point);
    assert.deepEqual(points(undefined), [SYNC.ready]);
    assert.deepEqual(
      points({ prestart: [], createRuntime: [{ path: "/a" }], createContainer: [{ path: "/b" }] }),
      [SYNC.createRuntime, SYNC.createContainer, SYNC.ready],
    );
  });

  test("lets the runtime move network devices before anything is mounted", () => {
    const ops = compile({
      linux: { namespaces: [{ type: "network" }, { type: "mount" }], netDevices: { eth0: {} } },
    });
    const names = ops.map(({ op }) => op);
    const begin = names.indexOf("openNetlink");
    assert.deepEqual(names.slice(begin, begin + 4), ["openNetlink", "handOver", "close", "sync"]);
    assert.equal(ops[begin]?.step, "take the network devices eth0");
    assert.ok(begin < names.indexOf("moveMount") && begin > names.indexOf("loopbackUp"));
  });

  test("compiles thousands of mounts in plain order", () => {
    const mounts: Mount[] = Array.from({ length: 5000 }, (_, index) => ({
      destination: `/m/${index}`,
      type: "tmpfs",
      options: ["mode=755"],
    }));
    const plan = compileCreatePlan(config({ mounts }), createContext(), rootHost());
    assert.deepEqual(checkPlan(plan), []);
    assert.equal(named(plan.ops, "fsopen").length, 5000);
  });
});
