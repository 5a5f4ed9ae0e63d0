// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { sysctlPath } from "./sysctl.ts";

suite("sysctlPath()", () => {
  const cases: [name: string, path: string][] = [
    ["net.ipv4.ip_forward", "net/ipv4/ip_forward"],
    ["net/ipv4/ip_forward", "net/ipv4/ip_forward"],
    ["net.ipv4.conf.eth0/1.forwarding", "net/ipv4/conf/eth0.1/forwarding"],
    ["net/ipv4/conf/eth0.1/forwarding", "net/ipv4/conf/eth0.1/forwarding"],
    ["plain", "plain"],
  ];
  for (const [name, path] of cases)
    test(`leads ${name} to ${path}`, () => assert.equal(sysctlPath(name), path));
});
