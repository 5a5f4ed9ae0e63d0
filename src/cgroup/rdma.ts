// SPDX-License-Identifier: Apache-2.0
/** Compiles linux.resources.rdma: one line of rdma.max a device. */
import type { LinuxRdma } from "../config/types.ts";
import { ConfigError } from "../errors/errors.ts";
import { type JsonPointer, pointerTo } from "../errors/pointer.ts";
import { type CgroupSupport, type CgroupWrite, versionOf } from "./write.ts";

export function compileRdma(
  rdma: Readonly<Record<string, LinuxRdma>>,
  at: JsonPointer,
  support: CgroupSupport,
): CgroupWrite[] {
  return Object.keys(rdma).map((device) => {
    const { hcaHandles, hcaObjects } = rdma[device] as LinuxRdma;
    const pointer = pointerTo(at, device);
    const version = versionOf(support, "rdma");
    if (/\s/.test(device) || device === "") {
      const message = `${JSON.stringify(device)} is no name of an RDMA device`;
      throw new ConfigError([{ code: "ERR_CONFIG_RULE", pointer, message }]);
    }
    const handles = hcaHandles === undefined ? "" : ` hca_handle=${hcaHandles}`;
    const objects = hcaObjects === undefined ? "" : ` hca_object=${hcaObjects}`;
    const keyed = { key: device, none: `${device} hca_handle=max hca_object=max` };
    return {
      controller: version === 1 ? "rdma" : "",
      file: "rdma.max",
      value: `${device}${handles}${objects}`,
      pointer,
      keyed,
    };
  });
}
