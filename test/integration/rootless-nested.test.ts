// SPDX-License-Identifier: Apache-2.0
/** The root of a user namespace runs containers: an ordinary user's own namespace, a container in a container. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import { execute, type Result } from "../harness/execute.ts";
import { succeeded, testHost } from "../harness/host.ts";
import { runtime } from "../harness/places.ts";
import { makeRootless } from "../harness/rootless.ts";

const host = testHost("rootless-nested");
const rootOnly = [{ containerID: 0, hostID: 0, size: 1 }];

suite("root of a user namespace", () => {
  const inside = (code: string, ...rest: string[]): Promise<Result> =>
    execute([
      "unshare",
      "-Ur",
      "--mount",
      "sh",
      "-c",
      `${code}; exec "$@"`,
      "sh",
      ...runtime,
      "--root",
      join(host.base, "nested"),
      ...rest,
    ]);

  test("runs containers with and without a user namespace of their own", async () => {
    const own = host.bundle((config) => {
      makeRootless(config, rootOnly);
      config.process.args = ["/bin/sh", "-c", "id -u; echo x >/dev/null && echo dev"];
    });
    const shared = host.bundle((config) => {
      makeRootless(config, []);
      config.linux.namespaces = config.linux.namespaces.filter(({ type }) => type !== "user");
      delete config.linux["uidMappings"];
      delete config.linux["gidMappings"];
      config.process.args = ["/bin/sh", "-c", "id -u; echo x >/dev/null && echo dev"];
    });
    for (const bundle of [own, shared]) {
      const { stdout } = succeeded(await inside(":", "run", "--bundle", bundle.directory, host.id()));
      assert.equal(stdout, "0\ndev\n");
    }
  });

  test("a limit of user namespaces is named", async () => {
    const bundle = host.bundle((config) => makeRootless(config, rootOnly));
    const { status, stderr } = await inside(
      "echo 0 >/proc/sys/user/max_user_namespaces",
      ...["create", "--bundle", bundle.directory, host.id()],
    );
    assert.equal(status, 1);
    assert.match(stderr, /make namespaces: .*no space left on device[^]*user\.max_user_namespaces is 0/);
  });
});
