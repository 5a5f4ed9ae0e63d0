// SPDX-License-Identifier: Apache-2.0
/** The systemd cgroup driver with the manager of an ordinary user: uid 1000, who lingers (scripts/guest/image.sh). */
import assert from "node:assert/strict";
import { chownSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { unifiedOnly } from "../harness/cgroups.ts";
import type { Config } from "../harness/config.ts";
import { execute, type Result } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { runtime } from "../harness/places.ts";
import { cgroupFile, lacksSystemd } from "../harness/systemd.ts";

const UID = 1000;
const MANAGER = `/user.slice/user-${UID}.slice/user@${UID}.service`;
const host = testHost("systemd-user");
const skip =
  lacksSystemd() ||
  (unifiedOnly() ? false : "cgroup2 is not alone on this host") ||
  (existsSync(`/sys/fs/cgroup${MANAGER}`) ? false : `no manager of user ${UID} runs here`);

const asUser = [
  "setpriv",
  "--reuid",
  String(UID),
  "--regid",
  String(UID),
  "--init-groups",
  "env",
  "-i",
  "PATH=/usr/bin:/bin",
];

/** A directory that the user owns. */
function ownDirectory(): string {
  const path = host.directory("own");
  chownSync(path, UID, UID);
  return path;
}

/** A command of the user, who is given the directory of his manager alone. */
function user(root: string, ...words: string[]): Promise<Result> {
  return execute([...asUser, `XDG_RUNTIME_DIR=/run/user/${UID}`, ...runtime, "--root", root, ...words]);
}

function bundleOf(id: string): string {
  const { directory } = host.bundle((config: Config) => {
    config.process.args = ["/bin/sleep", "1000"];
    config.linux.cgroupsPath = `:runt:${id}`;
    config.linux.namespaces.push({ type: "user" });
    config.linux.uidMappings = [{ containerID: 0, hostID: UID, size: 1 }];
    config.linux.gidMappings = [{ containerID: 0, hostID: UID, size: 1 }];
    config.linux.resources = { pids: { limit: 33 }, memory: { limit: 64 << 20 } };
    config.mounts = [
      { destination: "/proc", type: "proc", source: "proc" },
      // The root filesystem is root's.
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755"] },
    ];
  });
  return directory;
}

suite("systemd driver of a user", { skip }, () => {
  test("the container is in a scope of the user's manager, which exec joins, update changes and delete ends", async () => {
    const id = host.id();
    const root = ownDirectory();
    const cgroup = `${MANAGER}/user.slice/runt-${id}.scope`;
    succeeded(await user(root, "--systemd-cgroup", "run", "--detach", "--bundle", bundleOf(id), id));
    assert.equal(cgroupFile(cgroup, "pids.max"), "33");
    assert.equal(cgroupFile(cgroup, "memory.max"), String(64 << 20));
    const exec = succeeded(await user(root, "exec", id, "/bin/cat", "/proc/self/cgroup"));
    assert.match(exec.stdout, new RegExp(`^0::(${cgroup}|/)$`, "m"));
    succeeded(await user(root, "update", "--pids-limit", "22", id));
    assert.equal(cgroupFile(cgroup, "pids.max"), "22");
    succeeded(await user(root, "delete", "--force", id));
    assert.equal(existsSync(`/sys/fs/cgroup${cgroup}`), false);
  });

  test("without a manager the error says what was tried and what to do", async () => {
    const id = host.id();
    const empty = ownDirectory();
    mkdirSync(join(empty, "systemd"));
    const words = ["--root", ownDirectory(), "--systemd-cgroup", "create", "--bundle", bundleOf(id), id];
    const result = await execute([...asUser, `XDG_RUNTIME_DIR=${empty}`, ...runtime, ...words]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /cannot reach the user manager of systemd, which --systemd-cgroup asks for/);
    assert.match(result.stderr, /loginctl enable-linger/);
  });
});
