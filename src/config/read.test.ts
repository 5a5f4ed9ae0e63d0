// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { fullDocument, type Json, mutations, type Schema } from "../../scripts/fake-documents.ts";
import { ConfigError, type Issue } from "../errors/errors.ts";
import { installForTest } from "./fake-host.ts";
import { readConfig, readProcess, readResources } from "./read.ts";

const skip = installForTest();

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function issuesOf(read: () => unknown): readonly Issue[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  assert.fail("the document was taken");
}

const configIssues = (text: string): readonly Issue[] => issuesOf(() => readConfig(bytesOf(text)));

/** `code pointer line:column message` of each. */
function lines(issues: readonly Issue[]): string[] {
  return issues.map(
    ({ code, pointer, line, column, message }) => `${code} ${pointer} ${line}:${column} ${message}`,
  );
}

const GOOD = '{"ociVersion":"1.3.0","root":{"path":"rootfs"},"process":{"cwd":"/","args":["sh"]}}';

suite("readConfig()", { skip }, () => {
  test("takes a small document", () => {
    assert.equal(readConfig(bytesOf(GOOD)).process?.args?.[0], "sh");
  });

  test("takes null for absent, as engines in Go write it", () => {
    const text = GOOD.replace('"args"', '"user":null,"rlimits":null,"args"').replace(
      "{",
      '{"hooks":null,"linux":{"seccomp":null},',
    );
    assert.deepEqual(readConfig(bytesOf(text)), {
      linux: {},
      ociVersion: "1.3.0",
      root: { path: "rootfs" },
      process: { cwd: "/", args: ["sh"] },
    });
  });

  test("takes null in place of a needed member for a missing one", () => {
    assert.deepEqual(
      configIssues(GOOD.replace('"/"', "null")).map(({ code, pointer }) => [code, pointer]),
      [["ERR_SCHEMA", "/process/cwd"]],
    );
  });

  test("takes sections of other platforms as they are", () => {
    readConfig(
      bytesOf(
        GOOD.replace("{", '{"windows":1,"vm":{"kernel":7},"zos":[],"solaris":{"milestone":1},"freebsd":"x",'),
      ),
    );
  });

  test("keeps 64-bit numbers exact", () => {
    const rlimits = '[{"type":"RLIMIT_CORE","soft":18446744073709551614,"hard":18446744073709551615}]';
    const config = readConfig(bytesOf(GOOD.replace('"args"', `"rlimits":${rlimits},"args"`)));
    assert.deepEqual(config.process?.rlimits, [
      { type: "RLIMIT_CORE", soft: 18446744073709551614n, hard: 18446744073709551615n },
    ]);
  });

  test("tells problems of text, form and rules together, in the order of the text", () => {
    const text = `{
  "ociVersion": "2.0.0",
  "process": {
    "cwd": "tmp",
    "args": ["sh"], "args": ["sh"],
    "user": { "uid": "0", "gid": 4294967296 },
    "rlimits": [{ "type": "RLIMIT_CORE", "soft": 18446744073709551616, "hard": 2 }],
    "env": ["FOO", "A=b\\u0000"]
  },
  "linux": { "seccomp": { "defaultAction": "ALLOW" } }
}`;
    assert.deepEqual(lines(configIssues(text)), [
      "ERR_CONFIG_RULE /root 1:1 root is missing; an object with the path of the root filesystem is needed",
      'ERR_CONFIG_RULE /ociVersion 2:17 ociVersion is "2.0.0"; a version 1.x.y of the runtime specification is needed',
      'ERR_CONFIG_RULE /process/cwd 4:12 process.cwd is "tmp"; an absolute path is needed',
      "ERR_JSON_DUPLICATE /process/args 5:21 process.args is there twice; a member name can be used once in an object",
      'ERR_SCHEMA /process/user/uid 6:22 process.user.uid is "0", a string; an integer from 0 to 4294967295 is needed',
      "ERR_SCHEMA /process/user/gid 6:34 process.user.gid is 4294967296; an integer from 0 to 4294967295 is needed",
      "ERR_JSON_NUMBER /process/rlimits/0/soft 7:50 process.rlimits[0].soft is 18446744073709551616, which has no exact value of 64 bits",
      "ERR_JSON_NUL /process/env/1 8:24 process.env[1] holds a NUL character, which nothing can carry",
      'ERR_SCHEMA /linux/seccomp/defaultAction 10:44 linux.seccomp.defaultAction is "ALLOW"; one of SCMP_ACT_KILL, SCMP_ACT_KILL_THREAD, SCMP_ACT_KILL_PROCESS, SCMP_ACT_TRAP, SCMP_ACT_ERRNO, SCMP_ACT_TRACE, SCMP_ACT_ALLOW, SCMP_ACT_LOG or SCMP_ACT_NOTIFY is needed',
    ]);
    assert.equal(configIssues(text).at(-1)?.hint, 'write "SCMP_ACT_ALLOW"');
  });

  test("has a headline that stands alone", () => {
    assert.throws(() => readConfig(bytesOf('{"ociVersion":1}'), "/b/config.json"), {
      code: "ERR_CONFIG_RULE",
      message:
        "/b/config.json:1:1: /root: root is missing; an object with the path of the root filesystem is needed (and 1 more)",
    });
  });

  test("refuses a document that is not an object", () => {
    for (const text of ["[]", "null", "3", '"x"']) assert.equal(configIssues(text)[0]?.code, "ERR_SCHEMA");
    assert.deepEqual(lines(configIssues("[]")), [
      "ERR_SCHEMA  1:1 the document is an array; an object is needed",
    ]);
  });

  test("points at the parent of a missing member", () => {
    const [issue] = configIssues('{"ociVersion":"1.0.0","root":{"path":"r"},\n"process":{"args":["a"]}}');
    assert.deepEqual([issue?.pointer, issue?.line, issue?.column], ["/process/cwd", 2, 11]);
    assert.equal(issue?.message, "process.cwd is missing; a string is needed");
  });

  test("takes a member named __proto__ for an unknown one", () => {
    const config = readConfig(
      bytesOf(GOOD.replace("{", '{"__proto__":{"hostname":"x","n":18446744073709551615},')),
    );
    assert.equal(config.hostname, undefined);
    assert.equal(Object.getPrototypeOf(config), Object.prototype);
  });

  test("takes what engines write beyond the specification", () => {
    const linux =
      '"linux":{"rootfsPropagation":"rslave","namespaces":[{"type":"mount"}],"devices":[{"path":"/dev/fuse","type":"c","major":10,"minor":229,"fileMode":8630}]},';
    assert.equal(readConfig(bytesOf(GOOD.replace("{", `{${linux}`))).linux?.rootfsPropagation, "rslave");
  });

  test("gives hints for near misses", () => {
    const hint = (member: string): string | undefined =>
      configIssues(GOOD.replace("{", `{${member},`)).at(0)?.hint;
    assert.equal(
      hint('"mounts":[{"destination":"/a","uidMappings":[{"containerID":"1","hostID":1,"size":1}]}]'),
      "write 1 without quotes",
    );
    assert.equal(
      hint('"linux":{"devices":[{"path":"/a","type":"p","fileMode":"0666"}]}'),
      "write 438: JSON has no octal numbers",
    );
    assert.equal(hint('"linux":{"namespaces":[{"type":"fs"}]}'), undefined);
    assert.equal(hint('"linux":{"namespaces":[{"type":"networks"}]}'), 'write "network"');
  });
});

suite("readConfig() of anything", { skip }, () => {
  test("takes it or throws a ConfigError whose issues have places", () => {
    const names = readdirSync("schemas");
    const schemas = Object.fromEntries(
      names.map((name) => [name, JSON.parse(readFileSync(`schemas/${name}`, "utf8")) as Schema]),
    );
    const document = fullDocument(
      schemas,
      "config-schema.json",
      schemas["config-schema.json"] as Schema,
    ) as Record<string, Json>;
    const { ociVersion: _version, windows: _windows, vm: _vm, freebsd: _freebsd, ...rest } = document;
    for (const { value } of mutations({ ociVersion: "1.3.0", ...rest }, [null, "x", {}])) {
      const issues = issuesOf(() => readConfig(bytesOf(JSON.stringify(value))));
      if (issues.some(({ line, column }) => line === undefined || column === undefined))
        assert.fail(JSON.stringify(value));
    }
  });
});

suite("readConfig() of broken text", { skip }, () => {
  const cases: [name: string, text: string, code: string, pointer: string, message: string, hint?: string][] =
    [
      ["nothing", "", "ERR_JSON_SYNTAX", "", "the text is empty; a JSON object is needed"],
      [
        "a trailing comma",
        '{"a":1,}',
        "ERR_JSON_SYNTAX",
        "",
        '"}" stands where a member name in double quotes is needed',
        "remove the comma before it",
      ],
      [
        "an open array",
        '{"process":{"args":["a"',
        "ERR_JSON_SYNTAX",
        "/process/args",
        'the text ends where a comma or "]" is needed',
      ],
      [
        "a comment",
        "// x\n{}",
        "ERR_JSON_SYNTAX",
        "",
        '"/" stands where a value is needed',
        "JSON has no comments",
      ],
      ["trailing data", "{} {}", "ERR_JSON_SYNTAX", "", '"{" stands where the end of the text is needed'],
      [
        "a raw line end in a string",
        '{"a":"b\nc"}',
        "ERR_JSON_SYNTAX",
        "/a",
        "a holds a raw control character: 0x0a",
        "write it as an escape, such as \\n or \\t",
      ],
      [
        "a word of another language",
        '{"a":True}',
        "ERR_JSON_SYNTAX",
        "/a",
        '"T" stands where a value is needed',
        "the only words are true, false and null, in lower case",
      ],
      [
        "129 levels",
        `${"[".repeat(129)}${"]".repeat(129)}`,
        "ERR_JSON_DEPTH",
        "/0/0/0",
        "[0][0][0] is nested deeper than 128 levels",
      ],
    ];
  for (const [name, text, code, pointer, message, hint] of cases) {
    test(`tells ${name}`, () => {
      const issues = configIssues(text);
      assert.deepEqual(
        { ...issues[0], line: 0, column: 0 },
        { code, pointer, message, line: 0, column: 0, ...(hint === undefined ? {} : { hint }) },
      );
      assert.equal(issues.length, 1);
    });
  }

  test("tells invalid UTF-8 and goes on", () => {
    const bytes = bytesOf(GOOD.replace("sh", "s?h"));
    bytes[bytes.indexOf(0x3f)] = 0xff;
    assert.deepEqual(lines(issuesOf(() => readConfig(bytes))), [
      "ERR_JSON_UTF8 /process/args/0 1:79 process.args[0] holds bytes that are not UTF-8: 0xff",
    ]);
  });

  test("tells a byte order mark and goes on", () => {
    const issues = issuesOf(() => readConfig(bytesOf(`\ufeff${GOOD.replace('"/"', '"x"')}`)));
    assert.deepEqual(
      issues.map(({ pointer }) => pointer),
      ["", "/process/cwd"],
    );
  });

  test("tells lone surrogates", () => {
    const [issue] = configIssues(GOOD.replace("sh", "\\ud800"));
    assert.deepEqual([issue?.code, issue?.pointer], ["ERR_JSON_UTF8", "/process/args/0"]);
  });
});

suite("readProcess()", { skip }, () => {
  test("has pointers from the process object", () => {
    assert.deepEqual(
      issuesOf(() => readProcess(bytesOf('{"cwd":"x","args":[]}'))).map(({ pointer }) => pointer),
      ["/cwd", "/args"],
    );
  });
});

suite("readResources()", { skip }, () => {
  test("takes null for a section that is not there", () => {
    assert.deepEqual(readResources(bytesOf('{"cpu":null,"memory":null,"pids":{"limit":5}}')), {
      pids: { limit: 5 },
    });
  });

  test("takes swap without a memory limit, which the container may have already", () => {
    assert.deepEqual(readResources(bytesOf('{"memory":{"swap":1048576}}')), { memory: { swap: 1048576 } });
  });

  test("checks form and rules", () => {
    const issues = issuesOf(() =>
      readResources(bytesOf('{"memory":{"limit":-2},"cpu":{"cpus":"a-b"},"pids":{}}')),
    );
    assert.deepEqual(
      issues.map(({ code, pointer }) => `${code} ${pointer}`),
      ["ERR_CONFIG_RULE /memory/limit", "ERR_CONFIG_RULE /cpu/cpus", "ERR_SCHEMA /pids/limit"],
    );
  });
});
