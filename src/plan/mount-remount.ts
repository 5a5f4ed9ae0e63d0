// SPDX-License-Identifier: Apache-2.0
import { O_PATH } from "../ops/kernel.ts";
import type { CreateBuild } from "./build.ts";
import { setAttributes } from "./mount-bind.ts";
import { setSuperblock } from "./mount-filesystem.ts";
import type { PlannedMount } from "./mounts.ts";

/** Changes an existing mount: with `bind` its attributes only, as in mount(8), else the filesystem's options too. */
export function remount(planned: PlannedMount, { plan, root }: CreateBuild): void {
  const { mount, options, destination, pointer } = planned;
  const step = `remount ${mount.destination}`;
  plan.at(pointer, step);
  const slot = plan.openIn(root, destination.path, O_PATH);
  if (!options.bind && (options.data.length > 0 || options.superblock.size > 0)) {
    const context = plan.take();
    plan.add({ op: "fspick", out: context, slot });
    setSuperblock(plan, context, planned, true);
    for (const { key, value, index } of options.data) {
      plan.at(`${pointer}/options/${index}`, step);
      if (value === undefined) plan.add({ op: "fsconfigFlag", slot: context, key });
      else plan.add({ op: "fsconfigString", slot: context, key, value });
    }
    plan.at(pointer, step);
    plan.add({ op: "fsconfigReconfigure", slot: context });
    plan.close(context);
  }
  setAttributes(plan, slot, options);
  plan.close(slot);
}
