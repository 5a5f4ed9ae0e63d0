// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { type Config, shellHook as shell } from "../harness/config.ts";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";

const host = testHost("hooks");

const RUNTIME_HOOKS = ["prestart", "createRuntime", "poststart", "poststop"];
const ALL = ["prestart", "createRuntime", "createContainer", "startContainer", "poststart", "poststop"];

/** Output of startContainer hooks is inside the root filesystem: this is its place on both sides. */
function recorder(directory: string) {
  const file = (name: string) => join(directory, name);
  return {
    file,
    read: (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : ""),
  };
}

/** A bundle whose directory /out of the host is also /out inside. */
function withOutput(edit: (config: Config, out: string) => void) {
  const out = host.directory("out");
  const bundle = host.bundle((config) => {
    config.mounts.push({ destination: out, type: "bind", source: out, options: ["bind"] });
    config.process.args = ["/probe", "wait"];
    edit(config, out);
  });
  return { out, bundle, ...recorder(out) };
}

suite("hooks", () => {
  test("all six kinds run in order, each kind in the listed order", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.hooks = Object.fromEntries(
        ALL.map((kind) => [
          kind,
          [shell(`echo ${kind} 1 >> ${out}/order`), shell(`echo ${kind} 2 >> ${out}/order`)],
        ]),
      );
    });
    const id = await host.create(bundle);
    const twice = (kinds: string[]) => kinds.flatMap((kind) => [`${kind} 1`, `${kind} 2`]);
    const order = () => read("order").trim().split("\n");
    assert.deepEqual(order(), twice(ALL.slice(0, 3)));
    await host.ok(["start", id]);
    assert.deepEqual(order(), twice(ALL.slice(0, 5)));
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    assert.deepEqual(order(), twice(ALL.slice(0, 5)));
    await host.ok(["delete", id]);
    assert.deepEqual(order(), twice(ALL));
  });

  test("startContainer hooks run before the program", async () => {
    const bundle = host.bundle((config) => {
      config.hooks = { startContainer: [shell("echo from the hook > /file")] };
      config.process.args = ["/probe", "read", "/file"];
    });
    assert.equal(JSON.parse((await host.run(bundle)).stdout).text, "from the hook\n");
  });

  test("run.oci.hooks.stdout and .stderr name files that get the output of every hook", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.annotations = { "run.oci.hooks.stdout": `${out}/stdout`, "run.oci.hooks.stderr": "hooks.log" };
      config.hooks = Object.fromEntries(
        ALL.map((kind) => [kind, [shell(`echo ${kind}; echo no ${kind} >&2`)]]),
      );
    });
    const id = await host.create(bundle);
    await host.ok(["start", id]);
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
    assert.deepEqual(read("stdout").trim().split("\n"), ALL);
    const errors = readFileSync(join(bundle.directory, "hooks.log"), "utf8").trim().split("\n");
    assert.deepEqual(
      errors,
      ALL.map((kind) => `no ${kind}`),
    );
  });

  test("a hook whose output has no place is a hook that failed", async () => {
    await host.refused((config) => {
      config.annotations = { "run.oci.hooks.stdout": "/nonexistent/file" };
      config.hooks = { createRuntime: [shell("true")] };
    }, /\/nonexistent\/file: openat: no such file or directory/);
  });

  test("state is on stdin with the status of the stage, and the pid as the hook sees it", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.annotations = { "org.example": "yes" };
      config.hooks = Object.fromEntries(ALL.map((kind) => [kind, [shell(`cat > ${out}/${kind}`)]]));
    });
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    await host.ok(["start", id]);
    await host.ok(["kill", id, "KILL"]);
    await host.reached(id, "stopped");
    await host.ok(["delete", id]);
    const wanted: Record<string, [string[], number[]]> = {
      prestart: [["created"], [pid]],
      createRuntime: [["creating"], [pid]],
      createContainer: [["creating"], [1, pid]],
      startContainer: [["created"], [1, pid]],
      poststart: [["running"], [pid]],
      poststop: [["stopped"], [0, pid]],
    };
    for (const kind of ALL) {
      const state = JSON.parse(read(kind));
      assert.equal(state.id, id, kind);
      assert.equal(state.bundle, bundle.directory, kind);
      assert.deepEqual(state.annotations, { "org.example": "yes" }, kind);
      assert.match(state.ociVersion, /^1\./);
      const [statuses, pids] = wanted[kind] ?? [[], []];
      assert.ok(statuses.includes(state.status), `${kind}: ${state.status}`);
      assert.ok(state.pid === undefined || pids.includes(state.pid), `${kind}: pid ${state.pid}`);
    }
  });

  test("createContainer and startContainer hooks run in the container's namespaces, the others in the runtime's", async () => {
    const names = ["mnt", "net", "uts", "ipc", "pid"];
    const { bundle, read } = withOutput((config, out) => {
      // In a hook of the container the runtime's /proc may show another pid namespace: self is of that.
      config.hooks = Object.fromEntries(
        ALL.map((kind) => [
          kind,
          [
            shell(
              `for n in ${names.join(" ")}; do readlink /proc/self/ns/$n || readlink /proc/$$/ns/$n; done > ${out}/${kind} 2>&1`,
            ),
          ],
        ]),
      );
    });
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    await host.ok(["start", id]);
    const inside = names.map((name) => readlinkSync(`/proc/${pid}/ns/${name}`));
    const outside = names.map((name) => readlinkSync(`/proc/self/ns/${name}`));
    await host.remove(id);
    for (const kind of RUNTIME_HOOKS) assert.deepEqual(read(kind).trim().split("\n"), outside, kind);
    assert.deepEqual(read("startContainer").trim().split("\n"), inside);
    assert.equal(
      read("createContainer")
        .trim()
        .split("\n")
        .includes(inside[0] ?? "") || read("createContainer") === "",
      true,
      read("createContainer"),
    );
  });

  test("createRuntime hooks come with the mounts done and before the root is switched", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.hooks = {
        createRuntime: [
          shell(
            `pid=$(sed -n 's/.*"pid": *\\([0-9]*\\).*/\\1/p' | head -n 1); cat /proc/$pid/mountinfo > ${out}/mounts; readlink /proc/$pid/ns/net > ${out}/net`,
          ),
        ],
      };
    });
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    assert.match(read("mounts"), new RegExp(` ${bundle.rootfs}/proc `));
    assert.equal(read("net").trim(), readlinkSync(`/proc/${pid}/ns/net`));
    await host.remove(id);
  });

  test("a createContainer hook can mount into the root filesystem", async () => {
    const source = host.directory();
    await execute(["/bin/sh", "-c", `echo text > ${source}/file`]);
    const bundle = host.bundle((config, made) => {
      made.mkdir("injected");
      config.hooks = { createContainer: [shell(`mount --bind ${source} ${made.rootfs}/injected`)] };
      config.process.args = ["/probe", "read", "/injected/file"];
    });
    const result = await host.run(bundle);
    assert.equal(result.status, 0, result.stderr);
    assert.equal(JSON.parse(result.stdout).text, "text\n");
  });

  test("a createContainer hook starts in the root filesystem, with the caller's environment or its own", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.hooks = {
        createContainer: [
          shell(`pwd > ${out}/cwd; echo "$MARK" > ${out}/theirs`),
          shell(`echo "$MARK-$OWN" > ${out}/own`, { env: ["OWN=1", "PATH=/bin"] }),
        ],
      };
    });
    const id = host.id();
    const words = ["create", "--bundle", bundle.directory, id];
    await host.ok(words, { env: { ...process.env, MARK: "caller" } });
    await host.remove(id);
    assert.equal(read("cwd"), `${bundle.rootfs}\n`);
    assert.equal(read("theirs"), "caller\n");
    assert.equal(read("own"), "-1\n");
  });

  test("a createContainer hook is root of the container's user namespace, whatever its root is", async () => {
    const out = host.directory("out");
    chmodSync(out, 0o777);
    const bundle = host.bundle((config) => {
      config.linux.namespaces.push({ type: "user" });
      for (const kind of ["uidMappings", "gidMappings"])
        config.linux[kind] = [{ containerID: 5, hostID: 100_000, size: 1000 }];
      config.process.user = { uid: 5, gid: 5 };
      config.hooks = { createContainer: [shell(`id -u > ${out}/id; id -g >> ${out}/id`)] };
    });
    const id = await host.create(bundle);
    await host.remove(id);
    assert.equal(recorder(out).read("id"), "5\n5\n");
  });

  test("a poststart hook sees the program running", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.hooks = {
        poststart: [
          shell(
            `pid=$(sed -n 's/.*"pid": *\\([0-9]*\\).*/\\1/p' | head -n 1); readlink /proc/$pid/exe > ${out}/exe`,
          ),
        ],
      };
    });
    const id = await host.create(bundle);
    await host.ok(["start", id]);
    assert.match(read("exe").trim(), /\/probe$/);
    await host.remove(id);
  });

  test("a poststop hook comes after the cgroup is gone", async () => {
    const { bundle, read } = withOutput((config, out) => {
      const path = String(config.linux.cgroupsPath);
      config.hooks = {
        poststop: [
          shell(
            `ls -d /sys/fs/cgroup${path} /sys/fs/cgroup/*${path} > ${out}/left 2>/dev/null; echo done >> ${out}/left`,
          ),
        ],
      };
    });
    const id = await host.create(bundle);
    await host.remove(id);
    assert.equal(read("left"), "done\n");
  });

  test("args and env are exactly as given (S56)", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.hooks = {
        prestart: [
          {
            path: "/bin/sh",
            args: [
              "name of the hook",
              "-c",
              `tr '\\0' '\\n' < /proc/$$/cmdline > ${out}/args; tr '\\0' '\\n' < /proc/$$/environ > ${out}/env`,
            ],
            env: ["K=V", "PATH=/usr/bin:/bin"],
          },
        ],
        createRuntime: [shell(`/usr/bin/tr '\\0' '\\n' < /proc/$$/environ > ${out}/none`, { env: [] })],
      };
    });
    const id = await host.create(bundle);
    assert.equal(read("args").split("\n")[0], "name of the hook");
    assert.equal(read("env"), "K=V\nPATH=/usr/bin:/bin\n");
    assert.equal(read("none"), "");
    await host.remove(id);
  });

  test("variables of the program reach no hook that runs outside of its root (S56)", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.process.env = ["PATH=/bin", "LD_PRELOAD=/of/the/program.so"];
      config.hooks = Object.fromEntries(
        ALL.map((kind) => [kind, [shell(`echo "[$LD_PRELOAD]" >> ${out}/${kind}`)]]),
      );
    });
    const id = await host.create(bundle);
    await host.ok(["start", id]);
    await host.remove(id);
    const outside = ALL.filter((kind) => kind !== "startContainer");
    for (const kind of outside) assert.equal(read(kind), "[]\n", `${kind} has what the program should have`);
  });

  test("only stdio is open in a hook", async () => {
    const { bundle, read } = withOutput((config, out) => {
      config.hooks = {
        prestart: [shell(`ls /proc/$$/fd > ${out}/prestart`)],
        createContainer: [shell(`ls /proc/$$/fd > ${out}/createContainer 2>/dev/null || true`)],
      };
    });
    const id = await host.create(bundle);
    // The shell may hold its redirected file at 10 and above while it runs ls.
    const low = (text: string) =>
      text
        .trim()
        .split("\n")
        .filter((fd) => Number(fd) > 2 && Number(fd) < 10);
    assert.deepEqual(low(read("prestart")), []);
    await host.remove(id);
  });

  test("a hook that does not read its stdin succeeds", async () => {
    const id = await host.create(
      host.bundle((config) => {
        config.annotations = { long: "x".repeat(200_000) };
        config.hooks = { prestart: [{ path: "/bin/true" }] };
      }),
    );
    await host.remove(id);
  });
});
