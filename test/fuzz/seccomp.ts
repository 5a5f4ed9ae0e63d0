// SPDX-License-Identifier: Apache-2.0
/** linux.seccomp: whatever passes the reader compiles with libseccomp to a program that decodes, or is refused. */
import { readConfig } from "../../src/config/read.ts";
import { compileSeccomp } from "../../src/seccomp/compile.ts";
import { disassemble } from "../../src/seccomp/disassemble.ts";
import { endsWell, installFuzzed } from "./invariant.ts";

installFuzzed();

const encoder = new TextEncoder();
const HEAD = encoder.encode(
  '{"ociVersion":"1.3.0","root":{"path":"r"},"process":{"cwd":"/","args":["a"]},"linux":{"seccomp":',
);
const TAIL = encoder.encode("}}");
/** struct sock_filter, and what seccomp(2) takes. */
const INSTRUCTION_SIZE = 8;
const INSTRUCTIONS_MAX = 32768;

export function fuzz(data: Uint8Array): void {
  const bytes = new Uint8Array(HEAD.length + data.length + TAIL.length);
  bytes.set(HEAD);
  bytes.set(data, HEAD.length);
  bytes.set(TAIL, HEAD.length + data.length);
  const config = endsWell(() => readConfig(bytes));
  const seccomp = config?.linux?.seccomp;
  if (seccomp === undefined) return;
  const filter = endsWell(() => compileSeccomp(seccomp, "/linux/seccomp", undefined));
  if (filter === undefined) return;
  const { length } = filter.program;
  if (length === 0 || length % INSTRUCTION_SIZE !== 0 || length > INSTRUCTION_SIZE * INSTRUCTIONS_MAX)
    throw new Error(`a program of ${length} bytes`);
  disassemble(filter.program);
}
