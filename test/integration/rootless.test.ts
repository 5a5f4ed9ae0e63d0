// SPDX-License-Identifier: Apache-2.0
/** An ordinary user runs containers: uid 65534, whose subordinate ids stand in a file of the test's own. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite, test, type TestContext } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import { cgroupsBelow, hierarchies, removeCgroups } from "../harness/cgroups.ts";
import { eventually, execute, Running, type Result } from "../harness/execute.ts";
import { type Edit, succeeded, testHost } from "../harness/host.ts";
import { PIDS, readLimit, v2 } from "../harness/limits.ts";
import { runtime, tool } from "../harness/places.ts";
import { makeRootless } from "../harness/rootless.ts";

const UID = 65534;
const FIRST = 100_000;
const COUNT = 65_536;
const NAME = "nobody";
const AS_USER = ["setpriv", `--reuid=${UID}`, `--regid=${UID}`, "--clear-groups", "--inh-caps=-all"];
const GRANT = 'for f in /etc/subuid /etc/subgid; do mount --bind "$1" $f || exit 99; done; shift; exec "$@"';

const host = testHost("rootless");
const stateRoot = host.directory("user-state");
chownSync(stateRoot, UID, UID);

const readable = spawnSync(AS_USER[0] ?? "", [...AS_USER.slice(1), ...runtime, "--version"]).status === 0;
const noUser = readable ? undefined : `uid ${UID} can't execute ${runtime.join(" ")}`;
const programs = ["/usr/bin/newuidmap", "/usr/bin/newgidmap", "/etc/subuid", "/etc/subgid"];
const absent = programs.find((path) => !existsSync(path));
const noSubordinates =
  noUser ??
  (absent === undefined
    ? spawnSync("id", ["-un", String(UID)])
        .stdout?.toString()
        .trim() === NAME
      ? undefined
      : `uid ${UID} is not called ${NAME} here`
    : `${absent} is missing (package uidmap)`);
const skipUser = noUser === undefined ? {} : { skip: noUser };
const skipSubordinates = noSubordinates === undefined ? {} : { skip: noSubordinates };

const ownOnly = [{ containerID: 0, hostID: UID, size: 1 }];
const withSubordinates = [...ownOnly, { containerID: 1, hostID: FIRST, size: COUNT }];

function userBundle(edit: Edit, mappings: readonly object[] = ownOnly): Bundle {
  const bundle = host.bundle((config, made) => {
    makeRootless(config, mappings);
    edit(config, made);
  });
  // Directories only: the files are links to others' bundles.
  for (const path of [bundle.directory, bundle.rootfs]) chownSync(path, UID, UID);
  return bundle;
}

function words(...rest: string[]): string[] {
  return [...AS_USER, ...runtime, "--root", stateRoot, ...rest];
}

const user = (...rest: string[]): Promise<Result> => execute(words(...rest));
const ok = async (...rest: string[]): Promise<Result> => succeeded(await user(...rest));

/** With this text as /etc/subuid and /etc/subgid. `before` is shell code, with root's rights. */
function granted(text: string, rest: string[], before = ":"): Promise<Result> {
  const file = join(host.directory("sub"), "ids");
  writeFileSync(file, text);
  return execute(["unshare", "-m", "sh", "-c", `${before}; ${GRANT}`, "sh", file, ...words(...rest)]);
}

const shell =
  (code: string): Edit =>
  (config) => {
    config.process.args = ["/bin/sh", "-c", code];
  };

suite("rootless, one id", skipUser, () => {
  test("the process is root of a user namespace that maps the caller alone, without setgroups(2)", async () => {
    const bundle = userBundle(
      shell("cat /proc/self/uid_map /proc/self/setgroups; id -u; echo x >/dev/null && echo dev"),
    );
    const { stdout } = await ok("run", "--bundle", bundle.directory, host.id());
    const [map = "", ...rest] = stdout.trim().split("\n");
    assert.deepEqual(map.trim().split(/\s+/), ["0", String(UID), "1"]);
    assert.deepEqual(rest, ["deny", "0", "dev"]);
  });

  test("createContainer hooks run in the user namespace, and init is closed to the caller after them", async () => {
    const bundle = userBundle((config, { directory }) => {
      config.process.args = ["/probe", "wait"];
      const code = `readlink /proc/self/ns/user >${directory}/hook; id -u >>${directory}/hook`;
      config["hooks"] = { createContainer: [{ path: "/bin/sh", args: ["sh", "-c", code] }] };
    });
    const id = host.id();
    await ok("create", "--bundle", bundle.directory, id);
    const { pid } = JSON.parse((await ok("state", id)).stdout);
    const [namespace, uid] = readFileSync(join(bundle.directory, "hook"), "utf8").trim().split("\n");
    assert.deepEqual([namespace, uid], [readlinkSync(`/proc/${pid}/ns/user`), "0"]);
    assert.equal((await execute([...AS_USER, "readlink", `/proc/${pid}/ns/user`])).status, 1);
    assert.match(
      (await user("exec", id, "id")).stderr,
      /join the container: setns: operation not permitted[^]*CAP_SYS_PTRACE: `runt start` comes first/,
    );
    await ok("start", id);
    assert.equal((await ok("exec", id, "id", "-u")).stdout, "0\n");
    await ok("delete", "--force", id);
  });

  test("startContainer hooks are refused at /hooks/startContainer", async () => {
    const bundle = userBundle((config) => {
      config["hooks"] = { startContainer: [{ path: "/bin/true" }] };
    });
    const { status, stderr } = await user("create", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(stderr, /startContainer hooks are not supported[^]*\/hooks\/startContainer/);
  });

  test("every command of a life works, and delete leaves nothing", async () => {
    const bundle = userBundle((config) => {
      config.process.args = ["/probe", "wait"];
    });
    const id = host.id();
    const pidFile = join(bundle.directory, "pid");
    await ok("create", "--bundle", bundle.directory, "--pid-file", pidFile, id);
    await ok("start", id);
    const pid = Number(readFileSync(pidFile, "utf8"));
    assert.equal(statSync(`/proc/${pid}`).isDirectory(), true);
    const state = JSON.parse((await ok("state", id)).stdout);
    assert.deepEqual([state.status, state.pid], ["running", pid]);
    const [listed] = JSON.parse((await ok("list", "--format", "json")).stdout);
    assert.deepEqual([listed.id, listed.owner], [id, NAME]);
    assert.equal((await ok("exec", id, "id", "-u")).stdout, "0\n");
    assert.equal((await user("exec", id, "/bin/sh", "-c", "exit 7")).status, 7);
    assert.deepEqual(JSON.parse((await ok("ps", "--format", "json", id)).stdout), [pid]);
    assert.match((await ok("ps", id)).stdout, /probe/);
    assert.match((await user("pause", id)).stderr, /no cgroup with a freezer[^]*delegated/);
    await ok("kill", id, "KILL");
    await eventually("it is stopped", async () => (await ok("state", id)).stdout.includes('"stopped"'));
    await ok("delete", id);
    assert.equal((await ok("list", "--format", "json")).stdout.trim(), "null");
  });

  test("a console socket receives the terminal", async () => {
    const path = join(host.directory("s"), "console");
    chownSync(join(path, ".."), UID, UID);
    const receiver = new Running([...AS_USER, tool("receive"), path, "console"]);
    await eventually("the console socket listens", () => existsSync(path));
    const bundle = userBundle((config) => {
      config.process.terminal = true;
      config.process.args = ["/bin/sh", "-c", "test -t 0 && test -t 1 && echo terminal"];
    });
    const id = host.id();
    await ok("create", "--bundle", bundle.directory, "--console-socket", path, id);
    await ok("start", id);
    await eventually("it is stopped", async () => (await ok("state", id)).stdout.includes('"stopped"'));
    await ok("delete", id);
    assert.match((await receiver.done).stdout, /terminal/);
  });

  test("additional groups are refused, as the kernel denies setgroups(2)", async () => {
    const bundle = userBundle((config) => {
      config.process.user["additionalGids"] = [5];
    });
    const { status, stderr } = await user("run", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(stderr, /cannot set any additional groups in a rootless container/);
  });

  test("namespaces without a user namespace are refused with what to add", async () => {
    const bundle = userBundle((config) => {
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "user");
      delete config.linux["uidMappings"];
      delete config.linux["gidMappings"];
    });
    const { status, stderr } = await user("create", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(stderr, /rootless container requires user namespaces[^]*spec --rootless/);
  });

  test("a limit without permission for cgroups is refused with the exact words", async () => {
    const bundle = userBundle((config) => {
      config.linux.resources = { pids: { limit: 10 } };
    });
    const { status, stderr } = await user("create", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(
      stderr,
      /rootless needs no limits \+ no cgrouppath when no permission is granted for cgroups/,
    );
  });

  test("a cgroupsPath without permission is refused", async () => {
    const bundle = userBundle((config) => {
      config.linux.cgroupsPath = `${host.cgroupParent}/x`;
    });
    const { status, stderr } = await user("create", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(
      stderr,
      /no permission is granted for cgroups: make cgroup .*: permission denied[^]*leave linux.cgroupsPath away/,
    );
  });

  test("without XDG_RUNTIME_DIR the error says that it is missing", async () => {
    const { directory } = userBundle(shell("true"));
    const unset = ["env", "-u", "XDG_RUNTIME_DIR", ...runtime, "run", "--bundle", directory, host.id()];
    const { status, stderr } = await execute([...AS_USER, ...unset]);
    assert.equal(status, 1);
    assert.match(stderr, /state root \/run\/runt: .*permission denied[^]*XDG_RUNTIME_DIR: set it to/);
  });

  test("an oomScoreAdj below the caller's is refused with what it needs", async () => {
    const bundle = userBundle((config) => {
      config.process["oomScoreAdj"] = -500;
    });
    const { status, stderr } = await user("create", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(stderr, /oom_score_adj to -500: .*denied[^]*\/process\/oomScoreAdj[^]*CAP_SYS_RESOURCE/);
  });

  test("--rootless=false makes a missing permission an error", async () => {
    const bundle = userBundle(shell("true"));
    const { status, stderr } = await user("--rootless=false", "run", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(stderr, /permission denied/);
  });
});

suite("rootless, a cgroup that is given to the user", skipUser, () => {
  /** Below the test's own, where the user may make cgroups. @returns its path in each hierarchy */
  function delegate(t: TestContext, name: string): string {
    t.after(() => removeCgroups(path));
    const path = `${host.cgroupParent}/${name}`;
    for (const point of new Set(hierarchies().values())) {
      const directory = join(point, path);
      mkdirSync(directory, { recursive: true });
      for (const file of ["cpuset.cpus", "cpuset.mems"]) copyDown(point, directory, file);
      for (const entry of [directory, ...readdirSync(directory).map((file) => join(directory, file))])
        chownSync(entry, UID, UID);
    }
    return path;
  }

  /** A cpuset of v1 is empty at first, and then takes no process. */
  function copyDown(point: string, directory: string, file: string): void {
    if (v2 || !existsSync(join(directory, file))) return;
    const value = readFileSync(join(point, file), "utf8");
    for (const each of [join(directory, ".."), directory]) writeFileSync(join(each, file), value);
  }

  const bundleIn = (cgroup: string, limits: object): Bundle =>
    userBundle((config) => {
      config.linux.cgroupsPath = `${cgroup}/x`;
      config.linux.resources = { ...limits };
      config.process.args = ["/probe", "wait"];
    });

  test("holds a container with its limits, which update changes and delete removes", {
    skip: v2 ? "cgroup2 wants a caller that is in it already (systemd-user.test.ts)" : false,
  }, async (t) => {
    const cgroup = delegate(t, "given");
    const id = host.id();
    await ok("create", "--bundle", bundleIn(cgroup, { pids: { limit: 7 } }).directory, id);
    await ok("start", id);
    assert.equal(readLimit(`${cgroup}/x`, PIDS), "7");
    await ok("update", "--pids-limit", "9", id);
    assert.equal(readLimit(`${cgroup}/x`, PIDS), "9");
    assert.match((await ok("exec", id, "cat", "/proc/self/cgroup")).stdout, /pids:.*\/given\/x$/m);
    await ok("pause", id);
    await ok("resume", id);
    await ok("delete", "--force", id);
    assert.deepEqual(cgroupsBelow(cgroup), []);
  });

  test("is refused on cgroup2 to a caller outside of it, with what to do", {
    skip: v2 ? false : "v1 moves whom the caller may signal",
  }, async (t) => {
    const bundle = bundleIn(delegate(t, "outside"), {});
    const { status, stderr } = await user("create", "--bundle", bundle.directory, host.id());
    assert.equal(status, 1);
    assert.match(
      stderr,
      /into its cgroup: clone3: permission denied[^]*\/linux\/cgroupsPath[^]*Delegate=yes/,
    );
  });
});

suite("rootless, subordinate ids", skipSubordinates, () => {
  const entry = `${NAME}:${FIRST}:${COUNT}\n`;

  test("newuidmap and newgidmap map them, and groups can be set", async () => {
    const bundle = userBundle((config) => {
      config.process.user = { uid: 1000, gid: 1000, additionalGids: [5, 6] };
      config.process.args = ["/bin/sh", "-c", "id; cat /proc/self/gid_map"];
    }, withSubordinates);
    const { stdout } = succeeded(await granted(entry, ["run", "--bundle", bundle.directory, host.id()]));
    const [id, ...maps] = stdout.trim().split("\n");
    assert.equal(id, "uid=1000 gid=1000 groups=5,6");
    assert.deepEqual(
      maps.map((line) => line.trim().split(/\s+/).map(Number)),
      [
        [0, UID, 1],
        [1, FIRST, COUNT],
      ],
    );
  });

  test("run, exec, kill and delete of a container with them leave nothing", async () => {
    const bundle = userBundle((config) => {
      config.process.args = ["/probe", "wait"];
    }, withSubordinates);
    const id = host.id();
    succeeded(await granted(entry, ["run", "--detach", "--bundle", bundle.directory, id]));
    const { stdout } = await ok("exec", "--user", "7:8", "--additional-gids", "9", id, "id");
    assert.equal(stdout, "uid=7 gid=8 groups=9\n");
    await ok("kill", id, "KILL");
    await eventually("it is stopped", async () => (await ok("state", id)).stdout.includes('"stopped"'));
    await ok("delete", id);
    assert.equal((await ok("list", "--format", "json")).stdout.trim(), "null");
  });

  const refusals: readonly [title: string, text: string, before: string, wanted: RegExp][] = [
    [
      "no entry",
      "other:1:1\n",
      ":",
      new RegExp(`/etc/subgid grants user "${NAME}".*no such ids: ${FIRST}-[^]*${NAME}:${FIRST}:${COUNT}`),
    ],
    ["a range that is too short", `${NAME}:${FIRST}:${COUNT - 1}\n`, ":", /\/etc\/subgid grants/],
    [
      "no newgidmap",
      entry,
      "mount --bind /dev/null /usr/bin/newgidmap",
      /newgidmap is not installed[^]*uidmap/,
    ],
    [
      "a newgidmap without the set-user-ID bit",
      entry,
      "mount -t tmpfs t /mnt; cp /usr/bin/newgidmap /mnt/n; mount --bind /mnt/n /usr/bin/newgidmap",
      /newgidmap: .*operation not permitted[^]*set-user-ID/,
    ],
  ];
  for (const [title, text, before, wanted] of refusals) {
    test(`${title} is named`, async () => {
      const bundle = userBundle(() => undefined, withSubordinates);
      const { status, stderr } = await granted(
        text,
        ["create", "--bundle", bundle.directory, host.id()],
        before,
      );
      assert.equal(status, 1);
      assert.match(stderr, wanted);
    });
  }
});
