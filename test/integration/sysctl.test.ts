// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { suite, test } from "node:test";
import type { Config } from "../harness/config.ts";
import { testHost } from "../harness/host.ts";

const host = testHost("sysctl");

const withSysctl =
  (key: string, value: string, edit: (config: Config) => void = () => undefined) =>
  (config: Config) => {
    config.linux["sysctl"] = { [key]: value };
    edit(config);
  };

const drop = (type: string) => (config: Config) => {
  config.linux.namespaces = config.linux.namespaces.filter((namespace) => namespace.type !== type);
  if (type === "uts") delete config.hostname;
};

suite("hostname and domainname", () => {
  test("are set inside and not on the host", async () => {
    const before = hostname();
    const report = await host.report((config) => {
      config.hostname = "inside.example";
      config["domainname"] = "example.org";
    });
    assert.deepEqual([report.hostname, report.domainname], ["inside.example", "example.org"]);
    assert.equal(hostname(), before);
  });

  test("absent they are inherited", async () => {
    const report = await host.report((config) => {
      delete config.hostname;
    });
    assert.equal(report.hostname, hostname());
  });

  test("64 characters work, 65 are refused", async () => {
    const report = await host.report((config) => {
      config.hostname = "h".repeat(64);
    });
    assert.equal(report.hostname, "h".repeat(64));
    const bundle = host.bundle((config) => {
      config.hostname = "h".repeat(65);
    });
    assert.equal((await host.run(bundle)).status, 1);
  });

  for (const property of ["hostname", "domainname"]) {
    test(`${property} with the host's own uts namespace as a path is refused, the host unchanged`, async () => {
      const file = `/proc/sys/kernel/${property}`;
      const before = readFileSync(file, "utf8");
      try {
        await host.refused((config) => {
          drop("uts")(config);
          config.linux.namespaces.push({ type: "uts", path: "/proc/self/ns/uts" });
          config[property] = "of-the-container";
        }, /uts|UTS/);
        assert.equal(readFileSync(file, "utf8"), before);
      } finally {
        writeFileSync(file, before.trim());
      }
    });
  }

  for (const property of ["hostname", "domainname"]) {
    test(`${property} without a uts namespace is refused`, async () => {
      await host.refused((config) => {
        drop("uts")(config);
        config[property] = "name";
      }, /uts|UTS/);
    });
  }
});

suite("sysctl", () => {
  const applied: [string, string, string][] = [
    ["net.ipv4.ip_forward", "1", "/proc/sys/net/ipv4/ip_forward"],
    ["net/ipv4/ip_forward", "1", "/proc/sys/net/ipv4/ip_forward"],
    ["kernel.shmmni", "2048", "/proc/sys/kernel/shmmni"],
    ["kernel.msgmax", "16384", "/proc/sys/kernel/msgmax"],
    ["kernel.sem", "32 1000 10 10", "/proc/sys/kernel/sem"],
    ["fs.mqueue.msg_max", "5", "/proc/sys/fs/mqueue/msg_max"],
    ["net.ipv4.ping_group_range", "0 100", "/proc/sys/net/ipv4/ping_group_range"],
  ];
  for (const [key, value, path] of applied) {
    test(`${key} is set inside and unchanged on the host`, async () => {
      const before = readFileSync(path, "utf8");
      const [line] = await host.probe(withSysctl(key, value), "read", path);
      assert.equal(String(line?.["text"]).trim().replaceAll("\t", " "), value);
      assert.equal(readFileSync(path, "utf8"), before);
    });
  }

  /** What it is already: nothing happens to the host if a runtime lets it through. */
  const present = (path: string): string => readFileSync(`/proc/sys/${path}`, "utf8").trim();
  const refused: [string, string][] = [
    ["kernel.core_pattern", present("kernel/core_pattern")],
    ["kernel.panic", present("kernel/panic")],
    ["kernel.hostname", "other"],
    ["vm.swappiness", present("vm/swappiness")],
    ["fs.file-max", present("fs/file-max")],
    ["net/../kernel/core_pattern", present("kernel/core_pattern")],
    ["net..x", "1"],
    ["net.ipv4.x+kernel.core_pattern=x", "1"],
    ["net.ipv4./../../kernel/core_pattern", present("kernel/core_pattern")],
    ["", "1"],
  ];
  for (const [key, value] of refused) {
    test(`"${key}" is refused before anything is made (S54)`, async () => {
      await host.refused(withSysctl(key, value), /sysctl|no such file/);
    });
  }

  test("net.* without a network namespace is refused", async () => {
    await host.refused(withSysctl("net.ipv4.ip_forward", "1", drop("network")), /net/);
  });

  const hostNamespaces: [type: string, name: string, key: string, path: string][] = [
    ["network", "net", "net.ipv4.ip_forward", "/proc/sys/net/ipv4/ip_forward"],
    ["ipc", "ipc", "kernel.shmmni", "/proc/sys/kernel/shmmni"],
    ["ipc", "ipc", "fs.mqueue.msg_max", "/proc/sys/fs/mqueue/msg_max"],
    ["uts", "uts", "kernel.domainname", "/proc/sys/kernel/domainname"],
  ];
  for (const [type, name, key, file] of hostNamespaces) {
    test(`${key} with the host's own ${type} namespace as a path is refused, the host unchanged (S54)`, async () => {
      const before = readFileSync(file, "utf8");
      try {
        await host.refused(
          withSysctl(key, "7", (config) => {
            drop(type)(config);
            config.linux.namespaces.push({ type, path: `/proc/self/ns/${name}` });
          }),
          new RegExp(`${key}|sysctl|${type}`),
        );
        assert.equal(readFileSync(file, "utf8"), before);
      } finally {
        writeFileSync(file, before);
      }
    });
  }

  test("kernel.shmmax without an ipc namespace is refused", async () => {
    await host.refused(withSysctl("kernel.shmmax", "1", drop("ipc")), /ipc|kernel.shmmax/);
  });

  test("a name that does not exist fails and is named", async () => {
    await host.refused(withSysctl("net.no_such_thing", "1"), /no_such_thing/);
  });

  test("a value that the kernel refuses fails and is named", async () => {
    await host.refused(withSysctl("net.ipv4.ip_forward", "nonsense"), /ip_forward/);
  });
});
