// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { join } from "node:path";
import { execute } from "../../harness/execute.ts";
import { statusField } from "../../harness/lines.ts";
import { type Case, refusals } from "../../suite/case.ts";
import { capabilityMask, withoutNamespaces } from "../../suite/config.ts";
import { succeeded, type Trial } from "../../suite/trial.ts";
import { textOf } from "../../suite/untouched.ts";

const SOME = ["CAP_CHOWN", "CAP_NET_BIND_SERVICE"];

const FIELDS = {
  effective: "CapEff",
  bounding: "CapBnd",
  inheritable: "CapInh",
  permitted: "CapPrm",
  ambient: "CapAmb",
};

/** A set is what its list says, and empty where the list is. */
function setIs(set: keyof typeof FIELDS): Case {
  return {
    name: `the ${set} set is the list's`,
    clauses: [`config/process/caps/${set}`],
    run: async (t) => {
      const capabilities = {
        bounding: SOME,
        permitted: SOME,
        effective: SOME,
        inheritable: SOME,
        ambient: SOME,
      };
      const { status } = await t.report({
        "/process/user": { uid: 1001, gid: 1001 },
        "/process/capabilities": capabilities,
      });
      assert.equal(statusField(status, FIELDS[set]), capabilityMask(SOME));
      const without = await t.report({
        "/process/user": { uid: 1001, gid: 1001 },
        "/process/capabilities": {
          bounding: SOME,
          permitted: [],
          effective: [],
          inheritable: [],
          ambient: [],
          [set]: [],
        },
      });
      assert.equal(statusField(without.status, FIELDS[set]), capabilityMask([]));
    },
  };
}

/** Runs with an unknown capability. @returns what was printed and logged */
async function withUnknown(t: Trial): Promise<string> {
  const edit = {
    "/process/capabilities": { bounding: ["CAP_KILL", "CAP_BOGUS"], permitted: [], effective: [] },
  };
  const log = join(t.folder(), "log");
  const result = succeeded(await t.call(["--log", log, "run", "--bundle", t.bundle(edit).directory, t.id()]));
  return textOf(log) + result.stderr;
}

export const userCases: Case[] = [
  {
    name: "the process has uid and gid",
    clauses: ["config/user/uid-applied", "config/user/gid-applied"],
    run: async (t) => {
      const report = await t.report({ "/process/user": { uid: 1001, gid: 1002 } });
      assert.deepEqual([report.uid, report.gid], [Array(3).fill(1001), Array(3).fill(1002)]);
    },
  },
  ...(["uid", "gid"] as const).map(
    (member): Case => ({
      name: `user without ${member} is refused or is 0`,
      clauses: [`config/user/${member}-required`],
      run: async (t) => {
        const result = await t.run({ [`/process/user/${member}`]: undefined });
        if (result.status === 0) assert.match(result.stdout, new RegExp(`"${member}":\\[0,0,0\\]`));
        else assert.match(result.stderr, new RegExp(member));
      },
    }),
  ),
  {
    name: "umask is set",
    clauses: ["config/user/umask"],
    run: async (t) => {
      for (const umask of [0o77, 0o22, 0])
        assert.equal((await t.report({ "/process/user/umask": umask })).umask, umask);
    },
  },
  {
    name: "without umask that of the caller stays (strict option, where there is one)",
    clauses: ["config/user/umask-unset"],
    run: async (t) => {
      const words = t.words(...t.runtime.strict, "run", "--bundle", t.bundle().directory, t.id());
      const result = succeeded(await execute(["sh", "-c", 'umask 027; exec "$@"', "sh", ...words]));
      assert.equal((JSON.parse(result.stdout) as { umask: number }).umask, 0o27);
    },
  },
  {
    name: "additionalGids are the process's groups, and no others",
    clauses: ["config/user/additional-gids"],
    run: async (t) => {
      const { groups } = await t.report({ "/process/user/additionalGids": [5, 6] });
      assert.deepEqual(groups.filter((group) => group !== 0).sort(), [5, 6]);
    },
  },
  setIs("effective"),
  setIs("bounding"),
  setIs("inheritable"),
  setIs("permitted"),
  setIs("ambient"),
  {
    name: "a capability that can't be mapped is warned of",
    clauses: ["config/process/caps/warn-not-grantable"],
    run: async (t) => {
      assert.match(await withUnknown(t), /CAP_BOGUS/);
    },
  },
  {
    name: "a capability that can't be mapped is no failure",
    clauses: ["config/process/caps/no-fail"],
    run: async (t) => {
      await withUnknown(t);
    },
  },
  {
    name: "a capability that the caller lacks is no failure",
    clauses: ["config/process/caps/no-fail"],
    run: async (t) => {
      const edit = { "/process/capabilities": { bounding: ["CAP_KILL", "CAP_SYS_BOOT"] } };
      const words = t.words("run", "--bundle", t.bundle(edit).directory, t.id());
      const result = await execute([
        "setpriv",
        "--bounding-set",
        "-sys_boot",
        "--inh-caps",
        "-sys_boot",
        ...words,
      ]);
      if (result.stderr.includes("setpriv")) t.skip("setpriv is missing");
      succeeded(result);
    },
  },
  {
    name: "hostname is what the container sees, and the host keeps its own",
    clauses: ["config/hostname"],
    run: async (t) => {
      const before = textOf("/proc/sys/kernel/hostname");
      assert.equal((await t.report({ "/hostname": "other.name" })).hostname, "other.name");
      assert.equal(textOf("/proc/sys/kernel/hostname"), before);
    },
  },
  {
    name: "domainname is what the container sees, and the host keeps its own",
    clauses: ["config/domainname"],
    run: async (t) => {
      const before = textOf("/proc/sys/kernel/domainname");
      assert.equal((await t.report({ "/domainname": "example.org" })).domainname, "example.org");
      assert.equal(textOf("/proc/sys/kernel/domainname"), before);
    },
  },
  ...refusals([
    [
      "config/hostname/no-private-uts",
      "hostname without a uts namespace never renames the host",
      withoutNamespaces("uts"),
      "ERR_CONFIG_RULE",
      "/hostname",
    ],
    [
      "config/domainname/no-private-uts",
      "domainname without a uts namespace never renames the host",
      [withoutNamespaces("uts"), { "/hostname": undefined, "/domainname": "x.org" }],
      "ERR_CONFIG_RULE",
      "/domainname",
    ],
  ]),
];
