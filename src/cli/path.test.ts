// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { installFake } from "./fake-native.ts";
import { absolutePath, cleanPath, enterBundle } from "./path.ts";

suite("cleanPath()", () => {
  const cases: readonly [path: string, clean: string][] = [
    ["/", "/"],
    ["//", "/"],
    ["/a/", "/a"],
    ["/a//b", "/a/b"],
    ["/a/./b/.", "/a/b"],
    ["/a/../../b", "/b"],
    ["/a/.hidden/..x", "/a/.hidden/..x"],
  ];
  for (const [path, clean] of cases)
    test(`makes ${path} ${clean}`, () => assert.equal(cleanPath(path), clean));
});

suite("enterBundle()", () => {
  test("gives the kernel's name of the bundle", () => {
    installFake({ chdir: () => 0, getcwd: () => "/real" });
    assert.equal(enterBundle("/link"), "/real");
  });

  test("stays where it is without a bundle", () => {
    installFake({ chdir: () => -2 });
    assert.deepEqual([enterBundle(undefined), enterBundle("")], ["/cwd", "/cwd"]);
  });

  test("names the bundle that is missing", () => {
    installFake({ chdir: () => -2 });
    assert.throws(() => enterBundle("/b"), {
      code: "ENOENT",
      path: "/b",
      message: 'enter bundle "/b": chdir: no such file or directory',
    });
  });
});

suite("absolutePath()", () => {
  test("starts at the current directory", () => {
    installFake();
    assert.deepEqual(["x", "../x", "/x"].map(absolutePath), ["/cwd/x", "/x", "/x"]);
  });

  test("fails where the current directory was removed", () => {
    installFake({ getcwd: () => -2 });
    assert.throws(() => absolutePath("x"), { code: "ENOENT", syscall: "getcwd" });
  });
});
