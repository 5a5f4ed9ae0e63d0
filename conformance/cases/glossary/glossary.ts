// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { execute } from "../../harness/execute.ts";
import type { Case } from "../../suite/case.ts";
import { toJson, userNamespace, withoutNamespaces } from "../../suite/config.ts";
import { statusField } from "../../harness/lines.ts";
import { succeeded } from "../../suite/trial.ts";
import { linkOf, textOf } from "../../suite/untouched.ts";

/** Members of all objects the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

export const glossaryCases: Case[] = [
  {
    name: "a config.json that is not UTF-8 is refused",
    clauses: ["glossary/json/utf8"],
    run: async (t) => {
      const bundle = t.bundle({ "/hostname": "name-X" });
      const bytes = Buffer.from(toJson(bundle.config));
      bytes[bytes.indexOf("name-X") + 5] = 0xff;
      await t.refusedBundle(bundle.saveText(bytes), { code: "ERR_JSON_UTF8" });
    },
  },
  {
    name: "a member name that comes twice is refused",
    clauses: ["glossary/json/no-duplicate-names"],
    run: async (t) => {
      const bundle = t.bundle();
      const text = toJson(bundle.config).replace("{", '{ "hostname": "twice",');
      await t.refusedBundle(bundle.saveText(text), { code: "ERR_JSON_DUPLICATE" });
    },
  },
  {
    name: "the order of members means nothing",
    clauses: ["glossary/json/order-insignificant"],
    run: async (t) => {
      const bundle = t.bundle();
      const plain = succeeded(await t.call(["run", "--bundle", bundle.directory, t.id()]));
      bundle.saveText(toJson(reversed(bundle.config)));
      const other = succeeded(await t.call(["run", "--bundle", bundle.directory, t.id()]));
      const comparable = (text: string): unknown => {
        const { hostname, env, args, uid, rlimits, machine } = JSON.parse(text) as Record<string, unknown>;
        return { hostname, env, args, uid, rlimits, machine };
      };
      assert.deepEqual(comparable(other.stdout), comparable(plain.stdout));
    },
  },
  {
    name: "ids of the configuration are those of the container's user namespace",
    clauses: ["glossary/container-namespace/meaning"],
    run: async (t) => {
      const { pid } = await t.running([userNamespace(), { "/process/user": { uid: 3, gid: 4 } }]);
      assert.match(statusField(textOf(`/proc/${pid}/status`), "Uid"), /^100003\t/);
      assert.match(statusField(textOf(`/proc/${pid}/status`), "Gid"), /^100004\t/);
    },
  },
  {
    name: "a namespace that is not listed is the runtime's",
    clauses: ["glossary/runtime-namespace/meaning"],
    run: async (t) => {
      const { namespaces } = await t.report(withoutNamespaces("network"));
      assert.equal(namespaces["net"], linkOf("/proc/self/ns/net"));
    },
  },
  {
    name: "features are the same without the host's cgroups",
    clauses: ["glossary/features-structure/host-independent", "features/compile-time"],
    run: async (t) => {
      const here = await t.call(["features"]);
      if (here.status !== 0) t.skip("the runtime has no features");
      const script = 'mount -t tmpfs none /sys/fs/cgroup && exec "$@"';
      const there = await execute(["unshare", "--mount", "sh", "-c", script, "sh", ...t.words("features")]);
      assert.equal(succeeded(there).stdout, here.stdout);
    },
  },
];
