// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Native } from "../native/native.ts";
import { installSegments } from "../native/segments.ts";
import * as cold from "./cold.ts";
import { type FakeNative, installFake } from "./fake-native.ts";
import { main } from "./main.ts";

installSegments((name) => ({ cold, explain: {}, systemd: {} })[name]);

interface Outcome {
  status: number;
  fake: FakeNative;
}

function run(argv: string[], overrides: Partial<Native> = {}): Outcome {
  const fake = installFake(overrides);
  return { status: main(argv, {}), fake };
}

/** Records of the log, as engines decode them. */
function records(fake: FakeNative): Record<string, unknown>[] {
  const lines = (fake.files.get("/log") ?? "").split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

suite("main()", () => {
  test("prints versions as engines parse them", () => {
    const { status, fake } = run(["--version"]);
    assert.equal(status, 0);
    assert.match(fake.stdout, /^runt version \S+\n(commit: .+\n)?spec: 1\.3\.0\nlibseccomp: 2\.5\.4\n$/);
  });

  for (const argv of [
    ["--help"],
    [],
    ["help"],
    ["checkpoint", "--help"],
    ["create", "-h"],
    ["help", "run"],
    ["state", "id", "--help"],
  ]) {
    test(`shows help on "${argv.join(" ")}" and succeeds`, () => {
      const { status, fake } = run(argv);
      assert.equal(status, 0);
      assert.match(fake.stdout, /^runt .*\n/);
      assert.equal(fake.stderr, "");
    });
  }

  test("shows help on stdout and the mistake on both", () => {
    const { status, fake } = run(["create", "--nope", "id"]);
    assert.equal(status, 1);
    assert.match(
      fake.stdout,
      /^Incorrect Usage: flag provided but not defined: -nope\n\nrunt create \[options\]/,
    );
    assert.equal(fake.stderr, "error: flag provided but not defined: -nope\n");
  });

  test("answers the probe for restore's options", () => {
    const { status, fake } = run(["restore", "--lsm-mount-context"]);
    assert.equal(status, 1);
    assert.match(fake.stderr, /flag needs an argument/);
  });

  test("counts arguments", () => {
    const { status, fake } = run(["state"]);
    assert.equal(status, 1);
    assert.match(fake.stdout, /^Incorrect Usage\.\n\nrunt state/);
    assert.equal(fake.stderr, 'error: runt: "state" requires exactly 1 argument(s)\n');
  });

  test("ends with 3 for an unknown command", () => {
    const { status, fake } = run(["frobnicate"]);
    assert.deepEqual([status, fake.stdout, fake.stderr], [3, "", "error: No help topic for 'frobnicate'\n"]);
  });

  test("writes one record to the log and the message alone to stderr", () => {
    const { status, fake } = run(["--log", "/log", "--log-format", "json", "state", "id"]);
    assert.equal(status, 1);
    const [record, ...more] = records(fake);
    assert.deepEqual(more, []);
    assert.equal(record?.level, "error");
    assert.equal(record?.code, "ERR_NOT_FOUND");
    assert.match(String(record?.msg), /does not exist/);
    assert.match(String(record?.time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
    assert.equal(fake.stderr, `${record?.msg}\n`);
  });

  test("logs mistakes of the command line too", () => {
    const { fake } = run(["--log", "/log", "--log-format", "json", "create", "--nope"]);
    assert.deepEqual(
      records(fake).map(({ msg }) => msg),
      ["flag provided but not defined: -nope"],
    );
  });

  test("makes the log on success", () => {
    const { status, fake } = run(["--log", "/log", "help"]);
    assert.deepEqual([status, fake.files.get("/log"), fake.stderr], [0, "", ""]);
  });

  test("refuses an unknown log format", () => {
    const { status, fake } = run(["--log-format", "xml", "features"]);
    assert.equal(status, 1);
    assert.match(fake.stderr, /^error: invalid log-format: xml\n/);
  });

  test("fails if its output can't be written", () => {
    const writeText = (fd: number, text: string): number => (fd === 1 ? -28 : text.length);
    assert.equal(run(["features"], { writeText }).status, 1);
  });

  test("lists nothing as null where the default root is missing", () => {
    const { status, fake } = run(["list", "--format", "json"]);
    assert.deepEqual([status, fake.stdout], [0, "null\n"]);
  });

  test("refuses a named root that is missing", () => {
    assert.equal(run(["--root", "/missing", "list"]).status, 1);
  });

  test("writes a configuration once", () => {
    const { status, fake } = run(["spec", "--bundle", "/b"], { fstatfs: () => 0 });
    assert.equal(status, 0);
    const text = fake.files.get("/b/config.json") ?? "";
    assert.match(text, /^\{\n\t"ociVersion": "1\.3\.0",\n\t"process": \{\n/);
    const again = main(["spec"], {});
    assert.equal(again, 1);
    assert.match(fake.stderr, /^error: File config\.json exists\. Remove it first\n/);
    assert.equal(fake.files.get("/b/config.json"), text);
  });

  test("ends with 255 where exec fails, and 1 where its words are wrong", () => {
    assert.equal(run(["exec", "id", "true"]).status, 255);
    assert.equal(run(["exec"]).status, 1);
    assert.equal(run(["exec", "--nope"]).status, 1);
  });

  for (const signal of ["-1", "65", "junk"]) {
    test(`refuses signal ${signal}`, () => {
      const { status, fake } = run(["kill", "id", signal]);
      assert.equal(status, 1);
      assert.equal(fake.stderr, `error: unknown signal "${signal}"\n`);
    });
  }
});
