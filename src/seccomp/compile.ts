// SPDX-License-Identifier: Apache-2.0
/** From linux.seccomp to a program that can be loaded. */
import type { Seccomp, SeccompFlag } from "../config/types.ts";
import { errnoText } from "../errors/errno.ts";
import { HostError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { native } from "../native/native.ts";
import type { SeccompFilter } from "../plan/plan.ts";
import { cacheKey, readCached, writeCached } from "./cache.ts";
import { FLAG_NEW_LISTENER, FLAG_TSYNC_ESRCH, FLAGS } from "./constants.ts";
import { type KnownCalls, withNewerCalls } from "./newer.ts";
import { type Profile, encodeProfile } from "./profile.ts";

const SPEC_ALLOW: SeccompFlag = "SECCOMP_FILTER_FLAG_SPEC_ALLOW";
const WAIT_KILLABLE: SeccompFlag = "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV";
const TSYNC: SeccompFlag = "SECCOMP_FILTER_FLAG_TSYNC";

/**
 * Flags of seccomp(2). Without a list, speculation is left to the process's own choice, as the mitigation
 * costs much and a filter does not need it.
 *
 * @throws {HostError} ERR_HOST: the kernel does not know a flag
 */
export function seccompFlags(
  flags: readonly SeccompFlag[] | undefined,
  notifies: boolean,
  at: JsonPointer,
): number {
  if (flags === undefined) return native().seccompHasFlag(FLAGS[SPEC_ALLOW]) === 1 ? FLAGS[SPEC_ALLOW] : 0;
  let bits = 0;
  for (const [index, flag] of flags.entries()) {
    const bit = FLAGS[flag];
    // WAIT_KILLABLE_RECV is about notifications: the kernel refuses it without a listener.
    const probed = flag === WAIT_KILLABLE ? bit | FLAG_NEW_LISTENER : bit;
    if (native().seccompHasFlag(probed) !== 1) {
      throw new HostError("ERR_HOST", pointerTo(at, index), `the kernel does not know ${flag}`);
    }
    if (flag === WAIT_KILLABLE && !notifies) continue;
    bits |= bit;
    if (flag === TSYNC && notifies) bits |= FLAG_TSYNC_ESRCH;
  }
  return bits;
}

/** "rule 3, system call \"mkdir\": ..." of addon/core/seccomp.c. */
function compileError(result: number, profile: Profile, at: JsonPointer): HostError {
  const text = native().lastText();
  const rule = /^rule (\d+), (.*)$/s.exec(text);
  const pointer = rule === null ? undefined : profile.pointers[Number(rule[1])];
  const why = rule?.[2] ?? (text === "" ? errnoText(-result) : text);
  return new HostError(
    "ERR_HOST",
    pointer ?? at,
    `libseccomp ${native().seccompVersion()} refuses the profile: ${why}`,
  );
}

function compileProgram(profile: Profile, at: JsonPointer): Uint8Array {
  const program = native().seccompCompile(profile.words, profile.strings);
  if (typeof program === "number") throw compileError(program, profile, at);
  return profile.deniesByDefault ? withNewerCalls(knownCalls(profile), program) : program;
}

/** Token of the architecture that the program itself is for. */
const NATIVE = 0;
/** Default action and optimisation level come before the architectures in the words. */
const COUNT_AT = 2;

function knownCalls({ words, strings, skipped }: Profile): KnownCalls[] {
  const listed = words.slice(COUNT_AT + 1, COUNT_AT + 1 + (words[COUNT_AT] ?? 0));
  const known: KnownCalls[] = [];
  for (const architecture of [NATIVE, ...listed]) {
    const found = native().seccompResolve(architecture, strings + skipped);
    if (typeof found === "number") continue;
    const [token = 0, ...numbers] = found;
    if (!known.some((calls) => calls.token === token)) known.push({ token, numbers });
  }
  return known;
}

/**
 * Compiles a profile, or takes the program from the cache.
 *
 * @param cacheDirectory an existing directory of the runtime's own; undefined for no cache
 * @returns undefined for an empty profile
 * @throws {ConfigError} ERR_CONFIG_RULE, see encodeProfile()
 * @throws {HostError} ERR_HOST: the kernel or libseccomp lacks something
 */
export function compileSeccomp(
  seccomp: Seccomp,
  at: JsonPointer,
  cacheDirectory: string | undefined,
): SeccompFilter | undefined {
  const profile = encodeProfile(seccomp, at);
  if (profile === undefined) return undefined;
  const { notifies } = profile;
  const flags = seccompFlags(seccomp.flags, notifies, pointerTo(at, "flags"));
  if (cacheDirectory === undefined) return { program: compileProgram(profile, at), flags, notifies };
  const key = cacheKey(profile.words, profile.strings + profile.skipped);
  const cached = readCached(cacheDirectory, key);
  if (cached !== undefined) return { program: cached, flags, notifies };
  const program = compileProgram(profile, at);
  writeCached(cacheDirectory, key, program);
  return { program, flags, notifies };
}
