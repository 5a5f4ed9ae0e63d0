// SPDX-License-Identifier: Apache-2.0
/** A container that looks into every process that it sees, while the runtime's own come into its pid namespace. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { suite, test } from "node:test";
import type { Bundle } from "../harness/bundle.ts";
import type { Config } from "../harness/config.ts";
import { byUser } from "../harness/driver.ts";
import { testHost } from "../harness/host.ts";
import { tool } from "../harness/places.ts";

const host = testHost("spying");
const full = process.env["RUNT_FAULTS"] === "full";
const ROUNDS = Number(process.env["RUNT_SPY_ROUNDS"] ?? 100);
const TIMEOUT_MS = 1_800_000;

/** Users that the spy and what it looks into may have. */
type Edit = (config: Config, bundle: Bundle) => void;

const asRoot: Edit = () => undefined;
const asUser: Edit = (config, bundle) => {
  config.process.user = { uid: 1000, gid: 1000 };
  bundle.mkdir("out", 0o777);
};
const inUserNamespace: Edit = (config, bundle) => {
  const mappings = [{ containerID: 0, hostID: 100_000, size: 65_536 }];
  config.linux.namespaces.push({ type: "user" });
  config.linux["uidMappings"] = mappings;
  config.linux["gidMappings"] = mappings;
  bundle.mkdir("out", 0o777);
};

interface Spy {
  id: string;
  pid: number;
  /** How often it was refused. */
  met(): number;
  /** Lines of what it got. */
  found(): string;
}

async function startSpy(edit: Edit): Promise<Spy> {
  const { id, pid, bundle } = await host.running((config, made) => {
    made.mkdir("out");
    edit(config, made);
    copyFileSync(tool("spy"), made.path("spy"));
    config.process.args = ["/spy", "/out/found", "/out/met"];
  });
  const textOf = (name: string): string =>
    existsSync(bundle.path(name)) ? readFileSync(bundle.path(name), "utf8") : "";
  return { id, pid, met: () => Number(textOf("out/met")), found: () => textOf("out/found") };
}

/** Until the spy has met what it is after; a machine that has other work may need more rounds. */
async function lure(spy: Spy, rounds: number, round: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < rounds || (spy.met() === 0 && done < rounds * 20); done += 1) await round();
  await host.remove(spy.id);
  assert.equal(spy.found(), "");
  assert.ok(spy.met() > 0, "the spy has met no process of the runtime: nothing was tried");
}

/** An ordinary user's containers have a user namespace anyway. */
const SPIES: readonly [who: string, edit: Edit][] = byUser
  ? [["root of an ordinary user's", asRoot]]
  : [
      ["root", asRoot],
      ["a user", asUser],
      ["root of a user namespace", inUserNamespace],
    ];

suite("what exec and create show to a spy", () => {
  for (const [who, edit] of SPIES) {
    const joinsUser = byUser || edit === inUserNamespace;

    test(`S03, rule 2.12.3: ${who} gets nothing of a process that exec brings in`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const spy = await startSpy(edit);
      await lure(spy, full ? 2000 : ROUNDS, () => host.ok(["exec", spy.id, "/bin/true"]));
    });

    test(`S27, rule 2.5.2: ${who} gets nothing of a container that is made in its pid namespace`, {
      timeout: TIMEOUT_MS,
    }, async () => {
      const spy = await startSpy(edit);
      const sharing = host.bundle((config, bundle) => {
        edit(config, bundle);
        const shared = new Set(joinsUser ? ["pid", "user"] : ["pid"]);
        config.linux.namespaces = config.linux.namespaces.map(({ type }) =>
          shared.has(type) ? { type, path: `/proc/${spy.pid}/ns/${type}` } : { type },
        );
        if (joinsUser) {
          delete config.linux["uidMappings"];
          delete config.linux["gidMappings"];
        }
        config.process.args = ["/bin/true"];
      });
      await lure(spy, full ? 1000 : ROUNDS * 0.4, async () =>
        assert.equal((await host.run(sharing)).status, 0),
      );
    });
  }
});
