// SPDX-License-Identifier: Apache-2.0
/** Entry of the segment that is loaded on demand: help, and the commands outside a container's life. */
import { checkpoint, restore } from "./cold/checkpoint.ts";
import { completion } from "./cold/completion.ts";
import { doctor } from "./cold/doctor.ts";
import { events } from "./cold/events.ts";
import { features } from "./cold/features.ts";
import { help, helpText } from "./cold/help.ts";
import { list } from "./cold/list.ts";
import { plan } from "./cold/plan.ts";
import { ps } from "./cold/ps.ts";
import { readPipe } from "./cold/read-pipe.ts";
import { spec } from "./cold/spec.ts";
import { update } from "./cold/update.ts";
import { validate } from "./cold/validate.ts";
import { versionText } from "./cold/version.ts";
import { openTraceFile } from "./cold/trace-file.ts";
import type { CommandName } from "./commands.ts";
import type { AnyRun, Run } from "./context.ts";

const COLD: { readonly [Name in CommandName]?: Run<Name> } = {
  list,
  ps,
  events,
  update,
  spec,
  features,
  validate,
  plan,
  doctor,
  checkpoint,
  restore,
  completion,
  help,
};

export function coldCommand(name: CommandName): AnyRun {
  const run = COLD[name];
  if (run === undefined) throw new TypeError(`command ${name} has no implementation`);
  return run as AnyRun;
}

export { helpText, openTraceFile, readPipe, versionText };
// For lifecycle/net-devices.ts and intel-rdt.ts.
export { checkDevices, giveBackDevices, moveDevices } from "../network/devices.ts";
export { makeGroups, missingGroups, removeGroups } from "../resctrl/groups.ts";
// For lifecycle/readiness.ts.
export { hasNotifyFolder, makeNotifyFolder, NotifyRelay } from "../lifecycle/notify.ts";
// For userns/map-program.ts.
export { mapError } from "../userns/map-diagnosis.ts";
// For lifecycle/init.ts and start.ts.
export { lateError, operationError } from "../diagnosis/operation-error.ts";
export { spawnError } from "../diagnosis/spawn-error.ts";
export { traceOperations } from "../trace/operations.ts";
