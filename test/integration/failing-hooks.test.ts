// SPDX-License-Identifier: Apache-2.0
/** Hooks that fail, hang or print without end. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { shellHook as shell } from "../harness/config.ts";
import { eventually, execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { isStatic } from "../harness/places.ts";

const host = testHost("failing-hooks");

const CREATE_HOOKS = ["prestart", "createRuntime", "createContainer"];

suite("failing hooks", () => {
  for (const kind of CREATE_HOOKS) {
    test(`${kind}: create fails, nothing is left, later hooks are skipped and poststop hooks run`, async () => {
      const out = host.directory("out");
      const message = await host.refused(
        (config) => {
          config.hooks = {
            [kind]: [shell("echo the reason >&2; exit 3"), shell(`touch ${out}/second`)],
            poststop: [shell(`touch ${out}/poststop`)],
          };
        },
        new RegExp(`${kind}`),
      );
      assert.match(message, /the reason/);
      assert.match(message, /3/);
      assert.equal(existsSync(`${out}/second`), false);
      assert.equal(existsSync(`${out}/poststop`), true);
    });
  }

  test("startContainer: start fails, the program does not run and the container is gone", async () => {
    const out = host.directory("out");
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "touch", "/ran"];
      config.hooks = { startContainer: [shell("exit 1")], poststop: [shell(`touch ${out}/poststop`)] };
    });
    const id = await host.create(bundle);
    const result = await host.runt(["start", id]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /startContainer/);
    assert.equal(existsSync(bundle.path("ran")), false);
    await eventually("the container is gone or stopped", async () => {
      const state = await host.runt(["state", id]);
      return state.status === 1 || JSON.parse(state.stdout).status === "stopped";
    });
    await host.remove(id);
    assert.equal(existsSync(`${out}/poststop`), true);
  });

  test("poststart: start fails and the container is stopped (1.3)", async () => {
    const bundle = host.bundle((config) => {
      config.process.args = ["/probe", "wait"];
      config.hooks = { poststart: [shell("exit 1")] };
    });
    const id = await host.create(bundle);
    const { pid } = await host.state(id);
    const result = await host.runt(["start", id]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /poststart/);
    await eventually("the program is dead", () => !existsSync(`/proc/${pid}/cwd/`));
    await host.remove(id);
  });

  test("poststop: delete succeeds with a warning, and the other hooks run", async () => {
    const out = host.directory("out");
    const log = join(out, "log");
    const id = await host.create(
      host.bundle((config) => {
        config.hooks = { poststop: [shell("exit 1"), shell(`touch ${out}/second`)] };
      }),
    );
    await host.ok(["--log", log, "delete", id]);
    assert.equal(existsSync(`${out}/second`), true);
    assert.match(readFileSync(log, "utf8"), /warn.*poststop/);
  });

  for (const kind of CREATE_HOOKS) {
    for (const path of ["/no/such/hook", "/etc/passwd", "/etc"]) {
      test(`${kind}: ${path}, which can't be executed, is an error at once that names it (F28)`, async () => {
        const bundle = host.bundle((config) => {
          config.hooks = { [kind]: [{ path }] };
        });
        // Less than create waits for an init that does not die.
        await host.refusedBundle(bundle, new RegExp(`${kind} hook #0: .*${path}`), { timeoutMs: 8000 });
      });
    }
  }

  for (const path of ["/no/such/hook", "/etc"]) {
    test(`startContainer: ${path}, which can't be executed, is an error at once that names it (F28)`, async () => {
      const bundle = host.bundle((config, made) => {
        made.mkdir("etc");
        config.hooks = { startContainer: [{ path }] };
      });
      const id = await host.create(bundle);
      const result = await host.runt(["start", id], { timeoutMs: 8000 });
      assert.equal(result.status, 1);
      assert.match(result.stderr, new RegExp(`startContainer hook #0: .*${path}`));
      await host.remove(id);
    });
  }

  for (const [what, hook] of [
    ["a relative path", { path: "bin/true" }],
    ["no path", { args: ["true"] }],
    ["timeout 0", { path: "/bin/true", timeout: 0 }],
    ["timeout -1", { path: "/bin/true", timeout: -1 }],
  ] as const) {
    test(`${what} is refused`, async () => {
      await host.refused((config) => {
        Object.assign(config, { hooks: { prestart: [hook] } });
      }, /\/hooks\/prestart\/0|hooks/);
    });
  }

  test("a timeout ends the hook and its grandchildren, and create fails (F28)", async () => {
    const out = host.directory("out");
    const begin = Date.now();
    await host.refused((config) => {
      config.hooks = {
        prestart: [
          shell(`sh -c 'echo $$ > ${out}/grandchild; exec sleep 1000' & echo $$ > ${out}/child; wait`, {
            timeout: 1,
          }),
        ],
      };
    }, /timeout|timed out|ran past/);
    assert.ok(Date.now() - begin < 60_000);
    for (const name of ["child", "grandchild"]) {
      const pid = readFileSync(join(out, name), "utf8").trim();
      await eventually(
        `${name} ${pid} is dead`,
        () => !existsSync(`/proc/${pid}`) || / [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8")),
      );
    }
  });

  test("a hook's background child that holds its output does not hang create (F28)", async () => {
    const out = host.directory("out");
    const id = host.id();
    const bundle = host.bundle((config) => {
      config.hooks = { createRuntime: [shell(`sleep 30 & echo $! > ${out}/pid; exit 0`, { timeout: 5 })] };
    });
    const result = await host.runt(["create", "--bundle", bundle.directory, id], { timeoutMs: 25_000 });
    assert.equal(result.timedOut, false);
    await execute(["kill", "-9", readFileSync(`${out}/pid`, "utf8").trim()]);
    await host.remove(id);
  });

  test("a hook that prints without end does not fill memory (S52)", async () => {
    const code = "head -c 1000000000 /dev/zero | tr '\\0' 'x'; exit 1";
    const bundle = host.bundle((config) => {
      config.hooks = { prestart: [shell(code)] };
    });
    const words = host.words("create", "--bundle", bundle.directory, host.id());
    // Node reserves far more than it uses.
    const limit = isStatic ? ["prlimit", `--as=${200 * 1024 * 1024}`] : [];
    const result = await execute([...limit, ...words], { timeoutMs: 120_000 });
    assert.equal(result.status, 1);
    assert.match(result.stderr, /prestart hook #0: .*exit status 1/);
    assert.ok(result.stderr.length < 100_000, `${result.stderr.length} characters`);
  });
});
