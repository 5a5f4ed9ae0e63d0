// SPDX-License-Identifier: Apache-2.0
/** Cgroups that are not the container's: seen from inside, with a cgroup namespace and without, and by commands. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { suite, test } from "node:test";
import { cgroupsBelow, hierarchies, removeCgroups, unifiedOnly } from "../harness/cgroups.ts";
import { type Config, privileged } from "../harness/config.ts";
import { cgroupsOnly, pathsOnly } from "../harness/driver.ts";
import { Running } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { ENOENT, EROFS, errnos } from "../harness/lines.ts";

const host = testHost("other-cgroups");
const [controller = ""] = [...hierarchies().keys()].filter((name) => name !== "");
/** Where a hierarchy is mounted, on the host and inside. */
const mounts = unifiedOnly() ? ["/sys/fs/cgroup"] : ["/sys/fs/cgroup/memory", "/sys/fs/cgroup/pids"];

const withNamespace = (config: Config, own: boolean): void => {
  const others = config.linux.namespaces.filter(({ type }) => type !== "cgroup");
  config.linux.namespaces = own ? [...others, { type: "cgroup" }] : others;
};

suite("cgroups of others, from inside", () => {
  for (const own of [true, false]) {
    const how = own ? "with a cgroup namespace" : "without a cgroup namespace";

    test(`S11: ${how}, /sys brought along read-only is read-only with its cgroups`, async () => {
      const mount = unifiedOnly() ? "/sys/fs/cgroup" : `/sys/fs/cgroup/${controller}`;
      const below = cgroupsOnly === false ? host.cgroupParent : "";
      const name = `made-by-${basename(host.base).replaceAll(".", "-")}`;
      const lines = await host.probe(
        (config) => {
          privileged(config);
          withNamespace(config, own);
          config.mounts = config.mounts.filter(({ destination }) => destination !== "/sys");
          config.mounts.push({
            destination: "/sys",
            type: "none",
            source: "/sys",
            options: ["rbind", "nosuid", "noexec", "nodev", "ro"],
          });
        },
        ...["mkdir", `${mount}/${name}`],
        ...["mkdir", `${mount}${below}/${name}`],
      );
      removeCgroups(`/${name}`);
      assert.deepEqual(errnos(lines), [EROFS, EROFS]);
    });

    test(`C1, C2: ${how}, a writable cgroup mount shows the own cgroup, and neither a parent nor release_agent`, {
      skip: cgroupsOnly,
    }, async () => {
      for (const mount of mounts) {
        const lines = await host.probe((config) => {
          privileged(config);
          withNamespace(config, own);
          config.mounts.push({
            destination: "/sys/fs/cgroup",
            type: "cgroup",
            source: "cgroup",
            options: ["rw"],
          });
          const path = config.linux.cgroupsPath ?? "";
          const strange = [path, host.cgroupParent, `/${basename(path)}`].map((name) => `${mount}${name}`);
          config.process.args.push(
            ...["stat", `${mount}/cgroup.procs`],
            ...strange.flatMap((name) => ["stat", name]),
            ...["stat", `${mount}/release_agent`],
          );
        });
        assert.deepEqual(errnos(lines), [0, ENOENT, ENOENT, ENOENT, ENOENT], mount);
      }
    });
  }
});

suite("cgroups of others, named by commands", { skip: cgroupsOnly }, () => {
  /** Two containers, and the second one's cgroup is named like the first one's with a character more. */
  const neighbours = async (): Promise<{ id: string; other: string; name: string }> => {
    let path = "";
    const { id } = await host.running((config) => {
      path = config.linux.cgroupsPath ?? "";
    });
    const other = await host.running((config) => {
      config.linux.cgroupsPath = path.replace(/(\.scope)?$/, "0$1");
    });
    return { id, other: other.id, name: basename(path) };
  };

  test("S61: exec --cgroup into one beside it is refused, also where its name begins alike", async () => {
    const { id, other, name } = await neighbours();
    const refusals = [];
    for (const path of ["0", `../${name}0`, `/../${name}0`, `./../${name}0/`, "..", `../${name}`])
      refusals.push({ path, ...(await host.runt(["exec", "--cgroup", path, id, "/bin/true"])) });
    assert.deepEqual(
      refusals.filter(({ status }) => status === 0).map(({ path }) => path),
      [],
      "the program ran there",
    );
    for (const { path, status, stderr } of refusals) {
      assert.equal(status, 255, path);
      assert.match(stderr, /bad sub cgroup path/, path);
    }
    await host.remove(id, other);
  });

  test("S61: one whose name begins alike is neither changed, frozen, killed nor removed with it", async () => {
    const { id, other } = await neighbours();
    await host.ok(["update", "--pids-limit", "77", id]);
    await host.ok(["pause", id]);
    await host.ok(["exec", other, "/bin/true"]);
    await host.remove(id);
    assert.equal((await host.state(other)).status, "running");
    const limits = cgroupsBelow(host.cgroupParent).map((path) => join(path, "pids.max"));
    for (const path of limits.filter((one) => existsSync(one)))
      assert.notEqual(readFileSync(path, "utf8").trim(), "77", path);
    await host.remove(other);
  });
});

suite("a cgroup that was made again", { skip: cgroupsOnly || pathsOnly }, () => {
  test("rule 2.10.8: delete --force leaves alone what is in a cgroup of the same name", async () => {
    const { id } = await host.running();
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    const [directory] = cgroupsBelow(host.cgroupParent).filter((path) => /bundle-\d+$/.test(path));
    assert.ok(directory !== undefined);
    rmdirSync(directory);
    mkdirSync(directory);
    const stranger = new Running(["/bin/sleep", "1000"]);
    writeFileSync(join(directory, "cgroup.procs"), String(stranger.pid));
    await host.runt(["delete", "--force", id]);
    assert.equal(/ [ZX] /.test(readFileSync(`/proc/${stranger.pid}/stat`, "utf8")), false);
    stranger.child.kill("SIGKILL");
    await stranger.done;
    await host.remove(id);
    rmdirSync(directory);
  });
});
