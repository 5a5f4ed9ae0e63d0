// SPDX-License-Identifier: Apache-2.0
/**
 * What scripts/old-runtimes.mjs knows of an id of test/security/ids.ts. `fixed`: the first version without the flaw
 * where an advisory or a release note names one (or the first that has the flaw, and the first that has it no more).
 * `effect` is found in the message of a failing assertion if the attack worked, and `shows` says so in words; an id
 * whose tests can't run here has none. `why` is the reason where a version that has the flaw does not show it, and where
 * no runtime does; it may be told apart by beginnings of a runtime's name and version.
 */

const GONE = "the last version that has it was in a Debian release before bullseye";
const OTHERS = "a flaw of other programs: no runc and no crun at hand is known to have it";
const APPARMOR = "its tests need AppArmor, which this host's kernel lacks";
const SPIED = "a release note of crun 1.31 calls it hardening; these refused the spy in every round";
const SPY = /\b\d+ (exe|root|cwd|fd|mem|environ|ptrace|process_vm_readv)/;

export const FLAWS = {
  S01: { effect: /not end with 0/, shows: "what covers /proc was mounted" },
  S02: {
    fixed: { runc: "0.1.0" },
    effect: /'0\\t0\\t/,
    shows: "the name in the passwd file counted",
    why: GONE,
  },
  S03: {
    fixed: { runc: "1.0.0~rc3", crun: "1.31" },
    effect: SPY,
    shows: "the spy got something",
    why: { runc: GONE, crun: SPIED },
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
  S08: { fixed: { runc: "1.0.3" }, effect: /not end with 0/, shows: "a text was taken for more than one" },
  S09: {
    fixed: { runc: "1.1.2", crun: "1.4.4" },
    effect: /\[\n\s*\+ +'/,
    shows: "inheritable capabilities that nobody asked for",
  },
  S10: { fixed: { runc: "1.0.0~rc91" }, effect: /\+ +[06]\b/, shows: "devices that no rule allows opened" },
  S11: { fixed: { runc: "1.1.5" }, effect: /\+ +0\b/, shows: "cgroups of others were writable" },
  S12: {
    fixed: { runc: "1.1.12" },
    effect: /debian_version|\(unreachable\)/,
    shows: "the host's root was reached",
  },
  S13: {
    fixed: { runc: "1.1.14" },
    effect: /was changed/,
    shows: "the host's directory was changed",
    why: "a race, which this run has lost",
  },
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
  S18: {
    fixed: { runc: "1.3.7", crun: "1.31" },
    effect: /wanted status 1, got 0/,
    shows: "a destination that criu reads otherwise was saved",
    why: {
      "crun 0.17": "this crun has no checkpoint (`crun --version` lists no +CRIU)",
      "crun 1.8": "this crun has no checkpoint (`crun --version` lists no +CRIU)",
      "": "conformance/engines drives the runc of its own tree, which is sid's",
    },
  },
  S20: { fixed: { crun: "0.10.5" }, effect: /was changed/, shows: "the host's file was covered", why: GONE },
  S21: {
    fixed: { crun: "1.20" },
    effect: /did not match/,
    shows: "a file in the image",
    why: "the flaw is in the handler for virtual machines, without which Debian builds crun (`crun --version` lists no +LIBKRUN)",
  },
  S22: {
    fixed: { crun: ["1.19", "1.27"] },
    effect: /not end with 0|"uid":\[|\+ +0,/,
    shows: "another user than asked for, or one that can't be",
  },
  S23: {
    fixed: { crun: "1.30" },
    effect: /made on the host|planted/,
    shows: "a file was made on the host",
    why: {
      "crun 0.17":
        "it makes /dev/console after the root is switched, as strace shows, where the link leads nowhere",
    },
  },
  S24: {
    fixed: { runc: "1.1.5", crun: "1.30" },
    effect: /was changed|\+ +[ug]id: 1000/,
    shows: "a file became the streams, and the user's",
  },
  S25: {
    fixed: { crun: "1.30.1" },
    effect: /true !== false/,
    shows: "a program from PATH ran",
    why: "for these containers Debian's crun starts no other program, by that name or another",
  },
  S26: {
    fixed: { crun: "1.31" },
    effect: /\+ +0\b/,
    shows: "the root could be written to",
    why: "strace shows these versions make the root read-only before the root is switched, through the host's own /proc or by mount_setattr(2): the fake is not asked",
  },
  S27: { fixed: { crun: "1.31" }, effect: SPY, shows: "the spy got something", why: SPIED },
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
  S51: {
    effect: /expression \/ermission denied|strictly equal/,
    shows: "others could look into the state",
    why: OTHERS,
  },
  S52: { effect: /hangs|falsy value/, shows: "create did not come back" },
  S53: { effect: /\+ +(4|27)\b/, shows: "groups of the caller stayed", why: OTHERS },
  S54: { effect: /not end with 0/, shows: "the sysctl of the host was written" },
  S55: { effect: /openat2?\([^)]*evil/, shows: "a library of the image was looked for", why: OTHERS },
  S56: { effect: /what the program should have/, shows: "a hook had the program's variables" },
  S57: { effect: /not end with 0/, shows: "it ran without the label", why: OTHERS },
  S58: { effect: /true !== false/, shows: "the caller's value came in", why: OTHERS },
  S59: { effect: /\/(proc|sys)\//, shows: "a path is missing", why: OTHERS },
  S60: {
    fixed: { runc: "1.5.3" },
    effect: /mounts changed/,
    shows: "mounts of the host were private afterwards",
  },
  S61: {
    fixed: { runc: "1.5.2" },
    effect: /ran there|0 !== 255/,
    shows: "the program ran in a cgroup of others",
    why: "this runc has no exec --cgroup",
  },
  S62: {
    effect: /strictly (deep-)?equal|status 1/,
    shows: "refused or changed, where nothing is wrong",
    why: "the versions at hand let them pass unharmed, too",
  },
  S63: {
    fixed: { runc: "1.1.10" },
    effect: /not end with 0/,
    shows: "a file of that name was written to",
    why: "the file is one of the hugetlb controller, which this host has not mounted",
  },
  S64: { effect: /1 !== 0|status 1/, shows: "an image that needs it does not run" },
  F09: {
    effect: /(list|delete) --?\w+.*status \d|its program is dead|sys\/fs\/cgroup/,
    shows: "list stopped, or delete --force failed or left something",
  },
  F10: {
    effect: /'stopped'|!== 'running'/,
    shows: "the other process was taken for the container",
    why: "both compare the time when the process started",
  },
  F12: {
    effect: /\d+ !== 1/,
    shows: "not exactly one had the id",
    why: "mkdir(2) of the state decides with both, too",
  },
  F13: { effect: /once|\d+ !== 1/, shows: "hooks ran again, or more than one succeeded" },
  F19: { effect: /0 !== 1/, shows: "the container was put to them" },
  F22: { effect: /hangs|not end with 0/, shows: "it was waited for, or read whole" },
  F33: { effect: /written through|hangs/, shows: "the link was written through, or a FIFO waited for" },
};
