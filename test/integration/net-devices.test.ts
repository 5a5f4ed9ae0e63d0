// SPDX-License-Identifier: Apache-2.0
/** Every runtime here is started in a network namespace of the test's own: the host's devices are not touched. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import type { Config } from "../harness/config.ts";
import { execute, type Result } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";

const host = testHost("net-devices");
const NAMESPACE = `runt-test-${process.pid}`;

/** Begins the names of the other ends, which stay where they are. */
const PEER = "peer-";

interface Link {
  ifname: string;
  flags: string[];
  mtu: number;
  address: string;
  addr_info: { family: string; local: string; prefixlen: number; scope: string; label?: string }[];
}

const ip = (...words: string[]): string => execFileSync("ip", words, { encoding: "utf8" });
const inside = (...words: string[]): string => ip("-n", NAMESPACE, ...words);

function links(prefix: readonly string[]): Link[] {
  const text = execFileSync(prefix[0] ?? "", [...prefix.slice(1), "ip", "-json", "address"], {
    encoding: "utf8",
  });
  return (JSON.parse(text) as Link[]).filter(
    ({ ifname }) => ifname !== undefined && ifname !== "lo" && !ifname.startsWith(PEER),
  );
}

/** `ip netns exec` would cover /sys, with the cgroups. */
const ENTER = ["nsenter", `--net=/run/netns/${NAMESPACE}`];

const hostLinks = (): Link[] => links(ENTER);
const linksOf = (pid: number): Link[] => links(["nsenter", "--net", "--target", String(pid)]);

function addressesOf(link: Link | undefined): string[] {
  return (link?.addr_info ?? [])
    .filter(({ scope }) => scope === "global")
    .map(({ local, prefixlen, label }) => `${local}/${prefixlen}${label === undefined ? "" : ` ${label}`}`)
    .sort();
}

/** One end of a pair as somebody may have set it up. */
function device(name: string, ...addresses: string[]): void {
  inside("link", "add", name, "type", "veth", "peer", "name", `${PEER}${name}`);
  inside("link", "set", name, "mtu", "1400", "address", "02:00:00:00:00:07");
  for (const address of addresses) inside("address", "add", ...address.split(" "), "dev", name);
  inside("link", "set", name, "up");
}

function runt(...words: string[]): Promise<Result> {
  return execute([...ENTER, ...host.words(...words)]);
}

const moving =
  (netDevices: Record<string, object>, edit: (config: Config) => void = () => undefined) =>
  (config: Config): void => {
    config.process.args = ["/probe", "wait"];
    config.linux["netDevices"] = netDevices;
    edit(config);
  };

async function created(edit: (config: Config) => void): Promise<{ id: string; pid: number }> {
  const id = host.id();
  succeeded(await runt("create", "--bundle", host.bundle(edit).directory, id));
  return { id, pid: (await host.state(id)).pid };
}

async function refused(edit: (config: Config) => void, wanted: RegExp): Promise<void> {
  const earlier = hostLinks();
  const id = host.id();
  const result = await runt("create", "--bundle", host.bundle(edit).directory, id);
  assert.equal(result.status, 1);
  assert.match(result.stderr, wanted);
  assert.equal((await host.runt(["state", id])).status, 1);
  const strip = (all: Link[]): unknown[] =>
    all
      .map((link) => [link.ifname, link.mtu, link.address, link.flags.includes("UP"), addressesOf(link)])
      .sort();
  assert.deepEqual(strip(hostLinks()), strip(earlier), "the host's devices are as before");
}

suite("network devices", () => {
  before(() => void ip("netns", "add", NAMESPACE));
  after(() => void ip("netns", "delete", NAMESPACE));

  test("a device is moved with its addresses, MTU and hardware address, and is up", async () => {
    device("dev0", "192.0.2.1/24", "192.0.2.2/24", "2001:db8::1/64 nodad");
    const { id, pid } = await created(moving({ dev0: {} }));
    assert.deepEqual(
      hostLinks().map(({ ifname }) => ifname),
      [],
    );
    const [link] = linksOf(pid);
    assert.deepEqual([link?.ifname, link?.mtu, link?.address], ["dev0", 1400, "02:00:00:00:00:07"]);
    assert.equal(link?.flags.includes("UP"), true);
    assert.deepEqual(addressesOf(link), ["192.0.2.1/24 dev0", "192.0.2.2/24 dev0", "2001:db8::1/64"]);
    await host.remove(id);
  });

  test("name renames it, also in the labels of its addresses", async () => {
    device("dev1", "192.0.2.1/24", "198.51.100.1/24 label dev1:web");
    const { id, pid } = await created(moving({ dev1: { name: "eth7" } }));
    const [link] = linksOf(pid);
    assert.equal(link?.ifname, "eth7");
    assert.deepEqual(addressesOf(link), ["192.0.2.1/24 eth7", "198.51.100.1/24 eth7:web"]);
    await host.remove(id);
  });

  test("a name that ends in %d gets a number from the kernel", async () => {
    device("dev2", "192.0.2.1/24");
    const { id, pid } = await created(moving({ dev2: { name: "wan%d" } }));
    const [link] = linksOf(pid);
    assert.equal(link?.ifname, "wan0");
    assert.deepEqual(addressesOf(link), ["192.0.2.1/24 wan0"]);
    await host.remove(id);
  });

  test("several devices move, and two of them may swap names", async () => {
    device("swap0", "192.0.2.10/24");
    device("swap1", "192.0.2.11/24");
    const { id, pid } = await created(moving({ swap0: { name: "swap1" }, swap1: { name: "swap0" } }));
    const all = linksOf(pid).map((link) => [link.ifname, addressesOf(link)]);
    assert.deepEqual(all.sort(), [
      ["swap0", ["192.0.2.11/24 swap0"]],
      ["swap1", ["192.0.2.10/24 swap1"]],
    ]);
    await host.remove(id);
  });

  test("addresses that the kernel made by itself do not move along", async () => {
    device("dev3");
    const { id, pid } = await created(moving({ dev3: {} }));
    assert.deepEqual(addressesOf(linksOf(pid)[0]), []);
    await host.remove(id);
  });

  test("a joined network namespace gets the device and keeps it after delete", async () => {
    const other = `${NAMESPACE}-other`;
    ip("netns", "add", other);
    try {
      device("dev4", "192.0.2.1/24");
      const path = `/run/netns/${other}`;
      const { id } = await created(
        moving({ dev4: { name: "in0" } }, (config) => {
          config.linux.namespaces = config.linux.namespaces.map((one) =>
            one.type === "network" ? { ...one, path } : one,
          );
        }),
      );
      await host.remove(id);
      const [link] = links(["ip", "netns", "exec", other]);
      assert.deepEqual([link?.ifname, ...addressesOf(link)], ["in0", "192.0.2.1/24 in0"]);
    } finally {
      ip("netns", "delete", other);
    }
  });

  test("hooks of the runtime see the device gone, those of the container see it there", async () => {
    device("dev5", "192.0.2.1/24");
    const out = join(host.directory(), "seen");
    const { id } = await created(
      moving({ dev5: { name: "hooked" } }, (config) => {
        config.hooks = {
          createRuntime: [{ path: "/bin/sh", args: ["sh", "-c", `ip -o link > ${out}.runtime`] }],
          createContainer: [{ path: "/bin/sh", args: ["sh", "-c", `ip -o link > ${out}.container`] }],
        };
      }),
    );
    assert.doesNotMatch(execFileSync("cat", [`${out}.runtime`], { encoding: "utf8" }), / (dev5|hooked)@/);
    assert.match(execFileSync("cat", [`${out}.container`], { encoding: "utf8" }), /hooked/);
    await host.remove(id);
  });

  test("a device that is missing is refused with its pointer", async () => {
    await refused(
      moving({ nodev0: {} }),
      /there is no network device "nodev0"[\s\S]*\/linux\/netDevices\/nodev0/,
    );
  });

  test("of two devices of which one is missing none is moved", async () => {
    device("dev6", "192.0.2.1/24");
    await refused(moving({ dev6: {}, nodev0: {} }), /\/linux\/netDevices\/nodev0/);
    inside("link", "delete", "dev6");
  });

  test("a name that is taken inside is refused, and what was moved before comes back", async () => {
    const other = `${NAMESPACE}-other`;
    ip("netns", "add", other);
    try {
      ip("-n", other, "link", "add", "taken", "type", "bridge");
      device("dev7", "192.0.2.1/24", "192.0.2.9/24 label dev7:x");
      device("dev8", "192.0.2.2/24");
      const path = `/run/netns/${other}`;
      await refused(
        moving({ dev7: { name: "free" }, dev8: { name: "taken" } }, (config) => {
          config.linux.namespaces = config.linux.namespaces.map((one) =>
            one.type === "network" ? { ...one, path } : one,
          );
        }),
        /has a device "taken" already[\s\S]*\/linux\/netDevices\/dev8\/name/,
      );
    } finally {
      inside("link", "delete", "dev7");
      inside("link", "delete", "dev8");
      ip("netns", "delete", other);
    }
  });

  test("a create that fails after the move gives the device back as it was", async () => {
    device("dev9", "192.0.2.1/24", "2001:db8::9/64 nodad");
    await refused(
      moving({ dev9: { name: "eth9" } }, (config) => {
        config.process.args = ["/missing"];
      }),
      /missing/,
    );
    inside("link", "delete", "dev9");
  });

  test("the loopback device is refused", async () => {
    await refused(moving({ lo: {} }), /\/linux\/netDevices\/lo: .*loopback/);
  });

  test("a device that the kernel does not let go is refused with its words", async () => {
    inside("link", "add", "fixed0", "type", "bridge");
    await refused(
      moving({ fixed0: {} }),
      /move network device fixed0: netlink: [\s\S]*\/linux\/netDevices\/fixed0[\s\S]*kernel/,
    );
    inside("link", "delete", "fixed0");
  });

  test("without a network namespace, or with the host's own, it is refused", async () => {
    device("dev10");
    await refused(
      moving({ dev10: {} }, (config) => {
        config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "network");
      }),
      /\/linux\/netDevices: .*no network namespace/,
    );
    await refused(
      moving({ dev10: {} }, (config) => {
        config.linux.namespaces = config.linux.namespaces.map((one) =>
          one.type === "network" ? { ...one, path: `/run/netns/${NAMESPACE}` } : one,
        );
      }),
      /\/linux\/netDevices\/dev10.*the host's own/,
    );
    inside("link", "delete", "dev10");
  });
});
