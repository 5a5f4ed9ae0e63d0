// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Process } from "../../config/types.ts";
import { processWithFlags } from "./exec-process.ts";

const base: Process = {
  terminal: true,
  user: { uid: 1, gid: 2, additionalGids: [3] },
  args: ["sh"],
  env: ["PATH=/bin"],
  cwd: "/",
  capabilities: { bounding: ["CAP_KILL"], effective: ["CAP_KILL"], permitted: ["CAP_KILL"] },
  noNewPrivileges: true,
  rlimits: [{ type: "RLIMIT_NOFILE", soft: 1, hard: 1 }],
};

suite("processWithFlags()", () => {
  test("keeps the container's process but for arguments and terminal", () => {
    assert.deepEqual(processWithFlags(base, {}, ["id", "-u"]), {
      ...base,
      args: ["id", "-u"],
      terminal: false,
    });
  });

  test("applies every flag", () => {
    const process = processWithFlags(
      base,
      {
        tty: true,
        cwd: "/tmp",
        env: ["A=1", "PATH=/x"],
        user: "1000:50",
        "additional-gids": ["7", "8"],
        "process-label": "label",
        apparmor: "profile",
        "no-new-privs": false,
        cap: ["CAP_KILL", "CAP_CHOWN"],
      },
      ["sh"],
    );
    const names = ["CAP_KILL", "CAP_CHOWN"];
    assert.deepEqual(process, {
      ...base,
      terminal: true,
      cwd: "/tmp",
      env: ["PATH=/bin", "A=1", "PATH=/x"],
      user: { uid: 1000, gid: 50, additionalGids: [3, 7, 8] },
      selinuxLabel: "label",
      apparmorProfile: "profile",
      noNewPrivileges: false,
      capabilities: { bounding: names, effective: names, permitted: names },
    });
  });

  test("leaves the group alone where --user names none", () => {
    assert.deepEqual(processWithFlags(base, { user: "9" }, []).user, { uid: 9, gid: 2, additionalGids: [3] });
  });

  test("takes an empty label or directory for none given", () => {
    const labelled = { ...base, selinuxLabel: "label", apparmorProfile: "profile" };
    const options = { apparmor: "", "process-label": "", cwd: "" };
    assert.deepEqual(processWithFlags(labelled, options, []), { ...labelled, args: [], terminal: false });
  });

  test("raises ambient capabilities only where the container has inheritable ones", () => {
    const inheriting = { ...base, capabilities: { inheritable: ["CAP_KILL"] } };
    const { capabilities } = processWithFlags(inheriting, { cap: ["CAP_CHOWN"] }, []);
    assert.deepEqual(capabilities?.ambient, ["CAP_CHOWN"]);
    assert.deepEqual(capabilities?.inheritable, ["CAP_KILL", "CAP_CHOWN"]);
  });

  test("does not change the container's own section", () => {
    const before = structuredClone(base);
    processWithFlags(base, { env: ["A=1"], "additional-gids": ["7"], cap: ["CAP_CHOWN"] }, []);
    assert.deepEqual(base, before);
  });

  for (const user of ["root", "1:2:3", "", "-1", "1:", "4294967295", "99999999999"]) {
    test(`refuses --user ${JSON.stringify(user)}`, () => {
      assert.throws(() => processWithFlags(base, { user }, []), { code: "ERR_USAGE" });
    });
  }
});
