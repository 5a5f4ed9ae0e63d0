// SPDX-License-Identifier: Apache-2.0
/** A native surface for the tests of the command line: text files in memory, what was printed, a fixed clock. */
import { EEXIST, ENOENT } from "../errors/errno.ts";
import { O_APPEND, O_CREAT, O_EXCL, S_IFREG } from "../native/flags.ts";
import { installNative, type Native } from "../native/native.ts";

export interface FakeNative {
  /** Content by absolute path. */
  readonly files: Map<string, string>;
  stdout: string;
  stderr: string;
}

/** Installs it. `overrides` stand for what a test needs beyond files and output. */
export function installFake(overrides: Partial<Native> = {}): FakeNative {
  const fake: FakeNative = { files: new Map(), stdout: "", stderr: "" };
  const open = new Map<number, string>();
  let directory = "/cwd";
  const absolute = (path: string): string => (path.startsWith("/") ? path : `${directory}/${path}`);
  const surface: Partial<Native> = {
    openat(_dirfd, path, flags) {
      if (!fake.files.has(absolute(path))) {
        if ((flags & O_CREAT) === 0) return -ENOENT;
        fake.files.set(absolute(path), "");
      }
      const fd = 10 + open.size;
      open.set(fd, absolute(path));
      return fd;
    },
    close: () => 0,
    fstatat: (_dirfd, path) => (fake.files.has(absolute(path)) ? [S_IFREG | 0o644] : -ENOENT),
    readText: (_dirfd, path) => fake.files.get(absolute(path)) ?? -ENOENT,
    readFile(_dirfd, path) {
      const text = fake.files.get(absolute(path));
      return text === undefined ? -ENOENT : new TextEncoder().encode(text);
    },
    writeText(fd, text) {
      const path = open.get(fd);
      if (fd === 1) fake.stdout += text;
      else if (fd === 2) fake.stderr += text;
      else if (path !== undefined) fake.files.set(path, (fake.files.get(path) ?? "") + text);
      return text.length;
    },
    writeFile(_dirfd, path, flags, _mode, text) {
      const present = fake.files.get(absolute(path));
      if (present !== undefined && (flags & O_EXCL) !== 0) return -EEXIST;
      fake.files.set(absolute(path), (flags & O_APPEND) === 0 ? text : (present ?? "") + text);
      return text.length;
    },
    chdir(path) {
      directory = absolute(path);
      return 0;
    },
    getcwd: () => directory,
    ids: () => [100, 1, 0, 0, 0, 0],
    now: () => [1_800_000_000, 123_456_789],
    seccompVersion: () => "2.5.4",
    decodeText: (data) => new TextDecoder().decode(data),
    encodeText: (text) => new TextEncoder().encode(text),
  };
  installNative({ ...surface, ...overrides } as Native);
  return fake;
}
