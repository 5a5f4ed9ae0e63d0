// SPDX-License-Identifier: Apache-2.0
/**
 * Standard streams that are the host's /dev/null become the container's own: what is left of the host in a
 * container is one file less, and a checkpoint knows the file.
 */
import { ENOENT } from "../errors/errno.ts";
import * as kernel from "../ops/kernel.ts";
import type { CreateBuild } from "./build.ts";

export function reopenNull({ plan, root, context, terminal }: CreateBuild): void {
  const fds = context.nullStdio ?? [];
  if (fds.length === 0 || terminal !== "none") return;
  plan.at("", "open the container's /dev/null");
  const slot = plan.take();
  plan.add({
    op: "openOptional",
    out: slot,
    dir: root,
    path: "/dev/null",
    flags: kernel.O_RDWR | kernel.O_NOCTTY,
    tolerated: ENOENT,
  });
  plan.add({ op: "expectDevice", slot, major: 1, minor: 3 });
  for (const fd of fds) plan.add({ op: "dupTo", slot, fd });
  plan.close(slot);
}
