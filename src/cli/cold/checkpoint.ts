// SPDX-License-Identifier: Apache-2.0
import { HostError } from "../../errors/errors.ts";
import type { Run } from "../context.ts";

/** Known so that `--help` answers engines that probe for it. */
export const checkpoint: Run<"checkpoint"> = () => {
  throw new HostError("ERR_CONFIG_UNSUPPORTED", undefined, "checkpoint is not built into this version");
};

export const restore: Run<"restore"> = () => {
  throw new HostError("ERR_CONFIG_UNSUPPORTED", undefined, "restore is not built into this version");
};
