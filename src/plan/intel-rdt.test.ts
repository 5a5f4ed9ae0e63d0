// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { rootHost } from "../../test/golden/surroundings.ts";
import type { IntelRdt, OciConfig } from "../config/types.ts";
import { rdtDirectories, rdtGroup } from "./intel-rdt.ts";

const config = (intelRdt?: IntelRdt): OciConfig => ({
  ociVersion: "1.3.0",
  linux: intelRdt === undefined ? {} : { intelRdt },
});
const host = rootHost({ resctrl: "/sys/fs/resctrl" });

suite("rdtGroup()", () => {
  test("is nothing without the section, whether or not resctrl is there", () => {
    assert.equal(rdtGroup(config(), "web", host), undefined);
    assert.equal(rdtGroup(config(), "web", rootHost()), undefined);
  });

  test("refuses the section where resctrl is not mounted", () => {
    assert.throws(() => rdtGroup(config({}), "web", rootHost()), {
      code: "ERR_HOST",
      pointer: "/linux/intelRdt",
    });
  });

  test("is named after the container where no name is given", () => {
    assert.deepEqual(rdtGroup(config({}), "web", host), {
      root: "/sys/fs/resctrl",
      control: "/sys/fs/resctrl/web",
      monitor: undefined,
      lines: [],
      own: true,
    });
  });

  test("is the root group for /", () => {
    const group = rdtGroup(config({ closID: "/", enableMonitoring: true }), "web", host);
    assert.ok(group);
    assert.deepEqual(rdtDirectories(group), ["/sys/fs/resctrl", "/sys/fs/resctrl/mon_groups/web"]);
    assert.equal(group.own, false);
  });

  test("has l3CacheSchema, memBwSchema and schemata in this order", () => {
    const group = rdtGroup(
      config({
        schemata: ["L2:0=f", "MB:0=50"],
        memBwSchema: "MB:0=20",
        l3CacheSchema: "L3:0=ff",
        closID: "gold",
      }),
      "web",
      host,
    );
    assert.deepEqual(group?.lines, ["L3:0=ff", "MB:0=20", "L2:0=f", "MB:0=50"]);
    assert.equal(group?.control, "/sys/fs/resctrl/gold");
  });
});
