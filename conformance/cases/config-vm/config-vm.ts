// SPDX-License-Identifier: Apache-2.0
import type { Case } from "../../suite/case.ts";

const VM = {
  hypervisor: { path: "/nonexistent/vmm", parameters: ["a"] },
  kernel: { path: "/nonexistent/kernel", parameters: ["b"], initrd: "/nonexistent/initrd" },
  image: { path: "/nonexistent/image", format: "raw" },
  hwConfig: { deviceTree: "/nonexistent/dtb", vcpus: 1 },
};

export const vmCases: Case[] = [
  {
    name: "a vm section is ignored by a runtime without virtual machines",
    clauses: ["config/platform/vm", "vm/ignored"],
    run: async (t) => void (await t.report({ "/vm": VM })),
  },
];
