// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { loadConfig } from "./load.ts";
import { installForTest } from "./fake-host.ts";

const skip = installForTest();
const GOOD = '{"ociVersion":"1.3.0","root":{"path":"rootfs"}}';

suite("loadConfig()", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "runt-load-"));
  const path = (name: string): string => join(folder, name);
  after(() => rmSync(folder, { recursive: true }));

  test("gives the config and the bytes that were read", () => {
    writeFileSync(path("good.json"), GOOD);
    const { config, bytes } = loadConfig(path("good.json"));
    assert.equal(config.root?.path, "rootfs");
    assert.equal(new TextDecoder().decode(bytes), GOOD);
  });

  test("follows a link to a regular file", () => {
    symlinkSync("good.json", path("link.json"));
    assert.equal(loadConfig(path("link.json")).config.ociVersion, "1.3.0");
  });

  test("names the file that is missing", () => {
    assert.throws(() => loadConfig(path("none.json")), {
      code: "ERR_CONFIG_FILE",
      message: `${path("none.json")}: no such file or directory; the bundle needs this file`,
    });
  });

  const refused: [name: string, make: (path: string) => void, message: RegExp][] = [
    ["a directory", (at) => mkdirSync(at), /is a directory; a regular file is needed$/],
    [
      "a FIFO, without waiting for a writer",
      (at) => execFileSync("mkfifo", [at]),
      /is a FIFO, a socket or a device; a regular file is needed$/,
    ],
    ["a link to a device", (at) => symlinkSync("/dev/zero", at), /is a FIFO, a socket or a device/],
    ["a loop of links", (at) => symlinkSync(at, at), /too many levels of symbolic links/],
  ];
  for (const [name, make, message] of refused) {
    test(`refuses ${name}`, () => {
      const at = path(name.replaceAll(/\W/g, "-"));
      make(at);
      assert.throws(() => loadConfig(at), { code: "ERR_CONFIG_FILE", message });
    });
  }

  test("refuses more than 64 MiB without reading them", () => {
    writeFileSync(path("large.json"), "");
    truncateSync(path("large.json"), 4 * 2 ** 30);
    assert.throws(() => loadConfig(path("large.json")), { code: "ERR_JSON_SIZE" });
  });

  test("names the file in errors of the content", () => {
    writeFileSync(path("bad.json"), "{");
    assert.throws(() => loadConfig(path("bad.json")), {
      code: "ERR_JSON_SYNTAX",
      message: new RegExp(`^${path("bad.json")}:1:2: `),
    });
  });
});
