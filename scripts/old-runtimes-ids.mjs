// SPDX-License-Identifier: Apache-2.0
/**
 * What scripts/old-runtimes.mjs knows of an id of test/security/ids.ts. `fixed`: the first version without the flaw
 * where an advisory or a release note names one (or the first that has the flaw, and the first that has it no more).
 * `effect` is found in the message of a failing assertion if the attack worked, and `shows` says so in words; an id
 * whose tests can't run here has none. `why` is the reason where a version that has the flaw does not show it, and where
 * no runtime does; a key is a runtime's name, or the beginning of its name and version.
 */

const GONE =
  "the last version that has it was in Debian releases that are not on the mirrors any more (before bullseye)";
const OTHERS = "a flaw of other programs: no runc and no crun is known to have it";
const APPARMOR = "its tests need AppArmor, which the kernel of this host lacks";

export const FLAWS = {
  S01: { effect: /not end with 0/, shows: "what covers /proc was mounted" },
  S02: {
    fixed: { runc: "0.1.0" },
    effect: /'0\\t0\\t|\+ +0,/,
    shows: "the name in the passwd file counted",
    why: GONE,
  },
  S03: {
    fixed: { runc: "1.0.0~rc3", crun: "1.31" },
    effect: /\b\d+ (exe|root|cwd|fd|mem|environ|ptrace|process_vm_readv)/,
    shows: "the spy got something",
  },
  S04: {
    fixed: { runc: "1.0.0~rc7" },
    effect: /true !== false|\+ +'[0-9a-f]{64}'/,
    shows: "a program of the host was written to",
    why: GONE,
  },
  S05: { fixed: { runc: "1.0.0~rc9", crun: "0.10.5" }, why: `${GONE}, and ${APPARMOR}` },
  S06: {
    fixed: { runc: "1.1.5" },
    effect: /not end with 0|was changed/,
    shows: "the mount followed the link",
  },
  S07: {
    fixed: { runc: "1.0.0~rc95" },
    effect: /was changed|ptmx/,
    shows: "the host's directory was reached",
  },
  S08: { fixed: { runc: "1.0.3" }, effect: /strict/, shows: "a text came through changed" },
  S09: {
    fixed: { runc: "1.1.2", crun: "1.4.4" },
    effect: /\[\n\s*\+ +'/,
    shows: "inheritable capabilities that nobody asked for",
  },
  S10: { fixed: { runc: "1.0.0~rc91" }, effect: /\+ +0\b/, shows: "other devices opened", why: GONE },
  S11: { fixed: { runc: "1.1.5" }, effect: /\+ +0\b/, shows: "cgroups of others were writable" },
  S12: {
    fixed: { runc: "1.1.12" },
    effect: /debian_version|\(unreachable\)/,
    shows: "the host's root was reached",
  },
  S13: { fixed: { runc: "1.1.14" }, effect: /was changed/, shows: "the host's directory was changed" },
  S14: {
    fixed: { runc: "1.2.8" },
    effect: /!== ''|actual - expected|was changed/,
    shows: "a masked path could be read",
  },
  S15: {
    fixed: { runc: "1.2.8" },
    effect: /"major":(?!136)/,
    shows: "the link stayed, and the terminal lay elsewhere",
  },
  S16: {
    fixed: { runc: "1.2.8" },
    effect: /went elsewhere/,
    shows: "the sysctl went to the file that covered its own",
  },
  S17: {
    fixed: { runc: "1.3.6", crun: "1.28" },
    effect: /was changed/,
    shows: "the host's directory was changed",
  },
  S18: { fixed: { runc: "1.3.7", crun: "1.31" } },
  S20: { fixed: { crun: "0.10.5" }, effect: /was changed/, shows: "the host's file was covered", why: GONE },
  S21: { fixed: { crun: "1.20" }, effect: /did not match/, shows: "a file in the image" },
  S22: {
    fixed: { crun: ["1.19", "1.27"] },
    effect: /not end with 0|"uid":\[|\+ +0,/,
    shows: "another user than asked for, or one that can't be",
  },
  S23: { fixed: { crun: "1.30" }, effect: /made on the host|planted/, shows: "a file was made on the host" },
  S24: {
    fixed: { runc: "1.1.5", crun: "1.30" },
    effect: /was changed|\+ +''|'' !==/,
    shows: "a file of a volume became the streams, and the user's",
  },
  S25: { fixed: { crun: "1.30.1" }, effect: /true !== false/, shows: "a program from PATH ran" },
  S26: { fixed: { crun: "1.31" }, effect: /\+ +0\b/, shows: "the root could be written to" },
  S27: {
    fixed: { crun: "1.31" },
    effect: /\b\d+ (exe|root|cwd|fd|mem|environ|ptrace|process_vm_readv)/,
    shows: "the spy got something",
  },
  S28: {
    fixed: { crun: "1.31" },
    effect: /not end with 0|was changed/,
    shows: "the read-only source was written to",
  },
  S30: { effect: /\+ +'0*[1-9a-f]/, shows: "capabilities stayed" },
  S40: { why: `${OTHERS}, and ${APPARMOR}` },
  S41: {
    effect: /Expected "actual" to be strictly unequal/,
    shows: "the terminal could be typed into",
    why: OTHERS,
  },
  S50: { effect: /\+ +'\d+'/, shows: "an abstract socket", why: OTHERS },
  S51: { effect: /strictly equal|strictly deep-equal/, shows: "others could look into the state" },
  S52: { effect: /evaluated to a falsy value/, shows: "the output was kept without end" },
  S53: { effect: /\+ +(4|27)\b/, shows: "groups of the caller stayed", why: OTHERS },
  S54: { effect: /not end with 0/, shows: "the sysctl of the host was written" },
  S55: { effect: /evil|nsswitch/, shows: "a library of the image was looked for", why: OTHERS },
  S56: { effect: /what the program should have/, shows: "a hook had the program's variables" },
  S57: { why: APPARMOR },
  S58: { effect: /true !== false/, shows: "the caller's value came in", why: OTHERS },
  S59: { effect: /\/(proc|sys)\//, shows: "a path is missing" },
  S60: {
    fixed: { runc: "1.5.3" },
    effect: /mounts changed/,
    shows: "mounts of the host were private afterwards",
  },
  S61: {
    fixed: { runc: "1.5.2" },
    effect: /ran there|0 !== 255/,
    shows: "the program ran in a cgroup of others",
  },
  S62: { effect: /strictly (deep-)?equal|status 1/, shows: "refused or changed, where nothing is wrong" },
  S63: { fixed: { runc: "1.1.10" }, effect: /not end with 0/, shows: "a file of that name was written to" },
  S64: { effect: /strictly equal|status 1/, shows: "an image that needs it does not run" },
  F09: {
    effect: /timed out|left|falsy|doesNot|status/,
    shows: "delete or list failed, or left the container",
  },
};
