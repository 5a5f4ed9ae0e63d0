// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chownSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import type { Config, Mount } from "../harness/config.ts";
import { testHost } from "../harness/host.ts";
import { mountAt } from "../harness/mountinfo.ts";

const host = testHost("idmaps");

/** A directory with a file of user 0 and one of user 5. */
function sourceDirectory(): string {
  const source = host.directory("source");
  for (const [name, id] of [
    ["root", 0],
    ["five", 5],
  ] as const) {
    writeFileSync(join(source, name), name);
    chownSync(join(source, name), id, id);
  }
  return source;
}

const ids = (hostID: number, size = 100) => [{ containerID: 0, hostID, size }];

const mapped = (hostID: number, mount: Partial<Mount> = {}): Mount => ({
  destination: `/mapped-${hostID}`,
  type: "bind",
  source: "",
  options: ["bind"],
  uidMappings: ids(hostID),
  gidMappings: ids(hostID + 1000),
  ...mount,
});

function ownUsers(config: Config): void {
  config.linux.namespaces.push({ type: "user" });
  config.linux["uidMappings"] = ids(100_000, 1000);
  config.linux["gidMappings"] = ids(100_000, 1000);
}

suite("idmapped mounts", () => {
  test("owners are shifted by the mappings of the mount", async () => {
    const source = sourceDirectory();
    const lines = await host.probe(
      (config) => {
        config.mounts.push(mapped(3000, { source }));
      },
      "stat",
      "/mapped-3000/root",
      "stat",
      "/mapped-3000/five",
    );
    assert.deepEqual(
      lines.map(({ uid, gid }) => [uid, gid]),
      [
        [3000, 4000],
        [3005, 4005],
      ],
    );
  });

  test("mounts with different mappings each have their own, equal ones have one", async () => {
    const source = sourceDirectory();
    const lines = await host.probe(
      (config) => {
        config.mounts.push(
          mapped(3000, { source }),
          mapped(7000, { source, options: ["rbind", "ridmap"] }),
          mapped(3000, { source, destination: "/again" }),
          { destination: "/plain", type: "bind", source, options: ["bind"] },
        );
      },
      ...["/mapped-3000", "/mapped-7000", "/again", "/plain"].flatMap((path) => ["stat", `${path}/five`]),
    );
    assert.deepEqual(
      lines.map(({ uid }) => uid),
      [3005, 7005, 3005, 5],
    );
  });

  test("idmap without mappings takes those of the container's user namespace", async () => {
    const source = sourceDirectory();
    const lines = await host.probe(
      (config, made) => {
        made.mkdir("a").mkdir("b");
        ownUsers(config);
        config.mounts.push({ destination: "/a", type: "bind", source, options: ["bind", "idmap"] });
        config.mounts.push({ destination: "/b", type: "bind", source, options: ["bind"] });
      },
      "stat",
      "/a/five",
      "stat",
      "/b/five",
    );
    assert.deepEqual(
      lines.map(({ uid }) => uid),
      [5, 65534],
    );
  });

  test("what the container's root writes belongs to the unshifted user", async () => {
    const source = sourceDirectory();
    const bundle = host.bundle((config, made) => {
      made.mkdir("a");
      ownUsers(config);
      config.mounts.push({ destination: "/a", type: "bind", source, options: ["bind", "idmap"] });
      config.process.args = ["/bin/sh", "-c", "echo text > /a/new"];
    });
    const result = await host.run(bundle);
    assert.equal(result.status, 0, result.stderr);
    assert.equal(statSync(join(source, "new")).uid, 0);
  });

  test("a mapped mount says so, and create and start work apart", async () => {
    const source = sourceDirectory();
    const bundle = host.bundle((config) => {
      config.mounts.push(mapped(3000, { source }));
      config.process.args = ["/probe", "wait"];
    });
    const id = await host.create(bundle);
    await host.ok(["start", id]);
    const report = JSON.parse((await host.ok(["exec", id, "/probe", "report"])).stdout);
    assert.ok(mountAt(report.mountinfo, "/mapped-3000")?.options.includes("idmapped"));
    await host.remove(id);
  });

  test("mappings that the kernel refuses are an error with the mount's pointer", async () => {
    await host.refused((config) => {
      const overlapping = [...ids(3000), ...ids(9000)];
      config.mounts.push(mapped(3000, { source: host.base, uidMappings: overlapping }));
    }, /\/mounts\/6|uidMappings/);
  });

  test("idmap without mappings and without a user namespace is refused", async () => {
    await host.refused((config) => {
      config.mounts.push({ destination: "/a", type: "bind", source: "/tmp", options: ["bind", "idmap"] });
    }, /user namespace|mappings/);
  });
});
