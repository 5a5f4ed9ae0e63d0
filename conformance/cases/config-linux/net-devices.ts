// SPDX-License-Identifier: Apache-2.0
/** linux.netDevices: the devices are ends of veth pairs in the suite's own network namespace. */
import assert from "node:assert/strict";
import { execute } from "../../harness/execute.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { withoutNamespaces } from "../../suite/config.ts";
import { hasProgram, host } from "../../suite/mount-tree.ts";
import { keptNamespace, withNamespace } from "../../suite/namespace-file.ts";
import type { Trial } from "../../suite/trial.ts";

const KEY = "/linux/netDevices";
let serial = 0;

/** One end of a veth pair, down. */
async function device(t: Trial): Promise<string> {
  if (!(await hasProgram("ip"))) t.skip("ip (iproute2) is missing");
  serial += 1;
  const name = `conf${serial}`;
  const made = await execute(["ip", "link", "add", name, "type", "veth", "peer", "name", `${name}p`]);
  if (made.status !== 0) t.skip("the kernel has no veth devices");
  t.defer(async () => void (await execute(["ip", "link", "del", name])));
  return name;
}

/** A kept network namespace, with commands done in it. */
async function kept(t: Trial, ...commands: string[]): Promise<string> {
  return keptNamespace(t, "network", commands.length === 0 ? "true" : commands.join(" && "));
}

function inside(file: string, ...command: string[]): Promise<string> {
  return host("nsenter", `--net=${file}`, ...command);
}

/** Moves a device into a kept namespace and gives what ip tells of it there. */
async function moved(
  t: Trial,
  name: string,
  settings: object,
  wanted = name,
): Promise<{ file: string; text: string }> {
  const file = await kept(t);
  await t.created([withNamespace("network", file), { [KEY]: { [name]: settings } }]);
  return { file, text: await inside(file, "ip", "-d", "address", "show", "dev", wanted) };
}

export const netDeviceCases: Case[] = [
  {
    name: "a network device is moved into the container's network namespace and set up",
    clauses: ["linux/netdevices/available", "linux/netdevices/set-up", "linux/netdevices/name-default"],
    run: async (t) => {
      const name = await device(t);
      const { text } = await moved(t, name, {});
      assert.match(text, /[<,]UP[,>]/);
      assert.notEqual(
        (await execute(["ip", "link", "show", name])).status,
        0,
        "the device is gone from the host",
      );
    },
  },
  {
    name: "a network device moves into a new network namespace",
    clauses: ["linux/netdevices/available"],
    run: async (t) => {
      const name = await device(t);
      const { pid } = await t.created({ [KEY]: { [name]: {} } });
      assert.match(
        await host("nsenter", `--net=/proc/${pid}/ns/net`, "ip", "link"),
        new RegExp(`${name}[@:]`),
      );
    },
  },
  {
    name: "name renames the device inside",
    clauses: ["linux/netdevices/name-default"],
    run: async (t) => {
      const name = await device(t);
      assert.match((await moved(t, name, { name: "eth9" }, "eth9")).text, /eth9/);
    },
  },
  {
    name: "a name with %d gets the next free number",
    clauses: ["linux/netdevices/name-template"],
    run: async (t) => {
      const name = await device(t);
      const file = await kept(t, "ip link add eth0 type veth peer name eth0p");
      await t.created([withNamespace("network", file), { [KEY]: { [name]: { name: "eth%d" } } }]);
      assert.match(await inside(file, "ip", "link"), / eth1[@:]/);
    },
  },
  {
    name: "attributes of the device stay",
    clauses: ["linux/netdevices/keep-attributes"],
    run: async (t) => {
      const name = await device(t);
      await host("ip", "link", "set", name, "mtu", "1234", "address", "02:00:00:00:12:34");
      const { text } = await moved(t, name, {});
      assert.match(text, /mtu 1234 [\s\S]*02:00:00:00:12:34/);
    },
  },
  {
    name: "global permanent addresses stay, and others do not come along",
    clauses: ["linux/netdevices/keep-addresses"],
    run: async (t) => {
      const name = await device(t);
      await host("ip", "link", "set", name, "up");
      for (const address of ["192.0.2.7/24", "2001:db8::7/64"])
        await host("ip", "address", "add", address, "dev", name);
      await host(
        "ip",
        "address",
        "add",
        "192.0.2.99/24",
        "dev",
        name,
        "valid_lft",
        "1000",
        "preferred_lft",
        "1000",
      );
      await host("ip", "address", "add", "169.254.7.7/16", "dev", name, "scope", "link");
      const { text } = await moved(t, name, {});
      assert.match(text, /192\.0\.2\.7\/24/);
      assert.match(text, /2001:db8::7\/64/);
      assert.doesNotMatch(text, /192\.0\.2\.99|169\.254\.7\.7/);
    },
  },
  {
    name: "the runtime leaves the device alone afterwards, and does not move it back on delete",
    clauses: ["linux/netdevices/no-lifecycle", "linux/netdevices/no-move-back"],
    run: async (t) => {
      const name = await device(t);
      const file = await kept(t);
      const { id } = await t.running([withNamespace("network", file), { [KEY]: { [name]: {} } }]);
      await inside(file, "ip", "link", "set", name, "mtu", "1400");
      await t.ok(["state", id]);
      await t.remove(id);
      assert.match(await inside(file, "ip", "link", "show", name), /mtu 1400/);
    },
  },
  {
    name: "a name that is taken in the container is refused, and the device stays",
    clauses: ["linux/netdevices/name-clash", "linux/netdevices/check-possible"],
    run: async (t) => {
      const name = await device(t);
      const file = await kept(t, "ip link add eth0 type veth peer name eth0p");
      await t.refused([withNamespace("network", file), { [KEY]: { [name]: { name: "eth0" } } }]);
      await host("ip", "link", "show", name);
    },
  },
  ...refusals([
    [
      "linux/netdevices/check-possible",
      "a missing network device is refused",
      { [KEY]: { nosuchdev0: {} } },
      "ERR_HOST",
      "/linux/netDevices/nosuchdev0",
    ],
    [
      "linux/netdevices/check-possible",
      "a network device without a network namespace is refused",
      [withoutNamespaces("network"), { [KEY]: { lo: {} } }],
      "ERR_CONFIG_RULE",
      "/linux/netDevices",
    ],
    ["linux/netdevices/check-possible", "lo is refused", { [KEY]: { lo: {} } }],
  ]),
];
