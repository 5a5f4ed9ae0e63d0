// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import type { Case } from "../../suite/case.ts";
import type { Json } from "../../suite/config.ts";
import type { Trial } from "../../suite/trial.ts";
import { linkOf } from "../../suite/untouched.ts";

/** Opens descriptors for the runtime that are not closed by exec. */
async function withDescriptors<Value>(count: number, use: (fds: number[]) => Promise<Value>): Promise<Value> {
  const fds = Array.from({ length: count }, () => openSync("/etc/passwd", "r"));
  try {
    return await use(fds);
  } finally {
    for (const fd of fds) closeSync(fd);
  }
}

function link(name: string, target: string): Case {
  return {
    name: `/dev/${name} is a link to ${target}`,
    clauses: [`runtime-linux/dev-symlinks/${name}`],
    run: async (t) => assert.equal((await t.act({}, "stat", `/dev/${name}`))["link"], target),
  };
}

async function fdsOf(t: Trial, words: string[], edit: Json, count: number): Promise<string[]> {
  const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LISTEN_FDS: words.includes("LISTEN") ? "1" : "0" };
  const options = { words: words.filter((word) => word !== "LISTEN"), env };
  const report = await withDescriptors(count, (extra) => t.report(edit, { ...options, extra }));
  return Object.keys(report.fds);
}

export const runtimeLinuxCases: Case[] = [
  {
    name: "the program gets the descriptors 0, 1 and 2 only",
    clauses: ["runtime-linux/fds/stdio-only"],
    run: async (t) => {
      assert.deepEqual(await fdsOf(t, [], {}, 6), ["0", "1", "2"]);
    },
  },
  {
    name: "further descriptors are passed when they are asked for",
    clauses: ["runtime-linux/fds/extra-allowed"],
    run: async (t) => {
      assert.deepEqual(await fdsOf(t, ["--preserve-fds", "2"], {}, 2), ["0", "1", "2", "3", "4"]);
    },
  },
  {
    name: "standard streams may be /dev/null",
    clauses: ["runtime-linux/fds/devnull-redirect"],
    run: async (t) => {
      const { pid } = await t.running();
      assert.notEqual(linkOf(`/proc/${pid}/fd/0`), "");
    },
  },
  link("fd", "/proc/self/fd"),
  link("stdin", "/proc/self/fd/0"),
  link("stdout", "/proc/self/fd/1"),
  link("stderr", "/proc/self/fd/2"),
  {
    name: "without /proc the links of /dev may be missing, and create works",
    clauses: ["runtime-linux/dev-symlinks/fd"],
    run: async (t) => {
      const bundle = t.bundle((config) => {
        config["mounts"] = (config["mounts"] as Json[]).filter((mount) => mount["destination"] !== "/proc");
      });
      const result = await t.call(["create", "--bundle", bundle.directory, t.id()]);
      assert.equal(result.status, 0, result.stderr);
    },
  },
];
