// SPDX-License-Identifier: Apache-2.0
/** sysctl, masked and read-only paths, personality, memory policy, mount label. */
import assert from "node:assert/strict";
import { EROFS } from "../../harness/lines.ts";
import type { Change } from "../../suite/bundle.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { withoutNamespaces } from "../../suite/config.ts";
import { mountOf, tmpfsWith } from "../../suite/mount-tree.ts";
import type { Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

const POLICY = "/linux/memoryPolicy";
const MODES = { MPOL_DEFAULT: 0, MPOL_PREFERRED: 1, MPOL_BIND: 2, MPOL_INTERLEAVE: 3, MPOL_LOCAL: 4 };

async function policyOf(t: Trial, policy: object): Promise<unknown[]> {
  const lines = await t.probe({ [POLICY]: policy }, "mempolicy");
  const line = lines.at(-1);
  if (line?.["errno"] === 38) t.skip("the kernel has no memory policies");
  return [line?.["mode"], line?.["nodes"]];
}

function needsNuma(t: Trial): void {
  if (textOf("/proc/self/numa_maps") === "") t.skip("the kernel has no NUMA");
}

const sysctl = (settings: object): Change => ({ "/linux/sysctl": settings });

export const kernelCases: Case[] = [
  {
    name: "sysctl is set in the container and not on the host",
    clauses: ["linux/sysctl/applied"],
    run: async (t) => {
      const file = "/proc/sys/net/ipv4/ip_forward";
      const before = textOf(file);
      for (const key of ["net.ipv4.ip_forward", "net/ipv4/ip_forward"])
        assert.equal((await t.act(sysctl({ [key]: "1" }), "read", file))["text"], "1\n", key);
      assert.equal(textOf(file), before);
      const shm = await t.act(sysctl({ "kernel.shmmni": "4097" }), "read", "/proc/sys/kernel/shmmni");
      assert.equal(shm["text"], "4097\n");
    },
  },
  {
    name: "maskedPaths hide files and directories, and missing ones are no error",
    clauses: ["linux/masked-paths/masked"],
    run: async (t) => {
      const edit: Change = (config, bundle) => {
        bundle.file("/data/secret", "text").file("/etc/folder/secret", "text");
        const paths = ["/data/secret", "/etc/folder", "/proc/kcore", "/nonexistent"];
        (config["linux"] as { maskedPaths?: string[] }).maskedPaths = paths;
      };
      const lines = await t.probe(
        edit,
        "read",
        "/data/secret",
        "list",
        "/etc/folder",
        "touch",
        "/etc/folder/x",
        "read",
        "/proc/kcore",
      );
      assert.equal(lines[0]?.["text"] ?? "", "");
      assert.deepEqual(lines[1]?.["names"], []);
      assert.equal(lines[2]?.["errno"], EROFS);
      assert.equal(lines[3]?.["text"] ?? "", "");
    },
  },
  {
    name: "readonlyPaths can't be written, keep the flags of their mount, and missing ones are no error",
    clauses: ["linux/readonly-paths/readonly"],
    run: async (t) => {
      const edit = [
        tmpfsWith("nosuid", "nodev"),
        { "/linux/readonlyPaths": ["/proc/sys", "/data", "/nonexistent"] },
      ];
      const lines = await t.probe(edit, "write", "/proc/sys/kernel/hostname", "x", "touch", "/data/x");
      assert.deepEqual([lines[0]?.["errno"], lines[1]?.["errno"]], [EROFS, EROFS]);
      const { options } = await mountOf(t, edit);
      for (const flag of ["ro", "nosuid", "nodev"])
        assert.ok(options.includes(flag), `${flag}: ${options.join(",")}`);
    },
  },
  {
    name: "personality LINUX32 gives the program a 32-bit machine, also in exec",
    clauses: ["linux/personality/linux32"],
    run: async (t) => {
      if (t.host.architecture !== "x64")
        t.skip("the machine of a 32-bit personality is known for x86_64 only");
      const edit = { "/linux/personality": { domain: "LINUX32" } };
      assert.equal((await t.report(edit)).machine, "i686");
      assert.equal((await t.report({ "/linux/personality": { domain: "LINUX" } })).machine, "x86_64");
      const { id } = await t.running(edit);
      assert.match((await t.ok(["exec", id, "/probe", "report"])).stdout, /"machine":"i686"/);
    },
  },
  {
    name: "the memory policy is set, and children inherit it",
    clauses: ["linux/mempolicy/applied", "linux/mempolicy/nodes-form"],
    run: async (t) => {
      needsNuma(t);
      for (const mode of ["MPOL_BIND", "MPOL_PREFERRED", "MPOL_INTERLEAVE"] as const)
        assert.deepEqual(await policyOf(t, { mode, nodes: "0" }), [MODES[mode], 1], mode);
      const child = await t.probe(
        { [POLICY]: { mode: "MPOL_BIND", nodes: "0" } },
        "spawn",
        "/probe",
        "mempolicy",
      );
      assert.equal(child.at(-1)?.["mode"], MODES.MPOL_BIND);
    },
  },
  {
    name: "modes without nodes take none or an empty text",
    clauses: ["linux/mempolicy/nodes-empty"],
    run: async (t) => {
      needsNuma(t);
      assert.equal((await policyOf(t, { mode: "MPOL_LOCAL" }))[0], MODES.MPOL_LOCAL);
      assert.equal((await policyOf(t, { mode: "MPOL_DEFAULT", nodes: "" }))[0], MODES.MPOL_DEFAULT);
    },
  },
  {
    name: "flags of the memory policy are set",
    clauses: ["linux/mempolicy/flags"],
    run: async (t) => {
      needsNuma(t);
      const [mode] = await policyOf(t, { mode: "MPOL_BIND", nodes: "0", flags: ["MPOL_F_STATIC_NODES"] });
      assert.equal(mode, MODES.MPOL_BIND | (1 << 15));
    },
  },
  {
    name: "mountLabel labels mounts where there is SELinux, and is ignored or refused elsewhere",
    clauses: ["linux/mount-label"],
    run: async (t) => {
      const label = "system_u:object_r:container_file_t:s0:c1,c2";
      const edit = [{ "/linux/mountLabel": label }, tmpfsWith()];
      if (!t.host.selinux) {
        const result = await t.run(edit);
        if (result.status !== 0) assert.notEqual(result.stderr, "");
        return;
      }
      assert.match((await mountOf(t, edit)).superOptions.join(","), /context=.*container_file_t/);
    },
  },
  ...refusals([
    [
      "linux/sysctl/no-host-leak",
      "a sysctl of no namespace is refused",
      sysctl({ "kernel.panic": "1" }),
      "ERR_CONFIG_RULE",
      "/linux/sysctl/kernel.panic",
    ],
    [
      "linux/sysctl/no-host-leak",
      "a sysctl of the host's network is refused",
      [withoutNamespaces("network"), sysctl({ "net.ipv4.ip_forward": "1" })],
      "ERR_CONFIG_RULE",
      "/linux/sysctl/net.ipv4.ip_forward",
    ],
    [
      "linux/sysctl/no-host-leak",
      "a sysctl of the host's IPC is refused",
      [withoutNamespaces("ipc"), sysctl({ "fs.mqueue.msg_max": "11" })],
      "ERR_CONFIG_RULE",
      "/linux/sysctl/fs.mqueue.msg_max",
    ],
    [
      "linux/masked-paths/absolute",
      "a relative masked path is refused",
      { "/linux/maskedPaths": ["proc/kcore"] },
      "ERR_CONFIG_RULE",
      "/linux/maskedPaths/0",
    ],
    [
      "linux/readonly-paths/absolute",
      "a relative read-only path is refused",
      { "/linux/readonlyPaths": ["proc/sys"] },
      "ERR_CONFIG_RULE",
      "/linux/readonlyPaths/0",
    ],
    [
      "linux/personality/domain-required",
      "a personality without domain is refused",
      { "/linux/personality": {} },
      "ERR_CONFIG_RULE",
      "/linux/personality/domain",
    ],
    [
      "linux/personality/domain-required",
      "an unknown personality is refused",
      { "/linux/personality": { domain: "X" } },
      "ERR_SCHEMA",
      "/linux/personality/domain",
    ],
    [
      "linux/personality/flags",
      "a flag of personality is refused",
      { "/linux/personality": { domain: "LINUX", flags: ["ADDR_NO_RANDOMIZE"] } },
      undefined,
      "/linux/personality/flags",
    ],
    [
      "linux/mempolicy/mode-required",
      "a memory policy without mode is refused",
      { [POLICY]: { nodes: "0" } },
      "ERR_CONFIG_RULE",
      `${POLICY}/mode`,
    ],
    [
      "linux/mempolicy/mode-required",
      "an unknown memory policy is refused",
      { [POLICY]: { mode: "MPOL_X", nodes: "0" } },
      "ERR_SCHEMA",
      `${POLICY}/mode`,
    ],
    [
      "linux/mempolicy/nodes-needed",
      "MPOL_BIND without nodes is refused",
      { [POLICY]: { mode: "MPOL_BIND", nodes: "" } },
      "ERR_CONFIG_RULE",
      `${POLICY}/nodes`,
    ],
    [
      "linux/mempolicy/nodes-empty",
      "MPOL_DEFAULT with nodes is refused",
      { [POLICY]: { mode: "MPOL_DEFAULT", nodes: "0" } },
      "ERR_CONFIG_RULE",
      `${POLICY}/nodes`,
    ],
    [
      "linux/mempolicy/nodes-form",
      "nodes of letters are refused",
      { [POLICY]: { mode: "MPOL_BIND", nodes: "x" } },
      "ERR_CONFIG_RULE",
      `${POLICY}/nodes`,
    ],
    [
      "linux/mempolicy/flags",
      "an unknown flag of a memory policy is refused",
      { [POLICY]: { mode: "MPOL_BIND", nodes: "0", flags: ["MPOL_F_X"] } },
      "ERR_SCHEMA",
      `${POLICY}/flags/0`,
    ],
  ]),
];
