// SPDX-License-Identifier: Apache-2.0
/** All cases, one chapter a file of the specification. */
import type { Chapter } from "../suite/case.ts";
import { bundleCases } from "./bundle/bundle.ts";
import { cgroupCases } from "./config-linux/cgroups.ts";
import { deviceCases } from "./config-linux/devices.ts";
import { intelRdtCases } from "./config-linux/intel-rdt.ts";
import { kernelCases } from "./config-linux/kernel.ts";
import { namespaceCases } from "./config-linux/namespaces.ts";
import { netDeviceCases } from "./config-linux/net-devices.ts";
import { propagationCases } from "./config-linux/propagation.ts";
import { resourceFileCases } from "./config-linux/resource-files.ts";
import { resourceCases } from "./config-linux/resources.ts";
import { seccompCases } from "./config-linux/seccomp.ts";
import { notifyCases } from "./config-linux/seccomp-notify.ts";
import { vmCases } from "./config-vm/config-vm.ts";
import { annotationCases } from "./config/annotations.ts";
import { documentCases } from "./config/document.ts";
import { hookCases } from "./config/hooks.ts";
import { limitCases } from "./config/limits.ts";
import { mountOptionCases } from "./config/mount-options.ts";
import { idmapCases, mountCases } from "./config/mounts.ts";
import { processCases } from "./config/process.ts";
import { treeOptionCases } from "./config/tree-options.ts";
import { userCases } from "./config/user.ts";
import { featureCases } from "./features/features.ts";
import { linuxFeatureCases } from "./features-linux/features-linux.ts";
import { glossaryCases } from "./glossary/glossary.ts";
import { runtimeLinuxCases } from "./runtime-linux/runtime-linux.ts";
import { lifecycleCases } from "./runtime/lifecycle.ts";
import { operationCases } from "./runtime/operations.ts";
import { stateCases } from "./runtime/state.ts";

export const CHAPTERS: readonly Chapter[] = [
  { name: "glossary", cases: glossaryCases },
  { name: "bundle", cases: bundleCases },
  { name: "runtime", cases: [...stateCases, ...lifecycleCases, ...operationCases] },
  { name: "runtime-linux", cases: runtimeLinuxCases },
  {
    name: "config",
    cases: [
      ...documentCases,
      ...mountCases,
      ...idmapCases,
      ...mountOptionCases,
      ...treeOptionCases,
      ...processCases,
      ...userCases,
      ...limitCases,
      ...hookCases,
      ...annotationCases,
    ],
  },
  {
    name: "config-linux",
    cases: [
      ...namespaceCases,
      ...propagationCases,
      ...resourceFileCases,
      ...deviceCases,
      ...netDeviceCases,
      ...cgroupCases,
      ...resourceCases,
      ...kernelCases,
      ...intelRdtCases,
      ...seccompCases,
      ...notifyCases,
    ],
  },
  { name: "config-vm", cases: vmCases },
  { name: "features", cases: featureCases },
  { name: "features-linux", cases: linuxFeatureCases },
];
