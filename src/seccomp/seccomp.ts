// SPDX-License-Identifier: Apache-2.0
/** Seccomp filters: all that other folders use of this one. */
export { compileSeccomp } from "./compile.ts";
export { ACTIONS, ARCHITECTURES, FLAGS, OPERATORS } from "./constants.ts";
export { disassemble } from "./disassemble.ts";
export { simulate, type SystemCall } from "./simulate.ts";
