// SPDX-License-Identifier: Apache-2.0
/** The container's cgroup: what its life needs. update and events, rarer, take merge.ts, stats.ts and oom-watch.ts themselves. */
export { applyWrites, Undo } from "./apply.ts";
export {
  type CreatedCgroup,
  type CreateOptions,
  createCgroup,
  planCgroupCreation,
  undoCreation,
} from "./create.ts";
export { delegateCgroup, delegateUid } from "./delegate.ts";
export { attachDevices } from "./devices.ts";
export { freezeCgroup, isFrozen, thawCgroup } from "./freeze.ts";
export { killCgroup, signalCgroup } from "./kill.ts";
export { probeCgroupLayout } from "./layout.ts";
export { oomKilled } from "./oom.ts";
export {
  type CgroupInodes,
  closeCgroup,
  directoryFor,
  inodesOf,
  type OpenCgroup,
  type OpenDirectory,
  openCgroup,
  ownPaths,
  readLimit,
  requireOwn,
  v2Fd,
} from "./open.ts";
export { type PermittedPlacement, permittedPlacement, permittedResources } from "./permission.ts";
export { type CgroupDirectory, type CgroupPlacement, joinFiles, pathsOf, placeCgroup } from "./place.ts";
export { listPids, mainPath } from "./processes.ts";
export { removeCgroup } from "./remove.ts";
export {
  type CompiledResources,
  compileResources,
  neededControllers,
  type ResourceOptions,
} from "./resources.ts";
export type { ContainerStats } from "./stats.ts";
export { type CgroupSupport, type CgroupWrite, supportOf } from "./write.ts";
