// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installFake } from "./fake-native.ts";
import { stateRoot } from "./state-root.ts";

const HOST_MAP = "         0          0 4294967295\n";

interface Caller {
  euid: number;
  uidMap?: string;
}

function install({ euid, uidMap = HOST_MAP }: Caller): void {
  const fake = installFake({ ids: () => [100, 1, euid, euid, 0, 0] });
  fake.files.set("/proc/self/uid_map", uidMap);
}

suite("stateRoot()", () => {
  const defaults: readonly [title: string, caller: Caller, env: Record<string, string>, path: string][] = [
    ["the host's root", { euid: 0 }, { XDG_RUNTIME_DIR: "/run/user/0" }, "/run/runt"],
    ["a user", { euid: 1000 }, { XDG_RUNTIME_DIR: "/run/user/1000" }, "/run/user/1000/runt"],
    ["a user without the variable", { euid: 1000 }, {}, "/run/runt"],
    ["a user with an empty variable", { euid: 1000 }, { XDG_RUNTIME_DIR: "" }, "/run/runt"],
    ["root of a user namespace", { euid: 0, uidMap: "0 1000 1\n" }, { XDG_RUNTIME_DIR: "/x" }, "/x/runt"],
    [
      "the same with USER=root",
      { euid: 0, uidMap: "0 1000 1\n" },
      { XDG_RUNTIME_DIR: "/x", USER: "root" },
      "/run/runt",
    ],
    [
      "the same with another USER",
      { euid: 0, uidMap: "0 1000 1\n" },
      { XDG_RUNTIME_DIR: "/x", USER: "me" },
      "/x/runt",
    ],
  ];
  for (const [title, caller, env, path] of defaults) {
    test(`gives ${path} to ${title}`, () => {
      install(caller);
      assert.deepEqual(stateRoot(undefined, env), {
        path,
        isDefault: true,
        inRuntimeDir: path !== "/run/runt",
      });
    });
  }

  const given: readonly [text: string, path: string][] = [
    ["/a/b", "/a/b"],
    ["/a//b/../c/", "/a/c"],
    ["x/./y", "/cwd/x/y"],
    ["", "/cwd"],
    ["..hidden", "/cwd/..hidden"],
  ];
  for (const [text, path] of given) {
    test(`makes ${JSON.stringify(text)} ${path}`, () => {
      install({ euid: 0 });
      assert.deepEqual(stateRoot(text, {}), { path, isDefault: false, inRuntimeDir: false });
    });
  }

  for (const text of ["/", "//", "/a/..", "/../.."]) {
    test(`refuses ${text}`, () => {
      install({ euid: 0 });
      assert.throws(() => stateRoot(text, {}), { code: "ERR_STATE_ROOT" });
    });
  }
});
