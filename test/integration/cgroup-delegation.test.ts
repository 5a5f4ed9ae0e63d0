// SPDX-License-Identifier: Apache-2.0
/** Whose the container's cgroup is, where it sees a writable one. config-linux.md "Cgroup ownership". */
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import { directoriesOf } from "../harness/cgroups.ts";
import type { Config } from "../harness/config.ts";
import { rootOnly } from "../harness/driver.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { v2 } from "../harness/limits.ts";

const host = testHost("cgroup-delegation");

const ownerOf = async (path: string): Promise<string> =>
  (await execute(["stat", "-c", "%u", path])).stdout.trim();

function writable(config: Config): void {
  config.linux.namespaces.push({ type: "cgroup" });
  config.process.user = { uid: 1000, gid: 1000 };
  config.mounts.push({ destination: "/sys/fs/cgroup", type: "cgroup", source: "cgroup", options: ["rw"] });
}

suite("delegation", () => {
  test("a cgroup belongs to root on v1, whatever is mounted", {
    skip: v2 ? "cgroup2 is alone on this host" : false,
  }, async () => {
    const { id, bundle } = await host.running(writable);
    for (const directory of directoriesOf(String(bundle.config.linux.cgroupsPath)))
      assert.equal(await ownerOf(directory), "0", directory);
    await host.remove(id);
  });

  test("a cgroup2 mounted read-write with a cgroup namespace belongs to the process user, only as the kernel lists", {
    skip: v2 ? rootOnly : "cgroup2 is not alone on this host",
  }, async () => {
    const { id, bundle } = await host.running(writable);
    const directory = join("/sys/fs/cgroup", String(bundle.config.linux.cgroupsPath));
    assert.equal(await ownerOf(directory), "1000");
    assert.equal(await ownerOf(join(directory, "cgroup.procs")), "1000");
    assert.equal(await ownerOf(join(directory, "memory.max")), "0");
    await host.remove(id);
  });
});
