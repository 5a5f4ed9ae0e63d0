// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { execute } from "../harness/execute.ts";
import { testHost } from "../harness/host.ts";
import { runtime } from "../harness/places.ts";

const host = testHost("bad-bundle");

const raw = (text: string | Buffer, wanted: RegExp) =>
  host.refusedBundle(host.bundle().saveText(text), wanted);

/** The default configuration as text, changed. */
const changed = (change: (text: string) => string, wanted: RegExp) => {
  const bundle = host.bundle();
  return host.refusedBundle(bundle.saveText(change(JSON.stringify(bundle.config, null, 2))), wanted);
};

suite("a bundle that is no bundle", () => {
  test("a directory that is missing is named", async () => {
    const result = await host.runt(["create", "--bundle", "/nonexistent/bundle", host.id()]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /\/nonexistent\/bundle.*no such file or directory/);
  });

  test("a missing config.json is named", async () => {
    const bundle = host.bundle();
    rmSync(join(bundle.directory, "config.json"));
    await host.refusedBundle(bundle, /config\.json/);
  });

  for (const [what, make] of [
    ["a directory", (path: string) => mkdirSync(path)],
    ["a link to itself", (path: string) => symlinkSync(path, path)],
    ["a link to /dev/zero", (path: string) => symlinkSync("/dev/zero", path)],
  ] as const) {
    test(`a config.json that is ${what} is refused at once (F22)`, async () => {
      const bundle = host.bundle();
      const path = join(bundle.directory, "config.json");
      rmSync(path);
      make(path);
      await host.refusedBundle(bundle, /config\.json/, { timeoutMs: 20_000 });
    });
  }

  test("a config.json that is a FIFO is refused and not waited for (F22)", async () => {
    const bundle = host.bundle();
    const path = join(bundle.directory, "config.json");
    rmSync(path);
    await execute(["mkfifo", path]);
    await host.refusedBundle(bundle, /config\.json/, { timeoutMs: 20_000 });
  });

  test("a config.json of 4 GiB is refused without being read (F22)", async () => {
    const bundle = host.bundle();
    truncateSync(join(bundle.directory, "config.json"), 4 * 1024 ** 3);
    await host.refusedBundle(bundle, /config\.json|large|limit/, { timeoutMs: 20_000 });
  });
});

suite("config.json that is not JSON", () => {
  const texts: [string, string | Buffer, RegExp][] = [
    ["empty", "", /config\.json/],
    ["garbage", "hello", /config\.json:1:1/],
    ["cut off", '{"ociVersion": "1.0.0",', /config\.json:1:/],
    ["an array", "[]", /config\.json|object/],
    ["trailing data", "{} {}", /config\.json:1:4|config\.json/],
    ["a trailing comma", '{"ociVersion": "1.0.0",}', /config\.json:1:/],
    ["a comment", '// text\n{"ociVersion": "1.0.0"}', /config\.json:1:/],
    ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /config\.json/],
    ["deep nesting (F23)", "[".repeat(100_000), /config\.json|nest|deep/],
    ["1e400", '{"ociVersion": 1e400}', /config\.json/],
  ];
  for (const [what, text, wanted] of texts) {
    test(`${what} is refused`, async () => {
      await raw(text, wanted);
    });
  }

  test("the message tells line and column", async () => {
    await changed((text) => text.replace('"ociVersion"', "\n\n  ociVersion"), /config\.json:4:3/);
  });

  test("a name given twice is refused with its place", async () => {
    await changed(
      (text) => text.replace('"hostname": "testhost"', '"hostname": "a",\n  "hostname": "b"'),
      /hostname/,
    );
  });

  test("a NUL in a string is refused", async () => {
    await changed((text) => text.replace("testhost", "test\\u0000host"), /hostname|NUL/i);
  });

  test("a lone surrogate is refused", async () => {
    await changed((text) => text.replace("testhost", "test\\ud800host"), /hostname|surrogate/i);
  });

  test("__proto__ is a name like any other (F23)", async () => {
    const bundle = host.bundle();
    const id = host.id();
    bundle.saveText(
      JSON.stringify(bundle.config).replace('{"ociVersion"', '{"__proto__":{"hostname":"x"},"ociVersion"'),
    );
    await host.ok(["create", "--bundle", bundle.directory, id]);
    await host.remove(id);
  });
});

suite("config.json that is not a configuration", () => {
  const changes: [string, (config: Record<string, unknown>) => void, RegExp][] = [
    ["no ociVersion", (config) => delete config["ociVersion"], /ociVersion/],
    ["ociVersion 1.x", (config) => Object.assign(config, { ociVersion: "1.x" }), /\/ociVersion/],
    ["ociVersion as a number", (config) => Object.assign(config, { ociVersion: 1 }), /\/ociVersion/],
    ["ociVersion 2.0.0", (config) => Object.assign(config, { ociVersion: "2.0.0" }), /\/ociVersion/],
    ["no root", (config) => delete config["root"], /root/],
    ["a root without a path", (config) => Object.assign(config, { root: {} }), /\/root/],
    ["mounts as an object", (config) => Object.assign(config, { mounts: {} }), /\/mounts/],
    [
      "a mount without a destination",
      (config) => Object.assign(config, { mounts: [{ type: "tmpfs" }] }),
      /\/mounts\/0/,
    ],
    ["a hostname as a number", (config) => Object.assign(config, { hostname: 5 }), /\/hostname/],
    [
      "annotations with a number",
      (config) => Object.assign(config, { annotations: { "a.b": 5 } }),
      /\/annotations\/a.b/,
    ],
    [
      "an annotation with an empty name",
      (config) => Object.assign(config, { annotations: { "": "x" } }),
      /annotations/,
    ],
    ["process as a string", (config) => Object.assign(config, { process: "sh" }), /\/process/],
  ];
  for (const [what, change, wanted] of changes) {
    test(`${what} is refused with the pointer`, async () => {
      await host.refused((config) => change(config), wanted);
    });
  }

  test("all problems are told at once, in the text or its count", async () => {
    const message = await host.refused((config) => {
      Object.assign(config, { hostname: 5, mounts: {} });
      Object.assign(config.process, { cwd: 7 });
    }, /hostname|mounts|cwd/);
    assert.match(message, /2 more|hostname.*mounts|mounts.*hostname/s);
  });

  test("a schema problem is told with file, line and column", async () => {
    await changed((text) => text.replace('"testhost"', "12"), /config\.json:\d+:\d+: \/hostname/);
  });

  test("unknown members are ignored everywhere", async () => {
    await host.report((config) => {
      config["x-unknown"] = { a: [1, 2] };
      config.process["x-unknown"] = 1;
      config.linux["x-unknown"] = "text";
      for (const mount of config.mounts) mount["x-unknown"] = true;
      config.linux.resources = { "x-unknown": 1 };
    });
  });

  test("commandLine and windows members are ignored", async () => {
    await host.report((config) => {
      config.process["commandLine"] = "other.exe";
      config["windows"] = { layerFolders: ["x"] };
    });
  });
});

suite("the host is not as it should be", () => {
  test("a state root that is a file is refused and named (F08)", async () => {
    const file = join(host.directory(), "file");
    writeFileSync(file, "");
    const result = await execute([
      ...runtime,
      "--root",
      file,
      "create",
      "--bundle",
      host.bundle().directory,
      host.id(),
    ]);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /file/);
  });
});
